//! Keeps what is read outside of the desk in the reader's own library, which is opened for it.

use std::path::Path;

use super::{Voice, now};
use crate::app::Word;
use crate::library::{Error, Keep, Library, Saving};
use crate::model::{ArticleRow, Page, Source};
use crate::refresh;

/// Keeps an article; tells what came of it.
pub(super) fn keep(path: &Path, voice: &Voice, page: &Page) {
    match kept(path, voice, page) {
        Ok(row) => voice.tell(Word::Kept { source: page.source.clone(), row: Box::new(row) }),
        Err(why) => voice.tell(Word::Failed(why)),
    }
}

fn kept(path: &Path, voice: &Voice, page: &Page) -> Result<ArticleRow, String> {
    let plainly = |error: Error| error.to_string();
    let opened = Library::open(path, now()).map_err(plainly)?;
    let mut library = opened.library;
    if library.saving() != Saving::Durable {
        return Err(opened.note.unwrap_or_else(|| Error::ReadOnly.to_string()));
    }
    let options = crate::read::Options { rules: (voice.ways)().rules, ..crate::read::Options::default() };
    let reading = crate::read::read(page, &options);
    let own = reading.metadata.url.as_deref().filter(|url| url.starts_with("http"));
    let address = match &page.source {
        Source::Url(url) => Some(page.base.as_ref().unwrap_or(url).as_str()),
        _ => own.or(page.base.as_ref().map(url::Url::as_str)),
    };
    let keep = Keep { article: None, address, page, reading: &reading, by_hand: true };
    let id = library.store(&keep, now()).map_err(plainly)?;
    library.row(id).map_err(plainly)
}

/// Takes a feed into a library that is only looked at.
pub(super) fn look_into(library: &mut Library, voice: &Voice, page: &Page) {
    match refresh::take_page(library, page, &(voice.ways)().rules, now()) {
        Ok(Ok(title)) => {
            voice.tell(Word::Done(format!("{title}: only looked at; a adds it to your library")));
        }
        Ok(Err(why)) => voice.tell(Word::Failed(why.into_string())),
        Err(error) => voice.tell(Word::Failed(error.to_string())),
    }
    voice.tell(Word::Grown);
}
