//! Headings over nothing: what they announced was moved or dropped. And headings that announce
//! other stories, whatever is left below them.

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::Topic;
use crate::model::{Block, BlockId, BlockKind, Fixture, Reason, Verdict};

/// A line that announces something has no more words than this.
const WORDS: usize = 12;

/// Drops headings whose content was moved away, and headings of other stories.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        let of_others = facts.line.any(&[Topic::RelatedHeading, Topic::Recirculation]);
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        if !verdicts.is_body(block.id) || !(is_heading || of_others) || !case.document.marked_up && !of_others
        {
            continue;
        }
        match moved_below(case, verdicts, block) {
            Some(moved) => verdicts.settle(block.id, Verdict::Drop(Reason::HeadingOf(moved))),
            None if of_others => {
                verdicts.settle(block.id, Verdict::Drop(Reason::Interface(Fixture::Recirculation)));
            }
            None => {}
        }
    }
    last_words(case, verdicts);
}

/// A last line that ends in a colon announces what is gone: "You may like these as well:".
fn last_words(case: &Case<'_>, verdicts: &mut Verdicts) {
    let is_text = |(block, facts): &(&Block, &Facts<'_>)| {
        facts.letters > 0 && verdicts.is_body(block.id) && !matches!(block.kind, BlockKind::Media(_))
    };
    let Some((last, facts)) = case.each().rfind(is_text) else { return };
    let announces = facts.words <= WORDS && facts.text.trim_end().ends_with([':', '：']);
    let gone = case.behind(last.id).find(|(_, facts)| facts.letters > 0 || facts.media.is_some());
    if let Some((gone, _)) = gone.filter(|_| announces && case.document.marked_up) {
        verdicts.settle(last.id, Verdict::Drop(Reason::HeadingOf(gone.id)));
    }
}

/// The first block below a heading, if all that stood below it is gone.
fn moved_below(case: &Case<'_>, verdicts: &Verdicts, heading: &Block) -> Option<BlockId> {
    let mut first = None;
    for (block, facts) in case.each().skip(heading.id.index() + 1) {
        if facts.letters == 0 && facts.media.is_none() {
            continue;
        }
        if !verdicts.is_body(block.id) {
            first = first.or(Some(block.id));
            continue;
        }
        let next_is_equal = match (&heading.kind, &block.kind) {
            (BlockKind::Heading(here), BlockKind::Heading(there)) => there.get() <= here.get(),
            _ => false,
        };
        return first.filter(|_| next_is_equal);
    }
    first
}

#[cfg(test)]
mod tests {
    use super::super::trial::in_story;

    #[test]
    fn a_last_line_that_announces_what_is_gone_goes_with_it() {
        let list = "<p>You may like these as well:</p><ul class=related><li><a href=/a>Whale seen off the pier again</a></li><li><a href=/b>Bakery queue breaks all records</a></li></ul>";
        let html = super::super::trial::story("").replace("</article>", &format!("{list}</article>"));
        assert_eq!(super::super::trial::of_block(&html, "You may like"), "heading-of-moved");
    }

    #[test]
    fn a_heading_goes_when_all_below_it_has_gone() {
        let block = "<h2>Our letter</h2><aside><p>The Morning Tide, every day at six.</p></aside><h2>What comes next</h2>";
        assert_eq!(in_story(block, "Our letter"), "heading-of-moved");
        assert_eq!(in_story(block, "What comes next"), "body");
    }

    #[test]
    fn a_heading_over_a_heading_stays() {
        assert_eq!(in_story("<h2>The gate</h2><h3>How it bent</h3>", "The gate"), "body");
    }

    #[test]
    fn a_heading_stays_when_only_an_advertisement_stands_between_it_and_its_text() {
        assert_eq!(in_story("<h2>The gate</h2><div>Advertisement</div>", "The gate"), "body");
    }

    #[test]
    fn a_list_of_what_others_read_goes_with_its_heading() {
        let block = "<h3>Most read</h3><ul><li><a href=https://news.example/a>Whale seen off the pier again</a></li></ul>";
        let verdict = in_story(block, "Most read");
        assert_ne!(verdict, "body");
    }
}
