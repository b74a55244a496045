//! Text to lines of a width: where lines break, how wide text is, in which order it is drawn.
//! The only home of textwrap; knows neither blocks nor roles. `layout` and `print` both break
//! text here.
//!
//! Breaks follow Unicode's line breaking, so text without spaces breaks too; a word longer
//! than the line is cut between graphemes. One pass: the cost grows with the text.

mod arabic;
mod bidi;
mod breaker;
mod hyphens;
mod language;

use std::ops::Range;

use textwrap::WordSeparator::UnicodeBreakProperties;
use textwrap::WordSplitter::{self, HyphenSplitter, NoHyphenation};
use textwrap::word_splitters::split_words;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use breaker::{Breaker, Manner, Word};

pub use arabic::join_letters;
pub use bidi::{Directions, has_rtl, turned, visual, visual_from_the_right};
pub use breaker::Row;
pub use hyphens::Hyphens;
pub use language::Language;

/// What is cut goes back to the end of a word if no more than this part of its columns is lost.
const SHARE: usize = 4;

/// How many columns text takes, grapheme by grapheme, as the screen will draw it.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// The text cut to so many columns, with an ellipsis where something was cut.
#[must_use]
pub fn clip(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut clipped = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used >= columns {
            break;
        }
        clipped.push_str(grapheme);
    }
    clipped.truncate(clipped.trim_end().len());
    if columns > 0 {
        clipped.push('…');
    }
    clipped
}

/// As [`clip`], but after a whole word where one ends near.
#[must_use]
pub fn clip_words(text: &str, columns: usize) -> String {
    let clipped = clip(text, columns);
    let Some(front) = clipped.strip_suffix('…').filter(|front| text.len() > front.len()) else {
        return clipped;
    };
    let within = text.get(front.len()..).is_some_and(|rest| !rest.starts_with(char::is_whitespace));
    match front.rfind(char::is_whitespace).filter(|_| within) {
        Some(end) if width(front.get(end..).unwrap_or_default()) * SHARE <= columns => {
            let kept = front.get(..end).unwrap_or_default();
            format!("{}…", kept.trim_end_matches(|c: char| c.is_whitespace() || ",.;:–—".contains(c)))
        }
        _ => clipped,
    }
}

/// The bytes of each line, when the first may take `first` columns and the others `rest`.
/// A line break in the text ends a line; white space at the end of a line is left out.
#[must_use]
pub fn wrap(text: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    split(text, first, rest, &HyphenSplitter)
}

/// As [`wrap`], with compounds kept whole: whoever joins the lines again could not tell a
/// compound's hyphen from one that a line break put there.
#[must_use]
pub fn wrap_whole(text: &str, columns: usize) -> Vec<Range<usize>> {
    split(text, columns, columns, &NoHyphenation)
}

/// A text to be broken for reading, and where it must not be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// The bytes at which no line may begin, in order.
    pub bound: &'a [usize],
    /// The stretches in which no word is divided, in order.
    pub whole: &'a [Range<usize>],
    /// The patterns by which words are divided; none leaves them whole.
    pub hyphens: Option<Hyphens>,
}

impl Text<'_> {
    /// Its lines, when the first may take `first` columns and the others `rest`. No short
    /// word stays alone on the last line where the one above can spare another.
    #[must_use]
    pub fn rows(&self, first: usize, rest: usize) -> Vec<Row> {
        self.fill(first, rest, &HyphenSplitter, Manner { widows: true, hyphens: self.hyphens })
    }

    /// Its lines, as few as [`Text::rows`] but of even length: for headlines.
    #[must_use]
    pub fn even(&self, columns: usize) -> Vec<Row> {
        let fill = |columns| self.fill(columns, columns, &HyphenSplitter, Manner::default());
        let widest = fill(columns);
        if widest.len() < 2 {
            return widest;
        }
        let (mut low, mut high) = (columns / 2, columns);
        while low < high {
            let middle = usize::midpoint(low, high);
            if fill(middle).len() > widest.len() {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        fill(high)
    }

    fn fill(&self, first: usize, rest: usize, splitter: &WordSplitter, manner: Manner) -> Vec<Row> {
        let mut breaker = Breaker::new(first, rest, manner);
        for (start, line) in paragraphs(self.text) {
            breaker.begin(start);
            let mut at = start;
            let mut apart = true;
            let mut held: Option<usize> = None;
            for word in split_words(UnicodeBreakProperties.find_words(line), splitter) {
                let clung = held.is_some();
                let from = held.take().unwrap_or(at);
                let (end, space) = (at + word.word.len(), word.whitespace.len());
                at = end + space;
                if space == 0 && self.bound.binary_search(&end).is_ok() {
                    held = Some(from);
                    continue;
                }
                let divisible = apart && space > 0 && !clung && !self.is_whole(from);
                let text = self.text.get(from..end).unwrap_or_default();
                breaker.word(Word { text, space, divisible });
                apart = space > 0;
            }
            if let Some(text) = held.and_then(|from| self.text.get(from..at)) {
                breaker.word(Word { text, space: 0, divisible: false });
            }
            breaker.end();
        }
        breaker.rows()
    }

    fn is_whole(&self, byte: usize) -> bool {
        let index = self.whole.partition_point(|stretch| stretch.end <= byte);
        self.whole.get(index).is_some_and(|stretch| stretch.start <= byte)
    }
}

fn split(text: &str, first: usize, rest: usize, splitter: &WordSplitter) -> Vec<Range<usize>> {
    let text = Text { text, ..Text::default() };
    bytes(text.fill(first, rest, splitter, Manner::default()))
}

fn bytes(rows: Vec<Row>) -> Vec<Range<usize>> {
    rows.into_iter().map(|row| row.bytes).collect()
}

/// The bytes of each line when nothing but the edge and line breaks end a line: for code.
#[must_use]
pub fn chop(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut breaker = Breaker::new(columns, columns, Manner::default());
    for (start, line) in paragraphs(text) {
        breaker.begin(start);
        breaker.cut(line);
        breaker.end();
    }
    bytes(breaker.rows())
}

/// The lines of [`wrap_whole`], joined; no width leaves the text as it is.
#[must_use]
pub fn filled(text: &str, columns: Option<usize>) -> String {
    columns.map_or_else(|| text.to_owned(), |columns| joined(text, wrap_whole(text, columns)))
}

/// The lines of [`chop`], joined: for text that is kept letter for letter.
#[must_use]
pub fn chopped(text: &str, columns: Option<usize>) -> String {
    columns.map_or_else(|| text.to_owned(), |columns| joined(text, chop(text, columns)))
}

fn joined(text: &str, lines: Vec<Range<usize>>) -> String {
    let lines: Vec<&str> = lines.into_iter().filter_map(|line| text.get(line)).collect();
    lines.join("\n")
}

/// How many columns a grapheme takes in a line so narrow that it may not fit at all; what
/// does not fit is shown as one [`char::REPLACEMENT_CHARACTER`]. A tab counts as four.
#[must_use]
pub fn fitted(grapheme: &str, columns: usize) -> usize {
    let wide = if grapheme == "\t" { 4 } else { grapheme.width() };
    if wide > columns { 1 } else { wide }
}

fn paragraphs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let this = start;
        start += line.len() + 1;
        (this, line)
    })
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "the borders come from the code under test")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns, columns).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn words_move_to_the_next_line_whole() {
        assert_eq!(lines("the barge struck the dock", 10), ["the barge", "struck the", "dock"]);
    }

    #[test]
    fn text_without_spaces_breaks_between_letters() {
        assert_eq!(lines("渡船码头关闭三天", 6), ["渡船码", "头关闭", "三天"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_and_keeps_every_letter() {
        assert_eq!(lines("a unbelievable b", 5), ["a", "unbel", "ievab", "le b"]);
    }

    #[test]
    fn a_compound_breaks_after_its_hyphen() {
        assert_eq!(lines("the cross-harbour ferry", 10), ["the cross-", "harbour", "ferry"]);
    }

    #[test]
    fn line_breaks_in_the_text_stay() {
        assert_eq!(lines("a\n\nb", 9), ["a", "", "b"]);
    }

    #[test]
    fn a_headline_is_set_in_lines_of_even_length() {
        let text = "Ferry terminal closed after barge strikes dock";
        let rows = Text { text, ..Text::default() }.even(40);
        let even: Vec<_> = rows.into_iter().map(|row| &text[row.bytes]).collect();
        assert_eq!(even, ["Ferry terminal closed", "after barge strikes dock"]);
    }

    #[test]
    fn a_clipped_text_ends_in_an_ellipsis_and_fits() {
        assert_eq!(clip("Terminal closed", 10), "Terminal…");
        assert_eq!(clip("渡船码头", 5), "渡船…");
        assert_eq!(clip("ab", 2), "ab");
        assert_eq!(clip("ab", 0), "");
    }

    #[test]
    fn compounds_stay_whole_where_lines_are_joined_again() {
        assert_eq!(filled("the cross-harbour ferry", Some(13)), "the\ncross-harbour\nferry");
        assert_eq!(filled("one\ntwo three", Some(5)), "one\ntwo\nthree");
        assert_eq!(filled("no  no no\nno no", Some(5)), "no\nno no\nno no");
        assert_eq!(filled("  one\n\n two ", None), "  one\n\n two ");
        assert_eq!(filled("", Some(5)), "");
    }

    #[test]
    fn a_chopped_text_keeps_every_letter() {
        assert_eq!(chopped("  let x = 1;\ny", Some(6)), "  let \nx = 1;\ny");
        assert_eq!(chopped("日本語", Some(1)), "日\n本\n語");
        assert_eq!(chopped("\ta\tb", Some(6)), "\ta\n\tb");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_no_letter_is_lost(text in "[ a-z渡é🚢\u{301}\n-]{0,80}", columns in 1..40_usize) {
            let kept: String = lines(&text, columns).concat();
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&kept), letters(&text));
            prop_assert_eq!(letters(&filled(&text, Some(columns))), letters(&text));
            for line in lines(&text, columns) {
                let wide: usize = line.graphemes(true).map(|g| fitted(g, columns)).sum();
                prop_assert!(wide <= columns, "{:?} in {}", line, columns);
            }
        }
    }
}
