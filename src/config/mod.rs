//! A user's files to typed values, every mistake reported with a way out. Pure.

mod colour;
mod default;
mod file;
mod keys;
mod mistake;
mod rulebook;
mod rules;
mod settings;
mod sheet;
mod style;
mod table;
mod theme;
mod value;

pub use colour::{Depth, contrast};
pub use default::{current, default_file};
pub use keys::{preset, preset_names};
pub use mistake::Mistake;
pub use rulebook::{with_rule, without_rules};
pub use rules::rules;
pub use settings::{RefreshWhen, Settings, Switch, settings};
pub use sheet::{theme_file, theme_names};
pub use theme::{Ground, Theme};
