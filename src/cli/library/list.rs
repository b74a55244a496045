//! `newsprint list`: rows of articles, a part of the library at a time.

use jiff::tz::TimeZone;

use super::rows::{self, Table};
use super::which;
use crate::cli::args::library::{ListArgs, WhichArgs};
use crate::cli::error::Error;
use crate::cli::output::Streams;
use crate::library::{Filter, Library, Query};
use crate::model::ArticleRow;

/// So many are read from the library at a time.
const PART: usize = 500;

/// So many are listed on a terminal, where nobody wants a thousand.
const SCREEN: usize = 50;

/// Lists articles.
pub(super) fn run(args: &ListArgs, streams: &mut Streams) -> Result<u8, Error> {
    let library = args.place.existing(streams)?;
    let query = query(&args.query);
    let filter = filter(&library, &args.which, &query)?;
    let on_terminal = streams.terminal && !args.json;
    let most = match args.limit {
        Some(0) => usize::MAX,
        Some(limit) => limit,
        None if on_terminal => SCREEN,
        None => usize::MAX,
    };
    let (mut left, mut behind, mut listed) = (most, None, 0);
    while left > 0 {
        let page = library.matching(&filter, &query, args.sort, behind.as_ref(), left.min(PART))?;
        print(&library, &page.rows, args.json, streams)?;
        listed += page.rows.len();
        left = left.saturating_sub(page.rows.len());
        behind = page.next;
        if behind.is_none() {
            break;
        }
    }
    if listed == 0 {
        streams.note(&nothing(&library, args)?);
    } else if on_terminal && left == 0 && args.limit.is_none() {
        streams.flush()?;
        let all = library.count_matching(&filter, &query, usize::MAX >> 1)?;
        if all > u64::try_from(listed).unwrap_or(u64::MAX) {
            streams.note(&format!("{listed} of {all}; --limit 0 lists them all"));
        }
    }
    Ok(0)
}

/// A query as typed, in one argument or several.
pub(super) fn query(typed: &[String]) -> Query {
    Query::parse(&typed.join(" "), &TimeZone::UTC)
}

/// What must be true besides the query. Unread ones are meant where nothing says otherwise.
fn filter(library: &Library, which: &WhichArgs, query: &Query) -> Result<Filter, Error> {
    let feed = which.feed.as_deref().map(|typed| which::feed(library, typed)).transpose()?;
    let said = query.filter.unread.is_some() || query.filter.starred.is_some();
    let unread = which.unread || !(which.all || which.starred || said);
    Ok(Filter {
        feed: feed.map(|feed| feed.id),
        tags: which.tag.clone(),
        unread: unread.then_some(true),
        starred: which.starred.then_some(true),
        ..Filter::default()
    })
}

fn print(library: &Library, rows: &[ArticleRow], json: bool, streams: &mut Streams) -> Result<(), Error> {
    let table = streams.terminal.then(|| Table::of(&rows.iter().collect::<Vec<_>>()));
    for row in rows {
        let line = match &table {
            _ if json => rows::json(library, row.id, None)?,
            Some(table) => table.line(row) + "\n",
            None => rows::columns(row) + "\n",
        };
        streams.print(&line)?;
    }
    Ok(())
}

/// Why nothing is listed, with a way out.
fn nothing(library: &Library, args: &ListArgs) -> Result<String, Error> {
    let all = library.stats()?.articles;
    Ok(match () {
        () if all == 0 => "the library is empty: newsprint add URL or save URL fills it".to_owned(),
        () if args.which.all => "no article fits".to_owned(),
        () => format!("no article fits; --all lists the read ones too, {all} in all"),
    })
}
