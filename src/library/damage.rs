//! What becomes of a damaged library: it is set aside untouched, and every row that can still be
//! read goes into a new one.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, Transaction, params_from_iter};

use super::keeping::{recount, reindex};
use super::{Error, Library, Opened, Saving, Sync, beside, open, pack};

/// A table that is saved: its columns stand in the schema; `key` is what its rows are ordered by.
pub(super) struct Table {
    pub(super) name: &'static str,
    key: &'static str,
    /// Rows are found by number one by one where order is lost.
    numbered: bool,
}

/// Every table but the indexes of words, the counts and tallies, which are made again. Those that others
/// refer to come first.
pub(super) const TABLES: &[Table] = &[
    Table { name: "feeds", key: "id", numbered: true },
    Table { name: "articles", key: "id", numbered: true },
    Table { name: "addresses", key: "address", numbered: false },
    Table { name: "items", key: "feed, key", numbered: false },
    Table { name: "prints", key: "key, article", numbered: false },
    Table { name: "pages", key: "article", numbered: true },
    Table { name: "texts", key: "article", numbered: true },
    Table { name: "feed_tags", key: "feed, tag", numbered: false },
    Table { name: "tags", key: "article, tag", numbered: false },
    Table { name: "deeds", key: "id", numbered: true },
    Table { name: "changes", key: "deed, field, target, value", numbered: false },
    Table { name: "searches", key: "name", numbered: false },
];

/// Rows that refer to what was lost.
const ORPHANS: &str = "DELETE FROM addresses WHERE article NOT IN (SELECT id FROM articles);
    DELETE FROM items WHERE feed NOT IN (SELECT id FROM feeds);
    UPDATE items SET article = NULL WHERE article NOT IN (SELECT id FROM articles);
    DELETE FROM prints WHERE article NOT IN (SELECT id FROM articles);
    DELETE FROM pages WHERE article NOT IN (SELECT id FROM articles);
    DELETE FROM texts WHERE article NOT IN (SELECT id FROM articles);
    DELETE FROM feed_tags WHERE feed NOT IN (SELECT id FROM feeds);
    DELETE FROM tags WHERE article NOT IN (SELECT id FROM articles);
    DELETE FROM changes WHERE deed NOT IN (SELECT id FROM deeds);";

/// So many numbers are tried between the rows that were read from both ends.
const PROBES: i64 = 1_000_000;

/// What could be read is gathered here, which takes time; it may be killed.
const GATHERING: &str = ".gathering";

/// All of it is gathered; it only has to be put in place.
const MENDED: &str = ".mended";

/// Saves what can be read of a damaged library into a new one, then sets the damaged one aside and
/// puts the new one in its place. Killed at any point, either the damaged one is still there, or
/// the next start finishes it.
pub(super) fn mend(path: &Path, now: Timestamp, why: &str) -> Result<Opened, Error> {
    let lock = Lock::take(path);
    // Another newsprint may have mended it while this one waited.
    _ = put_in_place(path, now);
    if let Ok(opened) = open::writable(path)
        && opened.library.check().is_ok_and(|faults| faults.is_empty())
    {
        return Ok(opened);
    }
    let mended = save(path, now, why).or_else(|_| in_memory(path, why));
    drop(lock);
    mended
}

/// Finishes what was killed in mending: what to say about it, if there was anything to finish.
pub(super) fn finish(path: &Path, now: Timestamp) -> Result<Option<String>, Error> {
    if !beside(path, MENDED).exists() {
        return Ok(None);
    }
    let _lock = Lock::take(path);
    let aside = put_in_place(path, now)?;
    Ok(aside.map(|aside| {
        format!(
            "The library was damaged; what could be read is saved. The damaged file is kept as {}.",
            aside.display()
        )
    }))
}

/// One newsprint mends, the others wait.
struct Lock(PathBuf, #[expect(dead_code, reason = "it is held, not read")] Option<File>);

impl Lock {
    fn take(path: &Path) -> Self {
        let name = beside(path, ".mending");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&name).ok();
        if let Some(file) = &file {
            _ = file.lock();
        }
        Self(name, file)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        _ = fs::remove_file(&self.0);
    }
}

fn save(path: &Path, now: Timestamp, why: &str) -> Result<Opened, Error> {
    let gathering = beside(path, GATHERING);
    for ending in ["", "-wal", "-shm"] {
        _ = fs::remove_file(beside(&gathering, ending));
    }
    let mut library = open::writable(&gathering)?.library;
    let saved = salvage(&mut library, path)?;
    // All of it goes into the one file that is moved.
    library.conn.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    drop(library);
    let mended = beside(path, MENDED);
    fs::rename(&gathering, &mended).map_err(|source| Error::File { path: mended, source })?;
    let aside = put_in_place(path, now)?.unwrap_or_default();
    let library = open::writable(path)?.library;
    let note = format!(
        "The library was damaged ({why}). Saved from it: {saved}. The damaged file is kept as {}.",
        aside.display()
    );
    Ok(Opened { library, note: Some(note) })
}

/// Puts what was gathered where the damaged file was: where that is now.
fn put_in_place(path: &Path, now: Timestamp) -> Result<Option<PathBuf>, Error> {
    let mended = beside(path, MENDED);
    if !mended.exists() {
        return Ok(None);
    }
    let aside = set_aside(path, now)?;
    fs::rename(&mended, path).map_err(|source| Error::File { path: mended, source })?;
    Ok(Some(aside))
}

/// Where the file cannot even be renamed.
fn in_memory(path: &Path, why: &str) -> Result<Opened, Error> {
    let mut library = Library::in_memory()?;
    let saved = salvage(&mut library, path)?;
    let shown = path.display();
    let note = format!(
        "The library {shown} is damaged ({why}) and cannot be set aside. Read from it: {saved}. Nothing will be saved."
    );
    library.saving = Saving::Memory;
    Ok(Opened { library, note: Some(note) })
}

/// Gives the file and its log another name.
fn set_aside(path: &Path, now: Timestamp) -> Result<PathBuf, Error> {
    let date = now.strftime("%Y-%m-%d");
    let names = (1..1000).map(|number| match number {
        1 => beside(path, &format!(".damaged-{date}")),
        number => beside(path, &format!(".damaged-{date}-{number}")),
    });
    let free = |name: &PathBuf| !name.exists() && !beside(name, "-wal").exists();
    let aside =
        names.into_iter().find(free).ok_or_else(|| Error::Damaged("there is no name left".to_owned()))?;
    for ending in ["-wal", "-shm", ""] {
        let from = beside(path, ending);
        if from.exists() {
            let to = beside(&aside, ending);
            fs::rename(&from, &to).map_err(|source| Error::File { path: from, source })?;
        }
    }
    Ok(aside)
}

/// What was saved.
struct Saved {
    feeds: i64,
    articles: i64,
    /// How many there were, by the library's own count.
    of: Option<i64>,
}

impl std::fmt::Display for Saved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} feeds, {} articles", self.feeds, self.articles)?;
        match self.of {
            Some(of) if of != self.articles => write!(f, " of {of}"),
            _ => Ok(()),
        }
    }
}

/// Copies every row that can be read. A log is read on a copy, since reading one changes it.
fn salvage(library: &mut Library, aside: &Path) -> Result<Saved, Error> {
    let copy = beside(aside, ".copy");
    let has_log = fs::metadata(beside(aside, "-wal")).is_ok_and(|log| log.len() > 0);
    let copied = has_log
        && fs::copy(aside, &copy)
            .and_then(|_| fs::copy(beside(aside, "-wal"), beside(&copy, "-wal")))
            .is_ok();
    let from = if copied { Connection::open(&copy).ok() } else { None };
    let from = from.or_else(|| open::bare_reader(aside, "mode=ro&immutable=1").ok());
    if let Some(from) = &from {
        _ = open::configure(from);
        _ = even_if_short(from);
    }
    library.conn.pragma_update(None, "foreign_keys", false)?;
    let saved = library.write(Sync::Full, |tx| fill(from.as_ref(), tx));
    library.conn.pragma_update(None, "foreign_keys", true)?;
    drop(from);
    for ending in ["", "-wal", "-shm"] {
        _ = fs::remove_file(beside(&copy, ending));
    }
    saved
}

/// A file that ends before its last page is read as far as it goes. Nothing else takes this guard
/// away, and nothing is written here.
fn even_if_short(from: &Connection) -> Result<(), Error> {
    from.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    from.pragma_update(None, "writable_schema", true)?;
    Ok(())
}

fn fill(from: Option<&Connection>, tx: &Transaction<'_>) -> Result<Saved, Error> {
    let count = |conn: &Connection, sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    if let Some(from) = from {
        for table in TABLES {
            copy_table(from, tx, table)?;
        }
    }
    tx.execute_batch(ORPHANS)?;
    drop_noise(tx)?;
    reindex(tx)?;
    recount(tx)?;
    Ok(Saved {
        feeds: count(tx, "SELECT count(*) FROM feeds WHERE removed = 0")?,
        articles: count(tx, "SELECT count(*) FROM articles WHERE hidden = 0")?,
        of: from.and_then(|from| count(from, "SELECT articles FROM counts").ok()),
    })
}

/// Rows from the start as far as they can be read, then from the end, then by number between.
fn copy_table(from: &Connection, tx: &Transaction<'_>, table: &Table) -> Result<(), Error> {
    let columns = columns(tx, table.name)?;
    let names = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let name = table.name;
    let mut insert = tx.prepare(&format!("INSERT OR IGNORE INTO {name} ({names}) VALUES ({marks})"))?;
    let mut take = |row: &Row<'_>| -> Option<i64> {
        let values: Result<Vec<Value>, _> = (0..columns.len()).map(|at| row.get::<_, Value>(at)).collect();
        let values = values.ok()?;
        let number = match values.first() {
            Some(Value::Integer(number)) => *number,
            _ => 0,
        };
        // A row of other types than the schema's is noise.
        _ = insert.execute(params_from_iter(values));
        Some(number)
    };
    let downward = table.key.split(", ").map(|key| format!("{key} DESC")).collect::<Vec<_>>().join(", ");
    let (first, whole) = walk(from, &format!("SELECT {names} FROM {name} ORDER BY {}", table.key), &mut take);
    if whole {
        return Ok(());
    }
    let (last, _) = walk(from, &format!("SELECT {names} FROM {name} ORDER BY {downward}"), &mut take);
    if table.numbered {
        let sql = format!("SELECT {names} FROM {name} WHERE rowid = ?1");
        let from_number = first.unwrap_or(0).saturating_add(1);
        let to = last.unwrap_or_else(|| highest(from, tx, name)).min(from_number.saturating_add(PROBES));
        if let Ok(mut one) = from.prepare(&sql) {
            for number in from_number..to {
                _ = one.query_row([number], |row| Ok(take(row)));
            }
        }
    }
    Ok(())
}

/// The highest number that a row can have, where the last row cannot be read.
fn highest(from: &Connection, tx: &Transaction<'_>, table: &str) -> i64 {
    let owner = if matches!(table, "pages" | "texts") { "articles" } else { table };
    let given =
        from.query_row("SELECT seq FROM sqlite_sequence WHERE name = ?1", [owner], |row| row.get(0)).ok();
    let saved = || {
        tx.query_row("SELECT max(id) FROM articles", [], |row| row.get::<_, Option<i64>>(0)).ok().flatten()
    };
    given.or_else(saved).unwrap_or(PROBES / 100).saturating_add(1)
}

/// Takes rows until one cannot be read: the last one's number, and whether all were read.
fn walk(from: &Connection, sql: &str, take: &mut impl FnMut(&Row<'_>) -> Option<i64>) -> (Option<i64>, bool) {
    let Ok(mut statement) = from.prepare(sql) else { return (None, false) };
    let Ok(mut rows) = statement.query([]) else { return (None, false) };
    let mut last = None;
    loop {
        match rows.next() {
            Ok(Some(row)) => last = take(row).or(last),
            Ok(None) => return (last, true),
            Err(_) => return (last, false),
        }
    }
}

fn columns(conn: &Connection, table: &str) -> Result<Vec<String>, Error> {
    let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Takes out pages and texts that do not unpack.
fn drop_noise(tx: &Transaction<'_>) -> Result<(), Error> {
    for (table, column) in [("pages", "bytes"), ("texts", "body")] {
        for article in packed_badly(tx, table, column)? {
            tx.execute(&format!("DELETE FROM {table} WHERE article = ?1"), [article])?;
        }
    }
    Ok(())
}

/// The articles whose page or text does not unpack.
pub(super) fn packed_badly(conn: &Connection, table: &str, column: &str) -> Result<Vec<i64>, Error> {
    let sql = format!("SELECT article, {column} FROM {table} WHERE {column} IS NOT NULL");
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut bad = Vec::new();
    while let Some(row) = rows.next()? {
        if pack::unpack(row.get_ref(1)?.as_blob().unwrap_or_default()).is_err() {
            bad.push(row.get(0)?);
        }
    }
    Ok(bad)
}
