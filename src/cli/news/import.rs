//! `newsprint import`: subscribes to a list of feeds.

use std::collections::HashSet;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;

use super::{count, json};
use crate::cli::args::news::ImportArgs;
use crate::cli::error::{Error, plain};
use crate::cli::output::{CAP, Streams, read_capped};
use crate::cli::source;
use crate::feed::opml;
use crate::model::Clean;

/// So many refused lines are told.
const TOLD: usize = 20;

/// Adds the feeds of a list, all or none; says what was there and what could not be taken.
pub(super) fn run(args: &ImportArgs, streams: &mut Streams) -> Result<u8, Error> {
    let (name, bytes) = bytes(args, streams)?;
    let list = opml::read(&bytes, None).map_err(|why| {
        Error::unreadable(format!("{name}: {why}")).hint("other readers export one, often under settings")
    })?;
    let mut library = args.place.open(streams)?;
    let known: HashSet<String> = library.feeds()?.into_iter().map(|feed| feed.address).collect();
    let tags: Vec<Vec<String>> =
        list.feeds.iter().map(|feed| feed.tags.iter().map(ToString::to_string).collect()).collect();
    let feeds = list.feeds.iter().zip(&tags).map(|(feed, tags)| {
        (feed.url.as_str(), feed.title.as_ref().map_or("", |title| title.as_str()), tags.as_slice())
    });
    library.add_feeds(feeds, Timestamp::now())?;
    let there = list.feeds.iter().filter(|feed| known.contains(feed.url.as_str())).count();
    let added = list.feeds.len() - there;
    if args.json {
        let refused = list.refused.iter().map(Refused::from).collect();
        let broken = list.broken.map(|broken| broken.to_string());
        streams.print(&json(&Imported { added, known: there, twice: list.twins, refused, broken })?)?;
    } else {
        streams.print(&in_words(added, there, list.twins))?;
    }
    for refused in list.refused.iter().take(TOLD) {
        let title = refused.title.as_ref().map_or("", |title| title.as_str());
        streams.note(&format!("not taken: {title} {}: {}", refused.address, refused.why));
    }
    if list.refused.len() > TOLD {
        streams.note(&format!("and {} more not taken", list.refused.len() - TOLD));
    }
    if let Some(broken) = list.broken {
        streams.note(&format!("{name}: {broken}; what came before was taken"));
    }
    if list.feeds.is_empty() && !list.refused.is_empty() {
        return Err(Error::unreadable(format!("{name}: none of it could be taken")));
    }
    Ok(0)
}

fn bytes(args: &ImportArgs, streams: &mut Streams) -> Result<(String, Vec<u8>), Error> {
    let path = PathBuf::from(&args.file);
    let (name, read) = if args.file == "-" {
        ("standard input".to_owned(), read_capped(&mut *streams.input, CAP))
    } else {
        (path.display().to_string(), read_capped(source::open(&path)?, CAP))
    };
    let (bytes, more) =
        read.map_err(|error| Error::unreadable(format!("cannot read {name}: {}", plain(&error))))?;
    if more {
        streams.note(&format!("{name}: longer than 16 MB; the rest was not read"));
    }
    Ok((name, bytes))
}

fn in_words(added: usize, known: usize, twice: usize) -> String {
    let parts = [(known, "there already"), (twice, "in the list twice")];
    let parts = super::parts(&parts);
    let next = if added > 0 { "; newsprint refresh fetches what they carry" } else { "" };
    format!("{} added{parts}{next}\n", count(added, "feed", "feeds"))
}

/// What came of it, for JSON.
#[derive(Serialize)]
struct Imported<'a> {
    added: usize,
    known: usize,
    twice: usize,
    refused: Vec<Refused<'a>>,
    broken: Option<String>,
}

#[derive(Serialize)]
struct Refused<'a> {
    title: Option<&'a Clean>,
    address: &'a Clean,
    why: String,
}

impl<'a> From<&'a opml::Refused> for Refused<'a> {
    fn from(refused: &'a opml::Refused) -> Self {
        Self { title: refused.title.as_ref(), address: &refused.address, why: refused.why.to_string() }
    }
}
