//! What the desk shows beside the list: every stack with its count, in one look; nothing is counted
//! for it.

use rusqlite::{OptionalExtension as _, params};

use super::{Error, Filter, Library, Query};
use crate::model::{Clean, Subscription};

/// The stacks, as they were at one moment.
#[derive(Clone, Debug, Default)]
pub struct Stacks {
    /// How many articles there are.
    pub articles: u64,
    /// How many of them are unread.
    pub unread: u64,
    /// How many are starred.
    pub starred: u64,
    /// Every tag of articles and feeds, in order, with what is unread of it.
    pub tags: Vec<(Clean, u64)>,
    /// Every feed, by title; each has its own count.
    pub feeds: Vec<Subscription>,
    /// The searches that are kept: names and queries, by name.
    pub searches: Vec<(String, String)>,
}

impl Library {
    /// Every stack with its count.
    pub fn stacks(&self) -> Result<Stacks, Error> {
        let tx = self.conn.unchecked_transaction()?;
        let number = |number: i64| u64::try_from(number).unwrap_or_default();
        let mut counts = tx.prepare_cached("SELECT articles, unread, starred FROM counts")?;
        let [articles, unread, starred] =
            counts.query_row([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?].map(number)))?;
        let mut tags = tx.prepare_cached("SELECT tag, unread FROM tallies ORDER BY tag")?;
        let tags =
            tags.query_map([], |row| Ok((Clean::field(&row.get::<_, String>(0)?), number(row.get(1)?))))?;
        let tags = tags.collect::<Result<_, _>>()?;
        Ok(Stacks { articles, unread, starred, tags, feeds: self.feeds()?, searches: self.searches()? })
    }

    /// How many articles a filter lets through. Nothing is counted for all, the unread, the
    /// starred, and what is unread of a feed or of a tag.
    pub fn count(&self, filter: &Filter) -> Result<u64, Error> {
        let is = |like: Filter| *filter == like;
        let unread = Some(true);
        let kept = if is(Filter::default()) {
            Some(("SELECT articles FROM counts WHERE ?1 IS NULL", None))
        } else if is(Filter { unread, ..Filter::default() }) {
            Some(("SELECT unread FROM counts WHERE ?1 IS NULL", None))
        } else if is(Filter { starred: Some(true), ..Filter::default() }) {
            Some(("SELECT starred FROM counts WHERE ?1 IS NULL", None))
        } else if is(Filter { unread, feed: filter.feed, ..Filter::default() }) {
            let feed = filter.feed.map(|feed| feed.0.to_string());
            Some(("SELECT unread FROM feeds WHERE id = CAST(?1 AS INTEGER)", feed))
        } else if is(Filter {
            unread,
            tags: filter.tags.iter().take(1).cloned().collect(),
            ..Filter::default()
        }) {
            Some(("SELECT unread FROM tallies WHERE tag = ?1", filter.tags.first().cloned()))
        } else {
            None
        };
        let Some((sql, value)) = kept else {
            return self.count_matching(filter, &Query::default(), usize::MAX >> 1);
        };
        let count = self.conn.prepare_cached(sql)?.query_row(params![value], |row| row.get(0)).optional()?;
        Ok(u64::try_from(count.unwrap_or(0_i64)).unwrap_or_default())
    }
}
