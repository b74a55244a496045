//! Pages over the article, and what fills the screen while there is none.

use super::paint::Paint;
use super::waiting::telling;
use crate::app::{Address, Failure, Keymap, Page, Pane, Panes, State};
use crate::layout::Role;
use crate::model::Class;
use crate::wrap::{clip, width, wrap};

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
    let address = clip(&address.to_string(), usize::from(pane.width));
    let ways = failure.trouble.ways_out(keymap);
    let explained = failure.trouble.explanation().map(|text| [("", Role::Body), (text, Role::Body)]);
    let parts = [(failure.why.as_str(), Role::Mistake), (address.as_str(), Role::Faint)].into_iter();
    let parts = parts.chain(explained.into_iter().flatten()).chain([("", Role::Body)]);
    let rows: Vec<(&str, Role)> = parts.flat_map(|(text, role)| rows(text, role, pane)).collect();
    // Where there is little room, nothing is wasted above.
    let mut row = middle(pane).min(usize::from(pane.height).saturating_sub(rows.len() + ways.len()));
    for (text, role) in rows {
        paint.text(pane, row, 0, text, role);
        row += 1;
    }
    let keys = ways.iter().map(|(key, _)| width(key)).max().unwrap_or_default();
    for (key, text) in ways {
        paint.text(pane, row, keys - width(&key), &key, Role::Key);
        paint.text(pane, row, keys + 2, text, Role::Faint);
        row += 1;
    }
}

/// A text cut into rows of a pane; one row for no text.
fn rows(text: &str, role: Role, pane: Pane) -> Vec<(&str, Role)> {
    let columns = usize::from(pane.width);
    let ranges = wrap(text, columns, columns).into_iter();
    let rows: Vec<_> = ranges.map(|range| (text.get(range).unwrap_or_default(), role)).collect();
    if rows.is_empty() { vec![("", role)] } else { rows }
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
