//! How many unread articles each tag has: its own and those of feeds with it, each once. Counted as
//! things change, so that nothing is counted when the desk opens.

use rusqlite::{Connection, params};

use super::Error;

/// Every tag with what is unread of it, counted.
pub(super) const COUNTED: &str = "SELECT tag, count(DISTINCT a.id) AS unread FROM
    (SELECT tag, article FROM tags UNION ALL SELECT t.tag, i.article FROM feed_tags t LEFT JOIN items i ON i.feed = t.feed) g
    LEFT JOIN articles a ON a.id = g.article AND a.read = 0 AND a.hidden = 0 GROUP BY tag COLLATE NOCASE";

/// The tags that an article has by itself or by its feeds.
const OF_ARTICLE: &str = "SELECT tag FROM tags WHERE article = ?1
    UNION SELECT t.tag FROM items i JOIN feed_tags t ON t.feed = i.feed WHERE i.article = ?1";

/// Adds to the tags of an article.
pub(super) fn add(tx: &Connection, article: i64, unread: i64) -> Result<(), Error> {
    let sql = format!("UPDATE tallies SET unread = unread + ?2 WHERE tag IN ({OF_ARTICLE})");
    tx.prepare_cached(&sql)?.execute([article, unread])?;
    Ok(())
}

/// Whether an article has a tag, by itself or by a feed.
pub(super) fn has(tx: &Connection, article: i64, tag: &str) -> Result<bool, Error> {
    let sql = format!("SELECT ?2 COLLATE NOCASE IN ({OF_ARTICLE})");
    Ok(tx.prepare_cached(&sql)?.query_row(params![article, tag], |row| row.get(0))?)
}

/// An article was given a tag, or lost it. Whether it had the tag before is known to the caller.
pub(super) fn tagged(tx: &Connection, article: i64, tag: &str, had: bool) -> Result<(), Error> {
    let has = has(tx, article, tag)?;
    let sql = "SELECT read = 0 AND hidden = 0 FROM articles WHERE id = ?1";
    let is_unread: bool = tx.prepare_cached(sql)?.query_row([article], |row| row.get(0))?;
    let more = if is_unread { i64::from(has) - i64::from(had) } else { 0 };
    let sql = "INSERT INTO tallies VALUES (?1, ?2) ON CONFLICT DO UPDATE SET unread = unread + ?2";
    tx.prepare_cached(sql)?.execute(params![tag, more])?;
    forget(tx, tag)
}

/// A feed begins to carry an unread article. Called before that is written down.
pub(super) fn joins(tx: &Connection, feed: i64, article: i64) -> Result<(), Error> {
    let sql = format!(
        "UPDATE tallies SET unread = unread + 1 WHERE tag IN (SELECT tag FROM feed_tags WHERE feed = ?2)
         AND tag NOT IN ({OF_ARTICLE})"
    );
    tx.prepare_cached(&sql)?.execute([article, feed])?;
    Ok(())
}

/// A feed brings so many articles that nobody knew.
pub(super) fn brought(tx: &Connection, feed: i64, count: i64) -> Result<(), Error> {
    let sql =
        "UPDATE tallies SET unread = unread + ?2 WHERE tag IN (SELECT tag FROM feed_tags WHERE feed = ?1)";
    tx.execute(sql, [feed, count])?;
    Ok(())
}

/// Counts a tag again: it was given to a feed or taken from one.
pub(super) fn again(tx: &Connection, tag: &str) -> Result<(), Error> {
    let sql = "INSERT INTO tallies SELECT ?1, count(*) FROM articles WHERE read = 0 AND hidden = 0 AND id IN
        (SELECT article FROM tags WHERE tag = ?1
         UNION ALL SELECT i.article FROM feed_tags t JOIN items i ON i.feed = t.feed WHERE t.tag = ?1)
        ON CONFLICT DO UPDATE SET unread = excluded.unread";
    tx.prepare_cached(sql)?.execute([tag])?;
    forget(tx, tag)
}

/// Forgets a tag that nothing has any more.
fn forget(tx: &Connection, tag: &str) -> Result<(), Error> {
    let sql = "DELETE FROM tallies WHERE tag = ?1 AND NOT EXISTS (SELECT 1 FROM tags WHERE tag = ?1)
        AND NOT EXISTS (SELECT 1 FROM feed_tags WHERE tag = ?1)";
    tx.prepare_cached(sql)?.execute([tag])?;
    Ok(())
}

/// Counts all tags again.
pub(super) fn recount(tx: &Connection) -> Result<(), Error> {
    tx.execute("DELETE FROM tallies", [])?;
    tx.execute(&format!("INSERT INTO tallies {COUNTED}"), [])?;
    Ok(())
}
