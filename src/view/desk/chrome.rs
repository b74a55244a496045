//! The line above the desk and the line below it.

use super::super::paint::Paint;
use crate::app::{Action, Desk, DeskPane, FeedState, Nothing, Pane, Refreshing, Scene, State};
use crate::layout::Role;
use crate::model::Sort;
use crate::wrap::{clip_words, width};

/// Blank columns at both ends of a line.
const MARGIN: usize = 1;

/// Columns of the bar that shows how far a refresh has come.
const BAR: usize = 12;

/// Which stack, in which order, filtered by what; how far the refresh is; which article of how many.
pub(in crate::view) fn top(desk: &Desk, paint: &mut Paint<'_>, pane: Pane) {
    let columns = usize::from(pane.width);
    let right = progress(desk, columns);
    let wide: usize = right.iter().map(|(text, _)| width(text)).sum();
    let room = columns.saturating_sub(wide + MARGIN * 2 + 2);
    let mut column = MARGIN;
    for (index, (text, role)) in heading(desk).into_iter().enumerate() {
        let gap = if index == 0 { "" } else { " · " };
        let left = (room + MARGIN).saturating_sub(column + width(gap));
        if index > 0 && left < 4 {
            break;
        }
        column = paint.text(pane, 0, column, gap, Role::Top);
        column = paint.text(pane, 0, column, &clip_words(&text, left), role);
    }
    let mut column = columns.saturating_sub(wide + MARGIN).max(column + 1);
    for (text, role) in right {
        column = paint.text(pane, 0, column, &text, role);
    }
}

/// What the line above says at its left.
fn heading(desk: &Desk) -> Vec<(String, Role)> {
    let name = desk.stacks.get(desk.stack).map(|row| row.name.folded().into_string());
    let mut parts =
        vec![(name.filter(|_| !desk.is_new()).unwrap_or_else(|| "newsprint".to_owned()), Role::TopSite)];
    if !desk.filter.is_empty() {
        parts.push((format!("/ {}", desk.filter), Role::Term));
    }
    if desk.sort != Sort::default() {
        parts.push((order(desk.sort).to_owned(), Role::Top));
    }
    parts
}

/// An order in words.
fn order(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "as they came",
        Sort::Oldest => "oldest first",
        Sort::Date => "newest first",
        Sort::Longest => "longest first",
        Sort::Shortest => "shortest first",
        Sort::Title => "by title",
        Sort::Site => "by site",
    }
}

/// What it says at its right.
fn progress(desk: &Desk, columns: usize) -> Vec<(String, Role)> {
    let mut parts = Vec::new();
    if let Some(refreshing) = desk.refreshing {
        parts.extend(bar(refreshing, columns));
    }
    let place = place(desk);
    if !place.is_empty() {
        let gap = if parts.is_empty() { "" } else { "  " };
        parts.push((format!("{gap}{place}"), Role::Top));
    }
    parts
}

/// How far a refresh has come: a line that fills, and in numbers.
fn bar(refreshing: Refreshing, columns: usize) -> Vec<(String, Role)> {
    let Refreshing { feeds, done, new, pages, .. } = refreshing;
    let filled = (done * BAR).checked_div(feeds).unwrap_or(0).min(BAR);
    let mut parts = Vec::new();
    if columns >= 60 {
        parts.push(("━".repeat(filled), Role::Progress));
        parts.push((format!("{} ", "─".repeat(BAR - filled)), Role::Rule));
    }
    let told =
        if done >= feeds && pages > 0 { format!("{pages} pages to go") } else { format!("{done}/{feeds}") };
    parts.push((told, Role::Top));
    if new > 0 && columns >= 80 {
        parts.push((format!(" · {new} new"), Role::Top));
    }
    parts
}

/// Which article of how many.
pub(in crate::view) fn place(desk: &Desk) -> String {
    // What was read stays in the list of what is unread, so it may be longer than its count.
    let rows = desk.list.rows.len() as u64;
    let (total, more) = match desk.list.total {
        _ if rows == 0 => return String::new(),
        _ if !desk.list.more => (rows, ""),
        Some(total) => (total.max(rows), ""),
        None => (rows, "+"),
    };
    format!("{} of {total}{more}", desk.list.selected + 1)
}

/// What the line below says at its left, if nobody has something more urgent to say.
pub(in crate::view) fn telling(desk: &Desk) -> (String, Role) {
    if let (DeskPane::Stacks, Some(FeedState::Trouble(why))) =
        (desk.pane, desk.stacks.get(desk.stack).map(|row| &row.state))
    {
        return (why.folded().into_string(), Role::Trouble);
    }
    match &desk.warning {
        Some(warning) => (warning.folded().into_string(), Role::Mistake),
        None => (String::new(), Role::Status),
    }
}

/// Keys that help right now, the most useful first.
pub(in crate::view) fn hints(state: &State, desk: &Desk) -> Vec<(String, &'static str)> {
    let rows: &[(Action, &str)] = match (desk.pane, desk.nothing()) {
        (_, Some(Nothing::New)) => {
            &[(Action::AddFeed, "add a feed"), (Action::Help, "help"), (Action::Quit, "quit")]
        }
        (DeskPane::Stacks, _) => &[
            (Action::Help, "help"),
            (Action::FocusNext, "list"),
            (Action::AddFeed, "add"),
            (Action::RefreshFeed, "refresh"),
            (Action::MarkAll, "all read"),
            (Action::Remove, "give up"),
        ],
        _ if !desk.filter.is_empty() => &[
            (Action::Follow, "open"),
            (Action::Back, "unfilter"),
            (Action::Filter, "filter"),
            (Action::Mark, "read"),
            (Action::Star, "star"),
        ],
        _ => &[
            (Action::Help, "help"),
            (Action::Follow, "open"),
            (Action::NextUnread, "next unread"),
            (Action::FocusNext, "feeds"),
            (Action::Filter, "filter"),
            (Action::Refresh, "refresh"),
            (Action::Mark, "read"),
            (Action::Star, "star"),
        ],
    };
    rows.iter()
        .filter_map(|(action, text)| Some((state.keymap.key_in(Scene::Desk, *action)?, *text)))
        .collect()
}
