//! The words of all languages, ready for look-up.

use fst::Map;
use memchr::memchr;

use super::fold::fold;
use super::heads;
use super::sieve;
use super::topic::Topics;
use crate::model::is_unspaced;

/// A label found at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Labelled {
    /// What the label is about.
    pub(in crate::read) topics: Topics,
    /// How many bytes the label, its separator and the space behind it take.
    pub(in crate::read) length: usize,
}

/// The words of all languages: ordered maps made by the build script.
pub(in crate::read) struct Book {
    /// Whole lines, labels and single words, folded.
    entries: Option<Map<&'static [u8]>>,
    /// Word groups, folded.
    phrases: Option<Map<&'static [u8]>>,
    /// What the phrases begin with.
    heads: &'static [u8],
    /// What may be an entry.
    sieve: &'static [u8],
}

impl Book {
    /// Opens the maps. What the build script wrote is sound; a map that is not would be empty.
    pub(super) fn open() -> Self {
        let entries: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/entries.fst"));
        let phrases: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/phrases.fst"));
        let heads: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/phrases.heads"));
        let sieve: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/entries.sieve"));
        Self { entries: Map::new(entries).ok(), phrases: Map::new(phrases).ok(), heads, sieve }
    }

    /// What a whole folded line, or a single word, is about.
    pub(in crate::read) fn line(&self, folded: &str) -> Topics {
        if !sieve::may_hold(self.sieve, folded) {
            return Topics::default();
        }
        let found = self.entries.as_ref().and_then(|entries| entries.get(folded));
        found.map(Topics::from_bits).unwrap_or_default()
    }

    /// What the phrases inside a folded text are about. Phrases match at word borders, and
    /// anywhere in scripts without spaces.
    pub(in crate::read) fn phrases(&self, folded: &str) -> Topics {
        let mut found = Topics::default();
        if folded.is_ascii() {
            let mut rest = folded;
            loop {
                if heads::may_begin(self.heads, rest) {
                    found = found.with(self.phrases_at(rest));
                }
                let Some(space) = memchr(b' ', rest.as_bytes()) else { return found };
                rest = rest.get(space + 1..).unwrap_or_default();
            }
        }
        let mut after_space = true;
        for (at, c) in folded.char_indices() {
            if after_space || is_unspaced(c) {
                let rest = folded.get(at..).unwrap_or_default();
                if heads::may_begin(self.heads, rest) {
                    found = found.with(self.phrases_at(rest));
                }
            }
            after_space = c == ' ';
        }
        found
    }

    /// What the phrases that begin here are about.
    fn phrases_at(&self, text: &str) -> Topics {
        let mut found = Topics::default();
        let Some(phrases) = &self.phrases else { return found };
        let phrases = phrases.as_fst();
        let mut node = phrases.root();
        let mut output = fst::raw::Output::zero();
        for (at, byte) in text.bytes().enumerate() {
            let Some(step) = node.find_input(byte) else { break };
            let transition = node.transition(step);
            output = output.cat(transition.out);
            node = phrases.node(transition.addr);
            if node.is_final() && ends_word(text, at + 1) {
                found = found.with(Topics::from_bits(output.cat(node.final_output()).value()));
            }
        }
        found
    }

    /// The longest label at the start of a text that a separator follows.
    pub(in crate::read) fn label(&self, text: &str) -> Option<Labelled> {
        let separators = text.char_indices().take(80).filter(|(_, c)| is_separator(*c));
        let found = separators.filter_map(|(at, c)| {
            let before = text.get(..at)?;
            if matches!(c, '-' | '–' | '—') && !before.ends_with(' ') {
                return None;
            }
            let topics = self.line(&fold(before));
            let rest = text.get(at + c.len_utf8()..)?;
            let space = rest.len() - rest.trim_start().len();
            (!topics.is_empty()).then_some(Labelled { topics, length: at + c.len_utf8() + space })
        });
        found.last()
    }
}

/// Whether a phrase may end here: at a word's end, or anywhere where endings are glued to
/// words, as in Korean, or words are not parted at all.
fn ends_word(text: &str, at: usize) -> bool {
    let is_glued = |c: char| is_unspaced(c) || matches!(c, '\u{AC00}'..='\u{D7A3}');
    let last = text.get(..at).and_then(|phrase| phrase.chars().next_back());
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    next.is_none_or(|c| c == ' ' || is_glued(c)) || last.is_some_and(is_glued)
}

/// What stands between a label and what it labels.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        ':' | ';'
            | '|'
            | '：'
            | '｜'
            | '»'
            | '›'
            | '>'
            | '→'
            | '►'
            | '▶'
            | '】'
            | ']'
            | '-'
            | '–'
            | '—'
            | '/'
    )
}

#[cfg(test)]
mod tests {
    use super::super::topic::Topic;
    use super::*;

    fn book() -> Book {
        Book::open()
    }

    #[test]
    fn whole_lines_match_whatever_their_case_and_signs() {
        assert!(book().line(&fold("— STORY CONTINUES BELOW ADVERTISEMENT —")).has(Topic::Ad));
        assert!(book().line(&fold("Story continues below the fold")).is_empty());
    }

    #[test]
    fn labels_end_at_a_separator() {
        let text = "READ MORE: Ferry: the end";
        let label = book().label(text).unwrap();
        assert_eq!(text.get(label.length..), Some("Ferry: the end"));
        assert!(label.topics.has(Topic::Related));
        let text = "【関連記事】港の橋";
        assert_eq!(text.get(book().label(text).unwrap().length..), Some("港の橋"));
        assert_eq!(book().label("Read more than a page: it helps"), None);
    }

    #[test]
    fn phrases_match_at_word_borders() {
        assert!(book().phrases("please sign up for our newsletter now").has(Topic::Newsletter));
        assert!(book().phrases("resign up for ournewsletters").is_empty());
    }
}
