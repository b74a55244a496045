//! Blocks without a letter: rules, bullets, lone signs.

use super::super::judge::{Case, Verdicts};
use crate::model::{BlockKind, Reason, Verdict};

/// Drops blocks in which there is nothing to read.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        let shows = matches!(block.kind, BlockKind::Media(_) | BlockKind::Code);
        if facts.letters == 0 && !shows && !facts.text.chars().any(is_picture) {
            verdicts.settle(block.id, Verdict::Drop(Reason::Blank));
        }
    }
}

/// Emoji are read as well.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}')
}

#[cfg(test)]
mod tests {
    use super::super::trial::{in_story, in_text};

    #[test]
    fn a_line_of_signs_is_dropped() {
        assert_eq!(in_text("* * *"), "blank");
        assert_eq!(in_story("<p>• • •</p>", "•"), "blank");
    }

    #[test]
    fn a_year_alone_is_something_to_read() {
        assert_ne!(in_story("<h2>1962</h2>", "1962"), "blank");
    }
}
