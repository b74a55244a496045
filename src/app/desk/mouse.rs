//! What the mouse does on the desk: the first click selects, the second opens.

use super::asking::errand;
use super::{DeskPane, moving, opening, seeking};
use crate::app::{Action, Effect, State};

/// Turns the wheel: what is under it moves.
pub(in crate::app) fn wheel(state: &mut State, rows: isize, x: u16) -> Option<Effect> {
    let panes = state.desk_panes();
    let desk = state.desk.as_mut()?;
    let over_stacks = panes.stacks.is_some_and(|pane| (pane.x..pane.x + pane.width).contains(&x));
    let before = desk.pane;
    desk.pane = if over_stacks { DeskPane::Stacks } else { DeskPane::List };
    let action = if rows < 0 { Action::ScrollUp } else { Action::ScrollDown };
    let times = if over_stacks { 1 } else { rows.unsigned_abs() };
    let errands = moving::step(state, action, Some(times));
    state.desk.as_mut()?.pane = before;
    errand(errands)
}

/// Presses the button on a cell.
pub(in crate::app) fn click(state: &mut State, x: u16, y: u16) -> Option<Effect> {
    let panes = state.desk_panes();
    let desk = state.desk.as_mut()?;
    if panes.stacks.is_some_and(|pane| pane.within(x, y).is_some()) {
        let stack = desk.stack_at(&panes, x, y)?;
        desk.pane = DeskPane::Stacks;
        return errand(moving::choose_stack(state, stack));
    }
    desk.pane = DeskPane::List;
    let row = desk.row_at(&panes, x, y)?;
    if row == desk.list.selected {
        let id = desk.list.row()?.id;
        return errand(opening::open(state, id));
    }
    errand(seeking::go(state, row, false))
}
