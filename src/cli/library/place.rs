//! Where the library is, and opening it for a command. What there is to say of how it was opened is
//! said once, on stderr; what only pretends to be saved is refused.

use std::env;
use std::path::{Path, PathBuf};

use clap::Args;
use directories::ProjectDirs;
use jiff::Timestamp;

use crate::cli::error::{Error, Kind, plain};
use crate::cli::output::Streams;
use crate::library::{self, Library, Opened, Saving};

/// Which library, for every command that needs one.
#[derive(Args, Clone, Debug, Default)]
pub(in crate::cli) struct LibraryArgs {
    /// The library's file, where it is not the usual one.
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) library: Option<PathBuf>,
}

impl LibraryArgs {
    /// Where it is.
    pub(in crate::cli) fn path(&self) -> Result<PathBuf, Error> {
        if let Some(named) = self.named() {
            return if named.as_os_str().is_empty() { Err(nameless()) } else { Ok(named) };
        }
        let dirs = ProjectDirs::from("", "", "newsprint").ok_or_else(homeless)?;
        Ok(dirs.data_dir().join("library.db"))
    }

    /// What was typed, or else what the environment says.
    #[expect(clippy::disallowed_methods, reason = "the environment may name the library")]
    fn named(&self) -> Option<PathBuf> {
        let said = || env::var_os("NEWSPRINT_LIBRARY").filter(|said| !said.is_empty()).map(PathBuf::from);
        self.library.clone().or_else(said)
    }

    /// Opens the library to be changed, and makes it if there is none.
    pub(in crate::cli) fn open(&self, streams: &mut Streams) -> Result<Library, Error> {
        let path = self.path()?;
        let opened = opened(&path)?;
        if opened.library.saving() == Saving::Durable {
            return Ok(told(opened, streams));
        }
        let why = opened.note.as_deref().map(line);
        let why = why.unwrap_or_else(|| library::Error::ReadOnly.to_string());
        Err(Error::unreadable(why).hint("--library names another"))
    }

    /// Opens the library for the desk, whatever can be had of it: what there is to say of that is
    /// said there.
    pub(in crate::cli) fn for_desk(&self) -> Result<Opened, Error> {
        opened(&self.path()?)
    }

    /// Opens the library to be looked at. None is made: where none is yet, it is empty. One that was
    /// typed and is not there is a slip.
    pub(in crate::cli) fn existing(&self, streams: &mut Streams) -> Result<Library, Error> {
        let path = self.path()?;
        if !path.exists() {
            return if self.library.is_some() { Err(missing(&path)) } else { Ok(Library::in_memory()?) };
        }
        let opened = opened(&path)?;
        match opened.library.saving() {
            Saving::Durable | Saving::ReadOnly => Ok(told(opened, streams)),
            Saving::Memory => Err(Error::unreadable(line(&opened.note.unwrap_or_default()))),
        }
    }

    /// Opens the library to change what is in it. None is made.
    pub(in crate::cli) fn writable(&self, streams: &mut Streams) -> Result<Library, Error> {
        if self.path()?.exists() { self.open(streams) } else { self.existing(streams) }
    }

    /// Where the library is that is there.
    pub(in crate::cli) fn there(&self) -> Result<PathBuf, Error> {
        let path = self.path()?;
        if path.exists() { Ok(path) } else { Err(missing(&path)) }
    }
}

fn missing(path: &Path) -> Error {
    let what = format!("there is no library {}", path.display());
    Error::unreadable(what).hint("newsprint add URL and save URL make one")
}

fn opened(path: &Path) -> Result<Opened, Error> {
    if path.is_dir() {
        let what = format!("{} is a folder, not a library", path.display());
        return Err(Error::unreadable(what).hint("name the file in it"));
    }
    Ok(Library::open(path, Timestamp::now())?)
}

fn told(opened: Opened, streams: &mut Streams) -> Library {
    if let Some(note) = opened.note {
        streams.note(&line(&note));
    }
    opened.library
}

/// A note of the library as the command line writes its own.
pub(super) fn line(note: &str) -> String {
    let mut letters = note.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn nameless() -> Error {
    Error::usage("--library names no file").hint("such as --library ~/news.db")
}

fn homeless() -> Error {
    Error::unreadable("no folder for the library is known").hint("name its file with --library")
}

/// What a library says, as a failure of a command.
impl From<library::Error> for Error {
    fn from(error: library::Error) -> Self {
        let kind = match &error {
            library::Error::Damaged(_)
            | library::Error::Foreign(_)
            | library::Error::ReadOnly
            | library::Error::Unknown(_) => Kind::Unreadable,
            library::Error::Swapped
            | library::Error::Full
            | library::Error::Busy
            | library::Error::File { .. }
            | library::Error::Database(_) => Kind::Unexpected,
        };
        match error {
            library::Error::Damaged(why) => Self::new(kind, format!("the library is damaged: {why}"))
                .hint("newsprint check --mend saves what can be read"),
            library::Error::Foreign(_) => {
                Self::new(kind, error.to_string()).hint("--library names another file")
            }
            library::Error::File { path, source } => {
                Self::new(kind, format!("{}: {}", path.display(), plain(&source)))
            }
            error => Self::new(kind, error.to_string()),
        }
    }
}
