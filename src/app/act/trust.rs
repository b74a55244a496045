//! What was removed: shows it in its place, puts it back, drops it again.

use crate::app::{Action, Effect, Overlay, Page, State};

pub(super) fn show_removed(state: &mut State) -> Option<Effect> {
    let reader = state.reader_mut()?;
    if reader.removals + reader.restored.len() == 0 {
        state.say("nothing was removed");
    } else {
        reader.removed = !reader.removed;
    }
    None
}

/// Puts a removed line back into the text, or drops it again: on the page of what was removed
/// the chosen one, in the text the marked one.
pub(super) fn restore(state: &mut State, count: Option<usize>) -> Option<Effect> {
    let chosen = state.page().map(Page::chosen);
    let reader = state.reader_mut()?;
    let shown = reader.removed;
    let target = chosen.unwrap_or_else(|| reader.marked(count.unwrap_or(1)));
    let done = target.and_then(|id| reader.restore_or_drop(id));
    if let Some(Overlay::Page(page)) = &mut state.overlay {
        page.set_anew();
    }
    match done {
        Some(true) => state.say("put back into the text"),
        Some(false) => state.say("removed again"),
        None if chosen.is_some() => {}
        None if shown => state.say("no removed line is on the screen"),
        None => {
            let key = state.keymap.key(Action::ShowRemoved).unwrap_or_default();
            state.say(format!("{key} shows what was removed; then it can be put back"));
        }
    }
    None
}
