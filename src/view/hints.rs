//! The letters that lie on links while one of them is typed.

use super::paint::Paint;
use crate::app::{Hints, Pane, Panes, Reader, places};
use crate::layout::Role;

/// Draws the labels. What was typed of one, and one that no longer fits, steps back.
pub(super) fn draw(hints: &Hints, reader: &Reader, paint: &mut Paint<'_>, panes: &Panes) {
    for place in places(reader, panes) {
        let Some(label) = hints.label(place.target) else { continue };
        let room = panes.body.width.saturating_sub(place.x);
        let pane = Pane { x: place.x, y: place.y, width: room, height: 1 };
        match label.strip_prefix(&hints.typed) {
            Some(rest) => {
                let typed = paint.block(pane, 0, 0, &hints.typed, Role::HintOther);
                paint.block(pane, 0, typed, rest, Role::Hint);
            }
            None => {
                paint.block(pane, 0, 0, label, Role::HintOther);
            }
        }
    }
}
