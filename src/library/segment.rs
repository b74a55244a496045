//! Text as the index takes it. Scripts without spaces are cut into single letters, with a mark
//! between them that no clean text holds, so that it can be taken out of a snippet again.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::model::is_unspaced;

/// A space of no width: a border of words to the index, and dropped from all clean text.
pub(super) const CUT: char = '\u{200B}';

/// Text with a cut at each side of a letter of a script without spaces.
pub(super) fn segmented(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(is_unspaced) {
        return Cow::Borrowed(text);
    }
    let mut cut = String::with_capacity(text.len() * 2);
    let mut was_dense = false;
    for c in text.chars() {
        let dense = is_unspaced(c);
        if dense || was_dense {
            cut.push(CUT);
        }
        cut.push(c);
        was_dense = dense;
    }
    Cow::Owned(cut)
}

/// The words of the index in a piece of text.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = segmented(text);
    let pieces = text.split(|c: char| !is_word(c)).filter(|piece| piece.chars().any(char::is_alphanumeric));
    pieces.map(str::to_owned).collect()
}

/// The longest beginning of a word that is kept by itself.
pub(super) const BEGINNING: usize = 4;

/// How the words of texts begin, each beginning once; not those that are a letter of a script
/// without spaces, since these are words.
pub(super) fn beginnings(texts: [&str; 3]) -> String {
    let mut plain: Vec<u32> = Vec::new();
    let mut others: HashSet<String> = HashSet::new();
    for text in texts {
        for word in text.split(|c: char| !is_word(c) || is_unspaced(c)) {
            if word.is_ascii() {
                let mut beginning = 0;
                for letter in word.bytes().take(BEGINNING) {
                    beginning = beginning << 8 | u32::from(letter.to_ascii_lowercase());
                    plain.push(beginning);
                }
            } else {
                let mut beginning = String::new();
                for letter in letters(word).take(BEGINNING) {
                    beginning.push(letter);
                    others.insert(beginning.clone());
                }
            }
        }
    }
    plain.sort_unstable();
    plain.dedup();
    let mut list = String::with_capacity((plain.len() + others.len()) * (BEGINNING + 1));
    for beginning in plain {
        list.extend(beginning.to_be_bytes().into_iter().filter(|byte| *byte > 0).map(char::from));
        list.push(' ');
    }
    for beginning in others {
        list.push_str(&beginning);
        list.push(' ');
    }
    list
}

/// The letters of a word without the marks on them, small.
fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// A word that was only begun, if its beginning is kept by itself.
pub(super) fn beginning(word: &str) -> Option<String> {
    let beginning: String = letters(word).collect();
    (!beginning.is_empty() && beginning.chars().count() <= BEGINNING).then_some(beginning)
}

/// Letters, digits and the marks on them; what else there is divides words.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || (c > '\u{2FF}' && unicode_width::UnicodeWidthChar::width(c) == Some(0) && c != CUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_scripts_without_spaces_stand_alone_and_others_are_untouched() {
        assert_eq!(segmented("The ferry"), "The ferry");
        assert_eq!(words("東京2020の港, Dana's"), ["東", "京", "2020", "の", "港", "Dana", "s"]);
        assert_eq!(segmented("東京 a").replace(CUT, ""), "東京 a");
        assert!(words(" ,.\"*() ").is_empty());
    }

    #[test]
    fn every_word_has_its_beginnings_once() {
        let all = beginnings(["The theatre", "Éclair\u{301}", "東京tower 42"]);
        let mut all: Vec<&str> = all.split_whitespace().collect();
        all.sort_unstable();
        assert_eq!(all, ["4", "42", "t", "th", "the", "thea", "to", "tow", "towe", "é", "éc", "écl", "écla"]);
        assert_eq!(beginning("E\u{301}c").as_deref(), Some("ec"));
        assert_eq!(beginning("harbo"), None);
    }
}
