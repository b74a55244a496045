//! Arguments as typed, then as meant; a file per command.

mod terminal;
pub mod tui;
