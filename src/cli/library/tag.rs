//! `newsprint tag`: tags on articles, and the list of tags.

use jiff::Timestamp;
use serde::Serialize;

use super::rows::{line_of, print_json};
use super::which;
use crate::cli::args::library::TagArgs;
use crate::cli::error::Error;
use crate::cli::output::Streams;
use crate::model::Clean;

/// A tag as JSON.
#[derive(Serialize)]
struct Line<'a> {
    tag: &'a str,
    unread: u64,
}

/// Gives tags, takes them off, or lists them.
pub(super) fn run(args: &TagArgs, streams: &mut Streams) -> Result<u8, Error> {
    let Some(typed) = &args.ids else { return list(args, streams) };
    let mut library = args.place.writable(streams)?;
    let tags: Vec<String> = args.tags.iter().map(|tag| named(tag)).collect::<Result<_, _>>()?;
    let ids = which::articles(&library, std::slice::from_ref(typed), streams)?;
    library.tag_all(&ids, &tags, !args.remove, Timestamp::now())?;
    if args.json {
        print_json(&library, &ids, streams)?;
    }
    Ok(0)
}

/// A tag as it is kept; there is none without letters.
pub(super) fn named(typed: &str) -> Result<String, Error> {
    let tag = Clean::field(typed).into_string();
    if tag.is_empty() {
        Err(Error::usage("a tag has no letters").hint("such as sea or News/Local"))
    } else {
        Ok(tag)
    }
}

/// Every tag with what is unread of it.
fn list(args: &TagArgs, streams: &mut Streams) -> Result<u8, Error> {
    let tags = args.place.existing(streams)?.stacks()?.tags;
    if tags.is_empty() {
        streams.note("no tags yet: newsprint tag ID TAG gives one");
    }
    for (tag, unread) in &tags {
        let json = || line_of(&Line { tag, unread: *unread });
        let line = if args.json { json()? } else { format!("{unread}\t{tag}\n") };
        streams.print(&line)?;
    }
    Ok(0)
}
