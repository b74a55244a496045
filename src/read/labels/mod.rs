//! The words that mark clutter, by language, as data. Code holds structure, data holds words.
//!
//! Each language has a file named by its code, `en.toml`; the build script compiles them all.
//! Entries are compared folded: lower case, everything but letters and digits a single space.
//! An entry may hold alternatives in brackets: `(story|article) continues (on|) next page`.

mod book;
mod fold;
mod topic;

use std::sync::LazyLock;

pub(super) use book::{Book, Labelled};
pub(super) use fold::fold;
pub(super) use topic::{Topic, Topics};

static BOOK: LazyLock<Book> = LazyLock::new(Book::open);

/// The words of every language.
pub(super) fn book() -> &'static Book {
    &BOOK
}
