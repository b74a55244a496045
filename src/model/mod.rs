//! The nouns: what a page becomes on its way to a reading. Invariants, no I/O.
//!
//! In reading order: a [`Page`] of bytes is parsed into a [`Document`] of [`Block`]s
//! standing in a [`Tree`] of [`Place`]s; each block gets one [`Verdict`]; the blocks
//! then move into a [`Reading`].

mod address;
mod block;
mod body;
mod bookmark;
mod clean;
mod desk;
mod document;
mod metadata;
mod page;
mod reading;
mod rule;
mod tree;
mod twin;
mod untracked;
mod validators;
mod verdict;
mod words;

pub use address::canonical;
pub use block::{Block, BlockId, BlockKind, Level, LinkId, Marks, Media, MediaKind, Origin, Span};
pub use body::{inline_links, sections};
pub use bookmark::Bookmark;
pub use clean::{Clean, Cleaner};
pub use desk::{ArticleId, ArticleRow, Completion, FeedId, Sort, Subscription};
pub use document::{Anchor, Document};
pub use metadata::{Claims, Class, Metadata, NamedVideo};
pub use page::{Page, Source};
pub use reading::{Article, Dropped, Front, Link, LinkKind, Reading, Section, Sidebar, Video, clock};
pub use rule::{Deed, TextPattern, Written, WrittenRule};
pub use tree::{Cue, Cues, Landmark, Place, PlaceId, Tree};
pub use twin::{Print, Word, hash, run_of, stir, told_again, words};
pub use untracked::{host, untracked};
pub use validators::Validators;
pub use verdict::{Fixture, Invitation, Part, Reason, Returning, Shelf, Verdict, VideoPart};
pub use words::{count_words, is_unspaced};
