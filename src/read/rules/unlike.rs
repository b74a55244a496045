//! Blocks that no rule spoke about and that are yet unlike the text of an article: their
//! likeness is learned from pages (see `likeness`).

use super::super::judge::{Case, Verdicts};
use super::super::likeness::{self, Numbers};
use crate::model::{BlockId, Reason, Verdict};

/// What is less like the text than this, in percent, goes: a lost sentence is worse than a line
/// too many, so the model must be rather sure.
const BOUND: u8 = 35;

/// Where more of the letters than this, in percent, are unlike a text, the page is none that the
/// model knows.
const LETTERS: usize = 30;

/// The same for a share of the blocks, in percent, when they are many: a text built of small boxes.
const BLOCKS: usize = 20;
const MANY: usize = 16;

/// Drops what is unlike the article's text.
pub(in crate::read) fn judge(case: &Case<'_>, numbers: &[(BlockId, Numbers)], verdicts: &mut Verdicts) {
    let doubted: Vec<(BlockId, u8, &Numbers)> = numbers
        .iter()
        .filter_map(|(id, numbers)| Some((*id, likeness::doubt(numbers, BOUND)?, numbers)))
        .collect();
    if is_strange(case, numbers, &doubted) {
        return;
    }
    for (id, percent, numbers) in doubted {
        let reason = Reason::Unlike { percent, against: likeness::against(numbers) };
        verdicts.settle(id, Verdict::Drop(reason));
    }
}

/// Whether so much of the page is doubted that the model rather does not know its kind.
fn is_strange(case: &Case<'_>, numbers: &[(BlockId, Numbers)], doubted: &[(BlockId, u8, &Numbers)]) -> bool {
    let letters = |id: &BlockId| case.facts(*id).map_or(0, |facts| facts.letters);
    let all: usize = numbers.iter().map(|(id, _)| letters(id)).sum();
    let strange: usize = doubted.iter().map(|(id, ..)| letters(id)).sum();
    strange * 100 > all * LETTERS || doubted.len() >= MANY && doubted.len() * 100 > numbers.len() * BLOCKS
}

#[cfg(test)]
mod tests {
    use super::super::trial::{in_story, of_block, paragraphs};

    #[test]
    fn what_no_rule_knows_goes_when_it_is_unlike_the_text() {
        let again = |from: &str, to: &str| paragraphs().replace(from, to);
        let text = [paragraphs(), again("nine", "ten"), again("bridge", "gate")].concat();
        let time = |at: &str, what: &str| {
            format!("<div class=y><div class=z><span>{at}</span><div class=q>{what}</div></div></div>")
        };
        let board = format!("<div class=x>{}{}</div>", time("12:40", "Coast"), time("13:40", "Marl"));
        let html = format!(
            "<main><article><h1>Bridge opens</h1><div class=text>{text}{board}{}</div></article></main>",
            again("bridge", "lock")
        );
        assert_eq!(of_block(&html, "12:40"), "unlike-text");
        assert_eq!(of_block(&html, "Coast"), "unlike-text");
    }

    #[test]
    fn paragraphs_and_their_lists_and_headings_stay() {
        assert_eq!(in_story("<h2>The gear</h2><p>It turns in nine minutes.</p>", "The gear"), "body");
        assert_eq!(in_story("<ul><li>forty metres of rail</li><li>nine cogs</li></ul>", "nine cogs"), "body");
        let html = format!("<h1>Bridge opens</h1><div>{}</div>", paragraphs());
        assert_eq!(of_block(&html, "The keeper"), "body");
    }

    #[test]
    fn a_page_of_which_little_is_like_a_text_is_left_alone() {
        let tiles =
            "<div class=shop-tile><p>Lamp oil</p><p>9 crowns</p><p><a href=/x>To the shop</a></p></div>"
                .repeat(9);
        assert_eq!(of_block(&format!("<main><h1>Our shop</h1>{tiles}</main>"), "Lamp oil"), "body");
    }
}
