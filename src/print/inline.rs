//! The spans of a block as runs: neighbours of one style and one link joined.

use crate::model::{Anchor, Block, Marks};

use super::links::target;

/// A stretch of text in one style, with the address it links to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) marks: Marks,
    pub(super) link: Option<String>,
}

impl Run {
    /// A run without style and link.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), marks: Marks::NONE, link: None }
    }
}

/// The runs of a block; without links when they are not wanted.
pub(super) fn runs(block: &Block, anchors: &[Anchor], linked: bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for span in block.spans.iter().filter(|span| !span.text.is_empty()) {
        let anchor = span.link.filter(|_| linked).and_then(|id| anchors.get(id.index()));
        let link = anchor.filter(|anchor| !anchor.local).and_then(|anchor| target(&anchor.url));
        match runs.last_mut() {
            Some(last) if last.marks == span.marks && last.link == link => last.text.push_str(&span.text),
            _ => runs.push(Run { text: span.text.to_string(), marks: span.marks, link }),
        }
    }
    runs
}

/// The runs cut where their link changes: one slice a link, or a stretch without one.
pub(super) fn by_link(runs: &[Run]) -> impl Iterator<Item = &[Run]> {
    runs.chunk_by(|a, b| a.link == b.link)
}
