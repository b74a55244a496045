//! Keeping the library in order: saved searches, numbers, checks, throwing away what is old,
//! a copy for elsewhere.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Transaction};

use super::damage::packed_badly;
use super::intake::{BELIEVABLE, put_words};
use super::{Error, Library, Sync, pack, schema, tally, twins};

/// What is kept for how long. What is unread, starred, tagged or saved is always kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Articles that were read are kept for so many days.
    pub days: u32,
}

/// How large the library is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Subscriptions.
    pub feeds: u64,
    /// Articles.
    pub articles: u64,
    /// Those that are unread.
    pub unread: u64,
    /// Those that are starred.
    pub starred: u64,
    /// The size of the file in bytes.
    pub bytes: u64,
}

const COUNTS: &str = "SELECT count(*), coalesce(sum(read = 0), 0), coalesce(sum(starred), 0) FROM articles
    WHERE hidden = 0";

const UNREAD: &str = "(SELECT count(DISTINCT a.id) FROM items i JOIN articles a ON a.id = i.article
    WHERE i.feed = feeds.id AND a.read = 0 AND a.hidden = 0)";

/// What a policy throws away.
const OLD: &str = "SELECT id FROM articles a WHERE seen < ?1 AND (read = 1 OR hidden > 0) AND starred = 0
    AND kept = 0 AND NOT EXISTS (SELECT 1 FROM tags t WHERE t.article = a.id)";

/// What came before this is old; nothing, where the clock cannot be believed.
fn before(policy: Policy, now: Timestamp) -> i64 {
    if !BELIEVABLE.contains(&now.as_second()) {
        return i64::MIN;
    }
    now.as_second().saturating_sub(i64::from(policy.days) * 86_400)
}

impl Library {
    /// The numbers; nothing is counted.
    pub fn stats(&self) -> Result<Stats, Error> {
        let sql = "SELECT (SELECT count(*) FROM feeds WHERE removed = 0), articles, unread, starred,
                   (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) FROM counts";
        let number = |number: i64| u64::try_from(number).unwrap_or_default();
        Ok(self.conn.query_row(sql, [], |row| {
            Ok(Stats {
                feeds: number(row.get(0)?),
                articles: number(row.get(1)?),
                unread: number(row.get(2)?),
                starred: number(row.get(3)?),
                bytes: number(row.get(4)?),
            })
        })?)
    }

    /// Looks at every page of the file, every reference, every count, every packed text: what is
    /// wrong, in words. Slow.
    pub fn check(&self) -> Result<Vec<String>, Error> {
        let mut faults = self.faults()?;
        if faults.is_empty() {
            for (table, column) in [("pages", "bytes"), ("texts", "body")] {
                match packed_badly(&self.conn, table, column) {
                    Ok(bad) => faults.extend(
                        bad.iter().map(|article| format!("article {article}: its {column} are damaged")),
                    ),
                    Err(Error::Busy) => return Err(Error::Busy),
                    Err(error) => faults.push(format!("{table}: {error}")),
                }
            }
        }
        Ok(faults)
    }

    /// What is wrong with the file and its references and counts.
    pub(super) fn faults(&self) -> Result<Vec<String>, Error> {
        match look(&self.conn) {
            Ok(faults) => Ok(faults),
            Err(Error::Damaged(why)) => Ok(vec![why]),
            Err(error) => Err(error),
        }
    }

    /// Keeps a search under a name.
    pub fn save_search(&mut self, name: &str, query: &str) -> Result<(), Error> {
        self.write(Sync::Full, |tx| {
            tx.execute("INSERT OR REPLACE INTO searches VALUES (?1, ?2)", [name, query])?;
            Ok(())
        })
    }

    /// Forgets a search.
    pub fn forget_search(&mut self, name: &str) -> Result<(), Error> {
        self.write(Sync::Full, |tx| match tx.execute("DELETE FROM searches WHERE name = ?1", [name])? {
            0 => Err(Error::Unknown("search")),
            _ => Ok(()),
        })
    }

    /// The searches that are kept: names and queries, by name.
    pub fn searches(&self) -> Result<Vec<(String, String)>, Error> {
        let mut statement = self.conn.prepare_cached("SELECT name, query FROM searches ORDER BY name")?;
        let searches = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(searches.collect::<Result<_, _>>()?)
    }

    /// How many articles [`expire`](Self::expire) would throw away.
    pub fn expiring(&self, policy: Policy, now: Timestamp) -> Result<usize, Error> {
        let sql = format!("SELECT count(*) FROM ({OLD})");
        let count: i64 = self.conn.query_row(&sql, [before(policy, now)], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// Throws away what is old, read and not kept by hand, and what was removed as long ago; how
    /// many articles. A feed that carries them still does not bring them back. A clock that was
    /// set back, or far ahead, throws nothing away.
    pub fn expire(&mut self, policy: Policy, now: Timestamp) -> Result<usize, Error> {
        self.write(Sync::Normal, |tx| {
            let mut old = tx.prepare(OLD)?;
            let old: Vec<i64> =
                old.query_map([before(policy, now)], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for article in &old {
                twins::forget(tx, *article)?;
            }
            recount(tx)?;
            Ok(old.len())
        })
    }

    /// Gives back the room of what was thrown away. Needs as much room again while it works.
    pub fn compact(&mut self) -> Result<(), Error> {
        if self.saving == super::Saving::ReadOnly {
            return Err(Error::ReadOnly);
        }
        self.still_there()?;
        self.conn.execute_batch(
            "INSERT INTO lexicon (lexicon) VALUES ('optimize');
            INSERT INTO begun (begun) VALUES ('optimize'); VACUUM",
        )?;
        Ok(())
    }

    /// The library as it is at this moment, as a file, while others write. No file is overwritten.
    pub fn export(&self, to: &Path) -> Result<(), Error> {
        schema::export(&self.conn, to)
    }
}

fn look(conn: &Connection) -> Result<Vec<String>, Error> {
    let mut faults = Vec::new();
    let mut check = conn.prepare("PRAGMA integrity_check(20)")?;
    let mut lines = check.query([])?;
    while let Some(line) = lines.next()? {
        let line: String = line.get(0)?;
        if line != "ok" {
            faults.push(line);
        }
    }
    let missing = schema::missing(conn)?;
    if !missing.is_empty() {
        // What is not there cannot be counted.
        faults.extend(missing);
        return Ok(faults);
    }
    let references: Option<String> = conn
        .query_row("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", [], |row| row.get(0))
        .optional()?;
    faults.extend(references.map(|table| format!("{table} refers to what is not there")));
    let three = |sql: &str| -> Result<[i64; 3], Error> {
        Ok(conn.query_row(sql, [], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?)
    };
    if three(COUNTS)? != three("SELECT articles, unread, starred FROM counts")? {
        faults.push("the counts are wrong".to_owned());
    }
    let feeds = format!("SELECT EXISTS (SELECT 1 FROM feeds WHERE unread <> {UNREAD})");
    if conn.query_row(&feeds, [], |row| row.get::<_, bool>(0))? {
        faults.push("the counts of a feed are wrong".to_owned());
    }
    let counted = tally::COUNTED;
    let tags = format!(
        "SELECT EXISTS (SELECT 1 FROM ({counted}) c LEFT JOIN tallies t ON t.tag = c.tag COLLATE NOCASE
                        WHERE t.unread IS NOT c.unread)
         OR (SELECT count(*) FROM ({counted})) <> (SELECT count(*) FROM tallies)"
    );
    if conn.query_row(&tags, [], |row| row.get::<_, bool>(0))? {
        faults.push("the counts of a tag are wrong".to_owned());
    }
    Ok(faults)
}

/// Counts everything again.
pub(super) fn recount(tx: &Transaction<'_>) -> Result<(), Error> {
    tx.execute("DELETE FROM counts", [])?;
    tx.execute(&format!("INSERT INTO counts {COUNTS}"), [])?;
    tx.execute(&format!("UPDATE feeds SET unread = {UNREAD}"), [])?;
    tally::recount(tx)
}

/// Makes the index of words again from the texts.
pub(super) fn reindex(tx: &Transaction<'_>) -> Result<(), Error> {
    for index in ["lexicon", "begun"] {
        tx.execute(&format!("INSERT INTO {index} ({index}) VALUES ('delete-all')"), [])?;
    }
    let sql = "SELECT a.id, a.title, a.site, t.body FROM articles a LEFT JOIN texts t ON t.article = a.id";
    let mut all = tx.prepare(sql)?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let packed: Option<Vec<u8>> = row.get(3)?;
        let body = packed.and_then(|packed| pack::unpack_text(&packed).ok()).unwrap_or_default();
        let (title, site): (String, String) = (row.get(1)?, row.get(2)?);
        put_words(tx, row.get(0)?, &title, &body, &site)?;
    }
    Ok(())
}
