//! From a block that was dropped or put back to rules that would do the same next time: a
//! selector for each nameable element around it, and patterns for its text. What each would
//! change is counted on the page that is read, before anything is written.

use std::collections::BTreeSet;

use crate::model::{
    Block, BlockId, Clean, Deed, Place, PlaceId, Reading, Source, TextPattern, Tree, Written, WrittenRule,
};

/// A rule that could be written, and the blocks of this page that it is for.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The rule.
    pub rule: WrittenRule,
    /// The blocks of this page that it is for, in their order.
    pub blocks: Vec<BlockId>,
    /// Those of them that are not yet where it puts them.
    pub changed: Vec<BlockId>,
}

/// So many elements around a block are looked at.
const AROUND: usize = 8;
/// So many names of an element are proposed.
const NAMES: usize = 2;
/// A whole text of more letters is no pattern.
const LETTERS: usize = 60;
/// So many words begin a text well enough.
const WORDS: usize = 4;
/// A rule that is for so many letters of the text, in a hundred, is a slip.
const MOST: usize = 50;

/// The rules that would do this to the block, the narrowest first. Selectors go before texts.
#[must_use]
pub fn proposals(reading: &Reading, id: BlockId, deed: Deed) -> Vec<Proposal> {
    let page = Page::of(reading);
    let Some(block) = page.blocks.iter().find(|block| block.id == id) else { return Vec::new() };
    let selectors = selectors(&page, block);
    let texts = texts(block).into_iter().map(|(written, pattern)| {
        let fits = page.blocks.iter().filter(|block| !block.spans.is_empty() && pattern.fits(&block.text()));
        (Written::Text(written), fits.map(|block| block.id).collect())
    });
    let wise =
        selectors.into_iter().chain(texts).filter(|(wanted, blocks)| !page.is_slip(blocks, deed, wanted));
    wise.map(|(wanted, blocks)| page.proposal(wanted, blocks, deed)).collect()
}

/// A reading as the proposals see it.
struct Page<'a> {
    reading: &'a Reading,
    /// Every block, in the order of the page.
    blocks: Vec<&'a Block>,
    /// How many letters each of them has.
    letters: Vec<usize>,
    body: BTreeSet<BlockId>,
    ledger: BTreeSet<BlockId>,
}

impl<'a> Page<'a> {
    fn of(reading: &'a Reading) -> Self {
        let mut blocks: Vec<&Block> = reading.blocks().collect();
        blocks.sort_by_key(|block| block.id);
        let body = reading.body().map(|block| block.id).collect();
        let ledger = reading.ledger.iter().map(|dropped| dropped.block.id).collect();
        let letters = blocks.iter().map(|block| block.letters()).collect();
        Self { reading, blocks, letters, body, ledger }
    }

    fn proposal(&self, wanted: Written, blocks: Vec<BlockId>, deed: Deed) -> Proposal {
        let is_changed = |id: &&BlockId| match deed {
            Deed::Keep => self.ledger.contains(id),
            Deed::Drop => !self.ledger.contains(id),
            Deed::Shelve => self.body.contains(id) || self.ledger.contains(id),
        };
        let changed = blocks.iter().filter(is_changed).copied().collect();
        let rule = WrittenRule {
            host: host(self.reading),
            wanted,
            deed,
            note: None,
            made_on: self.reading.title().map(|title| title.folded().into_string()),
        };
        Proposal { rule, blocks, changed }
    }

    /// Whether a selector is a slip: it takes away the headline or most of the text, or keeps
    /// whatever stands in an element that the text itself stands in.
    fn is_slip(&self, blocks: &[BlockId], deed: Deed, wanted: &Written) -> bool {
        // Where a block is most of it by itself, it is what was chosen.
        if blocks.len() < 2 || matches!(wanted, Written::Text(_)) {
            return false;
        }
        let letters = |chosen: &dyn Fn(&Block) -> bool| -> usize {
            let counted = self.blocks.iter().zip(&self.letters);
            counted.filter(|(block, _)| chosen(block)).map(|(_, letters)| letters).sum()
        };
        let is_body = |block: &Block| self.body.contains(&block.id);
        let is_taken = |block: &Block| blocks.binary_search(&block.id).is_ok();
        let text = letters(&|block| is_body(block) && is_taken(block));
        let whole = if deed == Deed::Keep { letters(&is_taken) } else { letters(&is_body) };
        let front = self.reading.article.front.iter().any(|front| is_taken(&front.block));
        (front && deed != Deed::Keep) || text * 100 > whole * MOST
    }

    /// The blocks inside elements that fit.
    fn inside(&self, fits: impl Fn(&Place) -> bool) -> Vec<BlockId> {
        let tree = &self.reading.tree;
        // Parents come before their children.
        let mut fitting: Vec<bool> = Vec::with_capacity(tree.len());
        for (_, place) in tree.iter() {
            let outer = place.parent.and_then(|parent| fitting.get(parent.index())).copied();
            fitting.push(outer.unwrap_or(false) || fits(place));
        }
        let is_inside = |block: &&&Block| fitting.get(block.origin.place.index()).copied().unwrap_or(false);
        self.blocks.iter().filter(is_inside).map(|block| block.id).collect()
    }
}

/// The host of the page, without the `www.` that some addresses of a site have; `*` when it is
/// not known.
fn host(reading: &Reading) -> String {
    let url = match &reading.source {
        Source::Url(url) => Some(url.clone()),
        _ => reading.metadata.url.as_deref().and_then(|url| url::Url::parse(url).ok()),
    };
    let host = url.as_ref().and_then(url::Url::host_str).map(|host| host.trim_end_matches('.'));
    let host = host.map(|host| host.strip_prefix("www.").unwrap_or(host));
    host.filter(|host| !host.is_empty()).unwrap_or("*").to_owned()
}

/// Selectors for the elements around a block, innermost first, each with its blocks.
fn selectors(page: &Page<'_>, block: &Block) -> Vec<(Written, Vec<BlockId>)> {
    let tree: &Tree = &page.reading.tree;
    let around = tree.around(block.origin.place).take(AROUND);
    let mut found: Vec<(Written, Vec<BlockId>)> = Vec::new();
    for (_, place) in around.take_while(|(id, place)| *id != PlaceId::ROOT && !is_whole(place)) {
        let names: Vec<&str> = names(place).collect();
        let mut choices: Vec<(String, Vec<BlockId>)> = names
            .into_iter()
            .map(|name| {
                let blocks = page.inside(|other| other.tag == place.tag && has_name(other, name));
                (written(place, Some(name)), blocks)
            })
            .collect();
        if choices.is_empty() && place.landmark.is_some() {
            choices.push((written(place, None), page.inside(|other| other.tag == place.tag)));
        }
        // Of many names those that the fewest elements share.
        choices.sort_by_key(|(_, blocks)| blocks.len());
        for (selector, blocks) in choices.into_iter().take(NAMES) {
            let selector = Written::Selector(selector);
            if found.iter().all(|(known, _)| *known != selector) {
                found.push((selector, blocks));
            }
        }
    }
    found
}

/// Whether an element holds the whole page or the whole article.
fn is_whole(place: &Place) -> bool {
    matches!(&*place.tag, "html" | "body" | "main" | "article")
}

fn written(place: &Place, name: Option<&str>) -> String {
    match name {
        Some(id) if id.starts_with('#') => format!("{}{id}", place.tag),
        Some(class) => format!("{}.{class}", place.tag),
        None => place.tag.to_string(),
    }
}

fn has_name(place: &Place, name: &str) -> bool {
    place.name.split_whitespace().any(|own| own == name)
}

/// The classes and the id of an element that a person made up and that will be there next week.
fn names(place: &Place) -> impl Iterator<Item = &str> {
    let is_plain = place.tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    place.name.split_whitespace().filter(move |name| is_plain && is_stable(name))
}

/// Whether a name is made of words: no digits, no hash of a build.
fn is_stable(name: &str) -> bool {
    let bare = name.strip_prefix('#').unwrap_or(name);
    let plain = bare.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'));
    let begins = bare.starts_with(|c: char| c.is_ascii_alphabetic());
    (3..=40).contains(&bare.len()) && plain && begins && words(bare).iter().all(|word| is_word(word))
}

/// A name cut into its words: `promoBox_inner` is promo, box and inner.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        if matches!(c, '-' | '_') || (c.is_ascii_uppercase() && before.is_ascii_lowercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphabetic()) {
            word.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    // Letters of both sizes in a row of tiny pieces are a hash, not words.
    let tiny = words.iter().filter(|word| word.len() < 3).count();
    if tiny * 2 > words.len() && words.len() > 2 { vec![String::new()] } else { words }
}

/// Whether it can be spoken, or is short enough to be an abbreviation.
fn is_word(word: &str) -> bool {
    let vowels = word.chars().filter(|c| "aeiouy".contains(*c)).count();
    !word.is_empty() && (word.len() <= 4 || vowels * 6 >= word.len())
}

/// Patterns for the text of a block: the whole of it, then how it begins.
fn texts(block: &Block) -> Vec<(String, TextPattern)> {
    let text = block.clean_text().folded();
    let whole = (text.chars().count() <= LETTERS).then(|| text.to_string());
    let mut written: Vec<String> = whole.into_iter().chain(beginning(&text)).collect();
    written.dedup();
    let parsed = |written: String| TextPattern::parse(&written).ok().map(|pattern| (written, pattern));
    written.into_iter().filter_map(parsed).collect()
}

/// A label with its colon, else the first words.
fn beginning(text: &Clean) -> Option<String> {
    let (mut end, mut words) = (0, 0);
    for word in text.split_inclusive(' ') {
        end += word.len();
        words += 1;
        if word.trim_end().ends_with(':') || words == WORDS {
            break;
        }
    }
    let first = text.get(..end).map(str::trim_end)?;
    (first.len() < text.trim_end().len()).then(|| format!("{first}*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_people_made_are_told_from_those_of_a_build() {
        for name in [
            "promo",
            "promo-box",
            "promoBox",
            "article__aside",
            "#newsletter",
            "nav",
            "sub-nav",
            "teaser_list",
        ] {
            assert!(is_stable(name), "{name}");
        }
        for name in [
            "css-1x2y",
            "sc-gZMcBi",
            "hKdPvQ",
            "box2",
            "x",
            "-promo",
            "md:flex",
            "bdfxkrt",
            "c7f2",
            "w-[3px]",
        ] {
            assert!(!is_stable(name), "{name}");
        }
    }

    #[test]
    fn a_text_is_told_by_its_label_or_its_first_words() {
        let begins = |text: &str| beginning(&Clean::field(text));
        assert_eq!(begins("READ MORE: Bridge tolls to rise").as_deref(), Some("READ MORE:*"));
        assert_eq!(begins("Sign up for the Tide newsletter").as_deref(), Some("Sign up for the*"));
        assert_eq!(begins("Share this story"), None);
    }
}
