//! What the page shows near its headline, where bylines and dates stand.

use crate::model::{Block, BlockKind, Cue, Cues, Document, Landmark};

/// How many blocks before and behind the headline are looked at.
const BEFORE: usize = 12;
const BEHIND: usize = 40;

/// How many places around a block may speak for it.
const PLACES: usize = 4;

/// The headings that can be the headline, in document order.
pub(super) fn headlines(document: &Document) -> impl Iterator<Item = &Block> {
    document.blocks.iter().filter(|block| is_headline(document, block))
}

/// The blocks around the first headline, or the first blocks of a page without one.
pub(super) fn masthead<'a>(document: &'a Document, title: Option<&str>) -> &'a [Block] {
    let fits = |block: &&Block| title.is_some_and(|title| super::wording::fold(&block.text()) == title);
    let headline = headlines(document).find(fits).or_else(|| headlines(document).next());
    let at = headline.map_or(0, |block| block.id.index());
    let end = (at + BEHIND).min(document.blocks.len());
    document.blocks.get(at.saturating_sub(BEFORE)..end).unwrap_or_default()
}

/// Whether the block or one of the places close around it has a cue.
pub(super) fn has_cue(document: &Document, block: &Block, cue: Cue) -> bool {
    let near = document.tree.around(block.origin.place).take(PLACES);
    block.origin.cues.has(cue) || near.into_iter().any(|(_, place)| place.cues.has(cue))
}

/// Whether the block belongs to the article as far as its places tell.
pub(super) fn is_main(document: &Document, block: &Block) -> bool {
    let foreign = [
        Cue::Comments,
        Cue::Related,
        Cue::Recirculation,
        Cue::Footer,
        Cue::Menu,
        Cue::Consent,
        Cue::Overlay,
        Cue::Newsletter,
    ];
    let foreign = foreign.iter().fold(Cues::NONE, |cues, cue| cues.with(Cues::of(*cue)));
    let mut places = document.tree.around(block.origin.place).map(|(_, place)| place);
    !block.origin.cues.any(foreign)
        && !places.any(|place| {
            let is_close = place.tag.as_ref() != "body" && place.tag.as_ref() != "html";
            is_close && (place.cues.any(foreign) || place.landmark.is_some_and(is_foreign))
        })
}

fn is_foreign(landmark: Landmark) -> bool {
    use Landmark::{Aside, Dialog, Footer, Graphic, Hidden, Navigation, Post};
    matches!(landmark, Aside | Dialog | Footer | Graphic | Hidden | Navigation | Post)
}

fn is_headline(document: &Document, block: &Block) -> bool {
    let BlockKind::Heading(level) = block.kind else { return false };
    let is_named = || has_cue(document, block, Cue::Headline) && level.get() <= 2;
    (level.get() == 1 || is_named()) && is_main(document, block)
}
