//! The sections of an article on the screen: how far each is read, which are folded.

use crate::app::Reader;
use crate::layout::{Chapter, Spot};
use crate::model::{BlockId, Level};

/// A section, for an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionView<'a> {
    /// Its heading; without one, the first words of its text.
    pub title: &'a str,
    /// The level of its heading, if it has one.
    pub level: Option<Level>,
    /// Its first block.
    pub block: BlockId,
    /// How many percent of the article's letters it has.
    pub share: usize,
    /// How many percent of it are above the top of the screen; at the end of the article all.
    pub read: usize,
    /// Whether it is folded.
    pub folded: bool,
}

impl Reader {
    /// The sections, in order.
    pub fn sections(&self) -> impl Iterator<Item = SectionView<'_>> {
        let ended = self.top >= self.last_top();
        let above = if ended { usize::MAX } else { self.galley.letters_above(self.top).1 };
        let all = self.galley.letters();
        self.galley.chapters().iter().map(move |chapter| {
            let Chapter { letters, block, level, title, .. } = chapter;
            let percent = |part: usize, whole: usize| (part * 100).checked_div(whole);
            let read = above.clamp(letters.start, letters.end) - letters.start;
            SectionView {
                title,
                level: *level,
                block: *block,
                share: percent(letters.len(), all).unwrap_or(0),
                read: percent(read, letters.len()).unwrap_or(0),
                folded: self.folded.contains(block),
            }
        })
    }

    /// The section being read, counted from 0, and how many there are.
    #[must_use]
    pub fn section_here(&self) -> Option<(usize, usize)> {
        let count = self.galley.chapters().len();
        (count > 0).then(|| (self.galley.chapter_at(self.top + 1).unwrap_or(0), count))
    }

    /// Brings a section to the top, as `]` does.
    pub fn scroll_to_heading(&mut self, block: BlockId) {
        let spot = Spot { block: Some(block), offset: 0, lead: 0 };
        let mark = self.steadily(|galley, reading| galley.mark_of(reading, spot));
        self.scroll_to(mark, 1);
    }

    /// Folds the section being read, or unfolds it. Its first row stays where it is, or comes to
    /// the top if it had left the screen.
    pub(in crate::app) fn fold(&mut self) {
        let here = self.section_here().and_then(|(index, _)| self.galley.chapters().get(index));
        let Some(block) = here.map(|chapter| chapter.block) else { return };
        if !self.folded.remove(&block) {
            self.folded.insert(block);
        }
        self.refold(block);
    }

    /// Folds all sections, or if all are folded, unfolds them.
    pub(in crate::app) fn fold_all(&mut self) {
        let blocks: Vec<BlockId> = self.galley.chapters().iter().map(|chapter| chapter.block).collect();
        let here = self.section_here().and_then(|(index, _)| blocks.get(index).copied());
        let all = blocks.iter().all(|block| self.folded.contains(block));
        self.folded = if all { std::collections::BTreeSet::new() } else { blocks.into_iter().collect() };
        if let Some(block) = here {
            self.refold(block);
        }
    }

    /// Unfolds the section of a block, if it is folded; its first block.
    pub(in crate::app) fn unfold_at(&mut self, block: BlockId) -> Option<BlockId> {
        let chapter = self.galley.chapter_of(block).and_then(|at| self.galley.chapters().get(at));
        let first = chapter.map(|chapter| chapter.block).filter(|first| self.folded.remove(first))?;
        self.refold(first);
        Some(first)
    }

    /// Lays the article out with other sections folded; the first row of one stays in place.
    pub(in crate::app) fn refold(&mut self, block: BlockId) {
        let spot = Spot { block: Some(block), offset: 0, lead: 0 };
        let mark = self.steadily(|galley, reading| galley.mark_of(reading, spot));
        let row = self.galley.row(mark).checked_sub(self.top).filter(|row| *row < self.height());
        self.galley.fold(&self.reading, &self.folded);
        if self.galley.has_tables() {
            self.search_anew(true);
        }
        self.come_back();
        let mark = self.steadily(|galley, reading| galley.mark_of(reading, spot));
        self.scroll_to(mark, row.unwrap_or(1));
    }
}
