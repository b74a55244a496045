//! Where things are in a galley: spots, items, texts, chapters.

use crate::layout::galley::compositor::{Compositor, first_text};
use crate::layout::galley::slug::What;
use crate::layout::{Chapter, Galley, Line, Mark, Spot, table};
use crate::model::{BlockId, Reading};

impl Galley {
    /// The spot that stands at a row, or next after it. The rows there must be set.
    #[must_use]
    pub fn spot(&self, row: usize) -> Spot {
        let below = self.lines(row).enumerate().find(|(_, line)| line.from.is_some());
        match below {
            Some((lead, line)) if row > 0 => Spot { block: line.from, offset: line.start, lead },
            _ => Spot::default(),
        }
    }

    /// The mark of a spot, without the blank lines before it; where its block is not shown, the
    /// last row of the one before it. Sets the slug that it is in.
    pub fn mark_of(&mut self, reading: &Reading, spot: Spot) -> Mark {
        let Some(block) = spot.block else { return Mark::default() };
        let front = self.slugs.first().and_then(|slug| slug.lines.as_deref()).unwrap_or_default();
        let here = |line: &Line| line.from == Some(block) && line.start <= spot.offset;
        if let Some(row) = front.iter().rposition(here) {
            return Mark { slug: 0, row };
        }
        let Some((piece, own)) = self.manuscript.piece_of(block) else { return Mark::default() };
        let offset = if own { spot.offset } else { usize::MAX };
        let slug = self.slug_of(piece, offset);
        self.set_slug(reading, slug);
        let id = self.manuscript.pieces.get(piece).map(|piece| piece.id);
        let lines = self.slugs.get(slug).and_then(|slug| slug.lines.as_deref()).unwrap_or_default();
        let row = lines.iter().rposition(|line| line.from == id && line.start <= offset);
        let row = row.or_else(|| lines.iter().position(|line| line.from.is_some()));
        Mark { slug, row: row.unwrap_or(0) }
    }

    /// How many blank rows stand right above a mark, at most so many. They must be set.
    #[must_use]
    pub fn lead(&self, mark: Mark, most: usize) -> usize {
        let row = self.row(mark);
        let blank = |row: &usize| self.line(*row).is_some_and(|line| line.from.is_none());
        (0..row).rev().take(most).take_while(blank).count()
    }

    /// The slug that a byte of a piece is in.
    fn slug_of(&self, piece: usize, offset: usize) -> usize {
        let manuscript = &self.manuscript;
        self.slugs.partition_point(|slug| slug.start(manuscript) <= (piece, offset)).saturating_sub(1)
    }

    /// Where an item has its mark; without one, the end of the block that it stood after.
    #[must_use]
    pub fn spot_of_item(&self, reading: &Reading, item: usize) -> Option<Spot> {
        let item = self.items.get(item)?;
        let Some(block) = item.after else { return Some(Spot::default()) };
        let mut offset = usize::MAX;
        if let Some((piece, true)) = self.manuscript.piece_of(block) {
            let flow = self.manuscript.flow(reading, piece);
            let stands = |items: Option<(usize, usize)>| {
                items.is_some_and(|(first, last)| (first..=last).contains(&item.number))
            };
            if let Some(at) = flow.pieces.iter().position(|piece| stands(piece.label.items)) {
                offset =
                    at.checked_sub(1).and_then(|before| flow.pieces.get(before)).map_or(0, |piece| piece.end);
            }
        }
        Some(Spot { block: Some(block), offset, lead: 0 })
    }

    /// The mark of an item. Sets what it is in.
    pub fn mark_of_item(&mut self, reading: &Reading, item: usize) -> Option<Mark> {
        let number = self.items.get(item)?.number;
        let spot = self.spot_of_item(reading, item)?;
        let mark = self.mark_of(reading, spot);
        if spot.block.is_some() {
            return Some(mark);
        }
        let front = self.slugs.first().and_then(|slug| slug.lines.as_deref()).unwrap_or_default();
        let row = front.iter().position(|line| line.runs.iter().any(|run| run.stands_for(number)));
        Some(Mark { slug: 0, row: row.unwrap_or(0) })
    }

    /// Of the items on some rows, and with their row, the number; `above` is the last item above
    /// them. The rows must be set.
    pub fn items_on(&self, from: usize, rows: usize) -> impl Iterator<Item = (usize, usize)> {
        let lines = self.lines(from).take(rows).enumerate();
        lines.flat_map(move |(row, line)| {
            let ranges = line.runs.iter().filter_map(|run| run.items);
            ranges.flat_map(move |(first, last)| (first..=last).map(move |number| (from + row, number)))
        })
    }

    /// The items within and after a block, counted from 0.
    #[must_use]
    pub fn items_of(&self, block: Option<BlockId>) -> &[usize] {
        self.manuscript.places.held(block)
    }

    /// The last item of the blocks before one; counted from 0.
    #[must_use]
    pub fn item_before(&self, block: Option<BlockId>) -> Option<usize> {
        self.manuscript.places.last_before(block)
    }

    /// The chapters, in order.
    #[must_use]
    pub fn chapters(&self) -> &[Chapter] {
        &self.manuscript.chapters
    }

    /// The chapter of the last text at a row or above it. The rows there must be set.
    #[must_use]
    pub fn chapter_at(&self, row: usize) -> Option<usize> {
        let spot = self.spot(row.max(1));
        let piece = match spot.block {
            None => self.manuscript.pieces.len().checked_sub(1)?,
            Some(block) => match self.manuscript.piece_of(block)? {
                (piece, true) if spot.lead == 0 => piece,
                (piece, true) => piece.checked_sub(1)?,
                (_, false) => return None,
            },
        };
        self.manuscript.pieces.get(piece).map(|piece| piece.chapter)
    }

    /// The chapter that a block is in.
    #[must_use]
    pub fn chapter_of(&self, block: BlockId) -> Option<usize> {
        let (piece, _) = self.manuscript.piece_of(block)?;
        self.manuscript.pieces.get(piece).map(|piece| piece.chapter)
    }

    /// The letters of the article without what stands before its text, in bytes.
    #[must_use]
    pub fn letters(&self) -> usize {
        self.manuscript.letters()
    }

    /// How many letters stand above a row, which must be set: of what stands before the text, and
    /// of the text.
    #[must_use]
    pub fn letters_above(&self, row: usize) -> (usize, usize) {
        let front = self.slugs.first().and_then(|slug| slug.lines.as_deref()).unwrap_or_default();
        let front = front.iter().take(row).filter(|line| line.flow.is_some());
        let before = front.map(|line| line.end - line.start).sum();
        let spot = self.spot(row);
        let text = match spot.block.map(|block| self.manuscript.piece_of(block)) {
            Some(Some((at, true))) => self
                .manuscript
                .pieces
                .get(at)
                .map_or(0, |piece| (piece.letters.start + spot.offset).min(piece.letters.end)),
            Some(_) => 0,
            None if row == 0 => 0,
            None => self.letters(),
        };
        (before, text)
    }

    /// Where a letter of the article stands, counted in bytes.
    #[must_use]
    pub fn spot_of_letter(&self, letter: usize) -> Spot {
        let pieces = &self.manuscript.pieces;
        let piece = pieces.get(pieces.partition_point(|piece| piece.letters.end <= letter));
        piece.map_or_else(Spot::default, |piece| Spot {
            block: Some(piece.id),
            offset: letter.saturating_sub(piece.letters.start),
            lead: 0,
        })
    }

    /// How many of the texts are of what stands before the text.
    #[must_use]
    pub fn front_texts(&self, reading: &Reading) -> usize {
        first_text(reading)
    }

    /// How many texts there are to search; some numbers have none.
    #[must_use]
    pub fn texts(&self, reading: &Reading) -> usize {
        first_text(reading) + self.manuscript.pieces.len()
    }

    /// The texts from a number on that are made together: one, or those of a table.
    #[must_use]
    pub fn text(&self, reading: &Reading, number: usize) -> Vec<String> {
        let Some(piece) = number.checked_sub(first_text(reading)) else {
            return vec![self.front.get(number).cloned().unwrap_or_default()];
        };
        let slug = self.slugs.get(self.slug_of(piece, 0));
        if let Some(What::Pieces(pieces)) = slug.map(|slug| slug.what.clone()) {
            let (manuscript, options, imprint) = (&self.manuscript, self.options, &self.imprint);
            let compositor = Compositor { reading, manuscript, options, imprint };
            let rows = compositor.rows(pieces.clone());
            if !rows.is_empty() {
                let texts = table::texts(&rows, &manuscript.places, options.width).into_iter();
                return texts.skip(piece - pieces.start).collect();
            }
        }
        vec![self.manuscript.flow(reading, piece).text.clone()]
    }

    /// A text that is too long to be copied.
    #[must_use]
    pub fn giant_text(&self, reading: &Reading, number: usize) -> Option<&str> {
        self.manuscript.giant(number.checked_sub(first_text(reading))?).map(|flow| flow.text.as_str())
    }

    /// Whether the texts change with the width.
    #[must_use]
    pub fn has_tables(&self) -> bool {
        self.manuscript.tables
    }

    /// The block of a text, if it is not of the front.
    #[must_use]
    pub fn block_of_text(&self, reading: &Reading, text: usize) -> Option<BlockId> {
        Some(self.manuscript.pieces.get(text.checked_sub(first_text(reading))?)?.id)
    }

    /// The mark of a byte of a text. Sets the slug that it is in.
    pub fn mark_of_text(&mut self, reading: &Reading, text: usize, byte: usize) -> Mark {
        let piece = text.checked_sub(first_text(reading));
        let slug = piece.map_or(0, |piece| self.slug_of(piece, byte));
        self.set_slug(reading, slug);
        let lines = self.slugs.get(slug).and_then(|slug| slug.lines.as_deref()).unwrap_or_default();
        let row = lines.iter().position(|line| line.flow == Some(text) && line.end > byte);
        let row = row.or_else(|| lines.iter().rposition(|line| line.flow == Some(text)));
        Mark { slug, row: row.unwrap_or(0) }
    }

    /// The text and the byte that a row begins with, or the next row that has text.
    #[must_use]
    pub fn text_at(&self, row: usize) -> (usize, usize) {
        let begins = |line: &Line| Some((line.flow?, line.start));
        self.lines(row).find_map(begins).unwrap_or_default()
    }
}
