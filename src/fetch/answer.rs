//! What a server answered, as plain values for whoever keeps them.

use std::time::Duration;

use jiff::Timestamp;
use ureq::http::{HeaderMap, StatusCode, header};
use url::Url;

use super::{FetchError, cache};
use crate::model::{Page, Validators};

/// What a server answered.
#[derive(Debug)]
pub enum Answer {
    /// The page or feed.
    Fresh(Box<Fetched>),
    /// It is as it was.
    NotModified(Told),
    /// There is nothing, and that is no fault.
    Empty(Told),
    /// It is gone for good: one need not ask again.
    Gone(Told),
    /// The server says no.
    Status(Status),
}

/// A page from the web.
#[derive(Debug)]
pub struct Fetched {
    /// The page; its base is the address it came from in the end.
    pub page: Page,
    /// Why its end is missing, when it is.
    pub cut: Option<String>,
    /// What the server said of it.
    pub told: Told,
}

/// The server's no.
#[derive(Clone, Debug)]
pub struct Status {
    /// The status code.
    pub code: u16,
    /// Its usual name.
    pub reason: &'static str,
    /// What the server said besides; when to ask again, for one.
    pub told: Told,
    /// The page that came with it: a bot check is one.
    pub page: Option<Box<Page>>,
}

impl Answer {
    /// The page; every other answer is a failure.
    pub fn page(self) -> Result<Fetched, FetchError> {
        let no = match self {
            Self::Fresh(fetched) => return Ok(*fetched),
            Self::Status(no) => no,
            Self::Gone(told) => Status::new(StatusCode::GONE, told),
            Self::Empty(told) => Status::new(StatusCode::NO_CONTENT, told),
            Self::NotModified(told) => Status::new(StatusCode::NOT_MODIFIED, told),
        };
        Err(no.into())
    }
}

impl From<Status> for FetchError {
    fn from(no: Status) -> Self {
        Self::Status { code: no.code, reason: no.reason, wait: no.told.retry_after }
    }
}

/// What a server says of an answer, for the next time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where the answer came from in the end.
    pub at: Url,
    /// Where it has moved to for good: the address to ask from now on.
    pub moved: Option<Url>,
    /// What to send along next time, so that it is sent again only when it has changed.
    pub validators: Option<Validators>,
    /// How long it stays as it is. At most a day.
    pub fresh_for: Option<Duration>,
    /// Whether the server does not want it kept.
    pub no_store: bool,
    /// How long one should wait before asking again. At most a day.
    pub retry_after: Option<Duration>,
}

/// Longer than any server needs for either.
const LONGEST: usize = 1024;

impl Told {
    pub(super) fn new(headers: &HeaderMap, at: Url, moved: Option<Url>, now: Timestamp) -> Self {
        Self {
            at,
            moved,
            validators: validators(headers),
            fresh_for: cache::fresh_for(headers, now),
            no_store: cache::no_store(headers),
            retry_after: text(headers, header::RETRY_AFTER).and_then(|said| cache::wait(&said, now)),
        }
    }
}

impl Status {
    pub(super) fn new(status: StatusCode, told: Told) -> Self {
        let reason = status.canonical_reason().unwrap_or("unknown status");
        Self { code: status.as_u16(), reason, told, page: None }
    }
}

fn validators(headers: &HeaderMap) -> Option<Validators> {
    let short = |name| text(headers, name).filter(|said| !said.is_empty() && said.len() <= LONGEST);
    let validators = Validators { etag: short(header::ETAG), last_modified: short(header::LAST_MODIFIED) };
    (validators != Validators::default()).then_some(validators)
}

pub(super) fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

pub(super) fn is_html(headers: &HeaderMap) -> bool {
    text(headers, header::CONTENT_TYPE).is_some_and(|said| said.to_ascii_lowercase().contains("html"))
}
