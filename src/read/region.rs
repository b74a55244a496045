//! Finds the article's region: the place of the page that holds its running text.
//!
//! From the root down, as long as one place inside holds nearly all that is worth reading.
//! Where the text is in several places side by side, their parent is the region.

use super::facts::Facts;
use super::labels::fold;
use super::places::Places;
use crate::model::{BlockKind, Cue, Document, Landmark, PlaceId};

/// A place inside must hold this share of what is worth reading to be gone into.
const NEARLY_ALL: f64 = 0.8;

/// A place that says that it is the article's text needs less.
const SAYS_SO: f64 = 0.6;

/// The place that holds the article's running text.
pub(super) fn find(document: &Document, facts: &[Facts], places: &Places) -> PlaceId {
    let mut region = PlaceId::ROOT;
    loop {
        let worth = places.get(region).worth;
        let below = children(document, region);
        let best = below.iter().max_by(|a, b| places.get(**a).worth.total_cmp(&places.get(**b).worth));
        let Some(best) = best.copied() else { return region };
        if let Some(first) = first_of_several(document, facts, places, &below, worth) {
            region = first;
            continue;
        }
        let place = document.tree.get(best);
        let says_so = place.cues.has(Cue::Body) || place.landmark == Some(Landmark::Article);
        let needed = if says_so { SAYS_SO } else { NEARLY_ALL };
        if worth <= 0.0 || places.get(best).worth < worth * needed || is_text_itself(&place.tag) {
            return region;
        }
        region = best;
    }
}

/// The places directly inside a place. They come behind it.
fn children(document: &Document, of: PlaceId) -> Vec<PlaceId> {
    let behind = document.tree.iter().skip(of.index() + 1);
    behind.filter(|(_, place)| place.parent == Some(of)).map(|(id, _)| id).collect()
}

/// Elements that hold one block: the region is never inside of one.
fn is_text_itself(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "ul" | "ol" | "blockquote" | "pre" | "tr"
    )
}

/// Pages that go on with the next story hold several articles side by side: the one with the
/// page's own headline is meant, else the first.
fn first_of_several(
    document: &Document,
    facts: &[Facts],
    places: &Places,
    below: &[PlaceId],
    worth: f64,
) -> Option<PlaceId> {
    let is_article = |id: &&PlaceId| {
        let big = places.get(**id).worth > worth * 0.15;
        document.tree.get(**id).landmark == Some(Landmark::Article) && big
    };
    let articles: Vec<PlaceId> = below.iter().filter(is_article).copied().collect();
    let all: f64 = articles.iter().map(|id| places.get(*id).worth).sum();
    if articles.len() < 2 || all < worth * 0.7 {
        return None;
    }
    let titles: Vec<String> = document.metadata.titles.iter().map(|title| fold(title)).collect();
    let has_title = |id: &&PlaceId| {
        let headings = document
            .blocks
            .iter()
            .zip(facts)
            .filter(|(block, _)| matches!(block.kind, BlockKind::Heading(_)));
        let mut inside = headings.filter(|(block, _)| document.tree.is_within(block.origin.place, **id));
        inside.any(|(_, facts)| titles.iter().any(|title| *title == facts.folded))
    };
    articles.iter().find(has_title).or_else(|| articles.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::super::judge::Belief;
    use super::super::labels::book;
    use super::super::{Input, Options, facts, parse};
    use super::*;
    use crate::model::{Page, Source};

    fn path_of_region(html: &str) -> String {
        let document = parse(&Page::new(Source::Stdin, html.as_bytes().to_vec()), &Options::of(Input::Html));
        let facts = facts::measure(&document, book());
        let places = Places::measure(&document, &facts, Belief::Names);
        document.tree.path(find(&document, &facts, &places))
    }

    /// Four sentences that are long enough to be an article's.
    fn text(of: &str) -> String {
        let line = |number: u8| {
            format!(
                "<p>The {of} was looked at by divers for the {number}th time, and again they found nothing that would explain the noise at night.</p>"
            )
        };
        (1..=4).map(line).collect()
    }

    #[test]
    fn the_region_is_the_innermost_place_with_nearly_all_of_the_text() {
        let html = format!(
            "<main><div id=page><div id=story>{}</div><div id=more><p>More</p></div></div></main>",
            text("bridge")
        );
        assert!(path_of_region(&html).ends_with("div#story"), "{}", path_of_region(&html));
    }

    #[test]
    fn text_in_boxes_side_by_side_belongs_to_the_place_around_them() {
        let html = format!(
            "<main><div id=story><div>{}</div><div>{}</div></div></main>",
            text("bridge"),
            text("gate")
        );
        assert!(path_of_region(&html).ends_with("div#story"), "{}", path_of_region(&html));
    }

    #[test]
    fn a_long_list_of_comments_is_not_the_article() {
        let comments = text("keeper").repeat(4);
        let html =
            format!("<body><div id=story>{}</div><div id=comments>{comments}</div></body>", text("bridge"));
        assert!(path_of_region(&html).ends_with("div#story"), "{}", path_of_region(&html));
    }

    #[test]
    fn of_several_articles_the_one_with_the_pages_headline_is_meant() {
        let article = |id: &str| format!("<article id={id}><h2>The {id} story</h2>{}</article>", text(id));
        let html =
            format!("<title>The gate story</title><main>{}{}</main>", article("bridge"), article("gate"));
        assert!(path_of_region(&html).ends_with("article#gate"), "{}", path_of_region(&html));
    }
}
