//! Blocks without a letter: rules, bullets, lone signs.

use super::super::judge::{Case, Verdicts};
use crate::model::{BlockKind, Reason, Verdict};

/// Drops blocks in which there is nothing to read.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        let shows = matches!(block.kind, BlockKind::Media(_) | BlockKind::Code);
        if facts.letters == 0 && !shows {
            verdicts.settle(block.id, Verdict::Drop(Reason::Blank));
        }
    }
}
