//! Links to other stories that stand between the paragraphs: labelled lines ("READ MORE: a
//! headline"), whole-link lines, and lists under a heading such as "Related stories".

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::Topic;
use crate::model::{
    Anchor, Block, BlockKind, Cue, Landmark, Marks, Place, PlaceId, Reason, Shelf, Span, Verdict,
};

/// A headline has no more words than this.
const WORDS: usize = 34;

/// A box beside a paragraph has no more links than this; one with more is a list of the page.
const ASIDE: usize = 5;

/// Shelves links to other stories.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    labelled(case, verdicts);
    headed(case, verdicts);
    if case.document.marked_up {
        whole_links(case, verdicts);
        link_items(case, verdicts);
        arrows(case, verdicts);
    }
}

fn is_line(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Paragraph
            | BlockKind::Loose
            | BlockKind::Item { .. }
            | BlockKind::Heading(_)
            | BlockKind::Quote
            | BlockKind::Caption
    )
}

/// `READ MORE: Ferry halted`.
fn labelled(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        let Some(label) = facts.label.filter(|label| label.topics.has(Topic::Related)) else { continue };
        if verdicts.is_open(block.id) && is_line(block) && is_headline(case, block, facts) {
            let label = u32::try_from(label.length).unwrap_or(0);
            verdicts.settle(block.id, Verdict::Shelve(Shelf::Related { label }));
        }
    }
}

/// Whether what follows the label is the headline of another story, not the rest of a sentence.
fn is_headline(case: &Case<'_>, block: &Block, facts: &Facts) -> bool {
    let rest = facts.behind_label().trim();
    let words = crate::model::count_words(rest);
    if rest.is_empty() || words > WORDS || facts.sentences > 2 {
        return false;
    }
    let letters = rest.chars().filter(|c| c.is_alphanumeric()).count();
    if facts.links > 0 {
        return facts.linked * 10 >= letters * 6;
    }
    let opens = rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let open_end = !rest.ends_with(['.', ';', ':', ',']);
    let above = case.is_before_prose(block.id) && case.document.marked_up;
    opens && open_end && words >= 2 && !above && !matches!(block.kind, BlockKind::Heading(_))
}

/// The lines under "Related stories".
fn headed(case: &Case<'_>, verdicts: &mut Verdicts) {
    let mut heading = None;
    let mut moved = 0;
    for (block, facts) in case.each() {
        if matches!(block.kind, BlockKind::Media(_)) || facts.letters == 0 {
            continue;
        }
        if facts.line.has(Topic::RelatedHeading) && verdicts.is_body(block.id) {
            heading = Some(block.id);
            moved = 0;
            continue;
        }
        let Some(above) = heading else { continue };
        let is_open = verdicts.is_open(block.id);
        if is_open && is_line(block) && is_title_line(case, facts) && moved < 12 {
            if moved == 0 {
                verdicts.settle(above, Verdict::Drop(Reason::HeadingOf(block.id)));
            }
            moved += 1;
            verdicts.settle(block.id, Verdict::Shelve(Shelf::Related { label: 0 }));
        } else if is_open {
            heading = None;
        }
    }
}

fn is_title_line(case: &Case<'_>, facts: &Facts) -> bool {
    let linked = facts.link_share() >= 80;
    let is_numbered = facts.text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with([')', '.']);
    let plain = !case.document.marked_up && !facts.text.ends_with('.') && facts.words >= 3 && !is_numbered;
    (linked || plain) && facts.words <= WORDS
}

/// Whole-link lines that stand alone between paragraphs.
fn whole_links(case: &Case<'_>, verdicts: &mut Verdicts) {
    let lines: Vec<(&Block, &Facts)> =
        case.each().filter(|(block, facts)| verdicts.is_open(block.id) && facts.letters > 0).collect();
    let is_link = |(block, facts): &(&Block, &Facts)| {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Loose)
            && facts.link_share() >= 85
            && (4..=WORDS).contains(&facts.words)
            && !facts.ends
            && leads_away(case, block)
    };
    let is_prose =
        |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|(_, facts)| facts.mass > 0.0);
    let found: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(is_link)).collect();
    // Links that take turns with paragraphs are the headings of a list of links.
    let turns =
        found.windows(2).filter(|pair| matches!(pair, [a, b] if b - a == 2 && is_prose(Some(a + 1)))).count();
    if turns >= 2 && turns * 2 >= found.len() {
        return;
    }
    for at in found {
        let announced = at
            .checked_sub(1)
            .and_then(|before| lines.get(before))
            .is_some_and(|(_, facts)| facts.text.ends_with([':', '：']));
        if !announced && let Some((block, _)) = lines.get(at) {
            verdicts.settle(block.id, Verdict::Shelve(Shelf::Related { label: 0 }));
        }
    }
}

/// Runs of list items that are whole links, straight below a paragraph that does not announce
/// them. A list below a heading or a colon is the article's own.
fn link_items(case: &Case<'_>, verdicts: &mut Verdicts) {
    let lines: Vec<(&Block, &Facts<'_>)> =
        case.each().filter(|(block, facts)| verdicts.is_open(block.id) && facts.letters > 0).collect();
    let is_item = |(block, facts): &(&Block, &Facts<'_>)| {
        matches!(block.kind, BlockKind::Item { .. })
            && (facts.link_share() >= 85 || is_link_behind_label(block, facts))
            && (4..=WORDS).contains(&facts.words)
            && leads_away(case, block)
    };
    let mut at = 0;
    while at < lines.len() {
        let run = lines.iter().skip(at).take_while(|line| is_item(line)).count();
        let is_below_prose =
            at.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|(block, facts)| {
                facts.mass > 0.0
                    && !facts.text.trim_end().ends_with([':', '：'])
                    && !matches!(block.kind, BlockKind::Item { .. })
            });
        let list = |at: usize| lines.get(at).and_then(|(block, _)| case.place(block).parent);
        let goes_on = |(block, _): &(&Block, &Facts<'_>)| {
            matches!(block.kind, BlockKind::Item { .. }) && case.place(block).parent == list(at)
        };
        let ends = !lines.get(at + run).is_some_and(goes_on);
        if run > 0 && run <= 8 && is_below_prose && ends {
            for (block, _) in lines.iter().skip(at).take(run) {
                verdicts.settle(block.id, Verdict::Shelve(Shelf::Related { label: 0 }));
            }
        }
        at += run.max(1);
    }
}

/// Whether all behind a short label is a link: `LOOK-UP TOOL: Find your landing`, or **Whales?** and
/// then a headline.
fn is_link_behind_label(block: &Block, facts: &Facts<'_>) -> bool {
    let label: Vec<&Span> = block.spans.iter().take_while(|span| span.link.is_none()).collect();
    let text: String = label.iter().map(|span| span.text.as_str()).collect();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let is_set = |span: &&Span| span.marks.has(Marks::STRONG) || span.text.trim().is_empty();
    let is_label = text.trim_end().ends_with([':', '：']) || label.iter().all(is_set);
    let behind = facts.letters.saturating_sub(letters);
    (1..=28).contains(&letters) && is_label && facts.linked * 10 >= behind * 9
}

/// Lines that point: `>> All dates at a glance`, with a link in them.
fn arrows(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        let points = facts.text.trim_start().starts_with(['»', '→', '►', '▶', '➤', '➡', '👉', '⇒'])
            || facts.text.starts_with(">> ")
            || facts.text.starts_with("+++ ");
        if points
            && verdicts.is_open(block.id)
            && is_line(block)
            && facts.link_share() >= 20
            && facts.words <= WORDS
        {
            verdicts.settle(block.id, Verdict::Shelve(Shelf::Related { label: 0 }));
        }
    }
}

/// What becomes of a block that is not the article's: a headline in a part that is named after
/// related stories goes to the sidebar, all else to the ledger.
pub(super) fn or_drop(case: &Case<'_>, block: &Block, reason: Reason) -> Verdict {
    let is_story = || {
        case.facts(block.id).is_some_and(|facts| {
            (4..=WORDS).contains(&facts.words) && is_line(block) && leads_to_a_story(case, block, facts)
        })
    };
    if tells_of_related(case, block, &reason) && is_story() {
        Verdict::Shelve(Shelf::Related { label: 0 })
    } else {
        Verdict::Drop(reason)
    }
}

/// Whether the part that a block is dropped with offers other stories to who reads this one.
fn tells_of_related(case: &Case<'_>, block: &Block, reason: &Reason) -> bool {
    let is_named = |(_, place): (_, &Place)| place.cues.has(Cue::Related);
    let is_card = |(id, place): (PlaceId, &Place)| {
        place.cues.has(Cue::Recirculation) && case.places.get(id).links <= 3 && case.is_inside(block)
    };
    // What stands beside a paragraph and holds a few headlines belongs to it.
    let is_aside = |(id, place): (PlaceId, &Place)| {
        let few = if place.cues.has(Cue::Recirculation) { 2 } else { ASIDE };
        place.landmark == Some(Landmark::Aside) && case.places.get(id).links <= few
    };
    match reason {
        Reason::Named(Cue::Related) => true,
        Reason::Named(Cue::Recirculation) => case.inside_region(block).any(is_card),
        Reason::Furniture(Landmark::Aside) => {
            case.document.tree.around(block.origin.place).take(6).any(is_named)
                || case.inside_region(block).any(is_aside)
        }
        Reason::Outside => case.document.tree.around(block.origin.place).take(6).any(is_named),
        _ => false,
    }
}

/// Whether a line is the headline of another story: nearly all of it is one link, perhaps
/// behind a kicker that links elsewhere, or it is a heading in a box over which a link lies.
fn leads_to_a_story(case: &Case<'_>, block: &Block, facts: &Facts<'_>) -> bool {
    let main = || {
        let mut linked = block.spans.iter().filter(|span| span.link.is_some());
        let letters = |span: &Span| span.text.chars().filter(|c| c.is_alphanumeric()).count();
        linked.any(|span| letters(span) * 10 >= facts.letters * 6)
    };
    match facts.links {
        0 => {
            let is_heading =
                matches!(block.kind, BlockKind::Heading(_)) || block.origin.cues.has(Cue::Headline);
            let laid = || case.document.anchor(case.document.tree.laid_over(block.origin.place)?);
            is_heading && laid().is_some_and(is_away)
        }
        1 => facts.link_share() >= 80 && leads_away(case, block),
        2 => facts.link_share() >= 80 && main() && leads_away(case, block),
        _ => false,
    }
}

/// Whether a block's links lead to other pages.
fn leads_away(case: &Case<'_>, block: &Block) -> bool {
    let mut links = block.spans.iter().filter_map(|span| case.document.anchor(span.link?));
    links.all(is_away)
}

fn is_away(anchor: &Anchor) -> bool {
    let is_message =
        ["mailto:", "tel:", "sms:", "whatsapp:"].iter().any(|scheme| anchor.url.starts_with(scheme));
    !anchor.local && !is_message
}

#[cfg(test)]
mod tests {
    use super::super::trial::{in_story, in_text, of_html, story};

    #[test]
    fn a_label_and_a_headline_are_a_related_story() {
        assert_eq!(in_text("READ MORE: FACT CHECK: What the keeper said: all of it"), "related");
        assert_eq!(
            in_story(
                "<p>Related: <a href=https://news.example/a>Why the barge had no captain</a></p>",
                "Related"
            ),
            "related"
        );
    }

    #[test]
    fn a_sentence_that_begins_like_a_label_stays() {
        assert_eq!(in_text("Read more than a page of the report and you will find the barge in it."), "body");
        assert_eq!(
            in_text("More: that is all the keeper ever asked for, in a small voice and in vain."),
            "body"
        );
    }

    #[test]
    fn a_line_that_is_one_link_between_two_paragraphs_is_a_related_story() {
        let block = "<p><a href=https://news.example/a>Why the barge had no captain</a></p>";
        assert_eq!(in_story(block, "Why the barge"), "related");
    }

    #[test]
    fn links_that_take_turns_with_paragraphs_are_headings() {
        let pair = |n: u8| {
            format!(
                "<p><a href=https://club.example/{n}>Rowing club number {n} of Marl</a></p><p>It lends boats on Sundays to whoever can swim across the river and back, {n} times in all.</p>"
            )
        };
        let html = story(&format!("{}{}{}", pair(1), pair(2), pair(3)));
        let found = of_html(&html);
        assert!(
            found.iter().filter(|(text, _)| text.starts_with("Rowing")).all(|(_, verdict)| verdict == "body")
        );
    }

    #[test]
    fn the_lines_under_a_heading_of_related_stories_go_with_it() {
        let block =
            "<h3>Related stories</h3><p><a href=https://news.example/a>Why the barge had no captain</a></p>";
        assert_eq!(in_story(block, "Related stories"), "heading-of-moved");
        assert_eq!(in_story(block, "Why the barge"), "related");
    }

    #[test]
    fn a_card_beside_a_paragraph_is_a_related_story() {
        let laid = "<aside class=rich-link><div><h2>Why the barge had no captain</h2><div>Read more</div><a href=https://news.example/a></a></div></aside>";
        assert_eq!(in_story(laid, "Why the barge"), "related");
        let kicker =
            "<aside><h3><a href=/sport>Sport</a><a href=/a>Why the barge had no captain</a></h3></aside>";
        assert_eq!(in_story(kicker, "Why the barge"), "related");
    }

    #[test]
    fn a_list_beside_the_text_is_the_pages_own() {
        let item = |n: u8| format!("<li><a href=/{n}>Story number {n} of the day in Marl</a></li>");
        let list: String = (1..=7).map(item).collect();
        assert_eq!(in_story(&format!("<aside><ul>{list}</ul></aside>"), "number 3"), "furniture");
        let popular = "<aside class=most-read><ol><li><a href=/a>Story number 1 of the day</a><li><a href=/b>Story number 2 of the day</a><li><a href=/c>Story number 3 of the day</a></ol></aside>";
        assert_eq!(in_story(popular, "number 3"), "furniture");
        let bare = "<aside><h2>Why the barge had no captain</h2></aside>";
        assert_eq!(in_story(bare, "Why the barge"), "furniture");
    }
}
