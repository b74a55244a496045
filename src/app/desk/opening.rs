//! Opens articles over the desk, and leaves them with a mark where the reader stopped.

use super::asking::{Then, errand};
use super::{Errand, Word, deeds, seeking};
use crate::app::{Effect, Reader, Screen, State, Trail, hints};
use crate::model::{ArticleId, ArticleRow, Bookmark, Reading};

/// When an article counts as read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkRead {
    /// When it is opened.
    #[default]
    Open,
    /// When its end was on the screen.
    End,
    /// When the reader says so.
    Never,
}

impl MarkRead {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Open, Self::End, Self::Never];

    /// Its name in a file of settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::End => "end",
            Self::Never => "never",
        }
    }
}

/// Asks for an article; what is shown stays until it is there.
pub(super) fn open(state: &mut State, id: ArticleId) -> Vec<Errand> {
    let ticket = state.ticket();
    let Some(desk) = &mut state.desk else { return Vec::new() };
    desk.asked.open = Some((ticket, id));
    vec![Errand::Open { ticket, article: id }]
}

/// An article is there, or not.
pub(super) fn opened(state: &mut State, word: Word) -> Vec<Errand> {
    let Word::Opened { ticket, row, result, bookmark, fetches } = word else { return Vec::new() };
    let Some(desk) = &mut state.desk else { return Vec::new() };
    if desk.asked.open.take_if(|(asked, _)| *asked == ticket).is_none() {
        return Vec::new();
    }
    let reading = match result {
        Ok(reading) => reading,
        Err(why) => {
            state.complain(why);
            return Vec::new();
        }
    };
    let (id, is_unread) = (row.id, !row.read);
    desk.asked.page = fetches.then_some((ticket, id));
    if let Some(place) = desk.list.place(id) {
        desk.list.select(place);
    }
    let mut errands = leave(state);
    let mut reader = Reader::new(*reading);
    reader.article = Some(row);
    reader.resume(bookmark);
    state.trails = vec![Trail::new(Screen::Reading(Box::new(reader)))];
    state.current = 0;
    hints::take(state);
    if is_unread && state.mark_read == MarkRead::Open {
        errands.extend(deeds::mark_as(state, &[id], true));
    }
    errands
}

/// Asks for the page of a teaser.
pub(in crate::app) fn fetch(state: &mut State, id: ArticleId) -> Option<Effect> {
    let ticket = state.ticket();
    state.desk.as_mut()?.asked.page = Some((ticket, id));
    errand(vec![Errand::Fetch(id)])
}

/// The page of a teaser is here, or will not come: it takes the place of what the feed gave.
pub(super) fn whole(
    state: &mut State,
    article: ArticleId,
    row: Option<Box<ArticleRow>>,
    result: Result<Box<Reading>, String>,
) {
    if let Some(desk) = &mut state.desk {
        desk.asked.page.take_if(|(_, asked)| *asked == article);
        let place = desk.list.place(article);
        if let Some((known, row)) = place.and_then(|place| desk.list.rows.get_mut(place)).zip(row.as_deref())
        {
            known.clone_from(row);
        }
        // Its beginning is another now.
        desk.asked.preview.take_if(|asked| *asked == article);
    }
    let Some(trail) = state.trail_mut().filter(|trail| trail.depth() == 0) else { return };
    let Screen::Reading(reader) = trail.top_mut() else { return };
    if reader.article.as_ref().is_none_or(|row| row.id != article) {
        return;
    }
    match result {
        Ok(reading) => {
            let mut screen = Reader::new(*reading);
            screen.stand_where(reader);
            screen.noted = reader.noted;
            screen.article = row.or(screen.article);
            *trail.top_mut() = Screen::Reading(Box::new(screen));
            state.overlay = None;
            state.say("the whole article is here");
        }
        Err(why) => state.say(format!("what the feed gives is shown: {why}")),
    }
}

/// Notes where the reader stopped in the articles of the library that are open.
pub(super) fn leave(state: &mut State) -> Vec<Errand> {
    state.bookmarks().into_iter().map(|(id, mark)| Errand::Bookmark(id, mark)).collect()
}

/// Back to the desk.
pub(in crate::app) fn close(state: &mut State) -> Option<Effect> {
    let errands = leave(state);
    state.trails.clear();
    state.current = 0;
    state.overlay = None;
    errand(errands)
}

/// To the next article of the list, or to the one before, and opens it.
pub(in crate::app) fn turn(state: &mut State, forward: bool, times: usize) -> Option<Effect> {
    let desk = state.desk.as_mut()?;
    let at = desk.list.selected;
    let next = if forward { at.saturating_add(times) } else { at.saturating_sub(times) };
    let last = desk.list.last();
    if next > last && desk.list.more {
        desk.asked.then = Some(Then::Next);
        return errand(state.ask_around());
    }
    let next = next.min(last);
    if next == at {
        state.say(if forward {
            "this is the last article of the list"
        } else {
            "this is the first article of the list"
        });
        return None;
    }
    let errands = seeking::go(state, next, true);
    errand(errands)
}

/// The reader has paused.
pub(in crate::app) fn pause(state: &mut State) -> Option<Effect> {
    errand(leave(state))
}

/// Marks the article read whose end is on the screen, if that is wanted.
pub(in crate::app) fn mark_at_end(state: &mut State) -> Option<Effect> {
    if state.mark_read != MarkRead::End {
        return None;
    }
    let reader = state.reader_mut().filter(|reader| reader.percent() == 100)?;
    // Once: what the reader marks unread then stays so.
    let is_first = !std::mem::replace(&mut reader.was_at_end, true);
    let id = reader.article.as_ref().filter(|row| is_first && !row.read)?.id;
    errand(deeds::mark_as(state, &[id], true))
}

impl State {
    /// Where the reader is in the articles of the library that are open, where that was not noted
    /// yet; it counts as noted from now on.
    pub fn bookmarks(&mut self) -> Vec<(ArticleId, Bookmark)> {
        let mut marks = Vec::new();
        for trail in &mut self.trails {
            for screen in trail.screens_mut() {
                if let Screen::Reading(reader) = screen {
                    marks.extend(reader.new_bookmark());
                }
            }
        }
        marks
    }

    /// Whether the reader is at another place than the one that was noted last.
    #[must_use]
    pub fn has_moved(&self) -> bool {
        self.reader().is_some_and(Reader::has_moved)
    }

    /// The rows of the articles of the library that are open.
    pub(super) fn articles_mut(&mut self) -> impl Iterator<Item = &mut ArticleRow> {
        let screens = self.trails.iter_mut().flat_map(Trail::screens_mut);
        screens.filter_map(|screen| match screen {
            Screen::Reading(reader) => reader.article.as_deref_mut(),
            Screen::Loading { .. } | Screen::Failed { .. } => None,
        })
    }
}
