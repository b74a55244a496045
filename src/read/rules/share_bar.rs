//! Share bars: lines in which every word names a network, a way to share, or a count.

use super::super::judge::{Case, Verdicts};
use super::super::labels::{Book, Topic};
use crate::model::{BlockId, Fixture, Reason, Verdict};

/// Drops share bars.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        let is_bar = facts.line.has(Topic::ShareLine) || is_made_of_names(case.book, &facts.folded);
        if is_bar && !facts.ends {
            verdicts.settle(block.id, Verdict::Drop(Reason::Interface(Fixture::ShareBar)));
        }
    }
    if !case.document.marked_up {
        columns(case, verdicts);
    }
}

/// In a flat text, each button is a line of its own: two or more below each other are a bar.
fn columns(case: &Case<'_>, verdicts: &mut Verdicts) {
    let mut column: Vec<BlockId> = Vec::new();
    let mut names = 0;
    for (block, facts) in case.each().filter(|(_, facts)| facts.letters > 0) {
        let is_count = facts.folded.chars().all(|c| c.is_ascii_digit());
        if facts.line.any(&[Topic::ShareWord, Topic::ShareLine]) || (is_count && names > 0) {
            column.push(block.id);
            names += usize::from(!is_count);
            continue;
        }
        drop(verdicts, &column, names);
        column.clear();
        names = 0;
    }
    drop(verdicts, &column, names);
}

fn drop(verdicts: &mut Verdicts, column: &[BlockId], names: usize) {
    for id in column.iter().filter(|_| names >= 2) {
        verdicts.settle(*id, Verdict::Drop(Reason::Interface(Fixture::ShareBar)));
    }
}

/// Whether every word is one of a share bar's, and there are two at least.
fn is_made_of_names(book: &Book, folded: &str) -> bool {
    let mut names = 0;
    for word in folded.split(' ') {
        if book.line(word).has(Topic::ShareWord) {
            names += 1;
        } else if !word.chars().all(|c| c.is_ascii_digit()) {
            return false;
        }
    }
    names >= 2
}

#[cfg(test)]
mod tests {
    use super::super::trial::{in_story, in_text};

    #[test]
    fn a_line_of_networks_is_dropped() {
        assert_eq!(in_text("Share Tweet Email Print"), "interface");
        assert_eq!(in_story("<div>Facebook 12 Twitter 3 WhatsApp</div>", "Facebook"), "interface");
        assert_eq!(in_story("<p>Teilen Merken Drucken</p>", "Teilen"), "interface");
    }

    #[test]
    fn sentences_about_shares_and_networks_stay() {
        assert_eq!(in_text("Share prices fell on the morning that the bridge opened."), "body");
        assert_eq!(in_text("Facebook and Twitter were full of it."), "body");
    }
}
