//! Blocks that no rule spoke about and that are yet unlike the text of an article: their
//! likeness is learned from pages (see `likeness`).

use super::super::judge::Verdicts;
use super::super::likeness::{self, Numbers};
use crate::model::{BlockId, Reason, Verdict};

/// What is less like the text than this, in percent, goes: a lost sentence is worse than a line
/// too many, so the model must be rather sure.
const BOUND: u8 = 35;

/// Drops what is unlike the article's text.
pub(in crate::read) fn judge(numbers: &[(BlockId, Numbers)], verdicts: &mut Verdicts) {
    for (id, numbers) in numbers {
        let Some(likeness) = likeness::of(numbers).filter(|likeness| likeness.percent < BOUND) else {
            continue;
        };
        let reason = Reason::Unlike { percent: likeness.percent, against: likeness.against };
        verdicts.settle(*id, Verdict::Drop(reason));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{in_story, of_block, paragraphs, story};

    #[test]
    fn a_box_unlike_the_text_goes_though_no_rule_knows_it() {
        let html = story("").replace(
            "</article>",
            "<div><ul><li>Lamp oil, 9 crowns</li><li>Rope, 4 crowns</li><li>Tar, 2 crowns</li></ul></div></article>",
        );
        assert_eq!(of_block(&html, "Lamp oil"), "x");
    }

    #[test]
    fn paragraphs_and_their_lists_and_headings_stay() {
        assert_eq!(in_story("<h2>The gear</h2><p>It turns in nine minutes.</p>", "The gear"), "body");
        assert_eq!(in_story("<ul><li>forty metres of rail</li><li>nine cogs</li></ul>", "nine cogs"), "body");
        let html = format!("<h1>Bridge opens</h1><div>{}</div>", paragraphs());
        assert_eq!(of_block(&html, "The keeper"), "body");
    }
}
