//! What the page shows near its headline, where bylines and dates stand.

use std::borrow::Cow;

use crate::model::{Block, BlockKind, Cue, Cues, Document, Landmark, MediaKind, Place, Span};

/// How many blocks before and behind the headline are looked at.
const BEFORE: usize = 12;
const BEHIND: usize = 40;

/// How many blocks of a page are its top.
const TOP: usize = 400;

/// Blocks longer than this are no short lines, however they are folded.
const LONG: usize = 1_000;

/// How many places around a block may speak for it.
const PLACES: usize = 4;

/// The headings that can be the headline, in document order.
pub(super) fn headlines(document: &Document) -> impl Iterator<Item = &Block> {
    document.blocks.iter().filter(|block| is_headline(document, block))
}

/// The short lines near the top of the page.
pub(super) fn lines(document: &Document) -> impl Iterator<Item = Cow<'_, str>> {
    let top = document.blocks.iter().filter(|block| !block.spans.is_empty()).take(TOP);
    let is_short = |block: &&Block| block.spans.iter().map(|span| span.text.len()).sum::<usize>() <= LONG;
    top.filter(is_short).map(|block| match block.spans.as_slice() {
        [only] => Cow::Borrowed(only.text.as_str()),
        _ => Cow::Owned(block.text()),
    })
}

/// The blocks around the first headline, or the first blocks of a page without one.
pub(super) fn masthead<'a>(document: &'a Document, title: Option<&str>) -> &'a [Block] {
    let fits = |block: &&Block| title.is_some_and(|title| super::wording::fold(&block.text()) == title);
    let headline = headlines(document).find(fits).or_else(|| headlines(document).next());
    let headline = headline.or_else(|| signboards(document).next());
    let at = headline.map_or(0, |block| block.id.index());
    let end = (at + BEHIND).min(document.blocks.len());
    document.blocks.get(at.saturating_sub(BEFORE)..end).unwrap_or_default()
}

/// Whether the block or one of the places close around it has a cue.
pub(super) fn has_cue(document: &Document, block: &Block, cue: Cue) -> bool {
    let near = document.tree.around(block.origin.place).take(PLACES);
    block.origin.cues.has(cue) || near.into_iter().any(|(_, place)| place.cues.has(cue))
}

/// Whether the block belongs to the article as far as its places tell. What classes hint at
/// counts from close by only: the names of whole layouts mislead.
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
    let places = || document.tree.around(block.origin.place).map(|(_, place)| place);
    let is_open = |place: &&Place| {
        !matches!(place.landmark, Some(Landmark::Article | Landmark::Main | Landmark::Header))
    };
    let hinted = places().take(PLACES).take_while(is_open).any(|place| place.cues.any(foreign));
    let hidden = places().take(PLACES).any(|place| place.landmark == Some(Landmark::Hidden));
    let outside = places().any(|place| place.landmark.is_some_and(is_foreign));
    !(block.origin.cues.any(foreign) || hinted || hidden || outside)
}

fn is_foreign(landmark: Landmark) -> bool {
    use Landmark::{Aside, Dialog, Footer, Graphic, Navigation, Post};
    matches!(landmark, Aside | Dialog | Footer | Graphic | Navigation | Post)
}

/// Every heading of the first level, wherever it stands.
pub(super) fn first_level(document: &Document) -> impl Iterator<Item = &Block> {
    document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(level) if level.get() == 1))
}

/// The paragraphs of the main text near the top of the page.
pub(super) fn paragraphs(document: &Document) -> impl Iterator<Item = &Block> {
    let is_text = |block: &&Block| {
        !matches!(block.kind, BlockKind::Media(_) | BlockKind::Caption | BlockKind::Row)
            && is_main(document, block)
    };
    document.blocks.iter().filter(|block| !block.spans.is_empty()).take(TOP).filter(is_text)
}

/// The address of the first picture behind the headline, when one follows soon.
pub(super) fn picture(document: &Document) -> Option<&str> {
    let at = headlines(document).next()?.id.index();
    let near = document.blocks.get(at..(at + BEHIND).min(document.blocks.len()))?;
    // The likeness of a writer is not the picture of what is written.
    let of_people = [Cue::Member, Cue::Byline, Cue::Biography, Cue::Comments];
    let is_own = |block: &&Block| {
        is_main(document, block) && !of_people.iter().any(|cue| has_cue(document, block, *cue))
    };
    near.iter().filter(is_own).find_map(|block| match &block.kind {
        BlockKind::Media(media) if media.kind == MediaKind::Image => media.url.as_deref(),
        _ => None,
    })
}

fn is_headline(document: &Document, block: &Block) -> bool {
    let BlockKind::Heading(level) = block.kind else { return false };
    let is_named = || has_cue(document, block, Cue::Headline) && level.get() <= 2;
    (level.get() == 1 || is_named()) && is_main(document, block) && !leads_home(document, block)
}

/// What the page's first-level headings call the site: those that lead to its front page.
pub(super) fn signboards(document: &Document) -> impl Iterator<Item = &Block> {
    first_level(document).filter(|block| leads_home(document, block))
}

/// Whether the whole block is a link to the front page: a site's name, set as a heading.
fn leads_home(document: &Document, block: &Block) -> bool {
    let leads = |span: &Span| is_home_link(document, span) || span.text.trim().is_empty();
    !block.spans.is_empty() && block.spans.iter().all(leads)
}

/// What the page calls its site's front page.
pub(super) fn home_links(document: &Document) -> impl Iterator<Item = &str> {
    let spans = document.blocks.iter().flat_map(|block| &block.spans);
    spans.filter(|span| is_home_link(document, span)).map(|span| span.text.as_str())
}

fn is_home_link(document: &Document, span: &Span) -> bool {
    let is_home = |address: &str| match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/').is_none_or(|(_, path)| path.is_empty()),
        None => address == "/",
    };
    let anchor = span.link.and_then(|link| document.anchor(link));
    anchor.is_some_and(|anchor| is_home(&anchor.url))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html;

    fn shown(page: &str) -> Vec<String> {
        let (document, _, _) = html::read(page, None, &[]);
        headlines(&document).map(Block::text).collect()
    }

    #[test]
    fn headings_of_menus_and_boxes_are_no_headlines() {
        assert_eq!(shown("<nav><h1>Menu</h1></nav><h1>Ferry</h1><aside><h1>More</h1></aside>"), ["Ferry"]);
        assert_eq!(shown("<div class=related><h1>Other</h1></div><h2 class=headline>Ferry</h2>"), ["Ferry"]);
    }

    #[test]
    fn a_site_s_name_that_leads_to_the_front_page_is_no_headline() {
        let masthead = "<h1><a href='/'>Harbour Post</a></h1><h1><a href='/ferry'>Ferry</a></h1>";
        assert_eq!(shown(masthead), ["Ferry"]);
    }

    #[test]
    fn the_masthead_lies_around_the_headline() {
        let page = format!("{}<h1>Ferry</h1>{}", "<p>a</p>".repeat(50), "<p>b</p>".repeat(90));
        let (document, _, _) = html::read(&page, None, &[]);
        let near = masthead(&document, Some("ferry"));
        assert_eq!(near.len(), BEFORE + BEHIND);
        assert_eq!(near[BEFORE].text(), "Ferry");
    }
}
