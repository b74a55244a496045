//! Draws the desk: the stacks, the list, the beginning of the selected article.

mod chrome;
mod dates;
mod list;
mod nothing;
mod preview;
mod stacks;

use super::article::part;
use super::paint::Paint;
use crate::app::{Desk, DeskPanes, Pane, Stack, State};
use crate::layout::{Line, Role, Sought};
use crate::wrap::width;
pub(super) use chrome::{hints, telling, top};

/// Draws the desk, but for the lines above and below it.
pub(super) fn draw(state: &State, desk: &Desk, paint: &mut Paint<'_>, panes: &DeskPanes) {
    let sought = sought(desk);
    if desk.nothing().is_some() {
        nothing::draw(state, desk, paint, panes);
    } else {
        list::draw(state, desk, &sought, paint, panes);
    }
    if let Some(preview) = panes.preview {
        let edge = if panes.below {
            Pane { y: preview.y.saturating_sub(1), height: 1, ..preview }
        } else {
            Pane { x: preview.x.saturating_sub(1), width: 1, ..panes.body }
        };
        line(paint, edge);
        preview::draw(state, desk, &sought, paint, preview, panes.below);
    }
    if let Some(pane) = panes.stacks {
        let edge = pane.x + pane.width;
        if panes.drawer {
            paint.fill(Pane { x: 0, width: edge, ..panes.body }, Role::Panel);
        }
        line(paint, Pane { x: edge, width: 1, ..panes.body });
        stacks::draw(desk, paint, panes, pane);
    }
}

/// What the list is searched for: what was typed, and what the stack stands for.
fn sought(desk: &Desk) -> Sought {
    let kept = match desk.shown() {
        Some(Stack::Search { query, .. }) => query.as_str(),
        _ => "",
    };
    Sought::of([desk.filter.as_str(), kept])
}

/// A line that divides, along a pane.
fn line(paint: &mut Paint<'_>, pane: Pane) {
    if pane.width > 1 {
        paint.text(pane, 0, 0, &"─".repeat(usize::from(pane.width)), Role::Separator);
    }
    for row in 0..usize::from(if pane.width == 1 { pane.height } else { 0 }) {
        paint.text(pane, row, 0, "│", Role::Separator);
    }
}

/// All that a tiny screen has room for.
pub(super) fn one_line(desk: &Desk) -> String {
    let name = desk.stacks.get(desk.stack).map(|row| row.name.folded().into_string());
    match desk.list.rows.get(desk.list.selected) {
        Some(row) => row.title.folded().into_string(),
        None => name.unwrap_or_else(|| "newsprint".to_owned()),
    }
}

/// Gives what is searched for the ground of a role, where a line shows it.
fn mark(paint: &mut Paint<'_>, pane: Pane, row: usize, line: &Line, role: Role) {
    let mut column = 0;
    for run in &line.runs {
        let wide = width(&run.text);
        if run.role == Role::Term {
            paint.tint(part(pane, row, column, wide), role);
        }
        column += wide;
    }
}

/// Some rows of a pane.
fn rows_of(pane: Pane, y: u16, height: u16) -> Pane {
    let y = y.min(pane.height);
    Pane { y: pane.y + y, height: height.min(pane.height - y), ..pane }
}

/// So many, in as few letters as say it.
fn count(number: u64) -> String {
    match number {
        0..10_000 => number.to_string(),
        10_000..1_000_000 => format!("{}k", number / 1000),
        _ => format!("{}M", number / 1_000_000),
    }
}
