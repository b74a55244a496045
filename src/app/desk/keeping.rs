//! Articles that are read outside of the desk: whether they are in the library, and keeping them.

use super::{Errand, MarkRead, deeds};
use crate::app::{Effect, Reader, Screen, State, Ticket, Trail};
use crate::model::{ArticleRow, Bookmark, Source};

/// Keeps the article in the library, unless it is there. None if there is none to keep it in, or
/// it is there.
pub(in crate::app) fn keep(state: &mut State) -> Option<Effect> {
    let looks = state.desk.as_ref().is_some_and(|desk| desk.source.is_some());
    let keeps = state.keeps;
    let reader = state.reader()?;
    let is_there = reader.is_kept || (reader.article.is_some() && !looks);
    (keeps && !is_there).then_some(Effect::Keep)
}

/// An article was kept.
pub(super) fn kept(state: &mut State, source: &Source, row: Box<ArticleRow>) {
    for reader in readers(state).filter(|reader| reader.reading.source == *source) {
        reader.is_kept = true;
        reader.noted.get_or_insert_default();
        reader.article.get_or_insert_with(|| row.clone());
    }
    state.say("kept in your library; s again saves it as a file");
}

/// An article that was opened by its address is in the library.
pub(super) fn found(
    state: &mut State,
    address: &str,
    row: Box<ArticleRow>,
    bookmark: Option<Bookmark>,
) -> Vec<Errand> {
    for reader in readers(state).filter(|reader| address_of(reader).as_deref() == Some(address)) {
        if reader.article.is_none() {
            reader.article = Some(row.clone());
            if reader.top == 0 {
                reader.resume(bookmark);
                reader.scroll_to_spot(reader.spot);
            }
            reader.noted = Some(reader.spot);
        }
    }
    if !row.read && state.mark_read == MarkRead::Open {
        deeds::mark_as(state, &[row.id], true)
    } else {
        Vec::new()
    }
}

/// The address by which an article may be known to the library.
pub(in crate::app) fn address_of(reader: &Reader) -> Option<String> {
    match &reader.reading.source {
        Source::Url(url) => Some(url.to_string()),
        _ => reader.reading.metadata.url.as_ref().map(ToString::to_string),
    }
}

/// A page that was waited for is a feed: its items are on the desk, and nobody waits for it any
/// more.
pub(in crate::app) fn is_feed(state: &mut State, ticket: Option<Ticket>) -> Option<Effect> {
    if let Some(ticket) = ticket {
        state.trails.retain(|trail| !trail.waits_for(ticket));
        state.current = state.current.min(state.trails.len().saturating_sub(1));
    }
    super::sit_down(state)
}

fn readers(state: &mut State) -> impl Iterator<Item = &mut Reader> {
    let screens = state.trails.iter_mut().flat_map(Trail::screens_mut);
    screens.filter_map(|screen| match screen {
        Screen::Reading(reader) => Some(&mut **reader),
        Screen::Loading { .. } | Screen::Failed { .. } => None,
    })
}

impl State {
    /// The addresses of the articles that are open and may be in the library.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        let readers = self.trails.iter().filter_map(|trail| match trail.top() {
            Screen::Reading(reader) => Some(reader),
            Screen::Loading { .. } | Screen::Failed { .. } => None,
        });
        readers.filter(|reader| reader.article.is_none()).filter_map(|reader| address_of(reader)).collect()
    }
}
