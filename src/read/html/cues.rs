//! What an element's class, id and data attributes hint at, by words kept as data.

use std::cell::RefCell;
use std::hash::BuildHasher;
use std::sync::LazyLock;

use foldhash::HashMap;
use foldhash::fast::FixedState;
use serde::Deserialize;

use crate::model::{Cue, Cues};

/// Names longer than this are cut: no class is, but an attack may be.
const NAME: usize = 400;

/// So many tokens of names are remembered.
const SLOTS: usize = 4096;

#[derive(Deserialize)]
struct Vocabulary {
    words: HashMap<String, Vec<String>>,
    pairs: HashMap<String, Vec<String>>,
    prefixes: HashMap<String, Vec<String>>,
    suffixes: HashMap<String, Vec<String>>,
}

#[derive(Default)]
struct Words {
    singles: HashMap<String, Cues>,
    /// Two words with a space between them.
    pairs: HashMap<String, Cues>,
    prefixes: Vec<(String, Cues)>,
    suffixes: Vec<(String, Cues)>,
    /// The letters that a prefix begins with, and those that a suffix ends with.
    fronts: Letters,
    ends: Letters,
}

/// Letters by their last bits: a letter that is not there is in none of the words.
#[derive(Clone, Copy, Default)]
struct Letters(u64);

impl Letters {
    fn of(letter: Option<&u8>) -> Self {
        Self(letter.map_or(0, |letter| 1 << (letter % 64)))
    }

    fn add(&mut self, letter: Option<&u8>) {
        self.0 |= Self::of(letter).0;
    }

    fn has(self, letter: Option<&u8>) -> bool {
        self.0 & Self::of(letter).0 != 0
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let data = include_str!("../labels/cues.toml");
    let Ok(vocabulary) = toml::from_str::<Vocabulary>(data) else {
        // A test reads the same data, so this is not met outside of it.
        return Words::default();
    };
    let mut words = Words::default();
    for (cue, list) in by_cue(&vocabulary.words) {
        for word in list {
            let slot = words.singles.entry(word.replace('-', "")).or_default();
            *slot = slot.with(cue);
        }
    }
    for (cue, list) in by_cue(&vocabulary.pairs) {
        for pair in list {
            let slot = words.pairs.entry(pair.clone()).or_default();
            *slot = slot.with(cue);
        }
    }
    for (cue, list) in by_cue(&vocabulary.prefixes) {
        words.prefixes.extend(list.iter().map(|front| (front.clone(), cue)));
    }
    for (cue, list) in by_cue(&vocabulary.suffixes) {
        words.suffixes.extend(list.iter().map(|end| (end.clone(), cue)));
    }
    for (front, _) in &words.prefixes {
        words.fronts.add(front.as_bytes().first());
    }
    for (end, _) in &words.suffixes {
        words.ends.add(end.as_bytes().last());
    }
    words
});

fn by_cue(table: &HashMap<String, Vec<String>>) -> impl Iterator<Item = (Cues, &Vec<String>)> {
    Cue::ALL.iter().filter_map(|cue| Some((Cues::of(*cue), table.get(cue.word())?)))
}

thread_local! {
    /// The tokens of names that were looked at last, each in its slot: they repeat, on a page and from
    /// page to page.
    static SEEN: RefCell<Vec<(String, Cues)>> = RefCell::new(vec![(String::new(), Cues::NONE); SLOTS]);
}

/// What a class, an id or a data attribute's value hints at.
pub(super) fn cues(name: &str) -> Cues {
    cut(name).split_whitespace().fold(Cues::NONE, |cues, token| cues.with(of_token(token)))
}

fn of_token(token: &str) -> Cues {
    let hash = FixedState::default().hash_one(token);
    let slot = usize::try_from(hash % SLOTS as u64).unwrap_or_default();
    SEEN.with_borrow_mut(|seen| match seen.get_mut(slot) {
        Some((known, cues)) => {
            if known != token {
                *cues = if tells_of_content(token) { Cues::NONE } else { look_up(token) };
                known.clear();
                known.push_str(token);
            }
            *cues
        }
        None => Cues::NONE,
    })
}

/// The name, cut to a sane length at a border.
pub(super) fn cut(name: &str) -> &str {
    let mut end = name.len().min(NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default()
}

fn look_up(token: &str) -> Cues {
    let words = words_of(token);
    let mut found = Cues::NONE;
    let (mut before, mut from) = (None, 0);
    for word in words.split(' ') {
        let to = from + word.len();
        let pair = before.and_then(|before| WORDS.pairs.get(words.get(before..to)?));
        found = found.with(of_word(word)).with(pair.copied().unwrap_or_default());
        (before, from) = (Some(from), to + 1);
    }
    found
}

/// What a single word hints at: a word of the list, or one that begins or ends like one of it.
fn of_word(word: &str) -> Cues {
    let words: &Words = &WORDS;
    if let Some(whole) = words.singles.get(word) {
        return *whole;
    }
    let begins = |(front, _): &&(String, Cues)| word.starts_with(front.as_str());
    let ends = |(end, _): &&(String, Cues)| word.ends_with(end.as_str());
    let mut found = None;
    if words.fronts.has(word.as_bytes().first()) {
        found = words.prefixes.iter().find(begins);
    }
    if found.is_none() && words.ends.has(word.as_bytes().last()) {
        found = words.suffixes.iter().find(ends);
    }
    found.map(|(_, cues)| *cues).unwrap_or_default()
}

/// Content systems write a story's tags, categories and traits into its classes: they tell
/// what the story is about, not what the element is.
fn tells_of_content(token: &str) -> bool {
    let fronts = [
        "tag-",
        "category-",
        "cat-",
        "has-",
        "no-",
        "not-",
        "with-",
        "without-",
        "is-",
        "format-",
        "status-",
        "type-",
        "author-",
        "hentry",
        "post-tag-",
        "topic-",
        "section-",
        "js-",
        "u-",
        "theme-",
        "lang-",
    ];
    let first = token.as_bytes().first();
    fronts.iter().any(|front| front.as_bytes().first() == first && token.starts_with(front))
}

/// The words of a name, a space between them: cut at punctuation, digits and before capitals,
/// in lower case.
fn words_of(token: &str) -> String {
    let mut words = String::with_capacity(token.len() + 4);
    let (mut was_lower, mut ended) = (false, false);
    for c in token.chars() {
        ended |= !c.is_alphabetic() || (c.is_uppercase() && was_lower);
        if c.is_alphabetic() {
            if std::mem::take(&mut ended) && !words.is_empty() {
                words.push(' ');
            }
            if c.is_ascii() {
                words.push(c.to_ascii_lowercase());
            } else {
                words.extend(c.to_lowercase());
            }
        }
        was_lower = c.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_names_a_cue_that_exists() {
        let vocabulary: Vocabulary = toml::from_str(include_str!("../labels/cues.toml")).unwrap();
        let ends = vocabulary.prefixes.keys().chain(vocabulary.suffixes.keys());
        for name in vocabulary.words.keys().chain(vocabulary.pairs.keys()).chain(ends) {
            assert!(Cue::ALL.iter().any(|cue| cue.word() == name), "{name}");
        }
    }

    #[test]
    fn names_are_cut_at_punctuation_and_capitals() {
        assert_eq!(words_of("c-ad__label2"), "c ad label");
        assert_eq!(words_of("newsletterBox"), "newsletter box");
    }

    #[test]
    fn words_and_pairs_give_cues() {
        assert!(cues("c-ad__label").has(Cue::Ad));
        assert!(cues("l-article__text story-body").has(Cue::Body));
        assert!(cues("read-next").has(Cue::Related));
        assert!(cues("harbourplayer").has(Cue::Player));
        assert!(cues("shadow header roadmap").is_empty());
    }
}
