//! The library: what a reader subscribed to, read and kept, in one file. Knows no clock: `now` is
//! given. Knows no network, and nothing of how a page is read: it keeps what it is given.
//!
//! The reader's own acts are on the disk before they are acknowledged; what can be fetched again
//! is written faster. Several newsprints may have one library open.

mod acts;
mod again;
mod articles;
mod damage;
mod details;
mod due;
mod error;
mod feeds;
mod filter;
mod intake;
mod keeping;
mod known;
mod list;
mod open;
mod pack;
mod query;
mod schema;
mod search;
mod segment;
mod stacks;
mod tally;
mod twins;

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use articles::{Article, Keep};
pub use details::{Details, Tried};
pub use due::DuePage;
pub use error::Error;
pub use filter::Filter;
pub use intake::{Item, Taken};
pub use keeping::{Policy, Stats};
pub use list::{Page, Spot};
pub use query::{Query, Term};
pub use search::Hit;
pub use stacks::Stacks;

/// An open library.
pub struct Library {
    conn: Connection,
    path: Option<PathBuf>,
    /// The file that was opened, whatever bears its name now.
    file: Option<(u64, u64)>,
    saving: Saving,
    /// A small index in memory that cuts the snippets out of a page of hits.
    snippets: RefCell<Option<Connection>>,
}

/// A library, and what its reader should be told about how it was opened.
pub struct Opened {
    /// The library.
    pub library: Library,
    /// What to say, once.
    pub note: Option<String>,
}

/// Whether what is done is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// On the disk.
    Durable,
    /// Nothing can be changed.
    ReadOnly,
    /// Until the program ends.
    Memory,
}

/// How sure a change is on the disk when it is acknowledged.
#[derive(Clone, Copy)]
enum Sync {
    /// Even if the power fails: what a person did.
    Full,
    /// Unless the power fails: what can be fetched again.
    Normal,
}

impl Library {
    fn new(conn: Connection, path: Option<&Path>, saving: Saving) -> Self {
        let file = path.and_then(identity);
        Self { conn, path: path.map(Path::to_owned), file, saving, snippets: RefCell::new(None) }
    }

    /// Whether what is done is kept.
    #[must_use]
    pub fn saving(&self) -> Saving {
        self.saving
    }

    /// Where it is; nowhere if it is in memory only.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Changes with every change that another newsprint makes.
    pub fn generation(&self) -> Result<i64, Error> {
        Ok(self.conn.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Does something in one transaction: all of it or nothing.
    fn write<T>(
        &mut self,
        sync: Sync,
        deed: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if self.saving == Saving::ReadOnly {
            return Err(Error::ReadOnly);
        }
        self.still_there()?;
        let level = match sync {
            Sync::Full => "FULL",
            Sync::Normal => "NORMAL",
        };
        self.conn.pragma_update(None, "synchronous", level)?;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = deed(&tx)?;
        tx.commit()?;
        Ok(done)
    }

    /// What is written into a file that has lost its name is lost.
    fn still_there(&self) -> Result<(), Error> {
        let Some(path) = &self.path else { return Ok(()) };
        if identity(path) == self.file { Ok(()) } else { Err(Error::Swapped) }
    }
}

/// Which file bears a name.
fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

/// The path with more letters at its end.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_loses_nothing_and_the_same_act_works_when_there_is_room() {
        let mut library = Library::in_memory().unwrap();
        let now = "2026-03-04T08:00:00Z".parse().unwrap();
        let feed = library.add_feed("https://gazette.example/feed", "Gazette", now).unwrap();
        let pages: i64 = library.conn.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let limit = |library: &Library, pages: i64| {
            library.conn.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
        };
        limit(&library, pages);
        let text = crate::model::Clean::text(&(0..9000).map(|n| n.to_string()).collect::<Vec<_>>().join(" "));
        let items = [Item { key: "a".to_owned(), text, ..Item::default() }];
        assert!(matches!(library.take_in(feed, &items, now), Err(Error::Full)));
        assert_eq!((library.stats().unwrap().articles, library.feeds().unwrap().len()), (0, 1));
        limit(&library, pages + 1000);
        assert_eq!(library.take_in(feed, &items, now).unwrap().new.len(), 1);
        assert!(library.check().unwrap().is_empty());
    }
}
