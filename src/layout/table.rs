//! The rows of a table: columns that line up where they fit.

use super::Role;
use super::flow::{Flow, Label};
use crate::model::Block;
use crate::wrap::width;

/// White space between two columns.
const GAP: usize = 3;

/// The rows of one table as flows: padded into columns if the widest row fits, else each
/// row's cells in a sentence.
pub(super) fn rows(blocks: &[&Block], columns: usize) -> Vec<Flow> {
    let table: Vec<Vec<String>> = blocks.iter().map(|block| cells(block)).collect();
    let widths = widths(&table);
    let total = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    let row =
        |cells: &Vec<String>| if total <= columns { padded(cells, &widths) } else { cells.join(" · ") };
    table.iter().map(|cells| flow(&row(cells))).collect()
}

fn cells(block: &Block) -> Vec<String> {
    let fold = |cell: &str| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    block.text().split('\t').map(fold).collect()
}

fn widths(table: &[Vec<String>]) -> Vec<usize> {
    let mut widths = Vec::new();
    for cells in table {
        widths.resize(widths.len().max(cells.len()), 0);
        for (wide, cell) in widths.iter_mut().zip(cells) {
            *wide = width(cell).max(*wide);
        }
    }
    widths
}

fn padded(cells: &[String], widths: &[usize]) -> String {
    let mut row = String::new();
    for (cell, wide) in cells.iter().zip(widths) {
        row.push_str(cell);
        row.push_str(&" ".repeat(wide.saturating_sub(width(cell)) + GAP));
    }
    row.truncate(row.trim_end().len());
    row
}

fn flow(row: &str) -> Flow {
    let mut flow = Flow::default();
    flow.push_exact(row, Label::of(Role::Row));
    flow
}
