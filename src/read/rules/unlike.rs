//! Blocks that no rule spoke about and that are yet unlike the text of an article: their
//! likeness is learned from pages (see `likeness`).

use super::super::judge::Verdicts;
use super::super::likeness::{self, Numbers};
use crate::model::{BlockId, Reason, Verdict};

/// What is less like the text than this, in percent, goes: a lost sentence is worse than a line
/// too many, so the model must be rather sure.
const BOUND: u8 = 35;

/// Drops what is unlike the article's text.
pub(in crate::read) fn judge(numbers: &[(BlockId, Numbers)], verdicts: &mut Verdicts) {
    for (id, numbers) in numbers {
        let Some(likeness) = likeness::of(numbers).filter(|likeness| likeness.percent < BOUND) else {
            continue;
        };
        let reason = Reason::Unlike { percent: likeness.percent, against: likeness.against };
        verdicts.settle(*id, Verdict::Drop(reason));
    }
}
