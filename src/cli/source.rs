//! A source to a page: files, standard input and addresses, each with its limits.

use std::fmt::Display;
use std::fs::File;
use std::io;
use std::path::Path;

use url::Url;

use super::error::{Error, plain};
use super::output::{CAP, Streams, read_capped};
use super::plan::How;
use crate::app::{Failure, Trouble};
use crate::config::Settings;
use crate::fetch::{self, Answer, Client, FetchError, Limits, Manners, Request, Status};
use crate::model::{Class, Page, Source};
use crate::read;

/// Reads a source. What was cut short is said on stderr; the page is good all the same.
pub(super) fn load(source: &Source, how: &How, streams: &mut Streams) -> Result<Page, Error> {
    let (mut page, cut) = match source {
        Source::File(path) => file(path, source)?,
        Source::Stdin => stdin(streams)?,
        Source::Url(url) => fetch(url, how)?,
        Source::Record(_) => return Err(Error::usage("a record is not a source")),
    };
    check(&page).map_err(Error::unreadable)?;
    if let Some(what) = cut {
        streams.note(&format!("{source}: {}", shortened(&what)));
    }
    page.base = how.base.clone().or(page.base);
    Ok(page)
}

/// Fetches a page while the screen is up: the page, and what is to be said of it there.
pub(super) fn fetch_quietly(url: &Url, how: &How) -> Result<(Page, Option<String>), Failure> {
    let (mut page, cut) = answered(url, how).map_err(|error| failure(&error))?;
    check(&page).map_err(|why| Failure { why, trouble: Trouble::NoPage })?;
    page.base = how.base.clone().or(page.base);
    Ok((page, cut.as_deref().map(shortened)))
}

/// Why a page could not be fetched, and what kind of trouble that is.
fn failure(error: &FetchError) -> Failure {
    let trouble = match error {
        FetchError::NoHost => Trouble::Host,
        FetchError::Timeout => Trouble::Slow,
        FetchError::Status { code: 404 | 410, .. } => Trouble::Gone,
        FetchError::Status { code: 401 | 402 | 403 | 406 | 451, .. } => Trouble::Refused,
        FetchError::Status { code: 429, .. } => Trouble::TooOften,
        FetchError::Status { code: 500.., .. } => Trouble::Server,
        FetchError::TooManyRedirects { .. }
        | FetchError::Private
        | FetchError::Unsafe(_)
        | FetchError::NoLocation
        | FetchError::Address(_) => Trouble::Astray,
        FetchError::Untrusted(_) => Trouble::Trust,
        FetchError::Binary(_) => Trouble::NoPage,
        FetchError::Broken(what) => broken(&what.to_lowercase()),
        FetchError::Status { .. }
        | FetchError::Proxy(_)
        | FetchError::Scheme(_)
        | FetchError::Headers(_)
        | FetchError::PackedTwice
        | FetchError::Cancelled => Trouble::Other,
    };
    Failure { why: error.to_string(), trouble }
}

/// What the libraries below say of a connection is known by its words only.
fn broken(what: &str) -> Trouble {
    let says = |words: &[&str]| words.iter().any(|word| what.contains(word));
    if says(&["certificate", "tls", "ssl", "handshake"]) {
        Trouble::Trust
    } else if says(&["network is unreachable", "no route"]) {
        Trouble::Host
    } else if says(&["connection", "refused", "reset", "closed", "eof", "disconnected", "hung up"]) {
        Trouble::Connection
    } else {
        Trouble::Other
    }
}

/// An address that gave no page, and why.
pub(super) fn cannot_fetch(url: impl Display, why: impl Display) -> Error {
    Error::unreadable(format!("cannot fetch {url}: {why}"))
}

fn shortened(what: &str) -> String {
    format!("{what}; the rest was not read")
}

/// What the settings have us say to sites.
pub(super) fn manners(chosen: &Settings) -> Manners {
    let named = chosen.user_agent.iter().fold(Manners::default(), |manners, name| manners.agent(name));
    chosen.languages.iter().fold(named, |manners, languages| manners.languages(languages))
}

fn fetch(url: &Url, how: &How) -> Result<(Page, Option<String>), Error> {
    answered(url, how).map_err(|error| {
        let failed = cannot_fetch(url, &error);
        error.way_out().into_iter().fold(failed, Error::hint)
    })
}

/// The page at an address. A wall is a page as well, whatever number comes with it: what it is can
/// be said then.
fn answered(url: &Url, how: &How) -> Result<(Page, Option<String>), FetchError> {
    let client = Client::with(Limits::default(), how.manners.clone());
    match client.ask(&Request::page(url.clone()))? {
        Answer::Status(Status { page: Some(page), .. }) if is_wall(&page) => Ok((*page, None)),
        answer => answer.page().map(|fetched| (fetched.page, fetched.cut)),
    }
}

fn is_wall(page: &Page) -> bool {
    let class = read::read(page, &read::Options::default()).class;
    matches!(class, Class::BotCheck | Class::ConsentWall | Class::PaywallStub)
}

const TOO_LONG: &str = "longer than 16 MB";

fn file(path: &Path, source: &Source) -> Result<(Page, Option<String>), Error> {
    let failed = |error: io::Error| unreadable(path, &error);
    let file = open(path)?;
    let (bytes, more) = read_capped(file, CAP).map_err(failed)?;
    let mut page = Page::new(source.clone(), bytes);
    page.content_type = content_type(path).map(str::to_owned);
    Ok((page, more.then(|| TOO_LONG.to_owned())))
}

/// Opens a file that can be read to its end without waiting for anybody.
#[expect(clippy::disallowed_methods, reason = "the command line is where files are read")]
pub(super) fn open(path: &Path) -> Result<File, Error> {
    let metadata = path.metadata().map_err(|error| unreadable(path, &error))?;
    let name = path.display();
    if metadata.is_dir() {
        return Err(Error::unreadable(format!("{name} is a directory")));
    }
    if !metadata.is_file() && !is_from_shell(path) {
        let hint = format!("give it on standard input: newsprint dump - < {name}");
        return Err(Error::unreadable(format!("{name} is a pipe or a device, not a file")).hint(hint));
    }
    File::open(path).map_err(|error| unreadable(path, &error))
}

/// Whether the shell opened it for us, as `<(..)` does: then somebody writes to it.
fn is_from_shell(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd") || path == Path::new("/dev/stdin")
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    let failed = Error::unreadable(format!("cannot read {}: {}", path.display(), plain(error)));
    match error.kind() {
        io::ErrorKind::NotFound if looks_like_address(path) => failed.hint("an address begins with https://"),
        _ => failed,
    }
}

/// Whether it reads like `example.com/story`.
fn looks_like_address(path: &Path) -> bool {
    let text = path.to_str().unwrap_or_default();
    let (host, rest) = text.split_once('/').map_or((text, None), |(host, rest)| (host, Some(rest)));
    let end = host.rsplit_once('.').filter(|(name, _)| !name.is_empty()).map(|(_, end)| end);
    match end {
        Some(end) => rest.is_some() || matches!(end, "com" | "org" | "net"),
        None => false,
    }
}

/// What the end of a file's name says. That of a text says little: pages are saved so too.
fn content_type(path: &Path) -> Option<&'static str> {
    let end = path.extension()?.to_str()?.to_ascii_lowercase();
    matches!(end.as_str(), "html" | "htm" | "xhtml").then_some("text/html")
}

fn stdin(streams: &mut Streams) -> Result<(Page, Option<String>), Error> {
    let read = read_capped(&mut *streams.input, CAP);
    let (bytes, more) =
        read.map_err(|error| Error::unreadable(format!("cannot read standard input: {}", plain(&error))))?;
    Ok((Page::new(Source::Stdin, bytes), more.then(|| TOO_LONG.to_owned())))
}

/// Refuses what holds nothing to read, by name.
fn check(page: &Page) -> Result<(), String> {
    let source = match &page.source {
        Source::Stdin => "standard input".to_owned(),
        source => source.to_string(),
    };
    if let Some(what) = fetch::binary(&page.bytes) {
        return Err(format!("{source} is {what}, not a page or a text"));
    }
    let blank = |b: &u8| b.is_ascii_whitespace() || matches!(b, 0xEF | 0xBB | 0xBF);
    if page.bytes.iter().all(blank) {
        return Err(format!("nothing to read in {source}"));
    }
    Ok(())
}
