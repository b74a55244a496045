//! Which articles and feeds are meant: numbers as they are printed, feeds by what a person calls them.

use std::collections::BTreeSet;
use std::io::BufRead;

use serde_json::Value;

use crate::cli::error::{Error, plain};
use crate::cli::output::Streams;
use crate::library::{self, Library};
use crate::model::{ArticleId, Subscription};

/// So many feeds are named where several are meant.
const NAMED: usize = 3;

/// The articles of numbers as typed, each once, all of them there. - takes them from standard input.
pub(super) fn articles(
    library: &Library,
    typed: &[String],
    streams: &mut Streams,
) -> Result<Vec<ArticleId>, Error> {
    let mut ids = Vec::new();
    for typed in typed {
        if typed == "-" {
            ids.extend(from_lines(&mut *streams.input)?);
        } else {
            let parts = typed.split(',').map(str::trim).filter(|part| !part.is_empty());
            ids.extend(parts.map(number).collect::<Result<Vec<_>, _>>()?);
        }
    }
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.iter().try_for_each(|id| is_there(library, *id))?;
    Ok(ids)
}

/// The number of an article.
pub(super) fn number(typed: &str) -> Result<ArticleId, Error> {
    let id = typed.parse().ok().filter(|id| *id > 0).map(ArticleId);
    id.ok_or_else(|| {
        Error::usage(format!("`{typed}` is not the number of an article")).hint("newsprint list prints them")
    })
}

fn is_there(library: &Library, id: ArticleId) -> Result<(), Error> {
    match library.row(id) {
        Ok(_) => Ok(()),
        Err(library::Error::Unknown(_)) => {
            Err(Error::unreadable(format!("the library has no article {}", id.0))
                .hint("newsprint list --all prints those there are"))
        }
        Err(error) => Err(error.into()),
    }
}

/// The first word of every line, or the `id` of a line of JSON.
fn from_lines(input: &mut dyn BufRead) -> Result<Vec<ArticleId>, Error> {
    let mut ids = Vec::new();
    for line in input.lines() {
        let line = line
            .map_err(|error| Error::unreadable(format!("cannot read standard input: {}", plain(&error))))?;
        let id = || serde_json::from_str::<Value>(&line).ok()?.get("id").map(Value::to_string);
        let json = if line.starts_with('{') { id() } else { None };
        if let Some(word) = json.as_deref().or(line.split_whitespace().next()) {
            ids.push(number(word)?);
        }
    }
    Ok(ids)
}

/// The feed that is called so: by its number, its address, or the beginning of its title.
pub(in crate::cli) fn feed(library: &Library, typed: &str) -> Result<Subscription, Error> {
    let mut feeds = library.feeds()?;
    let by_number =
        typed.parse().ok().and_then(|number: i64| feeds.iter().position(|feed| feed.id.0 == number));
    let bare = |address: &str| address.trim_end_matches('/').to_owned();
    let by_address = || feeds.iter().position(|feed| bare(&feed.address) == bare(typed));
    if let Some(at) = by_number.or_else(by_address) {
        return Ok(feeds.swap_remove(at));
    }
    let wanted = typed.to_lowercase();
    let by_title = || feeds.iter().filter(|feed| feed.title.to_lowercase().starts_with(&wanted));
    let exact: Vec<&Subscription> = by_title().filter(|feed| feed.title.to_lowercase() == wanted).collect();
    let fit = if exact.len() == 1 { exact } else { by_title().collect() };
    match fit.as_slice() {
        [feed] if !wanted.is_empty() => Ok((*feed).clone()),
        [_, _, ..] if !wanted.is_empty() => Err(ambiguous(typed, &fit)),
        _ => Err(Error::unreadable(format!("you have no feed `{typed}`")).hint("newsprint feeds lists them")),
    }
}

fn ambiguous(typed: &str, fit: &[&Subscription]) -> Error {
    let named: Vec<String> =
        fit.iter().take(NAMED).map(|feed| format!("{} {}", feed.id.0, feed.title)).collect();
    let more = if fit.len() > NAMED { ", .." } else { "" };
    Error::usage(format!("`{typed}` begins the titles of {} feeds", fit.len()))
        .hint(format!("name one by its number: {}{more}", named.join(", ")))
}
