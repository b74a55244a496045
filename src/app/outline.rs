//! The chapters of an article as the outline lists them, and the ways to a place by number.

use super::Reader;
use crate::layout::Chapter;

impl Reader {
    /// What the outline lists.
    #[must_use]
    pub fn chapters(&self) -> &[Chapter] {
        &self.chapters
    }

    /// Which chapter of the outline is being read; none above the first.
    #[must_use]
    pub fn chapter_here(&self) -> Option<usize> {
        self.galley.headings.iter().rposition(|heading| heading.row <= self.top + 1)
    }

    /// How many percent of a chapter of the outline stand above the text on the screen.
    #[must_use]
    pub fn chapter_read(&self, index: usize) -> usize {
        let row = |index: usize| self.galley.headings.get(index).map(|heading| heading.row);
        let Some(start) = row(index) else { return 0 };
        let end = row(index + 1).unwrap_or(self.galley.lines.len());
        if self.top >= self.last_top() {
            return 100;
        }
        (self.top.clamp(start, end) - start) * 100 / (end - start).max(1)
    }

    /// Goes to a chapter of the outline, to read there.
    pub(super) fn scroll_to_chapter(&mut self, index: usize) {
        if let Some(row) = self.galley.headings.get(index).map(|heading| heading.row) {
            self.scroll_to(row.saturating_sub(1));
        }
    }

    /// Scrolls until the beginning of a chapter is seen.
    pub(super) fn show_chapter(&mut self, index: usize) {
        if let Some(row) = self.galley.headings.get(index).map(|heading| heading.row) {
            self.show(row);
        }
    }

    pub(super) fn show_item(&mut self, index: usize) {
        if let Some(row) = self.galley.marks.get(index).copied() {
            self.show(row);
        }
    }

    pub(super) fn scroll_to_percent(&mut self, percent: usize) {
        self.scroll_to(self.last_top() * percent.min(100) / 100);
    }
}
