//! What was removed: shows it in its place, puts it back, drops it again; drops what was kept,
//! undoes that, and makes a rule of it.

use super::moving::move_in_article;
use crate::app::reader::restored::Undone;
use crate::app::{Action, Effect, Marked, Overlay, Page, PageKind, Reader, Ruling, State, Wish};
use crate::model::{BlockId, Reason};

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
/// the chosen one; in the text the one of that number on the screen, else a mark shows which.
pub(super) fn restore(state: &mut State, count: Option<usize>) -> Option<Effect> {
    if let Some(page) = state.page() {
        let chosen = page.chosen();
        return chosen.and_then(|id| put_back_or_drop(state, id));
    }
    if state.reader()?.changeable().is_empty() {
        state.say("nothing was removed");
        return None;
    }
    show_them(state);
    let Some(number) = count else { return mark(state, Wish::PutBack) };
    let Some(id) = state.reader()?.nth_on_screen(number) else {
        state.complain(format!("there is no removed line {number} on the screen"));
        return None;
    };
    put_back_or_drop(state, id)
}

/// Lets the removed lines be seen in the text.
fn show_them(state: &mut State) {
    if let Some(reader) = state.reader_mut() {
        reader.removed = true;
        state.settle();
    }
}

fn put_back_or_drop(state: &mut State, id: BlockId) -> Option<Effect> {
    let done = state.reader_mut()?.restore_or_drop(id);
    if let Some(Overlay::Page(page)) = &mut state.overlay {
        page.set_anew();
    }
    match done {
        Some(true) => say_with_keys(state, "put back into the text"),
        Some(false) => state.say("removed again"),
        None => {}
    }
    None
}

/// Says what was done, and which keys go on from there.
fn say_with_keys(state: &mut State, what: &str) {
    let key = |action| state.keymap.key(action).unwrap_or_default();
    let text =
        format!("{what}  ({} undoes, {} makes a rule of it)", key(Action::Undo), key(Action::KeepRule));
    state.say(text);
}

/// Marks a line of the text, to be dropped when the key is pressed again.
pub(super) fn drop_line(state: &mut State) -> Option<Effect> {
    if let Some(page) = state.page() {
        let chosen = page.chosen().filter(|id| state.reader().is_some_and(|r| r.restored.contains_key(id)));
        return chosen.and_then(|id| put_back_or_drop(state, id));
    }
    mark(state, Wish::Drop)
}

fn mark(state: &mut State, wish: Wish) -> Option<Effect> {
    let reader = state.reader_mut()?;
    reader.leave_shelf();
    if !reader.mark_near(wish) {
        state.say("there is no text to drop");
    }
    None
}

/// A key while a line is marked. False if it means what it always means.
pub(super) fn with_mark(state: &mut State, action: Action, count: Option<usize>) -> bool {
    let covered = state.overlay.is_some();
    let Some(reader) = state.reader_mut().filter(|_| !covered) else { return false };
    let Some(Marked { block, wish }) = reader.mark else { return false };
    if reader.move_mark(action, count.unwrap_or(1)) {
        return true;
    }
    match (action, wish) {
        (Action::Follow, _) | (Action::Restore, Wish::PutBack) | (Action::Drop, Wish::Drop) => {
            reader.mark = None;
            confirm(state, block, wish);
        }
        (Action::Back | Action::Quit, _) => reader.mark = None,
        (action, wish) if is_scrolling(action) => {
            _ = move_in_article(state, action, count);
            _ = mark(state, wish);
        }
        _ if is_of_the_screen(action) => return false,
        _ => {
            reader.mark = None;
            return false;
        }
    }
    true
}

fn confirm(state: &mut State, block: BlockId, wish: Wish) {
    match wish {
        Wish::PutBack => _ = put_back_or_drop(state, block),
        Wish::Drop => {
            if state.reader_mut().is_some_and(|reader| reader.drop_from_text(block)) {
                say_with_keys(state, "dropped");
            }
        }
    }
}

fn is_scrolling(action: Action) -> bool {
    use Action::{HalfDown, HalfUp, NextSection, PageDown, PageUp, PreviousSection};
    matches!(action, HalfDown | HalfUp | PageDown | PageUp | NextSection | PreviousSection)
}

/// What changes how the screen looks leaves the mark where it is.
fn is_of_the_screen(action: Action) -> bool {
    use Action::{Help, Mouse, Narrower, QuitNow, Redraw, Sidebar, Suspend, Theme, Wider, Zen};
    matches!(action, Help | Mouse | Narrower | QuitNow | Redraw | Sidebar | Suspend | Theme | Wider | Zen)
}

pub(super) fn undo(state: &mut State) -> Option<Effect> {
    let covered = state.overlay.is_some();
    let undone = state.reader_mut()?.undo();
    if let Some(Overlay::Page(page)) = &mut state.overlay {
        page.set_anew();
    }
    let Some(Undone { block, by_rule }) = undone else {
        state.say("nothing to undo");
        return None;
    };
    if !covered {
        state.settle();
        state.reader_mut()?.show_block(block);
    }
    state.say(if by_rule { "undone on this page; the rule stays in its file" } else { "undone" });
    None
}

/// A key on the page of what was removed. False if it means there what it means on every page.
pub(super) fn with_removed(state: &mut State, action: Action) -> bool {
    let Some(Overlay::Page(page)) = &mut state.overlay else { return false };
    let chosen = page.chosen().filter(|_| page.kind == PageKind::Ledger);
    match (action, chosen) {
        (Action::FocusShelf, Some(_)) => page.unfold(true),
        (Action::FocusText, Some(_)) => page.unfold(false),
        (Action::Follow, Some(block)) => {
            state.overlay = None;
            show_them(state);
            if let Some(reader) = state.reader_mut() {
                reader.put_mark(block, Wish::PutBack);
            }
        }
        _ => return false,
    }
    true
}

/// Opens the page of the rules that would do what was done last, or what was done to the chosen
/// line.
pub(super) fn propose_rule(state: &mut State) -> Option<Effect> {
    let chosen = state.page().filter(|page| page.kind == PageKind::Ledger).map(Page::chosen);
    let reader = state.reader()?;
    let choice = match chosen {
        Some(chosen) => chosen.map(|block| (block, wish_of(reader, block))),
        None => reader.history.last(),
    };
    let Some((block, wish)) = choice else {
        let key = |action| state.keymap.key(action).unwrap_or_default();
        let (back, drop) = (key(Action::Restore), key(Action::Drop));
        state.say(format!("first put a line back ({back}) or drop one ({drop})"));
        return None;
    };
    match Ruling::of(&reader.reading, block, wish) {
        Some(ruling) => state.overlay = Some(Overlay::Page(Page::of_rule(ruling))),
        None => state.complain("no rule can tell this from the rest of the page"),
    }
    None
}

/// What a rule for a line of the ledger is for: to drop what the reader dropped, else to keep.
fn wish_of(reader: &Reader, block: BlockId) -> Wish {
    let mut ledger = reader.reading.ledger.iter();
    let own = ledger.any(|dropped| dropped.block.id == block && dropped.reason == Reason::ByReader);
    if own { Wish::Drop } else { Wish::PutBack }
}

/// A key on the page of a rule.
pub(super) fn with_rule(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let Some(Overlay::Page(mut page)) = state.overlay.take() else { return None };
    let reader = state.reader_mut()?;
    let Some(ruling) = &mut page.ruling else { return None };
    match action {
        Action::FocusNext | Action::ScrollDown => ruling.step(true),
        Action::FocusPrevious | Action::ScrollUp => ruling.step(false),
        Action::FocusShelf | Action::FocusText => ruling.turn(&reader.reading),
        Action::Follow => {
            reader.proposed = ruling.proposal().cloned();
            let rule = reader.proposed.as_ref().map(|proposal| Box::new(proposal.rule.clone()));
            return rule.map(Effect::KeepRule);
        }
        _ => {
            state.overlay = Some(Overlay::Page(page));
            return super::move_page(state, action, count);
        }
    }
    page.set_anew();
    state.overlay = Some(Overlay::Page(page));
    None
}

/// The rule was written, and the page obeys it; or it was not.
pub(in crate::app) fn rule_kept(state: &mut State, result: Result<(u32, String), String>) -> Option<Effect> {
    let proposed = state.reader_mut().and_then(|reader| reader.proposed.take());
    match result {
        Ok((number, file)) => {
            if let (Some(proposal), Some(reader)) = (proposed, state.reader_mut()) {
                let reason = Reason::ByRule { rule: number, note: None };
                reader.obey(&proposal.changed, proposal.rule.deed, &reason);
            }
            state.say(format!("rule {number} is in {file}"));
        }
        Err(why) => state.complain(why),
    }
    None
}
