//! What a list is searched for, as far as it can be shown where it stands: the words of a query
//! without its fields. What fits a query only the library knows; this only marks letters.

use std::ops::Range;

use crate::model::is_unspaced;

/// Words and phrases, in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    phrases: Vec<Vec<char>>,
}

/// What a phrase stands between.
const QUOTES: [char; 3] = ['"', '“', '”'];

impl Sought {
    /// The words of queries as they were typed.
    pub fn of<'a>(queries: impl IntoIterator<Item = &'a str>) -> Self {
        let mut phrases: Vec<Vec<char>> = Vec::new();
        for piece in queries.into_iter().flat_map(pieces) {
            let small: Vec<char> = piece.chars().flat_map(char::to_lowercase).collect();
            if small.iter().any(|c| c.is_alphanumeric()) && !phrases.contains(&small) {
                phrases.push(small);
            }
        }
        // Of two that begin at one place the longer one is marked.
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Self { phrases }
    }

    /// Where they stand in a text: at the beginning of a word, or anywhere in a script that
    /// has no spaces. In order; none lies on another.
    #[must_use]
    pub fn on(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.phrases.is_empty() {
            return found;
        }
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let mut at = 0;
        while let Some((start, c)) = letters.get(at).copied() {
            let before = at.checked_sub(1).and_then(|before| letters.get(before));
            let begins = is_unspaced(c) || !before.is_some_and(|(_, c)| c.is_alphanumeric());
            let rest = letters.get(at..).unwrap_or_default();
            let fits = |phrase: &Vec<char>| length(rest, phrase);
            match self.phrases.iter().filter(|_| begins).find_map(fits) {
                Some(length) => {
                    at += length;
                    let end = letters.get(at).map_or(text.len(), |(end, _)| *end);
                    found.push(start..end);
                }
                None => at += 1,
            }
        }
        found
    }
}

/// How many letters of a text a phrase takes at its beginning; none if it does not stand there.
fn length(text: &[(usize, char)], phrase: &[char]) -> Option<usize> {
    let mut wanted = phrase.iter();
    for (taken, (_, c)) in text.iter().enumerate() {
        for small in c.to_lowercase() {
            match wanted.next() {
                Some(next) if *next == small => {}
                Some(_) => return None,
                None => return Some(taken + 1),
            }
        }
        if wanted.len() == 0 {
            return Some(taken + 1);
        }
    }
    None
}

/// The words and phrases of a query that a text must have in it.
fn pieces(query: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = query.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_quoted = QUOTES.contains(&first);
        let body = rest.strip_prefix(QUOTES).unwrap_or(rest);
        let end = body.find(|c| if is_quoted { QUOTES.contains(&c) } else { is_end(c) });
        let (piece, behind) = body.split_at(end.unwrap_or(body.len()));
        let is_field = !is_quoted && piece.split_once(':').is_some_and(|(name, _)| is_name(name));
        if !is_field && (is_quoted || !piece.starts_with('-')) {
            pieces.push(piece.trim_end_matches('*'));
        }
        rest = if is_quoted { behind.strip_prefix(QUOTES).unwrap_or(behind) } else { behind };
        // A field's value may be a phrase.
        if is_field && piece.ends_with(':') {
            let value = rest.strip_prefix(QUOTES);
            rest = value.and_then(|value| value.split_once(QUOTES)).map_or("", |(_, behind)| behind);
        }
        rest = rest.trim_start();
    }
    pieces
}

fn is_end(c: char) -> bool {
    c.is_whitespace() || QUOTES.contains(&c)
}

fn is_name(name: &str) -> bool {
    ["is", "has", "site", "tag", "feed", "before", "after"]
        .contains(&name.trim_start_matches('-').to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marks<'a>(query: &str, text: &'a str) -> Vec<&'a str> {
        Sought::of([query]).on(text).into_iter().filter_map(|found| text.get(found)).collect()
    }

    #[test]
    fn words_are_marked_where_they_begin() {
        assert_eq!(marks("ferr", "Ferries offer a ferry"), ["Ferr", "ferr"]);
        assert_eq!(marks("harbour ferry", "The ferry in the Harbour"), ["ferry", "Harbour"]);
        assert_eq!(marks("\"ferry dock\" x", "ferry, ferry dock"), ["ferry dock"]);
        assert_eq!(marks("fer ferry", "ferry ferro"), ["ferry", "fer"]);
    }

    #[test]
    fn letters_of_any_script_are_marked() {
        assert_eq!(marks("港", "東京港の港"), ["港", "港"]);
        assert_eq!(marks("été", "Un ÉTÉ"), ["ÉTÉ"]);
        assert_eq!(marks("ميناء", "في ميناء"), ["ميناء"]);
        assert_eq!(marks("i", "İz"), ["İ"]);
    }

    #[test]
    fn fields_and_what_is_refused_mark_nothing() {
        assert_eq!(marks("site:ferry tag:\"the sea\" -ferry is:unread", "ferry the sea unread"), [""; 0]);
        assert_eq!(marks("site:\"a b\" sea fer*", "a sea ferry"), ["sea", "fer"]);
        assert_eq!(marks("- \" : *", "- : *"), [""; 0]);
    }

    proptest! {
        #[test]
        fn marks_are_in_order_and_between_letters(query in "[a-zİß東\"“*: -]{0,16}", text in "\\PC{0,24}|[a-zİß東 ]{0,24}") {
            let mut end = 0;
            for found in Sought::of([query.as_str()]).on(&text) {
                prop_assert!(found.start >= end && found.start < found.end && text.get(found.clone()).is_some());
                end = found.end;
            }
        }
    }
}
