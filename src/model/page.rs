//! Where a page came from and the bytes it came as. Knows no decoding.

use std::fmt;
use std::path::PathBuf;

use url::Url;

/// Where a page was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file on this machine.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// An address on the web.
    Url(Url),
    /// One record of a batch, by its id as written.
    Record(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Stdin => f.write_str("-"),
            Self::Url(url) => f.write_str(url.as_str()),
            Self::Record(id) => f.write_str(id),
        }
    }
}

/// The bytes of one document, as they arrived.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it was read from.
    pub source: Source,
    /// What relative links are relative to.
    pub base: Option<Url>,
    /// The media type that the sender claimed, as written (`text/html; charset=..`).
    pub content_type: Option<String>,
    /// The document itself.
    pub bytes: Vec<u8>,
}

impl Page {
    /// A page of bytes with nothing else known about it.
    #[must_use]
    pub fn new(source: Source, bytes: Vec<u8>) -> Self {
        let base = match &source {
            Source::Url(url) => Some(url.clone()),
            _ => None,
        };
        Self { source, base, content_type: None, bytes }
    }
}
