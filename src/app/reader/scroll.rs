//! Moving in an article. The galley sets what comes on the screen; since that may change the rows
//! above it, the top of the screen is found again after whatever was set.

use crate::app::Reader;
use crate::layout::{Galley, Line, Mark, Spot};
use crate::model::{BlockId, Reading};

/// So many rows are counted one by one; a longer way goes by what is known of the heights.
const COUNTED: usize = 2000;

impl Reader {
    /// The row that is topmost when the end of the article is at the bottom of the screen.
    #[must_use]
    pub fn last_top(&self) -> usize {
        self.galley.rows().saturating_sub(self.height())
    }

    /// How much of the article has been on the screen, by its letters.
    #[must_use]
    pub fn percent(&self) -> usize {
        if self.top >= self.last_top() {
            return 100;
        }
        (self.letters_above(self.top) * 100).checked_div(self.last_letters).unwrap_or(0).min(99)
    }

    fn letters_above(&self, row: usize) -> usize {
        let (before, text) = self.galley.letters_above(row);
        before + text
    }

    /// The lines on the screen.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.galley.lines(self.top).take(self.height())
    }

    /// Lets the galley set something, and keeps the top of the screen where it is in the text.
    pub(in crate::app) fn steadily<T>(&mut self, work: impl FnOnce(&mut Galley, &Reading) -> T) -> T {
        let eye = self.galley.mark(self.top);
        let done = work(&mut self.galley, &self.reading);
        self.top = self.galley.row(eye);
        done
    }

    /// Finds the place at the top of the screen again, after the text was set anew.
    pub(in crate::app) fn come_back(&mut self) {
        let height = self.height();
        let end = self.galley.last_mark();
        self.galley.reach(&self.reading, end, height, 1);
        self.last_letters = self.letters_above(self.last_top());
        let (mark, lead) = self.find_spot(self.spot);
        self.bring(mark, lead);
        self.look_around();
    }

    /// The mark of a spot, and how many of the blank rows that stood before it are there.
    fn find_spot(&mut self, spot: Spot) -> (Mark, usize) {
        self.steadily(|galley, reading| {
            let mark = galley.mark_of(reading, spot);
            galley.reach(reading, mark, spot.lead, 0);
            (mark, galley.lead(mark, spot.lead))
        })
    }

    /// Brings the row that is so many rows above a mark to the top, as far as the article goes.
    fn bring(&mut self, mark: Mark, above: usize) {
        let height = self.height();
        self.galley.reach(&self.reading, mark, above + height, height * 2);
        let row = self.galley.row(mark).saturating_sub(above);
        let top = self.galley.mark(row.min(self.last_top()));
        self.galley.reach(&self.reading, top, height, height * 2);
        self.top = self.galley.row(top);
    }

    /// The same, because the reader wants to be there.
    pub(in crate::app) fn scroll_to(&mut self, mark: Mark, above: usize) {
        self.bring(mark, above);
        self.spot = self.galley.spot(self.top);
        self.look_around();
    }

    /// To a spot.
    pub(in crate::app) fn scroll_to_spot(&mut self, spot: Spot) {
        let (mark, lead) = self.find_spot(spot);
        self.scroll_to(mark, lead);
    }

    /// To the beginning.
    pub(in crate::app) fn scroll_to_start(&mut self) {
        self.scroll_to(Mark::default(), 0);
    }

    /// To the end.
    pub(in crate::app) fn scroll_to_end(&mut self) {
        self.scroll_to(self.galley.last_mark(), 0);
    }

    /// Scrolls by rows, up or down.
    pub(in crate::app) fn scroll(&mut self, rows: isize) {
        let counted = rows.unsigned_abs().min(COUNTED);
        let (above, below) = if rows < 0 { (counted, 0) } else { (0, counted + self.height()) };
        self.steadily(|galley, reading| galley.reach(reading, galley.mark(0), 0, 0));
        let eye = self.galley.mark(self.top);
        self.galley.reach(&self.reading, eye, above, below);
        let row = self.galley.row(eye).saturating_add_signed(rows).min(self.last_top());
        self.scroll_to(self.galley.mark(row), 0);
    }

    /// Scrolls only as far as needed to have a mark on the screen, with some text around it.
    pub(in crate::app) fn show(&mut self, mark: Mark) {
        let row = self.galley.row(mark);
        let around = (self.height() / 5).min(3);
        if row < self.top + around || row + around >= self.top + self.height() {
            self.scroll_to(mark, self.height() / 3);
        }
    }

    /// Shows the beginning of a block.
    pub(in crate::app) fn show_block(&mut self, block: BlockId) {
        let spot = Spot { block: Some(block), offset: 0, lead: 0 };
        let mark = self.steadily(|galley, reading| galley.mark_of(reading, spot));
        self.show(mark);
    }

    /// Shows where an item stood, and unfolds its section.
    pub(in crate::app) fn show_item(&mut self, item: usize) {
        if let Some(block) = self.galley.items.get(item).and_then(|item| item.after) {
            self.unfold_at(block);
        }
        // Of an item that stands in several places, the one on the screen will do.
        let several = self.galley.items.get(item).is_some_and(|item| !item.also.is_empty());
        let mut seen = self.galley.items_on(self.top, self.height());
        if several && seen.any(|(_, number)| number == item + 1) {
            return;
        }
        drop(seen);
        if let Some(mark) = self.steadily(|galley, reading| galley.mark_of_item(reading, item)) {
            self.show(mark);
        }
    }

    /// To a section: so many after that of the second row, or before that of the row above the
    /// first. Its first row comes to the second of the screen.
    pub(in crate::app) fn scroll_to_section(&mut self, forward: bool, times: usize) {
        let section = if forward {
            let here = self.galley.chapter_at(self.top + 1);
            here.map_or(0, |here| here + 1).checked_add(times.max(1) - 1)
        } else {
            let above = self.top.checked_sub(1).and_then(|row| self.galley.chapter_at(row));
            above.and_then(|above| above.checked_sub(times.max(1) - 1))
        };
        match section.map(|section| self.galley.chapters().get(section).map(|chapter| chapter.block)) {
            Some(Some(block)) => {
                let spot = Spot { block: Some(block), offset: 0, lead: 0 };
                let mark = self.galley.mark_of(&self.reading, spot);
                self.scroll_to(mark, 1);
            }
            Some(None) => self.scroll_to_end(),
            None => self.scroll_to_start(),
        }
    }

    /// Finds the entry nearest to what is being read, and keeps it on the screen.
    pub(in crate::app) fn look_around(&mut self) {
        // The items are the first entries.
        self.near = self.near_item();
        self.set_shelf();
    }

    /// The item nearest to where the eye is: of those on the screen, else the last above it.
    fn near_item(&self) -> Option<usize> {
        let (top, height) = (self.top, self.height());
        let eye = top + height / 3;
        let seen = self.galley.items_on(top, height).chain(self.items_without_marks());
        let near = seen.min_by_key(|(row, number)| (row.abs_diff(eye), *number));
        if let Some((_, number)) = near {
            return Some(number - 1);
        }
        let spot = self.galley.spot(top.max(1));
        let block = spot.block.filter(|_| top > 0)?;
        self.item_above(block).or_else(|| self.galley.item_before(Some(block)))
    }

    /// Items of the blocks on the screen that have no mark in the text, at their last row.
    fn items_without_marks(&self) -> impl Iterator<Item = (usize, usize)> {
        let marked: Vec<usize> =
            self.galley.items_on(self.top, self.height()).map(|(_, number)| number).collect();
        let top = self.top;
        let lines: Vec<&Line> = self.lines().collect();
        let mut found = Vec::new();
        for (row, line) in lines.iter().enumerate() {
            let ends = lines.get(row + 1).is_some_and(|next| next.from != line.from);
            let begun =
                lines.get(..=row).unwrap_or_default().iter().any(|l| l.from == line.from && l.start == 0);
            if line.from.is_some() && ends && begun {
                let items = self.galley.items_of(line.from).iter().map(|item| item + 1);
                found.extend(
                    items.filter(|number| !marked.contains(number)).map(|number| (top + row, number)),
                );
            }
        }
        found.into_iter()
    }

    /// The last item in the rows of a block above the screen.
    fn item_above(&self, block: BlockId) -> Option<usize> {
        let from = self.top.saturating_sub(self.height());
        let on = self.galley.items_on(from, self.top - from);
        let own = |number: &usize| self.galley.items_of(Some(block)).contains(&(number - 1));
        on.filter(|(_, number)| own(number))
            .max_by_key(|(row, number)| (*row, usize::MAX - number))
            .map(|(_, n)| n - 1)
    }
}
