//! Boxes within a flat text: runs of short lines that a heading of other stories opens, cards
//! that a "Read more" closes, headlines in brackets, and what the footer says again.

use std::collections::HashSet;

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::{Topic, fold};
use crate::model::{Block, BlockKind, Fixture, Reason, Shelf, Verdict, VideoPart};

/// A headline has no more words than this.
const WORDS: usize = 34;

/// A heading of other stories has no more words than this.
const HEADING: usize = 6;

/// So short a line above a paragraph is rather the paragraph's heading than a headline.
const SUBHEADING: usize = 5;

/// Headings that open a box.
const OPENERS: &[Topic] = &[Topic::RelatedHeading, Topic::Recirculation];

/// Moves boxes away.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    if case.document.marked_up {
        return;
    }
    let lines: Vec<Line<'_>> = case
        .each()
        .filter(|(_, facts)| facts.letters > 0 && !facts.line.has(Topic::Ad))
        .map(|(block, facts)| Line { block, facts })
        .collect();
    opened(case, verdicts, &lines);
    closed(verdicts, &lines);
    labelled(verdicts, &lines);
    prompted(verdicts, &lines);
    said_again(verdicts, &lines);
    headings(verdicts, &lines);
}

/// A block in which there is something to read.
struct Line<'a> {
    block: &'a Block,
    facts: &'a Facts<'a>,
}

impl Line<'_> {
    /// Whether it is short, and not a part of a list or a table.
    fn is_short(&self) -> bool {
        let is_text = matches!(self.block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
        is_text && (self.facts.mass <= 0.0 || (!self.facts.ends && self.facts.words <= WORDS))
    }

    /// Whether it may be a headline: words enough, and no sentence's end.
    fn is_headline(&self, words: usize) -> bool {
        let is_text = matches!(self.block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
        is_text && (words..=WORDS).contains(&self.facts.words) && !self.facts.ends
    }

    /// Whether it names a list of other stories, perhaps with a word more: "Most read in Sport".
    fn opens(&self, case: &Case<'_>) -> bool {
        let words: Vec<&str> = self.facts.folded.split(' ').take(4).collect();
        let front =
            |count| words.get(..count).is_some_and(|front| case.book.line(&front.join(" ")).any(OPENERS));
        let is_line = self.facts.words <= HEADING && self.is_short() && !self.facts.ends;
        self.facts.line.any(OPENERS) || (is_line && ((2..=4).any(front) || self.has_part(case)))
    }

    /// Whether a part of it names one: "Social surge - What's trending".
    fn has_part(&self, case: &Case<'_>) -> bool {
        let known = |part: &str| case.book.line(&fold(part)).any(OPENERS);
        self.facts.line.any(OPENERS) || self.facts.text.split(['-', '|', '–']).any(known)
    }
}

/// The short lines under a heading of other stories, down to the next paragraph.
fn opened(case: &Case<'_>, verdicts: &mut Verdicts, lines: &[Line<'_>]) {
    for (at, opener) in lines.iter().enumerate().filter(|(_, line)| line.opens(case)) {
        let run =
            lines.iter().skip(at + 1).take_while(|line| line.is_short() || !verdicts.is_body(line.block.id));
        let mut run: Vec<&Line<'_>> = run.collect();
        let goes_on = lines.len() > at + 1 + run.len();
        if goes_on && run.last().is_some_and(|last| is_heading(last)) {
            run.pop();
        }
        let headlines = run.iter().filter(|line| line.is_headline(SUBHEADING)).count();
        if headlines == 0 || (headlines == 1 && run.len() == 1 && !opener.has_part(case)) {
            continue;
        }
        if let Some(first) = run.first() {
            verdicts.settle(opener.block.id, Verdict::Drop(Reason::HeadingOf(first.block.id)));
        }
        for line in run {
            settle(verdicts, line);
        }
    }
}

/// Whether the last line above a paragraph may be its heading.
fn is_heading(line: &Line<'_>) -> bool {
    let text = &line.facts.text;
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = behind.len() < text.len() && behind.starts_with([')', '.']);
    line.facts.words <= SUBHEADING && (is_numbered || !text.chars().any(char::is_numeric))
}

/// A headline goes to the sidebar, another line to the ledger.
fn settle(verdicts: &mut Verdicts, line: &Line<'_>) {
    verdicts.settle(
        line.block.id,
        if line.is_headline(SUBHEADING) {
            Verdict::Shelve(Shelf::Related { label: 0 })
        } else {
            Verdict::Drop(Reason::Interface(Fixture::Recirculation))
        },
    );
}

/// A headline with "Read more" below it, one in brackets, and the title of a player.
fn closed(verdicts: &mut Verdicts, lines: &[Line<'_>]) {
    for (at, line) in lines.iter().enumerate() {
        if !verdicts.is_open(line.block.id) || !line.is_headline(4) {
            continue;
        }
        let next = lines.get(at + 1).filter(|next| next.facts.words <= 10).map(|next| next.facts.line);
        if next.is_some_and(|topics| topics.has(Topic::Related)) || is_bracketed(line.facts) {
            verdicts.settle(line.block.id, Verdict::Shelve(Shelf::Related { label: 0 }));
        } else if next.is_some_and(|topics| topics.has(Topic::PlayerLine)) && line.is_short() {
            let part = VideoPart::Title { label: 0 };
            verdicts.settle(line.block.id, Verdict::Shelve(Shelf::Video { lead: line.block.id, part }));
        }
    }
}

/// `[Why the barge had no captain]`.
fn is_bracketed(facts: &Facts<'_>) -> bool {
    let inside = facts.text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inside.is_some_and(|text| {
        !text.contains(['[', ':', '.', ',']) && text.chars().next().is_some_and(|c| !c.is_lowercase())
    })
}

/// Lines with labels in capitals, one below the other, of which one label is known.
fn labelled(verdicts: &mut Verdicts, lines: &[Line<'_>]) {
    let known = |line: &Line<'_>| {
        line.facts.label.is_some_and(|label| label.topics.any(&[Topic::Related, Topic::Watch]))
    };
    let mut at = 0;
    while at < lines.len() {
        let run: Vec<&Line<'_>> =
            lines.iter().skip(at).take_while(|line| capitals(line.facts).is_some()).collect();
        if run.len() >= 3 && run.iter().any(|line| known(line)) {
            for line in &run {
                let label = capitals(line.facts).and_then(|length| u32::try_from(length).ok()).unwrap_or(0);
                verdicts.settle(line.block.id, Verdict::Shelve(Shelf::Related { label }));
            }
        }
        at += run.len().max(1);
    }
}

/// How many bytes a label in capitals takes: `LOOK-UP TOOL: Find your landing`.
fn capitals(facts: &Facts<'_>) -> Option<usize> {
    let (label, rest) = facts.text.split_once(": ")?;
    let shouts = label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase);
    (shouts && label.len() <= 30 && !facts.ends && facts.words <= 20).then_some(facts.text.len() - rest.len())
}

/// What a prompt's box says of itself, down to the short line that is its button:
/// "Our letter / Sign up / News that floats. / I'm in".
fn prompted(verdicts: &mut Verdicts, lines: &[Line<'_>]) {
    for (at, prompt) in lines.iter().enumerate() {
        let Some(Verdict::Drop(reason @ Reason::Prompt(_))) = verdicts.get(prompt.block.id).cloned() else {
            continue;
        };
        let below = lines.iter().skip(at + 1).take(2);
        let is_said =
            |line: &Line<'_>| line.facts.words <= 12 && !line.facts.text.contains(['“', '"', '„', '«']);
        let below: Vec<&Line<'_>> = below.take_while(|line| is_said(line)).collect();
        let is_button =
            |line: &&Line<'_>| line.facts.words <= 2 && line.facts.mass <= 0.0 && line.facts.letters <= 12;
        if let [slogan, button] = below.as_slice()
            && slogan.facts.sentences >= 2
            && is_button(button)
        {
            verdicts.settle(slogan.block.id, Verdict::Drop(reason.clone()));
            verdicts.settle(button.block.id, Verdict::Drop(reason));
        }
    }
}

/// Lines of the text that are said again behind it: cards and prompts stand on a page more
/// than once, paragraphs do not.
fn said_again(verdicts: &mut Verdicts, lines: &[Line<'_>]) {
    let is_outside = |line: &&Line<'_>| {
        line.facts.words >= 4
            && matches!(
                verdicts.get(line.block.id),
                Some(Verdict::Drop(Reason::Outside) | Verdict::Shelve(Shelf::Related { .. }))
            )
    };
    let outside: HashSet<&str> = lines.iter().filter(is_outside).map(|line| &*line.facts.folded).collect();
    for line in lines.iter().filter(|line| line.facts.words <= WORDS * 2) {
        if verdicts.is_open(line.block.id) && outside.contains(&*line.facts.folded) {
            settle(verdicts, line);
        }
    }
}

/// The heading of a list of headlines that all were moved.
fn headings(verdicts: &mut Verdicts, lines: &[Line<'_>]) {
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.facts.words <= HEADING) {
        let is_moved = |line: &&Line<'_>| {
            let label_less = Verdict::Shelve(Shelf::Related { label: 0 });
            verdicts.get(line.block.id) == Some(&label_less)
        };
        let moved = lines.iter().skip(at + 1).take_while(is_moved).count();
        let first = lines.get(at + 1).map(|first| first.block.id);
        let is_open = verdicts.is_open(line.block.id) && line.is_short() && !line.facts.ends;
        if let Some(first) = first.filter(|_| moved >= 2 && is_open) {
            verdicts.settle(line.block.id, Verdict::Drop(Reason::HeadingOf(first)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{PROSE, in_text, of_text};

    /// The verdicts of lines that stand between two paragraphs.
    fn verdicts(lines: &str) -> Vec<String> {
        let lines = lines.replace('\n', "\n\n");
        let text = format!("Bridge opens\n\n{}\n\n{lines}\n\n{}\n\n{}\n", PROSE[0], PROSE[1], PROSE[2]);
        let count = of_text(&text).len();
        of_text(&text).into_iter().map(|(_, verdict)| verdict).take(count - 2).skip(2).collect()
    }

    #[test]
    fn the_lines_under_a_heading_of_other_stories_go_with_it() {
        let lines = "Most read in Coast\nWhale seen off the pier again\nNessa Lund\nBakery queue breaks all records on Monday";
        assert_eq!(verdicts(lines), ["heading-of-moved", "related", "interface", "related"]);
    }

    #[test]
    fn the_heading_of_the_next_paragraph_stays() {
        let lines = "Most read in Coast\nWhale seen off the pier again\nBakery queue breaks all records\nWhat comes next";
        assert_eq!(verdicts(lines).last().map(String::as_str), Some("body"));
    }

    #[test]
    fn a_headline_that_read_more_closes_is_another_story() {
        assert_eq!(verdicts("Whale seen off the pier again\nRead more")[0], "related");
        assert_eq!(in_text("[Why the barge had no captain]"), "related");
        assert_eq!(in_text("[The letter ends here.]"), "body");
    }

    #[test]
    fn labels_in_capitals_go_together_when_one_of_them_is_known() {
        let known = "THE GATE: How it bent\nVIDEO: The first cart crosses\nLOOK-UP TOOL: Find your landing";
        assert_eq!(verdicts(known).iter().filter(|verdict| *verdict == "body").count(), 0);
        let own = "GATE: Bent\nRAIL: Forty metres, new\nGEAR: Whole, new";
        assert!(verdicts(own).iter().all(|verdict| verdict == "body"));
    }

    #[test]
    fn a_list_without_a_heading_of_other_stories_stays() {
        let lines = "The crossing in figures\nNine weeks without a bridge\nForty metres of new rail\nTwo million crowns in all";
        assert!(verdicts(lines).iter().all(|verdict| verdict == "body"), "{:?}", verdicts(lines));
    }
}
