//! Which pages a refresh still has to fetch: those of the newest teasers of each feed, each once.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::page::{Wanted, wanted_page};
use crate::library::{Error, Library};
use crate::model::{ArticleId, FeedId};

/// More are not asked for in one refresh, however many feeds there are.
const MOST: usize = 2000;

/// So many are looked at for those that are meant.
const LOOKED_AT: usize = 20_000;

/// What was asked for so far.
#[derive(Debug, Default)]
pub(super) struct Teasers {
    seen: HashSet<ArticleId>,
    of_feed: HashMap<Option<FeedId>, usize>,
    /// How many of a feed at most.
    each: usize,
}

impl Teasers {
    pub(super) fn new(each: usize) -> Self {
        Self { each, ..Self::default() }
    }

    /// The pages that are due and were not asked for yet; of these feeds only, if they are named.
    pub(super) fn due(
        &mut self,
        library: &Library,
        only: Option<&HashSet<FeedId>>,
        now: Timestamp,
    ) -> Result<Vec<Wanted>, Error> {
        if self.each == 0 {
            return Ok(Vec::new());
        }
        let mut due = Vec::new();
        for page in library.due_pages(now, self.each, LOOKED_AT)? {
            let is_meant = only.is_none_or(|only| page.feed.is_some_and(|feed| only.contains(&feed)));
            if !is_meant || self.seen.len() >= MOST || self.seen.contains(&page.article) {
                continue;
            }
            let asked = self.of_feed.entry(page.feed).or_default();
            if *asked >= self.each {
                continue;
            }
            *asked += 1;
            self.seen.insert(page.article);
            due.extend(wanted_page(library, page.article)?);
        }
        Ok(due)
    }
}
