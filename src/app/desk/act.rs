//! What each action does on the desk, and what actions of the library do in an article.

use std::ops::ControlFlow;

use super::asking::errand;
use super::{DeskPane, Errand, Which, deeds, moving, opening, prompts, seeking};
use crate::app::act::with_address;
use crate::app::{Action, Effect, Overlay, Scene, State};
use crate::model::Sort;

/// Does an action if it is one of the desk or of the library, or if the desk is what is shown; what
/// is the same everywhere is left to others.
pub(in crate::app) fn route(
    state: &mut State,
    action: Action,
    count: Option<usize>,
) -> ControlFlow<Option<Effect>> {
    let on_desk = state.scene() == Scene::Desk;
    let has_page = matches!(state.overlay, Some(Overlay::Page(_)));
    ControlFlow::Break(match action {
        _ if on_desk && is_of_articles(action) => {
            state.say("that is for an article; enter opens one");
            None
        }
        _ if is_everywhere(action) || has_page => return ControlFlow::Continue(()),
        Action::Mark | Action::Star | Action::Tag | Action::TakeBack | Action::NextUnread => {
            with_library(state, action, count)
        }
        _ if on_desk => act(state, action, count),
        Action::Filter
        | Action::MarkAll
        | Action::Remove
        | Action::AddFeed
        | Action::Refresh
        | Action::RefreshFeed
        | Action::Sort => with_library(state, action, count),
        Action::NextArticle | Action::PreviousArticle if state.desk.is_some() => {
            opening::turn(state, action == Action::NextArticle, count.unwrap_or(1))
        }
        Action::FindNext if state.desk.is_some() && !state.is_finding() => {
            with_library(state, Action::NextUnread, count)
        }
        _ => return ControlFlow::Continue(()),
    })
}

/// Whether an action is the same on the desk as in an article.
fn is_everywhere(action: Action) -> bool {
    matches!(
        action,
        Action::Help
            | Action::Back
            | Action::Quit
            | Action::QuitNow
            | Action::Suspend
            | Action::Redraw
            | Action::Command
            | Action::Narrower
            | Action::Wider
            | Action::Theme
            | Action::NextTheme
            | Action::Zen
            | Action::Sidebar
            | Action::Mouse
            | Action::Justify
            | Action::Hyphenate
    )
}

/// Does an action on the desk.
fn act(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    match action {
        Action::Filter | Action::Find => return prompts::ask_filter(state),
        Action::AddFeed => return prompts::ask_feed(state),
        Action::OpenBrowser | Action::Play | Action::CopyLink => return give(state, action),
        Action::Save => {
            state.say("it is in the library already; enter opens it, there s saves it as a file");
            return None;
        }
        _ => {}
    }
    let errands = match action {
        Action::FocusNext | Action::FocusPrevious => turn_pane(state),
        Action::FocusText => go_to(state, DeskPane::Stacks),
        Action::FocusShelf | Action::Follow => enter(state, action),
        Action::NextArticle => moving::step(state, Action::ScrollDown, count),
        Action::PreviousArticle => moving::step(state, Action::ScrollUp, count),
        Action::FindNext => seeking::next_unread(state),
        Action::MarkAll => deeds::mark_all(state),
        Action::Remove => deeds::remove(state, count),
        Action::Sort => next_sort(state),
        Action::Refresh => refresh(state, Which::All),
        Action::RefreshFeed | Action::Reload => {
            let feed = state.desk.as_ref().and_then(super::Desk::feed);
            refresh(state, feed.map_or(Which::Due, |feed| Which::These(vec![feed])))
        }
        _ => moving::step(state, action, count),
    };
    errand(errands)
}

/// What is done with an article of the library, on the desk and in the article alike.
fn with_library(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let errands = match action {
        Action::Mark => deeds::mark(state, count),
        Action::Star => deeds::star(state, count),
        Action::Tag => return prompts::ask_tag(state),
        Action::TakeBack => vec![Errand::Undo],
        Action::NextUnread => seeking::next_unread(state),
        Action::Refresh | Action::RefreshFeed | Action::AddFeed if state.desk.is_some() => {
            return act(state, action, count);
        }
        _ => {
            state.say("the desk does that; q goes back to it");
            Vec::new()
        }
    };
    errand(errands)
}

/// Whether an action is for an article that is open.
fn is_of_articles(action: Action) -> bool {
    matches!(
        action,
        Action::ShowRemoved
            | Action::Ledger
            | Action::Restore
            | Action::Drop
            | Action::Undo
            | Action::KeepRule
            | Action::Details
            | Action::Hints
            | Action::HintsBrowser
            | Action::HistoryBack
            | Action::HistoryForward
            | Action::CopyArticle
            | Action::Pipe
            | Action::Edit
            | Action::Fold
            | Action::FoldAll
            | Action::FindPrevious
    )
}

fn turn_pane(state: &mut State) -> Vec<Errand> {
    let pane = state.desk.as_ref().map(|desk| desk.pane).unwrap_or_default();
    match pane {
        DeskPane::Stacks => go_to(state, DeskPane::List),
        DeskPane::List => go_to(state, DeskPane::Stacks),
    }
}

fn go_to(state: &mut State, pane: DeskPane) -> Vec<Errand> {
    if let Some(desk) = &mut state.desk {
        desk.pane = pane;
    }
    Vec::new()
}

/// From the stacks into the list, from there into the article.
fn enter(state: &mut State, action: Action) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    if desk.pane == DeskPane::Stacks {
        return go_to(state, DeskPane::List);
    }
    match desk.list.row().map(|row| row.id) {
        Some(id) => opening::open(state, id),
        None if action == Action::Follow && desk.is_new() => {
            state.say("a adds a feed");
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Gives the selected article's address to others.
fn give(state: &mut State, action: Action) -> Option<Effect> {
    let row = state.desk.as_ref()?.list.row()?;
    let (url, videos) = (row.url.clone(), row.videos);
    match url {
        _ if action == Action::Play && videos == 0 => {
            state.say("there is no video in it");
            None
        }
        Some(url) => with_address(state, action, &url, false),
        None => {
            state.complain("the article has no address");
            None
        }
    }
}

fn next_sort(state: &mut State) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    let at = Sort::ALL.iter().position(|known| *known == desk.sort).unwrap_or_default();
    let next = Sort::ALL.get((at + 1) % Sort::ALL.len()).copied().unwrap_or_default();
    sort_by(state, next)
}

/// Puts the list in another order.
pub(super) fn sort_by(state: &mut State, sort: Sort) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    desk.sort = sort;
    state.say(format!("order: {}", sort.name()));
    state.ask_list()
}

fn refresh(state: &mut State, which: Which) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    if desk.feeds() == 0 {
        state.say("there are no feeds yet; a adds one");
        return Vec::new();
    }
    if desk.refreshing.is_some() {
        state.say("the feeds are being asked already; esc stops");
        return Vec::new();
    }
    vec![Errand::Refresh(which)]
}

/// Closes what was opened last on the desk. With nothing left, `q` quits and Esc says so.
pub(in crate::app) fn back(state: &mut State, quits: bool) -> Option<Effect> {
    let drawer = state.desk_panes().drawer;
    let desk = state.desk.as_mut()?;
    if desk.pane == DeskPane::Stacks && (drawer || !quits) {
        desk.pane = DeskPane::List;
        return None;
    }
    if quits {
        return Some(Effect::Quit);
    }
    if !desk.filter.is_empty() {
        return errand(prompts::filter_by(state, ""));
    }
    if desk.refreshing.is_some() {
        state.say("the refresh is being stopped; what has come is kept");
        return errand(vec![Errand::StopRefresh]);
    }
    state.say("q quits");
    None
}
