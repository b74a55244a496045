//! The chapters of an article as the outline lists them, and the ways to a place by number.

use crate::app::Reader;
use crate::layout::Chapter;

/// Of chapters without headings, fewer are no outline.
const FEW: usize = 3;

impl Reader {
    /// What the outline lists: the chapters with headings; without any, the chapters between the
    /// embeds if there are some.
    #[must_use]
    pub fn outline(&self) -> &[Chapter] {
        self.galley.chapters().get(self.before_outline()..).unwrap_or_default()
    }

    /// How many chapters stand before those of the outline. Headings begin chapters, so that only
    /// the first may be without.
    fn before_outline(&self) -> usize {
        let chapters = self.galley.chapters();
        match chapters {
            [first, ..] if first.level.is_some() => 0,
            [_, second, ..] if second.level.is_some() => 1,
            _ if chapters.len() >= FEW => 0,
            _ => chapters.len(),
        }
    }

    /// Which chapter of the outline is being read; none above the first.
    #[must_use]
    pub fn chapter_here(&self) -> Option<usize> {
        let (here, _) = self.section_here()?;
        here.checked_sub(self.before_outline())
    }

    /// How many percent of a chapter of the outline stand above the text on the screen.
    #[must_use]
    pub fn chapter_read(&self, index: usize) -> usize {
        self.sections().nth(index + self.before_outline()).map_or(0, |section| section.read)
    }

    /// Goes to a chapter of the outline, to read there.
    pub(in crate::app) fn scroll_to_chapter(&mut self, index: usize) {
        if let Some(block) = self.outline().get(index).map(|chapter| chapter.block) {
            self.scroll_to_heading(block);
        }
    }

    /// Scrolls until the beginning of a chapter is seen.
    pub(in crate::app) fn show_chapter(&mut self, index: usize) {
        if let Some(block) = self.outline().get(index).map(|chapter| chapter.block) {
            self.show_block(block);
        }
    }

    /// Scrolls until so many percent of the article have been on the screen.
    pub(in crate::app) fn scroll_to_percent(&mut self, percent: usize) {
        let letter = self.last_letters.saturating_mul(percent).div_ceil(100);
        let (before, _) = self.galley.letters_above(self.last_top());
        match percent {
            0 => self.scroll_to_start(),
            100.. => self.scroll_to_end(),
            _ if letter >= before => {
                self.scroll_to_spot(self.galley.spot_of_letter(letter - before));
                // The letter itself stands in this row: the wanted share ends with it.
                if self.percent() < percent {
                    self.scroll(1);
                }
            }
            _ => {
                let row = (0..self.last_top()).find(|row| self.galley.letters_above(*row).0 >= letter);
                self.scroll_to(self.galley.mark(row.unwrap_or(0)), 0);
            }
        }
    }
}
