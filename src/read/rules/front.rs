//! What announces the article: headline, standfirst, byline, date. Kept, but not as text.

use super::super::facts::Facts;
use super::super::html::clock_line;
use super::super::judge::{Case, Verdicts};
use super::super::labels::{Topic, fold};
use super::caption;
use super::repeated::same_line;
use crate::model::{Block, BlockId, BlockKind, Cue, Cues, MediaKind, Part, Reason, Verdict};

/// A byline or a date line has no more words than this.
const WORDS: usize = 20;

/// So many blocks behind a block are looked at for the text that follows it.
const FOLLOWING: usize = 400;

/// How many blocks may stand between the standfirst and the text.
const NEAR: u32 = 60;

/// So many blocks behind the headline there may still be a summary, and the byline behind that.
const SUMMARY: usize = 8;

/// How many blocks of a plain text may come before its first paragraph.
const ABOVE_TEXT: usize = 6;

/// Keeps headline, standfirst, byline and date apart from the text.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let title = title(case, verdicts);
    if let Some(title) = title {
        verdicts.settle(title, Verdict::Keep(Part::Title));
        repeats(case, verdicts, title);
    }
    for (block, facts) in case.each() {
        let is_text = !matches!(block.kind, BlockKind::Media(_) | BlockKind::Row | BlockKind::Caption);
        if !verdicts.is_open(block.id)
            || !is_text
            || caption::is_in_figure(case, block)
            || caption::is_under_picture(case, block)
        {
            continue;
        }
        // What stands in a player's box is the video's.
        if case
            .document
            .tree
            .around(block.origin.place)
            .take(3)
            .any(|(id, place)| place.cues.has(Cue::Player) && case.share(id) < 0.2)
        {
            continue;
        }
        if let Some(part) = part(case, block, facts, title) {
            verdicts.settle(block.id, Verdict::Keep(part));
        }
    }
}

/// The block that is the headline.
fn title(case: &Case<'_>, verdicts: &Verdicts) -> Option<BlockId> {
    let open = || case.each().filter(|(block, _)| verdicts.is_open(block.id));
    if !case.document.marked_up {
        let (block, facts) = open().next()?;
        let short = facts.words <= 30 && facts.sentences <= 1 && facts.label.is_none();
        let alone = !facts.text.ends_with('.') || facts.words <= 12;
        return (short && alone && case.document.blocks.len() > 1).then_some(block.id);
    }
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let named = |facts: &Facts| case.titles.iter().any(|title| is_like(title, &facts.folded));
    let exact =
        open().find(|(block, facts)| is_heading(block) && case.is_before_prose(block.id) && named(facts));
    let loose = || open().find(|(block, facts)| case.is_before_prose(block.id) && named(facts));
    let first = || {
        let top = |block: &Block| matches!(block.kind, BlockKind::Heading(level) if level.get() == 1);
        open().find(|(block, _)| top(block) && case.is_before_prose(block.id))
    };
    exact.or_else(loose).or_else(first).map(|(block, _)| block.id)
}

/// Whether a line says a title, with a word or two more or less: a kicker, the site's name.
pub(super) fn is_like(title: &str, line: &str) -> bool {
    if same_line(title, line) {
        return true;
    }
    let titled = distinct(title);
    if titled.len() < 4 {
        return false;
    }
    let mut said = vec![false; titled.len()];
    for word in line.split(' ') {
        if let Some(said) = titled.binary_search(&word).ok().and_then(|at| said.get_mut(at)) {
            *said = true;
        }
    }
    let shared = said.into_iter().filter(|said| *said).count();
    shared >= 4 && shared * 10 >= titled.len().max(distinct(line).len()) * 6
}

/// The words of a line, each once, in the order of their letters.
fn distinct(line: &str) -> Vec<&str> {
    let mut words: Vec<&str> = line.split(' ').collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Drops what says the headline again.
fn repeats(case: &Case<'_>, verdicts: &mut Verdicts, title: BlockId) {
    let Some(words) = case.facts(title).map(|facts| facts.folded.clone()) else { return };
    for (block, facts) in case.each() {
        let again =
            same_line(&facts.folded, &words) || case.titles.iter().any(|title| *title == facts.folded);
        let near = case.document.marked_up || block.id.0 <= title.0 + 2;
        if block.id != title
            && again
            && near
            && facts.words >= 3
            && !matches!(block.kind, BlockKind::Media(_))
        {
            verdicts.settle(block.id, Verdict::Drop(Reason::RepeatsTitle));
        }
    }
}

/// Which part of the front a block is.
fn part(case: &Case<'_>, block: &Block, facts: &Facts, title: Option<BlockId>) -> Option<Part> {
    let above = case.is_before_prose(block.id);
    let from = title.map_or(0, BlockId::index);
    if !case.document.marked_up && block.id.index() > from + ABOVE_TEXT {
        return None;
    }
    let is_below_title = title.is_none_or(|title| block.id > title);
    let named = named(case, block);
    let is_prose = facts.mass > 0.0;
    if facts.words <= WORDS && !(is_prose && facts.words > 12) {
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        let is_named = || named.any(Cues::of(Cue::Byline).with(Cues::of(Cue::Date)));
        // A summary between headline and byline reads like prose.
        let is_signed = || block.id.index() <= from + SUMMARY && is_author(case, facts);
        let near = above || (!is_heading && facts.words <= 10 && (is_named() || is_signed()));
        if near && is_byline(case, facts) {
            return Some(Part::Byline);
        }
        if near && is_date(case, facts, named) && !is_length(case, block, facts) {
            return Some(Part::Date);
        }
        if near && named.has(Cue::Byline) && !facts.text.ends_with('.') && facts.words <= 14 {
            return Some(Part::Byline);
        }
    }
    let is_first = case.prose.is_none_or(|(first, _)| block.id <= first && first.0 - block.id.0 <= NEAR);
    (is_first && is_below_title && is_standfirst(case, block, facts, named)).then_some(Part::Standfirst)
}

/// Whether a clock is the length of the player beside it.
fn is_length(case: &Case<'_>, block: &Block, facts: &Facts) -> bool {
    let sides = [block.id.0.checked_sub(1), block.id.0.checked_add(1)].into_iter().flatten();
    let mut beside = sides.filter_map(|id| case.facts(BlockId(id)));
    clock_line(&facts.text).is_some() && beside.any(|facts| facts.media == Some(MediaKind::Video))
}

/// What the block's element and the two around it are called.
fn named(case: &Case<'_>, block: &Block) -> Cues {
    let near = case.document.tree.around(block.origin.place).take(3).filter(|(id, _)| case.share(*id) < 0.3);
    near.fold(block.origin.cues, |cues, (_, place)| cues.with(place.cues))
}

/// Whether a line is the author's name, after "By" or alone.
fn is_author(case: &Case<'_>, facts: &Facts) -> bool {
    let Some(name) = case.document.metadata.byline.as_deref().map(fold) else { return false };
    let Some(before) = facts.folded.strip_suffix(name.as_str()) else { return false };
    !name.is_empty() && (before.is_empty() || case.book.line(before.trim_end()).has(Topic::BylinePrefix))
}

fn is_byline(case: &Case<'_>, facts: &Facts) -> bool {
    let first = facts.folded.split(' ').next().unwrap_or_default();
    let second =
        facts.text.split_whitespace().nth(1).is_some_and(|word| word.chars().next().is_some_and(opens_name));
    let prefixed =
        case.book.line(first).has(Topic::BylinePrefix) && second && facts.words <= 12 && !facts.ends;
    let role = facts.line.has(Topic::BylineRole);
    is_author(case, facts) || prefixed || role
}

/// Whether a letter may begin a name: a capital, or a letter of a script that has none.
fn opens_name(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase()
}

pub(super) fn is_date(case: &Case<'_>, facts: &Facts, named: Cues) -> bool {
    let words: Vec<&str> = facts.folded.split(' ').collect();
    let is_part = |word: &&&str| {
        word.chars().any(|c| c.is_ascii_digit())
            || case.book.line(word).any(&[Topic::Month, Topic::Weekday, Topic::DatePrefix])
    };
    let parts = words.iter().filter(is_part).count();
    let has_number = facts.text.chars().any(char::is_numeric);
    let mostly = has_number && parts * 2 > words.len();
    let starts = words.first().is_some_and(|word| case.book.line(word).has(Topic::DatePrefix)) && has_number;
    (mostly || starts || (named.has(Cue::Date) && has_number)) && !facts.ends
}

fn is_standfirst(case: &Case<'_>, block: &Block, facts: &Facts, named: Cues) -> bool {
    if !case.document.marked_up || facts.words < 4 || matches!(block.kind, BlockKind::Item { .. }) {
        return false;
    }
    let is_named = named.has(Cue::Standfirst) && !named.has(Cue::Body);
    let is_outside = !case.is_inside(block);
    let is_heading = matches!(block.kind, BlockKind::Heading(_));
    let is_set_apart = is_outside || is_heading || is_unlike_text(case, block);
    let says =
        is_named || (is_described(case, facts) && is_set_apart) || is_outside || is_lead(case, block, facts);
    let is_subtitle = is_heading && facts.words >= 9 && case.is_before_prose(block.id);
    // A newspaper sets its standfirst apart from the text; elsewhere what looks like one is as
    // often the first paragraph, so two signs are asked for.
    let is_sure = case.document.metadata.is_news || (is_described(case, facts) && (is_named || is_heading));
    is_sure && (says || is_subtitle) && leaves_text(case, block, facts)
}

/// The one short paragraph between headline and text that stands in neither: the box around it
/// is of another kind than the boxes around the paragraphs that follow.
fn is_lead(case: &Case<'_>, block: &Block, facts: &Facts<'_>) -> bool {
    if facts.words > 70 {
        return false;
    }
    let here = box_kind(case, block);
    let kinds: Vec<_> = following(case, block).take(9).map(|other| box_kind(case, other)).collect();
    let distinct: std::collections::HashSet<_> = kinds.iter().collect();
    kinds.len() >= 3 && distinct.len() <= 2 && !distinct.contains(&here)
}

/// The blocks of running text not far behind a block.
fn following<'a>(case: &'a Case<'_>, block: &Block) -> impl Iterator<Item = &'a Block> {
    let behind = case.behind(block.id).take(FOLLOWING);
    behind.filter(|(other, facts)| facts.mass > 0.0 && case.is_inside(other)).map(|(other, _)| other)
}

/// What the box around a block's element is: its tag and name.
fn box_kind<'a>(case: &Case<'a>, block: &Block) -> (&'a str, &'a str) {
    let tree = &case.document.tree;
    let place = tree.get(block.origin.place);
    let outer = tree.get(place.parent.unwrap_or(crate::model::PlaceId::ROOT));
    (&outer.tag, &outer.name)
}

/// Whether there is text enough without the block for it to be a standfirst.
fn leaves_text(case: &Case<'_>, block: &Block, facts: &Facts) -> bool {
    let mut rest = case.behind(block.id).filter(|(other, rest)| rest.mass > 0.0 && case.is_inside(other));
    let (mut mass, needed) = (0.0, facts.mass * 2.0);
    needed <= 0.0
        || rest.any(|(_, rest)| {
            mass += rest.mass;
            mass >= needed
        })
}

/// Whether the page's description of itself says the same.
fn is_described(case: &Case<'_>, facts: &Facts) -> bool {
    let Some(described) = case.document.metadata.description.as_deref().map(fold) else { return false };
    let begins = |text: &str, with: &str| with.len() > 60 && text.starts_with(with.trim_end());
    described.len() > 20
        && (described == facts.folded
            || begins(&facts.folded, &described)
            || begins(&described, &facts.folded))
}

/// Whether a block is set otherwise than the paragraphs of the text: in another element or
/// place, or in another style.
fn is_unlike_text(case: &Case<'_>, block: &Block) -> bool {
    let place = case.place(block);
    let likes = following(case, block).take(6).filter(|other| {
        let there = case.place(other);
        there.parent == place.parent && there.tag == place.tag && there.name == place.name
    });
    let strong = |block: &Block| block.spans.iter().all(|span| span.marks.has(crate::model::Marks::STRONG));
    likes.count() == 0 || strong(block)
}

#[cfg(test)]
mod tests {
    use super::super::trial::{PROSE, of_block, of_html, of_text, paragraphs, story};

    /// What newspapers say of their pages.
    const NEWS: &str =
        r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge opens"}</script>"#;

    fn page(head: &str, above: &str) -> String {
        let text = paragraphs();
        format!(
            "<title>Bridge opens</title>{head}<main><article>{above}<div class=text>{text}</div></article></main>"
        )
    }

    #[test]
    fn headline_byline_and_date_stand_above_the_text() {
        let html =
            page("", "<h1>Bridge opens</h1><p class=byline>By Nessa Lund</p><time>22 March 2024</time>");
        assert_eq!(of_block(&html, "Bridge opens"), "title");
        assert_eq!(of_block(&html, "By Nessa"), "byline");
        assert_eq!(of_block(&html, "22 March"), "date");
    }

    #[test]
    fn the_first_line_of_a_text_is_its_headline_and_a_name_below_it_its_byline() {
        let found = of_text(&format!("Bridge opens\n\nBy Nessa Lund\n\n{}\n\n{}\n", PROSE[0], PROSE[1]));
        let verdicts: Vec<&str> = found.iter().map(|(_, verdict)| verdict.as_str()).collect();
        assert_eq!(verdicts, ["title", "byline", "body", "body"]);
    }

    #[test]
    fn a_summary_above_the_text_is_the_standfirst() {
        let html =
            page(NEWS, "<h1>Bridge opens</h1><p class=standfirst>Two villages have their crossing back.</p>");
        assert_eq!(of_block(&html, "Two villages"), "standfirst");
    }

    #[test]
    fn a_byline_may_follow_a_summary() {
        let summary = "<h1>Bridge opens</h1><ul><li>Carts may cross from Tuesday on, from six in the morning until noon.</li><li>Lorries wait.</li></ul>";
        let html = page(NEWS, &format!("{summary}<p>By Nessa Lund</p>"));
        let author = "\"headline\":\"Bridge opens\",\"author\":{\"name\":\"Nessa Lund\"}";
        let html = html.replace("\"headline\":\"Bridge opens\"", author);
        assert_eq!(of_block(&html, "By Nessa"), "byline");
        assert_eq!(of_block(&html.replace("Lund</p>", "Lund.</p>"), "By Nessa"), "byline");
    }

    #[test]
    fn a_first_paragraph_set_like_the_others_stays_though_the_page_describes_itself_by_it() {
        let html =
            page(&format!("<meta name=description content=\"{}\">", PROSE[0]), "<h1>Bridge opens</h1>");
        assert_eq!(of_block(&html, PROSE[0]), "body");
    }

    #[test]
    fn a_headline_said_again_is_dropped() {
        let html = story("").replace("</h1>", "</h1><h2>Bridge opens</h2>");
        let found = of_html(&html.replace("Bridge opens", "Bridge opens to all"));
        let verdicts: Vec<&str> = found.iter().take(3).map(|(_, verdict)| verdict.as_str()).collect();
        assert_eq!(verdicts, ["title", "repeated-title", "body"]);
    }
}
