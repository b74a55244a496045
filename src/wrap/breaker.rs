//! Fills lines with words, first come, first set; then looks back once, at the last line.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::hyphens::Hyphens;
use super::{fitted, width};

/// A line: its bytes, and whether a hyphen stands at its end that is not in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The bytes of the text that it shows.
    pub bytes: Range<usize>,
    /// Whether it ends within a word.
    pub hyphen: bool,
}

/// How words are taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Manner {
    /// Do not leave a short word alone on the last line.
    pub(super) widows: bool,
    /// Divide words that would leave much of a line empty.
    pub(super) hyphens: Option<Hyphens>,
}

/// A word, and what the breaker must know of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// Bytes of white space after it.
    pub(super) space: usize,
    /// Whether it may be divided: white space on both sides, and not the last.
    pub(super) divisible: bool,
}

/// The line being filled.
#[derive(Clone, Debug, Default)]
struct Line {
    bytes: Range<usize>,
    used: usize,
    words: usize,
    /// Where its last word begins, and the line as it was before that word.
    last: usize,
    before: (usize, usize),
}

impl Line {
    fn at(start: usize) -> Self {
        Self { bytes: start..start, last: start, before: (start, 0), ..Self::default() }
    }
}

/// Fills lines with words.
pub(super) struct Breaker {
    rows: Vec<Row>,
    first: usize,
    rest: usize,
    manner: Manner,
    line: Line,
    /// The line before, while it belongs to the same paragraph.
    above: Option<Line>,
    /// Where the next word begins, and how much white space stands before it.
    at: usize,
    space: usize,
}

impl Breaker {
    pub(super) fn new(first: usize, rest: usize, manner: Manner) -> Self {
        let (first, rest) = (first.max(1), rest.max(1));
        Self { rows: Vec::new(), first, rest, manner, line: Line::default(), above: None, at: 0, space: 0 }
    }

    pub(super) fn rows(self) -> Vec<Row> {
        self.rows
    }

    fn limit(&self) -> usize {
        if self.rows.is_empty() { self.first } else { self.rest }
    }

    pub(super) fn begin(&mut self, start: usize) {
        self.line = Line::at(start);
        self.above = None;
        self.at = start;
        self.space = 0;
    }

    /// Ends a paragraph.
    pub(super) fn end(&mut self) {
        if self.manner.widows {
            self.mend_widow();
        }
        self.end_line(false);
        self.above = None;
    }

    /// A short word alone on the last line gets the word before it, if the line above stays
    /// more than half full.
    fn mend_widow(&mut self) {
        let limit = self.limit();
        let Some(above) = self.above.as_ref().filter(|above| above.words > 1) else { return };
        let Some(row) = self.rows.last_mut().filter(|row| !row.hyphen) else { return };
        let (end, used) = above.before;
        let moved = above.used.saturating_sub(used);
        let short = self.line.words == 1 && self.line.used * 5 < limit;
        if short && used * 10 >= limit * 6 && moved + self.line.used < limit {
            row.bytes.end = end;
            self.line.bytes.start = above.last;
        }
    }

    fn end_line(&mut self, hyphen: bool) {
        let line = std::mem::replace(&mut self.line, Line::at(self.at));
        self.rows.push(Row { bytes: line.bytes.clone(), hyphen });
        self.above = Some(line);
        self.space = 0;
    }

    /// Ends the line, or lets go of the white space before its first word.
    fn break_line(&mut self) {
        if self.line.bytes.is_empty() {
            self.line = Line::at(self.at);
            self.space = 0;
        } else {
            self.end_line(false);
        }
    }

    pub(super) fn word(&mut self, word: Word<'_>) {
        let mut text = word.text;
        while word.divisible && self.manner.hyphens.is_some() && !self.fits(width(text)) {
            let Some((head, tail)) = self.divided(text) else { break };
            self.put(head, width(head));
            self.end_line(true);
            text = tail;
        }
        let wide = width(text);
        if !self.fits(wide) {
            self.break_line();
        }
        if self.fits(wide) {
            self.put(text, wide);
        } else {
            self.cut(text);
        }
        self.at += word.space;
        self.space = word.space;
    }

    fn fits(&self, wide: usize) -> bool {
        self.line.used + self.space + wide <= self.limit()
    }

    fn put(&mut self, word: &str, wide: usize) {
        let line = &mut self.line;
        line.before = (line.bytes.end, line.used);
        line.last = self.at;
        line.words += 1;
        line.used += self.space + wide;
        self.at += word.len();
        line.bytes.end = self.at;
    }

    /// The part of a word that still goes on the line, and the rest: if the line would be
    /// left with a tenth of it empty, and not three lines in a row.
    fn divided<'a>(&self, word: &'a str) -> Option<(&'a str, &'a str)> {
        let limit = self.limit();
        let ladder = self.rows.iter().rev().take(2).filter(|row| row.hyphen).count() == 2;
        let empty = limit.saturating_sub(self.line.used);
        if width(word) <= limit && (ladder || empty * 10 <= limit) {
            return None;
        }
        let room = limit.checked_sub(self.line.used + self.space + 1)?;
        self.manner.hyphens?.divide(word, room)
    }

    /// Puts as much as there is room for on each line, between graphemes.
    pub(super) fn cut(&mut self, word: &str) {
        for grapheme in word.graphemes(true) {
            let wide = fitted(grapheme, self.limit());
            if !self.line.bytes.is_empty() && self.line.used + wide > self.limit() {
                self.end_line(false);
            }
            self.line.used += fitted(grapheme, self.limit());
            self.at += grapheme.len();
            self.line.bytes.end = self.at;
        }
        self.line.words += 1;
        self.line.last = self.line.bytes.start;
        self.line.before = (self.line.bytes.start, 0);
    }
}
