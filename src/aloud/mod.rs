//! A reading for those who listen to it, or feel it: lines of words, one after the other, with
//! nothing drawn. Pure: a typed line goes in, lines come out, and at most one deed for the edge.
//!
//! [`Script`] says what there is to read, in [`Passage`]s; a [`Session`] reads it by [`Command`]s.

mod command;
mod script;
mod session;
mod words;

pub use command::Command;
pub use script::{Passage, Script};
pub use session::{Deed, Reply, Session};
