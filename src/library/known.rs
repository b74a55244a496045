//! Telling the items of a feed that are new or have changed from those that are known, before their
//! texts are read: in most feeds nearly all are known.

use rusqlite::OptionalExtension as _;

use super::intake::{digest, number};
use super::{Error, Item, Library};
use crate::model::{FeedId, hash};

impl Library {
    /// Of the items of a feed those that are new or say something else than before, in their order.
    /// Their texts are not asked for: they follow from what the feed gives.
    pub fn news(&self, feed: FeedId, items: Vec<Item>) -> Result<Vec<Item>, Error> {
        let mut find =
            self.conn.prepare_cached("SELECT digest, article FROM items WHERE feed = ?1 AND key = ?2")?;
        let mut news = Vec::new();
        for item in items {
            let key = number(hash(item.key.as_bytes()));
            let known: Option<(i64, Option<i64>)> =
                find.query_row([feed.0, key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let is_known =
                known.is_some_and(|(before, article)| article.is_none() || before == digest(&item));
            if !is_known {
                news.push(item);
            }
        }
        Ok(news)
    }
}
