//! Text that cannot harm a terminal. The only way to make one is through the cleaner.
//!
//! One pass over the characters, nothing removed by pattern, so nothing can be spliced
//! together by removal: line breaks of every kind become `\n`; other control characters
//! become U+FFFD; bidirectional controls, byte-order marks, zero-width spaces and tag
//! characters are dropped; at most eight marks or joiners stay on one base.

use std::fmt;
use std::ops::Deref;

/// How many marks and joiners may follow one base character.
const MARKS: u8 = 8;

/// Text without controls, safe to print. May hold `\n` and `\t`.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clean(String);

impl Clean {
    /// Cleans text that may run over several lines.
    #[must_use]
    pub fn text(raw: &str) -> Self {
        let mut text = Self::default();
        Cleaner::default().push(&mut text, raw);
        text
    }

    /// Cleans a title, an address, a name: one line, white space folded and trimmed.
    #[must_use]
    pub fn field(raw: &str) -> Self {
        // Addresses, mostly: nothing to clean and nothing to fold.
        if raw.bytes().all(|b| b.is_ascii_graphic()) {
            return Self(raw.to_owned());
        }
        Self::text(raw).folded()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, to own.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// Adds clean text at the end.
    pub fn push(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// Adds one space at the end.
    pub fn push_space(&mut self) {
        self.0.push(' ');
    }

    /// Adds a line break at the end.
    pub fn push_break(&mut self) {
        self.0.push('\n');
    }

    /// Adds a tab at the end.
    pub fn push_tab(&mut self) {
        self.0.push('\t');
    }

    /// A part of it, by bytes. Borders inside a character move outward to the next border.
    #[must_use]
    pub fn slice(&self, from: usize, to: usize) -> Self {
        let from = self.border(from);
        let to = self.border(to).max(from);
        Self(self.0.get(from..to).unwrap_or_default().to_owned())
    }

    /// Without white space at both ends.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        Self(self.0.trim().to_owned())
    }

    /// Without white space at the end.
    pub fn trim_end_in_place(&mut self) {
        let len = self.0.trim_end().len();
        self.0.truncate(len);
    }

    /// On one line: runs of white space become one space, none at the ends.
    #[must_use]
    pub fn folded(&self) -> Self {
        let mut folded = String::with_capacity(self.0.len());
        for word in self.0.split_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
        }
        Self(folded)
    }

    fn border(&self, mut at: usize) -> usize {
        at = at.min(self.0.len());
        while !self.0.is_char_boundary(at) {
            at += 1;
        }
        at
    }
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl PartialEq<str> for Clean {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Clean {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// Cleans text that arrives in pieces, as text nodes do: the count of marks on one base
/// runs on from piece to piece.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cleaner {
    marks: u8,
    after_return: bool,
}

impl Cleaner {
    /// Cleans a piece and adds it.
    pub fn push(&mut self, to: &mut Clean, raw: &str) {
        to.0.reserve(raw.len());
        let mut rest = raw;
        while let Some(c) = rest.chars().next() {
            let plain = if self.after_return { 0 } else { plain(rest) };
            if plain > 0 {
                to.0.push_str(rest.get(..plain).unwrap_or_default());
                self.marks = 0;
            } else {
                self.push_char(&mut to.0, c);
            }
            rest = rest.get(plain.max(c.len_utf8())..).unwrap_or_default();
        }
    }

    fn push_char(&mut self, to: &mut String, c: char) {
        let after_return = std::mem::replace(&mut self.after_return, c == '\r');
        match c {
            '\n' if after_return => return,
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => to.push('\n'),
            '\t' | ' '..='~' => to.push(c),
            _ if is_dropped(c) => return,
            _ if is_mark(c) => {
                if self.marks < MARKS {
                    self.marks += 1;
                    to.push(c);
                }
                return;
            }
            _ if c.is_control() => to.push(char::REPLACEMENT_CHARACTER),
            _ => to.push(c),
        }
        self.marks = 0;
    }
}

/// How many bytes at the start of a text are clean as they are.
fn plain(text: &str) -> usize {
    text.bytes().take_while(|b| matches!(b, b' '..=b'~' | b'\n' | b'\t')).count()
}

/// Characters that show nothing and can mislead: bidirectional controls, byte-order marks,
/// zero-width spaces, soft hyphens, interlinear marks, tag characters.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Characters that take no room of their own: combining marks, joiners, selectors.
fn is_mark(c: char) -> bool {
    c > '\u{2FF}'
        && (matches!(c, '\u{200C}' | '\u{200D}') || unicode_width::UnicodeWidthChar::width(c) == Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_lose_their_power_and_the_text_after_them_stays() {
        assert_eq!(Clean::text("a\x1b[2Jb\u{9b}31mc"), "a\u{FFFD}[2Jb\u{FFFD}31mc");
    }

    #[test]
    fn every_kind_of_line_break_is_one_break() {
        assert_eq!(Clean::text("a\r\nb\rc\u{85}d\u{2028}e\nf"), "a\nb\nc\nd\ne\nf");
    }

    #[test]
    fn a_return_and_its_newline_may_come_in_two_pieces() {
        let (mut text, mut cleaner) = (Clean::default(), Cleaner::default());
        cleaner.push(&mut text, "a\r");
        cleaner.push(&mut text, "\nb");
        assert_eq!(text, "a\nb");
    }

    #[test]
    fn invisible_controls_go_and_honest_marks_stay() {
        assert_eq!(Clean::text("a\u{202E}b\u{200B}c\u{FEFF}"), "abc");
        assert_eq!(Clean::text("e\u{301}"), "e\u{301}");
        assert_eq!(Clean::text("שלום"), "שלום");
    }

    #[test]
    fn at_most_eight_marks_stay_on_a_base_even_over_pieces() {
        let (mut text, mut cleaner) = (Clean::default(), Cleaner::default());
        for _ in 0..100 {
            cleaner.push(&mut text, "\u{301}");
        }
        assert_eq!(text.chars().count(), 8);
    }

    #[test]
    fn a_field_is_one_line() {
        assert_eq!(Clean::field("  a\n\tb  c "), "a b c");
    }

    #[test]
    fn a_slice_never_cuts_a_character() {
        assert_eq!(Clean::text("aéb").slice(2, 9), "b");
    }
}
