//! What can be counted about a block before anything is decided.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use memchr::memchr3_iter;

use super::labels::{Book, Labelled, Topics, fold};
use super::scraped;
use crate::model::{Block, BlockId, BlockKind, Document, LinkId, MediaKind, count_words, is_unspaced};

/// A link over so many blocks of text was never closed.
const ENDLESS: usize = 4;

/// Lines longer than this are no labels, prompts or titles.
const SHORT: usize = 400;

/// What can be counted about a block.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts<'a> {
    /// Its text. Borrowed where it is in one span.
    pub(super) text: Cow<'a, str>,
    /// Its text folded for comparison.
    pub(super) folded: Cow<'a, str>,
    /// Letters and digits.
    pub(super) letters: usize,
    /// Letters and digits inside links.
    pub(super) linked: usize,
    /// How many links.
    pub(super) links: u32,
    /// How many words.
    pub(super) words: usize,
    /// How many sentences seem to end in it.
    pub(super) sentences: u32,
    /// Whether it ends like a sentence.
    pub(super) ends: bool,
    /// The label it begins with.
    pub(super) label: Option<Labelled>,
    /// What the whole line is about.
    pub(super) line: Topics,
    /// What the phrases in it are about.
    pub(super) phrases: Topics,
    /// How much it counts as running text: its letters outside of links when it is prose.
    pub(super) mass: f64,
    /// What it shows, if it is media.
    pub(super) media: Option<MediaKind>,
}

impl Facts<'_> {
    /// The share of its letters that are inside links, in percent.
    pub(super) fn link_share(&self) -> u8 {
        u8::try_from((self.linked * 100).checked_div(self.letters).unwrap_or(0)).unwrap_or(100)
    }

    /// Whether it reads like prose: a sentence with an end, or long enough to be one.
    pub(super) fn is_sentence(&self) -> bool {
        let long = self.words >= 20 || (self.sentences > 0 && self.words >= 10);
        self.link_share() < 60 && (long || (self.ends && self.words >= 5))
    }

    /// Its text behind its label.
    pub(super) fn behind_label(&self) -> &str {
        let from = self.label.map_or(0, |label| label.length);
        self.text.get(from..).unwrap_or(&self.text)
    }

    fn weigh(&self, kind: &BlockKind) -> f64 {
        let prose = match kind {
            BlockKind::Paragraph | BlockKind::Loose | BlockKind::Quote | BlockKind::Code => {
                self.is_sentence()
            }
            BlockKind::Item { .. } => self.is_sentence() && self.words >= 8,
            // Many cells are no sentence.
            BlockKind::Row => self.ends && self.sentences > 0 && self.words >= 8,
            _ => false,
        };
        if !prose {
            return 0.0;
        }
        let free = self.letters.saturating_sub(self.linked);
        let dense = !self.text.is_ascii()
            && self.text.chars().take(200).filter(|c| is_unspaced(*c)).count() * 4
                > self.text.chars().take(200).count();
        let weight = if dense { 2.5 } else { 1.0 };
        let share = if matches!(kind, BlockKind::Item { .. } | BlockKind::Row) { 0.6 } else { 1.0 };
        f64::from(u32::try_from(free).unwrap_or(u32::MAX)) * weight * share
    }
}

/// Counts everything about every block.
pub(super) fn measure<'a>(document: &'a Document, book: &Book) -> Vec<Facts<'a>> {
    let mut all: Vec<Facts<'a>> = Vec::with_capacity(document.blocks.len());
    let endless = endless_links(document);
    for block in &document.blocks {
        let mut facts = count(block, &endless);
        if facts.text.len() <= SHORT {
            facts.line = book.line(&facts.folded);
            facts.phrases = book.phrases(&facts.folded);
        }
        if !matches!(block.kind, BlockKind::Code) {
            facts.label = book.label(&facts.text).or_else(|| span_label(block, book));
        }
        if !document.marked_up && facts.text.len() <= SHORT {
            facts.line = facts.line.with(scraped::counted_line(&facts.folded, book));
            facts.label = facts.label.or_else(|| scraped::glued_label(&facts.text, book));
        }
        all.push(facts);
    }
    all
}

/// Links that run over many blocks: their end was forgotten, and they tell nothing.
fn endless_links(document: &Document) -> HashSet<LinkId> {
    let mut blocks: HashMap<LinkId, (BlockId, usize)> = HashMap::new();
    let has_link = |block: &&Block| block.spans.iter().any(|span| span.link.is_some());
    for block in document.blocks.iter().filter(has_link).filter(|block| block.letters() > 60) {
        for link in block.spans.iter().filter_map(|span| span.link) {
            let (last, count) = blocks.entry(link).or_insert((block.id, 1));
            if *last != block.id {
                (*last, *count) = (block.id, *count + 1);
            }
        }
    }
    blocks.into_iter().filter(|(_, (_, count))| *count >= ENDLESS).map(|(link, _)| link).collect()
}

fn count<'a>(block: &'a Block, endless: &HashSet<LinkId>) -> Facts<'a> {
    let text = match block.spans.as_slice() {
        [only] => Cow::Borrowed(only.text.as_str()),
        _ => Cow::Owned(block.text()),
    };
    let mut facts = Facts { text, ..Facts::default() };
    let mut last_link = None;
    for span in &block.spans {
        let letters = count_letters(&span.text);
        facts.letters += letters;
        if span.link.is_some_and(|link| !endless.contains(&link)) {
            facts.linked += letters;
            facts.links += u32::from(span.link != last_link);
        }
        last_link = span.link;
    }
    let folded = fold(&facts.text);
    facts.folded = match facts.text {
        Cow::Borrowed(text) if text == folded => Cow::Borrowed(text),
        _ => Cow::Owned(folded),
    };
    facts.words = count_words(&facts.text);
    facts.sentences = count_ends(&facts.text);
    facts.ends = ends_sentence(&facts.text);
    facts.mass = facts.weigh(&block.kind);
    facts.media = match &block.kind {
        BlockKind::Media(media) => Some(media.kind),
        _ => None,
    };
    facts
}

/// A first span in another style than the rest, or before a link, can be a label without a
/// separator: **READ MORE** Ferry halted.
fn span_label(block: &Block, book: &Book) -> Option<Labelled> {
    let (first, second) = (block.spans.first()?, block.spans.get(1)?);
    let behind_is_link = first.link.is_none() && second.link.is_some();
    if first.text.len() > 60 || !(behind_is_link || first.marks != second.marks) {
        return None;
    }
    let topics = book.line(&fold(&first.text));
    let space = second.text.len() - second.text.trim_start().len();
    (!topics.is_empty()).then_some(Labelled { topics, length: first.text.len() + space })
}

/// Whether a text ends as sentences do, in any script.
pub(super) fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| {
        matches!(
            c,
            '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '“' | '«' | '」' | '』' | '）' | '›' | '״' | '*'
        ) || c.is_whitespace()
    };
    let bare = text.trim_end_matches(closing);
    bare.chars().last().is_some_and(is_end) || (bare.len() < text.trim_end().len() && ends_quote(text))
}

/// A quotation of several words that ends a block: 'so be it'.
fn ends_quote(text: &str) -> bool {
    text.trim_end().ends_with(['」', '』'])
}

fn is_end(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '．'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '၊'
            | '။'
            | ':'
            | ';'
            | '؛'
            | '：'
    )
}

fn count_letters(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_alphanumeric).count();
    }
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

fn count_ends(text: &str) -> u32 {
    if text.is_ascii() {
        let bytes = text.as_bytes();
        let ends = |at: &usize| {
            let next = bytes.get(at + 1).copied().map(char::from);
            next.is_none_or(|next| !next.is_alphanumeric() && !is_end(next))
        };
        let found = memchr3_iter(b'.', b'!', b'?', bytes).filter(ends).count();
        return u32::try_from(found).unwrap_or(u32::MAX);
    }
    let mut ends = 0_u32;
    let mut may_end = false;
    for c in text.chars() {
        if std::mem::take(&mut may_end) {
            ends += u32::from(!c.is_alphanumeric() && !is_end(c));
        }
        match c {
            '。' | '！' | '？' | '।' | '॥' | '۔' => ends += 1,
            '.' | '!' | '?' | '…' | '؟' => may_end = true,
            _ => {}
        }
    }
    ends + u32::from(may_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_in_any_script() {
        for text in [
            "He left.",
            "“He left.”",
            "彼は去った。",
            "क्या हुआ।",
            "ماذا حدث؟",
            "הוא אמר \"כן.״",
            "He said so (twice).",
        ] {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["Ferry halted", "Read more »", "12:30", "Why it matters 5"] {
            assert!(!ends_sentence(text), "{text}");
        }
    }

    fn of(html: &str) -> Vec<(usize, u8)> {
        let page = crate::model::Page::new(crate::model::Source::Stdin, html.as_bytes().to_vec());
        let document = super::super::parse(&page, &super::super::Options::of(super::super::Input::Html));
        let all = measure(&document, super::super::labels::book());
        all.iter().map(|facts| (facts.words, facts.link_share())).collect()
    }

    #[test]
    fn links_are_counted_by_their_letters() {
        assert_eq!(of("<p>abcde <a href=b>fghij</a></p>"), [(2, 50)]);
        assert_eq!(of("<p><a href=b>abcde!</a></p>"), [(1, 100)]);
    }

    #[test]
    fn a_label_may_be_told_by_its_style() {
        let page = crate::model::Page::new(
            crate::model::Source::Stdin,
            b"<p><b>READ MORE</b> Why the barge had no captain</p>".to_vec(),
        );
        let document = super::super::parse(&page, &super::super::Options::of(super::super::Input::Html));
        let all = measure(&document, super::super::labels::book());
        assert_eq!(all[0].behind_label(), "Why the barge had no captain");
    }
}
