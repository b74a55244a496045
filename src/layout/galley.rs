//! The article set in one column, and where in it everything is.

use std::collections::HashMap;

use super::dress::{self, Company};
use super::flow::{Flow, Label};
use super::places::Places;
use super::setter::{Breaking, Setter, Shape};
use super::{Item, Line, Role, Run, Spot, Typesetting, front, items, table};
use crate::model::{Block, BlockId, BlockKind, Dropped, Level, Reading};

/// How to set an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Columns.
    pub width: usize,
    /// Show removed blocks in place.
    pub removed: bool,
    /// Say who, when, where and how long under the headline.
    pub imprint: bool,
    /// What the reader chose about how text is set.
    pub typesetting: Typesetting,
}

/// A heading of the article and its row.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// What it says.
    pub text: String,
    /// Its level.
    pub level: Level,
    /// The row that it begins on.
    pub row: usize,
}

/// The article set in one column. Made once for a width, then only looked at.
#[derive(Clone, Debug)]
pub struct Galley {
    /// The rows.
    pub lines: Vec<Line>,
    /// The texts that the rows are cut from.
    pub texts: Vec<(Option<BlockId>, String)>,
    /// The items of the sidebar, numbered from 1.
    pub items: Vec<Item>,
    /// The row where each item has its mark; as many as there are items.
    pub marks: Vec<usize>,
    /// The rows at which sections begin.
    pub sections: Vec<usize>,
    /// The headings, in order.
    pub headings: Vec<Heading>,
}

/// A block of the column: kept, or removed and shown in place.
enum Piece<'a> {
    Kept(&'a Block),
    Removed(&'a Dropped),
}

impl Galley {
    /// Sets an article.
    #[must_use]
    pub fn set(reading: &Reading, options: Options) -> Self {
        let items = items(reading);
        let places = Places::of(&items);
        let mut setter = Setter::new(options.width, options.typesetting.of(reading));
        front::set(&mut setter, reading, options.imprint);
        set_marks(&mut setter, None, &places);
        setter.blank();
        for group in groups(&pieces(reading, options.removed)) {
            set_group(&mut setter, group, &places);
        }
        while setter.lines.last().is_some_and(|line| line.flow.is_none() && line.runs.is_empty()) {
            setter.lines.pop();
        }
        let mut galley = Self::bare(setter);
        galley.marks = galley.rows_of_items(&items);
        galley.find_sections(reading);
        galley.items = items;
        galley
    }

    fn bare(setter: Setter) -> Self {
        let Setter { lines, texts, .. } = setter;
        Self {
            lines,
            texts,
            items: Vec::new(),
            marks: Vec::new(),
            sections: Vec::new(),
            headings: Vec::new(),
        }
    }

    /// The row of each item: that of its mark, else the last row of the block it stood after.
    fn rows_of_items(&self, items: &[Item]) -> Vec<usize> {
        let mut marks: HashMap<usize, usize> = HashMap::new();
        let mut last_rows: HashMap<BlockId, usize> = HashMap::new();
        for (row, line) in self.lines.iter().enumerate() {
            for (first, last) in line.runs.iter().filter_map(|run| run.items) {
                for number in first..=last {
                    marks.entry(number).or_insert(row);
                }
            }
            if let Some(block) = line.from {
                last_rows.insert(block, row);
            }
        }
        let stood = |item: &Item| last_rows.get(&item.after?).copied();
        items
            .iter()
            .map(|item| marks.get(&item.number).copied().or_else(|| stood(item)).unwrap_or(0))
            .collect()
    }

    fn find_sections(&mut self, reading: &Reading) {
        let mut rows = HashMap::new();
        for (row, line) in self.lines.iter().enumerate() {
            if let Some(block) = line.from {
                rows.entry(block).or_insert(row);
            }
        }
        let row = |block: &Block| rows.get(&block.id).copied();
        let begin = |section: &crate::model::Section| section.blocks.iter().find_map(row);
        self.sections = reading.article.sections.iter().filter_map(begin).collect();
        for block in reading.body() {
            if let (BlockKind::Heading(level), Some(row)) = (&block.kind, row(block)) {
                let text = block.clean_text().folded().into_string();
                self.headings.push(Heading { text, level: *level, row });
            }
        }
    }

    /// The spot that stands at a row, or next after it.
    #[must_use]
    pub fn spot(&self, row: usize) -> Spot {
        let below = self.lines.iter().skip(row).enumerate().find(|(_, line)| line.from.is_some());
        match below {
            Some((lead, line)) if row > 0 => Spot { block: line.from, offset: line.start, lead },
            _ => Spot::default(),
        }
    }

    /// The row of a spot; where its block is not shown, the row of the last one before it.
    #[must_use]
    pub fn row(&self, spot: Spot) -> usize {
        let Some(block) = spot.block else { return 0 };
        let here = |line: &Line| line.from == Some(block) && line.start <= spot.offset;
        let before = |line: &Line| line.from.is_some_and(|from| from <= block);
        let row =
            self.lines.iter().rposition(here).or_else(|| self.lines.iter().rposition(before)).unwrap_or(0);
        let is_blank = |row: &usize| self.lines.get(*row).is_some_and(|line| line.from.is_none());
        let blanks = (0..row).rev().take(spot.lead).take_while(is_blank).count();
        row - blanks
    }
}

/// The blocks to set, in document order.
fn pieces(reading: &Reading, removed: bool) -> Vec<(BlockId, Piece<'_>)> {
    let mut pieces: Vec<_> = reading.body().map(|block| (block.id, Piece::Kept(block))).collect();
    if removed {
        let shown = reading.ledger.iter().filter(|dropped| !dropped.block.text().trim().is_empty());
        pieces.extend(shown.map(|dropped| (dropped.block.id, Piece::Removed(dropped))));
        pieces.sort_by_key(|(id, _)| *id);
    }
    pieces
}

/// Pieces that stand together without a blank line: rows of a table, items of a list,
/// paragraphs of a quotation, a picture and its caption, removed blocks.
fn groups<'a, 'b>(pieces: &'b [(BlockId, Piece<'a>)]) -> impl Iterator<Item = &'b [(BlockId, Piece<'a>)]> {
    pieces.chunk_by(|(_, one), (_, next)| match (one, next) {
        (Piece::Removed(_), Piece::Removed(_)) => true,
        (Piece::Kept(one), Piece::Kept(next)) => cling(&one.kind, &next.kind),
        _ => false,
    })
}

fn cling(one: &BlockKind, next: &BlockKind) -> bool {
    use BlockKind::{Caption, Item, Media, Quote, Row};
    matches!((one, next), (Row, Row) | (Item { .. }, Item { .. }) | (Quote, Quote) | (Media(_), Caption))
}

fn set_group(setter: &mut Setter, group: &[(BlockId, Piece<'_>)], places: &Places) {
    let kept: Vec<&Block> = group.iter().filter_map(|(_, piece)| kept(piece)).collect();
    if let Some(Block { kind: BlockKind::Row, .. }) = kept.first() {
        table::set(setter, &kept, places);
    } else {
        let company = Company::of(&kept);
        for (index, (_, piece)) in group.iter().enumerate() {
            match piece {
                Piece::Kept(block) => dress::set_block(setter, block, index, company, places),
                Piece::Removed(dropped) => {
                    let next = group.get(index + 1).and_then(|(_, next)| removed(next));
                    set_removed(setter, dropped, next.is_none_or(|next| next.reason != dropped.reason));
                }
            }
        }
    }
    setter.blank();
}

fn kept<'a>(piece: &Piece<'a>) -> Option<&'a Block> {
    match piece {
        Piece::Kept(block) => Some(block),
        Piece::Removed(_) => None,
    }
}

fn removed<'a>(piece: &Piece<'a>) -> Option<&'a Dropped> {
    match piece {
        Piece::Removed(dropped) => Some(dropped),
        Piece::Kept(_) => None,
    }
}

/// A removed block in its place. The last of several that were removed for one reason tells it.
fn set_removed(setter: &mut Setter, dropped: &Dropped, tells: bool) {
    let mut flow = Flow::plain(&dropped.block.clean_text(), Role::Removed);
    if tells {
        flow.push_exact(&format!("  ‹{}›", dropped.reason.words()), Label::of(Role::RemovedRule));
    }
    let bar = vec![Run::label("╎ ", Role::RemovedRule)];
    setter.set(flow, Some(dropped.block.id), Shape::barred(bar, Breaking::Words));
}

/// The marks of what stood after a block, on a line of their own.
pub(super) fn set_marks(setter: &mut Setter, block: Option<BlockId>, places: &Places) {
    let after = places.after(block);
    if !after.is_empty() {
        if block.is_none() {
            setter.blank();
        }
        let mut flow = Flow::default();
        flow.mark_places(after);
        setter.set(flow, block, Shape::full(Breaking::Words));
    }
}
