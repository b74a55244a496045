//! The versions of the schema, and how an older library becomes a newer one: a backup, then all
//! steps in one transaction.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::{Error, beside};

/// What makes each version from the one before it.
pub(super) const STEPS: &[&str] = &[include_str!("schema-1.sql")];

/// "nprt": says whose file it is.
const OURS: i64 = 0x6e70_7274;

/// What the file is.
pub(super) enum Age {
    /// Of the version that this newsprint writes.
    Current,
    /// Of a later version.
    Newer(i64),
    /// Another program's database.
    Foreign,
}

/// How old a library is that nobody is to change.
pub(super) fn age(conn: &Connection) -> Result<Age, Error> {
    let version = number(conn, "user_version")?;
    Ok(match i64::try_from(STEPS.len()).unwrap_or(i64::MAX) {
        steps if version > steps => Age::Newer(version),
        _ if version <= 0 && tables(conn)? > 0 && number(conn, "application_id")? != OURS => Age::Foreign,
        _ => Age::Current,
    })
}

/// Brings a library to the version of the last step.
pub(super) fn migrate(conn: &mut Connection, path: Option<&Path>, steps: &[&str]) -> Result<Age, Error> {
    let target = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let version = number(conn, "user_version")?;
    if version >= target {
        return Ok(if version > target { Age::Newer(version) } else { Age::Current });
    }
    if version <= 0 && tables(conn)? > 0 {
        let ours = number(conn, "application_id")? == OURS;
        // Another newsprint may have made the library a moment ago.
        if number(conn, "user_version")? >= target {
            return Ok(Age::Current);
        }
        return if ours { Err(Error::Damaged("its version is lost".to_owned())) } else { Ok(Age::Foreign) };
    }
    if let Some(path) = path.filter(|_| version > 0) {
        back_up(conn, path, version)?;
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = usize::try_from(number(&tx, "user_version")?).unwrap_or_default();
    for step in steps.iter().skip(version) {
        tx.execute_batch(step)?;
    }
    if version < steps.len() {
        tx.pragma_update(None, "user_version", target)?;
        tx.pragma_update(None, "application_id", OURS)?;
    }
    tx.commit()?;
    Ok(Age::Current)
}

/// A copy of the library as it is, beside it; whole or not at all.
fn back_up(conn: &Connection, path: &Path, version: i64) -> Result<(), Error> {
    let partial = beside(path, ".backup");
    _ = fs::remove_file(&partial);
    export(conn, &partial)?;
    let backup = beside(path, &format!(".version-{version}"));
    fs::rename(&partial, &backup).map_err(|source| Error::File { path: backup, source })
}

/// The library as it is at this moment, in a new file of its own, while others write. Nobody but its
/// reader may read that.
pub(super) fn export(conn: &Connection, to: &Path) -> Result<(), Error> {
    let failed = |source| Error::File { path: to.to_owned(), source };
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(failed)?;
    let name = to.to_str().ok_or_else(|| failed(io::ErrorKind::InvalidFilename.into()))?;
    conn.execute("VACUUM INTO ?1", [name]).inspect_err(|_| _ = fs::remove_file(to))?;
    Ok(())
}

fn number(conn: &Connection, pragma: &str) -> Result<i64, Error> {
    Ok(conn.pragma_query_value(None, pragma, |row| row.get(0))?)
}

fn tables(conn: &Connection) -> Result<i64, Error> {
    Ok(conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// A later version, made up, and one that fails half way.
    const LATER: &[&str] = &[STEPS[0], "ALTER TABLE feeds ADD COLUMN colour TEXT"];
    const BROKEN: &[&str] =
        &[STEPS[0], "ALTER TABLE feeds ADD COLUMN colour TEXT; INSERT INTO nowhere VALUES (1)"];

    fn library() -> (tempfile::TempDir, PathBuf, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let mut conn = Connection::open(&path).unwrap();
        assert!(matches!(migrate(&mut conn, Some(&path), STEPS).unwrap(), Age::Current));
        conn.execute("INSERT INTO feeds (address, added) VALUES ('https://a.example/feed', 1)", []).unwrap();
        (folder, path, conn)
    }

    #[test]
    fn an_older_library_is_copied_first_and_then_changed() {
        let (_folder, path, mut conn) = library();
        migrate(&mut conn, Some(&path), LATER).unwrap();
        assert_eq!(number(&conn, "user_version").unwrap(), 2);
        let colour: Option<String> =
            conn.query_row("SELECT colour FROM feeds", [], |row| row.get(0)).unwrap();
        assert_eq!(colour, None);
        let backup = Connection::open(beside(&path, ".version-1")).unwrap();
        assert_eq!(number(&backup, "user_version").unwrap(), 1);
        let feeds: i64 = backup.query_row("SELECT count(*) FROM feeds", [], |row| row.get(0)).unwrap();
        assert_eq!(feeds, 1);
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let (_folder, path, mut conn) = library();
        assert!(migrate(&mut conn, Some(&path), BROKEN).is_err());
        assert_eq!(number(&conn, "user_version").unwrap(), 1);
        assert!(conn.prepare("SELECT colour FROM feeds").is_err());
        migrate(&mut conn, Some(&path), LATER).unwrap();
        assert!(conn.prepare("SELECT colour FROM feeds").is_ok());
    }

    #[test]
    fn a_newer_library_and_another_programs_are_told_apart() {
        let (_folder, path, mut conn) = library();
        conn.pragma_update(None, "user_version", 9).unwrap();
        assert!(matches!(migrate(&mut conn, Some(&path), STEPS), Ok(Age::Newer(9))));
        let mut foreign = Connection::open_in_memory().unwrap();
        foreign.execute_batch("CREATE TABLE theirs (x)").unwrap();
        assert!(matches!(migrate(&mut foreign, None, STEPS), Ok(Age::Foreign)));
    }
}
