//! Which article is on which line of the screen: the list in its pane, with a line above the
//! first article of each day where it is in the order of days.

use super::{Desk, DeskPanes};
use crate::model::Sort;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// What stands on some lines of the list's pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The first of the lines, from the top of the pane.
    pub y: u16,
    /// How many of them fit in the pane.
    pub height: u16,
    /// The number of the article in the list.
    pub row: usize,
    /// Whether it is the line that names the article's day, and not the article.
    pub day: bool,
}

impl Desk {
    /// Whether a line names the day above its first article.
    #[must_use]
    pub fn has_days(&self) -> bool {
        self.sort == Sort::Date
    }

    /// The number of the day that an article is dated, where the reader is; none for no article.
    #[must_use]
    pub fn day(&self, row: usize) -> Option<i64> {
        self.list.rows.get(row).map(|row| self.day_of(row.dated))
    }

    /// The number of the day of a moment, where the reader is.
    #[must_use]
    pub fn day_of(&self, moment: i64) -> i64 {
        moment.saturating_add(i64::from(self.ahead)).div_euclid(DAY)
    }

    /// Whether an article is the first of its day.
    fn opens_day(&self, row: usize) -> bool {
        let before = row.checked_sub(1).and_then(|before| self.day(before));
        self.has_days() && before != self.day(row)
    }

    /// What is seen of the list. The day of the first article stands above it whether or not
    /// the day began further up.
    #[must_use]
    pub fn placed(&self, panes: &DeskPanes) -> Vec<Placed> {
        let height = panes.list.height;
        let mut placed = Vec::new();
        let mut y = 0;
        for row in self.list.top..self.list.rows.len() {
            if self.has_days() && (row == self.list.top || self.opens_day(row)) {
                // The name of a day with nothing below it says nothing.
                if y + 1 >= height && y > 0 {
                    break;
                }
                placed.push(Placed { y, height: 1, row, day: true });
                y += 1;
            }
            if y >= height {
                break;
            }
            placed.push(Placed { y, height: panes.lines.min(height - y), row, day: false });
            y += panes.lines;
        }
        placed
    }

    /// The number of the article at a cell of the screen.
    #[must_use]
    pub fn row_at(&self, panes: &DeskPanes, x: u16, y: u16) -> Option<usize> {
        let (line, _) = panes.list.within(x, y)?;
        let placed = self.placed(panes);
        let on = placed
            .iter()
            .find(|placed| (usize::from(placed.y)..usize::from(placed.y + placed.height)).contains(&line))?;
        (!on.day).then_some(on.row)
    }

    /// The line of the pane on which the selected article begins, if the list began with `top`.
    #[must_use]
    pub fn line_of_selected(&self, panes: &DeskPanes, top: usize) -> usize {
        let selected = self.list.selected;
        let days = (top..=selected).filter(|row| self.has_days() && (*row == top || self.opens_day(*row)));
        days.count() + selected.saturating_sub(top) * usize::from(panes.lines)
    }

    /// The first row of the list with which the selected article is whole on the screen: the
    /// one that is first now, or the nearest to it.
    #[must_use]
    pub fn top_for_selected(&self, panes: &DeskPanes) -> usize {
        let (height, lines) = (usize::from(panes.list.height), usize::from(panes.lines.max(1)));
        let selected = self.list.selected.min(self.list.rows.len().saturating_sub(1));
        // Further up than this it cannot be, with or without days.
        let least = (selected + 1).saturating_sub(height.div_ceil(lines));
        let fits = |top: &usize| self.line_of_selected(panes, *top) + lines <= height;
        let top = self.list.top.clamp(least, selected);
        (top..=selected).find(fits).unwrap_or(selected)
    }

    /// The first row of the list with which the selected article begins on a line of the pane,
    /// or as near to it as can be: so that it stays where it is when the list around it changes.
    #[must_use]
    pub fn top_for_line(&self, panes: &DeskPanes, line: usize) -> usize {
        let selected = self.list.selected.min(self.list.rows.len().saturating_sub(1));
        let least = selected.saturating_sub(usize::from(panes.list.height));
        let off = |top: &usize| self.line_of_selected(panes, *top).abs_diff(line);
        (least..=selected).min_by_key(off).unwrap_or(selected)
    }

    /// How many articles a page of the list holds, at least one.
    #[must_use]
    pub fn page(&self, panes: &DeskPanes) -> usize {
        usize::from(panes.list.height / panes.lines.max(1)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{List, Size};
    use crate::model::{ArticleId, ArticleRow, Clean};

    fn row(id: i64, dated: i64) -> ArticleRow {
        ArticleRow {
            id: ArticleId(id),
            title: Clean::field("title"),
            site: Clean::field("site"),
            byline: None,
            url: None,
            dated,
            words: 0,
            videos: 0,
            language: None,
            class: None,
            read: false,
            starred: false,
            is_whole: false,
        }
    }

    /// Three articles of a day, three of the day before, and so on.
    fn desk(count: i64, sort: Sort) -> (Desk, DeskPanes) {
        let rows = (0..count).map(|at| row(at, (1000 - at / 3) * DAY)).collect();
        let desk = Desk { list: List { rows, ..List::default() }, sort, ..Desk::default() };
        let panes = DeskPanes::of(Size { width: 60, height: 20 }, &desk, true, false);
        (desk, panes)
    }

    #[test]
    fn the_line_that_is_clicked_is_the_article_that_is_drawn_there() {
        let (desk, panes) = desk(30, Sort::Date);
        assert_eq!((panes.list.height, panes.lines), (16, 2));
        let at = |line| desk.row_at(&panes, 5, panes.list.y + line);
        let rows: Vec<_> = (0..16).map(at).collect();
        let names = "-001122-334455-6";
        let wanted: Vec<_> = names.chars().map(|name| name.to_digit(10).map(|row| row as usize)).collect();
        assert_eq!(rows, wanted);
        assert_eq!(desk.row_at(&panes, 5, panes.list.y + 16), None);
    }

    #[test]
    fn what_is_selected_is_whole_on_the_screen_wherever_it_is() {
        for sort in [Sort::Date, Sort::Newest] {
            let (mut desk, panes) = desk(100, sort);
            for selected in (0..100).chain((0..100).rev()).chain([50, 3, 99, 0]) {
                desk.list.selected = selected;
                desk.list.top = desk.top_for_selected(&panes);
                let whole = |placed: &Placed| placed.row == selected && !placed.day && placed.height == 2;
                assert_eq!(
                    desk.placed(&panes).iter().filter(|placed| whole(placed)).count(),
                    1,
                    "{selected}"
                );
            }
            assert_eq!(desk.list.top, 0);
        }
    }

    #[test]
    fn what_is_selected_stays_where_it_is_when_rows_come_before_it() {
        let (mut desk, panes) = desk(60, Sort::Date);
        (desk.list.selected, desk.list.top) = (24, 21);
        let line = desk.line_of_selected(&panes, desk.list.top);
        assert_eq!(line, 8);
        for at in 0..6 {
            desk.list.rows.insert(0, row(100 + at, 1001 * DAY));
        }
        desk.list.selected += 6;
        let top = desk.top_for_line(&panes, line);
        assert_eq!((top, desk.line_of_selected(&panes, top)), (27, 8));
    }

    #[test]
    fn a_day_begins_at_midnight_where_the_reader_is() {
        let (mut desk, _) = desk(1, Sort::Date);
        assert_eq!(desk.day_of(2 * DAY - 1), 1);
        desk.ahead = 3600;
        assert_eq!(desk.day_of(2 * DAY - 1), 2);
        assert_eq!(desk.day_of(i64::MAX), i64::MAX / DAY);
    }
}
