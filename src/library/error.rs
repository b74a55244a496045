//! What can go wrong with a library, in words for people.

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why something could not be read from the library or written into it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is not what was written. [`Library::mend`](super::Library::mend) sets it aside and
    /// saves what can be read.
    #[error("the library is damaged ({0}); open it again to save what can be read")]
    Damaged(String),
    /// The file was moved, deleted or replaced while it was open.
    #[error("the library's file was moved or replaced; open it again")]
    Swapped,
    /// Nothing can be written here.
    #[error("the library cannot be written; nothing is saved")]
    ReadOnly,
    /// There is no room on the disk.
    #[error("the disk is full; this was not saved")]
    Full,
    /// Another newsprint writes for longer than one can wait.
    #[error("another newsprint is writing; try again")]
    Busy,
    /// The file is a database of another program; it is left alone.
    #[error("{0} is the database of another program")]
    Foreign(PathBuf),
    /// There is no such article, feed or search.
    #[error("the library has no such {0}")]
    Unknown(&'static str),
    /// The file system said no.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// Anything else that the database says.
    #[error("the library: {0}")]
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            // A value of another type than the schema allows was not written by us.
            _ => match error {
                rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..) => Self::Damaged(error.to_string()),
                error => Self::Database(error),
            },
        }
    }
}
