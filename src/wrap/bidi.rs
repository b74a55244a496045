//! Right to left: in which order the letters of a line are drawn. The only home of
//! unicode-bidi. The text itself is never changed; what is drawn is turned around.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

/// The letters before this one are all written from left to right.
const FIRST_RTL: char = '\u{590}';

/// What is drawn the other way around where text runs to the left; pairs are equally long.
const MIRRORED: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('«', '»'),
    ('‹', '›'),
    ('≤', '≥'),
    ('⟨', '⟩'),
    ('⟦', '⟧'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('〈', '〉'),
    ('《', '》'),
    ('（', '）'),
    ('▎', '▕'),
];

/// In which direction each letter of a text is written.
pub struct Directions<'a> {
    info: BidiInfo<'a>,
}

impl<'a> Directions<'a> {
    /// The directions of a text; none if all of it is written from left to right.
    /// `from_the_right` says that its lines begin at the right whatever comes first in them.
    #[must_use]
    pub fn of(text: &'a str, from_the_right: bool) -> Option<Self> {
        if !from_the_right && !has_rtl(text) {
            return None;
        }
        let base = from_the_right.then(Level::rtl);
        Some(Self { info: BidiInfo::new(text, base) })
    }

    /// Whether the lines of the paragraph around a byte begin at the right.
    #[must_use]
    pub fn begins_at_the_right(&self, byte: usize) -> bool {
        self.base(byte).is_rtl()
    }

    fn base(&self, byte: usize) -> Level {
        let paragraphs = &self.info.paragraphs;
        let index = paragraphs.partition_point(|paragraph| paragraph.range.end <= byte);
        paragraphs.get(index).or(paragraphs.last()).map_or(Level::ltr(), |paragraph| paragraph.level)
    }

    /// The stretches of a line as they are drawn, left to right, and whether each is turned.
    // BidiInfo::visual_runs copies the levels of the whole text for every line.
    #[must_use]
    pub fn stretches(&self, line: &Range<usize>) -> Vec<(Range<usize>, bool)> {
        let mut runs: Vec<(Range<usize>, Level)> = Vec::new();
        for (level, at) in self.info.levels.get(line.clone()).unwrap_or_default().iter().zip(line.clone()) {
            match runs.last_mut() {
                Some((run, last)) if last == level => run.end = at + 1,
                _ => runs.push((at..at + 1, *level)),
            }
        }
        reorder(&mut runs);
        runs.into_iter().map(|(run, level)| (run, level.is_rtl())).collect()
    }
}

/// From the deepest level up, every sequence of that level or deeper is reversed (rule L2).
fn reorder(runs: &mut [(Range<usize>, Level)]) {
    let deepest = runs.iter().map(|(_, level)| level.number()).max().unwrap_or(0);
    for depth in (1..=deepest).rev() {
        for sequence in
            runs.chunk_by_mut(|(_, one), (_, next)| (one.number() >= depth) == (next.number() >= depth))
        {
            if sequence.first().is_some_and(|(_, level)| level.number() >= depth) {
                sequence.reverse();
            }
        }
    }
}

/// Whether anything in a text is written from right to left.
#[must_use]
pub fn has_rtl(text: &str) -> bool {
    !text.is_ascii()
        && text
            .chars()
            .any(|c| c >= FIRST_RTL && matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

/// A stretch that runs to the left, as it is drawn: as many bytes, grapheme by grapheme from
/// the end, brackets mirrored.
#[must_use]
pub fn turned(text: &str) -> String {
    text.graphemes(true).rev().flat_map(str::chars).map(mirrored).collect()
}

fn mirrored(c: char) -> char {
    let pair = MIRRORED.iter().find(|(open, close)| *open == c || *close == c);
    pair.map_or(c, |(open, close)| if *open == c { *close } else { *open })
}

/// A short text of one line as it is drawn.
#[must_use]
pub fn visual(text: &str) -> Cow<'_, str> {
    Directions::of(text, false).map_or(Cow::Borrowed(text), |found| Cow::Owned(drawn(text, &found)))
}

/// A mark before a line that begins at the right, as it is drawn.
#[must_use]
pub fn visual_from_the_right(text: &str) -> String {
    Directions::of(text, true).map_or_else(String::new, |found| drawn(text, &found))
}

fn drawn(text: &str, directions: &Directions<'_>) -> String {
    let stretch = |(bytes, rtl)| {
        let text = text.get(bytes).unwrap_or_default();
        if rtl { turned(text) } else { text.to_owned() }
    };
    directions.stretches(&(0..text.len())).into_iter().map(stretch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_left_to_right_is_left_alone() {
        assert!(Directions::of("ferry 渡船 (été)", false).is_none());
        assert_eq!(visual("ferry"), "ferry");
    }

    #[test]
    fn hebrew_is_drawn_from_the_right_with_its_numbers_upright_and_its_brackets_mirrored() {
        assert_eq!(visual("אבג 42 (דה)"), "(הד) 42 גבא");
        assert_eq!(visual("the word אבג (twice)"), "the word גבא (twice)");
        assert_eq!(visual("אבג BBC דה"), "הד BBC גבא");
    }

    #[test]
    fn points_stay_on_their_letters() {
        assert_eq!(turned("שָׁלוֹם"), "םוֹלשָׁ");
    }

    #[test]
    fn a_number_before_an_item_stands_right_of_its_full_stop() {
        assert_eq!(visual_from_the_right("10. "), " .10");
        assert_eq!(visual_from_the_right("▎ "), " ▕");
    }

    #[test]
    fn a_paragraph_that_begins_with_a_foreign_name_may_still_begin_at_the_right() {
        let text = "BBC אבג";
        assert!(!Directions::of(text, false).unwrap().begins_at_the_right(0));
        let found = Directions::of(text, true).unwrap();
        assert!(found.begins_at_the_right(0));
        assert_eq!(drawn(text, &found), "גבא BBC");
    }

    #[test]
    fn mirrored_pairs_are_equally_long() {
        assert!(MIRRORED.iter().all(|(open, close)| open.len_utf8() == close.len_utf8()));
    }
}
