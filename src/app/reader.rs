//! One article on the screen: how it is set, where the reader is in it, what is chosen.

use super::restored::count_removed;
use super::{Find, Panes, Restored};
use crate::layout::{Entry, Galley, Imprint, Item, Options, Shelf, ShelfPart, Spot, imprint};
use crate::model::Reading;

/// Where the keys go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// To the text.
    #[default]
    Text,
    /// To an entry of the sidebar.
    Shelf {
        /// Which one.
        entry: usize,
    },
}

/// One article on the screen.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The article.
    pub reading: Reading,
    /// Who, when, where, how long.
    pub imprint: Imprint,
    /// How many removed blocks have text to show.
    pub removals: usize,
    /// The article, set.
    pub galley: Galley,
    /// The sidebar, set.
    pub shelf: Shelf,
    /// The topmost row of the galley on the screen.
    pub top: usize,
    /// The topmost row of the sidebar on the screen.
    pub shelf_top: usize,
    /// Where the keys go.
    pub focus: Focus,
    /// The entry of the sidebar that is nearest to what is being read.
    pub near: Option<usize>,
    /// The search, while there is one.
    pub find: Option<Find>,
    /// Whether removed blocks are shown.
    pub removed: bool,
    /// What the reader put back into the text.
    pub restored: Restored,
    /// The place at the top of the screen, for when the text is set anew.
    spot: Spot,
    /// What the galley and the shelf were set for.
    fitted: Fitted,
}

/// What a galley and a shelf were set for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fitted {
    width: u16,
    height: u16,
    shelf_width: u16,
    shelf_height: u16,
    removed: bool,
    imprint: bool,
}

impl Reader {
    /// An article, set for no screen yet.
    #[must_use]
    pub fn new(reading: Reading) -> Self {
        let galley = Galley::set(&reading, Options { width: 72, removed: false, imprint: false });
        let shelf = Shelf::set(&galley, 30);
        Self {
            imprint: imprint(&reading),
            removals: count_removed(&reading),
            reading,
            galley,
            shelf,
            top: 0,
            shelf_top: 0,
            focus: Focus::Text,
            near: None,
            find: None,
            removed: false,
            restored: Restored::new(),
            spot: Spot::default(),
            fitted: Fitted::default(),
        }
    }

    /// Sets the article for the screen, if anything that matters has changed, and keeps the
    /// place in the text.
    pub(super) fn fit(&mut self, panes: &Panes, imprint: bool) {
        let beside = panes.shelf.unwrap_or_default();
        let wanted = Fitted {
            width: panes.text.width,
            height: panes.text.height,
            shelf_width: beside.width,
            shelf_height: beside.height,
            removed: self.removed,
            imprint,
        };
        let had = std::mem::replace(&mut self.fitted, wanted);
        if (had.width, had.removed, had.imprint) != (wanted.width, wanted.removed, wanted.imprint) {
            let width = usize::from(wanted.width);
            self.galley = Galley::set(&self.reading, Options { width, removed: wanted.removed, imprint });
            if let Some(find) = &mut self.find {
                find.search(&self.galley);
            }
            self.set_shelf(beside.width);
        } else if had.shelf_width != wanted.shelf_width {
            self.set_shelf(beside.width);
        }
        if had != wanted {
            self.top = self.galley.row(self.spot).min(self.last_top());
            self.look_around();
        }
    }

    /// Lets the article be set anew, because it is another now.
    pub(super) fn set_anew(&mut self) {
        self.fitted = Fitted { width: 0, ..self.fitted };
    }

    /// Takes over the place of an older reading of the same article, once it is set.
    pub(super) fn stand_where(&mut self, old: &Self) {
        self.spot = old.spot;
        self.removed = old.removed;
    }

    fn set_shelf(&mut self, width: u16) {
        let width = if width == 0 { 30 } else { usize::from(width) };
        self.shelf = Shelf::set(&self.galley, width);
        if let Focus::Shelf { entry } = self.focus {
            self.focus = match self.shelf.entries.len() {
                0 => Focus::Text,
                count => Focus::Shelf { entry: entry.min(count - 1) },
            };
        }
    }

    /// Rows of text on the screen.
    #[must_use]
    pub fn height(&self) -> usize {
        usize::from(self.fitted.height)
    }

    /// The row that is topmost when the end of the article is at the bottom of the screen.
    #[must_use]
    pub fn last_top(&self) -> usize {
        self.galley.lines.len().saturating_sub(self.height())
    }

    /// How much of the article has been on the screen.
    #[must_use]
    pub fn percent(&self) -> usize {
        (self.top * 100).checked_div(self.last_top()).unwrap_or(100).min(100)
    }

    /// Brings a row to the top, as far as the article goes.
    pub(super) fn scroll_to(&mut self, row: usize) {
        self.top = row.min(self.last_top());
        self.spot = self.galley.spot(self.top);
        self.look_around();
    }

    /// Scrolls by rows, up or down.
    pub(super) fn scroll(&mut self, rows: isize) {
        self.scroll_to(self.top.saturating_add_signed(rows));
    }

    /// Scrolls only as far as needed to have a row on the screen, with some text around it.
    pub(super) fn show(&mut self, row: usize) {
        let around = (self.height() / 5).min(3);
        if row < self.top + around || row + around >= self.top + self.height() {
            self.scroll_to(row.saturating_sub(self.height() / 3));
        }
    }

    /// To a section: the next one below the top row, or the last one above it.
    pub(super) fn scroll_to_section(&mut self, forward: bool) {
        let here = self.top + 1;
        let rows = self.galley.sections.iter().copied();
        let row = if forward {
            rows.filter(|row| *row > here).min().unwrap_or_else(|| self.last_top())
        } else {
            rows.filter(|row| *row < here.saturating_sub(1)).max().unwrap_or(0)
        };
        let keep = if forward || row > 0 { row.saturating_sub(1) } else { 0 };
        self.scroll_to(keep);
    }

    /// Finds the entry nearest to what is being read, and keeps it on the screen.
    fn look_around(&mut self) {
        let eye = self.top + self.height() / 3;
        let seen = self.top..self.top + self.height();
        let distance = |row: usize| (!seen.contains(&row), row.abs_diff(eye));
        let rows = self.galley.marks.iter().enumerate().filter(|(_, row)| **row < seen.end);
        let near = rows.min_by_key(|(_, row)| distance(**row)).map(|(item, _)| item);
        self.near = near.and_then(|item| self.shelf.entries.iter().position(|e| is_item(e, item)));
        self.scroll_shelf();
    }

    fn scroll_shelf(&mut self) {
        let height = usize::from(self.fitted.shelf_height);
        let watched = match self.focus {
            Focus::Shelf { entry } => Some(entry),
            Focus::Text => self.near,
        };
        let rows = watched.and_then(|entry| self.shelf.entries.get(entry)).map(|entry| entry.rows.clone());
        if let Some(rows) = rows {
            // One row more, so that the heading of a part is seen with its first item.
            let first = rows.start.saturating_sub(1);
            self.shelf_top = self
                .shelf_top
                .clamp(rows.end.saturating_sub(height), first.max(rows.end.saturating_sub(height)));
        }
        self.shelf_top = self.shelf_top.min(self.shelf.lines.len().saturating_sub(height));
    }

    /// The entry of the sidebar that the keys go to.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        match self.focus {
            Focus::Shelf { entry } => self.shelf.entries.get(entry),
            Focus::Text => None,
        }
    }

    /// The chosen item.
    #[must_use]
    pub fn chosen(&self) -> Option<&Item> {
        let entry = self.entry().filter(|entry| entry.part != ShelfPart::Outline)?;
        self.galley.items.get(entry.index)
    }

    /// Chooses an entry of the sidebar and brings its place in the text to the screen.
    pub(super) fn choose(&mut self, entry: usize) {
        let entry = entry.min(self.shelf.entries.len().saturating_sub(1));
        let Some(chosen) = self.shelf.entries.get(entry) else { return };
        let row = match chosen.part {
            ShelfPart::Outline => self.galley.headings.get(chosen.index).map(|heading| heading.row),
            ShelfPart::Videos | ShelfPart::Links => self.galley.marks.get(chosen.index).copied(),
        };
        self.focus = Focus::Shelf { entry };
        if let Some(row) = row {
            self.show(row);
        }
        self.scroll_shelf();
    }

    /// The entry of the item of a number, counted from 1.
    pub(super) fn entry_of_item(&self, number: usize) -> Option<usize> {
        self.shelf.entries.iter().position(|e| is_item(e, number.wrapping_sub(1)))
    }

    /// Gives the keys back to the text.
    pub(super) fn leave_shelf(&mut self) {
        self.focus = Focus::Text;
        self.look_around();
    }

    /// Moves the focus on: text, videos, links, outline, leaving out what is empty. In a
    /// part the entry nearest to the text is chosen.
    pub(super) fn turn_focus(&mut self, forward: bool) {
        let mut stops = vec![None];
        for part in [ShelfPart::Videos, ShelfPart::Links, ShelfPart::Outline] {
            if self.shelf.entries.iter().any(|entry| entry.part == part) {
                stops.push(Some(part));
            }
        }
        let here = stops.iter().position(|stop| *stop == self.entry().map(|entry| entry.part)).unwrap_or(0);
        let next = (here + if forward { 1 } else { stops.len() - 1 }) % stops.len();
        match stops.get(next).copied().flatten() {
            Some(part) => self.enter(part),
            None => self.leave_shelf(),
        }
    }

    fn enter(&mut self, part: ShelfPart) {
        let belongs = |entry: &usize| self.shelf.entries.get(*entry).is_some_and(|e| e.part == part);
        let near = self.near.filter(belongs);
        let first = self.shelf.entries.iter().position(|entry| entry.part == part);
        if let Some(entry) = near.or(first) {
            self.choose(entry);
        }
    }

    /// Goes to where the search stands.
    pub(super) fn show_match(&mut self) {
        if let Some(row) = self.find.as_ref().and_then(|find| find.here()).map(|found| found.row) {
            self.show(row);
        }
    }
}

fn is_item(entry: &Entry, item: usize) -> bool {
    entry.part != ShelfPart::Outline && entry.index == item
}
