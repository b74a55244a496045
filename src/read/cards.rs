//! Lines that are one link to another page, in boxes of one kind: what a listing is made of.

use std::collections::{HashMap, HashSet};

use super::facts::Facts;
use crate::model::{Block, BlockId, BlockKind, Cue, Cues, Document, Landmark, Place, PlaceId};

/// So many headlines in boxes of one kind make a list of pages.
const SEVERAL: usize = 4;

/// The cards of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Cards {
    /// How many there are, in groups of one kind.
    pub(super) count: usize,
    /// How many the largest group has.
    pub(super) largest: usize,
    /// How many of them name a price.
    pub(super) priced: usize,
    /// How many of them have a heading for their headline.
    pub(super) headed: usize,
    /// For each place, whether it is a card or stands in one.
    inside: Vec<bool>,
    /// Their headlines.
    headlines: HashSet<BlockId>,
}

impl Cards {
    /// Whether a block stands in a card.
    pub(super) fn hold(&self, block: &Block) -> bool {
        self.inside.get(block.origin.place.index()).copied().unwrap_or(false)
    }

    /// Whether a block is the headline of a card.
    pub(super) fn leads(&self, id: BlockId) -> bool {
        self.headlines.contains(&id)
    }
}

/// What tells boxes of one kind: tag and name of the innermost place and of the one around it.
type Kind<'a> = (&'a str, &'a str, &'a str, &'a str);

/// Finds the cards of a page.
pub(super) fn find(document: &Document, facts: &[Facts<'_>]) -> Cards {
    let mut groups: HashMap<Kind<'_>, Vec<&Block>> = HashMap::new();
    let headlines =
        document.blocks.iter().zip(facts).filter(|(block, facts)| is_headline(document, block, facts));
    for (block, _) in headlines.filter(|(block, _)| !is_beside(document, block)) {
        groups.entry(kind(document, block.origin.place)).or_default().push(block);
    }
    groups.retain(|_, blocks| blocks.len() >= SEVERAL);
    let headlines: Vec<&Block> = groups.values().flatten().copied().collect();
    let is_heading = |block: &&&Block| matches!(block.kind, BlockKind::Heading(_));
    let mut cards = Cards {
        count: headlines.len(),
        largest: groups.values().map(Vec::len).max().unwrap_or(0),
        headed: headlines.iter().filter(is_heading).count(),
        inside: extents(document, &headlines),
        headlines: headlines.iter().map(|block| block.id).collect(),
        priced: 0,
    };
    let prices = document.blocks.iter().zip(facts).filter(|(_, facts)| is_price(facts));
    cards.priced = prices.filter(|(block, _)| cards.hold(block)).count();
    cards
}

/// For each place, whether it is a card or in one: a card reaches as far as the place around
/// its headline holds no other.
fn extents(document: &Document, headlines: &[&Block]) -> Vec<bool> {
    let mut held = vec![0_usize; document.tree.len()];
    for block in headlines {
        for (id, _) in document.tree.around(block.origin.place) {
            if let Some(count) = held.get_mut(id.index()) {
                *count += 1;
            }
        }
    }
    let mut inside = vec![false; document.tree.len()];
    // Parents come before their children: what is around a card is known first.
    for (id, place) in document.tree.iter().skip(1) {
        let around = place.parent.and_then(|parent| inside.get(parent.index()).copied()) == Some(true);
        if let Some(slot) = inside.get_mut(id.index()) {
            *slot = around || held.get(id.index()) == Some(&1);
        }
    }
    inside
}

/// A line that is one link to another page, neither a word nor a paragraph.
pub(super) fn is_headline(document: &Document, block: &Block, facts: &Facts<'_>) -> bool {
    let is_text = !matches!(block.kind, BlockKind::Media(_) | BlockKind::Code);
    if !is_text || facts.links == 0 || facts.link_share() < 80 || !(2..=40).contains(&facts.words) {
        return false;
    }
    let links = block.spans.iter().filter_map(|span| document.anchors.get(span.link?.index()));
    if links.into_iter().all(|anchor| anchor.local) {
        return false;
    }
    // Dates, prices and counts are linked as well.
    let digits = facts.text.bytes().filter(u8::is_ascii_digit).count();
    digits * 10 <= facts.letters * 3
}

/// Names of parts that lead away on every page of a site.
const BESIDE: Cues = Cues::of(Cue::Related)
    .with(Cues::of(Cue::Sidebar))
    .with(Cues::of(Cue::Footer))
    .with(Cues::of(Cue::Menu))
    .with(Cues::of(Cue::Comments))
    .with(Cues::of(Cue::Widget))
    .with(Cues::of(Cue::Tags))
    .with(Cues::of(Cue::Contents))
    .with(Cues::of(Cue::Share));

/// Whether a line stands in a part that is on every page of the site.
fn is_beside(document: &Document, block: &Block) -> bool {
    let place = |place: &Place| {
        let landmark = matches!(
            place.landmark,
            Some(
                Landmark::Navigation
                    | Landmark::Footer
                    | Landmark::Dialog
                    | Landmark::Hidden
                    | Landmark::Header
                    | Landmark::Aside
            )
        );
        landmark || place.cues.any(BESIDE) && !matches!(&*place.tag, "body" | "html" | "main")
    };
    block.origin.cues.any(BESIDE) || document.tree.around(block.origin.place).any(|(_, around)| place(around))
}

fn kind(document: &Document, id: PlaceId) -> Kind<'_> {
    let place = document.tree.get(id);
    let outer = document.tree.get(place.parent.unwrap_or(PlaceId::ROOT));
    (&place.tag, first_word(&place.name), &outer.tag, first_word(&outer.name))
}

/// The first word of a name, without the number that it may end in.
pub(super) fn first_word(name: &str) -> &str {
    let word = name.split_whitespace().next().unwrap_or_default();
    word.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Whether a short line names a price.
pub(super) fn is_price(facts: &Facts<'_>) -> bool {
    let has_digit = || facts.text.bytes().any(|byte| byte.is_ascii_digit());
    (1..=12).contains(&facts.words) && has_digit() && has_price(&facts.text)
}

/// Whether a text names a price: a sign of money beside a number.
fn has_price(text: &str) -> bool {
    const SIGNS: [&str; 14] = ["$", "€", "£", "¥", "₹", "₽", "₺", "₩", "zł", "kr", "CHF", "USD", "EUR", "Kč"];
    // The letters and the first bytes that the signs begin with.
    let begins = |byte: u8| matches!(byte, b'$' | b'z' | b'k' | b'C' | b'U' | b'E' | b'K' | 0xC2 | 0xE2);
    if !text.bytes().any(begins) {
        return false;
    }
    SIGNS.iter().any(|sign| {
        text.match_indices(sign).any(|(at, found)| {
            let before = text.get(..at).unwrap_or_default().trim_end();
            let behind = text.get(at + found.len()..).unwrap_or_default().trim_start();
            before.ends_with(|c: char| c.is_ascii_digit()) || behind.starts_with(|c: char| c.is_ascii_digit())
        })
    })
}
