//! Parts inside the article's region that are not the article, by landmark, by name and by
//! link share. A part that holds much of the running text is believed, whatever it is called.

use super::super::facts::Facts;
use super::super::judge::{Belief, Case, Verdicts};
use super::super::labels::Topic;
use super::related;
use crate::model::{Block, BlockKind, Cue, Cues, Landmark, MediaKind, Place, PlaceId, Reason, Verdict};

/// Names of parts that are not the article.
pub(in crate::read) const FOREIGN: Cues = Cues::of(Cue::Ad)
    .with(Cues::of(Cue::Related))
    .with(Cues::of(Cue::Recirculation))
    .with(Cues::of(Cue::Newsletter))
    .with(Cues::of(Cue::Share))
    .with(Cues::of(Cue::Comments))
    .with(Cues::of(Cue::Biography))
    .with(Cues::of(Cue::Tags))
    .with(Cues::of(Cue::Menu))
    .with(Cues::of(Cue::Footer))
    .with(Cues::of(Cue::Sidebar))
    .with(Cues::of(Cue::Consent))
    .with(Cues::of(Cue::Overlay))
    .with(Cues::of(Cue::Contents))
    .with(Cues::of(Cue::Poll))
    .with(Cues::of(Cue::Feedback))
    .with(Cues::of(Cue::App))
    .with(Cues::of(Cue::Paywall))
    .with(Cues::of(Cue::Audio))
    .with(Cues::of(Cue::Info));

/// Names that are believed whatever the part holds; the others yield to several paragraphs.
const TELLING: Cues = Cues::of(Cue::Comments)
    .with(Cues::of(Cue::Related))
    .with(Cues::of(Cue::Newsletter))
    .with(Cues::of(Cue::Consent));

/// Names of parts that lead to other pages.
const LEADING: Cues = Cues::of(Cue::Related)
    .with(Cues::of(Cue::Recirculation))
    .with(Cues::of(Cue::Menu))
    .with(Cues::of(Cue::Tags));

/// Names that a part of the text may bear as well; they count only for parts without prose.
const DOUBTFUL: Cues = Cues::of(Cue::Widget)
    .with(Cues::of(Cue::Shop))
    .with(Cues::of(Cue::Legal))
    .with(Cues::of(Cue::Live))
    .with(Cues::of(Cue::Gallery));

/// Whether text in such a landmark is never the article's.
pub(super) fn is_furniture(landmark: Landmark) -> bool {
    matches!(
        landmark,
        Landmark::Navigation
            | Landmark::Footer
            | Landmark::Dialog
            | Landmark::Control
            | Landmark::Hidden
            | Landmark::Fallback
            | Landmark::Graphic
            | Landmark::Form
            | Landmark::Aside
    )
}

/// Drops the parts of the region that are not the article.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    if !case.document.marked_up {
        return;
    }
    fallbacks(case, verdicts);
    let mut known: Vec<Option<Option<Reason>>> = vec![None; case.document.tree.len()];
    for (block, _) in case.each().filter(|(block, _)| case.is_inside(block)) {
        let around: Vec<(PlaceId, &Place)> = case.inside_region(block).collect();
        // The outermost part that speaks decides for all that is in it.
        let spoken = around.iter().rev().find_map(|(id, place)| {
            let slot = known.get_mut(id.index())?;
            slot.get_or_insert_with(|| of_place(case, *id, place)).clone()
        });
        let is_post = case.facts(block.id).is_some_and(|facts| is_placeholder(facts, &around));
        let post = || is_post.then_some(Reason::Furniture(Landmark::Post));
        let own = || {
            Cues::first(block.origin.cues.and(FOREIGN)).filter(|_| !is_prose(case, block)).map(Reason::Named)
        };
        if let Some(reason) = spoken.or_else(post).or_else(own)
            && !is_player(block, &reason)
        {
            verdicts.settle(block.id, related::or_drop(case, block, reason));
        }
    }
}

/// Whether a block stands where an embedded post will be and says only whose it is.
fn is_placeholder(facts: &Facts<'_>, around: &[(PlaceId, &Place)]) -> bool {
    let is_post = |(_, place): &&(PlaceId, &Place)| place.landmark == Some(Landmark::Post);
    let Some((_, post)) = around.iter().find(is_post) else { return false };
    let is_link = facts.link_share() >= 80 && facts.words <= 30;
    // Instagram's posts say little of their own in the page, and end with whose they are.
    let is_signed = facts.text.contains("(@") && facts.words <= 24;
    let is_instagram = post.name.contains("instagram-media");
    facts.letters > 0 && (is_link || is_instagram && (facts.words <= 14 || is_signed) && !facts.ends)
}

/// Text that stands only where scripts do not run and says so, even if it is all there is.
fn fallbacks(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, _) in case.each().filter(|(_, facts)| facts.phrases.has(Topic::Script)) {
        let mut around = case.document.tree.around(block.origin.place);
        if around.any(|(_, place)| place.landmark == Some(Landmark::Fallback)) {
            verdicts.settle(block.id, Verdict::Drop(Reason::Furniture(Landmark::Fallback)));
        }
    }
}

fn is_prose(case: &Case<'_>, block: &Block) -> bool {
    case.facts(block.id).is_some_and(|facts| facts.mass > 0.0)
}

/// A player or a post stays, whatever the box around it is called; in a part that names itself
/// after other stories it goes with them.
fn is_player(block: &Block, reason: &Reason) -> bool {
    // Pictures stand in buttons that make them larger, and their captions with them.
    let in_button = *reason == Reason::Furniture(Landmark::Control);
    if in_button && matches!(block.kind, BlockKind::Caption | BlockKind::Media(_)) {
        return true;
    }
    let BlockKind::Media(media) = &block.kind else { return false };
    let harmless = matches!(
        reason,
        Reason::Furniture(
            Landmark::Hidden | Landmark::Fallback | Landmark::Form | Landmark::Control | Landmark::Graphic
        ) | Reason::Named(Cue::Consent | Cue::Overlay | Cue::Share | Cue::Audio | Cue::Paywall)
    );
    harmless && media.kind != MediaKind::Image
}

/// What a place of the region is, if it is not the article.
fn of_place(case: &Case<'_>, id: PlaceId, place: &Place) -> Option<Reason> {
    let share = case.share_of_kind(id);
    if let Some(landmark) = place.landmark.filter(|landmark| is_furniture(*landmark)) {
        let bound = match landmark {
            Landmark::Form | Landmark::Aside => 0.4,
            Landmark::Hidden if case.belief == Belief::Structure => 0.0,
            _ => 0.7,
        };
        if share < bound {
            return Some(Reason::Furniture(landmark));
        }
    }
    by_name(case, id, place, share)
}

/// What a place is by its name, if its name is to be believed.
fn by_name(case: &Case<'_>, id: PlaceId, place: &Place, share: f64) -> Option<Reason> {
    let measure = case.places.get(id);
    let names = if case.belief == Belief::Names { FOREIGN } else { Cues::of(Cue::Comments) };
    let foreign = Cues::first(place.cues.and(names));
    if let Some(cue) = foreign.filter(|_| !place.cues.has(Cue::Body) && !is_text_itself(case, id, place)) {
        let bound = if cue == Cue::Comments { 0.9 } else { 0.35 };
        let told = Cues::of(cue).any(TELLING) || measure.sentences < 4 || measure.link_share() > 20;
        // A table of contents is made of links.
        let is_contents = cue != Cue::Contents || measure.link_share() > 40;
        // What leads to other pages has links.
        let leads = Cues::of(cue).any(LEADING) && measure.links == 0 && measure.sentences > 0;
        // The foot of a player holds its title.
        let is_foot = cue == Cue::Footer && is_part_of_player(case, id);
        if share < bound && told && is_contents && !leads && !is_foot {
            return Some(Reason::Named(cue));
        }
    }
    let is_box = matches!(&*place.tag, "div" | "section" | "ul" | "ol" | "table" | "dl" | "article");
    let doubtful = Cues::first(place.cues.and(DOUBTFUL))
        .filter(|_| is_box && measure.sentences == 0 && measure.link_share() >= 40);
    doubtful.filter(|_| case.belief == Belief::Names).map(Reason::Named)
}

fn is_part_of_player(case: &Case<'_>, id: PlaceId) -> bool {
    case.document.tree.around(id).take(3).any(|(_, place)| place.cues.has(Cue::Player))
}

/// A paragraph of prose is judged by its words, not by its class.
fn is_text_itself(case: &Case<'_>, id: PlaceId, place: &Place) -> bool {
    let measure = case.places.get(id);
    matches!(&*place.tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "li")
        && measure.sentences > 0
        && measure.link_share() < 50
        && !place.cues.any(Cues::of(Cue::Ad).with(Cues::of(Cue::Newsletter)))
}

#[cfg(test)]
mod tests {
    use super::super::trial::{PROSE, in_story, of_block, paragraphs};

    #[test]
    fn parts_that_are_never_the_article_are_told_by_their_element() {
        assert_eq!(in_story("<aside><p>The weather on the coast</p></aside>", "weather"), "furniture");
        assert_eq!(in_story("<nav><a href=/a>Coast</a></nav>", "Coast"), "furniture");
        assert_eq!(in_story("<div hidden><p>Only for editors.</p></div>", "editors"), "furniture");
    }

    #[test]
    fn a_small_box_is_believed_when_its_name_says_what_it_is() {
        assert_eq!(in_story("<div class=newsletter-box><p>The Morning Tide</p></div>", "Tide"), "named");
        assert_eq!(
            in_story("<div class=comments><p>I was there and saw it all.</p></div>", "I was"),
            "named"
        );
    }

    #[test]
    fn a_box_with_most_of_the_text_is_not_believed_whatever_its_name() {
        let text = paragraphs();
        let html = format!("<h1>Bridge opens</h1><div class=social-widget>{text}</div>");
        assert_eq!(of_block(&html, PROSE[2]), "body");
        let html = format!("<h1>Bridge opens</h1><form>{text}</form>");
        assert_eq!(of_block(&html, PROSE[2]), "body");
    }

    #[test]
    fn a_paragraph_is_judged_by_its_words_and_not_by_its_class() {
        let html = "<p class=promo-text>The mayor crossed first, on a horse that had been told nothing of it beforehand.</p>";
        assert_eq!(in_story(html, "The mayor"), "body");
    }
}
