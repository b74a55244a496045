//! A line of the screen: runs of text with their meaning and where they came from.

use std::ops::Range;

use super::Role;
use crate::model::{BlockId, LinkId, Marks};
use crate::wrap::width;

/// One row of the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The text, left to right.
    pub runs: Vec<Run>,
    /// The block it came from; none for a blank line.
    pub from: Option<BlockId>,
    /// The number of the text that it shows; none for a blank line and one of marks only.
    pub flow: Option<usize>,
    /// The bytes of that text that it shows: from here
    pub start: usize,
    /// to here.
    pub end: usize,
}

/// A run of text of one meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The text, without line breaks or tabs.
    pub text: String,
    /// What it means.
    pub role: Role,
    /// Its inline styles.
    pub marks: Marks,
    /// What it links to.
    pub link: Option<LinkId>,
    /// The first and last number of the sidebar's items that it stands for.
    pub items: Option<(usize, usize)>,
    /// Where it begins in the text of the line; none for ornaments such as bars and dots.
    pub at: Option<usize>,
    /// Whether its text runs to the left and is here as it is drawn, from its end on.
    pub turned: bool,
}

/// A place in the reading that stays the same at every width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The block; none for the very top.
    pub block: Option<BlockId>,
    /// Bytes into its text.
    pub offset: usize,
    /// How many blank lines are shown before it.
    pub lead: usize,
}

impl Run {
    /// A run that is not part of a text: an ornament, a label.
    pub fn label(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role, marks: Marks::NONE, link: None, items: None, at: None, turned: false }
    }

    /// The same run, standing for one item of the sidebar.
    #[must_use]
    pub fn for_item(mut self, number: usize) -> Self {
        self.items = Some((number, number));
        self
    }

    /// The columns of the run in which some bytes of the line's text are drawn.
    #[must_use]
    pub fn columns_of(&self, bytes: &Range<usize>) -> Range<usize> {
        let len = self.text.len();
        let Some(at) = self.at else { return 0..0 };
        let (from, to) = (bytes.start.clamp(at, at + len) - at, bytes.end.clamp(at, at + len) - at);
        let (from, to) = if self.turned { (len - to, len - from) } else { (from, to) };
        let columns = |bytes: Range<usize>| self.text.get(bytes).map_or(0, width);
        let before = columns(0..from);
        before..before + columns(from..to)
    }

    /// A run of the same meaning that is no part of the text.
    pub(super) fn beside(&self, text: String) -> Self {
        Self { text, at: None, turned: false, ..self.clone() }
    }

    /// Whether it stands for the item of that number.
    #[must_use]
    pub fn stands_for(&self, number: usize) -> bool {
        self.items.is_some_and(|(first, last)| (first..=last).contains(&number))
    }
}

impl Line {
    /// A line of labels.
    #[must_use]
    pub fn of(runs: Vec<Run>) -> Self {
        Self { runs, ..Self::default() }
    }

    /// Its text, joined.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// How many columns it takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.runs.iter().map(|run| width(&run.text)).sum()
    }
}
