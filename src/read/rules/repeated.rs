//! Lines that say again what the line before them, or the headline, says.
//!
//! A refrain and a transcript's "No." are said again on purpose: only the titles of embeds
//! and headlines are doubled by pages, and those are several words without an end. So a line
//! is dropped only when it follows its twin directly, has no sentence's end and is no word
//! or two.

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use crate::model::{Block, BlockId, BlockKind, Part, Reason, Verdict};

/// Drops doubled lines.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let mut before: Option<(&Block, &Facts)> = None;
    for (block, facts) in case.each() {
        if !verdicts.is_body(block.id)
            || matches!(block.kind, BlockKind::Code | BlockKind::Media(_) | BlockKind::Row)
        {
            continue;
        }
        if let Some(twin) = before.filter(|(_, other)| is_doubled(facts, other)).map(|(twin, _)| twin.id) {
            settle(verdicts, block.id, twin);
            continue;
        }
        before = Some((block, facts));
    }
}

fn settle(verdicts: &mut Verdicts, id: BlockId, twin: BlockId) {
    let of_title = verdicts.get(twin) == Some(&Verdict::Keep(Part::Title));
    let reason = if of_title { Reason::RepeatsTitle } else { Reason::Repeats(twin) };
    verdicts.settle(id, Verdict::Drop(reason));
}

fn is_doubled(facts: &Facts, before: &Facts) -> bool {
    let is_title_like = facts.words >= 3 && (!facts.ends || facts.words >= 8);
    is_title_like && same_line(&facts.folded, &before.folded)
}

/// Whether two folded lines are the same, a digit or two at the end left out: scrapers glue
/// counters to titles.
pub(super) fn same_line(a: &str, b: &str) -> bool {
    let bare = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().to_owned();
    a == b || (a.len().abs_diff(b.len()) <= 3 && a.len() > 20 && bare(a) == bare(b))
}
