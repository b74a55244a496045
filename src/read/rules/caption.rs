//! Captions and credits: kept with the article, set apart from its text.

use super::super::judge::{Case, Verdicts};
use super::super::labels::Topic;
use crate::model::{Block, BlockKind, Cue, Cues, Landmark, Part, Verdict};

/// Keeps captions and credits apart from the text.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let mut after_picture = false;
    for (block, facts) in case.each() {
        let credit = facts.label.is_some_and(|label| label.topics.any(&[Topic::Credit, Topic::CaptionLabel]));
        let is_caption = block.kind == BlockKind::Caption
            || is_in_figure(case, block)
            || (credit && facts.words <= 25 && (after_picture || facts.words <= 8));
        if is_caption && !matches!(block.kind, BlockKind::Media(_) | BlockKind::Quote) {
            verdicts.settle(block.id, Verdict::Keep(Part::Caption));
        }
        after_picture = matches!(block.kind, BlockKind::Media(_));
    }
}

fn is_in_figure(case: &Case<'_>, block: &Block) -> bool {
    let captions = Cues::of(Cue::Caption).with(Cues::of(Cue::Gallery));
    if matches!(block.kind, BlockKind::Row | BlockKind::Code | BlockKind::Quote | BlockKind::Heading(_)) {
        return false;
    }
    block.origin.cues.has(Cue::Caption)
        || case.inside_region(block).take(4).any(|(id, place)| {
            let small = case.share(id) < 0.25;
            small && (place.landmark == Some(Landmark::Figure) || place.cues.any(captions))
        })
}
