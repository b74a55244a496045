//! A flow to rows of runs: broken, justified, ordered, with what stands beside them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::layout::setting::flow::{Flow, cut};
use crate::layout::setting::setter::{Breaking, Shape, columns};
use crate::layout::{Role, Run, Typesetting, justify, order};
use crate::wrap::{Directions, Row, Text, chop, fitted, width};

/// What stands before the rest of a line of code that was too long.
const GOES_ON: &str = "↳ ";

/// A row of the column, and the bytes of the flow's text that it shows.
pub(in crate::layout) struct Composed {
    pub(in crate::layout) runs: Vec<Run>,
    pub(in crate::layout) bytes: Range<usize>,
}

impl Composed {
    /// The same, of a text that stands some bytes into a longer one.
    pub(in crate::layout) fn moved(mut self, by: usize) -> Self {
        for at in self.runs.iter_mut().filter_map(|run| run.at.as_mut()) {
            *at += by;
        }
        self.bytes = self.bytes.start + by..self.bytes.end + by;
        self
    }
}

/// Sets a flow. A prefix that would take half the line is left out.
pub(in crate::layout) fn compose(
    flow: &Flow,
    mut shape: Shape,
    width: usize,
    how: Typesetting,
) -> Vec<Composed> {
    if columns(&shape.first).max(columns(&shape.rest)) * 2 > width {
        shape = Shape::full(shape.breaking);
    }
    let directions = directions(flow, shape.breaking, how);
    let rows = broken(flow, &shape, width, how);
    let mut composed = Vec::with_capacity(rows.len());
    let mut piece = 0;
    for (index, row) in rows.iter().enumerate() {
        let prefix = prefix(flow, &shape, index, row);
        let room = width - columns(prefix);
        let mut runs = Vec::new();
        cut(flow, row.bytes.clone(), &mut piece, &mut runs);
        for run in &mut runs {
            fit(run, room);
        }
        if row.hyphen {
            let hyphen = runs.last().map(|last| last.beside("-".into()));
            runs.extend(hyphen);
        }
        let ends = rows.get(index + 1).is_none_or(|next| ends_between(flow, row, next));
        if how.justify && !ends && justify::wanted(flow, shape.breaking) {
            runs = justify::spread(runs, room, index);
        }
        let runs = match &directions {
            Some(found) => order::ordered(&runs, &row.bytes, found, prefix, room),
            None => prefix.iter().cloned().chain(runs).collect(),
        };
        composed.push(Composed { runs, bytes: row.bytes.clone() });
    }
    if shape.breaking == Breaking::Ruled {
        composed.extend(rule(flow, &composed, width, directions.as_ref()));
    }
    composed
}

/// In which directions a flow runs, if not all from left to right. Code is always read from
/// left to right, whatever its words are.
fn directions(flow: &Flow, breaking: Breaking, how: Typesetting) -> Option<Directions<'_>> {
    let from_the_right = breaking != Breaking::Edge && how.begins_at_the_right(&flow.text);
    how.bidi.is_on().then(|| Directions::of(&flow.text, from_the_right)).flatten()
}

fn broken(flow: &Flow, shape: &Shape, width: usize, how: Typesetting) -> Vec<Row> {
    let (first, rest) = (width - columns(&shape.first), width - columns(&shape.rest));
    let (bound, whole) = (flow.bound(), flow.whole());
    let text = Text { text: &flow.text, bound: &bound, whole: &whole, hyphens: how.hyphens() };
    match shape.breaking {
        Breaking::Words => text.rows(first, rest),
        Breaking::Even | Breaking::Ruled => text.even(rest),
        Breaking::Edge => {
            chop(&flow.text, rest).into_iter().map(|bytes| Row { bytes, hyphen: false }).collect()
        }
    }
}

/// Whether a paragraph ends between two rows.
fn ends_between(flow: &Flow, row: &Row, next: &Row) -> bool {
    flow.text.get(row.bytes.end..next.bytes.start).is_some_and(|between| between.contains('\n'))
}

fn prefix<'a>(flow: &Flow, shape: &'a Shape, index: usize, row: &Row) -> &'a [Run] {
    let goes_on = shape.breaking == Breaking::Edge
        && index > 0
        && !flow.text.get(..row.bytes.start).is_some_and(|before| before.ends_with('\n'));
    match index {
        0 => &shape.first,
        _ if goes_on => &shape.again,
        _ => &shape.rest,
    }
}

/// The mark before the rest of a line of code, as wide as what stands before others.
pub(in crate::layout) fn goes_on() -> Vec<Run> {
    vec![Run::label(GOES_ON, Role::Faint)]
}

/// A thin line under what was set, as long as the longest row.
fn rule(
    flow: &Flow,
    rows: &[Composed],
    width: usize,
    directions: Option<&Directions<'_>>,
) -> Option<Composed> {
    let right = directions.is_some_and(|found| found.begins_at_the_right(0));
    let ink = |row: &Composed| columns(&row.runs) - if right { padding(&row.runs) } else { 0 };
    let longest = rows.iter().map(ink).max().filter(|longest| *longest > 0)?;
    let line = Run::label("─".repeat(longest), Role::Rule);
    let pad = if right { width - longest } else { 0 };
    let runs = if pad > 0 { vec![Run::label(" ".repeat(pad), Role::Body), line] } else { vec![line] };
    let end = flow.text.len();
    Some(Composed { runs, bytes: end..end })
}

fn padding(runs: &[Run]) -> usize {
    runs.first().filter(|run| run.text.trim().is_empty()).map_or(0, |run| width(&run.text))
}

/// Puts a sign in the place of a letter that is wider than the whole line.
fn fit(run: &mut Run, columns: usize) {
    if columns < 4 && !run.text.is_ascii() {
        let sign = char::REPLACEMENT_CHARACTER.to_string();
        let fits = |grapheme: &str| width(grapheme) == fitted(grapheme, columns);
        run.text = run.text.graphemes(true).map(|g| if fits(g) { g } else { sign.as_str() }).collect();
    }
}
