//! The words that mark clutter, by language, as data. Code holds structure, data holds words.
//!
//! Entries are compared folded: lower case, everything but letters and digits a single space.
//! An entry may hold alternatives in brackets, `(story|article) continues (|on the) next page`.

mod book;
mod fold;

use std::sync::LazyLock;

pub(super) use book::{Book, Labelled, Topic, Topics};
pub(super) use fold::fold;

macro_rules! languages {
    ($($code:literal),+ $(,)?) => {
        const LANGUAGES: &[(&str, &str)] = &[$(($code, include_str!(concat!($code, ".toml")))),+];
    };
}

languages!("de", "en", "es", "fr", "it", "pt");

static BOOK: LazyLock<Book> = LazyLock::new(|| Book::of(LANGUAGES.iter().map(|(_, data)| *data)));

/// The words of every language.
pub(super) fn book() -> &'static Book {
    &BOOK
}
