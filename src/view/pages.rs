//! Pages over the article, and what fills the screen while there is none.

use super::paint::Paint;
use crate::app::{Address, Page, Pane, Panes};
use crate::layout::Role;
use crate::wrap::clip;

/// A page of lines over the article.
pub(super) fn page(page: &Page, paint: &mut Paint<'_>, panes: &Panes) {
    let column = panes.text;
    let lines = page.lines.iter().skip(page.top).take(usize::from(column.height));
    for (row, line) in lines.enumerate() {
        paint.line(column, row, line);
        if page.chosen_rows().contains(&(row + page.top)) {
            let y = column.y + u16::try_from(row).unwrap_or(u16::MAX - column.y);
            paint.tint(Pane { y, height: 1, ..column }, Role::Selected);
        }
    }
}

/// A page that is on its way.
pub(super) fn loading(address: &Address, paint: &mut Paint<'_>, pane: Pane) {
    let columns = usize::from(pane.width);
    let row = middle(pane);
    paint.text(pane, row, 0, &clip(&format!("loading {} …", address.host()), columns), Role::Title);
    paint.text(pane, row + 1, 0, &clip(&address.to_string(), columns), Role::Faint);
}

/// A page that could not be read, and what can be done.
pub(super) fn failed(address: &Address, message: &str, paint: &mut Paint<'_>, pane: Pane) {
    let columns = usize::from(pane.width);
    let row = middle(pane);
    paint.text(pane, row, 0, &clip(message, columns), Role::Mistake);
    paint.text(pane, row + 1, 0, &clip(&address.to_string(), columns), Role::Faint);
}

/// Nothing to read at all.
pub(super) fn empty(paint: &mut Paint<'_>, pane: Pane) {
    let row = middle(pane);
    paint.text(pane, row, 0, "Nothing to read yet.", Role::Title);
    paint.text(pane, row + 2, 0, "newsprint URL or FILE opens an article; q quits.", Role::Faint);
}

/// A third from the top, where the eye falls.
fn middle(pane: Pane) -> usize {
    usize::from(pane.height / 3)
}
