//! The sidebar of an article: what of it is chosen, what is nearest to the text, what it shows.

use crate::app::{Focus, Reader};
use crate::layout::{Entry, Frame, Item, Shelf, ShelfPart};

/// Columns of a sidebar that is on no screen.
const COLUMNS: usize = 30;

impl Reader {
    /// Sets the sidebar for its pane, with the entry in it that the reader is at.
    pub(in crate::app) fn set_shelf(&mut self) {
        let (width, height) = self.shelf_size();
        let watched = match self.focus {
            Focus::Shelf { entry } => Some(entry),
            Focus::Text => self.near,
        };
        let columns = if width == 0 { COLUMNS } else { usize::from(width) };
        let frame = Frame { columns, rows: usize::from(height), watched, chapter: self.chapter_here() };
        if self.framed != Some(frame) {
            self.shelf = Shelf::set(&self.galley.items, self.outline(), frame, &self.shelf);
            self.framed = Some(frame);
        }
        if let Focus::Shelf { entry } = self.focus {
            self.focus = match self.shelf.entries.len() {
                0 => Focus::Text,
                count => Focus::Shelf { entry: entry.min(count - 1) },
            };
        }
        self.scroll_shelf(watched);
    }

    /// A pane that is too low for a piece of each part is scrolled.
    fn scroll_shelf(&mut self, watched: Option<usize>) {
        let height = usize::from(self.shelf_size().1);
        let rows = watched.and_then(|entry| self.shelf.entries.get(entry)).map(|entry| entry.rows.clone());
        if let Some(rows) = rows {
            // One row more, so that the heading of a part is seen with its first item.
            let first = rows.start.saturating_sub(1);
            let lowest = rows.end.saturating_sub(height);
            self.shelf_top = self.shelf_top.clamp(lowest, first.max(lowest));
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
    pub(in crate::app) fn choose(&mut self, entry: usize) {
        let entry = entry.min(self.shelf.entries.len().saturating_sub(1));
        let Some(chosen) = self.shelf.entries.get(entry) else { return };
        let (part, index) = (chosen.part, chosen.index);
        self.focus = Focus::Shelf { entry };
        match part {
            ShelfPart::Outline => self.show_chapter(index),
            ShelfPart::Videos | ShelfPart::Related | ShelfPart::Links => self.show_item(index),
        }
        self.set_shelf();
    }

    /// Chooses the item of a number, counted from 1.
    pub(in crate::app) fn choose_item(&mut self, number: usize) {
        // The items are the first entries.
        if let Some(entry) = number.checked_sub(1).filter(|entry| *entry < self.galley.items.len()) {
            self.choose(entry);
        }
    }

    /// Gives the keys back to the text.
    pub(in crate::app) fn leave_shelf(&mut self) {
        self.focus = Focus::Text;
        self.look_around();
    }

    /// Moves the focus on: text, videos, related, links, outline, leaving out what is empty. In a
    /// part the entry nearest to the text is chosen.
    pub(in crate::app) fn turn_focus(&mut self, forward: bool) {
        let mut stops = vec![None];
        for part in ShelfPart::ALL {
            if self.shelf.entries.iter().any(|entry| entry.part == part) {
                stops.push(Some(part));
            }
        }
        let here = stops.iter().position(|stop| *stop == self.entry().map(|entry| entry.part)).unwrap_or(0);
        let next = (here + if forward { 1 } else { stops.len() - 1 }) % stops.len();
        if self.focus == Focus::Text {
            self.leave_mark();
        }
        match stops.get(next).copied().flatten() {
            Some(part) => self.enter(part),
            None => self.leave_shelf(),
        }
    }

    fn enter(&mut self, part: ShelfPart) {
        let belongs = |entry: &usize| self.shelf.entries.get(*entry).is_some_and(|e| e.part == part);
        let first = self.shelf.entries.iter().position(|entry| entry.part == part);
        let chapter = self.chapter_here().filter(|_| part == ShelfPart::Outline);
        let here = first.zip(chapter).map(|(first, chapter)| first + chapter);
        if let Some(entry) = here.or(self.near.filter(belongs)).or(self.nearest_of(part)).or(first) {
            self.choose(entry);
        }
    }

    /// The first item of a part that stands on the screen, else the last one above it. The items
    /// are the first entries.
    fn nearest_of(&self, part: ShelfPart) -> Option<usize> {
        let mut blocks = self.lines().filter_map(|line| line.from);
        let start = blocks.next();
        let end = blocks.last().or(start);
        let entries = || self.shelf.entries.iter().zip(self.galley.items.iter());
        let on_screen = |(entry, item): (&Entry, &Item)| {
            entry.part == part && (start..=end).contains(&item.after) && item.after.is_some()
        };
        let above = |(entry, item): (&Entry, &Item)| entry.part == part && item.after <= end;
        entries().position(on_screen).or_else(|| entries().rposition(above))
    }
}
