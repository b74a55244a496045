//! The letters that lie on links while one of them is typed.

use super::paint::Paint;
use crate::app::{Hints, Pane, Panes, Reader, places};
use crate::layout::Role;

/// Draws the labels. What was typed of one steps back, and so does one that fits no longer.
pub(super) fn draw(hints: &Hints, reader: &Reader, paint: &mut Paint<'_>, panes: &Panes) {
    for place in places(reader, panes) {
        let Some(label) = hints.label(place.target) else { continue };
        let room = panes.body.width.saturating_sub(place.x);
        let pane = Pane { x: place.x, y: place.y, width: room, height: 1 };
        paint.text(pane, 0, 0, &" ".repeat(place.width), Role::Body);
        let typed = label.strip_prefix(&hints.typed).map_or(label, |_| &hints.typed);
        let rest = label.get(typed.len()..).unwrap_or_default();
        let column = paint.block(pane, 0, 0, typed, Role::HintOther);
        paint.block(pane, 0, column, rest, Role::Hint);
    }
}
