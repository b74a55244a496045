//! How far the chapters of the outline have been read: a circle before each that fills, and which
//! of how many is being read.

use super::paint::Paint;
use crate::app::{Focus, Pane, Reader};
use crate::layout::{Role, ShelfPart};
use crate::wrap::width;

/// A chapter not begun, a quarter, half and three quarters read, read.
const CIRCLES: [&str; 5] = ["○", "◔", "◑", "◕", "●"];

/// Draws it over the sidebar.
pub(super) fn draw(reader: &Reader, paint: &mut Paint<'_>, pane: Pane) {
    let on_screen =
        |row: usize| row.checked_sub(reader.shelf_top).filter(|row| *row < usize::from(pane.height));
    let here = reader.chapter_here();
    if let (Some(row), Some(here)) = (reader.shelf.outline.and_then(on_screen), here) {
        let heading = reader.shelf.outline.and_then(|row| reader.shelf.lines.get(row));
        let column = heading.and_then(|line| line.runs.first()).map_or(0, |run| width(&run.text) + 1);
        paint.text(pane, row, column, &format!("{} of {}", here + 1, reader.outline().len()), Role::Faint);
    }
    let chapters = reader.shelf.entries.iter().enumerate();
    let chapters = chapters.filter(|(_, entry)| entry.part == ShelfPart::Outline && !entry.rows.is_empty());
    for (index, entry) in chapters {
        let Some(row) = on_screen(entry.rows.start) else { continue };
        let selected = reader.focus == Focus::Shelf { entry: index };
        if here == Some(entry.index) && !selected {
            for row in entry.rows.clone().filter_map(on_screen) {
                let y = pane.y + u16::try_from(row).unwrap_or(0);
                paint.tint(Pane { y, height: 1, ..pane }, Role::Near);
            }
        }
        let line = reader.shelf.lines.get(entry.rows.start);
        let mark = line.and_then(|line| line.runs.first()).filter(|run| run.role == Role::ShelfNumber);
        let column = mark.map(|run| width(run.text.trim_end()).saturating_sub(1));
        let circle = CIRCLES.get(stage(reader.chapter_read(entry.index)));
        if let (Some(column), Some(circle)) = (column, circle) {
            let role = if selected { Role::Selected } else { Role::ShelfNumber };
            paint.text(pane, row, column, circle, role);
        }
    }
}

/// Which circle shows so many percent. What was begun is not shown as unread, nor what is not
/// finished as read.
fn stage(percent: usize) -> usize {
    match percent {
        0 => 0,
        100.. => 4,
        _ => ((percent + 12) / 25).clamp(1, 3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_empty_before_and_full_after_and_neither_between() {
        let stages: Vec<usize> = [0, 1, 37, 38, 62, 63, 99, 100].map(stage).to_vec();
        assert_eq!(stages, [0, 1, 1, 2, 2, 3, 3, 4]);
    }
}
