//! Subscriptions: what they are called, how often they are asked, what went wrong.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::acts::{Deed, begin};
use super::{Error, Library, Sync, tally};
use crate::model::{Clean, Completion, FeedId, Subscription, Validators};

const COLUMNS: &str = "id, address, coalesce(name, nullif(title, ''), address), site, completion, etag, modified, \
    next, trouble, unread, asked";

impl Library {
    /// Every subscription, by title.
    pub fn feeds(&self) -> Result<Vec<Subscription>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM feeds WHERE removed = 0");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let feeds = statement.query_map([], feed)?;
        let mut feeds: Vec<Subscription> = feeds.collect::<Result<_, _>>()?;
        let mut tags = self.tags_of_feeds()?;
        for feed in &mut feeds {
            feed.tags = tags.remove(&feed.id).unwrap_or_default();
        }
        feeds.sort_by_cached_key(|feed| (feed.title.to_lowercase(), feed.id));
        Ok(feeds)
    }

    /// One subscription.
    pub fn feed(&self, id: FeedId) -> Result<Subscription, Error> {
        let sql = format!("SELECT {COLUMNS} FROM feeds WHERE id = ?1");
        let found = self.conn.query_row(&sql, [id.0], feed).optional()?;
        let found = found.ok_or(Error::Unknown("feed"))?;
        Ok(Subscription { tags: self.tags_of_feeds()?.remove(&id).unwrap_or_default(), ..found })
    }

    fn tags_of_feeds(&self) -> Result<BTreeMap<FeedId, Vec<Clean>>, Error> {
        let mut statement = self.conn.prepare_cached("SELECT feed, tag FROM feed_tags ORDER BY feed, tag")?;
        let mut rows = statement.query([])?;
        let mut tags: BTreeMap<FeedId, Vec<Clean>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            tags.entry(FeedId(row.get(0)?)).or_default().push(Clean::field(&row.get::<_, String>(1)?));
        }
        Ok(tags)
    }

    /// The feeds that are due at `now`. A clock that was set back does not make a feed wait for
    /// longer than a day.
    pub fn due(&self, now: Timestamp) -> Result<Vec<FeedId>, Error> {
        let now = now.as_second();
        let sql = "SELECT id FROM feeds WHERE removed = 0 AND (next <= ?1 OR next > ?2) ORDER BY next, id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let feeds =
            statement.query_map(params![now, now.saturating_add(86_400)], |row| Ok(FeedId(row.get(0)?)))?;
        Ok(feeds.collect::<Result<_, _>>()?)
    }

    /// Subscribes. An address that is known is not added again; one that was removed comes back
    /// with its articles.
    pub fn add_feed(&mut self, address: &str, title: &str, now: Timestamp) -> Result<FeedId, Error> {
        self.write(Sync::Full, |tx| add(tx, address, title, &[], now))
    }

    /// Subscribes to many, each with its tags, all or none.
    pub fn add_feeds<'a>(
        &mut self,
        feeds: impl IntoIterator<Item = (&'a str, &'a str, &'a [String])>,
        now: Timestamp,
    ) -> Result<Vec<FeedId>, Error> {
        self.write(Sync::Full, |tx| {
            feeds.into_iter().map(|(address, title, tags)| add(tx, address, title, tags, now)).collect()
        })
    }

    /// Gives a feed a name of the reader's; its own again if the name is empty.
    pub fn rename_feed(&mut self, id: FeedId, name: &str, now: Timestamp) -> Result<(), Error> {
        let name = Clean::field(name);
        self.write(Sync::Full, |tx| {
            let before: Option<String> = known(tx, "SELECT name FROM feeds WHERE id = ?1", id)?;
            let deed = begin(tx, Deed::Rename, now)?;
            deed.note(tx, "name", id.0, before.as_deref().unwrap_or_default())?;
            let name = Some(name.as_str()).filter(|name| !name.is_empty());
            tx.execute("UPDATE feeds SET name = ?2 WHERE id = ?1", params![id.0, name])?;
            Ok(())
        })
    }

    /// Gives a feed a tag, or takes it away.
    pub fn tag_feed(&mut self, id: FeedId, tag: &str, on: bool, now: Timestamp) -> Result<(), Error> {
        let tag = Clean::field(tag);
        self.write(Sync::Full, |tx| {
            known::<i64>(tx, "SELECT id FROM feeds WHERE id = ?1", id)?;
            let field = if on { "untag-feed" } else { "tag-feed" };
            let sql = if on {
                "INSERT OR IGNORE INTO feed_tags VALUES (?1, ?2)"
            } else {
                "DELETE FROM feed_tags WHERE feed = ?1 AND tag = ?2"
            };
            if tx.execute(sql, params![id.0, tag.as_str()])? > 0 {
                tally::again(tx, &tag)?;
                begin(tx, Deed::Tag, now)?.note(tx, field, id.0, &tag)?;
            }
            Ok(())
        })
    }

    /// Says when a feed's pages are fetched.
    pub fn complete_feed(&mut self, id: FeedId, completion: Completion) -> Result<(), Error> {
        self.write(Sync::Full, |tx| {
            let sql = "UPDATE feeds SET completion = ?2 WHERE id = ?1";
            let changed = tx.execute(sql, params![id.0, completion.name()])?;
            if changed == 0 { Err(Error::Unknown("feed")) } else { Ok(()) }
        })
    }

    /// Unsubscribes. The feed's articles are hidden with it, but for those that were starred,
    /// tagged or saved and those that another feed carries. It can be undone.
    pub fn remove_feed(&mut self, id: FeedId, now: Timestamp) -> Result<(), Error> {
        self.write(Sync::Full, |tx| {
            known::<i64>(tx, "SELECT id FROM feeds WHERE id = ?1 AND removed = 0", id)?;
            let deed = begin(tx, Deed::RemoveFeed, now)?;
            deed.note(tx, "feed", id.0, "")?;
            tx.execute("UPDATE feeds SET removed = 1 WHERE id = ?1", [id.0])?;
            let mut own = tx.prepare_cached(
                "SELECT DISTINCT article FROM items JOIN articles a ON a.id = article
                 WHERE feed = ?1 AND NOT a.hidden AND NOT a.starred AND NOT a.kept
                 AND NOT EXISTS (SELECT 1 FROM tags t WHERE t.article = a.id)
                 AND NOT EXISTS (SELECT 1 FROM items i JOIN feeds f ON f.id = i.feed
                                 WHERE i.article = a.id AND f.removed = 0)",
            )?;
            let own: Vec<i64> = own.query_map([id.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for article in own {
                super::acts::set(tx, &deed, super::acts::Field::Hidden, article, 1)?;
            }
            Ok(())
        })
    }

    /// Writes down how asking a feed went: what its server wants to hear, when to ask again, what
    /// went wrong.
    pub fn asked(
        &mut self,
        id: FeedId,
        validators: &Validators,
        now: Timestamp,
        next: Timestamp,
        trouble: Option<&str>,
    ) -> Result<(), Error> {
        self.write(Sync::Normal, |tx| {
            let mut set = tx.prepare_cached(
                "UPDATE feeds SET etag = ?2, modified = ?3, asked = ?4, next = ?5, trouble = ?6 WHERE id = ?1",
            )?;
            let trouble = trouble.map(|trouble| Clean::field(trouble).into_string());
            let (now, next) = (now.as_second(), next.as_second());
            set.execute(params![id.0, validators.etag, validators.last_modified, now, next, trouble])?;
            Ok(())
        })
    }

    /// Takes up the address that a feed has moved to for good; what its old server wanted to hear
    /// is forgotten. Whether it was taken up: not if another feed has that address.
    pub fn move_feed(&mut self, id: FeedId, address: &str) -> Result<bool, Error> {
        self.write(Sync::Full, |tx| {
            let sql = "UPDATE OR IGNORE feeds SET address = ?2, etag = NULL, modified = NULL WHERE id = ?1";
            Ok(tx.execute(sql, params![id.0, address])? > 0)
        })
    }

    /// What a feed calls itself, and its site's address.
    pub fn describe_feed(&mut self, id: FeedId, title: &str, site: &str) -> Result<(), Error> {
        let (title, site) = (Clean::field(title), Clean::field(site));
        self.write(Sync::Normal, |tx| {
            let sql = "UPDATE feeds SET title = coalesce(nullif(?2, ''), title), site = coalesce(nullif(?3, ''), site)
                       WHERE id = ?1";
            tx.execute(sql, params![id.0, title.as_str(), site.as_str()])?;
            Ok(())
        })
    }
}

fn known<T: rusqlite::types::FromSql>(tx: &Connection, sql: &str, id: FeedId) -> Result<T, Error> {
    tx.query_row(sql, [id.0], |row| row.get(0)).optional()?.ok_or(Error::Unknown("feed"))
}

fn add(
    tx: &Transaction<'_>,
    address: &str,
    title: &str,
    tags: &[String],
    now: Timestamp,
) -> Result<FeedId, Error> {
    let title = Clean::field(title);
    let mut find = tx.prepare_cached("SELECT id, removed FROM feeds WHERE address = ?1")?;
    let found =
        find.query_row([address], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?))).optional()?;
    let id = match found {
        Some((id, false)) => id,
        Some((id, true)) => {
            revive(tx, id)?;
            id
        }
        None => {
            let mut insert =
                tx.prepare_cached("INSERT INTO feeds (address, title, added) VALUES (?1, ?2, ?3)")?;
            insert.insert(params![address, title.as_str(), now.as_second()])?
        }
    };
    for tag in tags {
        let tag = Clean::field(tag);
        if tx.execute("INSERT OR IGNORE INTO feed_tags VALUES (?1, ?2)", params![id, tag.as_str()])? > 0 {
            tally::again(tx, &tag)?;
        }
    }
    Ok(FeedId(id))
}

/// Shows a removed feed again, and its articles.
pub(super) fn revive(tx: &Transaction<'_>, id: i64) -> Result<(), Error> {
    tx.execute("UPDATE feeds SET removed = 0 WHERE id = ?1", [id])?;
    let mut own = tx.prepare_cached(
        "SELECT DISTINCT article FROM items JOIN articles a ON a.id = article WHERE feed = ?1 AND a.hidden = 1",
    )?;
    let own: Vec<i64> = own.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for article in own {
        super::acts::change(tx, super::acts::Field::Hidden, article, 0)?;
    }
    Ok(())
}

fn feed(row: &Row<'_>) -> rusqlite::Result<Subscription> {
    let clean = |at: usize| -> rusqlite::Result<Clean> { Ok(Clean::field(&row.get::<_, String>(at)?)) };
    let completion: String = row.get(4)?;
    Ok(Subscription {
        id: FeedId(row.get(0)?),
        address: row.get(1)?,
        title: clean(2)?,
        site: clean(3)?,
        completion: Completion::named(&completion).unwrap_or_default(),
        validators: Validators { etag: row.get(5)?, last_modified: row.get(6)? },
        next: row.get(7)?,
        trouble: row.get::<_, Option<String>>(8)?.map(|trouble| Clean::field(&trouble)),
        unread: u64::try_from(row.get::<_, i64>(9)?).unwrap_or_default(),
        asked: row.get(10)?,
        tags: Vec::new(),
    })
}
