//! What a reader does with articles: read, star, tag, throw away, and take it back. A deed notes
//! what was there before it. The counts are kept here, and nowhere else.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::{Error, Library, Sync, tally};
use crate::model::{ArticleId, Bookmark, Clean};

/// So many deeds can be taken back.
const DEEDS: i64 = 200;

/// A column that a reader changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Read,
    Starred,
    /// 1 with its feed, 2 by itself.
    Hidden,
    /// Added by the reader, not by a feed.
    Kept,
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Starred => "starred",
            Self::Hidden => "hidden",
            Self::Kept => "kept",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Read, Self::Starred, Self::Hidden, Self::Kept].into_iter().find(|field| field.name() == name)
    }
}

/// What was done, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Read,
    Unread,
    Star,
    Unstar,
    Tag,
    Remove,
    Rename,
    RemoveFeed,
}

impl Deed {
    fn words(self) -> &'static str {
        match self {
            Self::Read => "marked read",
            Self::Unread => "marked unread",
            Self::Star => "starred",
            Self::Unstar => "star taken off",
            Self::Tag => "tagged",
            Self::Remove => "removed",
            Self::Rename => "renamed",
            Self::RemoveFeed => "feed removed",
        }
    }
}

/// A deed that is being written down.
pub(super) struct Log(i64);

impl Log {
    /// What was there before.
    pub(super) fn note(&self, tx: &Connection, field: &str, target: i64, value: &str) -> Result<(), Error> {
        let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO changes VALUES (?1, ?2, ?3, ?4)")?;
        insert.execute(params![self.0, field, target, value])?;
        Ok(())
    }
}

/// Begins to write a deed down; the oldest are forgotten.
pub(super) fn begin(tx: &Connection, deed: Deed, now: Timestamp) -> Result<Log, Error> {
    let mut insert = tx.prepare_cached("INSERT INTO deeds (at, what) VALUES (?1, ?2)")?;
    let id = insert.insert(params![now.as_second(), deed.words()])?;
    tx.prepare_cached("DELETE FROM deeds WHERE id <= ?1")?.execute([id - DEEDS])?;
    Ok(Log(id))
}

/// Changes a field and notes what it was.
pub(super) fn set(
    tx: &Transaction<'_>,
    log: &Log,
    field: Field,
    article: i64,
    value: i64,
) -> Result<(), Error> {
    if let Some(before) = change(tx, field, article, value)? {
        log.note(tx, field.name(), article, &before.to_string())?;
    }
    Ok(())
}

/// Changes a field and everything that is counted by it: what it was, if it was not the same.
pub(super) fn change(tx: &Connection, field: Field, article: i64, value: i64) -> Result<Option<i64>, Error> {
    let mut find = tx.prepare_cached("SELECT read, starred, hidden, kept FROM articles WHERE id = ?1")?;
    let before: [i64; 4] = find
        .query_row([article], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))
        .optional()?
        .ok_or(Error::Unknown("article"))?;
    let mut after = before;
    let [read, starred, hidden, kept] = &mut after;
    let place = match field {
        Field::Read => read,
        Field::Starred => starred,
        Field::Hidden => hidden,
        Field::Kept => kept,
    };
    let was = std::mem::replace(place, value);
    if was == value {
        return Ok(None);
    }
    tx.prepare_cached(&format!("UPDATE articles SET {} = ?2 WHERE id = ?1", field.name()))?
        .execute([article, value])?;
    let (before, after) = (counted(before), counted(after));
    count(tx, article, [after[0] - before[0], after[1] - before[1], after[2] - before[2]])?;
    Ok(Some(was))
}

/// What an article adds to the counts: itself, unread, starred.
fn counted([read, starred, hidden, _]: [i64; 4]) -> [i64; 3] {
    let shown = hidden == 0;
    [i64::from(shown), i64::from(shown && read == 0), i64::from(shown && starred != 0)]
}

/// Adds to the counts.
pub(super) fn count(tx: &Connection, article: i64, [all, unread, starred]: [i64; 3]) -> Result<(), Error> {
    let sql = "UPDATE counts SET articles = articles + ?1, unread = unread + ?2, starred = starred + ?3";
    tx.prepare_cached(sql)?.execute([all, unread, starred])?;
    if unread != 0 {
        let sql =
            "UPDATE feeds SET unread = unread + ?2 WHERE id IN (SELECT feed FROM items WHERE article = ?1)";
        tx.prepare_cached(sql)?.execute([article, unread])?;
        tally::add(tx, article, unread)?;
    }
    Ok(())
}

impl Library {
    /// Marks articles as read or unread.
    pub fn mark_read(&mut self, articles: &[ArticleId], read: bool, now: Timestamp) -> Result<(), Error> {
        let deed = if read { Deed::Read } else { Deed::Unread };
        self.set_all(Field::Read, deed, articles, i64::from(read), now)
    }

    /// Stars articles, or takes the star off.
    pub fn star(&mut self, articles: &[ArticleId], starred: bool, now: Timestamp) -> Result<(), Error> {
        let deed = if starred { Deed::Star } else { Deed::Unstar };
        self.set_all(Field::Starred, deed, articles, i64::from(starred), now)
    }

    /// Takes articles out of every list. It can be undone until they are thrown away.
    pub fn remove(&mut self, articles: &[ArticleId], now: Timestamp) -> Result<(), Error> {
        self.set_all(Field::Hidden, Deed::Remove, articles, 2, now)
    }

    fn set_all(
        &mut self,
        field: Field,
        deed: Deed,
        articles: &[ArticleId],
        value: i64,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.write(Sync::Full, |tx| {
            let log = begin(tx, deed, now)?;
            articles.iter().try_for_each(|article| set(tx, &log, field, article.0, value))?;
            let sql =
                "DELETE FROM deeds WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM changes WHERE deed = ?1)";
            tx.prepare_cached(sql)?.execute([log.0])?;
            Ok(())
        })
    }

    /// Gives an article a tag, or takes it away.
    pub fn tag(&mut self, article: ArticleId, tag: &str, on: bool, now: Timestamp) -> Result<(), Error> {
        self.tag_all(&[article], &[tag.to_owned()], on, now)
    }

    /// Gives articles tags, or takes them away, in one deed.
    pub fn tag_all(
        &mut self,
        articles: &[ArticleId],
        tags: &[String],
        on: bool,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.write(Sync::Full, |tx| {
            let field = if on { "untag" } else { "tag" };
            let mut log: Option<Log> = None;
            for article in articles {
                let mut find = tx.prepare_cached("SELECT 1 FROM articles WHERE id = ?1")?;
                find.query_row([article.0], |_| Ok(())).optional()?.ok_or(Error::Unknown("article"))?;
                for tag in tags.iter().map(|tag| Clean::field(tag)) {
                    if put_tag(tx, article.0, &tag, on)? {
                        let deed = log.take().map_or_else(|| begin(tx, Deed::Tag, now), Ok)?;
                        deed.note(tx, field, article.0, &tag)?;
                        log = Some(deed);
                    }
                }
            }
            Ok(())
        })
    }

    /// Every tag of articles and feeds, in order.
    pub fn tags(&self) -> Result<Vec<Clean>, Error> {
        let sql = "SELECT tag FROM tallies ORDER BY tag";
        let mut statement = self.conn.prepare_cached(sql)?;
        let tags = statement.query_map([], |row| Ok(Clean::field(&row.get::<_, String>(0)?)))?;
        Ok(tags.collect::<Result<_, _>>()?)
    }

    /// Writes down where the reader stopped.
    pub fn set_bookmark(&mut self, article: ArticleId, mark: &Bookmark) -> Result<(), Error> {
        self.write(Sync::Full, |tx| {
            let mut set = tx.prepare_cached("UPDATE articles SET mark = ?2 WHERE id = ?1")?;
            let changed = set.execute(params![article.0, packed(mark)])?;
            if changed == 0 { Err(Error::Unknown("article")) } else { Ok(()) }
        })
    }

    /// Takes the last deed back: what it was, or none if there is none.
    pub fn undo(&mut self) -> Result<Option<String>, Error> {
        self.write(Sync::Full, |tx| {
            let last = tx.query_row("SELECT id, what FROM deeds ORDER BY id DESC LIMIT 1", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            });
            let Some((id, what)) = last.optional()? else { return Ok(None) };
            let mut changes =
                tx.prepare_cached("SELECT field, target, value FROM changes WHERE deed = ?1")?;
            let changes = changes.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            for (field, target, value) in changes.collect::<Result<Vec<(String, i64, String)>, _>>()? {
                take_back(tx, &field, target, &value)?;
            }
            tx.execute("DELETE FROM deeds WHERE id = ?1", [id])?;
            Ok(Some(Clean::field(&what).into_string()))
        })
    }
}

/// Undoes one change. What was thrown away meanwhile cannot come back.
fn take_back(tx: &Transaction<'_>, field: &str, target: i64, value: &str) -> Result<(), Error> {
    match field {
        "tag" | "untag" => {
            _ = put_tag(tx, target, value, field == "tag")?;
        }
        "tag-feed" => {
            tx.execute(
                "INSERT OR IGNORE INTO feed_tags SELECT id, ?2 FROM feeds WHERE id = ?1",
                params![target, value],
            )?;
            tally::again(tx, value)?;
        }
        "untag-feed" => {
            tx.execute("DELETE FROM feed_tags WHERE feed = ?1 AND tag = ?2", params![target, value])?;
            tally::again(tx, value)?;
        }
        "name" => {
            tx.execute("UPDATE feeds SET name = nullif(?2, '') WHERE id = ?1", params![target, value])?;
        }
        "feed" => super::feeds::revive(tx, target)?,
        field => {
            if let (Some(field), Ok(value)) = (Field::named(field), value.parse()) {
                match change(tx, field, target, value) {
                    Ok(_) | Err(Error::Unknown(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
    }
    Ok(())
}

/// Gives or takes a tag; whether anything changed.
pub(super) fn put_tag(tx: &Connection, article: i64, tag: &str, on: bool) -> Result<bool, Error> {
    let sql = if on {
        "INSERT OR IGNORE INTO tags SELECT id, ?2 FROM articles WHERE id = ?1"
    } else {
        "DELETE FROM tags WHERE article = ?1 AND tag = ?2"
    };
    let had = tally::has(tx, article, tag)?;
    let is_changed = tx.prepare_cached(sql)?.execute(params![article, tag])? > 0;
    if is_changed {
        tally::tagged(tx, article, tag, had)?;
    }
    Ok(is_changed)
}

fn packed(mark: &Bookmark) -> Vec<u8> {
    let long = [mark.paragraph, mark.opening, mark.before, mark.behind];
    let short = [mark.ordinal, mark.count, mark.offset];
    let long = long.into_iter().flat_map(u64::to_le_bytes);
    long.chain(short.into_iter().flat_map(u32::to_le_bytes)).collect()
}

/// A bookmark as it was written; none if it is of another length.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Bookmark> {
    let (long, short) = bytes.split_at_checked(32)?;
    let mut long = long.chunks_exact(8).filter_map(|bytes| Some(u64::from_le_bytes(bytes.try_into().ok()?)));
    let mut short =
        short.chunks_exact(4).filter_map(|bytes| Some(u32::from_le_bytes(bytes.try_into().ok()?)));
    Some(Bookmark {
        paragraph: long.next()?,
        opening: long.next()?,
        before: long.next()?,
        behind: long.next()?,
        ordinal: short.next()?,
        count: short.next()?,
        offset: short.next()?,
    })
}
