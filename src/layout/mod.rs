//! A reading and a width to lines of labelled runs. Lines carry roles, never colours.
//!
//! A [`Galley`] sets of an article what is seen, slug by slug; the height of the rest is an
//! estimate. [`Shelf`] sets the sidebar. Both number the videos and links through [`items`], so a
//! mark in the text and its item in the sidebar agree.

mod desk;
mod details;
mod galley;
mod ledger;
mod line;
mod role;
mod setting;
mod shelf;

pub use crate::model::{host, untracked};
pub use desk::{Sought, headline, opening};
pub use details::details;
pub use galley::manuscript::Chapter;
pub use galley::{Galley, Heading, Mark, Options};
pub use ledger::ledger;
pub use line::{Line, Run, Spot};
pub use role::Role;
pub use setting::front::{Imprint, imprint};
pub use setting::typesetting::{Bidi, Typesetting};
use setting::{dress, front, justify, order, table};
pub use shelf::item::{Item, ItemKind, Stand, items};
pub use shelf::{Entry, Frame, Shelf, ShelfPart};

/// Words a person reads in a minute.
const PACE: usize = 230;

/// Minutes that a text of so many words takes; none for a text of no words.
#[must_use]
pub fn minutes(words: usize) -> Option<usize> {
    (words > 0).then(|| words.div_ceil(PACE))
}
