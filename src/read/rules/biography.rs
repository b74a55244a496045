//! Who the author is, behind the text: not the article, though a person may want to know.

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::{Topic, fold};
use crate::model::{Block, BlockId, BlockKind, Fixture, Reason, Verdict};

/// A biography has no more words than this.
const WORDS: usize = 110;

/// Only so many blocks from the end are looked at.
const FROM_END: usize = 6;

/// Drops the author's biography behind the text.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let open: Vec<BlockId> = case
        .each()
        .filter(|(block, facts)| verdicts.is_open(block.id) && facts.letters > 0 && facts.media.is_none())
        .map(|(block, _)| block.id)
        .collect();
    if open.len() <= FROM_END {
        return;
    }
    let names = names(case);
    for id in open.iter().rev().take(FROM_END) {
        let Some((block, facts)) = case.document.block(*id).zip(case.facts(*id)) else { continue };
        if is_biography(block, facts, &names) {
            verdicts.settle(*id, Verdict::Drop(Reason::Interface(Fixture::Biography)));
        }
    }
}

fn is_biography(block: &Block, facts: &Facts<'_>, names: &[String]) -> bool {
    let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Loose);
    let quoted = facts.text.starts_with(['“', '"', '„', '«', '「', '–', '—']);
    let of_author = names.iter().any(|name| facts.folded.starts_with(name.as_str()));
    let told = facts.phrases.has(Topic::Biography);
    is_text
        && !quoted
        && facts.words <= WORDS
        && ((told && (of_author || facts.words <= 60)) || (of_author && facts.words >= 8 && told))
}

/// The authors' names, folded.
fn names(case: &Case<'_>) -> Vec<String> {
    let byline = case.document.metadata.byline.as_deref().unwrap_or_default();
    byline.split(',').map(fold).filter(|name| name.contains(' ')).collect()
}
