//! The librarian of the tests: does errands at once, in a library in memory.

use jiff::tz::TimeZone;
use newsprint::app::{Errand, Holdings, Preview, Stack, Word, stacks};
use newsprint::library::{Error, Filter, Library, Query};
use newsprint::model::{ArticleId, Sort};
use newsprint::read::UserRules;
use newsprint::refresh;

use super::now;

/// What is told of an errand.
pub(super) fn words(library: &mut Library, errand: Errand) -> Vec<Word> {
    let touched: Vec<ArticleId> = match &errand {
        Errand::Mark(ids, _) | Errand::Star(ids, _) => ids.clone(),
        _ => Vec::new(),
    };
    let is_act = !matches!(
        errand,
        Errand::Stacks
            | Errand::List { .. }
            | Errand::Preview(_)
            | Errand::Open { .. }
            | Errand::Bookmark(..)
    );
    let mut words = match done(library, errand) {
        Ok(words) => words,
        Err(error) => vec![Word::Failed(error.to_string())],
    };
    let rows: Vec<_> = touched.into_iter().filter_map(|id| library.row(id).ok()).collect();
    if !rows.is_empty() {
        words.push(Word::Changed(rows));
    }
    if is_act {
        words.extend(stack_rows(library));
    }
    words
}

fn stack_rows(library: &Library) -> Option<Word> {
    let held = library.stacks().ok()?;
    let holdings =
        Holdings { unread: held.unread, searches: held.searches, feeds: held.feeds, tags: held.tags };
    Some(Word::Stacks(stacks(&holdings)))
}

fn done(library: &mut Library, errand: Errand) -> Result<Vec<Word>, Error> {
    match errand {
        Errand::Stacks => return Ok(stack_rows(library).into_iter().collect()),
        Errand::List { ticket, stack, filter, sort, behind, count } => {
            let (filter, query) = meant(&stack, &filter);
            let behind = behind.map(|id| library.spot(id, sort)).transpose()?.flatten();
            let page = library.matching(&filter, &query, sort, behind.as_ref(), count)?;
            let total = Some(library.count_matching(&filter, &query, 1000)?).filter(|_| behind.is_none());
            return Ok(vec![Word::List { ticket, rows: page.rows, more: page.next.is_some(), total }]);
        }
        Errand::Preview(id) => {
            let text = library.preview(id, 400)?;
            return Ok(vec![Word::Preview(Preview { id, text })]);
        }
        Errand::Open { ticket, article } => {
            let row = Box::new(library.row(article)?);
            let article = library.get(article)?;
            let reading = Box::new(refresh::read_kept(&article, &UserRules::default()));
            let bookmark = article.bookmark;
            return Ok(vec![Word::Opened { ticket, row, result: Ok(reading), bookmark, fetches: false }]);
        }
        Errand::Mark(ids, read) => library.mark_read(&ids, read, now())?,
        Errand::MarkAll { stack, filter } => {
            let (filter, query) = meant(&stack, &filter);
            let page = library.matching(&filter, &query, Sort::Newest, None, 10_000)?;
            let ids: Vec<ArticleId> = page.rows.iter().map(|row| row.id).collect();
            library.mark_read(&ids, true, now())?;
        }
        Errand::Star(ids, on) => library.star(&ids, on, now())?,
        Errand::Tag(id, tag, on) => library.tag(id, &tag, on, now())?,
        Errand::Remove(ids) => library.remove(&ids, now())?,
        Errand::Undo => {
            let what = library.undo()?.unwrap_or_default();
            return Ok(vec![Word::Done(format!("undone: {what}")), Word::Grown]);
        }
        Errand::Bookmark(id, mark) => library.set_bookmark(id, &mark)?,
        Errand::RemoveFeed(id) => library.remove_feed(id, now())?,
        Errand::RenameFeed(id, name) => library.rename_feed(id, &name, now())?,
        Errand::TagFeed(id, tag, on) => library.tag_feed(id, &tag, on, now())?,
        Errand::SaveSearch(name, query) => library.save_search(&name, &query)?,
        Errand::ForgetSearch(name) => library.forget_search(&name)?,
        _ => {}
    }
    Ok(Vec::new())
}

fn meant(stack: &Stack, text: &str) -> (Filter, Query) {
    let mut filter = Filter::default();
    let mut text = text.to_owned();
    match stack {
        Stack::Unread => filter.unread = Some(true),
        Stack::Starred => filter.starred = Some(true),
        Stack::All => {}
        Stack::Search { query, .. } => text = format!("{query} {text}"),
        Stack::Tag(tag) => filter.tags.push(tag.to_string()),
        Stack::Feed(feed) => filter.feed = Some(*feed),
    }
    (filter, Query::typing(&text, &TimeZone::UTC))
}
