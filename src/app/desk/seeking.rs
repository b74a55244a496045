//! Goes to articles that may not be on the list yet: the next one, the next unread one, the last.

use super::asking::{Part, Then};
use super::{Errand, Stack, opening};
use crate::app::State;

/// Selects a row, and opens it if that is wanted.
pub(super) fn go(state: &mut State, row: usize, opens: bool) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    desk.list.select(row);
    let id = desk.list.row().map(|row| row.id).filter(|_| opens);
    let mut errands = id.map(|id| opening::open(state, id)).unwrap_or_default();
    errands.extend(state.ask_around());
    errands
}

/// To the next unread article; behind the last one, from the top; with none left in this stack, to
/// the next feed that has some.
pub(super) fn next_unread(state: &mut State) -> Vec<Errand> {
    let opens = state.shown_desk().is_none();
    let Some(desk) = &state.desk else {
        state.say("there is no list to go on in");
        return Vec::new();
    };
    let from = desk.list.selected + usize::from(opens || desk.list.row().is_none_or(|row| !row.read));
    let from = if desk.list.row().is_some_and(|row| row.read) { desk.list.selected + 1 } else { from };
    look(state, from, opens)
}

/// Looks for an unread article from a row on.
fn look(state: &mut State, from: usize, opens: bool) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    let unread = |row: &usize| desk.list.rows.get(*row).is_some_and(|row| !row.read);
    let below = (from..desk.list.rows.len()).find(unread);
    if let Some(row) = below {
        return go(state, row, opens);
    }
    if desk.list.more {
        desk.asked.then = Some(Then::Unread { from: desk.list.rows.len(), opens });
        return if desk.asked.list.is_none() { state.ask_part(Part::More) } else { Vec::new() };
    }
    let selected = desk.list.selected;
    if let Some(row) = (0..from.min(desk.list.rows.len())).find(|row| *row != selected && unread(row)) {
        state.say("from the top again");
        return go(state, row, opens);
    }
    next_stack(state, opens)
}

/// The next feed with something unread.
fn next_stack(state: &mut State, opens: bool) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    let count = desk.stacks.len();
    let has = |at: &usize| {
        let row = desk.stacks.get(*at);
        row.is_some_and(|row| {
            matches!(row.stack, Stack::Feed(_)) && row.unread.is_some_and(|unread| unread > 0)
        })
    };
    let here = desk.shown().cloned();
    let walks = matches!(here, Some(Stack::Feed(_) | Stack::Tag(_) | Stack::Search { .. } | Stack::Starred));
    let next = (1..count).map(|step| (desk.stack + step) % count).find(has).filter(|_| walks);
    let Some(next) = next else {
        state.say("nothing unread is left");
        return Vec::new();
    };
    let name = desk.stacks.get(next).map(|row| row.name.clone()).unwrap_or_default();
    desk.stack = next;
    desk.filter.clear();
    state.say(format!("on in {name}"));
    let errands = state.ask_list();
    if let Some(desk) = &mut state.desk {
        desk.asked.then = Some(Then::Unread { from: 0, opens });
    }
    errands
}

/// Goes where the reader wanted to go, now that more of the list is there.
pub(super) fn go_on(state: &mut State) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    match desk.asked.then.take() {
        Some(Then::Last) => {
            if let (true, Some(total)) = (desk.list.more, desk.list.total) {
                let known = desk.list.rows.len();
                state.say(format!("{known} of {total}; G goes on"));
            }
            go(state, usize::MAX, false)
        }
        Some(Then::Next) => {
            let next = desk.list.selected + 1;
            go(state, next, true)
        }
        Some(Then::Unread { from, opens }) => look(state, from, opens),
        None => Vec::new(),
    }
}
