//! What the mouse does: turns, clicks and drags what is under it.

use super::act::act;
use super::{Action, Effect, Focus, Overlay, Panes, Reader, Scene, State, desk, picker};

/// What the mouse holds while its button is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grip {
    /// The line between text and sidebar, which is the scroll bar as well: what is meant shows
    /// when it moves.
    Line {
        /// Where it was taken.
        x: u16,
        /// Where it was taken.
        y: u16,
    },
    /// The edge of the sidebar.
    Edge,
    /// The mark in the scroll bar.
    Bar,
}

/// Turns the wheel over a column, by rows.
pub(super) fn wheel(state: &mut State, rows: isize, x: u16) -> Option<Effect> {
    if let Some(picker) = picker::take(state) {
        picker::wheel(state, picker, rows);
        return None;
    }
    if let Some(Overlay::Page(page)) = &mut state.overlay {
        // The page moves, and the choice on it only as far as it must.
        page.top = page.top.saturating_add_signed(rows);
        return None;
    }
    if state.scene() == Scene::Desk {
        return desk::mouse::wheel(state, rows, x);
    }
    let panes = state.panes();
    let reader = state.reader_mut()?;
    match panes.shelf {
        // The sidebar fits its pane: there the wheel goes from entry to entry.
        Some(shelf) if x + 1 >= shelf.x => {
            let entry = match reader.focus {
                Focus::Shelf { entry } => entry.saturating_add_signed(rows.signum()),
                Focus::Text => reader.near.unwrap_or(0),
            };
            reader.choose(entry);
        }
        _ => reader.scroll(rows),
    }
    None
}

/// Presses the button on a cell.
pub(super) fn click(state: &mut State, x: u16, y: u16) -> Option<Effect> {
    state.notice = None;
    state.grip = None;
    if let Some(picker) = picker::take(state) {
        picker::click(state, picker, x, y);
        return None;
    }
    let panes = state.panes();
    if let Some(Overlay::Page(page)) = &mut state.overlay {
        let (row, _) = panes.text.within(x, y)?;
        page.choose_row(page.top + row);
        return None;
    }
    if state.overlay.is_some() {
        return None;
    }
    if state.scene() == Scene::Desk {
        return desk::mouse::click(state, x, y);
    }
    if on_edge(&panes, x, y) || panes.gutter.is_some_and(|gutter| gutter.within(x, y).is_some()) {
        state.grip = Some(Grip::Line { x, y });
        return None;
    }
    let reader = state.reader_mut()?;
    if let Some((row, _)) = panes.shelf.and_then(|shelf| shelf.within(x, y)) {
        let row = row + reader.shelf_top;
        let entry = reader.shelf.entries.iter().position(|entry| entry.rows.contains(&row))?;
        return choose(state, entry, false);
    }
    let (row, column) = panes.text.within(x, y)?;
    if let Some(number) = item_at(reader, row, column) {
        // The items are the first entries.
        return choose(state, number.saturating_sub(1), true);
    }
    reader.leave_shelf();
    None
}

/// The first click on an item chooses it, the second follows it. What is under the mouse stays
/// there for the second click: neither what was clicked on moves, nor does a drawer open over it.
fn choose(state: &mut State, entry: usize, in_text: bool) -> Option<Effect> {
    let reader = state.reader_mut()?;
    if reader.focus == (Focus::Shelf { entry }) {
        state.doubt.turn();
        return act(state, Action::Follow, None);
    }
    let (mark, shelf_top) = (reader.galley.mark(reader.top), reader.shelf_top);
    reader.choose(entry);
    if in_text {
        reader.scroll_to(mark, 0);
    } else {
        reader.shelf_top = shelf_top;
    }
    state.pointed = in_text;
    None
}

/// Moves the mouse with its button down.
pub(super) fn drag(state: &mut State, x: u16, y: u16) -> Option<Effect> {
    let panes = state.panes();
    if let Some(Grip::Line { x: from_x, y: from_y }) = state.grip {
        let edge = x != from_x && panes.shelf.is_some();
        state.grip = match (edge, y != from_y) {
            (true, _) => Some(Grip::Edge),
            (false, true) => Some(Grip::Bar),
            (false, false) => state.grip,
        };
    }
    match state.grip {
        Some(Grip::Edge) => widen(state, &panes, x),
        Some(Grip::Bar) => scroll_bar(state, &panes, y),
        Some(Grip::Line { .. }) | None => {}
    }
    None
}

/// Lets the button go. Where the line was only clicked, the text goes there.
pub(super) fn release(state: &mut State) -> Option<Effect> {
    if let Some(Grip::Line { y, .. }) = state.grip.take() {
        let panes = state.panes();
        scroll_bar(state, &panes, y);
    }
    None
}

/// Whether a cell is on the line at the left of the sidebar.
fn on_edge(panes: &Panes, x: u16, y: u16) -> bool {
    let edge = panes.shelf.map(|shelf| shelf.x.saturating_sub(2));
    edge == Some(x) && panes.body.within(x, y).is_some()
}

fn widen(state: &mut State, panes: &Panes, x: u16) {
    // Beside the sidebar are the line and a blank, and at the edge of the screen one or two more.
    let around = if panes.drawer { 3 } else { 4 };
    let wanted = panes.body.width.saturating_sub(x + around);
    state.looks.sidebar_width = Some(wanted.clamp(*Panes::SIDEBARS.start(), *Panes::SIDEBARS.end()));
}

fn scroll_bar(state: &mut State, panes: &Panes, y: u16) {
    let Some((gutter, reader)) = panes.gutter.zip(state.reader_mut()) else { return };
    let last = usize::from(gutter.height.saturating_sub(1)).max(1);
    let row = usize::from(y.saturating_sub(gutter.y)).min(last);
    reader.scroll_to_percent(row * 100 / last);
}

/// The number of the item whose link or mark is at a cell of the text.
fn item_at(reader: &Reader, row: usize, column: usize) -> Option<usize> {
    let line = reader.galley.line(reader.top + row)?;
    let mut end = 0;
    let mut runs = line.runs.iter();
    let run = runs.find(|run| {
        end += crate::wrap::width(&run.text);
        column < end
    })?;
    run.items.map(|(first, _)| first)
}
