//! Search in the texts of a galley. Small letters find capitals too, unless a capital is typed.

use std::ops::Range;

use crate::layout::{Galley, Line};

/// A search and what it found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// What is searched for.
    pub needle: String,
    /// Where it stands, in order.
    pub matches: Vec<Match>,
    /// Which match the search stands on.
    pub at: usize,
}

/// A place where the needle stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Which text of the galley.
    pub text: usize,
    /// Which bytes of it.
    pub bytes: Range<usize>,
    /// The row that it begins on.
    pub row: usize,
}

impl Match {
    /// The bytes of it that a line shows.
    #[must_use]
    pub fn on(&self, line: &Line) -> Option<Range<usize>> {
        let bytes = self.bytes.start.max(line.start)..self.bytes.end.min(line.end);
        (line.flow == Some(self.text) && !bytes.is_empty()).then_some(bytes)
    }
}

impl Find {
    /// Searches a galley; stands on the first match at or below a row.
    #[must_use]
    pub fn new(galley: &Galley, needle: &str, from_row: usize) -> Self {
        let mut find = Self { needle: needle.to_owned(), ..Self::default() };
        find.search(galley);
        find.at = find.matches.iter().position(|found| found.row >= from_row).unwrap_or(0);
        find
    }

    /// Searches again, after the text was set anew.
    pub fn search(&mut self, galley: &Galley) {
        self.matches.clear();
        for (text, (_, haystack)) in galley.texts.iter().enumerate() {
            let found = occurrences(haystack, &self.needle);
            self.matches.extend(found.into_iter().map(|bytes| Match { text, bytes, row: 0 }));
        }
        self.find_rows(galley);
        self.at = self.at.min(self.matches.len().saturating_sub(1));
    }

    /// Matches and lines are both in order, so one walk finds every row.
    fn find_rows(&mut self, galley: &Galley) {
        let mut lines =
            galley.lines.iter().enumerate().filter_map(|(row, line)| Some((line.flow?, line.end, row)));
        let mut line = lines.next();
        for found in &mut self.matches {
            while let Some((flow, end, _)) = line {
                if (flow, end) > (found.text, found.bytes.start) {
                    break;
                }
                line = lines.next();
            }
            found.row = line.map_or(found.row, |(_, _, row)| row);
        }
    }

    /// The match that the search stands on.
    #[must_use]
    pub fn here(&self) -> Option<&Match> {
        self.matches.get(self.at)
    }

    /// Goes on to another match; past the last comes the first.
    pub fn step(&mut self, forward: bool, times: usize) {
        let count = self.matches.len();
        if count > 0 {
            let times = times % count;
            self.at = (self.at + if forward { times } else { count - times }) % count;
        }
    }

    /// The matches on a line, and whether the search stands on them. `matches` are in order.
    pub fn on<'a>(&'a self, line: &'a Line) -> impl Iterator<Item = (Range<usize>, bool)> + 'a {
        let text = line.flow.unwrap_or(usize::MAX);
        let first = self.matches.partition_point(|found| (found.text, found.bytes.end) <= (text, line.start));
        let near =
            self.matches.iter().enumerate().skip(first).take_while(move |(_, found)| found.text == text);
        near.map_while(|(index, found)| (found.bytes.start < line.end).then_some((index, found)))
            .filter_map(|(index, found)| Some((found.on(line)?, index == self.at)))
    }
}

/// Where a needle stands in a text, as bytes of the text.
fn occurrences(haystack: &str, needle: &str) -> Vec<Range<usize>> {
    if needle.is_empty() {
        return Vec::new();
    }
    let exact = needle.chars().any(char::is_uppercase);
    if exact || haystack.is_ascii() && needle.is_ascii() {
        let lowered = if exact { haystack.to_owned() } else { haystack.to_ascii_lowercase() };
        return lowered.match_indices(needle).map(|(at, found)| at..at + found.len()).collect();
    }
    folded_occurrences(haystack, needle)
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

    #[test]
    fn small_letters_find_capitals_and_capitals_only_themselves() {
        assert_eq!(occurrences("Ferry ferry", "ferry"), [0..5, 6..11]);
        assert_eq!(occurrences("Ferry ferry Ferry", "Ferry"), [0..5, 12..17]);
        assert_eq!(occurrences("ÉTÉ été", "été"), [0..5, 6..11]);
        assert_eq!(occurrences("İstanbul stan", "stan"), [2..6, 10..14]);
        assert!(occurrences("any", "").is_empty());
    }
}
