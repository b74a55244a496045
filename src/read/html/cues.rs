//! What an element's class, id and data attributes hint at, by words kept as data.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::players::{self, Class};
use crate::model::{Cue, Cues};

/// Names longer than this are cut: no class is, but an attack may be.
const NAME: usize = 400;

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
    pairs: HashMap<(String, String), Cues>,
    prefixes: Vec<(String, Cues)>,
    suffixes: Vec<(String, Cues)>,
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
        for (first, second) in list.iter().filter_map(|pair| pair.split_once(' ')) {
            let slot = words.pairs.entry((first.to_owned(), second.to_owned())).or_default();
            *slot = slot.with(cue);
        }
    }
    for (cue, list) in by_cue(&vocabulary.prefixes) {
        words.prefixes.extend(list.iter().map(|front| (front.clone(), cue)));
    }
    for (cue, list) in by_cue(&vocabulary.suffixes) {
        words.suffixes.extend(list.iter().map(|end| (end.clone(), cue)));
    }
    words
});

fn by_cue(table: &HashMap<String, Vec<String>>) -> impl Iterator<Item = (Cues, &Vec<String>)> {
    Cue::ALL.iter().filter_map(|cue| Some((Cues::of(*cue), table.get(cue.word())?)))
}

/// Cues by name, each name looked at once a page: classes repeat.
#[derive(Default)]
pub(super) struct CueBook {
    known: HashMap<String, (Cues, Class)>,
}

impl CueBook {
    /// What a class, an id or a data attribute's value hints at.
    pub(super) fn of(&mut self, name: &str) -> Cues {
        self.class(name).0
    }

    /// What a class hints at, and what it is in the table of players and posts.
    pub(super) fn class(&mut self, name: &str) -> (Cues, Class) {
        let name = cut(name);
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let found = (look_up(name), players::class(name));
        self.known.insert(name.to_owned(), found);
        found
    }
}

/// The name, cut to a sane length at a border.
pub(super) fn cut(name: &str) -> &str {
    let mut end = name.len().min(NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default()
}

fn look_up(name: &str) -> Cues {
    let mut found = Cues::NONE;
    for token in name.split_whitespace().filter(|token| !tells_of_content(token)) {
        let words = words_of(token);
        for word in &words {
            found = found.with(of_word(word));
        }
        for pair in words.windows(2) {
            if let [first, second] = pair {
                let key = (first.clone(), second.clone());
                found = found.with(WORDS.pairs.get(&key).copied().unwrap_or_default());
            }
        }
    }
    found
}

/// What a single word hints at: a word of the list, or one that begins or ends like one of it.
fn of_word(word: &str) -> Cues {
    let whole = WORDS.singles.get(word).copied();
    let begins =
        || WORDS.prefixes.iter().find(|(front, _)| word.starts_with(front.as_str())).map(|(_, cue)| *cue);
    let ends = || WORDS.suffixes.iter().find(|(end, _)| word.ends_with(end.as_str())).map(|(_, cue)| *cue);
    whole.or_else(begins).or_else(ends).unwrap_or_default()
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
    fronts.iter().any(|front| token.starts_with(front))
}

/// The words of a name: cut at punctuation, digits and before capitals, in lower case.
fn words_of(token: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for c in token.chars() {
        if (!c.is_alphabetic() || (c.is_uppercase() && was_lower)) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
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
        assert_eq!(words_of("c-ad__label2"), ["c", "ad", "label"]);
        assert_eq!(words_of("newsletterBox"), ["newsletter", "box"]);
    }

    #[test]
    fn words_and_pairs_give_cues() {
        let mut book = CueBook::default();
        assert!(book.of("c-ad__label").has(Cue::Ad));
        assert!(book.of("l-article__text story-body").has(Cue::Body));
        assert!(book.of("read-next").has(Cue::Related));
        assert!(book.of("harbourplayer").has(Cue::Player));
        assert!(book.of("shadow header roadmap").is_empty());
    }
}
