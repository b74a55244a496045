//! The words of a page's paragraphs and of its headline.

use foldhash::HashMap;

use crate::model::BlockId;

/// Shorter words say nothing about what a text is about.
const TELLING: usize = 4;

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// In how many paragraphs it stands.
    pub(super) paragraphs: u32,
    pub(super) in_title: bool,
    /// The last of the paragraphs.
    last: Option<BlockId>,
}

/// The words that tell what a page is about.
#[derive(Default)]
pub(super) struct Vocabulary<'a>(HashMap<&'a str, Known>);

impl<'a> Vocabulary<'a> {
    /// Begins with the words of the headline's wordings.
    pub(super) fn with_title(titles: &'a [String]) -> Self {
        let words = titles.iter().flat_map(|title| telling(title));
        Self(words.map(|word| (word, Known { in_title: true, ..Known::default() })).collect())
    }

    /// Adds the words of a paragraph, each once.
    pub(super) fn add(&mut self, folded: &'a str, id: BlockId) {
        for word in telling(folded) {
            let known = self.0.entry(word).or_default();
            known.paragraphs += u32::from(known.last != Some(id));
            known.last = Some(id);
        }
    }

    pub(super) fn get(&self, word: &str) -> Known {
        self.0.get(word).copied().unwrap_or_default()
    }
}

/// The words that tell what a text is about.
pub(super) fn telling(folded: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(folded);
    let words = std::iter::from_fn(move || {
        let text = rest?;
        // Words are short: to go from byte to byte is faster than to search.
        let Some(space) = text.bytes().position(|byte| byte == b' ') else { return rest.take() };
        rest = text.get(space + 1..);
        text.get(..space)
    });
    words.filter(|word| word.len() >= TELLING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_once_a_paragraph() {
        let titles = ["bridge opens".to_owned()];
        let mut words = Vocabulary::with_title(&titles);
        words.add("the bridge is a bridge", BlockId(0));
        words.add("a bridge and the tide", BlockId(1));
        let found = |word| (words.get(word).paragraphs, words.get(word).in_title);
        assert_eq!((found("bridge"), found("tide"), found("opens")), ((2, true), (1, false), (0, true)));
        assert_eq!((found("the"), found("carts")), ((0, false), (0, false)));
    }
}
