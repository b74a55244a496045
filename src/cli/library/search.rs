//! `newsprint search`: what is found, the best first, with the place where it stands.

use std::ops::Range;

use super::list::query;
use super::rows::{self, Table, bold};
use crate::cli::args::library::SearchArgs;
use crate::cli::error::Error;
use crate::cli::output::Streams;
use crate::library::Hit;
use crate::model::Clean;
use crate::wrap::wrap_whole;

/// More is never ranked.
const MOST: usize = 2000;

/// A snippet takes so many lines of a terminal at most.
const LINES: usize = 2;

/// Where a snippet begins on a line of a terminal.
const INDENT: usize = 4;

/// Finds articles.
pub(super) fn run(args: &SearchArgs, streams: &mut Streams) -> Result<u8, Error> {
    let library = args.place.existing(streams)?;
    let limit = if args.limit == 0 { MOST } else { args.limit.min(MOST) };
    let hits = library.search(&query(&args.query), limit)?;
    if hits.is_empty() {
        streams.note(&format!("nothing found for `{}`", args.query.join(" ")));
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
