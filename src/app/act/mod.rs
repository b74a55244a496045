//! What each action does to the state: a file for each kind of action.

mod giving;
mod items;
mod looks;
mod moving;
mod trust;

use std::ops::ControlFlow;

use super::{Action, Effect, Focus, Overlay, Page, PageKind, Scene, State, command, desk, hints, picker};
pub(super) use giving::{answer, piped, recall, saved, switch};
use giving::{ask_pipe, ask_save, copy_article, edit, reload};
pub(super) use items::follow as open_address;
use items::on_item;
pub(super) use items::with_address;
use looks::{restyle, typeset};
pub(super) use moving::go_to_entry;
use moving::{find, move_in_article, move_page};
pub(super) use trust::rule_kept;
use trust::{drop_line, propose_rule, restore, show_removed, undo, with_mark, with_removed, with_rule};

/// Does an action; the count is what was typed before it.
pub(super) fn act(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    if with_mark(state, action, count) {
        return None;
    }
    let numbered = std::mem::replace(&mut state.topped, action == Action::Top && count.is_some());
    if numbered && action == Action::Top && count.is_none() {
        return None;
    }
    if let ControlFlow::Break(done) = desk::route(state, action, count) {
        return done;
    }
    match action {
        Action::Help => turn_page(state, PageKind::Help),
        Action::Ledger => turn_page(state, PageKind::Ledger),
        Action::Details => turn_page(state, PageKind::Details),
        Action::Back => back(state, false),
        Action::Quit => back(state, true),
        Action::QuitNow => Some(Effect::Quit),
        Action::Suspend => Some(Effect::Suspend),
        Action::Redraw => Some(Effect::Redraw),
        Action::Narrower | Action::Wider => {
            (0..count.unwrap_or(1).min(99)).fold(None, |_, _| restyle(state, action))
        }
        Action::Theme => picker::open(state),
        Action::NextTheme | Action::Zen | Action::Sidebar | Action::Mouse => restyle(state, action),
        Action::Justify | Action::Hyphenate => typeset(state, action),
        Action::NextArticle => turn(state, true, count),
        Action::PreviousArticle => turn(state, false, count),
        Action::HistoryBack => retrace(state, false, count),
        Action::HistoryForward => retrace(state, true, count),
        Action::Restore => restore(state, count),
        Action::Drop => drop_line(state),
        Action::Undo => undo(state),
        Action::KeepRule => propose_rule(state),
        _ if state.page().is_some_and(|page| page.kind == PageKind::Rule) => with_rule(state, action, count),
        _ if with_removed(state, action) => None,
        Action::Reload => reload(state),
        Action::Command => command::ask(state),
        _ if matches!(state.overlay, Some(Overlay::Page(_))) => move_page(state, action, count),
        Action::Follow | Action::OpenBrowser | Action::Play | Action::CopyLink => {
            on_item(state, action, count)
        }
        Action::CopyArticle => copy_article(state),
        Action::Save => desk::keeping::keep(state).or_else(|| ask_save(state)),
        Action::Pipe => ask_pipe(state),
        Action::Edit => edit(state),
        Action::Find | Action::FindNext | Action::FindPrevious => find(state, action, count),
        Action::ShowRemoved => show_removed(state),
        Action::Hints => hints::lay(state, Action::Follow),
        Action::HintsBrowser => hints::lay(state, Action::OpenBrowser),
        _ => move_in_article(state, action, count),
    }
}

/// Opens a page over the article; the same key closes it again.
fn turn_page(state: &mut State, kind: PageKind) -> Option<Effect> {
    let open = state.page().is_some_and(|page| page.kind == kind);
    let known = kind == PageKind::Help || state.reader().is_some();
    state.overlay = (!open && known).then(|| Overlay::Page(Page::new(kind)));
    None
}

/// Closes whatever was opened last. With nothing left, `q` quits and Esc says so.
fn back(state: &mut State, quits: bool) -> Option<Effect> {
    if state.overlay.take().is_some() {
        return None;
    }
    if !quits && let Some(piping) = state.piping.take() {
        state.say(format!("{} was stopped", piping.program));
        return Some(Effect::Stop(piping.ticket));
    }
    if state.scene() == Scene::Desk {
        return desk::back(state, quits);
    }
    if let Some(reader) = state.reader_mut() {
        if reader.focus != Focus::Text {
            reader.leave_shelf();
            return None;
        }
        if reader.find.take().is_some() && !quits {
            return None;
        }
    }
    if let Some(trail) = state.trail_mut()
        && (trail.following.take().is_some() || trail.back() || (!quits && trail.stop()))
    {
        return None;
    }
    if state.desk.is_some() {
        return desk::opening::close(state);
    }
    if !quits {
        state.say("q quits");
    }
    quits.then_some(Effect::Quit)
}

/// To another of the articles that were opened together.
fn turn(state: &mut State, forward: bool, count: Option<usize>) -> Option<Effect> {
    let (times, last) = (count.unwrap_or(1), state.trails.len().saturating_sub(1));
    let next = if forward {
        state.current.saturating_add(times).min(last)
    } else {
        state.current.saturating_sub(times)
    };
    match next {
        next if next != state.current => {
            state.current = next;
            state.overlay = None;
        }
        _ if state.trails.len() < 2 => state.say("there is one article only"),
        _ if forward => state.say("this is the last article"),
        _ => state.say("this is the first article"),
    }
    None
}

/// Back to the article that led here, or forward again; each is as it was left.
fn retrace(state: &mut State, forward: bool, count: Option<usize>) -> Option<Effect> {
    let trail = state.trail_mut()?;
    let mut moved = false;
    for _ in 0..count.unwrap_or(1) {
        if !(if forward { trail.forward() } else { trail.back() }) {
            break;
        }
        moved = true;
    }
    match (moved, forward) {
        (true, _) => state.overlay = None,
        (false, true) => state.say("there is nothing to go forward to"),
        (false, false) => state.say("no article led here"),
    }
    None
}
