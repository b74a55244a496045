//! A user's files to typed values, every mistake reported with a way out. Pure.

mod colour;
mod file;
mod keys;
mod mistake;
mod style;
mod theme;

pub use colour::{Depth, contrast};
pub use keys::keymap;
pub use mistake::Mistake;
pub use theme::{Theme, theme_names};
