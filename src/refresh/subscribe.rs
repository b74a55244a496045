//! From an address to a feed: it is one, or its page announces one, or one is where feeds usually
//! are.

use url::Url;

use super::{Settings, words};
use crate::feed::{self, Found, NotAFeed};
use crate::fetch::{Answer, Client, Fetched, Request};
use crate::model::Clean;

/// So many of the feeds that a page announces are tried, and so many usual places.
const TRIES: usize = 5;

/// A feed that was found, with what it carries.
#[derive(Debug)]
pub struct Discovery {
    /// Its address: what was typed, or where the page or a redirect for good leads.
    pub url: Url,
    /// What it calls itself.
    pub title: Option<Clean>,
    /// The other feeds of the page.
    pub others: Vec<Candidate>,
    /// What was fetched, to be taken in at once.
    pub(super) fetched: Fetched,
}

/// Another feed of the same page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its address.
    pub url: Url,
    /// What the page calls it.
    pub title: Option<Clean>,
}

/// An address as people type it: the scheme may be left out.
#[derive(Clone, Debug)]
pub struct Address {
    /// What is asked first.
    pub url: Url,
    /// What is asked if that leads to no feed: a server may know no TLS.
    plain: Option<Url>,
}

impl Address {
    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// Why it is no address of the web, in words.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let whole = |scheme| Url::parse(&format!("{scheme}://{typed}"));
        let (url, plain) = if typed.contains("://") {
            (Url::parse(typed), None)
        } else {
            (whole("https"), whole("http").ok())
        };
        let url = url.map_err(|error| error.to_string())?;
        match url.scheme() {
            "http" | "https" => Ok(Self { url, plain }),
            scheme => Err(format!("feeds are fetched by http and https, not {scheme}")),
        }
    }
}

/// Finds the feed at an address that a person typed; or why there is none, in words with a way out.
pub fn find_feed(typed: &Address, settings: &Settings) -> Result<Discovery, Clean> {
    let plainly = || typed.plain.as_ref().and_then(|plain| find_at(plain, settings).ok());
    find_at(&typed.url, settings).or_else(|why| plainly().ok_or(why))
}

fn find_at(url: &Url, settings: &Settings) -> Result<Discovery, Clean> {
    let client = Client::with(settings.limits, settings.manners.clone());
    let fetched = ask(&client, &Request::feed(url.clone()))?;
    let why = match read(&fetched) {
        Ok(title) => return Ok(discovered(url.clone(), title, Vec::new(), fetched)),
        Err(why) => why,
    };
    if !matches!(why, NotAFeed::Page(_) | NotAFeed::Other) {
        return Err(words::no_feed(&why, &fetched.page));
    }
    let base = fetched.page.base.clone().unwrap_or_else(|| url.clone());
    let found = feed::discover(&fetched.page.bytes, &base);
    // Links that only look like feeds are no other feeds of the page.
    let announced: Vec<Found> = found.iter().filter(|found| found.is_announced).cloned().collect();
    let likely = if announced.is_empty() { found } else { announced };
    let usual = feed::well_known(&base);
    let places = likely.iter().map(|found| &found.url).take(TRIES).chain(usual.iter().take(TRIES));
    for place in places {
        // A page leads to it: not into a private network, unless it is there itself.
        let request = Request::feed(place.clone()).found_by(Some(url.clone()));
        let Ok(fetched) = ask(&client, &request) else { continue };
        let Ok(title) = read(&fetched) else { continue };
        let others = likely.iter().filter(|found| found.url != *place);
        let others = others.map(|found| Candidate { url: found.url.clone(), title: found.title.clone() });
        return Ok(discovered(place.clone(), title, others.collect(), fetched));
    }
    Err(Clean::field(&format!("{why}, and it leads to no feed; look on the site for RSS or Atom")))
}

fn discovered(url: Url, title: Option<Clean>, others: Vec<Candidate>, fetched: Fetched) -> Discovery {
    let url = fetched.told.moved.clone().unwrap_or(url);
    Discovery { url, title, others, fetched }
}

/// The title of what is a feed.
fn read(fetched: &Fetched) -> Result<Option<Clean>, NotAFeed> {
    let page = &fetched.page;
    Ok(feed::read(&page.bytes, page.content_type.as_deref(), page.base.as_ref())?.title)
}

fn ask(client: &Client, request: &Request) -> Result<Fetched, Clean> {
    match client.ask(request) {
        Ok(Answer::Fresh(fetched)) => Ok(*fetched),
        Ok(Answer::Status(status)) => Err(words::status(&status)),
        Ok(Answer::Gone(_)) => Err(words::gone()),
        Ok(Answer::Empty(_) | Answer::NotModified(_)) => Err(Clean::field("it is empty")),
        Err(error) => Err(words::failure(&error)),
    }
}
