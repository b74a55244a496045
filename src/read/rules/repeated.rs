//! Lines that say again what the line before them, or the headline, says.
//!
//! A refrain and a transcript's "No." are said again on purpose: only the titles of embeds
//! and headlines are doubled by pages, and those are several words without an end. So a line
//! is dropped only when it follows its twin directly, stands nowhere else, has no sentence's
//! end and is no word or two.

use std::collections::HashMap;

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use crate::model::{Block, BlockId, BlockKind, Part, Reason, Verdict};

/// A title has no more words than this. Longer twins are paragraphs, and stay.
const LONGEST: usize = 40;

/// Drops doubled lines.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let runs = runs(case, verdicts);
    let mut said: HashMap<&str, usize> = runs.iter().map(|run| (run.says, 0)).collect();
    for (_, facts) in lines(case, verdicts) {
        if let Some(times) = said.get_mut(&*facts.folded) {
            *times += 1;
        }
    }
    for run in runs {
        // A line that is said elsewhere as well is a refrain.
        if said.get(run.says).is_none_or(|times| *times <= run.again.len() + 1) {
            run.again.into_iter().for_each(|id| settle(verdicts, id, run.first));
        }
    }
}

/// A line, and the lines straight behind it that say the same.
struct Run<'a> {
    first: BlockId,
    says: &'a str,
    again: Vec<BlockId>,
}

fn runs<'a>(case: &'a Case<'_>, verdicts: &Verdicts) -> Vec<Run<'a>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    let mut before: Option<(BlockId, &Facts<'_>)> = None;
    for (id, facts) in lines(case, verdicts) {
        let Some((first, _)) = before.filter(|(_, first)| is_doubled(facts, first)) else {
            before = Some((id, facts));
            continue;
        };
        match runs.last_mut().filter(|run| run.first == first) {
            Some(run) => run.again.push(id),
            None => runs.push(Run { first, says: &facts.folded, again: vec![id] }),
        }
    }
    runs
}

/// The lines that are part of the text as far as is known.
fn lines<'a>(case: &'a Case<'_>, verdicts: &Verdicts) -> impl Iterator<Item = (BlockId, &'a Facts<'a>)> {
    let is_line =
        |block: &Block| !matches!(block.kind, BlockKind::Code | BlockKind::Media(_) | BlockKind::Row);
    let lines = case.each().filter(move |(block, _)| verdicts.is_body(block.id) && is_line(block));
    lines.map(|(block, facts)| (block.id, facts))
}

fn settle(verdicts: &mut Verdicts, id: BlockId, twin: BlockId) {
    let of_title = verdicts.get(twin) == Some(&Verdict::Keep(Part::Title));
    let reason = if of_title { Reason::RepeatsTitle } else { Reason::Repeats(twin) };
    verdicts.settle(id, Verdict::Drop(reason));
}

fn is_doubled(facts: &Facts, before: &Facts) -> bool {
    let is_title_like = (3..=LONGEST).contains(&facts.words) && (!facts.ends || facts.words >= 8);
    is_title_like && same_line(&facts.folded, &before.folded)
}

/// Whether two folded lines are the same, a digit or two at the end left out: scrapers glue
/// counters to titles.
pub(super) fn same_line(a: &str, b: &str) -> bool {
    fn bare(text: &str) -> &str {
        text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end()
    }
    a == b || (a.len().abs_diff(b.len()) <= 3 && a.len() > 20 && bare(a) == bare(b))
}

#[cfg(test)]
mod tests {
    use super::super::trial::{PROSE, in_story, of_html, of_text, story};

    use super::same_line;

    #[test]
    fn the_second_of_two_equal_titles_is_dropped() {
        let title = "Ferries get ready as queues grow";
        let found = of_text(&format!("Bridge opens\n\n{}\n\n{title}\n{title}\n\n{}\n", PROSE[0], PROSE[1]));
        let dropped: Vec<&str> = found
            .iter()
            .filter(|(_, verdict)| verdict == "repeated-line")
            .map(|(text, _)| text.as_str())
            .collect();
        assert_eq!(dropped, [title]);
    }

    #[test]
    fn a_counter_at_the_end_makes_no_difference() {
        assert!(same_line("ferries get ready as queues grow", "ferries get ready as queues grow2"));
        assert!(!same_line("room 1", "room 2"));
        assert!(!same_line("ferries get ready as queues grow", "ferries get ready as queues shrink"));
    }

    #[test]
    fn a_word_said_again_stays() {
        let block = "<p>“No.”</p><p>“No.”</p>";
        assert_eq!(
            of_html(&story(block))
                .iter()
                .filter(|(text, verdict)| text == "“No.”" && verdict == "body")
                .count(),
            2
        );
    }

    #[test]
    fn a_line_said_again_later_stays() {
        let block = "<p>Haul away, haul away, lime for the lee</p><p>Dust on my bread and dust in my tea</p><p>Haul away, haul away, lime for the lee</p>";
        let found = of_html(&story(block));
        assert_eq!(
            found.iter().filter(|(text, verdict)| text.starts_with("Haul") && verdict == "body").count(),
            2
        );
        assert_eq!(in_story(block, "Dust"), "body");
    }

    #[test]
    fn a_refrain_sung_twice_stays() {
        let line = "<p>Haul away, haul away, lime for the lee!</p>";
        let found = of_html(&story(&format!("{line}<p>Dust on my bread and dust in my tea</p>{line}{line}")));
        assert_eq!(
            found.iter().filter(|(text, verdict)| text.starts_with("Haul") && verdict == "body").count(),
            3
        );
    }
}
