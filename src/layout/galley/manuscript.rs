//! The article in the order in which it is set: its blocks, with the removed ones in their places
//! where they are shown, and its chapters. The same at every width, and made once.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::layout::galley::places::Places;
use crate::layout::setting::dress::role;
use crate::layout::setting::flow::{Flow, Label};
use crate::layout::{Item, Role, items};
use crate::model::{Block, BlockId, BlockKind, Dropped, Level, Reading, Section};

/// A text of more bytes than this is set in slices.
const GIANT: usize = 64 << 10;

/// How many words of its text stand for the title of a chapter without one.
const WORDS: usize = 8;

/// The article in the order in which it is set.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Manuscript {
    pub(in crate::layout) items: Arc<[Item]>,
    pub(in crate::layout) places: Places,
    pub(in crate::layout) pieces: Vec<Piece>,
    pub(in crate::layout) chapters: Vec<Chapter>,
    /// The bytes of all texts, removed ones too.
    pub(in crate::layout) bytes: usize,
    /// Whether there are tables, whose texts change with the width.
    pub(in crate::layout) tables: bool,
    /// The flows that are too long to be made more than once.
    giants: HashMap<BlockId, Arc<Flow>>,
}

/// A block of the column.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Piece {
    pub(in crate::layout) id: BlockId,
    of: Of,
    pub(in crate::layout) chapter: usize,
    /// The letters of the article before it, in bytes, and its own; a removed block has none.
    pub(in crate::layout) letters: Range<usize>,
    /// The bytes of its text.
    pub(in crate::layout) bytes: usize,
}

/// Where in the reading a block is.
#[derive(Clone, Copy, Debug)]
enum Of {
    Kept { section: usize, at: usize },
    Removed { at: usize },
}

/// A block of the column: kept, or removed and shown in place.
#[derive(Clone, Copy)]
pub(in crate::layout) enum Source<'a> {
    Kept(&'a Block),
    Removed(&'a Dropped),
}

/// A section of the article, as an outline shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Its heading; without one, the first words of its text.
    pub title: String,
    /// The level of its heading, if it has one.
    pub level: Option<Level>,
    /// Its first block.
    pub block: BlockId,
    /// Where its letters stand among those of the article.
    pub letters: Range<usize>,
    /// Its paragraphs.
    pub paragraphs: usize,
    /// Its words.
    pub words: usize,
    /// Its pieces, removed ones among them.
    pub(in crate::layout) pieces: Range<usize>,
}

impl Manuscript {
    pub(in crate::layout) fn of(reading: &Reading, removed: bool) -> Self {
        let items: Arc<[Item]> = items(reading).into();
        let places = Places::of(Arc::clone(&items));
        let mut manuscript = Self {
            items,
            places,
            pieces: Vec::new(),
            chapters: chapters(reading),
            bytes: 0,
            tables: reading.body().any(|block| matches!(block.kind, BlockKind::Row)),
            giants: HashMap::new(),
        };
        manuscript.collect(reading, removed);
        manuscript
    }

    /// Takes the removed blocks in, or leaves them out. Nothing else may have changed.
    pub(in crate::layout) fn collect(&mut self, reading: &Reading, removed: bool) {
        self.pieces = pieces(reading, removed);
        self.bytes = self.pieces.iter().map(|piece| piece.bytes).sum();
        let parts = self.pieces.chunk_by(|one, next| one.chapter == next.chapter);
        let mut end = 0;
        for (chapter, part) in self.chapters.iter_mut().zip(parts) {
            chapter.pieces = end..end + part.len();
            end += part.len();
            chapter.letters = part.first().map_or(0, |piece| piece.letters.start)
                ..part.last().map_or(0, |piece| piece.letters.end);
        }
        for at in 0..self.pieces.len() {
            let giant = self.pieces.get(at).filter(|piece| piece.bytes > GIANT).map(|piece| piece.id);
            if let Some(id) = giant.filter(|id| !self.giants.contains_key(id)) {
                self.giants.insert(id, Arc::new(self.make_flow(reading, at)));
            }
        }
    }

    /// A piece's block.
    pub(in crate::layout) fn source<'a>(&self, reading: &'a Reading, at: usize) -> Option<Source<'a>> {
        match self.pieces.get(at)?.of {
            Of::Kept { section, at } => {
                reading.article.sections.get(section)?.blocks.get(at).map(Source::Kept)
            }
            Of::Removed { at } => reading.ledger.get(at).map(Source::Removed),
        }
    }

    /// The flow of a piece that is set in slices.
    pub(in crate::layout) fn giant(&self, at: usize) -> Option<&Arc<Flow>> {
        let piece = self.pieces.get(at).filter(|piece| piece.bytes > GIANT)?;
        self.giants.get(&piece.id)
    }

    /// A piece's text as it is set; rows of a table are set together, not by this.
    pub(in crate::layout) fn flow(&self, reading: &Reading, at: usize) -> Arc<Flow> {
        self.giant(at).cloned().unwrap_or_else(|| Arc::new(self.make_flow(reading, at)))
    }

    fn make_flow(&self, reading: &Reading, at: usize) -> Flow {
        match self.source(reading, at) {
            Some(Source::Kept(block)) => self.kept_flow(block, self.source(reading, at + 1)),
            Some(Source::Removed(dropped)) => removed_flow(dropped, self.told_by(reading, at, dropped)),
            None => Flow::default(),
        }
    }

    /// How many removed blocks in a row were removed for the reason that the last of them tells;
    /// 0 for those that it tells it for.
    fn told_by(&self, reading: &Reading, at: usize, dropped: &Dropped) -> usize {
        let is_same = |at: usize| match self.source(reading, at) {
            Some(Source::Removed(other)) => other.reason.is_told_as(other.block.id, dropped),
            _ => false,
        };
        if is_same(at + 1) { 0 } else { 1 + (0..at).rev().take_while(|at| is_same(*at)).count() }
    }

    fn kept_flow(&self, block: &Block, next: Option<Source<'_>>) -> Flow {
        let mut flow = match &block.kind {
            BlockKind::Media(media) => Flow::of_media(media, block, &self.places, caption(next).as_deref()),
            _ => Flow::of(block, role(block), &self.places),
        };
        if !matches!(block.kind, BlockKind::Code | BlockKind::Row) {
            flow.mark_places(&self.places.after(Some(block.id)));
        }
        flow
    }

    /// Whether a piece stands with the one before it, without a blank line: rows of a table,
    /// items of a list, paragraphs of a quotation, a picture and its caption, removed blocks.
    pub(in crate::layout) fn clings(&self, reading: &Reading, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.source(reading, before));
        match (before, self.source(reading, at)) {
            (Some(Source::Removed(_)), Some(Source::Removed(_))) => true,
            (Some(Source::Kept(one)), Some(Source::Kept(next))) => cling(&one.kind, &next.kind),
            _ => false,
        }
    }

    /// The piece of a block, or else the last one before it, and whether it is the block's own.
    pub(in crate::layout) fn piece_of(&self, block: BlockId) -> Option<(usize, bool)> {
        let at = self.pieces.partition_point(|piece| piece.id <= block).checked_sub(1)?;
        Some((at, self.pieces.get(at)?.id == block))
    }

    /// All letters of the article, in bytes.
    pub(in crate::layout) fn letters(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.letters.end)
    }
}

/// The blocks to set, in document order.
fn pieces(reading: &Reading, removed: bool) -> Vec<Piece> {
    let piece = |block: &Block, of, chapter| {
        let bytes = block.spans.iter().map(|span| span.text.len()).sum();
        Piece { id: block.id, of, chapter, letters: 0..0, bytes }
    };
    let mut pieces = Vec::new();
    let sections = reading.article.sections.iter().enumerate().filter(|(_, part)| !part.blocks.is_empty());
    for (chapter, (section, part)) in sections.enumerate() {
        let kept = |(at, block)| piece(block, Of::Kept { section, at }, chapter);
        pieces.extend(part.blocks.iter().enumerate().map(kept));
    }
    if removed {
        let shown = reading.ledger.iter().enumerate();
        let shown = shown.filter(|(_, dropped)| !dropped.block.text().trim().is_empty());
        pieces.extend(shown.map(|(at, dropped)| piece(&dropped.block, Of::Removed { at }, 0)));
        pieces.sort_by_key(|piece| piece.id);
    }
    let (mut letters, mut chapter) = (0, 0);
    for piece in &mut pieces {
        if let Of::Kept { .. } = piece.of {
            piece.letters = letters..letters + piece.bytes;
            letters += piece.bytes;
            chapter = piece.chapter;
        } else {
            piece.letters = letters..letters;
            piece.chapter = chapter;
        }
    }
    pieces
}

/// The chapters, without their pieces.
fn chapters(reading: &Reading) -> Vec<Chapter> {
    let chapter = |section: &Section| {
        let first = section.blocks.first()?;
        let level = match first.kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        let told = section.blocks.iter().find(|block| block.spans.iter().any(|span| !span.text.is_empty()));
        let title = match level {
            Some(_) => first.clean_text().folded().into_string(),
            None => told.map(first_words).unwrap_or_default(),
        };
        let prose = || section.blocks.iter().filter(|block| block.is_prose());
        let paragraphs = prose().filter(|block| !matches!(block.kind, BlockKind::Heading(_))).count();
        let words = prose().map(words).sum();
        Some(Chapter { title, level, block: first.id, letters: 0..0, paragraphs, words, pieces: 0..0 })
    };
    reading.article.sections.iter().filter_map(chapter).collect()
}

fn words(block: &Block) -> usize {
    block.spans.iter().map(|span| crate::model::count_words(&span.text)).sum()
}

/// The first words of a block, with an ellipsis if there are more.
fn first_words(block: &Block) -> String {
    let start: String = block.spans.iter().flat_map(|span| span.text.chars()).take(200).collect();
    let mut words = start.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(WORDS).collect();
    let more = words.next().is_some();
    format!("{}{}", first.join(" "), if more { " …" } else { "" })
}

fn cling(one: &BlockKind, next: &BlockKind) -> bool {
    use BlockKind::{Caption, Item, Media, Quote, Row};
    matches!(
        (one, next),
        (Row, Row)
            | (Item { .. }, Item { .. })
            | (Quote, Quote)
            | (Media(_), Media(_))
            | (Media(_) | Caption, Caption)
    )
}

/// What a caption says.
fn caption(source: Option<Source<'_>>) -> Option<String> {
    match source {
        Some(Source::Kept(block)) if matches!(block.kind, BlockKind::Caption) => {
            Some(block.clean_text().folded().into_string())
        }
        _ => None,
    }
}

/// A removed block. The last of so many that were removed for one reason tells it.
fn removed_flow(dropped: &Dropped, told_by: usize) -> Flow {
    let mut flow = Flow::plain(&dropped.block.clean_text(), Role::Removed);
    let why = dropped.reason.told(dropped.block.id);
    let words = match told_by {
        0 => return flow,
        1 => format!("  ‹{why}›"),
        // The number does not stand on a line of its own.
        count => format!("  ‹{why} ·\u{A0}{count}\u{A0}lines›"),
    };
    flow.push_exact(&words, Label::of(Role::RemovedRule));
    flow
}
