//! Blocks outside of the article's region, except what announces the article: its headline,
//! standfirst, byline and date, which pages put above the text, and a player above it.

use super::super::judge::{Case, Verdicts};
use super::{furniture, related};
use crate::model::{Block, BlockKind, Cue, Cues, MediaKind, Place, PlaceId, Reason};

/// Drops what stands outside of the article.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    if !case.document.marked_up {
        return;
    }
    let first_inside = case.each().find(|(block, _)| case.is_inside(block)).map(|(block, _)| block.id);
    let around: Vec<PlaceId> = case.document.tree.around(case.region).map(|(id, _)| id).collect();
    let headline = headline(case, first_inside, &around);
    for (block, _) in case.each().filter(|(block, _)| !case.is_inside(block)) {
        let announces =
            headline.is_some_and(|from| block.id >= from) && first_inside.is_some_and(|to| block.id < to);
        if announces && may_announce(case, block, &around) || headline == Some(block.id) {
            continue;
        }
        verdicts.settle(block.id, related::or_drop(case, block, reason(case, block, &around)));
    }
}

/// The block from which on the page may announce the article: the last headline above it.
fn headline(
    case: &Case<'_>,
    first_inside: Option<crate::model::BlockId>,
    around: &[PlaceId],
) -> Option<crate::model::BlockId> {
    let is_headline = |block: &Block| matches!(block.kind, BlockKind::Heading(level) if level.get() <= 2);
    let above = || case.each().filter(|(block, _)| first_inside.is_some_and(|first| block.id < first));
    let titled = above().rfind(|(_, facts)| case.titles.iter().any(|title| *title == facts.folded));
    let first = || above().rfind(|(block, _)| is_headline(block) && is_plain(case, block, around));
    titled.or_else(first).map(|(block, _)| block.id)
}

/// Whether a block between headline and text may belong to the article.
fn may_announce(case: &Case<'_>, block: &Block, region: &[PlaceId]) -> bool {
    if let BlockKind::Media(media) = &block.kind {
        return matches!(media.kind, MediaKind::Video | MediaKind::Image) && is_plain(case, block, region);
    }
    let wanted = Cues::of(Cue::Headline)
        .with(Cues::of(Cue::Standfirst))
        .with(Cues::of(Cue::Byline))
        .with(Cues::of(Cue::Date))
        .with(Cues::of(Cue::Caption))
        .with(Cues::of(Cue::Player));
    let near = case.document.tree.around(block.origin.place).take(4);
    let named = near.fold(block.origin.cues, |cues, (_, place)| cues.with(place.cues));
    is_plain(case, block, region)
        && (named.any(wanted) || !matches!(block.kind, BlockKind::Item { .. } | BlockKind::Row))
}

/// Whether nothing around a block says that it belongs to something else. What is around the region
/// as well says nothing.
fn is_plain(case: &Case<'_>, block: &Block, region: &[PlaceId]) -> bool {
    let tree = &case.document.tree;
    let below_region = |id: PlaceId| !region.contains(&id);
    let mut around = tree.around(block.origin.place).take_while(|(id, _)| below_region(*id));
    around.all(|(id, place)| {
        let foreign = place.landmark.is_some_and(furniture::is_furniture);
        !foreign && (!place.cues.any(furniture::FOREIGN) || is_teaser_of_its_own(case, id, place))
    })
}

/// Pages call their own standfirst a teaser as well: text that leads nowhere.
fn is_teaser_of_its_own(case: &Case<'_>, id: PlaceId, place: &Place) -> bool {
    let measure = case.places.get(id);
    let foreign = place.cues.and(furniture::FOREIGN).without(Cues::of(Cue::Recirculation));
    foreign.is_empty() && measure.links == 0 && measure.sentences > 0 && measure.blocks <= 3
}

/// The most telling of what stands around a block.
fn reason(case: &Case<'_>, block: &Block, region: &[PlaceId]) -> Reason {
    let tree = &case.document.tree;
    let around = || tree.around(block.origin.place).take_while(|(id, _)| !region.contains(id));
    let by_landmark =
        around().find_map(|(_, place)| place.landmark.filter(|landmark| furniture::is_furniture(*landmark)));
    let by_name = || around().find_map(|(_, place)| Cues::first(place.cues.and(furniture::FOREIGN)));
    match by_landmark {
        Some(landmark) => Reason::Furniture(landmark),
        None => by_name().map_or(Reason::Outside, Reason::Named),
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{of_block, story};

    fn page() -> String {
        format!(
            "<header><a href=/>The Courier</a></header>{}<footer><p>Mill Lane 4, Upper Marl</p></footer><div><p>Whale seen off the pier</p></div>",
            story("")
        )
    }

    #[test]
    fn what_stands_around_the_article_is_dropped() {
        assert_eq!(of_block(&page(), "The Courier"), "outside");
        assert_eq!(of_block(&page(), "Mill Lane"), "furniture");
        assert_eq!(of_block(&page(), "Whale"), "outside");
    }

    #[test]
    fn a_headline_and_a_byline_outside_of_the_text_announce_it() {
        let html = page()
            .replace("<h1>Bridge opens</h1>", "")
            .replace("<main>", "<div><h1>Bridge opens</h1><div class=byline>By Nessa Lund</div></div><main>");
        assert_eq!(of_block(&html, "Bridge opens"), "title");
        assert_eq!(of_block(&html, "By Nessa"), "byline");
    }
}
