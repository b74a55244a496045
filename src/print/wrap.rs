//! Text to lines of a width, by display columns. The home of textwrap until `layout/wrap.rs`
//! is there to lend it.

use std::ops::Range;

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthChar;

/// Where each line of the wrapped text stands in it, by bytes. Breaks only where the script
/// allows it, or inside a word that is wider than a line; white space at a break is left out.
pub(super) fn lines(text: &str, width: usize) -> Vec<Range<usize>> {
    let options = Options::new(width.max(1))
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let mut at = 0;
    let mut found = Vec::new();
    for line in textwrap::wrap(text, options) {
        // Lines come in order, and nothing but white space is left out between them.
        let skipped = text.get(at..).and_then(|rest| rest.find(line.as_ref())).unwrap_or(0);
        let start = at + skipped;
        at = start + line.len();
        found.push(start..at);
    }
    found
}

/// Wraps text and joins its lines; no width leaves it as it is.
pub(super) fn filled(text: &str, width: Option<usize>) -> String {
    let Some(width) = width else { return text.to_owned() };
    let lines: Vec<&str> = lines(text, width).into_iter().filter_map(|line| text.get(line)).collect();
    lines.join("\n")
}

/// Cuts every line at a width and drops nothing: for text that is kept letter for letter.
pub(super) fn cut(text: &str, width: Option<usize>) -> String {
    let Some(width) = width else { return text.to_owned() };
    let mut cut = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        let wide = UnicodeWidthChar::width(c).unwrap_or(usize::from(c == '\t') * 4);
        if c != '\n' && column > 0 && column + wide > width {
            cut.push('\n');
            column = 0;
        }
        column = if c == '\n' { 0 } else { column + wide };
        cut.push(c);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn lines_hold_to_the_width_in_columns() {
        let text =
            "The harbour ferry stopped at noon. 渡轮在中午停航，乘客改乘公共汽车。 Donaudampfschifffahrt";
        for width in 2..40 {
            let wrapped = filled(text, Some(width));
            assert!(wrapped.lines().all(|line| line.width() <= width), "{width}: {wrapped}");
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(bare(&wrapped), bare(text));
        }
    }

    #[test]
    fn breaks_of_the_text_stay_and_no_width_changes_nothing() {
        assert_eq!(filled("one\ntwo three", Some(5)), "one\ntwo\nthree");
        assert_eq!(filled("  one\n\n two ", None), "  one\n\n two ");
        assert_eq!(filled("", Some(5)), "");
    }

    #[test]
    fn ranges_point_at_the_lines_even_when_words_repeat() {
        let text = "no  no no\nno no";
        let found: Vec<_> = lines(text, 5).into_iter().filter_map(|range| text.get(range)).collect();
        assert_eq!(found, ["no", "no no", "no no"]);
    }

    #[test]
    fn a_cut_keeps_every_letter() {
        assert_eq!(cut("  let x = 1;\ny", Some(6)), "  let \nx = 1;\ny");
        assert_eq!(cut("日本語", Some(1)), "日\n本\n語");
    }
}
