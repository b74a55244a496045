//! Parts inside the article's region that are not the article, by landmark, by name and by
//! link share. A part that holds much of the running text is believed, whatever it is called.

use super::super::judge::{Case, Verdicts};
use crate::model::{Block, BlockKind, Cue, Cues, Landmark, MediaKind, Place, PlaceId, Reason, Verdict};

/// Names of parts that are not the article.
pub(super) const FOREIGN: Cues = Cues::of(Cue::Ad)
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
    .with(Cues::of(Cue::Audio));

/// Names that a part of the text may bear as well; they count only for parts without prose.
const DOUBTFUL: Cues = Cues::of(Cue::Widget)
    .with(Cues::of(Cue::Shop))
    .with(Cues::of(Cue::Legal))
    .with(Cues::of(Cue::Live))
    .with(Cues::of(Cue::Gallery))
    .with(Cues::of(Cue::Byline))
    .with(Cues::of(Cue::Date));

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
    let mut known: Vec<Option<Option<Reason>>> = vec![None; case.document.tree.len()];
    for (block, _) in case.each().filter(|(block, _)| case.is_inside(block)) {
        let around: Vec<(PlaceId, &Place)> = case.inside_region(block).collect();
        // The outermost part that speaks decides for all that is in it.
        let spoken = around.iter().rev().find_map(|(id, place)| {
            let slot = known.get_mut(id.index())?;
            slot.get_or_insert_with(|| of_place(case, *id, place)).clone()
        });
        let own = || {
            Cues::first(block.origin.cues.and(FOREIGN)).filter(|_| !is_prose(case, block)).map(Reason::Named)
        };
        if let Some(reason) = spoken.or_else(own)
            && !is_player(block, &reason)
        {
            verdicts.settle(block.id, Verdict::Drop(reason));
        }
    }
}

fn is_prose(case: &Case<'_>, block: &Block) -> bool {
    case.facts(block.id).is_some_and(|facts| facts.mass(&block.kind) > 0.0)
}

/// A player or a post stays, whatever the box around it is called; in a part that names itself
/// after other stories it goes with them.
fn is_player(block: &Block, reason: &Reason) -> bool {
    let BlockKind::Media(media) = &block.kind else { return false };
    let harmless = matches!(
        reason,
        Reason::Furniture(Landmark::Hidden | Landmark::Fallback | Landmark::Form | Landmark::Control)
            | Reason::Named(Cue::Consent | Cue::Overlay | Cue::Share | Cue::Audio | Cue::Paywall)
    );
    harmless && media.kind != MediaKind::Image
}

/// What a place of the region is, if it is not the article.
fn of_place(case: &Case<'_>, id: PlaceId, place: &Place) -> Option<Reason> {
    let share = case.share(id);
    let measure = case.places.get(id);
    if let Some(landmark) = place.landmark.filter(|landmark| is_furniture(*landmark)) {
        let bound = match landmark {
            Landmark::Form | Landmark::Aside => 0.4,
            _ => 0.7,
        };
        if share < bound {
            return Some(Reason::Furniture(landmark));
        }
    }
    let by_name = Cues::first(place.cues.and(FOREIGN));
    if let Some(cue) = by_name.filter(|_| !place.cues.has(Cue::Body) && !is_text_itself(case, id, place)) {
        let bound = if cue == Cue::Comments { 0.9 } else { 0.35 };
        if share < bound {
            return Some(Reason::Named(cue));
        }
    }
    let doubtful =
        Cues::first(place.cues.and(DOUBTFUL)).filter(|_| measure.sentences == 0 && !is_headed(case, place));
    if let Some(cue) = doubtful.filter(|cue| !matches!(cue, Cue::Byline | Cue::Date)) {
        return Some(Reason::Named(cue));
    }
    None
}

/// A paragraph of prose is judged by its words, not by its class.
fn is_text_itself(case: &Case<'_>, id: PlaceId, place: &Place) -> bool {
    let measure = case.places.get(id);
    matches!(&*place.tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "li")
        && measure.sentences > 0
        && measure.link_share() < 50
        && !place.cues.any(Cues::of(Cue::Ad).with(Cues::of(Cue::Newsletter)))
}

fn is_headed(_case: &Case<'_>, place: &Place) -> bool {
    matches!(place.landmark, Some(Landmark::Figure))
}
