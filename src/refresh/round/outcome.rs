//! What is written down of a feed once it was asked, and told.

use std::time::Duration;

use jiff::Timestamp;

use super::{End, Round};
use crate::fetch::Told;
use crate::library::Error;
use crate::model::{Clean, FeedId, Validators};
use crate::refresh::{News, Outcome, rhythm, words};

impl Round<'_> {
    /// Somebody answered, so those that were not reached failed by themselves.
    pub(super) fn dispel(&mut self) -> Result<(), Error> {
        let doubted = self.doubt.dispel();
        doubted.iter().try_for_each(|(id, error)| self.failed(*id, words::failure(error), None))
    }

    /// At the end: either there is no network, or those that were not reached failed by themselves.
    pub(super) fn decide(&mut self) -> Result<(), Error> {
        if !self.doubt.is_offline() {
            return self.dispel();
        }
        self.summary.is_offline = true;
        for (id, _) in self.doubt.dispel() {
            self.summary.failed += 1;
            (self.tell)(News::Asked(id, Outcome::Offline));
        }
        Ok(())
    }

    pub(super) fn unchanged(&mut self, id: FeedId, told: Told) -> Result<(), Error> {
        let Some(feed) = self.feeds.get(&id) else { return Ok(()) };
        let now = Timestamp::now();
        let next = rhythm::after_answer(None, feed, told.fresh_for, now, rhythm::dice());
        let validators = told.validators.unwrap_or_else(|| feed.validators.clone());
        self.end(id, &End { validators, next, moved: told.moved })?;
        self.summary.unchanged += 1;
        (self.tell)(News::Asked(id, Outcome::Unchanged));
        Ok(())
    }

    pub(super) fn end(&mut self, id: FeedId, end: &End) -> Result<(), Error> {
        let mut validators = end.validators.clone();
        if let Some(address) = &end.moved {
            self.library.move_feed(id, address.as_str())?;
            // A server that has not changed anything spoke of the old address.
            if self.feeds.get(&id).is_some_and(|feed| feed.validators == validators) {
                validators = Validators::default();
            }
        }
        self.library.asked(id, &validators, Timestamp::now(), end.next, None)
    }

    pub(super) fn failed(
        &mut self,
        id: FeedId,
        why: Clean,
        retry_after: Option<Duration>,
    ) -> Result<(), Error> {
        let Some(feed) = self.feeds.get(&id) else { return Ok(()) };
        let next = rhythm::after_failure(feed, retry_after, Timestamp::now(), rhythm::dice());
        self.trouble(id, why, next)
    }

    /// A feed could not be had. What is known of it stays, and what its server wants to hear.
    pub(super) fn trouble(&mut self, id: FeedId, why: Clean, next: Timestamp) -> Result<(), Error> {
        let Some(feed) = self.feeds.get(&id) else { return Ok(()) };
        self.library.asked(id, &feed.validators, Timestamp::now(), next, Some(&why))?;
        self.summary.failed += 1;
        (self.tell)(News::Asked(id, Outcome::Failed(why)));
        Ok(())
    }
}
