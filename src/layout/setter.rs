//! Sets flows into lines: prefixes, indents, blank lines. Knows no kinds of blocks.

use unicode_segmentation::UnicodeSegmentation;

use super::flow::{Flow, cut};
use super::{Line, Run};
use crate::model::BlockId;
use crate::wrap::{balance, chop, fitted, width, wrap};

/// How a flow is set.
pub(super) struct Shape {
    /// What stands before its first line.
    pub(super) first: Vec<Run>,
    /// What stands before its other lines; as wide as `first`.
    pub(super) rest: Vec<Run>,
    /// Where its lines break.
    pub(super) breaking: Breaking,
}

/// Where lines break.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaking {
    /// Between words.
    Words,
    /// Between words, into lines of even length.
    Even,
    /// At the edge only.
    Edge,
}

impl Shape {
    /// Lines from edge to edge.
    pub(super) fn full(breaking: Breaking) -> Self {
        Self { first: Vec::new(), rest: Vec::new(), breaking }
    }

    /// The same before every line.
    pub(super) fn barred(bar: Vec<Run>, breaking: Breaking) -> Self {
        Self { first: bar.clone(), rest: bar, breaking }
    }

    /// As all lines but the first: for a text that goes on.
    pub(super) fn going_on(self) -> Self {
        Self { first: self.rest.clone(), ..self }
    }

    /// A mark before the first line, white space before the others.
    pub(super) fn hanging(first: Vec<Run>) -> Self {
        let indent = columns(&first);
        let rest = vec![Run::label(" ".repeat(indent), super::Role::Body)];
        Self { first, rest, breaking: Breaking::Words }
    }
}

fn columns(runs: &[Run]) -> usize {
    runs.iter().map(|run| width(&run.text)).sum()
}

/// Collects the lines of one column, or of a part of it.
pub(super) struct Setter {
    width: usize,
    pub(super) lines: Vec<Line>,
    /// The texts that were set.
    pub(super) texts: Vec<String>,
    /// The number of the next text.
    pub(super) text: usize,
    /// Where in its text the next flow begins.
    pub(super) base: usize,
    /// Whether there are lines above this part.
    pub(super) below: bool,
}

impl Setter {
    pub(super) fn new(width: usize) -> Self {
        Self { width: width.max(1), lines: Vec::new(), texts: Vec::new(), text: 0, base: 0, below: false }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// A blank line, unless there is nothing above it.
    pub(super) fn blank(&mut self) {
        if self.below || !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
    }

    /// A line of labels only, if it fits.
    pub(super) fn ornament(&mut self, runs: Vec<Run>) {
        let line = Line::of(runs);
        self.lines.push(if line.width() <= self.width { line } else { Line::default() });
    }

    /// Sets a flow. A prefix that would take half the line is left out.
    pub(super) fn set(&mut self, flow: Flow, from: Option<BlockId>, mut shape: Shape) {
        if columns(&shape.first).max(columns(&shape.rest)) * 2 > self.width {
            shape = Shape::full(shape.breaking);
        }
        let first = self.width - columns(&shape.first);
        let rest = self.width - columns(&shape.rest);
        let ranges = match shape.breaking {
            Breaking::Words => wrap(&flow.text, first, rest),
            Breaking::Even => balance(&flow.text, rest),
            Breaking::Edge => chop(&flow.text, rest),
        };
        let mut piece = 0;
        for (row, range) in ranges.into_iter().enumerate() {
            let (mut runs, room) =
                if row == 0 { (shape.first.clone(), first) } else { (shape.rest.clone(), rest) };
            let prefix = runs.len();
            cut(&flow, range.clone(), &mut piece, &mut runs);
            for run in runs.iter_mut().skip(prefix) {
                fit(run, room);
                run.at = run.at.map(|at| at + self.base);
            }
            let (start, end) = (range.start + self.base, range.end + self.base);
            self.lines.push(Line { runs, from, flow: Some(self.text), start, end });
        }
        self.texts.push(flow.text);
        self.text += 1;
    }
}

/// Puts a sign in the place of a letter that is wider than the whole line.
fn fit(run: &mut Run, columns: usize) {
    if columns < 4 && !run.text.is_ascii() {
        let sign = char::REPLACEMENT_CHARACTER.to_string();
        let fits = |grapheme: &str| width(grapheme) == fitted(grapheme, columns);
        run.text = run.text.graphemes(true).map(|g| if fits(g) { g } else { sign.as_str() }).collect();
    }
}
