//! What the desk asks of the library: stacks, lists, beginnings, whole articles.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use jiff::tz::TimeZone;

use super::{Note, Voice, WORKER};
use crate::app::{Errand, Holdings, Preview, Stack, StackRow, Ticket, Word, stacks};
use crate::library::{Error, Filter, Library, Query};
use crate::model::{ArticleId, Sort};
use crate::refresh::{self, Wanted};

/// How many letters of an article are shown beside the list.
const LETTERS: usize = 4000;

/// So many articles are marked at once.
const MOST: usize = 1_000_000;

/// No list is counted further.
const COUNTED: usize = 100_000;

/// Answers a question.
pub(super) fn answer(library: &Library, voice: &Voice, errand: Errand) {
    let ticket = match &errand {
        Errand::List { ticket, .. } | Errand::Open { ticket, .. } => Some(*ticket),
        _ => None,
    };
    let failed = match errand {
        Errand::Stacks => tell_stacks(library, voice),
        Errand::List { ticket, stack, filter, sort, behind, count } => {
            let asked = Asked { ticket, filter, sort, behind, count };
            list(library, &stack, &asked).map(|word| voice.tell(word))
        }
        Errand::Preview(id) => {
            library.preview(id, LETTERS).map(|text| voice.tell(Word::Preview(Preview { id, text })))
        }
        Errand::Open { ticket, article } => open(library, voice, ticket, article),
        Errand::Fetch(article) => fetch(library, voice, article),
        Errand::Find(address) => find(library, voice, &address),
        _ => Ok(()),
    };
    if let Err(error) = failed {
        let why = error.to_string();
        voice
            .tell(ticket.map_or_else(|| Word::Failed(why.clone()), |ticket| Word::Lost(ticket, why.clone())));
    }
}

/// Tells the stacks.
pub(super) fn tell_stacks(library: &Library, voice: &Voice) -> Result<(), Error> {
    voice.tell(Word::Stacks(rows(library)?));
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
/// fault, not the program. A teaser whose page is wanted is shown, and its page asked for.
fn open(library: &Library, voice: &Voice, ticket: Ticket, id: ArticleId) -> Result<(), Error> {
    let details = library.details(id)?;
    let article = library.get(id)?;
    let wanted = details.due.map(|_| refresh::wanted_page(library, id)).transpose()?.flatten();
    let (row, voice, bookmark) = (Box::new(details.row), voice.clone(), article.bookmark);
    let work = move || {
        let settings = (voice.ways)();
        let read = catch_unwind(AssertUnwindSafe(|| refresh::read_kept(&article, &settings.rules)));
        let result = read.map(Box::new).map_err(|_| "the article could not be read".to_owned());
        let fetches = wanted.is_some();
        voice.tell(Word::Opened { ticket, row, result, bookmark, fetches });
        if let Some(wanted) = wanted {
            bring(&voice, wanted);
        }
    };
    _ = thread::Builder::new().name(WORKER.into()).spawn(work);
    Ok(())
}

/// Tells of the article that an address leads to, if it is here.
fn find(library: &Library, voice: &Voice, address: &str) -> Result<(), Error> {
    if let Some(id) = library.find(address)? {
        let (row, bookmark) = (Box::new(library.row(id)?), library.get(id)?.bookmark);
        voice.tell(Word::Found { address: address.to_owned(), row, bookmark });
    }
    Ok(())
}

/// Asks for the page of an article, because the reader says so.
fn fetch(library: &Library, voice: &Voice, id: ArticleId) -> Result<(), Error> {
    let Some(wanted) = refresh::wanted_page(library, id)? else {
        let result = Err("its page is here already, or has no address".to_owned());
        voice.tell(Word::Whole { article: id, row: None, result });
        return Ok(());
    };
    let voice = voice.clone();
    _ = thread::Builder::new().name(WORKER.into()).spawn(move || bring(&voice, wanted));
    Ok(())
}

/// Fetches a page; the thread that writes keeps it.
fn bring(voice: &Voice, wanted: Wanted) {
    let got = catch_unwind(AssertUnwindSafe(|| refresh::fetch_page(&wanted, &(voice.ways)())));
    if let Ok(got) = got {
        _ = voice.acts.send(Note::Page(Box::new((wanted, got))));
    } else {
        let result = Err("its page could not be read".to_owned());
        voice.tell(Word::Whole { article: wanted.article, row: None, result });
    }
}
