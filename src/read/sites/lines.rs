//! What of a page may return on other pages of its site: lines, labels before a changing link, boxes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::fold;
use super::hash;
use crate::model::{Block, BlockKind, Cue, Landmark, Place, PlaceId};

/// What is hashed.
const TEXT: u8 = b't';
const FRAME: u8 = b'f';
const BOX: u8 = b'b';
const WORDING: u8 = b'w';

/// A line of fewer words says too little: "Pros", "Weight:", "What's next" stand in many texts.
const WORDS: usize = 4;

/// So does a box of fewer: "Note", "Example 3".
const BOX_WORDS: usize = 6;

/// A label before a link has no more words than this.
const LABEL: usize = 8;

/// A box holds no larger share of the running text, with all boxes of its kind.
const SHARE: f64 = 0.25;

/// A template puts no more boxes of one kind into a text, unless they say the same.
const FEW: usize = 2;

/// A line's text, if it says enough to be known again.
pub(in crate::read) fn text(block: &Block, facts: &Facts<'_>) -> Option<u64> {
    let is_text = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::Loose | BlockKind::Quote | BlockKind::Item { .. }
    );
    (is_text && facts.words >= WORDS && facts.letters > 0).then(|| hash(TEXT, &[&facts.folded]))
}

/// A label, and behind it a headline that leads elsewhere on the site: "Read also: ...".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Frame {
    pub(in crate::read) hash: u64,
    /// How many bytes of the block are the label.
    pub(in crate::read) label: u32,
}

/// The label of a line that ends in one link to the site itself.
pub(in crate::read) fn frame(case: &Case<'_>, block: &Block, facts: &Facts<'_>) -> Option<Frame> {
    if facts.links != 1 || facts.link_share() < 40 || matches!(block.kind, BlockKind::Heading(_)) {
        return None;
    }
    let first = block.spans.iter().position(|span| span.link.is_some())?;
    let (before, linked) = block.spans.split_at_checked(first)?;
    let link = linked.first()?.link?;
    let is_of_link = |text: &str, id| id == Some(link) || !text.contains(char::is_alphanumeric);
    let words: usize = linked.iter().map(|span| span.text.split_whitespace().count()).sum();
    if words < WORDS || !linked.iter().all(|span| is_of_link(&span.text, span.link)) {
        return None;
    }
    let is_own = case.host.is_some_and(|host| is_on(case, link, host));
    let label: String = before.iter().map(|span| span.text.as_str()).collect();
    let folded = fold(&label);
    let fits = !folded.is_empty() && folded.split(' ').count() <= LABEL && !label.trim_end().ends_with('.');
    (is_own && fits).then(|| Frame {
        hash: hash(FRAME, &[&folded]),
        label: u32::try_from(label.len()).unwrap_or_default(),
    })
}

/// Whether a link leads to a host. What could not be resolved is the page's own.
fn is_on(case: &Case<'_>, link: crate::model::LinkId, host: &str) -> bool {
    let Some(anchor) = case.document.anchor(link).filter(|anchor| !anchor.local) else { return false };
    let Some((_, rest)) = anchor.url.split_once("//") else { return !anchor.url.contains(':') };
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    rest.get(..end).is_some_and(|other| super::site(other) == super::site(host))
}

/// A box within the article: a place with a name of its own that holds little of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) struct Boxed {
    pub(in crate::read) place: PlaceId,
    /// What kind of box it is.
    pub(in crate::read) kind: u64,
    /// The kind together with what is said in it.
    pub(in crate::read) wording: u64,
}

/// The boxes of the lines that are, as far as is known, the text's.
pub(in crate::read) fn boxes(case: &Case<'_>, verdicts: &Verdicts) -> Vec<Boxed> {
    let mut said: BTreeMap<PlaceId, (usize, Vec<&str>)> = BTreeMap::new();
    let is_said = |(block, facts): &(&Block, &Facts<'_>)| {
        facts.letters > 0 && verdicts.is_body(block.id) && case.is_inside(block)
    };
    for (block, facts) in case.each().filter(is_said) {
        if let Some(place) = box_of(case, block) {
            let (words, said) = said.entry(place).or_default();
            *words += facts.words;
            said.push(&facts.folded);
        }
    }
    let boxed = |(place, (words, said)): (PlaceId, (usize, Vec<&str>))| {
        if words < BOX_WORDS {
            return None;
        }
        let names = names(case, place);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let wording = hash(WORDING, &[&names[..], &said].concat());
        Some(Boxed { place, kind: hash(BOX, &names), wording })
    };
    only_few(said.into_iter().filter_map(boxed).collect())
}

/// Without the kinds of which a page has several that say different things: those are how the page
/// sets its text, as the options of a manual.
fn only_few(mut boxes: Vec<Boxed>) -> Vec<Boxed> {
    let mut wordings: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    for boxed in &boxes {
        wordings.entry(boxed.kind).or_default().insert(boxed.wording);
    }
    boxes.retain(|boxed| wordings.get(&boxed.kind).is_some_and(|wordings| wordings.len() <= FEW));
    boxes
}

/// The smallest box around a line.
fn box_of(case: &Case<'_>, block: &Block) -> Option<PlaceId> {
    let is_text = |place: &Place| {
        place.cues.has(Cue::Body) || matches!(place.landmark, Some(Landmark::Main | Landmark::Article))
    };
    let mut around = case.inside_region(block).take_while(|(_, place)| !is_text(place));
    let found = around.find(|(id, place)| !name(place).is_empty() && case.share_of_kind(*id) <= SHARE);
    found.map(|(id, _)| id)
}

/// The names of a box and of the place around it.
fn names(case: &Case<'_>, place: PlaceId) -> Vec<String> {
    let around = case.document.tree.around(place).take(2);
    around.map(|(_, place)| format!("{} {}", place.tag, name(place))).collect()
}

/// The classes of a place that are the same on every page: without its id, and without numbers.
fn name(place: &Place) -> String {
    let is_lasting = |word: &&str| !word.starts_with('#') && !word.contains(|c: char| c.is_ascii_digit());
    place.name.split_whitespace().filter(is_lasting).collect::<Vec<_>>().join(" ")
}
