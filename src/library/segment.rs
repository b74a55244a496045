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
    let mut all: HashSet<[char; BEGINNING]> = HashSet::new();
    for text in texts {
        for word in text.split(|c: char| !is_word(c) || is_unspaced(c)) {
            let mut beginning = ['\0'; BEGINNING];
            let letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
            for (place, letter) in
                beginning.clone().iter().enumerate().zip(letters).map(|((at, _), c)| (at, c))
            {
                if let Some(slot) = beginning.get_mut(place) {
                    *slot = letter;
                }
                all.insert(beginning);
            }
        }
    }
    let mut list = String::with_capacity(all.len() * (BEGINNING + 1));
    for beginning in all {
        list.extend(beginning.into_iter().filter(|c| *c != '\0'));
        list.push(' ');
    }
    list
}

/// A word that was only begun, if its beginning is kept by itself.
pub(super) fn beginning(word: &str) -> Option<String> {
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    (!letters.is_empty() && letters.chars().flat_map(char::to_lowercase).count() <= BEGINNING)
        .then_some(letters)
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
}
