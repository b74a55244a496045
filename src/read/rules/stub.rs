//! Short lines before the first and behind the last sentence of the article that do not stand
//! where its paragraphs stand.

use std::collections::HashMap;

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use crate::model::{Block, BlockId, BlockKind, Part, PlaceId, Reason, Verdict};

/// Drops short lines at the edges of the text.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    // Where nothing reads like prose, the few lines that there are are all there is.
    if case.prose.is_none() {
        return;
    }
    if !case.document.marked_up {
        return below_headline(case, verdicts);
    }
    let homes = homes(case, verdicts);
    let is_title = |id: &BlockId| verdicts.get(*id) == Some(&Verdict::Keep(Part::Title));
    let title = case.document.blocks.iter().map(|block| block.id).find(is_title);
    for (block, facts) in case.each() {
        let is_media = matches!(block.kind, BlockKind::Media(_));
        if !verdicts.is_open(block.id) || is_media || facts.mass > 0.0 {
            continue;
        }
        let below_title = title.is_none_or(|title| block.id > title);
        let belongs =
            is_heading_of_text(block) || (is_at_home(case, &homes, block) && facts.link_share() < 50);
        if case.is_before_prose(block.id) && !(belongs && below_title) {
            verdicts.settle(
                block.id,
                Verdict::Drop(Reason::Stub { words: u32::try_from(facts.words).unwrap_or(u32::MAX) }),
            );
        } else if case.is_behind_prose(block.id) && !is_at_home(case, &homes, block) && !is_ending(facts) {
            verdicts.settle(block.id, Verdict::Drop(Reason::AfterEnd));
        }
    }
}

/// In the scrape of a whole page: short lines between headline and text.
fn below_headline(case: &Case<'_>, verdicts: &mut Verdicts) {
    let is_title = |id: BlockId| verdicts.get(id) == Some(&Verdict::Keep(Part::Title));
    let Some(title) = case.document.blocks.iter().map(|block| block.id).find(|id| is_title(*id)) else {
        return;
    };
    let above = case.document.blocks.iter().take(title.index()).map(|block| block.id);
    let has_menu = above.clone().filter(|id| verdicts.get(*id) == Some(&Verdict::Drop(Reason::Outside)));
    if has_menu.count() == 0 {
        return;
    }
    for (block, facts) in case.behind(title).take_while(|(block, _)| case.is_before_prose(block.id)) {
        let words = u32::try_from(facts.words).unwrap_or(u32::MAX);
        if facts.mass <= 0.0 && matches!(block.kind, BlockKind::Paragraph) {
            verdicts.settle(block.id, Verdict::Drop(Reason::Stub { words }));
        }
    }
}

/// A heading straight above the text is the first section's.
fn is_heading_of_text(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(level) if level.get() >= 2)
}

/// A credit or a note may end the text.
fn is_ending(facts: &Facts) -> bool {
    facts.ends && facts.words >= 4 && facts.link_share() < 50
}

/// The places that hold paragraphs of the text, by how much of it they hold.
fn homes(case: &Case<'_>, verdicts: &Verdicts) -> HashMap<PlaceId, f64> {
    let mut homes: HashMap<PlaceId, f64> = HashMap::new();
    for (block, facts) in case.each().filter(|(block, _)| verdicts.is_body(block.id)) {
        *homes.entry(home(case, block)).or_default() += facts.mass;
    }
    let most = homes.values().copied().fold(0.0, f64::max);
    homes.retain(|_, mass| *mass > most * 0.2);
    homes
}

/// The place that holds a block's element, or the block itself where it is loose.
fn home(case: &Case<'_>, block: &Block) -> PlaceId {
    let place = case.place(block);
    match block.kind {
        BlockKind::Loose => block.origin.place,
        _ => place.parent.unwrap_or(PlaceId::ROOT),
    }
}

fn is_at_home(case: &Case<'_>, homes: &HashMap<PlaceId, f64>, block: &Block) -> bool {
    let mut around = case.document.tree.around(block.origin.place).take(5);
    let is_list = matches!(block.kind, BlockKind::Item { .. } | BlockKind::Row | BlockKind::Heading(_));
    homes.contains_key(&home(case, block)) || (is_list && around.any(|(id, _)| homes.contains_key(&id)))
}

#[cfg(test)]
mod tests {
    use super::super::trial::{in_story, of_block, story};

    #[test]
    fn a_short_line_between_headline_and_text_is_dropped() {
        let html = story("").replace("</h1>", "</h1><div><span>Coast</span></div>");
        assert_eq!(of_block(&html, "Coast"), "stub");
    }

    #[test]
    fn a_short_line_behind_the_text_goes_unless_it_stands_where_paragraphs_stand() {
        let behind = |line: &str| story("").replace("</article>", &format!("{line}</article>"));
        assert_eq!(
            of_block(&behind("<div><div><span>Upper Marl</span></div></div>"), "Upper Marl"),
            "after-end"
        );
        assert_eq!(of_block(&behind("<p>Upper Marl, in March</p>"), "Upper Marl"), "body");
    }

    #[test]
    fn a_credit_ends_the_text() {
        let html = story("")
            .replace("</article>", "<div><p>(Reporting by Nessa Lund in Upper Marl.)</p></div></article>");
        assert_eq!(of_block(&html, "Reporting"), "body");
    }

    #[test]
    fn a_short_line_within_the_text_stays() {
        assert_eq!(in_story("<div><p>It was raining</p></div>", "raining"), "body");
    }
}
