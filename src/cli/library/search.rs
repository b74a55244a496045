//! `newsprint search`: what is found, the best first, with the place where it stands.

use std::ops::Range;

use serde::Serialize;

use super::list::query;
use super::rows::{self, Table, bold};
use crate::cli::args::library::SearchArgs;
use crate::cli::error::Error;
use crate::cli::output::Streams;
use crate::library::{self, Hit, Library};
use crate::model::Clean;
use crate::wrap::wrap_whole;

/// More is never ranked.
const MOST: usize = 2000;

/// A snippet takes so many lines of a terminal at most.
const LINES: usize = 2;

/// Where a snippet begins on a line of a terminal.
const INDENT: usize = 4;

/// Finds articles, by a query or by one that is kept.
pub(super) fn run(args: &SearchArgs, streams: &mut Streams) -> Result<u8, Error> {
    let words = match (&args.name, args.query.is_empty()) {
        (None, true) => return list(args, streams),
        (Some(name), true) if args.forget => {
            args.place.open(streams)?.forget_search(name).map_err(|error| unknown(name, error))?;
            return Ok(0);
        }
        (Some(name), true) => vec![kept(&args.place.existing(streams)?, name)?],
        (Some(name), false) => {
            args.place.open(streams)?.save_search(name, &args.query.join(" "))?;
            args.query.clone()
        }
        (None, false) => args.query.clone(),
    };
    find(args, &words, streams)
}

fn find(args: &SearchArgs, words: &[String], streams: &mut Streams) -> Result<u8, Error> {
    let library = args.place.existing(streams)?;
    let limit = if args.limit == 0 { MOST } else { args.limit.min(MOST) };
    let hits = library.search(&query(words), limit)?;
    if hits.is_empty() {
        streams.note(&format!("nothing found for `{}`", words.join(" ")));
    }
    let table = Table::of(&hits.iter().map(|hit| &hit.row).collect::<Vec<_>>());
    for hit in &hits {
        let line = match () {
            () if args.json => rows::json(&library, hit.row.id, Some(&hit.snippet))?,
            () if streams.terminal => on_terminal(&table, hit),
            () => format!("{}\t{}\n", rows::columns(&hit.row), text(hit).trim()),
        };
        streams.print(&line)?;
    }
    Ok(0)
}

/// The searches that are kept.
fn list(args: &SearchArgs, streams: &mut Streams) -> Result<u8, Error> {
    #[derive(Serialize)]
    struct Line<'a> {
        name: &'a str,
        query: &'a str,
    }
    let searches = args.place.existing(streams)?.searches()?;
    if searches.is_empty() {
        streams.note("no search is kept: newsprint search --name NAME QUERY keeps one");
    }
    for (name, query) in &searches {
        let line = if args.json {
            rows::line_of(&Line { name, query })?
        } else {
            format!("{}\t{}\n", Clean::field(name), Clean::field(query))
        };
        streams.print(&line)?;
    }
    Ok(0)
}

/// The query that is kept under a name.
fn kept(library: &Library, name: &str) -> Result<String, Error> {
    let found = library.searches()?.into_iter().find(|(known, _)| known == name);
    found.map(|(_, query)| query).ok_or_else(|| no_search(name))
}

fn unknown(name: &str, error: library::Error) -> Error {
    match error {
        library::Error::Unknown(_) => no_search(name),
        error => error.into(),
    }
}

fn no_search(name: &str) -> Error {
    Error::unreadable(format!("no search is kept as {name}")).hint("newsprint search lists them")
}

/// The place as one text.
fn text(hit: &Hit) -> String {
    hit.snippet.iter().map(|(text, _)| text.as_str()).collect()
}

/// The row, and below it the place, with what was looked for in bold.
fn on_terminal(table: &Table, hit: &Hit) -> String {
    let mut out = table.line(&hit.row) + "\n";
    let text = text(hit);
    for line in wrap_whole(&text, table.columns().saturating_sub(INDENT)).into_iter().take(LINES) {
        out.push_str(&" ".repeat(INDENT));
        out.push_str(&marked(&hit.snippet, &line));
        out.push('\n');
    }
    out
}

/// The part of the pieces that stands on a line.
fn marked(pieces: &[(Clean, bool)], line: &Range<usize>) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (piece, is_found) in pieces {
        let start = at;
        at += piece.len();
        let (from, to) = (line.start.clamp(start, at) - start, line.end.clamp(start, at) - start);
        let part = piece.get(from..to).unwrap_or_default();
        out.push_str(&if *is_found { bold(part) } else { part.to_owned() });
    }
    out
}
