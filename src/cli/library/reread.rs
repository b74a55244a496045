//! `newsprint reread`: kept pages, judged as newsprint judges today.

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde::Serialize;

use super::list::query;
use super::rows::line_of;
use super::which;
use crate::cli::args::upkeep::RereadArgs;
use crate::cli::error::Error;
use crate::cli::output::Streams;
use crate::cli::plan::{How, rules_from};
use crate::cli::rules;
use crate::library::{Filter, Library};
use crate::model::{ArticleId, ArticleRow, Class, Clean, Reading, Sort};
use crate::read::UserRules;
use crate::refresh::read_kept;

/// So many rows are taken from the library at a time.
const PART: usize = 500;

/// What became of an article.
#[derive(Serialize)]
struct Change {
    id: i64,
    title: String,
    words_before: u64,
    words_after: u64,
    class_before: Option<String>,
    class_after: Option<&'static str>,
    taken: bool,
}

/// What became of all.
#[derive(Default)]
struct Tally {
    read: usize,
    changed: usize,
    refused: usize,
}

/// Reads again.
pub(super) fn run(args: &RereadArgs, streams: &mut Streams) -> Result<u8, Error> {
    let mut how = How { rules: rules_from(&args.own), ..How::default() };
    if let Err(wrong) = rules::load(&mut how) {
        return Ok(rules::report(&wrong, streams));
    }
    let mut library =
        if args.dry_run { args.place.existing(streams)? } else { args.place.writable(streams)? };
    let ids = wanted(&library, args, streams)?;
    let bar = bar(ids.len());
    let mut tally = Tally::default();
    for id in ids {
        if let Some(change) = again(&mut library, id, &how.options.rules, args, &mut tally)? {
            let told = told(&change, args.json)?;
            bar.suspend(|| streams.print(&told).and_then(|()| streams.flush()))?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    streams.note(&tally.told(args.dry_run));
    Ok(0)
}

/// On standard error, if that is a terminal.
fn bar(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:24} {pos} of {len} read again, {eta} to go");
    ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX))
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Numbers, where all that was typed are numbers; else what a query finds, the oldest first.
fn wanted(library: &Library, args: &RereadArgs, streams: &mut Streams) -> Result<Vec<ArticleId>, Error> {
    let is_number = |typed: &String| typed == "-" || typed.bytes().all(|b| b.is_ascii_digit() || b == b',');
    if !args.all && args.which.iter().all(is_number) {
        return which::articles(library, &args.which, streams);
    }
    let query = query(&args.which);
    let (mut ids, mut behind) = (Vec::new(), None);
    loop {
        let page = library.matching(&Filter::default(), &query, Sort::Oldest, behind.as_ref(), PART)?;
        ids.extend(page.rows.iter().map(|row| row.id));
        behind = page.next;
        if behind.is_none() {
            return Ok(ids);
        }
    }
}

/// Reads one again; what changed, if anything did.
fn again(
    library: &mut Library,
    id: ArticleId,
    rules: &UserRules,
    args: &RereadArgs,
    tally: &mut Tally,
) -> Result<Option<Change>, Error> {
    let article = library.get(id)?;
    if article.page.bytes.is_empty() {
        return Ok(None);
    }
    let row = library.row(id)?;
    let reading = read_kept(&article, rules);
    tally.read += 1;
    if is_same(library, &row, &reading)? {
        return Ok(None);
    }
    let taken = args.force || !is_worse(&row, &reading);
    tally.changed += usize::from(taken);
    tally.refused += usize::from(!taken);
    if taken && !args.dry_run {
        library.reread(id, &reading, Timestamp::now())?;
    }
    Ok(Some(Change {
        id: id.0,
        title: row.title.into_string(),
        words_before: row.words,
        words_after: u64::try_from(reading.words()).unwrap_or(u64::MAX),
        class_before: row.class.map(Clean::into_string),
        class_after: row.is_whole.then(|| reading.class.name()),
        taken,
    }))
}

fn is_same(library: &Library, row: &ArticleRow, reading: &Reading) -> Result<bool, Error> {
    let class = !row.is_whole || row.class.as_deref() == Some(reading.class.name());
    let title = !row.is_whole || reading.title().is_none_or(|title| title == row.title);
    let videos =
        row.videos == u64::try_from(reading.sidebar.videos.len()).unwrap_or(u64::MAX) || !row.is_whole;
    Ok(class && title && videos && library.preview(row.id, usize::MAX)?.as_str() == reading.text())
}

/// Whether there was an article, and now there is none.
fn is_worse(row: &ArticleRow, reading: &Reading) -> bool {
    let was =
        !row.is_whole || row.class.as_deref().is_some_and(|class| matches!(class, "article" | "thread"));
    let is = if row.is_whole {
        matches!(reading.class, Class::Article | Class::Thread)
    } else {
        reading.words() > 0
    };
    was && row.words > 0 && !is
}

fn told(change: &Change, json: bool) -> Result<String, Error> {
    if json {
        return line_of(change);
    }
    let Change { id, title, words_before, words_after, taken, .. } = change;
    let mark = match (taken, change.class_after) {
        (true, _) => String::new(),
        (false, class) => format!("\tleft as it was: {}", class.unwrap_or("nothing to read")),
    };
    Ok(format!("{id}\t{words_before}\t{words_after}\t{title}{mark}\n"))
}

impl Tally {
    fn told(&self, dry_run: bool) -> String {
        let Self { read, changed, refused } = self;
        let would = if dry_run { "would be " } else { "" };
        let left = match refused {
            0 => String::new(),
            refused => format!(
                ", {refused} left as before, for there would be no article in them (--force takes them)"
            ),
        };
        format!("{read} read again, {changed} {would}changed{left}")
    }
}
