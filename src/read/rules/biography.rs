//! Who the author is, before or behind the text: not the article, though a person may want to know.

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::{Topic, fold};
use crate::model::{Block, BlockId, BlockKind, Cue, Cues, Fixture, Reason, Verdict};

/// A biography has no more words than this.
const WORDS: usize = 110;

/// Only so many blocks from the end are looked at.
const FROM_END: usize = 6;

/// Drops the author's biography.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let open: Vec<BlockId> = case
        .each()
        .filter(|(block, facts)| verdicts.is_open(block.id) && facts.letters > 0 && facts.media.is_none())
        .map(|(block, _)| block.id)
        .collect();
    if open.len() <= FROM_END {
        return;
    }
    let names = names(case);
    for id in open.iter().take(1).chain(open.iter().rev().take(FROM_END)) {
        let Some((block, facts)) = case.document.block(*id).zip(case.facts(*id)) else { continue };
        if is_biography(case, block, facts, &names) {
            verdicts.settle(*id, Verdict::Drop(Reason::Interface(Fixture::Biography)));
        }
    }
}

fn is_biography(case: &Case<'_>, block: &Block, facts: &Facts<'_>, names: &[String]) -> bool {
    let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Loose);
    let quoted = facts.text.starts_with(['“', '"', '„', '«', '「', '–', '—']);
    let of_author = names.iter().any(|name| facts.folded.starts_with(name.as_str()));
    let boxes = Cues::of(Cue::Biography).with(Cues::of(Cue::Byline));
    let mut around = case.inside_region(block).take(3);
    let is_boxed = around.any(|(id, place)| place.cues.any(boxes) && case.share(id) < 0.3);
    let told = facts.phrases.has(Topic::Biography);
    is_text
        && !quoted
        && facts.words <= WORDS
        && (told && (of_author || is_boxed) || introduces(case, facts, names))
}

/// Behind the text, who names the author and the paper in one breath introduces the one to the
/// readers of the other.
fn introduces(case: &Case<'_>, facts: &Facts<'_>, names: &[String]) -> bool {
    let front = facts.folded.split(' ').take(8).collect::<Vec<_>>().join(" ");
    let site = case.document.metadata.site.as_deref().map(fold).unwrap_or_default();
    // The longest word of its name: "the" and "daily" are in every text.
    let paper = site.split(' ').max_by_key(|word| word.len()).filter(|word| word.len() >= 4);
    names.iter().any(|name| front.contains(name.as_str()))
        && paper.is_some_and(|paper| facts.folded.split(' ').any(|word| word == paper))
}

/// The authors' names, folded.
fn names(case: &Case<'_>) -> Vec<String> {
    let byline = case.document.metadata.byline.as_deref().unwrap_or_default();
    byline.split(',').map(fold).filter(|name| name.contains(' ')).collect()
}

#[cfg(test)]
mod tests {
    use super::super::trial::{PROSE, of_block, story};

    fn behind(block: &str) -> String {
        let more = format!(
            "<p>{}</p><p>{}</p>",
            PROSE[0].replace("Tuesday", "Monday"),
            PROSE[1].replace("forty", "nine")
        );
        let head = "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"Nessa Lund\"}}</script>";
        format!("{head}{}", story(&more).replace("</article>", &format!("{block}</article>")))
    }

    #[test]
    fn who_names_author_and_paper_in_one_breath_introduces_them() {
        let site = "<meta property=og:site_name content='The Sund Courier'>";
        let line =
            "<p>Reporter Nessa Lund looks after bridges at the Courier, and has crossed each of them.</p>";
        assert_eq!(of_block(&format!("{site}{}", behind(line)), "Reporter Nessa"), "interface");
        let line = "<p>Nessa Lund crossed the bridge with the others, and wrote down what she saw.</p>";
        assert_eq!(of_block(&format!("{site}{}", behind(line)), "Nessa Lund"), "body");
    }

    #[test]
    fn who_the_author_is_stands_behind_the_text_and_goes() {
        let html = behind(
            "<p>Nessa Lund is a reporter for the Sund Courier. Contact her at nessa@courier.example.</p>",
        );
        assert_eq!(of_block(&html, "Nessa Lund is"), "interface");
    }

    #[test]
    fn a_quotation_about_a_reporter_stays() {
        let html = behind(
            "<p>“She is a reporter for the Courier and he is not,” said the keeper of the bridge.</p>",
        );
        assert_eq!(of_block(&html, "She is a reporter"), "body");
    }

    #[test]
    fn a_story_about_a_reporter_keeps_its_end() {
        let html = behind(
            "<p>Joan Terrell, who is a reporter for the Marl Weekly, was let go on Friday after nine days.</p>",
        );
        assert_eq!(of_block(&html, "Joan Terrell"), "body");
    }
}
