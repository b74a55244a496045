//! Lines that begin alike and lead to other pages: `SEE TOO | Ferry halted`, and two paragraphs
//! on `SEE TOO | Bridge opens`. What they share is a label, in whatever language it is written.

use std::collections::HashMap;

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::fold;
use crate::model::{Block, BlockId, BlockKind, Shelf, Verdict, count_words};

/// A label is no longer than this, in bytes.
const LABEL: usize = 60;

/// A headline has as many words.
const WORDS: std::ops::RangeInclusive<usize> = 4..=30;

/// What stands between a label and a headline.
const BETWEEN: [&str; 6] = [" | ", "| ", ": ", " – ", " » ", " > "];

/// Shelves the lines of a series.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    if !case.document.marked_up {
        return;
    }
    let mut series: HashMap<String, Vec<(BlockId, u32)>> = HashMap::new();
    for (block, facts) in case.each().filter(|(block, _)| verdicts.is_open(block.id)) {
        if let Some(length) = label(block, facts) {
            let name = fold(facts.text.get(..length).unwrap_or_default());
            let length = u32::try_from(length).unwrap_or(0);
            series.entry(name).or_default().push((block.id, length));
        }
    }
    for (id, label) in series.into_values().filter(|lines| is_series(lines)).flatten() {
        verdicts.settle(id, Verdict::Shelve(Shelf::Related { label }));
    }
}

/// How long the label is before a headline that is all link.
fn label(block: &Block, facts: &Facts<'_>) -> Option<usize> {
    if facts.links == 0 || facts.ends || !matches!(block.kind, BlockKind::Paragraph | BlockKind::Loose) {
        return None;
    }
    let ends = BETWEEN.iter().filter_map(|between| Some(facts.text.find(between)? + between.len()));
    let length = ends.min().filter(|length| *length <= LABEL)?;
    let headline = facts.text.get(length..)?;
    let letters = headline.chars().filter(|c| c.is_alphanumeric()).count();
    (WORDS.contains(&count_words(headline)) && facts.linked * 10 >= letters * 9).then_some(length)
}

/// Lines one straight below the other are a list of the text; a series stands between paragraphs.
fn is_series(lines: &[(BlockId, u32)]) -> bool {
    let apart = lines.windows(2).filter(|pair| matches!(pair, [a, b] if b.0.0 > a.0.0 + 1)).count();
    apart >= 1 && apart + 1 >= lines.len()
}

#[cfg(test)]
mod tests {
    use super::super::trial::{PROSE, of_block};

    fn story(first: &str, second: &str) -> String {
        let [a, b, c, d] = PROSE;
        format!(
            "<main><article><h1>Bridge opens</h1><p>{a}</p><p>{first}</p><p>{b}</p><p>{c}</p><p>{second}</p><p>{d}</p></article></main>"
        )
    }

    #[test]
    fn a_label_that_no_list_knows_is_told_by_its_repetition() {
        let line = |link: &str| format!("ZETU NYINGI | <a href=https://news.example/a>{link}</a>");
        let html = story(&line("Whale seen off the pier again"), &line("Bakery queue breaks all records"));
        assert_eq!(of_block(&html, "Whale"), "related");
        assert_eq!(of_block(&html, "Bakery"), "related");
    }

    #[test]
    fn lines_that_begin_alike_and_say_more_than_a_link_stay() {
        let line = |link: &str| {
            format!(
                "The keeper: <a href=https://news.example/a>{link}</a> was what he had read in the papers"
            )
        };
        let html = story(&line("whale seen off the pier"), &line("bakery queue breaks records"));
        assert_eq!(of_block(&html, "whale"), "body");
    }

    #[test]
    fn a_single_line_tells_nothing() {
        let html = story(
            "ZETU NYINGI | <a href=https://news.example/a>Whale seen off the pier again</a>",
            "It rained",
        );
        assert_ne!(of_block(&html, "It rained"), "related");
    }
}
