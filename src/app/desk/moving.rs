//! Moves on the desk: in the stacks and in the list.

use super::asking::Then;
use super::{Desk, DeskPane, DeskPanes};
use crate::app::{Action, Errand, State};

/// Moves wherever the keys go.
pub(super) fn step(state: &mut State, action: Action, count: Option<usize>) -> Vec<Errand> {
    let panes = state.desk_panes();
    let Some(desk) = &mut state.desk else { return Vec::new() };
    match desk.pane {
        DeskPane::Stacks => {
            let height = panes.stacks.map_or(1, |pane| usize::from(pane.height));
            let last = desk.stacks.len().saturating_sub(1);
            let to = target(action, count, desk.stack, last, height);
            choose_stack(state, to)
        }
        DeskPane::List => {
            let height = desk.page(&panes);
            let to = target(action, count, desk.list.selected, desk.list.last(), height);
            let ends = action == Action::Bottom && count.is_none();
            desk.asked.then = (ends && desk.list.more).then_some(Then::Last);
            desk.list.select(to);
            state.ask_around()
        }
    }
}

/// Shows another stack.
pub(super) fn choose_stack(state: &mut State, to: usize) -> Vec<Errand> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    let to = to.min(desk.stacks.len().saturating_sub(1));
    if to == desk.stack {
        return Vec::new();
    }
    desk.stack = to;
    desk.filter.clear();
    state.ask_list()
}

/// The row that a key leads to.
fn target(action: Action, count: Option<usize>, at: usize, last: usize, height: usize) -> usize {
    let times = count.unwrap_or(1);
    let page = height.saturating_sub(2).max(1);
    let half = (height / 2).max(1);
    match (action, count) {
        (Action::ScrollDown, _) => at.saturating_add(times),
        (Action::ScrollUp, _) => at.saturating_sub(times),
        (Action::HalfDown, _) => at.saturating_add(half * times),
        (Action::HalfUp, _) => at.saturating_sub(half * times),
        (Action::PageDown, _) => at.saturating_add(page * times),
        (Action::PageUp, _) => at.saturating_sub(page * times),
        (Action::Percent, Some(percent)) => last * percent.min(100) / 100,
        (Action::Top | Action::Bottom, Some(number)) => number.saturating_sub(1),
        (Action::Top, None) => 0,
        (Action::Bottom, None) => last,
        _ => at,
    }
    .min(last)
}

impl Desk {
    /// Brings what is selected on the screen.
    pub(in crate::app) fn settle(&mut self, panes: &DeskPanes) {
        self.list.top = self.top_for_selected(panes);
    }
}
