//! What each action does on the desk.

use super::asking::{errand, next_sort};
use super::{DeskPane, Errand, Which, moving};
use crate::app::{Action, Effect, State};

/// Does an action on the desk; none if it is no other there than in the reader.
pub(in crate::app) fn act(state: &mut State, action: Action, count: Option<usize>) -> Option<Effect> {
    let errands = match action {
        Action::FocusNext | Action::FocusPrevious => turn_pane(state),
        Action::FocusText => {
            go_to(state, DeskPane::Stacks);
            Vec::new()
        }
        Action::FocusShelf => {
            go_to(state, DeskPane::List);
            Vec::new()
        }
        Action::Sort => {
            let Some(desk) = &mut state.desk else { return None };
            desk.sort = next_sort(desk.sort);
            let name = desk.sort.name();
            state.say(format!("sorted: {name}"));
            state.ask_list()
        }
        Action::Refresh => vec![Errand::Refresh(Which::All)],
        _ => moving::step(state, action, count),
    };
    errand(errands)
}

fn turn_pane(state: &mut State) -> Vec<Errand> {
    if let Some(desk) = &mut state.desk {
        desk.pane = match desk.pane {
            DeskPane::Stacks => DeskPane::List,
            DeskPane::List => DeskPane::Stacks,
        };
    }
    Vec::new()
}

fn go_to(state: &mut State, pane: DeskPane) {
    if let Some(desk) = &mut state.desk {
        desk.pane = pane;
    }
}
