//! The versions of the schema, and how an older library becomes a newer one: a backup, then all
//! steps in one transaction.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
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
    conn.execute("VACUUM INTO ?1", [super::open::uri(to, "mode=rwc")])
        .inspect_err(|_| _ = fs::remove_file(to))?;
    Ok(())
}

/// The tables, columns, indexes and triggers that a library of today has and this one has not.
pub(super) fn missing(conn: &Connection) -> Result<Vec<String>, Error> {
    let mut whole = Connection::open_in_memory()?;
    migrate(&mut whole, None, STEPS)?;
    let (whole, there) = (parts(&whole)?, parts(conn)?);
    Ok(whole.difference(&there).map(|part| format!("{part} is missing")).collect())
}

fn parts(conn: &Connection) -> Result<BTreeSet<String>, Error> {
    let mut named = conn.prepare(
        "SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'
         UNION ALL SELECT 'column ' || c.name || ' of ' || t.name
         FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'",
    )?;
    let parts = named.query_map([], |row| row.get(0))?;
    Ok(parts.collect::<Result<_, _>>()?)
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

    /// A later version that takes its time.
    const SLOW: &[&str] =
        &[STEPS[0], "ALTER TABLE feeds ADD COLUMN colour TEXT; UPDATE feeds SET colour = 'red' || id"];

    const PLACE: &str = "NEWSPRINT_MIGRATION";

    #[test]
    #[ignore = "the other process of the test below"]
    #[expect(clippy::disallowed_methods, reason = "its parent tells it where")]
    fn child() {
        let path = PathBuf::from(std::env::var_os(PLACE).unwrap());
        let mut conn = Connection::open(&path).unwrap();
        conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
        migrate(&mut conn, Some(&path), SLOW).unwrap();
        assert_eq!(number(&conn, "user_version").unwrap(), 2);
    }

    #[test]
    fn a_migration_that_is_killed_leaves_the_older_library_or_the_newer() {
        let (_folder, first, conn) = library();
        let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO feeds (address, title, added) SELECT 'https://b.example/' || i, hex(randomblob(60)), i FROM n";
        conn.execute(sql, []).unwrap();
        drop(conn);
        let feeds = |conn: &Connection, and: &str| -> i64 {
            conn.query_row(&format!("SELECT count(*) FROM feeds{and}"), [], |row| row.get(0)).unwrap()
        };
        let mut ends = [0, 0];
        for round in 0..50_u32 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("library.db");
            fs::copy(&first, &path).unwrap();
            let mut child = std::process::Command::new(std::env::current_exe().unwrap());
            child.args(["--ignored", "--exact", "library::schema::tests::child"]).env(PLACE, &path);
            let null = std::process::Stdio::null;
            let mut child = child.stdout(null()).stderr(null()).spawn().unwrap();
            std::thread::sleep(std::time::Duration::from_millis(u64::from(round * 4 + 2)));
            child.kill().unwrap();
            child.wait().unwrap();
            let mut conn = Connection::open(&path).unwrap();
            let version = number(&conn, "user_version").unwrap();
            ends[usize::from(version == 2)] += 1;
            assert!(
                version == 1 || version == 2 && feeds(&conn, " WHERE colour IS NOT NULL") == 20_001,
                "{version}"
            );
            migrate(&mut conn, Some(&path), SLOW).unwrap();
            assert_eq!(feeds(&conn, " WHERE colour = 'red' || id"), 20_001, "round {round}");
            let backup = Connection::open(beside(&path, ".version-1")).unwrap();
            assert_eq!(
                (number(&backup, "user_version").unwrap(), feeds(&backup, "")),
                (1, 20_001),
                "round {round}"
            );
        }
        assert!(ends[0] > 0, "of those that were killed, {} had ended", ends[1]);
    }
}
