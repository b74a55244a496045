//! What the selected article begins with, set as the reader sets it.

use super::super::paint::Paint;
use super::{dates, list, mark};
use crate::app::{Desk, Pane, State};
use crate::layout::{Role, Sought, minutes, opening};
use crate::model::{ArticleRow, Clean};

/// Blank columns at both sides.
const MARGIN: u16 = 2;

/// Draws it, if it is there.
pub(super) fn draw(
    state: &State,
    desk: &Desk,
    sought: &Sought,
    paint: &mut Paint<'_>,
    pane: Pane,
    below: bool,
) {
    let Some(row) = desk.list.rows.get(desk.list.selected) else { return };
    // Below the list it begins where the headlines do.
    let margin = if below { u16::try_from(list::INDENT).unwrap_or(MARGIN) } else { MARGIN };
    let columns = pane.width.saturating_sub(margin + MARGIN).min(state.looks.measure);
    let column = Pane { x: pane.x + margin.min(pane.width), width: columns, ..pane };
    if columns == 0 {
        return;
    }
    let text =
        desk.preview.as_ref().filter(|preview| preview.id == row.id).map(|preview| preview.text.as_str());
    let size = (usize::from(columns), usize::from(column.height));
    let lines = opening(row, &facts(desk, row), text, sought, size, state.looks.typesetting);
    for (at, line) in lines.iter().enumerate() {
        paint.line(column, at, line);
        mark(paint, column, at, line, Role::Found);
    }
}

/// Who wrote it and when, where, and how long it takes.
fn facts(desk: &Desk, row: &ArticleRow) -> String {
    let known = |text: &Clean| Some(text.folded().into_string()).filter(|text| !text.is_empty());
    let words = usize::try_from(row.words).unwrap_or_default();
    let videos = match row.videos {
        0 => None,
        1 => Some("1 video".to_owned()),
        videos => Some(format!("{videos} videos")),
    };
    let date = Some(dates::date(desk, row.dated)).filter(|_| desk.now != 0);
    let facts = [
        row.byline.as_ref().and_then(known),
        date,
        known(&row.site),
        minutes(words).map(|minutes| format!("{minutes} min")),
        videos,
    ];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
