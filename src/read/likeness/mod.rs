//! How alike a block is to the text of an article, as learned from pages.
//!
//! The rules come first and are the explanation of nearly every verdict. What they leave in the
//! text is put before a small model over numbers that the rules count anyway; it may only doubt.
//! Its weights, `forest.txt`, are written by `.ci/learn`, which says how well they do on sites
//! that they were not learned from.

mod forest;
mod measure;
mod number;
mod setting;
mod signs;
mod vocabulary;

use std::sync::LazyLock;

use super::judge::{Case, Verdicts};
use crate::model::BlockId;

pub use number::Numbers;

static FOREST: LazyLock<Option<forest::Forest>> =
    LazyLock::new(|| forest::Forest::parse(include_str!("forest.txt")));

/// A page of more blocks than this is none that the model could know.
const BLOCKS: usize = 20_000;

/// The numbers of every block that is still taken for text. None for flat text, for discussions
/// and for pages without end: the model has seen articles only.
pub(super) fn measure(case: &Case<'_>, verdicts: &Verdicts) -> Vec<(BlockId, Numbers)> {
    if case.document.marked_up && case.thread.is_none() && case.document.blocks.len() <= BLOCKS {
        measure::measure(case, verdicts)
    } else {
        Vec::new()
    }
}

/// How alike to an article's text a block with these numbers is, 0, not at all, to 100; none if it is
/// as alike as this or more.
pub(super) fn doubt(numbers: &Numbers, bound: u8) -> Option<u8> {
    FOREST.as_ref()?.doubt(numbers, bound)
}

/// The number that speaks most against a block, in words.
pub(super) fn against(numbers: &Numbers) -> String {
    FOREST.as_ref().map(|forest| numbers.words(forest.against(numbers))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_were_learned_from_the_numbers_that_are_counted() {
        assert!(FOREST.is_some(), "forest.txt is broken or stale: run .ci/learn");
    }
}
