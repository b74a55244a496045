//! Opening a library: with every guard that the database has, or read-only where nothing can be
//! written, or in memory where there is nothing to read.

use std::fs::{self, DirBuilder, OpenOptions};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::schema::{self, Age, STEPS};
use super::{Error, Library, Opened, Saving, beside, damage};

/// How often it is tried again while another newsprint writes: for ten seconds, if the machine is idle.
const PATIENCE: i32 = 5000;

/// How often a library that is being made by another newsprint is tried again.
const TRIES: usize = 50;

/// No value is larger.
const LARGEST: i32 = 64 << 20;

/// So many kilobytes of the file are kept in memory. With less, a large feed is written twice.
const CACHE: i64 = 8 << 10;

impl Library {
    /// Opens the library, and makes it if there is none. A damaged file is set aside, untouched,
    /// and what can be read of it is saved; where nothing can be written it is opened read-only,
    /// or an empty one in memory. The note says so, once.
    pub fn open(path: &Path, now: Timestamp) -> Result<Opened, Error> {
        let path = &real(path);
        let finished = damage::finish(path, now);
        match finished.and_then(|told| Ok((told, writable(path)?))) {
            Ok((told, opened)) => Ok(Opened { note: opened.note.or(told), ..opened }),
            Err(Error::Damaged(why)) => damage::mend(path, now, &why),
            Err(Error::Foreign(path)) => Err(Error::Foreign(path)),
            Err(Error::Busy) => Err(Error::Busy),
            Err(error) => read_only(path, &error),
        }
    }

    /// Opens a library that gave [`Error::Damaged`]: every page of it is looked at first.
    pub fn mend(path: &Path, now: Timestamp) -> Result<Opened, Error> {
        let path = &real(path);
        let opened = Self::open(path, now)?;
        match opened.library.check()?.first() {
            Some(fault) if opened.library.saving == Saving::Durable => {
                drop(opened);
                damage::mend(path, now, fault)
            }
            _ => Ok(opened),
        }
    }

    /// Opens the library as it is: nothing is made, mended or changed.
    pub fn as_it_is(path: &Path) -> Result<Self, Error> {
        let conn = looked_at(path)?;
        match schema::age(&conn)? {
            Age::Foreign => return Err(Error::Foreign(path.to_owned())),
            Age::Newer(_) | Age::Current => {}
        }
        probe(&conn)?;
        Ok(Self::new(conn, None, Saving::ReadOnly))
    }

    /// An empty library that is never saved.
    pub fn in_memory() -> Result<Self, Error> {
        let mut conn = Connection::open_in_memory()?;
        configure(&conn)?;
        schema::migrate(&mut conn, None, STEPS)?;
        Ok(Self::new(conn, None, Saving::Memory))
    }
}

/// Opens a library to be written.
pub(super) fn writable(path: &Path) -> Result<Opened, Error> {
    make_place(path);
    for _ in 0..TRIES {
        match attempt(path) {
            Err(Error::Busy) => thread::sleep(Duration::from_millis(20)),
            done => return done,
        }
    }
    attempt(path)
}

/// The file behind a symbolic link: its log, and what is set aside, stand beside the file.
fn real(path: &Path) -> PathBuf {
    let linked = || Some(path.parent()?.join(fs::read_link(path).ok()?));
    fs::canonicalize(path).ok().or_else(linked).unwrap_or_else(|| path.to_owned())
}

/// Makes the folder and the file where there is none. What somebody reads is nobody else's business.
fn make_place(path: &Path) {
    if let Some(folder) = path.parent() {
        _ = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    }
    _ = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
}

fn attempt(path: &Path) -> Result<Opened, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(uri(path, "mode=rwc"), flags)?;
    conn.busy_handler(Some(wait))?;
    configure(&conn)?;
    conn.pragma_query_value(None, "schema_version", |row| row.get::<_, i64>(0))?;
    if conn.is_readonly("main")? {
        return Err(Error::ReadOnly);
    }
    // Nothing is changed, not even the way of writing, before the file is known to be ours.
    let version: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let is_newer = usize::try_from(version).is_ok_and(|version| version > STEPS.len());
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if !is_newer && (version > 0 || tables == 0) {
        conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    }
    match if is_newer { Age::Newer(version) } else { schema::migrate(&mut conn, Some(path), STEPS)? } {
        Age::Foreign => return Err(Error::Foreign(path.to_owned())),
        Age::Newer(version) => {
            conn.pragma_update(None, "query_only", true)?;
            let note = format!(
                "The library was written by a newer newsprint (version {version}); it is opened read-only."
            );
            let library = Library::new(conn, Some(path), Saving::ReadOnly);
            return Ok(Opened { library, note: Some(note) });
        }
        Age::Current => {}
    }
    probe(&conn)?;
    Ok(Opened { library: Library::new(conn, Some(path), Saving::Durable), note: None })
}

/// Reads a row of what every start needs, so that damage there is found here. A table that is not
/// there was lost.
pub(super) fn probe(conn: &Connection) -> Result<(), Error> {
    let lost = |error: rusqlite::Error| match error {
        rusqlite::Error::QueryReturnedNoRows => Error::Damaged("its counts are lost".to_owned()),
        rusqlite::Error::SqliteFailure(code, message) if code.code == ErrorCode::Unknown => {
            Error::Damaged(message.unwrap_or_else(|| code.to_string()))
        }
        error => error.into(),
    };
    conn.query_row("SELECT articles FROM counts", [], |row| row.get::<_, i64>(0)).map_err(lost)?;
    for table in super::damage::TABLES {
        conn.query_row(&format!("SELECT (SELECT 1 FROM {} LIMIT 1)", table.name), [], |_| Ok(()))
            .map_err(lost)?;
    }
    Ok(())
}

/// Waits a moment while another newsprint writes. The database's own way of waiting sleeps longer
/// each time, so that one of several writers may never find the door open.
fn wait(tries: i32) -> bool {
    thread::sleep(Duration::from_millis(1 + u64::from(tries.unsigned_abs() % 3)));
    tries < PATIENCE
}

/// What is true for every connection, whatever the file says.
pub(super) fn configure(conn: &Connection) -> Result<(), Error> {
    for (config, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        // Else a statement is prepared again with every value, for the sake of partial indexes.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        conn.set_db_config(config, on)?;
    }
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, LARGEST)?;
    conn.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "mmap_size", 0)?;
    conn.pragma_update(None, "cache_size", -CACHE)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// What can be had where nothing can be written.
fn read_only(path: &Path, error: &Error) -> Result<Opened, Error> {
    let shown = path.display();
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    for mode in ["mode=ro", "mode=ro&immutable=1"] {
        let Ok(conn) = reader(path, mode) else { continue };
        if probe(&conn).is_ok() {
            // A log cannot be read where no file can be made for it.
            let less = if has_log && mode != "mode=ro" { " What was done last may be missing." } else { "" };
            let note = format!("The library {shown} cannot be written; nothing will be saved.{less}");
            return Ok(Opened {
                library: Library::new(conn, Some(path), Saving::ReadOnly),
                note: Some(note),
            });
        }
    }
    let note = format!("The library {shown} cannot be opened ({error}); nothing will be saved.");
    Ok(Opened { library: Library::in_memory()?, note: Some(note) })
}

/// A connection that only reads, and has read something.
fn looked_at(path: &Path) -> Result<Connection, Error> {
    let look = |mode: &str| {
        let conn = reader(path, mode)?;
        schema::age(&conn)?;
        Ok(conn)
    };
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    match look("mode=ro") {
        Err(Error::ReadOnly | Error::Database(_)) if !has_log => look("mode=ro&immutable=1"),
        looked => looked,
    }
}

/// A connection that only reads.
pub(super) fn reader(path: &Path, mode: &str) -> Result<Connection, Error> {
    let mut conn = bare_reader(path, mode)?;
    conn.busy_handler(Some(wait))?;
    configure(&conn)?;
    Ok(conn)
}

/// The same, before it has looked at the file.
pub(super) fn bare_reader(path: &Path, mode: &str) -> Result<Connection, Error> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(uri(path, mode), flags)?)
}

/// A path as the database takes it, whatever bytes it has.
pub(super) fn uri(path: &Path, mode: &str) -> String {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;

    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                uri.push(char::from(*byte));
            }
            byte => _ = write!(uri, "%{byte:02X}"),
        }
    }
    format!("{uri}?{mode}")
}
