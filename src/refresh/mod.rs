//! Brings the news in: asks the feeds, reads what they carry, makes teasers whole, and puts all of it
//! into the library. Knows no screen: it tells by [`News`] how far it has come.
//!
//! One thread writes; a pool of threads fetches. It may be stopped, or killed, between any two
//! items: what was told as taken in is on the disk, the rest is asked for next time.

use crate::model::{ArticleId, Clean, FeedId};

/// Something that a refresh tells.
#[derive(Debug)]
pub enum News {
    /// So many feeds will be asked.
    Begins(Vec<FeedId>),
    /// A feed is being asked.
    Asking(FeedId),
    /// A feed was asked, and this came of it.
    Asked(FeedId, Outcome),
    /// So many pages are still to be fetched.
    Pages(usize),
    /// The page of an article is here, or what could be had of it.
    Completed(ArticleId),
    /// All is done, or was called off.
    Ends(Summary),
}

/// What came of asking a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// So many articles are new, and so many were changed.
    Fed {
        /// New ones.
        new: usize,
        /// Changed ones.
        changed: usize,
    },
    /// Nothing has changed.
    Unchanged,
    /// It could not be had, in words with a way out. What was known of it stays.
    Failed(Clean),
}

/// What came of a refresh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many feeds were asked.
    pub feeds: usize,
    /// How many of these had nothing new to send.
    pub unchanged: usize,
    /// How many of these failed.
    pub failed: usize,
    /// New articles.
    pub new: usize,
    /// Pages that were fetched to make teasers whole.
    pub completed: usize,
}
