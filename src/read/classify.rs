//! What kind of page it is: an article, or a page that shows none.

use super::judge::Case;
use super::labels::{Topic, fold};
use crate::model::{BlockKind, Class, Part, Shelf, Verdict};

/// Fewer words than this in the body make one look for a reason.
const FEW: usize = 90;

/// What kind of page it is.
pub(super) fn classify(case: &Case<'_>, verdicts: &[Verdict]) -> Class {
    let body = |verdict: &Verdict| matches!(verdict, Verdict::Keep(Part::Body | Part::Standfirst));
    let kept = case
        .each()
        .zip(verdicts)
        .filter(|((block, _), verdict)| body(verdict) && !matches!(block.kind, BlockKind::Media(_)));
    let words: usize = kept.map(|((_, facts), _)| facts.words).sum();
    if words >= FEW || !case.document.marked_up && words > 0 {
        return Class::Article;
    }
    let says = |topic: Topic| case.each().any(|(_, facts)| facts.phrases.has(topic));
    let titled = |topic: Topic| case.titles.iter().any(|title| case.book.phrases(&fold(title)).has(topic));
    let video = verdicts.iter().any(|verdict| matches!(verdict, Verdict::Shelve(Shelf::Video { .. })));
    if says(Topic::Bot) || titled(Topic::Bot) {
        Class::BotCheck
    } else if says(Topic::Consent) && words < FEW / 3 {
        Class::ConsentWall
    } else if says(Topic::Subscribe) {
        Class::PaywallStub
    } else if video && words < FEW / 2 {
        Class::VideoOnly
    } else if words == 0 && says(Topic::Script) {
        Class::ScriptOnly
    } else if words == 0 {
        Class::Empty
    } else {
        Class::Article
    }
}
