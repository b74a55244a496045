//! A user's files to typed values, every mistake reported with a way out. Pure.

mod colour;
mod file;
mod keys;
mod mistake;
mod rules;
mod settings;
mod sheet;
mod style;
mod theme;

pub use colour::{Depth, contrast};
pub use keys::keymap;
pub use mistake::Mistake;
pub use rules::rules;
pub use settings::{Settings, settings};
pub use sheet::{theme_file, theme_names};
pub use theme::{Ground, Theme};
