//! The story in a nutshell, which newspapers set above its text: a short list of points, or a few
//! short paragraphs of a class of their own. Kept with the standfirst, and no part of the text.

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use crate::model::{Block, BlockKind, Part, Verdict};

/// How many points, or paragraphs, a digest has.
const POINTS: std::ops::RangeInclusive<usize> = 2..=6;

/// A digest has no more words than this.
const WORDS: usize = 130;

/// Paragraphs of a digest are short: longer ones of a class of their own are as often the opening.
const SHORT: usize = 16;

/// So many paragraphs must follow for there to be a story to sum up.
const STORY: usize = 3;

type Line<'c> = (&'c Block, &'c Facts<'c>);

/// Keeps digests apart from the text.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    if !case.document.marked_up || !case.document.metadata.is_news {
        return;
    }
    let title = |block: &Block| verdicts.get(block.id) == Some(&Verdict::Keep(Part::Title));
    let Some(title) = case.document.blocks.iter().find(|block| title(block)) else { return };
    let is_line = |(block, facts): &Line<'_>| {
        let is_text = !matches!(block.kind, BlockKind::Media(_) | BlockKind::Caption);
        is_text && facts.letters > 0 && verdicts.is_open(block.id) && case.is_inside(block)
    };
    let lines: Vec<Line<'_>> = case.behind(title.id).filter(is_line).collect();
    let Some(first) = lines.iter().position(|(block, facts)| is_item(block) || facts.mass > 0.0) else {
        return;
    };
    let Some(count) = points(case, lines.get(first..).unwrap_or_default()) else { return };
    // A few words straight above the points are their heading.
    let heading = first.checked_sub(1).filter(|above| is_heading(&lines, *above));
    for (block, _) in lines.iter().take(first + count).skip(heading.unwrap_or(first)) {
        verdicts.settle(block.id, Verdict::Keep(Part::Standfirst));
    }
}

fn is_item(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Item { .. })
}

fn is_heading(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at).is_some_and(|(_, facts)| facts.words <= 5 && !facts.ends)
}

/// How many of the lines, from the first on, are a digest.
fn points(case: &Case<'_>, lines: &[Line<'_>]) -> Option<usize> {
    let (first, _) = lines.first()?;
    let here = (case.place(first), is_item(first));
    let count =
        lines.iter().take_while(|(block, _)| is_alike(here, (case.place(block), is_item(block)))).count();
    let (digest, behind) = lines.split_at_checked(count)?;
    let words: usize = digest.iter().map(|(_, facts)| facts.words).sum();
    let story = || behind.iter().filter(|(block, facts)| facts.mass > 0.0 && !is_item(block));
    // Where paragraphs are set so again, theirs is the class of the text.
    let again =
        behind.iter().filter(|(block, _)| is_alike(here, (case.place(block), is_item(block)))).count();
    let is_own = is_item(first) || (!here.0.name.is_empty() && again <= 1 && words <= count * SHORT);
    (POINTS.contains(&count) && words <= WORDS && is_own && story().count() >= STORY).then_some(count)
}

type Setting<'p> = (&'p crate::model::Place, bool);

/// Items of one list, or elements of one tag and name.
fn is_alike((here, in_list): Setting<'_>, (there, too): Setting<'_>) -> bool {
    in_list == too
        && if in_list {
            here.parent == there.parent
        } else {
            here.tag == there.tag && here.name == there.name
        }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{of_block, story};

    fn news(digest: &str) -> String {
        let data = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge opens\"}</script>";
        format!("{data}{}", story("").replace("</h1>", &format!("</h1>{digest}")))
    }

    const POINTS: &str = "<h3>In short</h3><ul><li>The swing bridge is open to carts again.</li><li>Lorries have to wait until the autumn.</li></ul>";

    #[test]
    fn a_list_of_points_above_the_text_is_a_standfirst() {
        assert_eq!(of_block(&news(POINTS), "Lorries have to wait until the autumn."), "standfirst");
        assert_eq!(of_block(&news(POINTS), "In short"), "standfirst");
    }

    #[test]
    fn paragraphs_of_a_class_of_their_own_above_the_text_are_a_standfirst() {
        let digest = "<p class=nut>The swing bridge is open to carts again.</p><p class=nut>Lorries have to wait until the autumn.</p>";
        assert_eq!(of_block(&news(digest), "Lorries have to wait until the autumn."), "standfirst");
    }

    #[test]
    fn a_list_within_the_text_and_a_first_paragraph_stay() {
        let html = news("<p>It was the talk of the town for all of a week, the keeper says.</p>")
            .replace("</article>", &format!("{POINTS}</article>"));
        assert_eq!(of_block(&html, "Lorries have to wait until the autumn."), "body");
        assert_eq!(
            of_block(
                &news("<p class=first>The bridge was closed for all of a week, the keeper says.</p>"),
                "The bridge was closed"
            ),
            "body"
        );
    }

    #[test]
    fn a_page_that_is_no_news_has_no_digest() {
        let html = story("").replace("</h1>", &format!("</h1>{POINTS}"));
        assert_eq!(of_block(&html, "Lorries have to wait until the autumn."), "body");
    }
}
