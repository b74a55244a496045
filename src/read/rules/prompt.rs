//! Prompts: short blocks that ask the reader to sign up, subscribe, follow, install, comment.
//!
//! A phrase alone is no proof: a story may be about newsletters. A prompt is a whole line
//! from the list, or a short block with a phrase in it and a second sign: it links, it stands
//! in a part named after it, it stands behind the text, or it speaks in the imperative forms
//! that the phrases are made of and holds no quotation.

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::Topic;
use crate::model::{Block, BlockKind, Cue, Cues, Invitation, Landmark, Place, PlaceId, Reason, Verdict};

/// A prompt has no more words than this.
const WORDS: usize = 55;

/// A box that asks for something holds less than this of the text.
const SHARE: f64 = 0.2;

/// So many words open a line.
const OPENING: usize = 5;

const KINDS: [(Topic, Invitation); 7] = [
    (Topic::Newsletter, Invitation::Newsletter),
    (Topic::Subscribe, Invitation::Subscribe),
    (Topic::App, Invitation::App),
    (Topic::Follow, Invitation::Follow),
    (Topic::Comment, Invitation::Comment),
    (Topic::Feedback, Invitation::Feedback),
    (Topic::Donate, Invitation::Donate),
];

const LINES: &[(Topic, Invitation)] = &[
    (Topic::NewsletterLine, Invitation::Newsletter),
    (Topic::SubscribeLine, Invitation::Subscribe),
    (Topic::CommentLine, Invitation::Comment),
];

/// Drops prompts.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        if let Some(invitation) = of_block(case, block, facts) {
            verdicts.settle(block.id, Verdict::Drop(Reason::Prompt(invitation)));
            box_around(case, verdicts, block, &Reason::Prompt(invitation));
        }
    }
    forms(case, verdicts);
}

fn of_block(case: &Case<'_>, block: &Block, facts: &Facts) -> Option<Invitation> {
    let whole = LINES.iter().find(|(topic, _)| facts.line.has(*topic));
    if let Some((_, invitation)) = whole.filter(|_| !matches!(block.kind, BlockKind::Code)) {
        return Some(*invitation);
    }
    let (_, invitation) = KINDS.iter().find(|(topic, _)| facts.phrases.has(*topic))?;
    (facts.words <= WORDS && has_second_sign(case, block, facts)).then_some(*invitation)
}

fn has_second_sign(case: &Case<'_>, block: &Block, facts: &Facts) -> bool {
    let quoted = facts.text.contains(['“', '"', '„', '«', '「']);
    let links = facts.links > 0 && facts.link_share() >= 10;
    let short = facts.words <= 22 && facts.sentences <= 2;
    !quoted && (links || short || is_named(case, block) || opens(case, facts))
}

/// Whether a line of a flat text opens with such a phrase: it has no links to tell it by.
fn opens(case: &Case<'_>, facts: &Facts) -> bool {
    let words: Vec<&str> = facts.folded.split(' ').take(OPENING).collect();
    let topics = KINDS.map(|(topic, _)| topic);
    !case.document.marked_up && case.book.phrases(&words.join(" ")).any(&topics)
}

fn is_named(case: &Case<'_>, block: &Block) -> bool {
    let names = Cues::of(Cue::Newsletter)
        .with(Cues::of(Cue::App))
        .with(Cues::of(Cue::Share))
        .with(Cues::of(Cue::Paywall));
    block.origin.cues.any(names) || case.inside_region(block).any(|(_, place)| place.cues.any(names))
}

/// Drops the rest of a small box that a prompt stands in.
pub(super) fn box_around(case: &Case<'_>, verdicts: &mut Verdicts, block: &Block, reason: &Reason) {
    let small = |id: PlaceId| {
        let measure = case.places.get(id);
        (2..=8).contains(&measure.blocks) && measure.sentences <= 3 && measure.letters < 900
    };
    let small = |id: PlaceId, _: &Place| small(id) && case.share_of_kind(id) < SHARE;
    drop_box(case, verdicts, block, reason, small);
}

/// A form to fill in, and the small box that says what for: in any language a sign-up.
fn forms(case: &Case<'_>, verdicts: &mut Verdicts) {
    let small = |id: PlaceId| {
        let measure = case.places.get(id);
        measure.blocks <= 14 && measure.sentences <= 4 && measure.letters < 1200 && measure.link_share() < 60
    };
    for (block, _) in case.each().filter(|(block, _)| case.is_inside(block)) {
        let in_form = case
            .inside_region(block)
            .any(|(id, place)| place.landmark == Some(Landmark::Form) && case.places.get(id).mass < 600.0);
        if in_form && !verdicts.is_open(block.id) {
            // Its own share counts: frameworks call every box alike.
            let small = |id: PlaceId, _: &Place| small(id) && case.share(id) < SHARE;
            drop_box(case, verdicts, block, &Reason::Prompt(Invitation::Newsletter), small);
        }
    }
}

/// Drops the largest box around a block that is small and holds little of the text.
fn drop_box(
    case: &Case<'_>,
    verdicts: &mut Verdicts,
    block: &Block,
    reason: &Reason,
    is_small: impl Fn(PlaceId, &Place) -> bool,
) {
    if !case.is_inside(block) || !case.document.marked_up {
        return;
    }
    let is_box = |place: &Place| matches!(&*place.tag, "div" | "section" | "form" | "aside");
    let around = case.inside_region(block).filter(|(_, place)| is_box(place));
    let Some((id, _)) = around.take_while(|(id, place)| is_small(*id, place)).last() else { return };
    for (other, _) in case.within(id) {
        verdicts.settle(other.id, Verdict::Drop(reason.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{PROSE, in_story, in_text, of_block};

    #[test]
    fn short_lines_that_ask_for_something_are_dropped() {
        assert_eq!(in_text("Sign up for our newsletter"), "prompt");
        assert_eq!(
            in_story("<p><a href=/app>Download our free app</a> for the latest headlines.</p>", "app"),
            "prompt"
        );
        assert_eq!(in_story("<p>Follow us on Instagram for more pictures</p>", "Follow"), "prompt");
    }

    #[test]
    fn the_rest_of_the_box_goes_with_its_prompt() {
        let block =
            "<div class=x1><h3>The Morning Tide</h3><p>Sign up for our newsletter.</p><p>No thanks</p></div>";
        assert_eq!(in_story(block, "Morning Tide"), "prompt");
    }

    #[test]
    fn a_box_with_a_form_goes_whatever_frameworks_call_it() {
        let block = "<div class=flex><div class=flex>Be the first to know!</div><form class=flex><button>Go</button></form><div class=mt-4>With a click you agree that we write to you.</div></div>";
        let text: String = PROSE.map(|text| format!("<div class=flex><p>{text}</p></div>")).concat();
        let html = format!("<main><h1>Bridge opens</h1>{text}{block}{text}</main>");
        assert_eq!(of_block(&html, "With a click"), "prompt");
        assert_eq!(of_block(&html, PROSE[2]), "body");
    }

    #[test]
    fn a_story_may_be_about_newsletters() {
        let line =
            "Newsletters are booming, and the keeper of the bridge writes one for the captains who wait.";
        assert_eq!(in_text(line), "body");
        let quoted =
            "<p>“Sign up for our newsletter” was painted on the gate, in red, by somebody with a ladder.</p>";
        assert_eq!(in_story(quoted, "painted on the gate"), "body");
    }

    #[test]
    fn a_minister_who_would_not_comment_stays() {
        let line = "The minister would not comment on the bridge while the appeal was pending.";
        assert_eq!(in_text(line), "body");
    }
}
