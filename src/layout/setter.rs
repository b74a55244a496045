//! Sets flows into lines: prefixes, indents, blank lines. Knows no kinds of blocks.

use super::compose::{Composed, compose};
use super::flow::Flow;
use super::{Line, Run, Typesetting};
use crate::model::BlockId;
use crate::wrap::width;

/// In narrower columns the title block and headings have less space around them.
const ROOMY: usize = 50;

/// How a flow is set.
pub(super) struct Shape {
    /// What stands before its first line.
    pub(super) first: Vec<Run>,
    /// What stands before its other lines; as wide as `first`.
    pub(super) rest: Vec<Run>,
    /// What stands before the rest of a line that was cut at the edge; as wide as `rest`.
    pub(super) again: Vec<Run>,
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
    /// As `Even`, with a thin line under it.
    Ruled,
    /// At the edge only.
    Edge,
}

impl Shape {
    /// Lines from edge to edge.
    pub(super) fn full(breaking: Breaking) -> Self {
        Self { first: Vec::new(), rest: Vec::new(), again: Vec::new(), breaking }
    }

    /// The same before every line.
    pub(super) fn barred(bar: Vec<Run>, breaking: Breaking) -> Self {
        Self { first: bar.clone(), rest: bar.clone(), again: bar, breaking }
    }

    /// As all lines but the first: for a text that goes on.
    pub(super) fn going_on(self) -> Self {
        Self { first: self.rest.clone(), ..self }
    }

    /// A mark before the first line, white space before the others.
    pub(super) fn hanging(first: Vec<Run>) -> Self {
        let indent = columns(&first);
        let rest = vec![Run::label(" ".repeat(indent), super::Role::Body)];
        Self { first, again: rest.clone(), rest, breaking: Breaking::Words }
    }
}

/// How many columns runs take.
pub(super) fn columns(runs: &[Run]) -> usize {
    runs.iter().map(|run| width(&run.text)).sum()
}

/// Collects the lines of one column, or of a part of it.
pub(super) struct Setter {
    width: usize,
    how: Typesetting,
    pub(super) lines: Vec<Line>,
    /// The texts that were set.
    pub(super) texts: Vec<String>,
    /// The number of the next text.
    pub(super) text: usize,
    /// Where in its text the next flow begins.
    pub(super) base: usize,
    /// Whether there are lines above this part.
    pub(super) below: bool,
    /// Whether a thin line was set last.
    pub(super) ruled: bool,
}

impl Setter {
    pub(super) fn new(width: usize, how: Typesetting) -> Self {
        let width = width.max(1);
        Self {
            width,
            how,
            lines: Vec::new(),
            texts: Vec::new(),
            text: 0,
            base: 0,
            below: false,
            ruled: false,
        }
    }

    pub(super) fn typesetting(&self) -> Typesetting {
        self.how
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Whether there is room for more space than must be.
    pub(super) fn is_roomy(&self) -> bool {
        self.width >= ROOMY
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

    /// Sets a flow.
    pub(super) fn set(&mut self, flow: Flow, from: Option<BlockId>, shape: Shape) {
        self.ruled = shape.breaking == Breaking::Ruled;
        let rows = compose(&flow, shape, self.width, self.how);
        self.lay(flow.text, from, rows);
    }

    /// Adds rows that were set already, and the text that they show.
    pub(super) fn lay(&mut self, text: String, from: Option<BlockId>, rows: Vec<Composed>) {
        for row in rows {
            let Composed { runs, bytes } = row.moved(self.base);
            self.lines.push(Line { runs, from, flow: Some(self.text), start: bytes.start, end: bytes.end });
        }
        self.texts.push(text);
        self.text += 1;
    }
}
