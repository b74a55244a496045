//! Whether a text was wrapped by hand, and which of its lines belong together.

use super::{Line, shape, shape::Shape};
use crate::model::is_unspaced;
use unicode_width::UnicodeWidthStr;

/// Nobody wraps wider than this by hand.
const WIDEST: usize = 132;

/// Nobody wraps narrower than this.
const NARROWEST: usize = 30;

/// Words that are longer than this are addresses.
const LONGEST: usize = 36;

/// How a text is wrapped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrapping {
    /// The width it was wrapped at; none when lines end where blocks end.
    width: Option<usize>,
}

/// Finds out how a text is wrapped: if most lines that another follows had no room for that
/// one's first word, they ended because they were full.
pub(super) fn measure(lines: &[Line<'_>]) -> Wrapping {
    // An address that is longer than a line says nothing of lines.
    let fits = |word: &str| word.width() < LONGEST || word.contains(is_unspaced);
    let has_room = |line: &&Line<'_>| line.text.split_whitespace().all(fits);
    let width = lines.iter().filter(has_room).map(|line| line.indent + line.width).max().unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&width) {
        return Wrapping { width: None };
    }
    let wrapping = Wrapping { width: Some(width) };
    let pairs = || lines.windows(2).filter_map(|pair| Some((pair.first()?, pair.get(1)?)));
    // A line that ends a sentence may end a block as well: it is no evidence.
    let is_followed = |line: &Line<'_>, next: &Line<'_>| !line.text.is_empty() && !next.text.is_empty();
    let followed = || pairs().filter(|(line, next)| is_followed(line, next) && !ends_sentence(line.text));
    let all = followed().count();
    let full = followed().filter(|(line, next)| wrapping.is_full(line, next)).count();
    Wrapping { width: (all > 0 && full * 2 > all).then_some(width) }
}

impl Wrapping {
    /// Whether a line goes on in the next one.
    pub(super) fn joins(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let plain = matches!(shape::of(next.text), Shape::Plain)
            && !matches!(shape::of(line.text), Shape::Heading { .. } | Shape::Rule | Shape::Row);
        self.width.is_some() && !next.text.is_empty() && plain && self.is_full(line, next)
    }

    /// Whether the next line's first word had no room.
    fn is_full(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let Some(width) = self.width else { return false };
        let first = next.text.split_whitespace().next().unwrap_or_default();
        let word = if first.chars().next().is_some_and(is_unspaced) { 2 } else { first.width() };
        line.indent + line.width + 1 + word > width
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')', '»'])
        .ends_with(['.', '!', '?', '。', '！', '？', ':', '؟', '۔', '।'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Vec<bool> {
        let lines: Vec<Line<'_>> =
            text.lines().zip(1..).map(|(text, number)| Line::new(text, number)).collect();
        let wrapping = measure(&lines);
        lines.windows(2).map(|pair| wrapping.joins(&pair[0], &pair[1])).collect()
    }

    #[test]
    fn full_lines_go_on_in_the_next_one() {
        let text = "The swing bridge over the Marl opened to carts\nand cyclists on Tuesday morning, nine weeks\nafter a barge bent its gate.\n\nNo one was hurt.";
        assert_eq!(joined(text), [true, true, false, false]);
    }

    #[test]
    fn lines_that_had_room_end_a_block() {
        assert_eq!(
            joined("Bridge opens\nBy Nessa Lund\nThe swing bridge over the Marl opened to carts on Tuesday."),
            [false, false]
        );
    }

    #[test]
    fn titles_said_twice_are_not_joined() {
        let text = "Ferries get ready as queues grow at the landing\nFerries get ready as queues grow at the landing\n\nThe swing bridge over the Marl opened to carts and cyclists on Tuesday morning, nine weeks after a barge bent its eastern gate.";
        assert_eq!(joined(text), [false, false, false]);
    }
}
