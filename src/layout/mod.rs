//! A reading and a width to lines of labelled runs. Lines carry roles, never colours.
//!
//! A [`Galley`] sets of an article what is seen, slug by slug; the height of the rest is an
//! estimate. [`Shelf`] sets the sidebar. Both number the videos and links through [`items`], so a
//! mark in the text and its item in the sidebar agree.

mod compose;
mod compositor;
mod details;
mod dress;
mod flow;
mod front;
mod galley;
mod heights;
mod item;
mod justify;
mod ledger;
mod line;
mod manuscript;
mod order;
mod places;
mod role;
mod setter;
mod shelf;
mod slug;
mod spots;
mod table;
mod typesetting;

pub use crate::model::{host, untracked};
pub use details::details;
pub use front::{Imprint, imprint};
pub use galley::{Galley, Heading, Mark, Options};
pub use item::{Item, ItemKind, Stand, items};
pub use ledger::ledger;
pub use line::{Line, Run, Spot};
pub use manuscript::Chapter;
pub use role::Role;
pub use shelf::{Entry, Frame, Shelf, ShelfPart};
pub use typesetting::{Bidi, Typesetting};

/// Words a person reads in a minute.
const PACE: usize = 230;
