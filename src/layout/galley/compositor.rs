//! Sets slugs into lines: how each kind of block is dressed.

use crate::layout::galley::manuscript::{Manuscript, Source};
use crate::layout::galley::slug::{Slug, What};
use crate::layout::setting::flow::{Flow, Label, Piece};
use crate::layout::setting::setter::{Breaking, Setter, Shape};
use crate::layout::{Imprint, Line, Options, PACE, Role, Run, dress, front, table};
use crate::model::{Block, BlockId, BlockKind, Reading};

/// Numbers of a list end in one column with those of so many items before and after.
const NEAR: usize = 60;

/// Who sets the slugs of an article.
#[derive(Clone, Copy)]
pub(in crate::layout) struct Compositor<'a> {
    pub(in crate::layout) reading: &'a Reading,
    pub(in crate::layout) manuscript: &'a Manuscript,
    pub(in crate::layout) options: Options,
    pub(in crate::layout) imprint: &'a Imprint,
}

/// The lines of a slug, and the texts of the front.
pub(in crate::layout) struct Proof {
    pub(in crate::layout) lines: Vec<Line>,
    pub(in crate::layout) texts: Vec<String>,
}

/// The number of the first piece's text: before it come those of the front.
pub(in crate::layout) fn first_text(reading: &Reading) -> usize {
    reading.article.front.len() + 8
}

impl Compositor<'_> {
    /// Sets a slug. `below` says that there are lines above it.
    pub(in crate::layout) fn set(&self, slug: &Slug, below: bool, last: bool) -> Proof {
        let how = self.options.typesetting.of(self.reading);
        let mut setter = Setter::new(self.options.width, how);
        setter.below = below;
        match &slug.what {
            What::Front => self.front(&mut setter),
            What::Pieces(pieces) => self.pieces(&mut setter, slug, pieces.clone()),
            What::Slice(piece, bytes) => self.slice(&mut setter, slug, *piece, bytes),
            What::Fold(chapter) => self.fold(&mut setter, *chapter),
        }
        let pieces_only = !matches!(slug.what, What::Front);
        // The line under a heading is space enough.
        if slug.ends && pieces_only && !setter.ruled {
            setter.blank();
        }
        let Setter { mut lines, texts, .. } = setter;
        while last && lines.last().is_some_and(|line| line.flow.is_none() && line.runs.is_empty()) {
            lines.pop();
        }
        Proof { lines, texts }
    }

    fn front(&self, setter: &mut Setter) {
        let marks = self.manuscript.places.after(None);
        front::set(setter, self.reading, self.imprint, &marks, self.options.imprint);
    }

    fn pieces(&self, setter: &mut Setter, slug: &Slug, pieces: std::ops::Range<usize>) {
        let first = first_text(self.reading);
        let blocks = self.rows(pieces.clone());
        if !blocks.is_empty() {
            setter.text = first + pieces.start;
            let after = |setter: &mut Setter, id, end| self.marks(setter, Some(id), end);
            table::set(setter, &blocks, &self.manuscript.places, &after);
            return;
        }
        for at in pieces.clone() {
            let Some(source) = self.manuscript.source(self.reading, at) else { continue };
            let flow = Flow::clone(&self.manuscript.flow(self.reading, at));
            let end = flow.text.len();
            let (id, shape) = self.dress(setter, at, source, slug.opens && at == pieces.start);
            setter.text = first + at;
            setter.set(flow, Some(id), shape);
            self.marks_below(setter, source, end);
        }
    }

    /// The blocks of pieces that are rows of a table.
    pub(in crate::layout) fn rows(&self, pieces: std::ops::Range<usize>) -> Vec<&Block> {
        let row = |at| match self.manuscript.source(self.reading, at) {
            Some(Source::Kept(block)) if matches!(block.kind, BlockKind::Row) => Some(block),
            _ => None,
        };
        pieces.map_while(row).collect()
    }

    fn slice(&self, setter: &mut Setter, slug: &Slug, piece: usize, bytes: &std::ops::Range<usize>) {
        let Some(source) = self.manuscript.source(self.reading, piece) else { return };
        let whole = self.manuscript.flow(self.reading, piece);
        let flow = part(&whole, bytes);
        let (id, mut shape) = if bytes.start == 0 {
            self.dress(setter, piece, source, slug.opens)
        } else {
            self.bare(setter.width(), piece, source)
        };
        if bytes.start > 0 {
            shape = shape.going_on();
        }
        setter.text = first_text(self.reading) + piece;
        setter.base = bytes.start;
        setter.set(flow, Some(id), shape);
        setter.base = 0;
        if bytes.end == whole.text.len() {
            self.marks_below(setter, source, bytes.end);
        }
    }

    /// The marks of what stood after text that is kept letter for letter.
    fn marks_below(&self, setter: &mut Setter, source: Source<'_>, end: usize) {
        if let Source::Kept(block) = source
            && matches!(block.kind, BlockKind::Code)
        {
            self.marks(setter, Some(block.id), end);
        }
    }

    /// A folded chapter: its heading, or the first line of its text, and what is hidden.
    fn fold(&self, setter: &mut Setter, chapter: usize) {
        let Some(chapter) = self.manuscript.chapters.get(chapter) else { return };
        let head = chapter
            .pieces
            .clone()
            .find(|at| self.manuscript.pieces.get(*at).is_some_and(|piece| piece.id == chapter.block));
        let Some((head, source)) = head.and_then(|at| Some((at, self.manuscript.source(self.reading, at)?)))
        else {
            return;
        };
        let (id, mut shape) = self.dress(setter, head, source, true);
        if shape.breaking == Breaking::Ruled {
            shape.breaking = Breaking::Even;
        }
        let before = setter.lines.len();
        let flow = self.manuscript.flow(self.reading, head);
        setter.text = first_text(self.reading) + head;
        // A line has few letters: no more of a giant text is needed than its first slice.
        let start = flow.text.char_indices().map(|(at, _)| at).nth(2000).unwrap_or(flow.text.len());
        setter.set(part(&flow, &(0..start)), Some(id), shape);
        if chapter.level.is_none() {
            setter.lines.truncate(before + 1);
        }
        let mut told = Flow::default();
        told.push_exact(&hidden(chapter), Label::of(Role::Fold));
        setter.set(told, Some(id), Shape::barred(vec![Run::label("  ", Role::Fold)], Breaking::Words));
        for line in setter
            .lines
            .iter_mut()
            .skip(before)
            .filter(|line| line.flow != Some(first_text(self.reading) + head))
        {
            (line.flow, line.start, line.end) = (None, flow.text.len(), flow.text.len());
        }
    }

    /// The marks of what stood after a block, on a line of their own.
    fn marks(&self, setter: &mut Setter, block: Option<BlockId>, end: usize) {
        let after = self.manuscript.places.after(block);
        if after.is_empty() {
            return;
        }
        let mut flow = Flow::default();
        flow.mark_places(&after);
        let before = setter.lines.len();
        setter.set(flow, block, Shape::full(Breaking::Words));
        for line in setter.lines.iter_mut().skip(before) {
            (line.flow, line.start, line.end) = (None, end, end);
        }
    }

    /// Sets what stands above a block, and says how the block is set. `opens` if it stands apart
    /// from what is above it.
    fn dress(&self, setter: &mut Setter, at: usize, source: Source<'_>, opens: bool) -> (BlockId, Shape) {
        if let Source::Kept(block) = source {
            dress::above(setter, block, opens);
        }
        self.bare(setter.width(), at, source)
    }

    /// How a block is set.
    fn bare(&self, width: usize, at: usize, source: Source<'_>) -> (BlockId, Shape) {
        match source {
            Source::Kept(block) => (block.id, dress::shape(block, width, self.digits(at, block))),
            Source::Removed(dropped) => {
                let bar = vec![Run::label("╎ ", Role::RemovedRule)];
                (dropped.block.id, Shape::barred(bar, Breaking::Words))
            }
        }
    }

    /// The digits of the longest number of the list that an item is of, as far as it is near.
    fn digits(&self, at: usize, block: &Block) -> usize {
        let BlockKind::Item { depth, ordinal: Some(_) } = block.kind else { return 0 };
        let clings = |at: &usize| self.manuscript.clings(self.reading, *at);
        let above = (0..=at).rev().take(NEAR).take_while(clings).last().map_or(at, |first| first - 1);
        let below = (at + 1..at + NEAR).take_while(clings).last().unwrap_or(at);
        let number = |at| match self.manuscript.source(self.reading, at) {
            Some(Source::Kept(Block { kind: BlockKind::Item { depth: its, ordinal }, .. }))
                if *its == depth =>
            {
                *ordinal
            }
            _ => None,
        };
        (above..=below).filter_map(number).max().map_or(0, |most| most.to_string().len())
    }
}

/// What a folded chapter hides: `⋯ 12 paragraphs, 3 min`.
fn hidden(chapter: &crate::layout::Chapter) -> String {
    let minutes = chapter.words.div_ceil(PACE);
    let paragraphs = match chapter.paragraphs {
        0 => return "⋯ folded".to_owned(),
        1 => "1 paragraph".to_owned(),
        count => format!("{count} paragraphs"),
    };
    if minutes == 0 { format!("⋯ {paragraphs}") } else { format!("⋯ {paragraphs}, {minutes} min") }
}

/// Some bytes of a flow.
fn part(flow: &Flow, bytes: &std::ops::Range<usize>) -> Flow {
    let text = flow.text.get(bytes.clone()).unwrap_or_default().to_owned();
    let from = flow.pieces.partition_point(|piece| piece.end <= bytes.start);
    let mut pieces = Vec::new();
    for piece in flow.pieces.iter().skip(from) {
        pieces.push(Piece { end: piece.end.min(bytes.end) - bytes.start, label: piece.label });
        if piece.end >= bytes.end {
            break;
        }
    }
    Flow { text, pieces }
}
