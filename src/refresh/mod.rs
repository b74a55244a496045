//! Brings the news in: asks the feeds, reads what they carry, makes teasers whole, and puts all of it
//! into the library. Knows no screen: it tells by [`News`] how far it has come.
//!
//! One thread writes; a pool of threads fetches; a few more read. It may be stopped, or killed,
//! between any two items: what was told as taken in is on the disk, the rest is asked for next time.
//!
//! [`run`] is a whole refresh. [`find_feed`] and [`take_in`] subscribe, [`page()`] makes one teaser
//! whole at once, [`read_kept`] reads an article of the library.

mod alone;
mod gate;
mod intake;
mod offline;
mod page;
mod rhythm;
mod round;
mod subscribe;
mod teasers;
mod words;
mod workers;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use crate::fetch::{Limits, Manners};
use crate::library::{Error, Library};
use crate::model::{ArticleId, Clean, FeedId};
use crate::read::UserRules;

pub use alone::take_page;
pub use intake::{read_item, read_kept};
pub use page::{Got, Paged, Wanted, fetch_page, keep_page, page, wanted_page};
pub use subscribe::{Address, Candidate, Discovery, find_feed};

/// What threads are called whose failures are caught and told: the screen need not end for them.
const WORKER: &str = "worker";

/// Something that a refresh tells.
#[derive(Debug)]
pub enum News {
    /// These feeds will be asked.
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
    /// Nothing could be reached at all: that says nothing of this feed.
    Offline,
}

/// What came of a refresh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many feeds were to be asked.
    pub feeds: usize,
    /// How many of these had nothing new to send.
    pub unchanged: usize,
    /// How many of these failed.
    pub failed: usize,
    /// New articles.
    pub new: usize,
    /// Articles that say something else than before.
    pub changed: usize,
    /// Pages that were fetched to make teasers whole.
    pub completed: usize,
    /// Pages that were fetched, and were no better than what the feed gave.
    pub in_vain: usize,
    /// Whether no feed could be reached; then none is marked as broken.
    pub is_offline: bool,
    /// Whether it was called off before the end.
    pub is_stopped: bool,
}

/// Which feeds are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that are due.
    Due,
    /// All.
    All,
    /// These.
    These(Vec<FeedId>),
}

/// How a refresh is done.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What a fetch may take.
    pub limits: Limits,
    /// What we say of ourselves.
    pub manners: Manners,
    /// The reader's own rules.
    pub rules: UserRules,
    /// How many teasers of a feed are made whole in one refresh, the newest first; none for 0. The
    /// first refresh of a long list would else fetch thousands of pages, most of which nobody opens,
    /// and no server likes it. The others follow with the next refreshes, or when they are opened.
    pub teasers: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            manners: Manners::default(),
            rules: UserRules::default(),
            teasers: 20,
        }
    }
}

/// Stops a refresh from another thread. Copies stop the same one.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Ask no more; what is here already is taken in.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// What a signal can set.
    #[must_use]
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }

    /// Whether it was stopped.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Asks feeds and takes in what they carry; then makes teasers whole. Returns when all is done or it
/// was stopped; an error only if the library can no longer be written.
pub fn run(
    library: &mut Library,
    which: &Which,
    settings: &Settings,
    stop: &Stop,
    tell: impl Fn(News),
) -> Result<Summary, Error> {
    let feeds = match which {
        Which::Due => library.due(Timestamp::now())?,
        Which::All => library.feeds()?.iter().map(|feed| feed.id).collect(),
        Which::These(feeds) => feeds.clone(),
    };
    round::Round::new(library, settings, stop, &tell).run(&feeds, Vec::new(), *which != Which::Due)
}

/// Takes in what was fetched of a feed that was found, as a refresh of that feed would.
pub fn take_in(
    library: &mut Library,
    feed: FeedId,
    found: Discovery,
    settings: &Settings,
    stop: &Stop,
    tell: impl Fn(News),
) -> Result<Summary, Error> {
    round::Round::new(library, settings, stop, &tell).run(&[feed], vec![(feed, found.fetched)], true)
}
