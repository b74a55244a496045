//! The article, its sidebar, and the line between them that shows how far one has read.

use super::paint::Paint;
use crate::app::{Focus, Pane, Panes, Reader};
use crate::layout::{Line, Role};
use crate::wrap::width;

/// Draws an article.
pub(super) fn draw(reader: &Reader, paint: &mut Paint<'_>, panes: &Panes) {
    text(reader, paint, panes.text);
    gutter(reader, paint, panes);
    if let Some(shelf) = panes.shelf {
        if panes.drawer {
            drawer(paint, panes, shelf);
        }
        self::shelf(reader, paint, shelf);
    }
}

fn text(reader: &Reader, paint: &mut Paint<'_>, pane: Pane) {
    let chosen = reader.chosen().map(|item| item.number);
    let marked = reader.mark.map(|mark| mark.block);
    let lines = reader.galley.lines(reader.top).take(usize::from(pane.height));
    for (row, line) in lines.enumerate() {
        paint.line(pane, row, line);
        if marked.is_some() && line.from == marked {
            paint.tint(part(pane, row, 0, line.width()), Role::Selected);
        }
        if let Some(number) = chosen {
            mark_runs(paint, pane, row, line, number);
        }
        if let Some(find) = &reader.find {
            for (bytes, here) in find.on(line) {
                let role = if here { Role::FoundHere } else { Role::Found };
                mark_bytes(paint, pane, row, line, &bytes, role);
            }
        }
    }
}

/// Marks the runs that stand for the chosen item.
fn mark_runs(paint: &mut Paint<'_>, pane: Pane, row: usize, line: &Line, number: usize) {
    let mut column = 0;
    for run in &line.runs {
        let wide = width(&run.text);
        if run.stands_for(number) {
            let blank = width(&run.text) - width(run.text.trim_start());
            paint.tint(part(pane, row, column + blank, wide - blank), Role::Selected);
        }
        column += wide;
    }
}

/// Marks some bytes of the text that a line shows.
fn mark_bytes(
    paint: &mut Paint<'_>,
    pane: Pane,
    row: usize,
    line: &Line,
    bytes: &std::ops::Range<usize>,
    role: Role,
) {
    let mut column = 0;
    for run in &line.runs {
        let marked = run.columns_of(bytes);
        paint.tint(part(pane, row, column + marked.start, marked.len()), role);
        column += width(&run.text);
    }
}

/// Some columns of a row of a pane.
pub(super) fn part(pane: Pane, row: usize, column: usize, columns: usize) -> Pane {
    let fit = |value: usize, limit: u16| u16::try_from(value).unwrap_or(limit).min(limit);
    let (x, y) = (fit(column, pane.width), fit(row, pane.height));
    let height = u16::from(y < pane.height);
    Pane { x: pane.x + x, y: pane.y + y, width: fit(columns, pane.width - x), height }
}

/// The line at the edge of the text: thin beside a sidebar, thick where the screen is in the
/// article.
fn gutter(reader: &Reader, paint: &mut Paint<'_>, panes: &Panes) {
    let Some(gutter) = panes.gutter else { return };
    let rows = usize::from(gutter.height);
    let beside = panes.shelf.is_some() && !panes.drawer;
    let total = reader.galley.rows().max(1);
    let shown = reader.height().min(total);
    let thumb = (rows * shown / total).max(1);
    let start = (rows.saturating_sub(thumb) * reader.top).checked_div(reader.last_top()).unwrap_or(0);
    for row in 0..rows {
        let here = shown < total && (start..start + thumb).contains(&row);
        match (here, beside) {
            (true, true) => paint.text(gutter, row, 0, "┃", Role::ScrollThumb),
            (true, false) => paint.text(gutter, row, 0, "▐", Role::ScrollThumb),
            (false, true) => paint.text(gutter, row, 0, "│", Role::Separator),
            (false, false) => 0,
        };
    }
}

/// The ground of a drawer: a little wider than the sidebar, with a line where the text ends.
fn drawer(paint: &mut Paint<'_>, panes: &Panes, shelf: Pane) {
    let x = shelf.x.saturating_sub(2);
    let ground = Pane { x, width: panes.body.width.saturating_sub(x), ..panes.body };
    paint.fill(ground, Role::Panel);
    for row in 0..usize::from(ground.height) {
        paint.text(ground, row, 0, "│", Role::Separator);
    }
}

fn shelf(reader: &Reader, paint: &mut Paint<'_>, pane: Pane) {
    let lines = reader.shelf.lines.iter().skip(reader.shelf_top).take(usize::from(pane.height));
    for (row, line) in lines.enumerate() {
        paint.line(pane, row, line);
    }
    super::outline::draw(reader, paint, pane);
    let marked = match reader.focus {
        Focus::Shelf { entry } => Some((entry, Role::Selected)),
        Focus::Text => reader.near.map(|entry| (entry, Role::Near)),
    };
    let Some((entry, role)) = marked.and_then(|(entry, role)| Some((reader.shelf.entries.get(entry)?, role)))
    else {
        return;
    };
    for row in entry.rows.clone() {
        if let Some(row) = row.checked_sub(reader.shelf_top) {
            paint.tint(part(pane, row, 0, usize::from(pane.width)), role);
        }
    }
}
