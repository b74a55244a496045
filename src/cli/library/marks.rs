//! `newsprint mark`, `star`, `unstar`, `rm` and `undo`: what a reader does with articles.

use jiff::Timestamp;
use serde::Serialize;

use super::rows::{line_of, print_json};
use super::which;
use crate::cli::args::library::{IdsArgs, MarkArgs, PlainArgs};
use crate::cli::error::Error;
use crate::cli::output::Streams;
use crate::library::{self, Library};
use crate::model::ArticleId;

/// Marks as read or unread.
pub(super) fn read(args: &MarkArgs, streams: &mut Streams) -> Result<u8, Error> {
    act(&args.of, streams, |library, ids, now| library.mark_read(ids, !args.unread, now))?;
    Ok(0)
}

/// Stars, or takes the star off.
pub(super) fn star(args: &IdsArgs, on: bool, streams: &mut Streams) -> Result<u8, Error> {
    act(args, streams, |library, ids, now| library.star(ids, on, now))?;
    Ok(0)
}

/// Takes out of the library.
pub(super) fn remove(args: &IdsArgs, streams: &mut Streams) -> Result<u8, Error> {
    match act(args, streams, Library::remove)? {
        0 => {}
        1 => streams.note("1 article is removed; newsprint undo brings it back"),
        gone => streams.note(&format!("{gone} articles are removed; newsprint undo brings them back")),
    }
    Ok(0)
}

/// Does something with articles, all or none; how many.
fn act(
    args: &IdsArgs,
    streams: &mut Streams,
    deed: impl FnOnce(&mut Library, &[ArticleId], Timestamp) -> Result<(), library::Error>,
) -> Result<usize, Error> {
    let mut library = args.place.writable(streams)?;
    let ids = which::articles(&library, &args.ids, streams)?;
    deed(&mut library, &ids, Timestamp::now())?;
    if args.json {
        print_json(&library, &ids, streams)?;
    }
    Ok(ids.len())
}

/// What was taken back.
#[derive(Serialize)]
struct Undone {
    undone: Option<String>,
}

/// Takes the last deed back.
pub(super) fn undo(args: &PlainArgs, streams: &mut Streams) -> Result<u8, Error> {
    let undone = args.place.writable(streams)?.undo()?;
    match &undone {
        _ if args.json => streams.print(&line_of(&Undone { undone })?)?,
        Some(what) => streams.print(&format!("taken back: {what}\n"))?,
        None => streams.note("there is nothing to take back"),
    }
    Ok(0)
}
