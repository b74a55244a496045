//! A reading and a width to lines of labelled runs. Lines carry roles, never colours.
//!
//! [`Galley::set`] sets the whole article once for a width; the screen then shows a slice
//! of its lines. [`Shelf`] does the same for the sidebar. Both number the videos and links
//! through [`items`], so a mark in the text and its item in the sidebar agree.

mod details;
mod flow;
mod front;
mod galley;
mod item;
mod ledger;
mod line;
mod places;
mod role;
mod setter;
mod shelf;
mod table;
mod untracked;

pub use details::details;
pub use front::{Imprint, imprint};
pub use galley::{Galley, Heading, Options};
pub use item::{Item, ItemKind, Stand, items};
pub use ledger::ledger;
pub use line::{Line, Run, Spot};
pub use role::Role;
pub use shelf::{Chapter, Entry, Frame, Shelf, ShelfPart};
pub use untracked::{host, untracked};
