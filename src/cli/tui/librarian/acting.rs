//! What the reader does with the library. Whatever comes of an act, the rows are told as they are
//! in the library afterwards.

use super::{Voice, apart, now, reading};
use crate::app::{Errand, Word};
use crate::library::{Error, Library};
use crate::model::{ArticleId, ArticleRow};
use crate::refresh::{self, Got, Wanted};

/// Does an errand that changes something.
pub(super) fn perform(library: &mut Library, voice: &Voice, errand: Errand) {
    let touched: Vec<ArticleId> = match &errand {
        Errand::Mark(ids, _) | Errand::Star(ids, _) => ids.clone(),
        _ => Vec::new(),
    };
    let is_quiet = matches!(errand, Errand::Bookmark(..));
    // What the screen has not shown already, or wrongly, is asked for anew.
    let is_shown =
        matches!(errand, Errand::Mark(..) | Errand::Star(..) | Errand::Remove(_) | Errand::Bookmark(..));
    let done = act(library, errand);
    let is_new = !is_shown || done.is_err();
    match done {
        Ok(Some(done)) => voice.tell(Word::Done(done)),
        Ok(None) => {}
        Err(error) => voice.tell(Word::Failed(told(&error))),
    }
    let rows: Vec<ArticleRow> = touched.into_iter().filter_map(|id| library.row(id).ok()).collect();
    if !rows.is_empty() {
        voice.tell(Word::Changed(rows));
    }
    if is_new {
        voice.tell(Word::Grown);
    } else if !is_quiet {
        _ = reading::tell_stacks(library, voice);
    }
}

/// Keeps the page that was fetched of an article, if it is better than what the feed gave.
pub(super) fn keep_page(library: &mut Library, voice: &Voice, wanted: &Wanted, got: Got) {
    let article = wanted.article;
    let kept = refresh::keep_page(library, wanted, &got, now()).and_then(|id| library.row(id));
    let (row, result) = match (kept, got) {
        (Ok(row), Got::Article(whole)) => (Some(row), Ok(Box::new(whole.reading))),
        (Ok(row), Got::Instead { why, .. }) => (Some(row), Err(why.into_string())),
        (Err(error), Got::Article(whole)) => {
            voice.tell(Word::Failed(told(&error)));
            (None, Ok(Box::new(whole.reading)))
        }
        (Err(error), Got::Instead { .. }) => (None, Err(told(&error))),
    };
    voice.tell(Word::Whole { article, row: row.map(Box::new), result });
}

/// Keeps an article of a feed that is only looked at.
pub(super) fn keep(library: &Library, voice: &Voice, id: ArticleId) {
    let page = library.get(id).map(|article| article.page);
    match (page, &voice.own) {
        (Ok(page), Some(own)) => apart::keep(own, voice, &page),
        (Err(error), _) => voice.tell(Word::Failed(told(&error))),
        (Ok(_), None) => {}
    }
}

/// What is said of it, if anything.
fn act(library: &mut Library, errand: Errand) -> Result<Option<String>, Error> {
    let now = now();
    match errand {
        Errand::Mark(ids, read) => library.mark_read(&ids, read, now)?,
        Errand::MarkAll { stack, filter } => {
            let ids = reading::all_unread(library, &stack, &filter)?;
            library.mark_read(&ids, true, now)?;
            return Ok(Some(match ids.len() {
                0 => "all is read already".to_owned(),
                1 => "1 article marked read; u undoes".to_owned(),
                count => format!("{count} articles marked read; u undoes"),
            }));
        }
        Errand::Star(ids, on) => library.star(&ids, on, now)?,
        Errand::Tag(id, tag, on) => library.tag(id, &tag, on, now)?,
        Errand::Remove(ids) => library.remove(&ids, now)?,
        Errand::Undo => {
            let what = library.undo()?;
            return Ok(Some(
                what.map_or_else(|| "nothing to undo".to_owned(), |what| format!("undone: {what}")),
            ));
        }
        Errand::Bookmark(id, mark) => library.set_bookmark(id, &mark)?,
        Errand::RemoveFeed(id) => library.remove_feed(id, now)?,
        Errand::RenameFeed(id, name) => library.rename_feed(id, &name, now)?,
        Errand::TagFeed(id, tag, on) => library.tag_feed(id, &tag, on, now)?,
        Errand::Complete(id, completion) => library.complete_feed(id, completion)?,
        Errand::SaveSearch(name, query) => library.save_search(&name, &query)?,
        Errand::ForgetSearch(name) => library.forget_search(&name)?,
        _ => {}
    }
    Ok(None)
}

/// What went wrong, with a way out.
fn told(error: &Error) -> String {
    error.to_string()
}
