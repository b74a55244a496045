//! A line with a date in it, cut into numbers, words and marks that can be taken out.

use crate::model::is_unspaced;

/// So many tokens of a line are looked at.
const TOKENS: usize = 60;

/// A number, a word in lower case, or a single mark.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A number, and with how many digits it was written.
    Number(u64, usize),
    /// Letters, in lower case; a letter of a script without spaces stands alone.
    Word(String),
    /// Any other character but white space.
    Mark(char),
}

/// The tokens of a line. What was understood is taken out and leaves a gap.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    tokens: Vec<Option<Token>>,
    /// Whether white space stood before the token.
    spaced: Vec<bool>,
}

impl Tokens {
    /// Cuts a line into tokens.
    pub(super) fn of(line: &str) -> Self {
        let mut all = Self { tokens: Vec::new(), spaced: Vec::new() };
        let mut rest = line.trim_start();
        let mut spaced = true;
        while let Some(first) = rest.chars().next() {
            if all.tokens.len() == TOKENS {
                break;
            }
            let same = run(first, rest);
            let text = rest.get(..same).unwrap_or_default();
            all.tokens.push(Some(token(first, text)));
            all.spaced.push(spaced);
            let behind = rest.get(same..).unwrap_or_default();
            rest = behind.trim_start();
            spaced = rest.len() < behind.len();
        }
        all
    }

    /// How many tokens there are, gaps included.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The number at a place, with at most so many digits.
    pub(super) fn number(&self, at: usize, digits: usize) -> Option<u64> {
        match self.tokens.get(at)?.as_ref()? {
            Token::Number(value, written) if *written <= digits => Some(*value),
            _ => None,
        }
    }

    /// The small number at a place: a day, a month, an hour.
    pub(super) fn small(&self, at: usize) -> Option<i8> {
        self.number(at, 2).and_then(|value| i8::try_from(value).ok())
    }

    /// The number at a place and how it was written.
    pub(super) fn written(&self, at: usize, digits: usize) -> Option<u64> {
        match self.tokens.get(at)?.as_ref()? {
            Token::Number(value, written) if *written == digits => Some(*value),
            _ => None,
        }
    }

    /// The word at a place.
    pub(super) fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at)?.as_ref()? {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The mark at a place.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.as_ref()? {
            Token::Mark(mark) => Some(*mark),
            _ => None,
        }
    }

    /// Whether white space stood before the token at a place.
    pub(super) fn is_spaced(&self, at: usize) -> bool {
        self.spaced.get(at).copied().unwrap_or(true)
    }

    /// Takes tokens out.
    pub(super) fn take(&mut self, from: usize, until: usize) {
        for token in self.tokens.iter_mut().take(until).skip(from) {
            *token = None;
        }
    }
}

/// How many bytes from the start belong together.
fn run(first: char, text: &str) -> usize {
    let belongs: fn(char) -> bool = match first {
        c if c.is_ascii_digit() => |c| c.is_ascii_digit(),
        c if is_unspaced(c) || !is_letter(c) => |_| false,
        _ => |c| is_letter(c) && !is_unspaced(c),
    };
    let rest = text.chars().skip(1).take_while(|c| belongs(*c)).map(char::len_utf8);
    first.len_utf8() + rest.sum::<usize>()
}

/// Letters, and the marks that some scripts write vowels with.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_width::UnicodeWidthChar::width(c) == Some(0)
}

fn token(first: char, text: &str) -> Token {
    if first.is_ascii_digit() {
        return Token::Number(text.parse().unwrap_or(u64::MAX), text.len());
    }
    if is_letter(first) {
        return Token::Word(text.to_lowercase());
    }
    Token::Mark(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_words_and_marks_part() {
        let tokens = Tokens::of("3 MAY, 2024T17h");
        assert_eq!(tokens.small(0), Some(3));
        assert_eq!(tokens.word(1), Some("may"));
        assert_eq!(tokens.mark(2), Some(','));
        assert_eq!(tokens.written(3, 4), Some(2024));
        assert_eq!(tokens.word(4), Some("t"));
        assert!(tokens.is_spaced(3) && !tokens.is_spaced(4));
    }

    #[test]
    fn letters_without_spaces_stand_alone() {
        let tokens = Tokens::of("3日午後");
        assert_eq!((tokens.word(1), tokens.word(2)), (Some("日"), Some("午")));
    }

    #[test]
    fn what_is_taken_leaves_a_gap() {
        let mut tokens = Tokens::of("1 2 3");
        tokens.take(1, 2);
        assert_eq!((tokens.small(0), tokens.small(1), tokens.small(2)), (Some(1), None, Some(3)));
    }
}
