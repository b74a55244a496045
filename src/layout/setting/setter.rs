//! Sets flows into lines: prefixes, indents, blank lines. Knows no kinds of blocks.

use crate::layout::setting::compose::{Composed, compose};
use crate::layout::setting::flow::Flow;
use crate::layout::{Line, Run, Typesetting};
use crate::model::BlockId;
use crate::wrap::width;

/// In narrower columns the title block and headings have less space around them.
const ROOMY: usize = 50;

/// How a flow is set.
pub(in crate::layout) struct Shape {
    /// What stands before its first line.
    pub(in crate::layout) first: Vec<Run>,
    /// What stands before its other lines; as wide as `first`.
    pub(in crate::layout) rest: Vec<Run>,
    /// What stands before the rest of a line that was cut at the edge; as wide as `rest`.
    pub(in crate::layout) again: Vec<Run>,
    /// Where its lines break.
    pub(in crate::layout) breaking: Breaking,
}

/// Where lines break.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) enum Breaking {
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
    pub(in crate::layout) fn full(breaking: Breaking) -> Self {
        Self { first: Vec::new(), rest: Vec::new(), again: Vec::new(), breaking }
    }

    /// The same before every line.
    pub(in crate::layout) fn barred(bar: Vec<Run>, breaking: Breaking) -> Self {
        Self { first: bar.clone(), rest: bar.clone(), again: bar, breaking }
    }

    /// As all lines but the first: for a text that goes on.
    pub(in crate::layout) fn going_on(self) -> Self {
        Self { first: self.rest.clone(), ..self }
    }

    /// A mark before the first line, white space before the others.
    pub(in crate::layout) fn hanging(first: Vec<Run>) -> Self {
        let indent = columns(&first);
        let rest = vec![Run::label(" ".repeat(indent), crate::layout::Role::Body)];
        Self { first, again: rest.clone(), rest, breaking: Breaking::Words }
    }
}

/// How many columns runs take.
pub(in crate::layout) fn columns(runs: &[Run]) -> usize {
    runs.iter().map(|run| width(&run.text)).sum()
}

/// Collects the lines of one column, or of a part of it.
pub(in crate::layout) struct Setter {
    width: usize,
    how: Typesetting,
    pub(in crate::layout) lines: Vec<Line>,
    /// The texts that were set.
    pub(in crate::layout) texts: Vec<String>,
    /// The number of the next text.
    pub(in crate::layout) text: usize,
    /// Where in its text the next flow begins.
    pub(in crate::layout) base: usize,
    /// Whether there are lines above this part.
    pub(in crate::layout) below: bool,
    /// Whether a thin line was set last.
    pub(in crate::layout) ruled: bool,
}

impl Setter {
    pub(in crate::layout) fn new(width: usize, how: Typesetting) -> Self {
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

    pub(in crate::layout) fn typesetting(&self) -> Typesetting {
        self.how
    }

    pub(in crate::layout) fn width(&self) -> usize {
        self.width
    }

    /// Whether there is room for more space than must be.
    pub(in crate::layout) fn is_roomy(&self) -> bool {
        self.width >= ROOMY
    }

    /// A blank line, unless there is nothing above it.
    pub(in crate::layout) fn blank(&mut self) {
        if self.below || !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
    }

    /// A line of labels only, if it fits.
    pub(in crate::layout) fn ornament(&mut self, runs: Vec<Run>) {
        let line = Line::of(runs);
        self.lines.push(if line.width() <= self.width { line } else { Line::default() });
    }

    /// Sets a flow.
    pub(in crate::layout) fn set(&mut self, flow: Flow, from: Option<BlockId>, shape: Shape) {
        self.ruled = shape.breaking == Breaking::Ruled;
        let rows = compose(&flow, shape, self.width, self.how);
        self.lay(flow.text, from, rows);
    }

    /// Adds rows that were set already, and the text that they show.
    pub(in crate::layout) fn lay(&mut self, text: String, from: Option<BlockId>, rows: Vec<Composed>) {
        for row in rows {
            let Composed { runs, bytes } = row.moved(self.base);
            self.lines.push(Line { runs, from, flow: Some(self.text), start: bytes.start, end: bytes.end });
        }
        self.texts.push(text);
        self.text += 1;
    }
}
