//! Moves in the text, in the sidebar, on a page that lies over the article; and finds.

use crate::app::{Action, Asked, Effect, Focus, Overlay, Prompt, State};

/// Moves in the text or in the sidebar, wherever the keys go.
pub(super) fn move_in_article(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let reader = state.reader_mut()?;
    let times = count.unwrap_or(1);
    let rows = isize::try_from(times).unwrap_or(isize::MAX);
    let half = isize::try_from(reader.height().div_ceil(2)).unwrap_or(1);
    // A page leaves two rows of the last one, to read on from.
    let page = isize::try_from(reader.height().saturating_sub(2).max(1)).unwrap_or(1);
    match (action, reader.focus) {
        (Action::ScrollDown, Focus::Shelf { entry }) => reader.choose(entry.saturating_add(times)),
        (Action::ScrollUp, Focus::Shelf { entry }) => reader.choose(entry.saturating_sub(times)),
        (Action::Top, Focus::Shelf { .. }) => reader.choose(0),
        (Action::Bottom, Focus::Shelf { .. }) => reader.choose(usize::MAX),
        (Action::ScrollDown, _) => reader.scroll(rows),
        (Action::ScrollUp, _) => reader.scroll(-rows),
        (Action::HalfDown, _) => reader.scroll(half * rows),
        (Action::HalfUp, _) => reader.scroll(-half * rows),
        (Action::PageDown, _) => reader.scroll(page * rows),
        (Action::PageUp, _) => reader.scroll(-page * rows),
        (Action::Top, _) => reader.scroll_to(0),
        (Action::Bottom, _) => reader.scroll_to(usize::MAX),
        (Action::NextSection, _) => (0..times.min(999)).for_each(|_| reader.scroll_to_section(true)),
        (Action::PreviousSection, _) => (0..times.min(999)).for_each(|_| reader.scroll_to_section(false)),
        (Action::FocusNext, _) => reader.turn_focus(true),
        (Action::FocusPrevious, _) => reader.turn_focus(false),
        (Action::FocusShelf, Focus::Text) => reader.choose(reader.near.unwrap_or(0)),
        (Action::FocusText, _) => reader.leave_shelf(),
        _ => {}
    }
    None
}

pub(super) fn move_page(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let height = usize::from(state.panes().text.height);
    let Some(Overlay::Page(page)) = &mut state.overlay else { return None };
    let times = count.unwrap_or(1);
    if page.choose(action, times, height) {
        return None;
    }
    page.top = match action {
        Action::ScrollDown => page.top.saturating_add(times),
        Action::ScrollUp => page.top.saturating_sub(times),
        Action::HalfDown => page.top + height / 2,
        Action::HalfUp => page.top.saturating_sub(height / 2),
        Action::PageDown => page.top + height,
        Action::PageUp => page.top.saturating_sub(height),
        Action::Top => 0,
        Action::Bottom => page.lines.len(),
        _ => page.top,
    };
    None
}

pub(super) fn find(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let reader = state.reader_mut()?;
    if action == Action::Find {
        let origin = reader.galley.spot(reader.top);
        state.overlay = Some(Overlay::Prompt(Prompt { asked: Asked::Find { origin }, text: String::new() }));
        return None;
    }
    match &mut reader.find {
        Some(find) => {
            find.step(action == Action::FindNext, count.unwrap_or(1));
            reader.show_match();
        }
        None => state.say("/ finds"),
    }
    None
}
