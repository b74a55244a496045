//! The texts of an article to be searched: made when they are first needed, then kept.

use std::ops::Range;

use crate::layout::Galley;
use crate::model::Reading;

/// Bytes after which texts are kept in another string.
const STACK: usize = 1 << 20;

/// What it costs to make a text, however short, as if it had so many more bytes.
const MADE: usize = 64;

/// The texts of an article, one after another in few strings: they are let go of at once.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Haystack {
    stacks: Vec<String>,
    /// Where each text is: in which of the strings, and which bytes of it.
    places: Vec<Option<(usize, Range<usize>)>>,
}

impl Haystack {
    /// Lets go of the texts below a number, because they have changed.
    pub(in crate::app) fn forget(&mut self, below: usize) {
        if below >= self.places.len() {
            *self = Self::default();
        }
        self.places.iter_mut().take(below).for_each(|place| *place = None);
    }

    /// A text, and how many bytes were made for it, counting something for each text among them.
    pub(in crate::app) fn text<'a>(
        &'a mut self,
        galley: &'a Galley,
        reading: &Reading,
        number: usize,
    ) -> (&'a str, usize) {
        if let Some(text) = galley.giant_text(reading, number) {
            return (text, 0);
        }
        let mut made = 0;
        if self.places.get(number).is_none_or(Option::is_none) {
            for (at, text) in galley.text(reading, number).into_iter().enumerate() {
                made += text.len() + MADE;
                self.keep(number + at, &text);
            }
        }
        let place = self.places.get(number).and_then(Option::as_ref);
        let text = place.and_then(|(stack, bytes)| self.stacks.get(*stack)?.get(bytes.clone()));
        (text.unwrap_or_default(), made)
    }

    fn keep(&mut self, number: usize, text: &str) {
        if self.stacks.last().is_none_or(|stack| stack.len() + text.len() > STACK) {
            self.stacks.push(String::new());
        }
        let at = self.stacks.len() - 1;
        let Some(stack) = self.stacks.last_mut() else { return };
        let start = stack.len();
        stack.push_str(text);
        self.places.resize(self.places.len().max(number + 1), None);
        if let Some(place) = self.places.get_mut(number) {
            *place = Some((at, start..stack.len()));
        }
    }
}

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct Needle {
    text: String,
    /// Whether capitals count: they do if one was typed.
    exact: bool,
}

impl Needle {
    pub(in crate::app) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), exact: text.chars().any(char::is_uppercase) }
    }

    /// Where it stands in a text, from a byte on and for about so many: as bytes of the text.
    /// And where to go on, unless the text is at its end.
    pub(in crate::app) fn find(
        &self,
        text: &str,
        from: usize,
        most: usize,
    ) -> (Vec<Range<usize>>, Option<usize>) {
        if self.text.is_empty() {
            return (Vec::new(), None);
        }
        let until = border(text, from.saturating_add(most));
        let end = border(text, until.saturating_add(self.text.len() * 2));
        let part = text.get(from..end).unwrap_or_default();
        let mut found = self.occurrences(part);
        for bytes in &mut found {
            *bytes = bytes.start + from..bytes.end + from;
        }
        if until < text.len() {
            found.retain(|bytes| bytes.start < until);
        }
        let next = found.last().map_or(until, |last| last.end.max(until));
        (found, (until < text.len()).then_some(next))
    }

    fn occurrences(&self, text: &str) -> Vec<Range<usize>> {
        let find = |text: &str| -> Vec<Range<usize>> {
            let places = memchr::memmem::find_iter(text.as_bytes(), self.text.as_bytes());
            places.map(|at| at..at + self.text.len()).collect()
        };
        if self.exact {
            return find(text);
        }
        if text.is_ascii() {
            return if self.text.is_ascii() { find(&text.to_ascii_lowercase()) } else { Vec::new() };
        }
        let same =
            |c: char| c.is_ascii() || c.to_lowercase().map(char::len_utf8).sum::<usize>() == c.len_utf8();
        if text.chars().all(same) {
            return find(&text.chars().flat_map(char::to_lowercase).collect::<String>());
        }
        folded_occurrences(text, &self.text)
    }
}

/// The first border between letters at a byte or after it.
fn border(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The slow way, for text whose letters change their length when they change their case.
fn folded_occurrences(haystack: &str, needle: &str) -> Vec<Range<usize>> {
    let mut lowered = String::with_capacity(haystack.len());
    let mut origins = Vec::with_capacity(haystack.len() + 1);
    for (at, c) in haystack.char_indices() {
        for small in c.to_lowercase() {
            lowered.push(small);
            origins.resize(lowered.len(), (at, at + c.len_utf8()));
        }
    }
    let bytes = |(at, found): (usize, &str)| {
        Some(origins.get(at)?.0..origins.get((at + found.len()).saturating_sub(1))?.1)
    };
    lowered.match_indices(needle).filter_map(bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn occurrences(text: &str, needle: &str) -> Vec<Range<usize>> {
        Needle::new(needle).find(text, 0, usize::MAX).0
    }

    #[test]
    fn small_letters_find_capitals_and_capitals_only_themselves() {
        assert_eq!(occurrences("Ferry ferry", "ferry"), [0..5, 6..11]);
        assert_eq!(occurrences("Ferry ferry Ferry", "Ferry"), [0..5, 12..17]);
        assert_eq!(occurrences("ÉTÉ été", "été"), [0..5, 6..11]);
        assert_eq!(occurrences("İstanbul stan", "stan"), [2..6, 10..14]);
        assert!(occurrences("any", "").is_empty());
    }

    #[test]
    fn a_text_searched_in_slices_gives_the_same_as_at_once() {
        let text = "aa aaa Éaa aaaa é dock DOCK".repeat(9);
        for needle in ["a", "aa", "é", "dock", "ck"] {
            for most in [1, 2, 3, 7, 50] {
                let needle = Needle::new(needle);
                let (mut found, mut from) = (Vec::new(), Some(0));
                while let Some(at) = from {
                    let (more, next) = needle.find(&text, at, most);
                    found.extend(more);
                    from = next;
                }
                assert_eq!(found, needle.find(&text, 0, usize::MAX).0, "{needle:?} {most}");
            }
        }
    }
}
