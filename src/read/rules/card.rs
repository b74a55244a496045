//! Cards: a small box with a linked headline, and perhaps a kicker and a teaser, that leads to
//! another story. Told by its structure; where the box says "read more", its headline may be
//! linked by a script.

use std::collections::HashSet;

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::Topic;
use crate::model::{Block, BlockId, BlockKind, Place, PlaceId, Reason, Shelf, Verdict};

/// A card holds no more letters than this.
const LETTERS: usize = 600;

/// Boxes of one kind that hold more of the text than this are the text.
const SHARE: f64 = 0.45;

/// Shelves cards.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    if !case.document.marked_up {
        return;
    }
    let labelled = labelled(case);
    let mut known: HashSet<PlaceId> = HashSet::new();
    let places: Vec<(PlaceId, &Place)> =
        case.document.tree.iter().filter(|(id, _)| *id != case.region).collect();
    for (id, place) in places {
        let covered = place.parent.is_some_and(|parent| known.contains(&parent));
        if covered || (case.holds(id) && may_be_card(case, id, place, &labelled)) {
            known.insert(id);
            if !covered {
                shelve(case, verdicts, id, labelled.contains(&id));
            }
        }
    }
}

/// The places close around a line that is the label of other stories, as a whole.
fn labelled(case: &Case<'_>) -> HashSet<PlaceId> {
    let is_label = |facts: &Facts| facts.line.any(&[Topic::Related, Topic::RelatedHeading]);
    let labels = case.each().filter(|(block, facts)| is_label(facts) && case.is_inside(block));
    labels.flat_map(|(block, _)| case.inside_region(block).take(4)).map(|(id, _)| id).collect()
}

fn may_be_card(case: &Case<'_>, id: PlaceId, place: &Place, labelled: &HashSet<PlaceId>) -> bool {
    let measure = case.places.get(id);
    matches!(&*place.tag, "div" | "section" | "article" | "li" | "aside" | "figure" | "blockquote")
        && (measure.links > 0 || labelled.contains(&id))
        && (2..=10).contains(&measure.blocks)
        && measure.sentences <= 2
        && measure.letters <= LETTERS
        && case.share_of_kind(id) < SHARE
}

/// Moves the card when it has a linked headline.
fn shelve(case: &Case<'_>, verdicts: &mut Verdicts, id: PlaceId, labelled: bool) {
    let shown = |(_, facts): &(&Block, &Facts<'_>)| facts.letters > 0 || facts.media.is_some();
    let inside: Vec<(&Block, &Facts<'_>)> = case.within(id).filter(shown).collect();
    let texts = || inside.iter().filter(|(block, _)| !matches!(block.kind, BlockKind::Media(_)));
    // Only a kicker comes before a card's headline.
    let kicker = |facts: &Facts| facts.words <= 5 && !facts.ends;
    let fits = |(block, facts): &&(&Block, &Facts<'_>)| {
        is_headline(case, block, facts)
            || (labelled && !facts.text.trim_end().ends_with('.') && facts.words <= 30)
    };
    // A box with several headlines is a list, and each of them a story.
    let several = texts().filter(|(block, facts)| is_headline(case, block, facts)).count() > 1;
    // Where all lines are as short as kickers, the one that is linked as a whole is the headline.
    let first = texts().find(|(_, facts)| !kicker(facts));
    let headline = match first {
        Some(first) => Some(first).filter(fits),
        None => texts().find(|(block, facts)| is_headline(case, block, facts)),
    };
    let headline = headline.filter(|_| !(labelled && several));
    let Some((headline, _)) = headline.filter(|(block, _)| verdicts.is_open(block.id)) else { return };
    if texts().count() < 2 && inside.len() < 2 || texts().any(|(_, facts)| facts.words > 70) {
        return;
    }
    let lead = headline.id;
    verdicts.settle(lead, Verdict::Shelve(Shelf::Related { label: 0 }));
    for (block, _) in &inside {
        settle(verdicts, block.id, lead);
    }
}

fn settle(verdicts: &mut Verdicts, id: BlockId, lead: BlockId) {
    if id != lead {
        verdicts.settle(id, Verdict::Drop(Reason::PartOf(lead)));
    }
}

/// A line that is one link to another page.
fn is_headline(case: &Case<'_>, block: &Block, facts: &Facts) -> bool {
    let away =
        block.spans.iter().filter_map(|span| case.document.anchor(span.link?)).all(|anchor| !anchor.local);
    !facts.text.trim_end().ends_with('.')
        && facts.links == 1
        && facts.link_share() >= 90
        && (4..=30).contains(&facts.words)
        && away
}

#[cfg(test)]
mod tests {
    use super::super::trial::in_story;

    const CARD: &str = "<div class=x1><a href=https://news.example/b><img src=b.jpg></a><h3><a href=https://news.example/b>Why the barge had no captain</a></h3><p>He had gone ashore for a cake.</p></div>";

    #[test]
    fn the_headline_of_a_card_may_be_as_short_as_its_kicker() {
        let card = "<div class=k><h5>From the archive</h5><h4><a href=https://news.example/a>Lamb born on ferry</a></h4></div>";
        assert_eq!(in_story(card, "Lamb born"), "related");
        assert_eq!(in_story(card, "From the archive"), "card");
    }

    #[test]
    fn a_box_with_a_linked_headline_and_a_teaser_leads_to_another_story() {
        assert_eq!(in_story(CARD, "Why the barge"), "related");
        assert_eq!(in_story(CARD, "He had gone ashore"), "card");
    }

    #[test]
    fn a_box_whose_heading_leads_nowhere_is_the_articles_own() {
        let own =
            "<div class=x1><h3>Why the barge had no captain</h3><p>He had gone ashore for a cake.</p></div>";
        assert_eq!(in_story(own, "Why the barge"), "body");
        assert_eq!(in_story(own, "He had gone ashore"), "body");
    }

    #[test]
    fn a_box_that_says_read_more_is_a_card_without_a_link() {
        let card = "<div class=x1><div>Read more</div><div>Why the barge had no captain</div><p>He had gone ashore for a cake.</p></div>";
        assert_eq!(in_story(card, "Why the barge"), "related");
        assert_eq!(in_story(card, "He had gone ashore"), "card");
    }

    #[test]
    fn a_box_with_several_headlines_is_a_list_of_stories() {
        let list = "<div class=x1><div>Related</div><div><a href=https://news.example/b>Why the barge had no captain</a></div><div><a href=https://news.example/c>The cake that stopped a bridge</a></div></div>";
        assert_eq!(in_story(list, "Why the barge"), "related");
        assert_eq!(in_story(list, "The cake that"), "related");
    }

    #[test]
    fn a_paragraph_with_a_link_in_it_is_no_card() {
        let block = "<div><p>The captain, <a href=https://news.example/c>who has a name</a>, came back with the cake at noon and found his barge in the bridge.</p></div>";
        assert_eq!(in_story(block, "who has a name"), "body");
    }
}
