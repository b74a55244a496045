//! Lines that mark the place of an advertisement.

use super::super::judge::{Case, Verdicts};
use super::super::labels::Topic;
use crate::model::{Reason, Verdict};

/// A marker has no more words than this.
const WORDS: usize = 16;

/// Drops lines that are, as a whole, the marker of an advertisement.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        if facts.words <= WORDS && facts.line.has(Topic::Ad) {
            verdicts.settle(block.id, Verdict::Drop(Reason::AdMarker));
        }
    }
}
