//! Pages over the article, and what fills the screen while there is none.

use super::paint::Paint;
use super::waiting::telling;
use crate::app::{Address, Failure, Keymap, Page, Pane, Panes, State};
use crate::layout::Role;
use crate::model::Class;
use crate::wrap::{clip, wrap};

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
pub(super) fn loading(state: &State, address: &Address, paint: &mut Paint<'_>, pane: Pane) {
    let columns = usize::from(pane.width);
    let row = middle(pane);
    let what = state.waiting().map(|waiting| telling(&waiting)).unwrap_or_default();
    paint.text(pane, row, 0, &clip(&what, columns), Role::Title);
    paint.text(pane, row + 1, 0, &clip(&address.to_string(), columns), Role::Faint);
}

/// A page that could not be read, what may lie behind it, and what can be done.
pub(super) fn failed(
    address: &Address,
    failure: &Failure,
    keymap: &Keymap,
    paint: &mut Paint<'_>,
    pane: Pane,
) {
    let columns = usize::from(pane.width);
    let mut row = middle(pane);
    let mut lines = |text: &str, role| {
        for range in wrap(text, columns, columns) {
            paint.text(pane, row, 0, text.get(range).unwrap_or_default(), role);
            row += 1;
        }
    };
    lines(&failure.why, Role::Mistake);
    lines(&clip(&address.to_string(), columns), Role::Faint);
    if let Some(explanation) = failure.trouble.explanation() {
        lines(" ", Role::Body);
        lines(explanation, Role::Body);
    }
    for (index, way) in failure.trouble.ways_out(keymap).iter().enumerate() {
        if index == 0 {
            lines(" ", Role::Body);
        }
        lines(way, Role::Faint);
    }
}

/// What is said above a page that is no article, and what can be done.
pub(super) fn no_article(class: Class) -> Option<(&'static str, &'static str)> {
    let browser = "{o} opens it in the browser";
    Some(match class {
        Class::Article | Class::Thread | Class::Feed => return None,
        Class::ConsentWall => ("a consent wall, not the article", browser),
        Class::BotCheck => ("a check for robots, not the article", browser),
        Class::PaywallStub => ("the beginning only; the rest is for sale", browser),
        Class::ScriptOnly => ("it shows nothing without scripts", browser),
        Class::VideoOnly => ("a video and nothing to read", "{v} plays it"),
        Class::Listing => ("a list of pages, not an article", "{tab} goes to the links"),
        Class::Product => ("something for sale, not an article", browser),
        Class::Empty => ("nothing in it to read", browser),
    })
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
