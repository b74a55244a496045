//! Captions and credits: kept with the article, set apart from its text.

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::{Topic, fold};
use crate::model::{Block, BlockKind, Cue, Cues, Landmark, MediaKind, Part, Place, PlaceId, Verdict};

/// A caption with its credit has no more words than this.
const CAPTION: usize = 40;

/// Keeps captions and credits apart from the text.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let mut after_picture = false;
    for (block, facts) in case.each() {
        let credit = facts.label.is_some_and(|label| label.topics.any(&[Topic::Credit, Topic::CaptionLabel]));
        let is_caption = block.kind == BlockKind::Caption
            || is_in_figure(case, block)
            || is_under_picture(case, block)
            || (!case.document.marked_up && ends_in_credit(case, block, facts))
            || (credit && facts.words <= 25 && (after_picture || facts.words <= 8 || is_flat(case, facts)));
        if is_caption && !matches!(block.kind, BlockKind::Media(_) | BlockKind::Quote) {
            verdicts.settle(block.id, Verdict::Keep(Part::Caption));
        }
        after_picture = matches!(block.kind, BlockKind::Media(_));
    }
}

/// `The bridge in March. Photo: Nessa Lund`: a credit behind a caption.
/// Behind the last paragraph a source may stand as well.
fn ends_in_credit(case: &Case<'_>, block: &Block, facts: &Facts<'_>) -> bool {
    if facts.words > CAPTION || case.prose.is_some_and(|(_, last)| block.id == last) {
        return false;
    }
    let Some((before, behind)) = facts.text.rsplit_once([':', '：']) else { return false };
    let names = crate::model::count_words(behind);
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let is_credit = case.book.line(&fold(last)).has(Topic::Credit);
    let is_open = !behind.trim_end().ends_with(['.', '!', '?', '。', '”', '"']);
    is_credit && is_open && (1..=8).contains(&names)
}

/// A flat text has no pictures: a label has to do, before what is no sentence.
fn is_flat(case: &Case<'_>, facts: &Facts<'_>) -> bool {
    !case.document.marked_up && !facts.ends
}

pub(super) fn is_in_figure(case: &Case<'_>, block: &Block) -> bool {
    let captions = Cues::of(Cue::Caption);
    if matches!(block.kind, BlockKind::Row | BlockKind::Code | BlockKind::Quote | BlockKind::Heading(_)) {
        return false;
    }
    block.origin.cues.has(Cue::Caption)
        || case.inside_region(block).take(4).any(|(id, place)| {
            let small = case.share(id) < 0.25;
            small && (place.landmark == Some(Landmark::Figure) || place.cues.any(captions))
        })
}

/// Whether a block stands in a small box with a picture and hardly anything else.
pub(super) fn is_under_picture(case: &Case<'_>, block: &Block) -> bool {
    if !matches!(block.kind, BlockKind::Loose | BlockKind::Paragraph) || !case.is_inside(block) {
        return false;
    }
    let is_small = |(id, _): &(PlaceId, &Place)| {
        let measure = case.places.get(*id);
        measure.blocks <= 4 && measure.sentences <= 1 && case.share_of_kind(*id) < 0.2
    };
    let is_above =
        |(other, facts): (&Block, &Facts<'_>)| facts.media == Some(MediaKind::Image) && other.id < block.id;
    let shows = |(id, _): (PlaceId, &Place)| case.within(id).any(is_above);
    // Loose text stands in the box itself, or in an element of its own.
    let in_own = block.kind == BlockKind::Loose
        && case.inside_region(block).next().filter(is_small).is_some_and(shows);
    in_own || case.inside_region(block).skip(1).take(3).take_while(is_small).any(shows)
}

#[cfg(test)]
mod tests {
    use super::super::trial::{in_story, in_text};

    #[test]
    fn what_stands_in_a_figure_is_a_caption() {
        let figure = "<figure><img src=a.jpg><figcaption>The bridge in March. <span>Photo: Nessa Lund</span></figcaption></figure>";
        assert_eq!(in_story(figure, "The bridge in March"), "caption");
    }

    #[test]
    fn a_credit_under_a_picture_is_a_caption() {
        assert_eq!(in_story("<img src=a.jpg alt=Bridge><p>Photo: Nessa Lund</p>", "Nessa"), "caption");
    }

    #[test]
    fn loose_text_beside_a_picture_in_its_box_is_a_caption() {
        let picture =
            "<div class=pic><img src=a.jpg>Drawing: the gate from above, with all that was mended.</div>";
        assert_eq!(in_story(picture, "Drawing"), "caption");
    }

    #[test]
    fn a_line_in_a_box_named_after_its_caption_is_a_caption() {
        let picture = "<div><img src=a.jpg><p class=image-caption>The keeper with his last opponent’s letter.</p></div>";
        assert_eq!(in_story(picture, "The keeper"), "caption");
    }

    #[test]
    fn a_sentence_about_photographs_stays() {
        let line = "<p>Photo albums of the old bridge were handed round, and two of them came back wet.</p>";
        assert_eq!(in_story(line, "Photo albums"), "body");
    }
    #[test]
    fn a_caption_of_a_flat_text_ends_in_its_credit() {
        assert_eq!(in_text("The bridge in March, from the west. Photo: Nessa Lund"), "caption");
        assert_eq!(in_text("One thing was missing in every photo: the keeper, who hates them."), "body");
    }
}
