//! What the list shows while it is empty: why, and what can be done.

use super::super::paint::Paint;
use crate::app::{Action, Desk, DeskPanes, Nothing, Pane, Scene, Stack, State};
use crate::layout::Role;
use crate::wrap::{width, wrap};

/// The widest column for what is said.
const MEASURE: u16 = 62;

/// Something that is said: a text, or a key and what it does.
enum Said {
    Text(String, Role),
    Key(String, String),
}

/// Says why the list is empty.
pub(super) fn draw(state: &State, desk: &Desk, paint: &mut Paint<'_>, panes: &DeskPanes) {
    let Some(nothing) = desk.nothing() else { return };
    let pane = panes.list;
    let said = if nothing == Nothing::New { first_run(state) } else { why(state, desk, nothing) };
    let columns = pane.width.saturating_sub(4).min(MEASURE);
    let rows = set(&said, usize::from(columns));
    let x = pane.x + (pane.width - columns) / 2;
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(pane.height);
    let y = pane.y + (pane.height - height) / 3;
    let column = Pane { x, y, width: columns, height };
    for (at, row) in rows.iter().enumerate() {
        let mut start = 0;
        for (text, role) in row {
            start = paint.text(column, at, start, text, *role);
        }
    }
}

/// What newsprint is, and how to begin.
fn first_run(state: &State) -> Vec<Said> {
    let key = |action, does: &str| {
        state.keymap.key_in(Scene::Desk, action).map(|key| Said::Key(key, does.to_owned()))
    };
    let text = |text: &str, role| Some(Said::Text(text.to_owned(), role));
    let said = [
        text("newsprint", Role::Title),
        text("", Role::Body),
        text(
            "Here will be the articles of the sites you follow: their text and nothing around it, kept for when there is no network.",
            Role::Body,
        ),
        text("", Role::Body),
        key(Action::AddFeed, "follow a site: its address is enough"),
        key(Action::Help, "all the keys"),
        key(Action::Quit, "leave"),
        text("", Role::Body),
        text("From the shell:", Role::Faint),
        Some(Said::Key("newsprint import FILE".to_owned(), "bring the feeds of another reader".to_owned())),
        Some(Said::Key("newsprint URL or FILE".to_owned(), "read a page, or look into a feed".to_owned())),
    ];
    said.into_iter().flatten().collect()
}

/// Why there is nothing in the list, and the keys that lead to something.
fn why(state: &State, desk: &Desk, nothing: Nothing) -> Vec<Said> {
    let name = desk.stacks.get(desk.stack).map(|row| row.name.folded().into_string()).unwrap_or_default();
    let (what, keys): (String, &[(Action, &str)]) = match nothing {
        Nothing::Awaited | Nothing::New => ("…".to_owned(), &[]),
        Nothing::NoHits => (
            format!("Nothing in {name} fits “{}”.", desk.filter.trim()),
            &[(Action::Back, "lets the filter go"), (Action::Filter, "filters by something else")],
        ),
        Nothing::AllRead => (
            "All read.".to_owned(),
            &[(Action::Refresh, "asks the feeds for news"), (Action::FocusNext, "goes to the feeds")],
        ),
        Nothing::Bare => match desk.shown() {
            Some(Stack::Starred) => {
                ("Nothing has a star yet.".to_owned(), &[(Action::Star, "stars an article")])
            }
            Some(Stack::Search { .. }) => {
                (format!("Nothing fits {name} for now."), &[(Action::FocusNext, "goes to the feeds")])
            }
            _ => (
                format!("Nothing from {name} yet."),
                &[(Action::RefreshFeed, "asks for news"), (Action::NextUnread, "goes on in the next feed")],
            ),
        },
    };
    let keys =
        keys.iter().filter_map(|(action, does)| Some((state.keymap.key_in(Scene::Desk, *action)?, *does)));
    let mut said = vec![Said::Text(what, Role::Title), Said::Text(String::new(), Role::Body)];
    said.extend(keys.map(|(key, does)| Said::Key(key, does.to_owned())));
    said
}

/// What is said in rows of a width. Keys stand in a column of their own where that fits.
fn set(said: &[Said], columns: usize) -> Vec<Vec<(String, Role)>> {
    let mut rows = Vec::new();
    for (at, one) in said.iter().enumerate() {
        match one {
            Said::Text(text, role) if text.is_empty() => rows.push(vec![(String::new(), *role)]),
            Said::Text(text, role) => {
                rows.extend(pieces(text, columns).into_iter().map(|piece| vec![(piece, *role)]));
            }
            Said::Key(key, does) => {
                let before = keys_around(said, at);
                if before * 2 > columns {
                    rows.push(vec![(key.clone(), Role::Key)]);
                    rows.extend(pieces(does, columns).into_iter().map(|piece| vec![(piece, Role::Faint)]));
                    continue;
                }
                for (index, piece) in pieces(does, columns - before).into_iter().enumerate() {
                    let key = if index == 0 { key.as_str() } else { "" };
                    let gap = " ".repeat(before - width(key));
                    rows.push(vec![(key.to_owned(), Role::Key), (gap, Role::Body), (piece, Role::Body)]);
                }
            }
        }
    }
    rows
}

/// Columns for the keys that stand together with one.
fn keys_around(said: &[Said], at: usize) -> usize {
    let key = |one: &Said| if let Said::Key(key, _) = one { Some(width(key)) } else { None };
    let above = said.iter().take(at).rev().map_while(key);
    let below = said.iter().skip(at).map_while(key);
    above.chain(below).max().unwrap_or(0) + 3
}

fn pieces(text: &str, columns: usize) -> Vec<String> {
    let ranges = wrap(text, columns, columns).into_iter();
    ranges.map(|range| text.get(range).unwrap_or_default().to_owned()).collect()
}
