//! `newsprint feeds`: what a reader subscribed to, changed and taken away.

use jiff::Timestamp;
use serde::Serialize;

use super::rows::{age, bold, line_of, time};
use super::which;
use crate::cli::args::library::{FeedsArgs, FeedsCommand, RemoveArgs, SetArgs};
use crate::cli::error::Error;
use crate::cli::output::Streams;
use crate::model::{Clean, Subscription};
use crate::wrap::{clip, width};

/// A feed as JSON.
#[derive(Serialize)]
struct Line<'a> {
    id: i64,
    address: &'a str,
    title: &'a str,
    site: Option<&'a str>,
    tags: Vec<&'a str>,
    unread: u64,
    complete: &'a str,
    asked: Option<String>,
    next: Option<String>,
    trouble: Option<&'a str>,
}

/// Lists the feeds, or does what is said with them.
pub(super) fn run(args: FeedsArgs, streams: &mut Streams) -> Result<u8, Error> {
    match args.command {
        None => list(&args, streams),
        Some(FeedsCommand::Set(args)) => set(&args, streams),
        Some(FeedsCommand::Remove(args)) => remove(&args, streams),
    }
}

fn list(args: &FeedsArgs, streams: &mut Streams) -> Result<u8, Error> {
    let feeds = args.place.existing(streams)?.feeds()?;
    if feeds.is_empty() {
        streams.note("no feeds yet: newsprint add URL subscribes to one");
    }
    let widest = |of: fn(&Subscription) -> usize| feeds.iter().map(of).max().unwrap_or_default();
    let widths = [
        widest(|feed| feed.id.0.to_string().len()),
        widest(|feed| feed.unread.to_string().len()),
        widest(|feed| width(&feed.title)).min(40),
    ];
    for feed in &feeds {
        let line = match () {
            () if args.json => json(feed)?,
            () if streams.terminal => row(feed, widths, Timestamp::now()) + "\n",
            () => columns(feed) + "\n",
        };
        streams.print(&line)?;
    }
    Ok(0)
}

/// A feed as a line of JSON.
pub(super) fn json(feed: &Subscription) -> Result<String, Error> {
    line_of(&Line {
        id: feed.id.0,
        address: &feed.address,
        title: &feed.title,
        site: Some(feed.site.as_str()).filter(|site| !site.is_empty()),
        tags: feed.tags.iter().map(Clean::as_str).collect(),
        unread: feed.unread,
        complete: feed.completion.name(),
        asked: asked(feed),
        next: asked(feed).and_then(|_| time(feed.next)),
        trouble: feed.trouble.as_deref(),
    })
}

/// When it was asked last, if it ever was.
fn asked(feed: &Subscription) -> Option<String> {
    feed.asked.and_then(time)
}

fn columns(feed: &Subscription) -> String {
    let tags: Vec<&str> = feed.tags.iter().map(Clean::as_str).collect();
    let asked = asked(feed);
    let next = asked.as_ref().and_then(|_| time(feed.next)).unwrap_or_default();
    let fields = [
        &feed.id.0.to_string(),
        &feed.unread.to_string(),
        feed.title.as_str(),
        &tags.join(","),
        &asked.unwrap_or_default(),
        &next,
        &Clean::field(&feed.address),
        feed.trouble.as_deref().unwrap_or_default(),
    ];
    fields.join("\t")
}

/// Number, unread, title, tags, how long ago it was asked; below it what went wrong.
fn row(feed: &Subscription, [id, unread, title]: [usize; 3], now: Timestamp) -> String {
    let called = clip(&feed.title, title);
    let gap = " ".repeat(title.saturating_sub(width(&called)));
    let called = if feed.unread > 0 { bold(&called) } else { called };
    let tags = feed.tags.iter().fold(String::new(), |all, tag| format!("{all} #{tag}"));
    let asked = feed.asked.map_or_else(|| "never asked".to_owned(), |at| age(at, now));
    let line = format!("{:>id$}  {:>unread$}  {called}{gap}  {asked:>11} {tags}", feed.id.0, feed.unread);
    let line = line.trim_end().to_owned();
    match &feed.trouble {
        Some(trouble) => format!("{line}\n{}  ! {trouble}", " ".repeat(id + unread + 2)),
        None => line,
    }
}

fn set(args: &SetArgs, streams: &mut Streams) -> Result<u8, Error> {
    let mut library = args.place.writable(streams)?;
    let feed = which::feed(&library, &args.feed)?;
    let now = Timestamp::now();
    if let Some(name) = &args.name {
        library.rename_feed(feed.id, name, now)?;
    }
    for (tags, on) in [(&args.tag, true), (&args.untag, false)] {
        for tag in tags {
            library.tag_feed(feed.id, &super::tag::named(tag)?, on, now)?;
        }
    }
    if let Some(completion) = args.complete {
        library.complete_feed(feed.id, completion)?;
    }
    if args.json {
        streams.print(&json(&library.feed(feed.id)?)?)?;
    }
    Ok(0)
}

fn remove(args: &RemoveArgs, streams: &mut Streams) -> Result<u8, Error> {
    let mut library = args.place.writable(streams)?;
    let named: Result<Vec<Subscription>, Error> =
        args.feeds.iter().map(|typed| which::feed(&library, typed)).collect();
    let mut feeds = named?;
    feeds.sort_by_key(|feed| feed.id);
    feeds.dedup_by_key(|feed| feed.id);
    for feed in feeds {
        library.remove_feed(feed.id, Timestamp::now())?;
        if args.json {
            streams.print(&json(&feed)?)?;
        } else {
            streams.note(&format!("{} is removed; newsprint undo brings it back", feed.title));
        }
    }
    Ok(0)
}
