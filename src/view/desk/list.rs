//! The list of articles. Its signs, not only its colours, say what is unread and what is starred.

use super::super::paint::Paint;
use super::{dates, mark, rows_of};
use crate::app::{Desk, DeskPane, DeskPanes, Pane, Stack, State};
use crate::layout::{Line, Role, Sought, Typesetting, headline, minutes};
use crate::model::ArticleRow;
use crate::wrap::{Language, clip, width};

/// Where the headline begins, behind the signs.
pub(super) const INDENT: usize = 3;

/// From so many columns on a line has room for the site, and from so many for the time it takes.
const SITE: usize = 60;
const TIME: usize = 44;

/// Columns for a site, and for an age.
const SITE_WIDE: usize = 16;
const AGE_WIDE: usize = 6;

/// What divides what is said of an article.
const DOT: &str = " · ";

/// Draws what is seen of the list.
pub(super) fn draw(state: &State, desk: &Desk, sought: &Sought, paint: &mut Paint<'_>, panes: &DeskPanes) {
    let focused = desk.pane == DeskPane::List;
    for placed in desk.placed(panes) {
        let Some(row) = desk.list.rows.get(placed.row) else { continue };
        let pane = rows_of(panes.list, placed.y, placed.height);
        if placed.day {
            day(desk, row, paint, pane);
            continue;
        }
        let mut article =
            Article { desk, row, sought, how: state.looks.typesetting, headline: Line::default() };
        let selected = placed.row == desk.list.selected;
        if selected {
            paint.fill(pane, if focused { Role::Selected } else { Role::Body });
        }
        if panes.lines == 2 {
            article.two_lines(paint, pane);
        } else {
            article.one_line(paint, pane);
        }
        if selected {
            paint.tint(pane, if focused { Role::Selected } else { Role::Shown });
            if !focused || paint.has_ground(Role::Selected) {
                bar(paint, pane);
            }
            mark(paint, title_of(pane), 0, &article.headline, Role::Found);
        }
    }
}

/// Where the headline stands in the pane of an article.
fn title_of(pane: Pane) -> Pane {
    let indent = u16::try_from(INDENT).unwrap_or_default().min(pane.width);
    Pane { x: pane.x + indent, width: pane.width - indent, ..pane }
}

/// The bar beside what is selected.
pub(super) fn bar(paint: &mut Paint<'_>, pane: Pane) {
    for row in 0..usize::from(pane.height) {
        paint.text(pane, row, 0, "▎", Role::SelectedBar);
    }
}

/// The name of a day, and a line to the edge.
fn day(desk: &Desk, row: &ArticleRow, paint: &mut Paint<'_>, pane: Pane) {
    let columns = usize::from(pane.width);
    let column = paint.text(pane, 0, 1, &dates::day(desk, row.dated), Role::Day) + 1;
    let rest = columns.saturating_sub(column + 1);
    paint.text(pane, 0, column, &"─".repeat(rest), Role::Rule);
}

/// An article of the list while it is drawn.
struct Article<'a> {
    desk: &'a Desk,
    row: &'a ArticleRow,
    sought: &'a Sought,
    how: Typesetting,
    /// As it was set.
    headline: Line,
}

impl Article<'_> {
    /// The headline, and below it what else is said of it.
    fn two_lines(&mut self, paint: &mut Paint<'_>, pane: Pane) {
        let end = usize::from(pane.width).saturating_sub(1);
        let star = if self.row.starred { 2 } else { 0 };
        self.signs(paint, pane);
        self.title(paint, pane, end.saturating_sub(INDENT + star));
        if self.row.starred {
            paint.text(pane, 0, end.saturating_sub(1), "★", Role::Star);
        }
        let age = dates::age(self.desk, self.row.dated);
        let start = end.saturating_sub(width(&age));
        paint.text(pane, 1, start, &age, Role::Age);
        self.meta(paint, pane, start.saturating_sub(2));
    }

    /// The site, how long it takes, its videos: as much as there is room for.
    fn meta(&self, paint: &mut Paint<'_>, pane: Pane, end: usize) {
        let facts = [self.time(), self.videos()].into_iter().flatten().map(|text| (text, Role::Meta));
        let facts: Vec<_> = facts.chain(self.class().map(|class| (class, Role::Trouble))).collect();
        let behind: usize = facts.iter().map(|(text, _)| width(text) + width(DOT)).sum();
        let room = end.saturating_sub(INDENT);
        // The site gives way to the others, but not all of its room.
        let site = clip(&self.source(), room.saturating_sub(behind).max(room / 2));
        let mut column = paint.text(pane, 1, INDENT, &site, Role::Meta);
        for (text, role) in facts {
            let dot = if column == INDENT { "" } else { DOT };
            if column + width(dot) + width(&text) > end {
                break;
            }
            column = paint.text(pane, 1, column, dot, Role::Meta);
            column = paint.text(pane, 1, column, &text, role);
        }
    }

    /// All of it on one line: the headline, and at the right what else there is room for.
    fn one_line(&mut self, paint: &mut Paint<'_>, pane: Pane) {
        let columns = usize::from(pane.width);
        let age = dates::age(self.desk, self.row.dated);
        let mut end = columns.saturating_sub(1);
        paint.text(pane, 0, end.saturating_sub(width(&age)), &age, Role::Age);
        end = end.saturating_sub(if columns >= SITE { AGE_WIDE } else { width(&age) } + 2);
        if columns >= TIME {
            let time = self.time().unwrap_or_default();
            paint.text(pane, 0, end.saturating_sub(width(&time)), &time, Role::Meta);
            end = end.saturating_sub(8);
        }
        if columns >= SITE {
            let wide = if columns >= 90 { SITE_WIDE + 8 } else { SITE_WIDE };
            let start = end.saturating_sub(wide);
            let (text, role) =
                self.class().map_or((self.source(), Role::Meta), |class| (class, Role::Trouble));
            paint.text(pane, 0, start, &clip(&text, wide), role);
            end = start.saturating_sub(2);
        }
        let signs = [self.videos(), self.row.starred.then(|| "★".to_owned())];
        for (sign, role) in signs.into_iter().zip([Role::Meta, Role::Star]).rev() {
            let Some(sign) = sign else { continue };
            let start = end.saturating_sub(width(&sign));
            paint.text(pane, 0, start, &sign, role);
            end = start.saturating_sub(1);
        }
        self.signs(paint, pane);
        self.title(paint, pane, end.saturating_sub(INDENT));
    }

    fn signs(&self, paint: &mut Paint<'_>, pane: Pane) {
        if !self.row.read {
            paint.text(pane, 0, 1, "•", Role::UnreadMark);
        }
    }

    fn title(&mut self, paint: &mut Paint<'_>, pane: Pane, columns: usize) {
        let role = if self.row.read { Role::Read } else { Role::Unread };
        let language = self.row.language.as_ref().and_then(|tag| Language::of(tag));
        let how = Typesetting { language, ..self.how };
        let title =
            if self.row.title.as_str().trim().is_empty() { "(no title)" } else { self.row.title.as_str() };
        self.headline = headline(title, role, self.sought, columns, how);
        paint.line(title_of(pane), 0, &self.headline);
    }

    /// Where it is from; in the list of one feed, who wrote it.
    fn source(&self) -> String {
        let known = if matches!(self.desk.shown(), Some(Stack::Feed(_))) {
            self.row.byline.as_ref()
        } else {
            Some(&self.row.site)
        };
        known.map(|known| known.folded().into_string()).unwrap_or_default()
    }

    fn time(&self) -> Option<String> {
        minutes(usize::try_from(self.row.words).unwrap_or_default()).map(|minutes| format!("{minutes} min"))
    }

    fn videos(&self) -> Option<String> {
        (self.row.videos > 0).then(|| format!("▶ {}", self.row.videos))
    }

    /// What kind of page it is, if it is no article.
    fn class(&self) -> Option<String> {
        let class = self.row.class.as_ref()?.as_str();
        (!["article", "thread", "feed", ""].contains(&class)).then(|| class.replace('-', " "))
    }
}
