//! Where a word may be divided, by the patterns of its language. Careful rather than
//! complete: names, words with capitals within, addresses and compounds stay whole.

use hypher::{Lang, hyphenate_bounded};

use super::Language;
use super::width;

/// Words shorter than this stay whole, and those longer than that are no words.
const LETTERS: std::ops::RangeInclusive<usize> = 6..=60;

/// The patterns of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hyphens(Lang);

impl Hyphens {
    /// The patterns of a language; none where there are none, or where words are divided
    /// without a hyphen.
    #[must_use]
    pub fn of(language: Language) -> Option<Self> {
        let code = match &language.code() {
            b"nb" | b"nn" => *b"no",
            code => *code,
        };
        Lang::from_iso(code).filter(|lang| lang.hyphenation_character().is_some()).map(Self)
    }

    /// A word in two parts, the first no wider than so many columns; the hyphen not counted.
    pub(super) fn divide(self, word: &str, columns: usize) -> Option<(&str, &str)> {
        let (start, core) = self.core(word)?;
        let (left, right) = self.0.bounds();
        let mut best = None;
        let mut at = start;
        for syllable in hyphenate_bounded(core, self.0, left.max(2), right.max(3)) {
            at += syllable.len();
            let (head, tail) = word.split_at_checked(at)?;
            if at == start + core.len() || width(head) > columns {
                break;
            }
            best = Some((head, tail));
        }
        best
    }

    /// The letters that may be divided, and where they begin: the word without its
    /// punctuation and without what is elided before an apostrophe.
    fn core(self, word: &str) -> Option<(usize, &str)> {
        let trimmed = word.trim_matches(|c: char| !c.is_alphabetic());
        let core = trimmed.rsplit(['\'', '’']).next()?;
        let start = word.rfind(core)?;
        let letters = core.chars().count();
        let capital = core.chars().next().is_some_and(char::is_uppercase) && self.0 != Lang::German;
        let plain = core.chars().skip(1).all(|c| c.is_alphabetic() && !c.is_uppercase());
        (LETTERS.contains(&letters) && plain && !capital).then_some((start, core))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divide<'a>(language: &str, word: &'a str, columns: usize) -> Option<(&'a str, &'a str)> {
        Hyphens::of(Language::of(language)?)?.divide(word, columns)
    }

    #[test]
    fn a_word_is_divided_by_the_patterns_of_its_language() {
        assert_eq!(divide("en-GB", "engineering,", 7), Some(("engi", "neering,")));
        assert_eq!(divide("en", "engineering", 40), Some(("engineer", "ing")));
        assert_eq!(divide("de", "Hafenverwaltung", 7), Some(("Hafen", "verwaltung")));
        assert_eq!(divide("fr", "l’administration", 9), Some(("l’adminis", "tration")));
        assert_eq!(divide("nb", "havneforvaltning", 9).map(|(head, _)| head), Some("havnefor"));
    }

    #[test]
    fn names_addresses_and_short_words_stay_whole() {
        for word in ["Alderney", "gazette.example", "ferry", "NASAwide", "shouldn’t", "w\u{301}", ""] {
            assert_eq!(divide("en", word, 40), None, "{word}");
        }
        assert_eq!(divide("zh", "engineering", 40), None);
        assert_eq!(divide("hi", "engineering", 40), None);
    }
}
