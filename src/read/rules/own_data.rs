//! What the page's own data calls the article's text (JSON-LD `articleBody`), as a witness.
//!
//! It is a vote, never the text itself: it can be cut short or out of date. It is heard only
//! when it knows nearly all of what would be kept, and then only against what stands above its
//! first and behind its last paragraph, and against short lines in between.

use std::hash::BuildHasher;

use foldhash::HashSet;
use foldhash::fast::FixedState;
use memchr::memmem;

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::fold;
use crate::model::{Block, BlockId, BlockKind, Reason, Verdict};

/// The share of the running text that the data must know to be heard.
const KNOWS: f64 = 0.9;

/// Lines of fewer letters than this say too little to be looked for.
const LETTERS: usize = 12;

/// The text that a page's data gives, folded.
pub(in crate::read) struct Told {
    text: String,
    /// Its words and the pairs of its words, as numbers.
    pieces: HashSet<u64>,
}

impl Told {
    pub(in crate::read) fn of(text: &str) -> Self {
        let text = fold(text);
        let pieces = pieces(&text).collect();
        Self { text, pieces }
    }

    /// Whether a folded line stands in it. Most that do not have words or pairs of words that it
    /// has not, so that it is seldom searched in vain.
    pub(in crate::read) fn holds(&self, line: &str) -> bool {
        // The first and the last word may be parts of longer ones.
        let inner = line.split_once(' ').and_then(|(_, rest)| rest.rsplit_once(' ')).map(|(inner, _)| inner);
        let may_hold = inner.is_none_or(|inner| pieces(inner).all(|piece| self.pieces.contains(&piece)));
        may_hold && memmem::find(self.text.as_bytes(), line.as_bytes()).is_some()
    }
}

/// A number for each word of a folded text, and for each with the one before it.
fn pieces(folded: &str) -> impl Iterator<Item = u64> {
    let state = FixedState::default();
    let mut before = None;
    folded.split(' ').flat_map(move |word| {
        let pair = before.replace(word).map(|before| state.hash_one((before, word)));
        [Some(state.hash_one(word)), pair].into_iter().flatten()
    })
}

/// Drops what the page's own data does not count as text.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let Some(data) = case.document.metadata.body.as_deref().map(Told::of) else { return };
    let lines: Vec<(&Block, &Facts<'_>, bool)> = case
        .each()
        .filter(|(block, facts)| verdicts.is_open(block.id) && facts.letters > 0 && facts.media.is_none())
        .map(|(block, facts)| (block, facts, data.holds(&facts.folded)))
        .collect();
    let mass = |known: bool| -> f64 {
        let passes = |(_, _, is_known): &&(&Block, &Facts<'_>, bool)| *is_known || !known;
        lines.iter().filter(passes).map(|(_, facts, _)| facts.mass).sum()
    };
    if mass(true) < mass(false) * KNOWS || mass(true) <= 0.0 {
        return;
    }
    let known = |line: &&(&Block, &Facts<'_>, bool)| line.2 && line.1.letters >= LETTERS;
    let Some(first) = lines.iter().find(known).map(|(block, ..)| block.id) else { return };
    let last = lines.iter().rfind(known).map_or(first, |(block, ..)| block.id);
    for (block, facts, is_known) in &lines {
        if !is_known && speaks_against(block, facts, first, last) {
            verdicts.settle(block.id, Verdict::Drop(Reason::NotInData));
        }
    }
}

/// Whether a line that the data does not know is none of the text. A heading within the text
/// is: data is written without headings. So are lists and tables.
fn speaks_against(block: &Block, facts: &Facts<'_>, first: BlockId, last: BlockId) -> bool {
    let is_prose = facts.mass > 0.0;
    let is_part = matches!(
        block.kind,
        BlockKind::Heading(_) | BlockKind::Item { .. } | BlockKind::Row | BlockKind::Code | BlockKind::Quote
    );
    if block.id < first {
        return true;
    }
    // Data that was cut short lacks the last paragraphs: only short lines are doubted there.
    !is_prose && (block.id > last || (!is_part && facts.letters >= LETTERS))
}

#[cfg(test)]
mod tests {
    use super::super::trial::of_html;

    #[test]
    fn a_line_is_held_wherever_it_begins_and_ends() {
        let told = super::Told::of("The lamp is expected in May, when the sea is calm.");
        for line in ["the lamp", "amp is expected in m", "in may when the sea is calm", "expected", ""] {
            assert!(told.holds(line), "{line}");
        }
        for line in ["the lamp is in may", "the lamp expected", "in may when the calm", "keeper"] {
            assert!(!told.holds(line), "{line}");
        }
    }

    const TEXT: [&str; 3] = [
        "The lighthouse on Tern Island will be lit by hand until the new lamp arrives from the mainland.",
        "Three keepers have come out of retirement for it, and a fourth has asked whether he may bring his dog.",
        "The lamp is expected in May, when the sea is calm enough for a crane and a man who can work it.",
    ];

    fn page(data: &[&str], extra: &str) -> Vec<(String, String)> {
        let data = data.join(" ");
        let [first, second, third] = TEXT;
        of_html(&format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Lamp lit by hand\",\"articleBody\":\"{data}\"}}</script>\
             <main><h1>Lamp lit by hand</h1><article><p>{first}</p><p>{extra}</p><p>{second}</p><p>{third}</p></article></main>"
        ))
    }

    fn verdict(found: &[(String, String)], line: &str) -> String {
        found.iter().find(|(text, _)| text == line).map(|(_, verdict)| verdict.clone()).unwrap_or_default()
    }

    #[test]
    fn a_short_line_that_the_data_does_not_know_goes() {
        assert_eq!(
            verdict(&page(&TEXT, "Night service from Monday"), "Night service from Monday"),
            "not-in-data"
        );
    }

    #[test]
    fn a_sentence_within_the_text_stays_whatever_the_data_says() {
        let sentence = "He was told that he may, if it does not bark at ships.";
        assert_eq!(verdict(&page(&TEXT, sentence), sentence), "body");
    }

    #[test]
    fn data_that_was_cut_short_is_not_heard() {
        let found = page(&TEXT[..1], "Night service from Monday");
        assert_eq!(verdict(&found, "Night service from Monday"), "body");
        assert_eq!(verdict(&found, TEXT[2]), "body");
    }
}
