//! Share bars: lines in which every word names a network, a way to share, or a count.

use super::super::judge::{Case, Verdicts};
use super::super::labels::{Book, Topic};
use crate::model::{Fixture, Reason, Verdict};

/// Drops share bars.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        let is_bar = facts.line.has(Topic::ShareLine) || is_made_of_names(case.book, &facts.folded);
        if is_bar && !facts.ends {
            verdicts.settle(block.id, Verdict::Drop(Reason::Interface(Fixture::ShareBar)));
        }
    }
}

/// Whether every word is one of a share bar's, and there are two at least.
fn is_made_of_names(book: &Book, folded: &str) -> bool {
    let mut names = 0;
    for word in folded.split(' ') {
        if book.line(word).has(Topic::ShareWord) {
            names += 1;
        } else if !word.chars().all(|c| c.is_ascii_digit()) {
            return false;
        }
    }
    names >= 2
}
