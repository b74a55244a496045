//! The nouns of the desk: what a reader subscribed to, and the rows of a list of articles.

use super::{Clean, Validators};

/// Which feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FeedId(pub i64);

/// When an item's page is fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Completion {
    /// When the feed gives only a teaser.
    #[default]
    Auto,
    /// For every item.
    Always,
    /// Never.
    Never,
}

impl Completion {
    /// The name in the library and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }

    /// The completion of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Auto, Self::Always, Self::Never].into_iter().find(|known| known.name() == name)
    }
}

/// A subscription.
#[derive(Clone, Debug)]
pub struct Subscription {
    /// Its number.
    pub id: FeedId,
    /// Its address, as it was added.
    pub address: String,
    /// What it calls itself, or what the reader calls it.
    pub title: Clean,
    /// The site's address.
    pub site: Clean,
    /// Its tags, in order.
    pub tags: Vec<Clean>,
    /// When its items' pages are fetched.
    pub completion: Completion,
    /// What its server wants to hear.
    pub validators: Validators,
    /// When it was asked last, in seconds since 1970.
    pub asked: Option<i64>,
    /// When to ask again, in seconds since 1970.
    pub next: i64,
    /// What went wrong when it was asked last.
    pub trouble: Option<Clean>,
    /// How many of its articles are unread.
    pub unread: u64,
}

/// Which article. What came first has the smaller number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub i64);

/// A row of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// Which article.
    pub id: ArticleId,
    /// Its headline.
    pub title: Clean,
    /// Its site.
    pub site: Clean,
    /// Who wrote it.
    pub byline: Option<Clean>,
    /// Its address.
    pub url: Option<Clean>,
    /// What it is dated, in seconds since 1970: never later than when it was first seen.
    pub dated: i64,
    /// Its words.
    pub words: u64,
    /// Its videos.
    pub videos: u64,
    /// Its language, BCP 47.
    pub language: Option<Clean>,
    /// What kind of page it is, once the page was read.
    pub class: Option<Clean>,
    /// Whether it was read.
    pub read: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// Whether its page is here, and not only what a feed gave.
    pub is_whole: bool,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// What came last first; no clock can disturb it.
    Newest,
    /// What came first first.
    Oldest,
    /// By date, newest first.
    #[default]
    Date,
    /// Longest first.
    Longest,
    /// Shortest first.
    Shortest,
    /// By title.
    Title,
    /// By site.
    Site,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 7] =
        [Self::Date, Self::Newest, Self::Oldest, Self::Longest, Self::Shortest, Self::Title, Self::Site];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Date => "date",
            Self::Longest => "longest",
            Self::Shortest => "shortest",
            Self::Title => "title",
            Self::Site => "site",
        }
    }

    /// The order of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}
