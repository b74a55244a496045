//! Moves in the text, in the sidebar, on a page that lies over the article; and finds.

use crate::app::{Action, Asked, Effect, Find, Focus, Overlay, Prompt, Reader, State};
use crate::layout::ShelfPart;

/// Moves in the text or in the sidebar, wherever the keys go.
pub(super) fn move_in_article(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let times = count.unwrap_or(1);
    let reader = state.reader_mut()?;
    match (action, reader.focus) {
        (Action::JumpBack | Action::JumpForward, _) => return jump(state, action, times),
        (Action::Percent, _) if count.is_none() => {
            state.say("type the number first: 40% goes to 40 % of the article");
            return None;
        }
        (Action::FocusNext, _) => (0..times.min(9)).for_each(|_| reader.turn_focus(true)),
        (Action::FocusPrevious, _) => (0..times.min(9)).for_each(|_| reader.turn_focus(false)),
        (Action::FocusShelf, Focus::Text) => {
            reader.leave_mark();
            reader.choose(reader.near.unwrap_or(0));
        }
        (Action::FocusText, _) => reader.leave_shelf(),
        (Action::Fold, _) => reader.fold(),
        (Action::FoldAll, _) => reader.fold_all(),
        (_, Focus::Shelf { entry }) if choose(reader, action, entry, count) => {}
        _ if leap(reader, action, count) => {}
        _ => scroll(reader, action, times),
    }
    None
}

/// In the sidebar, lines are entries. False if the text is to move.
fn choose(reader: &mut Reader, action: Action, entry: usize, count: Option<usize>) -> bool {
    let times = count.unwrap_or(1);
    let entry = match (action, count) {
        (Action::ScrollDown, _) => entry.saturating_add(times),
        (Action::ScrollUp, _) => entry.saturating_sub(times),
        (Action::Top, None) => 0,
        (Action::Bottom, None) => usize::MAX,
        (Action::Top | Action::Bottom, Some(number)) => number.saturating_sub(1),
        _ => return false,
    };
    reader.choose(entry);
    true
}

/// Goes far at once, and remembers from where.
fn leap(reader: &mut Reader, action: Action, count: Option<usize>) -> bool {
    let times = count.unwrap_or(1);
    let from = reader.here();
    match (action, count) {
        (Action::Top | Action::Bottom | Action::Percent, Some(percent)) => reader.scroll_to_percent(percent),
        (Action::Top, None) => reader.scroll_to_start(),
        (Action::Bottom, None) => reader.scroll_to_end(),
        (Action::NextSection, _) => reader.scroll_to_section(true, times),
        (Action::PreviousSection, _) => reader.scroll_to_section(false, times),
        _ => return false,
    }
    if reader.here() != from {
        reader.leave_mark_at(from);
    }
    true
}

fn scroll(reader: &mut Reader, action: Action, times: usize) {
    let times = isize::try_from(times).unwrap_or(isize::MAX);
    let half = isize::try_from(reader.height().div_ceil(2)).unwrap_or(1);
    // A page leaves two rows of the last one, to read on from.
    let page = isize::try_from(reader.height().saturating_sub(2).max(1)).unwrap_or(1);
    match action {
        Action::ScrollDown => reader.scroll(times),
        Action::ScrollUp => reader.scroll(-times),
        Action::HalfDown => reader.scroll(half * times),
        Action::HalfUp => reader.scroll(-half * times),
        Action::PageDown => reader.scroll(page * times),
        Action::PageUp => reader.scroll(-page * times),
        _ => {}
    }
}

fn jump(state: &mut State, action: Action, times: usize) -> Option<Effect> {
    let forward = action == Action::JumpForward;
    if !state.reader_mut()?.walk(forward, times) {
        state.say(if forward { "this is the newest place" } else { "no jump led here" });
    }
    None
}

/// Goes to what an entry of the sidebar stands for, to read there.
pub(in crate::app) fn go_to_entry(reader: &mut Reader, entry: usize) {
    reader.leave_mark();
    match reader.shelf.entries.get(entry).map(|entry| (entry.part, entry.index)) {
        Some((ShelfPart::Outline, chapter)) => {
            reader.leave_shelf();
            reader.scroll_to_chapter(chapter);
        }
        Some(_) => reader.choose(entry),
        None => {}
    }
}

pub(super) fn move_page(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let height = usize::from(state.panes().text.height);
    let Some(Overlay::Page(page)) = &mut state.overlay else { return None };
    let times = count.unwrap_or(1);
    let far = count.filter(|_| matches!(action, Action::Top | Action::Bottom | Action::Percent));
    if far.is_none() && page.choose(action, times, height) {
        return None;
    }
    page.top = match action {
        _ if far.is_some() => page.lines.len().saturating_sub(height) * times.min(100) / 100,
        Action::ScrollDown => page.top.saturating_add(times),
        Action::ScrollUp => page.top.saturating_sub(times),
        Action::HalfDown => page.top.saturating_add(height / 2 * times),
        Action::HalfUp => page.top.saturating_sub(height / 2 * times),
        Action::PageDown => page.top.saturating_add(height * times),
        Action::PageUp => page.top.saturating_sub(height * times),
        Action::Top => 0,
        Action::Bottom => page.lines.len(),
        _ => page.top,
    };
    None
}

pub(super) fn find(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let reader = state.reader_mut()?;
    let origin = reader.here();
    if action == Action::Find {
        state.overlay = Some(Overlay::Prompt(Prompt { asked: Asked::Find { origin }, text: String::new() }));
        return None;
    }
    let forward = action == Action::FindNext;
    let times = count.unwrap_or(1);
    reader.search_for_step(forward, times);
    let Some(before) = reader.find.as_ref().map(Find::place) else {
        state.say("/ finds");
        return None;
    };
    reader.step_match(forward, times);
    reader.leave_mark_at(origin);
    let found = reader.find.as_ref()?;
    let around = if forward { found.place() <= before } else { found.place() >= before };
    let said = match (found.count(), forward) {
        (1, _) => "the only match",
        (_, true) => "from the top again",
        (_, false) => "from the end again",
    };
    let told = format!("/{}  {} of {}, {said}", found.needle, found.place(), found.count());
    if around {
        state.say(told);
    }
    None
}
