//! What the desk asks of the library: stacks, lists, beginnings, whole articles.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use jiff::tz::TimeZone;

use super::{Voice, WORKER};
use crate::app::{Errand, Holdings, Preview, Stack, StackRow, Ticket, Word, stacks};
use crate::library::{Error, Filter, Library, Query};
use crate::model::{ArticleId, Sort};

/// How many letters of an article are shown beside the list.
const LETTERS: usize = 4000;

/// So many articles are marked at once.
const MOST: usize = 1_000_000;

/// No list is counted further.
const COUNTED: usize = 100_000;

/// Answers a question.
pub(super) fn answer(library: &Library, desk: &Voice, errand: Errand) {
    let failed = match errand {
        Errand::Stacks => tell_stacks(library, desk),
        Errand::List { ticket, stack, filter, sort, behind, count } => {
            let asked = Asked { ticket, filter, sort, behind, count };
            list(library, &stack, &asked).map(|word| desk.tell(word))
        }
        Errand::Preview(id) => {
            library.preview(id, LETTERS).map(|text| desk.tell(Word::Preview(Preview { id, text })))
        }
        Errand::Open { ticket, article } => open(library, desk, ticket, article),
        _ => Ok(()),
    };
    if let Err(error) = failed {
        desk.tell(Word::Failed(error.to_string()));
    }
}

/// Tells the stacks.
pub(super) fn tell_stacks(library: &Library, desk: &Voice) -> Result<(), Error> {
    desk.tell(Word::Stacks(rows(library)?));
    Ok(())
}

fn rows(library: &Library) -> Result<Vec<StackRow>, Error> {
    let crate::library::Stacks { unread, tags, feeds, searches, .. } = library.stacks()?;
    Ok(stacks(&Holdings { unread, searches, feeds, tags }))
}

/// What is asked of a list besides its stack.
struct Asked {
    ticket: Ticket,
    filter: String,
    sort: Sort,
    behind: Option<ArticleId>,
    count: usize,
}

/// What a stack and a filter mean.
fn meant(stack: &Stack, text: &str) -> (Filter, Query) {
    let mut filter = Filter::default();
    let mut text = text.to_owned();
    match stack {
        Stack::Unread => filter.unread = Some(true),
        Stack::Starred => filter.starred = Some(true),
        Stack::All => {}
        Stack::Search { query, .. } => text = format!("{query} {text}"),
        Stack::Tag(tag) => filter.tags.push(tag.as_str().to_owned()),
        Stack::Feed(feed) => filter.feed = Some(*feed),
    }
    (filter, Query::typing(&text, &TimeZone::system()))
}

/// The unread articles of a list.
pub(super) fn all_unread(library: &Library, stack: &Stack, text: &str) -> Result<Vec<ArticleId>, Error> {
    let (filter, query) = meant(stack, text);
    let filter = Filter { unread: Some(true), ..filter };
    let page = library.matching(&filter, &query, Sort::Newest, None, MOST)?;
    Ok(page.rows.into_iter().map(|row| row.id).collect())
}

fn list(library: &Library, stack: &Stack, asked: &Asked) -> Result<Word, Error> {
    let (filter, query) = meant(stack, &asked.filter);
    let behind = asked.behind.map(|id| library.spot(id, asked.sort)).transpose()?.flatten();
    let page = library.matching(&filter, &query, asked.sort, behind.as_ref(), asked.count)?;
    let total = match (asked.behind, query == Query::default()) {
        (Some(_), _) => None,
        (None, true) => Some(library.count(&filter)?),
        (None, false) => Some(library.count_matching(&filter, &query, COUNTED)?),
    };
    Ok(Word::List { ticket: asked.ticket, rows: page.rows, more: page.next.is_some(), total })
}

/// Takes an article out, and reads it on a thread of its own; if that breaks, the article is at
/// fault, not the program.
fn open(library: &Library, desk: &Voice, ticket: Ticket, article: ArticleId) -> Result<(), Error> {
    let row = Box::new(library.row(article)?);
    let article = library.get(article)?;
    let (desk, bookmark) = (desk.clone(), article.bookmark);
    let work = move || {
        let read = catch_unwind(AssertUnwindSafe(|| (desk.read)(&article.page)));
        let result = read.map(Box::new).map_err(|_| "the article could not be read".to_owned());
        desk.tell(Word::Opened { ticket, row, result, bookmark });
    };
    _ = thread::Builder::new().name(WORKER.into()).spawn(work);
    Ok(())
}
