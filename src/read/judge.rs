//! Blocks to verdicts: rules in order, and the first answer to a block stands.

use super::cards::{self, Cards};
use super::facts::{self, Facts};
use super::labels::{Book, book, fold};
use super::likeness::{self, Numbers};
use super::places::Places;
use super::sites::{self, Site, Trace};
use super::thread::{self, Thread};
use super::user::{self, Hit, UserRule};
use super::{classify, region, rules};
use crate::model::{Block, BlockId, Class, Document, Part, Place, PlaceId, Verdict};

/// What the rules look at.
pub(super) struct Case<'a> {
    pub(super) document: &'a Document,
    pub(super) facts: &'a [Facts<'a>],
    pub(super) places: &'a Places,
    pub(super) book: &'a Book,
    /// How far the names of elements are believed.
    pub(super) belief: Belief,
    /// What the page is made of where it is no article's.
    pub(super) cards: &'a Cards,
    /// The posts, if the page is a thread.
    pub(super) thread: Option<&'a Thread>,
    /// The host that the page is from.
    pub(super) host: Option<&'a str>,
    /// What is known of its site.
    pub(super) site: Option<&'a Site>,
    /// The place that holds the article.
    pub(super) region: PlaceId,
    /// For each place, whether it is in the region.
    pub(super) inside: Vec<bool>,
    /// The wordings of the headline, folded.
    pub(super) titles: Vec<String>,
    /// The first and the last block of the region that read like prose.
    pub(super) prose: Option<(BlockId, BlockId)>,
}

impl Case<'_> {
    /// The blocks with what is known about them.
    pub(super) fn each(&self) -> impl DoubleEndedIterator<Item = (&Block, &Facts<'_>)> {
        self.document.blocks.iter().zip(self.facts)
    }

    /// The blocks of a place, places inside it included.
    pub(super) fn within(&self, id: PlaceId) -> impl DoubleEndedIterator<Item = (&Block, &Facts<'_>)> {
        let (from, to) = self.places.span(id);
        let blocks = self.document.blocks.get(from..to).unwrap_or_default();
        let facts = self.facts.get(from..to).unwrap_or_default();
        blocks
            .iter()
            .zip(facts)
            .filter(move |(block, _)| self.document.tree.is_within(block.origin.place, id))
    }

    /// The blocks behind a block.
    pub(super) fn behind(&self, id: BlockId) -> impl Iterator<Item = (&Block, &Facts<'_>)> {
        let from = id.index() + 1;
        let blocks = self.document.blocks.get(from..).unwrap_or_default();
        blocks.iter().zip(self.facts.get(from..).unwrap_or_default())
    }

    /// What is known about a block.
    pub(super) fn facts(&self, id: BlockId) -> Option<&Facts<'_>> {
        self.facts.get(id.index())
    }

    /// The place that a block stands in.
    pub(super) fn place(&self, block: &Block) -> &Place {
        self.document.tree.get(block.origin.place)
    }

    /// Whether a block stands in the article's region.
    pub(super) fn is_inside(&self, block: &Block) -> bool {
        self.holds(block.origin.place)
    }

    /// Whether a place is the article's region or in it.
    pub(super) fn holds(&self, place: PlaceId) -> bool {
        self.inside.get(place.index()).copied().unwrap_or_default()
    }

    /// The places around a block, innermost first, up to the region and without it.
    pub(super) fn inside_region(&self, block: &Block) -> impl Iterator<Item = (PlaceId, &Place)> {
        let depth = self.document.tree.get(self.region).depth;
        self.document.tree.around(block.origin.place).take_while(move |(_, place)| place.depth > depth)
    }

    /// The share of the region's running text that a place holds.
    pub(super) fn share(&self, place: PlaceId) -> f64 {
        self.places.get(place).mass / self.places.get(self.region).mass.max(1.0)
    }

    /// The share of the region's running text that all places of this kind hold together.
    pub(super) fn share_of_kind(&self, id: PlaceId) -> f64 {
        let kind = self.places.of_kind(id) / self.places.get(self.region).mass.max(1.0);
        kind.max(self.share(id))
    }

    /// Whether a block stands before the first prose of the article.
    pub(super) fn is_before_prose(&self, id: BlockId) -> bool {
        self.prose.is_none_or(|(first, _)| id < first)
    }

    /// Whether a block stands behind the last prose of the article.
    pub(super) fn is_behind_prose(&self, id: BlockId) -> bool {
        self.prose.is_some_and(|(_, last)| id > last)
    }
}

/// The verdicts so far. A verdict once given stands.
pub(super) struct Verdicts {
    given: Vec<Option<Verdict>>,
    /// Whether the reader wants a block in the article, whatever part of it.
    wanted: Vec<bool>,
}

impl Verdicts {
    fn none(count: usize) -> Self {
        Self { given: vec![None; count], wanted: vec![false; count] }
    }

    /// Gives a verdict, unless the block has one or the reader wants it in the article.
    pub(super) fn settle(&mut self, id: BlockId, verdict: Verdict) {
        if self.is_wanted(id) && !matches!(verdict, Verdict::Keep(_)) {
            return;
        }
        if let Some(slot) = self.given.get_mut(id.index()) {
            slot.get_or_insert(verdict);
        }
    }

    /// From now on the block can be any part of the article, but nothing else.
    pub(super) fn want(&mut self, id: BlockId) {
        if let Some(wanted) = self.wanted.get_mut(id.index()) {
            *wanted = true;
        }
    }

    fn is_wanted(&self, id: BlockId) -> bool {
        self.wanted.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether a block has no verdict yet.
    pub(super) fn is_open(&self, id: BlockId) -> bool {
        self.given.get(id.index()).is_some_and(Option::is_none)
    }

    /// The verdict of a block, if it has one.
    pub(super) fn get(&self, id: BlockId) -> Option<&Verdict> {
        self.given.get(id.index()).and_then(Option::as_ref)
    }

    /// Whether a block is, as far as is known, part of the text.
    pub(super) fn is_body(&self, id: BlockId) -> bool {
        matches!(self.get(id), None | Some(Verdict::Keep(Part::Body)))
    }
}

/// What is known of a page from elsewhere.
#[derive(Clone, Copy, Default)]
pub(super) struct Known<'a> {
    pub(super) rules: &'a [UserRule],
    pub(super) hits: &'a [Hit],
    /// The host that it is from.
    pub(super) host: Option<&'a str>,
    pub(super) site: Option<&'a Site>,
    /// Whether it is to be told what the page shows of its site.
    pub(super) learns: bool,
}

/// Judges every block, by the reader's rules first.
pub(super) fn judge(document: &mut Document, known: Known<'_>) -> Outcome {
    let thread = {
        let facts = facts::measure(document, book());
        let cards = cards::find(document, &facts);
        let places = Places::measure(document, &facts, Belief::Names);
        let Some(thread) = thread::find(document, &facts, &places, &cards) else {
            let page = Measured { document, facts: &facts, cards: &cards, thread: None, known };
            return judge_twice(&page, &places);
        };
        thread
    };
    thread::open(&thread, &mut document.tree);
    let facts = facts::measure(document, book());
    let cards = cards::find(document, &facts);
    let places = Places::measure(document, &facts, Belief::Names);
    let page = Measured { document, facts: &facts, cards: &cards, thread: Some(&thread), known };
    judge_twice(&page, &places)
}

/// A page and what was counted about it.
struct Measured<'a> {
    document: &'a Document,
    facts: &'a [Facts<'a>],
    cards: &'a Cards,
    thread: Option<&'a Thread>,
    known: Known<'a>,
}

/// What the judge found.
pub(super) struct Outcome {
    /// One verdict a block.
    pub(super) verdicts: Vec<Verdict>,
    pub(super) class: Class,
    /// What the learned judge was told.
    pub(super) numbers: Vec<(BlockId, Numbers)>,
    /// What the page shows of its site, if that was asked.
    pub(super) trace: Option<Trace>,
    /// How much running text is kept.
    mass: f64,
}

/// When hardly any of the page's running text is kept, names of elements have misled, and the
/// page is judged once more without believing them.
fn judge_twice(page: &Measured<'_>, places: &Places) -> Outcome {
    let strict = judge_with(page, places, Belief::Names);
    let whole: f64 = page.facts.iter().map(|facts| facts.mass).sum();
    if !page.document.marked_up || strict.mass >= whole * ENOUGH {
        return strict;
    }
    let places = Places::measure(page.document, page.facts, Belief::Structure);
    let lenient = judge_with(page, &places, Belief::Structure);
    if lenient.mass > strict.mass * 2.0 && lenient.mass > whole * ENOUGH { lenient } else { strict }
}

/// The share of a page's running text that a page of one article keeps at least.
const ENOUGH: f64 = 0.25;

/// How far the names of elements are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belief {
    /// Names and landmarks.
    Names,
    /// Landmarks and structure alone.
    Structure,
}

/// Judges every block.
fn judge_with(page: &Measured<'_>, places: &Places, belief: Belief) -> Outcome {
    let Measured { document, facts, cards, thread, known } = *page;
    let region = thread.map_or_else(|| region::find(document, facts, places), |thread| thread.around);
    let metadata = &document.metadata;
    let mut titles: Vec<String> =
        metadata.title.iter().chain(&metadata.titles).map(|title| fold(title)).collect();
    titles.retain(|title| !title.is_empty());
    let book = book();
    let inside = inside(document, region);
    let Known { host, site, .. } = known;
    let mut case = Case {
        document,
        facts,
        places,
        book,
        belief,
        cards,
        thread,
        host,
        site,
        region,
        inside,
        titles,
        prose: None,
    };
    let mut verdicts = Verdicts::none(document.blocks.len());
    user::judge(&document.blocks, facts, known.rules, known.hits, &mut verdicts);
    for stage in [rules::FIRST, rules::SECOND, rules::THIRD] {
        for rule in stage {
            rule(&case, &mut verdicts);
        }
        case.prose = prose(&case, &verdicts);
    }
    let numbers = likeness::measure(&case, &verdicts);
    rules::unlike::judge(&case, &numbers, &mut verdicts);
    for rule in rules::LAST {
        rule(&case, &mut verdicts);
    }
    let trace = known.learns.then(|| sites::trace(&case, &verdicts));
    let verdicts: Vec<Verdict> =
        verdicts.given.into_iter().map(|verdict| verdict.unwrap_or(Verdict::Keep(Part::Body))).collect();
    let kept = case.each().zip(&verdicts).filter(|(_, verdict)| **verdict == Verdict::Keep(Part::Body));
    let mass = kept.map(|((_, facts), _)| facts.mass).sum();
    let class = classify::classify(&case, &verdicts);
    Outcome { verdicts, class, numbers, trace, mass }
}

/// For each place, whether it is the region or in it. Places come behind those around them.
fn inside(document: &Document, region: PlaceId) -> Vec<bool> {
    let mut inside = Vec::with_capacity(document.tree.len());
    for (id, place) in document.tree.iter() {
        let around = place.parent.and_then(|parent| inside.get(parent.index()).copied());
        inside.push(id == region || around == Some(true));
    }
    inside
}

/// The first and the last block that read like prose and nobody has spoken against.
fn prose(case: &Case<'_>, verdicts: &Verdicts) -> Option<(BlockId, BlockId)> {
    let is_open = |block: &Block| verdicts.is_open(block.id) && !verdicts.is_wanted(block.id);
    let mut found = case.each().filter(|(block, facts)| is_open(block) && facts.mass > 0.0);
    let first = found.next()?.0.id;
    let last = found.next_back().map_or(first, |(block, _)| block.id);
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Options, read};
    use crate::model::{Page, Source};

    fn text(html: &str) -> String {
        read(&Page::new(Source::Stdin, html.as_bytes().to_vec()), &Options::of(Input::Html)).text()
    }

    #[test]
    fn a_page_whose_names_mislead_is_read_by_its_structure() {
        let line = |n: u8| {
            format!(
                "<div class=\"promo ad sidebar related\"><p>The swing bridge over the Marl opened to carts on Tuesday for the {n}th time, nine weeks after a barge bent its gate.</p></div>"
            )
        };
        let html: String = (1..=6).map(line).collect();
        assert_eq!(text(&format!("<body><h1>Bridge opens</h1>{html}</body>")).split("\n\n").count(), 6);
    }

    #[test]
    fn names_are_believed_where_the_text_is_elsewhere() {
        let line = |n: u8| {
            format!(
                "<p>The swing bridge over the Marl opened to carts on Tuesday for the {n}th time, nine weeks after a barge bent its gate.</p>"
            )
        };
        let text_and_comment =
            format!("{}{}{}<div class=comments>{}</div>", line(1), line(2), line(3), line(4));
        let found = text(&format!("<main><h1>Bridge opens</h1>{text_and_comment}</main>"));
        assert!(found.contains("3th time") && !found.contains("4th time"), "{found}");
    }
}
