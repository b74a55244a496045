//! What the edge does for the desk: opens it, looks at the clock for it, takes its errands to the
//! librarian. Where no desk is open, a librarian begins with the first errand.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::tz::TimeZone;

use super::librarian::{self, DeskJob, Librarian, Ways};
use super::perform::Edge;
use crate::app::{Desk, Effect, Errand, Msg, State, Word, update};
use crate::config::RefreshWhen;
use crate::library::Library;
use crate::model::{Clean, Page, Source};

/// The pages of the articles that are on the screen, as they came.
pub(super) type Pages = Arc<Mutex<Vec<Page>>>;

/// So many pages are at hand.
const PAGES: usize = 50;

/// What is needed to reach the reader's own library.
pub struct Keeper {
    /// Where it is, if anywhere.
    pub own: Option<PathBuf>,
    /// How feeds and pages are asked and read.
    pub ways: Ways,
}

/// Has a page at hand, should it be kept.
pub(super) fn at_hand(pages: &Pages, page: Page) {
    let mut pages = pages.lock().unwrap_or_else(PoisonError::into_inner);
    if pages.len() >= PAGES {
        pages.remove(0);
    }
    pages.push(page);
}

impl Edge {
    /// Opens the desk on a library; its first list is on its way.
    pub(super) fn open_desk(&mut self, job: DeskJob, state: &mut State) -> io::Result<()> {
        let now = librarian::now();
        state.desk = Some(Desk {
            now: now.as_second(),
            ahead: TimeZone::system().to_offset(now).seconds(),
            warning: job.warning.as_deref().map(Clean::field),
            source: job.source.as_deref().map(Clean::field),
            ..Desk::default()
        });
        self.librarian = Some(Librarian::start(self.inbox.clone(), job)?);
        if let Some(Effect::Errands(errands)) = update(state, Msg::SitDown) {
            self.run(errands);
        }
        Ok(())
    }

    /// Shows the items of a feed on a desk of their own, in a library that is never saved.
    pub(super) fn look_into(&mut self, page: Page, state: &mut State) -> io::Result<()> {
        if state.desk.is_none() {
            let library = Library::in_memory().map_err(io::Error::other)?;
            let source = match &page.source {
                Source::Url(url) => Some(url.to_string()),
                _ => None,
            };
            let Keeper { own, ways } = &self.keeper;
            let (own, ways, refresh) = (own.clone(), Arc::clone(ways), RefreshWhen::Never);
            let source = Some(source.unwrap_or_default());
            self.open_desk(DeskJob { library, warning: None, own, source, ways, refresh }, state)?;
        }
        if let Some(librarian) = &self.librarian {
            librarian.look_into(page);
        }
        Ok(())
    }

    pub(super) fn run(&mut self, errands: Vec<Errand>) {
        if self.librarian.is_none() && self.keeper.own.as_ref().is_some_and(|own| own.exists()) {
            self.call_librarian();
        }
        let Some(librarian) = &mut self.librarian else { return };
        for errand in errands {
            librarian.run(errand);
        }
    }

    /// A librarian of the reader's own library, where there is no desk.
    fn call_librarian(&mut self) {
        let Keeper { own: Some(own), ways } = &self.keeper else { return };
        let opened = match Library::open(own, librarian::now()) {
            Ok(opened) => opened,
            Err(error) => return self.inbox.complain(error.to_string()),
        };
        let (own, ways, refresh) = (Some(own.clone()), Arc::clone(ways), RefreshWhen::Never);
        let job = DeskJob { library: opened.library, warning: opened.note, own, source: None, ways, refresh };
        self.librarian = Librarian::start(self.inbox.clone(), job).ok();
    }

    /// Keeps the article that is shown in the reader's own library.
    pub(super) fn keep_shown(&mut self, state: &State) {
        if self.librarian.is_none() {
            self.call_librarian();
        }
        let Some((librarian, reader)) = self.librarian.as_ref().zip(state.reader()) else { return };
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let page = pages.iter().rev().find(|page| page.source == reader.reading.source).cloned();
        librarian.keep(reader.article.as_ref().map(|row| row.id), page);
    }

    /// Looks whether another newsprint has changed the library, and at the clock: what the desk
    /// is to know of it.
    pub(super) fn look(&mut self, state: &State) -> Option<Word> {
        let (librarian, desk) = (self.librarian.as_mut()?, state.desk.as_ref()?);
        librarian.refresh();
        let now = librarian::now().as_second();
        if now == desk.now {
            return None;
        }
        librarian.look();
        Some(Word::Now(now))
    }

    /// How long until something is to be done by itself.
    pub(super) fn until_due(&self) -> Option<Duration> {
        self.librarian.as_ref()?.until_refresh()
    }

    /// Ends when all that was asked of the librarian is done; where the reader stopped is noted.
    pub(super) fn end(&mut self, state: &mut State) {
        if let Some(mut librarian) = self.librarian.take() {
            let marks = state.bookmarks().into_iter();
            marks.for_each(|(article, mark)| librarian.run(Errand::Bookmark(article, mark)));
            librarian.end();
        }
    }
}
