//! Videos: the caption, the doubled title and the WATCH line of one embed become one.

use super::super::facts::Facts;
use super::super::html::seconds;
use super::super::judge::{Case, Verdicts};
use super::super::labels::{Topic, fold};
use super::repeated::same_line;
use crate::model::{Block, BlockId, BlockKind, Cue, MediaKind, PlaceId, Reason, Shelf, Verdict, VideoPart};

/// A caption has no more words than this.
const WORDS: usize = 60;

/// Shelves videos, and embeds of other kinds.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    if case.document.marked_up {
        players(case, verdicts);
    }
    captions(case, verdicts);
    embeds(case, verdicts);
}

fn part(lead: BlockId, part: VideoPart) -> Verdict {
    Verdict::Shelve(Shelf::Video { lead, part })
}

/// Players, with the lines in their box.
fn players(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, _) in case.each().filter(|(_, facts)| facts.media == Some(MediaKind::Video)) {
        if !verdicts.is_open(block.id) {
            continue;
        }
        // A player inside a player's box is the same video.
        let box_of = box_of(case, block.origin.place);
        let lead = box_of.and_then(|place| lead_in(case, verdicts, place)).unwrap_or(block.id);
        verdicts.settle(block.id, part(lead, VideoPart::Player));
        if let Some(place) = box_of {
            lines_in_box(case, verdicts, place, lead);
        }
        beside(case, verdicts, block, lead);
    }
    boxes_without_player(case, verdicts);
}

/// The largest box around a place that is named after its player and holds little else.
fn box_of(case: &Case<'_>, place: PlaceId) -> Option<PlaceId> {
    let around = case.document.tree.around(place).take(6);
    let small = around.take_while(|(id, _)| {
        let measure = case.places.get(*id);
        *id != case.region && measure.blocks <= 12 && measure.sentences <= 2 && case.share(*id) < 0.2
    });
    small
        .filter(|(_, place)| {
            place.cues.has(Cue::Player) || place.cues.has(Cue::Embed) || &*place.tag == "figure"
        })
        .last()
        .map(|(id, _)| id)
}

fn lead_in(case: &Case<'_>, verdicts: &Verdicts, place: PlaceId) -> Option<BlockId> {
    let tree = &case.document.tree;
    let inside = case.each().filter(|(block, _)| tree.is_within(block.origin.place, place));
    inside.into_iter().find_map(|(block, _)| match verdicts.get(block.id) {
        Some(Verdict::Shelve(Shelf::Video { lead, .. })) => Some(*lead),
        _ => None,
    })
}

/// What the lines in a player's box are: its length, its title, what it shows.
fn lines_in_box(case: &Case<'_>, verdicts: &mut Verdicts, place: PlaceId, lead: BlockId) {
    let tree = &case.document.tree;
    let mut known = Known { lead, title: None, described: false };
    for (block, facts) in case.each().filter(|(block, _)| tree.is_within(block.origin.place, place)) {
        let is_line = !matches!(block.kind, BlockKind::Media(_)) && facts.words <= WORDS;
        if is_line && verdicts.is_open(block.id) {
            verdicts.settle(block.id, known.of_line(block.id, facts));
        }
    }
}

/// What is known of the video of a box while its lines are looked at.
struct Known {
    lead: BlockId,
    title: Option<(BlockId, String)>,
    described: bool,
}

impl Known {
    fn of_line(&mut self, id: BlockId, facts: &Facts<'_>) -> Verdict {
        if let Some(seconds) = seconds(&facts.text) {
            return part(self.lead, VideoPart::Duration { seconds });
        }
        let length =
            facts.label.filter(|label| label.topics.has(Topic::Watch)).map_or(0, |label| label.length);
        let length = length.max(clock_length(&facts.text));
        let says = fold(facts.text.get(length..).unwrap_or(&facts.text));
        let label = u32::try_from(length).unwrap_or(0);
        match &self.title {
            Some((title, known)) if same_line(known, &says) => Verdict::Drop(Reason::Repeats(*title)),
            None if !(facts.ends && facts.words > 12) => {
                self.title = Some((id, says));
                part(self.lead, VideoPart::Title { label })
            }
            _ if !self.described => {
                self.described = true;
                part(self.lead, VideoPart::Description { label })
            }
            _ => Verdict::Drop(Reason::Named(Cue::Player)),
        }
    }
}

/// How many bytes the length of a video takes that stands before its title: `2:34 Ferry halted`.
fn clock_length(text: &str) -> usize {
    let Some((clock, title)) = text.split_once(' ') else { return 0 };
    let is_clock = clock.contains(':') && seconds(clock).is_some() && !title.trim().is_empty();
    if is_clock { text.len() - title.trim_start().len() } else { 0 }
}

/// A labelled line, or the player's own title, directly before or behind a player.
fn beside(case: &Case<'_>, verdicts: &mut Verdicts, player: &Block, lead: BlockId) {
    let BlockKind::Media(media) = &player.kind else { return };
    let title = media.title.as_deref().map(fold);
    let is_line =
        |block: &&Block| !matches!(block.kind, BlockKind::Media(_)) && !is_dropped(verdicts, block.id);
    let before = case.document.blocks.iter().take(player.id.index()).rev().find(is_line);
    let behind = case.document.blocks.iter().skip(player.id.index() + 1).find(is_line);
    let (before, behind) = (before.map(|block| block.id), behind.map(|block| block.id));
    for id in [before, behind].into_iter().flatten() {
        let Some(facts) = case.facts(id).filter(|facts| verdicts.is_open(id) && facts.words <= WORDS) else {
            continue;
        };
        let label = facts.label.filter(|label| label.topics.has(Topic::Watch));
        let says_title = title.as_ref().is_some_and(|title| same_line(title, &fold(facts.behind_label())));
        if says_title || label.is_some() {
            let label = u32::try_from(label.map_or(0, |label| label.length)).unwrap_or(0);
            let what = if facts.ends { VideoPart::Description { label } } else { VideoPart::Title { label } };
            verdicts.settle(id, part(lead, what));
        }
    }
}

fn is_dropped(verdicts: &Verdicts, id: BlockId) -> bool {
    matches!(verdicts.get(id), Some(Verdict::Drop(_)))
}

/// Boxes named after a player whose player is made by a script: the lines in them.
fn boxes_without_player(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        if !verdicts.is_open(block.id) || matches!(block.kind, BlockKind::Media(_)) || facts.words > 30 {
            continue;
        }
        let named = |place: PlaceId| {
            case.document.tree.around(place).take(3).any(|(_, place)| place.cues.has(Cue::Player))
        };
        if !named(block.origin.place) {
            continue;
        }
        let Some(place) = box_of(case, block.origin.place) else { continue };
        let is_player = case.each().any(|(other, facts)| {
            let inside = case.document.tree.is_within(other.origin.place, place);
            let sign = facts.line.has(Topic::PlayerLine)
                || seconds(&facts.text).is_some() && facts.text.contains(':');
            let label = facts.label.is_some_and(|label| label.topics.has(Topic::Watch));
            inside && (sign || label)
        });
        if is_player && case.places.get(place).sentences <= 1 {
            lines_in_box(case, verdicts, place, block.id);
        }
    }
}

/// Captions with a label, without a player: scraped text, and pages that make players late.
fn captions(case: &Case<'_>, verdicts: &mut Verdicts) {
    let open: Vec<(&Block, &Facts)> = case
        .each()
        .filter(|(block, facts)| verdicts.is_open(block.id) && facts.letters > 0 && facts.media.is_none())
        .collect();
    for (at, (block, facts)) in open.iter().enumerate() {
        let Some(label) = facts.label.filter(|label| label.topics.has(Topic::Watch)) else { continue };
        let doubled = facts.words <= WORDS && doubled_behind(&open, at).is_some();
        if verdicts.is_open(block.id) && (doubled || is_caption(facts, label.length)) {
            merge(verdicts, &open, at, label.length);
        }
    }
}

/// Whether a labelled line is a caption, by itself: the label is in capitals, or no sentence
/// follows it. What follows begins as a headline does.
fn is_caption(facts: &Facts, label: usize) -> bool {
    let rest = facts.behind_label();
    let opens = rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let label = facts.text.get(..label).unwrap_or_default();
    let shouts = label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase);
    opens
        && facts.words <= WORDS
        && (shouts || (!facts.ends && facts.words <= 25 && label.chars().count() >= 3))
}

/// The title lines behind a caption: one line said twice.
fn doubled_behind(open: &[(&Block, &Facts)], at: usize) -> Option<(BlockId, BlockId)> {
    let (first, second) = (open.get(at + 1)?, open.get(at + 2)?);
    let doubled =
        same_line(&first.1.folded, &second.1.folded) && first.1.words <= 40 && first.1.label.is_none();
    doubled.then_some((first.0.id, second.0.id))
}

/// Makes one video of a caption and the title lines around it.
fn merge(verdicts: &mut Verdicts, open: &[(&Block, &Facts)], at: usize, label: usize) {
    let Some((block, facts)) = open.get(at) else { return };
    let says = fold(facts.behind_label());
    let label = u32::try_from(label).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|at| open.get(at));
    let before =
        before.filter(|(other, facts)| verdicts.is_open(other.id) && same_line(&facts.folded, &says));
    if let Some((title, _)) = before {
        verdicts.settle(title.id, part(title.id, VideoPart::Title { label: 0 }));
        verdicts.settle(block.id, Verdict::Drop(Reason::Repeats(title.id)));
        return;
    }
    let again = open.iter().skip(at + 1).take(2).take_while(|(_, facts)| same_line(&facts.folded, &says));
    let again: Vec<BlockId> = again.map(|(block, _)| block.id).collect();
    if !again.is_empty() {
        verdicts.settle(block.id, part(block.id, VideoPart::Title { label }));
        for id in again {
            verdicts.settle(id, Verdict::Drop(Reason::Repeats(block.id)));
        }
    } else if let Some((title, twin)) = doubled_behind(open, at) {
        verdicts.settle(block.id, part(block.id, VideoPart::Description { label }));
        verdicts.settle(title, part(block.id, VideoPart::Title { label: 0 }));
        verdicts.settle(twin, Verdict::Drop(Reason::Repeats(title)));
    } else {
        verdicts.settle(block.id, part(block.id, VideoPart::Title { label }));
    }
}

/// Embeds other than videos and pictures become links.
fn embeds(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        let other = !matches!(facts.media, None | Some(MediaKind::Video | MediaKind::Image));
        if other {
            verdicts.settle(block.id, Verdict::Shelve(Shelf::Embed));
        }
    }
}
