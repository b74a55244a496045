//! Lists of subscriptions: OPML in and out. Folders are tags; a folder in a folder is a tag with a
//! slash (`News/Local`). Only the web is subscribed to: what runs a program or reads a file is
//! refused, and listed.

mod read;
mod write;

pub use read::read;
pub use write::write;

use url::Url;

use super::nouns::Broken;
use crate::model::Clean;

/// A list of subscriptions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subscriptions {
    /// What the list is called.
    pub title: Option<Clean>,
    /// The feeds, each once, in the order in which they first stand in the list.
    pub feeds: Vec<Subscription>,
    /// What was not taken.
    pub refused: Vec<Refused>,
    /// How many stood in the list more than once.
    pub twins: usize,
    /// The first thing that was wrong with it.
    pub broken: Option<Broken>,
}

/// A feed that somebody reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscription {
    /// Where it is.
    pub url: Url,
    /// What it is called.
    pub title: Option<Clean>,
    /// The page that it goes with.
    pub site: Option<Url>,
    /// The folders that it is in, in the order of the alphabet.
    pub tags: Vec<Clean>,
}

/// A line of a list that was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// What the line calls the feed.
    pub title: Option<Clean>,
    /// What it gives as its address.
    pub address: Clean,
    /// Why it was not taken.
    pub why: Why,
}

/// Why a line of a list was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Another scheme, a program, a file.
    #[error("only http and https are subscribed to")]
    NotTheWeb,
    /// White space within.
    #[error("there is white space in the address")]
    Blank,
    /// No address at all.
    #[error("it is no address")]
    NoAddress,
    /// The feed is taken without it.
    #[error("a command is never run; the feed is taken as it is")]
    Command,
    /// There is a limit.
    #[error("the list is too long")]
    TooMany,
}

/// Why bytes are no list of subscriptions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpml {
    /// Nothing, or nothing but blanks.
    #[error("it is empty")]
    Empty,
    /// Something else.
    #[error("it is no list of feeds (OPML): it begins with <{0}>")]
    Other(Clean),
    /// No markup.
    #[error("it is no list of feeds (OPML)")]
    Text,
}
