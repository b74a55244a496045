//! Cuts a manuscript into slugs: what is set together, and small enough to be set at once.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::layout::Line;
use crate::layout::galley::manuscript::{Manuscript, Source};
use crate::model::{BlockId, BlockKind, Reading};

/// Bytes of text after which a list or a quotation goes on in another slug, and of a slice of a
/// giant text.
const SLUG: usize = 4 << 10;

/// How many rows of a table are set together, with their columns in line.
const TABLE: usize = 200;

/// A unit of set type.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Slug {
    pub(in crate::layout) what: What,
    /// Whether its first piece stands apart from what is above it.
    pub(in crate::layout) opens: bool,
    /// Whether a blank line ends it.
    pub(in crate::layout) ends: bool,
    /// Its lines, while it is set.
    pub(in crate::layout) lines: Option<Vec<Line>>,
}

/// What a slug shows.
#[derive(Clone, Debug)]
pub(in crate::layout) enum What {
    /// What stands before the text.
    Front,
    /// Pieces.
    Pieces(Range<usize>),
    /// Some bytes of a giant piece.
    Slice(usize, Range<usize>),
    /// A folded chapter.
    Fold(usize),
}

impl Slug {
    fn new(what: What, opens: bool, ends: bool) -> Self {
        Self { what, opens, ends, lines: None }
    }

    /// The place of its beginning: a piece and a byte of it.
    pub(in crate::layout) fn start(&self, manuscript: &Manuscript) -> (usize, usize) {
        match &self.what {
            What::Front => (0, 0),
            What::Pieces(pieces) => (pieces.start, 0),
            What::Slice(piece, bytes) => (*piece, bytes.start),
            What::Fold(chapter) => (manuscript.chapters.get(*chapter).map_or(0, |c| c.pieces.start), 0),
        }
    }

    /// About how many rows it will take.
    pub(in crate::layout) fn estimate(&self, manuscript: &Manuscript, width: usize) -> usize {
        let rows = |bytes: usize| bytes / width.max(1) + 1;
        let text = match &self.what {
            What::Front => 4,
            What::Pieces(pieces) => {
                let pieces = manuscript.pieces.get(pieces.clone()).unwrap_or_default();
                pieces.iter().map(|piece| rows(piece.bytes)).sum()
            }
            What::Slice(_, bytes) => rows(bytes.len()),
            What::Fold(_) => 2,
        };
        text + usize::from(self.ends)
    }
}

/// All slugs of a manuscript, the front first.
pub(in crate::layout) fn slugs(
    manuscript: &Manuscript,
    reading: &Reading,
    folded: &BTreeSet<BlockId>,
) -> Vec<Slug> {
    let mut slugs = vec![Slug::new(What::Front, true, true)];
    let folds: Vec<bool> =
        manuscript.chapters.iter().map(|chapter| folded.contains(&chapter.block)).collect();
    let fold = |at: usize| {
        manuscript.pieces.get(at).map(|piece| piece.chapter).filter(|c| folds.get(*c) == Some(&true))
    };
    let mut at = 0;
    while at < manuscript.pieces.len() {
        if let Some(chapter) = fold(at) {
            slugs.push(Slug::new(What::Fold(chapter), true, true));
            at = manuscript.chapters.get(chapter).map_or(at + 1, |chapter| chapter.pieces.end.max(at + 1));
            continue;
        }
        let mut end = at + 1;
        while end < manuscript.pieces.len() && fold(end).is_none() && manuscript.clings(reading, end) {
            end += 1;
        }
        group(manuscript, reading, at..end, &mut slugs);
        at = end;
    }
    slugs
}

/// Cuts pieces that stand together.
fn group(manuscript: &Manuscript, reading: &Reading, pieces: Range<usize>, slugs: &mut Vec<Slug>) {
    let begun = slugs.len();
    let is_table = matches!(manuscript.source(reading, pieces.start), Some(Source::Kept(block)) if matches!(block.kind, BlockKind::Row));
    let (mut start, mut bytes) = (pieces.start, 0);
    for at in pieces.clone() {
        if let Some(flow) = manuscript.giant(at) {
            if start < at {
                slugs.push(Slug::new(What::Pieces(start..at), slugs.len() == begun, false));
            }
            for slice in slices(&flow.text) {
                slugs.push(Slug::new(What::Slice(at, slice), slugs.len() == begun, false));
            }
            (start, bytes) = (at + 1, 0);
            continue;
        }
        bytes += manuscript.pieces.get(at).map_or(0, |piece| piece.bytes);
        let full = if is_table { at + 1 - start >= TABLE } else { bytes >= SLUG };
        if full || at + 1 == pieces.end {
            slugs.push(Slug::new(What::Pieces(start..at + 1), slugs.len() == begun, false));
            (start, bytes) = (at + 1, 0);
        }
    }
    if let Some(last) = slugs.get_mut(begun..).and_then(<[Slug]>::last_mut) {
        last.ends = true;
    }
}

/// Cuts a giant text where a line would end anyway, else after a sentence, else between words,
/// else anywhere. The break or space between two slices belongs to neither.
fn slices(text: &str) -> Vec<Range<usize>> {
    let border = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let mut slices = Vec::new();
    let mut start = 0;
    while text.len() - start > SLUG * 2 {
        let (from, to) = (border(start + SLUG), border(start + SLUG * 3 / 2));
        let window = text.get(from..to).unwrap_or_default();
        let sentence = || window.find(". ").map(|at| at + 1);
        let gap = window.find('\n').or_else(sentence).or_else(|| window.find(' '));
        let end = gap.map_or(to, |gap| from + gap);
        slices.push(start..end);
        start = if gap.is_some() { end + 1 } else { end };
    }
    slices.push(start..text.len());
    slices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_giant_text_is_cut_after_sentences_and_keeps_every_letter() {
        let text = "A barge struck the dock at dawn. ".repeat(2000);
        let slices = slices(&text);
        assert!(slices.len() > 10);
        let cut: Vec<&str> = slices.iter().filter_map(|slice| text.get(slice.clone())).collect();
        assert_eq!(cut.join(" "), text);
        assert!(cut.iter().rev().skip(1).all(|slice| slice.ends_with('.') && slice.len() < SLUG * 2));
        let word = "渡".repeat(20_000);
        let slices = super::slices(&word);
        assert!(slices.len() > 5 && slices.iter().all(|slice| word.get(slice.clone()).is_some()));
    }
}
