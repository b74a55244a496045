//! A user's files to typed values, every mistake reported with a way out. Pure.

mod colour;
mod file;
mod keys;
mod mistake;
mod rulebook;
mod rules;
mod settings;
mod style;
mod theme;

pub use colour::{Depth, contrast};
pub use keys::keymap;
pub use mistake::Mistake;
pub use rulebook::{with_rule, without_rules};
pub use rules::rules;
pub use settings::{Settings, settings};
pub use theme::{Theme, theme_names};
