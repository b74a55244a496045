//! `newsprint add`: subscribes to feeds, and takes in what they carry at once.

use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use super::{count, json, settings};
use crate::cli::args::news::AddArgs;
use crate::cli::error::{Error, Kind};
use crate::cli::output::Streams;
use crate::library::Library;
use crate::model::{Clean, FeedId, Subscription};
use crate::refresh::{self, Address, Candidate, Settings, Stop, Summary};

/// So many other feeds of a page are named.
const NAMED: usize = 5;

/// Subscribes to every address; one that leads to no feed does not stop the others.
pub(super) fn run(args: &AddArgs, streams: &mut Streams) -> Result<u8, Error> {
    if args.name.is_some() && args.urls.len() > 1 {
        return Err(Error::usage("--name is for one feed, and several were named"));
    }
    // What makes no sense is told before anything is fetched.
    let typed: Vec<Address> = args.urls.iter().map(|typed| address(typed)).collect::<Result<_, _>>()?;
    let settings = match settings(streams) {
        Ok(settings) => settings,
        Err(code) => return Ok(code),
    };
    let mut library = args.place.open(streams)?;
    let mut worst = 0;
    for typed in &typed {
        match subscribe(&mut library, typed, args, &settings) {
            Ok(added) => tell(&library, &added, args, streams)?,
            Err(error) if error.kind == Kind::Unreadable => {
                streams.report(&error);
                worst = error.kind.exit_code();
            }
            Err(error) => return Err(error),
        }
    }
    Ok(worst)
}

fn address(typed: &str) -> Result<Address, Error> {
    Address::parse(typed).map_err(|why| Error::usage(format!("not an address: {typed}: {why}")))
}

/// A feed that was added, or was there.
struct Added {
    id: FeedId,
    is_new: bool,
    summary: Summary,
    others: Vec<Candidate>,
}

fn subscribe(
    library: &mut Library,
    typed: &Address,
    args: &AddArgs,
    settings: &Settings,
) -> Result<Added, Error> {
    let there = |id, others| Added { id, is_new: false, summary: Summary::default(), others };
    let url = &typed.url;
    if let Some(id) = known(library, url)? {
        dress(library, id, args)?;
        return Ok(there(id, Vec::new()));
    }
    let found = refresh::find_feed(typed, settings);
    let mut found = found.map_err(|why| Error::unreadable(format!("no feed at {url}: {why}")))?;
    let others = std::mem::take(&mut found.others);
    if let Some(id) = known(library, &found.url)? {
        dress(library, id, args)?;
        return Ok(there(id, others));
    }
    let title = found.title.as_ref().map_or("", |title| title.as_str());
    let id = library.add_feed(found.url.as_str(), title, Timestamp::now())?;
    dress(library, id, args)?;
    let summary = refresh::take_in(library, id, found, settings, &Stop::default(), |_| ())?;
    Ok(Added { id, is_new: true, summary, others })
}

/// The feed that has an address already.
fn known(library: &Library, url: &Url) -> Result<Option<FeedId>, Error> {
    let is_it = |feed: &Subscription| feed.address == url.as_str();
    Ok(library.feeds()?.iter().find(|feed| is_it(feed)).map(|feed| feed.id))
}

/// Gives a feed what was said of it.
fn dress(library: &mut Library, id: FeedId, args: &AddArgs) -> Result<(), Error> {
    let now = Timestamp::now();
    if let Some(name) = &args.name {
        library.rename_feed(id, name, now)?;
    }
    for tag in &args.tags {
        library.tag_feed(id, tag, true, now)?;
    }
    if let Some(complete) = args.complete {
        library.complete_feed(id, complete.meant())?;
    }
    Ok(())
}

fn tell(library: &Library, added: &Added, args: &AddArgs, streams: &mut Streams) -> Result<(), Error> {
    let feed = library.feed(added.id)?;
    let Summary { new, completed, .. } = added.summary;
    if args.json {
        let others = added.others.iter().map(Other::from).collect();
        let Subscription { id, address, title, .. } = &feed;
        let line = Line { id: id.0, address, title, added: added.is_new, new, pages: completed, others };
        return streams.print(&json(&line)?);
    }
    let what = if added.is_new {
        format!("subscribed, {}", count(new, "article", "articles"))
    } else {
        "there already".to_owned()
    };
    streams.print(&format!("{}\t{}\t{what}\n", feed.id.0, feed.title))?;
    for other in added.others.iter().take(NAMED) {
        let title = other.title.as_ref().map(|title| format!(" “{title}”")).unwrap_or_default();
        streams.note(&format!("the page has another feed{title}: newsprint add {}", other.url));
    }
    Ok(())
}

/// What came of it, for JSON.
#[derive(Serialize)]
struct Line<'a> {
    id: i64,
    address: &'a str,
    title: &'a Clean,
    added: bool,
    new: usize,
    pages: usize,
    others: Vec<Other<'a>>,
}

#[derive(Serialize)]
struct Other<'a> {
    address: &'a str,
    title: Option<&'a Clean>,
}

impl<'a> From<&'a Candidate> for Other<'a> {
    fn from(other: &'a Candidate) -> Self {
        Self { address: other.url.as_str(), title: other.title.as_ref() }
    }
}
