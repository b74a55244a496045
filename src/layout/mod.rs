//! A reading and a width to lines of labelled runs. Lines carry roles, never colours.
//!
//! [`Galley::set`] sets the whole article once for a width; the screen then shows a slice
//! of its lines. [`Shelf`] does the same for the sidebar. Both number the videos and links
//! through [`items`], so a mark in the text and its item in the sidebar agree.

mod compose;
mod details;
mod dress;
mod flow;
mod front;
mod galley;
mod item;
mod justify;
mod ledger;
mod line;
mod order;
mod places;
mod role;
mod setter;
mod shelf;
mod table;
mod typesetting;

pub use details::details;
pub use front::{Imprint, imprint};
pub use galley::{Galley, Heading, Options};
pub use item::{Item, ItemKind, items};
pub use ledger::ledger;
pub use line::{Line, Run, Spot};
pub use role::Role;
pub use shelf::{Entry, Shelf, ShelfPart};
pub use typesetting::{Bidi, Typesetting};
