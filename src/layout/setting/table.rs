//! The rows of a table: columns that line up, narrower where they must be, and where even
//! that is too wide, each row as lines of its own.

use std::ops::Range;

use crate::layout::galley::places::Places;
use crate::layout::setting::compose::{Composed, compose};
use crate::layout::setting::flow::{Flow, Label};
use crate::layout::setting::setter::{Breaking, Setter, Shape, columns};
use crate::layout::{Role, Run, Typesetting};
use crate::model::{Block, BlockId, Marks};
use crate::wrap::width;

/// White space between two columns, and the least there may be.
const GAP: usize = 3;
const LEAST_GAP: usize = 2;

/// A column need not be wider than this for the sake of a long word.
const WORD: usize = 14;

/// A column narrower than this may not need this many times its width.
const NARROW: usize = 20;
const TALL: usize = 6;

/// A table, cell by cell.
struct Table {
    rows: Vec<(BlockId, Vec<Flow>)>,
    columns: Vec<Column>,
    /// Whether the first row names the columns.
    header: bool,
    /// Whether the first column is the one at the right.
    from_the_right: bool,
}

/// What there is to know of a column.
#[derive(Clone, Copy, Default)]
struct Column {
    /// The columns of its widest cell, and of its longest word.
    natural: usize,
    word: usize,
    /// How many of its cells hold a number, and how many something else.
    numbers: usize,
    others: usize,
}

/// Sets what stood after a row.
type After<'a> = &'a dyn Fn(&mut Setter, BlockId, usize);

/// Sets a table, each row as a text of its own.
pub(in crate::layout) fn set(setter: &mut Setter, blocks: &[&Block], places: &Places, after: After<'_>) {
    let table = Table::of(blocks, places, setter.typesetting());
    match table.widths(setter.width()) {
        Some((widths, gap)) => table.set_in_columns(setter, &widths, gap, after),
        None => table.set_folded(setter, after),
    }
}

/// The texts of the rows as [`set`] sets them.
pub(in crate::layout) fn texts(blocks: &[&Block], places: &Places, width: usize) -> Vec<String> {
    let table = Table::of(blocks, places, Typesetting::default());
    if table.widths(width.max(1)).is_some() {
        return table.rows.iter().map(|(_, cells)| joined(cells)).collect();
    }
    let mut setter = Setter::new(width, Typesetting::default());
    table.set_folded(&mut setter, &|_, _, _| ());
    setter.texts
}

impl Table {
    fn of(blocks: &[&Block], places: &Places, how: Typesetting) -> Self {
        let rows = blocks.iter().map(|block| (block.id, Flow::cells(block, Role::Row, places)));
        let mut rows: Vec<(BlockId, Vec<Flow>)> = rows.collect();
        let count = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let mut columns = vec![Column::default(); count];
        for (_, cells) in rows.iter().skip(1) {
            columns.iter_mut().zip(cells).for_each(|(column, cell)| column.see(&cell.text));
        }
        let header = is_header(&rows, &columns);
        if let Some((_, cells)) = rows.first_mut() {
            for (column, cell) in columns.iter_mut().zip(cells) {
                if header {
                    column.widen(&cell.text);
                    strengthen(cell);
                } else {
                    column.see(&cell.text);
                }
            }
        }
        let from_the_right =
            rows.iter().flat_map(|(_, cells)| cells).any(|cell| how.begins_at_the_right(&cell.text));
        Self { rows, columns, header, from_the_right }
    }

    /// The widths of the columns and the gap between them; none if they do not fit.
    fn widths(&self, room: usize) -> Option<(Vec<usize>, usize)> {
        let sum = |wide: fn(&Column) -> usize, gap: usize| {
            self.columns.iter().map(wide).sum::<usize>() + gap * self.columns.len().saturating_sub(1)
        };
        for gap in [GAP, LEAST_GAP] {
            if sum(|column| column.natural, gap) <= room {
                return Some((self.columns.iter().map(|column| column.natural).collect(), gap));
            }
        }
        let gaps = LEAST_GAP * self.columns.len().saturating_sub(1);
        let widths = self.shares(room.checked_sub(gaps)?);
        if widths.iter().sum::<usize>() + gaps > room {
            return None;
        }
        let tall = |(column, wide): (&Column, &usize)| *wide < NARROW && column.natural > wide * TALL;
        (!self.columns.iter().zip(&widths).any(tall)).then_some((widths, LEAST_GAP))
    }

    /// Columns that need no more than their fair share have what they need; the others share
    /// the rest by what they would like.
    fn shares(&self, room: usize) -> Vec<usize> {
        let mut open: Vec<usize> = (0..self.columns.len()).collect();
        let mut left = room;
        loop {
            let fair = left / open.len().max(1);
            let (modest, greedy): (Vec<usize>, Vec<usize>) =
                open.iter().partition(|index| self.column(**index).natural <= fair);
            if modest.is_empty() {
                break;
            }
            left -= modest.iter().map(|index| self.column(*index).natural).sum::<usize>();
            open = greedy;
        }
        let least = |index: &usize| self.column(*index).least();
        let wish = |index: &usize| self.column(*index).natural.min(room).saturating_sub(least(index));
        let needed: usize = open.iter().map(least).sum();
        let wishes: usize = open.iter().map(wish).sum();
        let rest = left.saturating_sub(needed);
        let share = |index: usize| {
            if open.contains(&index) {
                least(&index) + (wish(&index) * rest).checked_div(wishes).unwrap_or(0)
            } else {
                self.column(index).natural
            }
        };
        (0..self.columns.len()).map(share).collect()
    }

    fn column(&self, index: usize) -> Column {
        self.columns.get(index).copied().unwrap_or_default()
    }

    fn set_in_columns(self, setter: &mut Setter, widths: &[usize], gap: usize, after: After<'_>) {
        let how = setter.typesetting();
        let room = setter.width();
        let total = widths.iter().sum::<usize>() + gap * widths.len().saturating_sub(1);
        // What names a row stays at the left, numbers too.
        let numeric: Vec<bool> =
            self.columns.iter().enumerate().map(|(at, column)| at > 0 && column.is_numeric()).collect();
        let rows: Vec<_> =
            self.rows.iter().map(|(id, cells)| (*id, Lane::row(cells, widths, &numeric, how))).collect();
        let tall = rows.iter().any(|(_, lanes)| Lane::height(lanes) > 1);
        for (index, (id, lanes)) in rows.into_iter().enumerate() {
            if tall && index > usize::from(self.header) {
                setter.blank();
            }
            let text = joined(self.rows.get(index).map_or(&[], |(_, cells)| cells));
            let lines = Lane::lines(&lanes, gap, self.from_the_right.then_some(room));
            set_row(setter, id, after, |setter| setter.lay(text, Some(id), lines));
            if index == 0 && self.header {
                let indent = if self.from_the_right { room.saturating_sub(total) } else { 0 };
                let pad = Run::label(" ".repeat(indent), Role::Body);
                setter.ornament(vec![pad, Run::label("─".repeat(total), Role::Rule)]);
            }
        }
    }

    /// Each row as lines of `Header: value`; without a header, its cells in a sentence.
    fn set_folded(mut self, setter: &mut Setter, after: After<'_>) {
        let names: Vec<String> = match self.rows.first() {
            Some((_, cells)) if self.header => cells.iter().map(|cell| cell.text.clone()).collect(),
            _ => Vec::new(),
        };
        let rows = self.rows.split_off(usize::from(self.header && self.rows.len() > 1));
        // The names stand in every row, so their own row has nothing to show.
        self.rows.iter().for_each(|(id, _)| setter.lay(String::new(), Some(*id), Vec::new()));
        for (index, (id, cells)) in rows.into_iter().enumerate() {
            if index > 0 {
                setter.blank();
            }
            set_row(setter, id, after, |setter| {
                if names.is_empty() {
                    setter.set(sentence(cells), Some(id), Shape::full(Breaking::Words));
                } else {
                    set_named(setter, id, cells, &names);
                }
            });
        }
    }
}

/// Sets a row and what stood after it, which is no text of its own.
fn set_row(setter: &mut Setter, id: BlockId, after: After<'_>, set: impl FnOnce(&mut Setter)) {
    set(setter);
    let (text, texts) = (setter.text, setter.texts.len());
    let end = setter.texts.last().map_or(0, String::len);
    after(setter, id, end);
    setter.text = text;
    setter.texts.truncate(texts);
}

impl Column {
    /// Takes a cell into account.
    fn see(&mut self, text: &str) {
        self.widen(text);
        match text {
            "" | "-" | "–" | "—" => {}
            text if is_number(text) => self.numbers += 1,
            _ => self.others += 1,
        }
    }

    /// Takes only the width of a cell into account.
    fn widen(&mut self, text: &str) {
        self.natural = text.lines().map(width).max().unwrap_or(0).max(self.natural);
        self.word = text.split_whitespace().map(width).max().unwrap_or(0).max(self.word);
    }

    /// Whether it holds numbers and nothing else.
    fn is_numeric(&self) -> bool {
        self.numbers > 0 && self.others == 0
    }

    /// The columns that it needs at least.
    fn least(&self) -> usize {
        if self.is_numeric() { self.natural } else { self.word.min(WORD) }
    }
}

/// Whether the first row names the columns: all of it is strong and the others are not, or
/// it has words where the rows below have numbers. `columns` tells of the rows below.
fn is_header(rows: &[(BlockId, Vec<Flow>)], columns: &[Column]) -> bool {
    let Some(((_, first), below)) = rows.split_first() else { return false };
    let is_strong = |label: &Label| label.marks.has(Marks::STRONG);
    let strong = |cell: &Flow| cell.pieces.iter().all(|piece| is_strong(&piece.label));
    let names_numbers = |(column, cell): (&Column, &Flow)| {
        column.is_numeric() && !cell.text.is_empty() && !is_number(&cell.text)
    };
    let only_first = || first.iter().all(strong) && !below.iter().flat_map(|(_, cells)| cells).all(strong);
    first.len() > 1 && (columns.iter().zip(first).any(names_numbers) || !below.is_empty() && only_first())
}

/// `1,200`, `−3.5 %`, `£40`, `12:30`, `2021–22`.
fn is_number(text: &str) -> bool {
    text.chars().any(char::is_numeric) && !text.chars().any(char::is_alphabetic)
}

fn strengthen(cell: &mut Flow) {
    for piece in &mut cell.pieces {
        if piece.label.role == Role::Row {
            piece.label.role = Role::Strong;
        }
    }
}

/// The text of a row, for searching.
fn joined(cells: &[Flow]) -> String {
    cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\t")
}

fn sentence(cells: Vec<Flow>) -> Flow {
    let mut flow = Flow::default();
    for cell in cells.into_iter().filter(|cell| !cell.text.is_empty()) {
        if !flow.text.is_empty() {
            flow.push_exact(" · ", Label::of(Role::Faint));
        }
        flow.append(cell);
    }
    flow
}

/// A row as lines of `Header: value`, in one text.
fn set_named(setter: &mut Setter, id: BlockId, cells: Vec<Flow>, names: &[String]) {
    let mut text = String::new();
    let mut rows = Vec::new();
    for (index, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
        let mut flow = Flow::default();
        if let Some(name) = names.get(index).filter(|name| !name.is_empty()) {
            flow.push_exact(name, Label::of(Role::Strong));
            flow.push_exact(": ", Label::of(Role::Strong));
        }
        flow.append(cell);
        let rest = vec![Run::label("  ", Role::Body)];
        let shape = Shape { first: Vec::new(), again: Vec::new(), rest, breaking: Breaking::Words };
        let offset = text.len() + usize::from(!text.is_empty());
        let lines = compose(&flow, shape, setter.width(), setter.typesetting());
        rows.extend(lines.into_iter().map(|line| line.moved(offset)));
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&flow.text);
    }
    setter.lay(text, Some(id), rows);
}

/// A cell, set for its column.
struct Lane {
    rows: Vec<Composed>,
    width: usize,
    numeric: bool,
}

impl Lane {
    fn row(cells: &[Flow], widths: &[usize], numeric: &[bool], how: Typesetting) -> Vec<Self> {
        let mut offset = 0;
        let mut lanes = Vec::with_capacity(widths.len());
        for (index, (width, numeric)) in widths.iter().zip(numeric).enumerate() {
            let mut rows = Vec::new();
            if let Some(cell) = cells.get(index) {
                let set = compose(cell, Shape::full(Breaking::Words), (*width).max(1), how);
                rows = set.into_iter().map(|row| row.moved(offset)).collect();
                offset += cell.text.len() + 1;
            }
            lanes.push(Self { rows, width: *width, numeric: *numeric });
        }
        lanes
    }

    fn height(lanes: &[Self]) -> usize {
        lanes.iter().map(|lane| lane.rows.len()).max().unwrap_or(0)
    }

    /// The lines of a row; `from_the_right` is the room there is, if the first cell stands
    /// at the right.
    fn lines(lanes: &[Self], gap: usize, from_the_right: Option<usize>) -> Vec<Composed> {
        (0..Self::height(lanes)).map(|row| Self::line(lanes, row, gap, from_the_right)).collect()
    }

    fn line(lanes: &[Self], row: usize, gap: usize, from_the_right: Option<usize>) -> Composed {
        let mut runs = Vec::new();
        let mut bytes: Option<Range<usize>> = None;
        let mut lead = 0;
        let order: Box<dyn Iterator<Item = &Self>> =
            if from_the_right.is_some() { Box::new(lanes.iter().rev()) } else { Box::new(lanes.iter()) };
        for lane in order {
            let set = lane.rows.get(row);
            let used = set.map_or(0, |set| columns(&set.runs));
            let free = lane.width.saturating_sub(used);
            let before = if lane.numeric { free } else { 0 };
            if let Some(set) = set.filter(|set| !set.runs.is_empty()) {
                let pad = lead + before;
                runs.extend((pad > 0).then(|| Run::label(" ".repeat(pad), Role::Body)));
                runs.extend(set.runs.iter().cloned());
                lead = 0;
                let (start, end) = bytes.map_or((set.bytes.start, set.bytes.end), |had| {
                    (had.start.min(set.bytes.start), had.end.max(set.bytes.end))
                });
                bytes = Some(start..end);
                lead += free - before + gap;
            } else {
                lead += lane.width + gap;
            }
        }
        let missing =
            from_the_right.map_or(0, |room| room.saturating_sub(columns(&runs) + lead - gap.min(lead)));
        if missing > 0 {
            runs.insert(0, Run::label(" ".repeat(missing), Role::Body));
        }
        Composed { runs, bytes: bytes.unwrap_or(0..0) }
    }
}
