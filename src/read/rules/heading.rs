//! Headings over nothing: what they announced was moved or dropped.

use super::super::judge::{Case, Verdicts};
use super::super::labels::Topic;
use crate::model::{BlockId, BlockKind, Fixture, Part, Reason, Verdict};

/// Drops headings whose block was moved away, and headings of other stories.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let mut next: Option<BlockId> = None;
    let mut next_kept_level = None;
    for (block, facts) in case.each().rev() {
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        if verdicts.is_body(block.id)
            && (is_heading || facts.line.any(&[Topic::RelatedHeading, Topic::Recirculation]))
        {
            judge_one(
                verdicts,
                block.id,
                facts.line.any(&[Topic::RelatedHeading, Topic::Recirculation]),
                next,
            );
        }
        if matches!(block.kind, BlockKind::Media(_)) {
            continue;
        }
        next = Some(block.id);
        next_kept_level = next_kept_level.or(Some(block.id));
    }
}

fn judge_one(verdicts: &mut Verdicts, id: BlockId, of_others: bool, next: Option<BlockId>) {
    let moved =
        |id: &BlockId| !verdicts.is_body(*id) && verdicts.get(*id) != Some(&Verdict::Keep(Part::Caption));
    match next {
        Some(next) if of_others && moved(&next) => {
            verdicts.settle(id, Verdict::Drop(Reason::HeadingOf(next)))
        }
        _ if of_others => verdicts.settle(id, Verdict::Drop(Reason::Interface(Fixture::Recirculation))),
        _ => {}
    }
}
