//! Lists of links between paragraphs: other stories. A list that a sentence with a colon
//! announces is the article's own.

use super::super::judge::{Case, Verdicts};
use super::super::labels::Topic;
use crate::model::{BlockKind, PlaceId, Reason, Verdict};

/// Lists with at least this share of links, in percent, are lists of links.
const DENSE: u8 = 75;

/// How many blocks back an announcement is looked for.
const NEAR: usize = 60;

/// What headings of other stories say.
const OTHERS: [Topic; 3] = [Topic::Related, Topic::RelatedHeading, Topic::Recirculation];

/// Drops or shelves lists of links.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    if !case.document.marked_up {
        return;
    }
    for (id, place) in case.document.tree.iter() {
        let measure = case.places.get(id);
        let is_list =
            matches!(&*place.tag, "ul" | "ol" | "div" | "section" | "table" | "dl" | "nav" | "p" | "center");
        let is_dense = measure.links >= 3 && measure.sentences == 0 && measure.link_share() >= DENSE;
        if is_list && is_dense && id != case.region && case.document.tree.is_within(id, case.region) {
            drop_list(case, verdicts, id, measure.link_share());
        }
    }
}

fn drop_list(case: &Case<'_>, verdicts: &mut Verdicts, id: PlaceId, percent: u8) {
    let inside: Vec<_> = case.within(id).collect();
    let Some((first, _)) = inside.first() else { return };
    if is_announced(case, verdicts, first.id) {
        return;
    }
    for (block, facts) in inside {
        let headline = facts.links > 0 && facts.words >= 4;
        if !verdicts.is_open(block.id) {
            continue;
        }
        if headline && !matches!(block.kind, BlockKind::Media(_)) {
            verdicts.settle(block.id, Verdict::Shelve(crate::model::Shelf::Related { label: 0 }));
        } else {
            verdicts.settle(block.id, Verdict::Drop(Reason::LinkDense { percent }));
        }
    }
}

/// Whether the text before ends in a colon.
fn is_announced(case: &Case<'_>, verdicts: &Verdicts, first: crate::model::BlockId) -> bool {
    let above = case.document.blocks.get(..first.index()).unwrap_or_default();
    let before = above.iter().zip(case.facts).rev().take(NEAR).find(|(block, _)| verdicts.is_body(block.id));
    before.is_some_and(|(block, facts)| {
        let words: Vec<&str> = facts.folded.split(' ').collect();
        // "More on this topic:" announces other stories.
        let of_others = (1..=4).any(|count| {
            words.get(..count).is_some_and(|front| case.book.line(&front.join(" ")).any(&OTHERS))
        });
        facts.text.trim_end().ends_with([':', '：'])
            && !of_others
            && !matches!(block.kind, BlockKind::Heading(_))
            && facts.words >= 4
    })
}

#[cfg(test)]
mod tests {
    use super::super::trial::in_story;

    const LIST: &str = "<ul><li><a href=https://news.example/a>Whale seen off the pier again</a></li><li><a href=https://news.example/b>Bakery queue breaks all records</a></li><li><a href=https://news.example/c>Lamb is born on the ferry</a></li></ul>";

    #[test]
    fn a_list_of_headlines_between_paragraphs_is_moved_away() {
        assert_eq!(in_story(LIST, "Whale"), "related");
    }

    #[test]
    fn a_list_that_a_sentence_announces_is_the_articles_own() {
        let block =
            format!("<p>On the day that the bridge opened, these were the talk of the town:</p>{LIST}");
        assert_eq!(in_story(&block, "Whale"), "body");
    }

    #[test]
    fn a_list_of_other_stories_is_not_saved_by_its_colon() {
        let block = format!("<p>Read more on this topic here:</p>{LIST}");
        assert_eq!(in_story(&block, "Whale"), "related");
    }

    #[test]
    fn a_list_of_sentences_with_links_in_them_stays() {
        let block = "<ul><li>The whale was <a href=https://news.example/a>seen</a> on Monday and again on Tuesday at noon.</li><li>The lamb is <a href=https://news.example/c>well</a> and has been given the name of the ferry.</li><li>The bakery <a href=https://news.example/b>sold</a> 900 rolls before the first cart had crossed.</li></ul>";
        assert_eq!(in_story(block, "The lamb"), "body");
    }
}
