//! Where the article begins and ends in a flat text: a scrape of a whole page has its menus
//! above the article and its teasers, comments and footer below, and no markup to tell them by.
//!
//! Prose weighs for the article, short lines and the headings of other parts weigh against it,
//! and the heaviest run of lines is the article. What stands around it is dropped only where
//! lines stand there that only pages have: share buttons, a copyright, "Most read".

use super::super::facts::Facts;
use super::super::html::clock_line;
use super::super::judge::{Case, Verdicts};
use super::super::labels::{Topic, fold};
use super::front::{is_date, is_like};
use crate::model::{Block, BlockId, BlockKind, Cues, Reason, Shelf, Verdict};

/// A paragraph weighs no more than this: one long comment is not the article.
const HEAVIEST: f64 = 450.0;

/// So many short lines are furniture, not a dateline or a signature.
const SEVERAL: usize = 4;

/// So much must be said by lines of furniture for a text to be a page.
const TELLING: usize = 3;

/// So many short lines between the page's title and the headline are a menu, in any language.
const MENU: usize = 10;

/// A headline that the page's title begins with has more letters than this.
const SHORTEST: usize = 8;

/// How many lines above the text the headline is looked for, where the page's title does not
/// tell it.
const NEAR: usize = 12;

/// How many headlines behind the text are kept as links.
const LINKS: usize = 12;

/// Drops what stands around the article.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    if case.document.marked_up {
        return;
    }
    let Some((first, last)) = heaviest(&weights(case)) else { return };
    let last = goes_on(case, first, last);
    if is_whole_page(case, first, last) {
        above(case, verdicts, first);
        behind(case, verdicts, last);
    }
}

/// Whether what stands around the article is furniture: lines that only pages have. A list of
/// short lines alone is not: a text may begin or end with one.
fn is_whole_page(case: &Case<'_>, first: usize, last: usize) -> bool {
    let around = case.facts.iter().take(first).chain(case.facts.iter().skip(last + 1));
    let has_menu = || title_again(case, first).is_some_and(|at| short_lines(case, 1, at) >= MENU);
    around.map(tells).sum::<usize>() >= TELLING || has_menu()
}

/// How much a line says that it is a page's.
fn tells(facts: &Facts<'_>) -> usize {
    let asks = facts.words <= 40 && facts.phrases.any(&[Topic::Consent, Topic::Follow, Topic::App]);
    if ends_article(facts) { 2 } else { usize::from(asks || facts.line.any(LINES)) }
}

/// What only lines of a page's furniture say.
const LINES: &[Topic] = &[
    Topic::Recirculation,
    Topic::RelatedHeading,
    Topic::CommentLine,
    Topic::SubscribeLine,
    Topic::NewsletterLine,
    Topic::ShareWord,
    Topic::ShareLine,
    Topic::ButtonLine,
];

/// What each line says for or against being the article's.
fn weights(case: &Case<'_>) -> Vec<f64> {
    let above = follows_prose(case.facts.iter());
    let mut below = follows_prose(case.facts.iter().rev());
    below.reverse();
    let weigh = |((block, facts), (above, below)): ((&Block, &Facts<'_>), (bool, bool))| {
        weight(block, facts, !above && !below)
    };
    case.each().zip(above.into_iter().zip(below)).map(weigh).collect()
}

/// Whether a paragraph goes before each line. What the page put between them does not part them.
fn follows_prose<'a>(lines: impl Iterator<Item = &'a Facts<'a>>) -> Vec<bool> {
    let step = |last: &mut bool, facts: &Facts<'_>| {
        let before = *last;
        *last = facts.mass > 0.0 || before && stands_within(facts);
        Some(before)
    };
    lines.scan(false, step).collect()
}

/// Whether a line is one of those that pages put between paragraphs.
fn stands_within(facts: &Facts<'_>) -> bool {
    let labelled = facts.label.is_some_and(|label| label.topics.any(&[Topic::Watch, Topic::Related]));
    let is_known = facts.line.any(&[Topic::Ad, Topic::NewsletterLine, Topic::ButtonLine, Topic::PlayerLine]);
    labelled || is_known || asks(facts) || clock_line(&facts.text).is_some()
}

/// Whether a line asks for something: such boxes stand in the text as well as behind it.
fn asks(facts: &Facts<'_>) -> bool {
    facts.words <= 60 && facts.phrases.any(&[Topic::Newsletter, Topic::Subscribe])
}

fn weight(block: &Block, facts: &Facts<'_>, alone: bool) -> f64 {
    if facts.mass > 0.0 {
        return match alone {
            _ if asks(facts) => 0.0,
            _ if facts.words <= 60 && facts.phrases.any(FOREIGN) => -60.0,
            // A teaser stands between a headline and a date.
            true if facts.mass < 250.0 => facts.mass * 0.3,
            _ => facts.mass.min(HEAVIEST),
        };
    }
    if facts.letters == 0 || facts.line.has(Topic::Ad) || asks(facts) {
        return 0.0;
    }
    match block.kind {
        _ if facts.line.has(Topic::CommentLine) => -250.0,
        _ if ends_article(facts) => -150.0,
        BlockKind::Heading(_) | BlockKind::Row | BlockKind::Code | BlockKind::Quote => -5.0,
        BlockKind::Item { .. } => -10.0,
        _ => -18.0,
    }
}

/// What a paragraph of another part of the page says.
const FOREIGN: &[Topic] = &[Topic::Consent, Topic::Copyright, Topic::Script, Topic::Bot, Topic::Biography];

/// Whether a line names a part that stands behind articles.
fn ends_article(facts: &Facts<'_>) -> bool {
    let tags = facts.label.is_some_and(|label| label.topics.has(Topic::Tags));
    let line = facts.line.any(&[Topic::Recirculation, Topic::CommentLine]);
    // Without a year it is the credit of a picture.
    let rights = facts.text.contains('©') && facts.text.contains("20");
    line || tags || rights || facts.phrases.has(Topic::Copyright)
}

/// The heaviest run of lines: its first and its last line, both prose.
fn heaviest(weights: &[f64]) -> Option<(usize, usize)> {
    let (mut best, mut found) = (0.0, None);
    let (mut sum, mut from) = (0.0, 0);
    for (at, weight) in weights.iter().enumerate() {
        if sum <= 0.0 {
            (sum, from) = (0.0, at);
        }
        sum += weight;
        if sum > best {
            (best, found) = (sum, Some((from, at)));
        }
    }
    found
}

/// The last line of the text: with the lines of a list that it announces, or with a
/// short sentence that ends it ("Happy Easter!").
fn goes_on(case: &Case<'_>, first: usize, last: usize) -> usize {
    let lines = || case.document.blocks.iter().zip(case.facts).skip(last + 1);
    let text = case.facts.get(first..=last).unwrap_or_default();
    let is_ending = |(_, facts): &(&Block, &Facts<'_>)| {
        let prefix = facts.text.split_once(':').map(|(label, _)| label).filter(|label| label.len() <= 30);
        let labels = || text.iter().filter_map(|facts| facts.text.split_once(':'));
        is_wish(facts) || prefix.is_some_and(|prefix| labels().any(|(label, _)| label == prefix))
    };
    if lines().next().as_ref().is_some_and(is_ending) {
        return last + 1;
    }
    let announces = case.facts.get(last).is_some_and(|facts| facts.text.trim_end().ends_with([':', '：']));
    let is_item = |(block, facts): &(&Block, &Facts<'_>)| {
        let marked = matches!(block.kind, BlockKind::Item { .. } | BlockKind::Row);
        !ends_article(facts) && (marked || announces)
    };
    last + lines().take_while(is_item).count()
}

fn is_wish(facts: &Facts<'_>) -> bool {
    let is_said = facts.text.ends_with(['.', '!', '?', '”', '。', '।', '؟', '۔']);
    let is_known = !facts.line.is_empty() || !facts.phrases.is_empty() || facts.label.is_some();
    is_said && !is_known && facts.words >= 2 && !facts.text.starts_with(char::is_numeric)
}

/// Drops the menus above the headline.
fn above(case: &Case<'_>, verdicts: &mut Verdicts, first: usize) {
    if short_lines(case, 0, first) < SEVERAL {
        return;
    }
    let headline = headline(case, first);
    // A page without a headline of its own still says what it is called.
    let titled = headline.is_none() && is_title(case.facts.first());
    for at in usize::from(titled)..headline.unwrap_or(first) {
        drop(case, verdicts, at);
    }
}

/// The headline above the text: the line that says what the page's title says; else the longest
/// line that is near.
fn headline(case: &Case<'_>, first: usize) -> Option<usize> {
    let again = title_again(case, first);
    if again.is_some() || first <= SEVERAL {
        return again;
    }
    let is_headline = |facts: &Facts<'_>| is_title(Some(facts)) && !is_date(case, facts, Cues::NONE);
    let near = case.facts.iter().enumerate().take(first).skip(first.saturating_sub(NEAR).max(1));
    near.filter(|(_, facts)| is_headline(facts)).max_by_key(|(_, facts)| facts.letters).map(|(at, _)| at)
}

/// The last line above the text that says what the first line, the page's title, says.
fn title_again(case: &Case<'_>, first: usize) -> Option<usize> {
    let title = case.facts.first().map(|facts| fold(&facts.text)).unwrap_or_default();
    let says = |facts: &Facts<'_>| {
        (facts.words >= 3 && is_like(&title, &facts.folded))
            || (facts.letters >= SHORTEST && title.starts_with(&*facts.folded))
    };
    let mut lines = case.facts.iter().enumerate().take(first).skip(1);
    lines.rfind(|(_, facts)| says(facts)).map(|(at, _)| at)
}

fn is_title(facts: Option<&Facts<'_>>) -> bool {
    facts.is_some_and(|facts| {
        (4..=30).contains(&facts.words)
            && facts.mass <= 0.0
            && facts.line.is_empty()
            && facts.label.is_none()
            && facts.phrases.is_empty()
    })
}

/// Drops what stands behind the text; the headlines of other stories go to the sidebar.
fn behind(case: &Case<'_>, verdicts: &mut Verdicts, last: usize) {
    let end = case.facts.len();
    let told = case.facts.iter().skip(last + 1).any(ends_article);
    if !told && short_lines(case, last + 1, end) < SEVERAL {
        return;
    }
    let mut links = 0;
    for at in last + 1..end {
        let Some(facts) = case.facts.get(at) else { continue };
        if links < LINKS && is_title(Some(facts)) && facts.words >= 5 && !facts.ends {
            links += 1;
            settle(verdicts, at, Verdict::Shelve(Shelf::Related { label: 0 }));
        } else if facts.label.is_none_or(|label| !label.topics.has(Topic::Related)) {
            drop(case, verdicts, at);
        }
    }
}

/// How many short lines stand in a stretch of the text.
fn short_lines(case: &Case<'_>, from: usize, to: usize) -> usize {
    let lines = case.document.blocks.iter().zip(case.facts).take(to).skip(from);
    let is_short = |(block, facts): &(&Block, &Facts<'_>)| {
        facts.letters > 0 && facts.mass <= 0.0 && matches!(block.kind, BlockKind::Paragraph)
    };
    lines.filter(is_short).count()
}

fn drop(case: &Case<'_>, verdicts: &mut Verdicts, at: usize) {
    if case.document.blocks.get(at).is_some_and(|block| !matches!(block.kind, BlockKind::Code)) {
        settle(verdicts, at, Verdict::Drop(Reason::Outside));
    }
}

fn settle(verdicts: &mut Verdicts, at: usize, verdict: Verdict) {
    verdicts.settle(BlockId(u32::try_from(at).unwrap_or(u32::MAX)), verdict);
}

#[cfg(test)]
mod tests {
    use super::super::trial::{PROSE, of_text};

    const MENU: &str = "Bridge opens - Sund Courier\n\nHome\n\nCoast\n\nWeather\n\nLog in\n\nSearch\n\n";
    const FOOTER: &str =
        "Comments\n\nAbout us\n\nContact\n\nSign up for our newsletter\n\n© 2024 Sund Courier\n";

    fn verdict(text: &str, line: &str) -> String {
        let found = of_text(text).into_iter().rev().find(|(text, _)| text.starts_with(line));
        found.map(|(_, verdict)| verdict).unwrap_or_default()
    }

    fn page(behind: &str) -> String {
        let text = PROSE.join("\n\n");
        format!("{MENU}Bridge opens\n\nBy Nessa Lund\n\nEmail\n\n{text}\n\n{behind}{FOOTER}")
    }

    #[test]
    fn menus_above_the_headline_and_a_footer_below_the_text_are_dropped() {
        let page = page("");
        for line in ["Home", "Search", "About us", "Comments"] {
            assert_eq!(verdict(&page, line), "outside", "{line}");
        }
        assert_eq!(verdict(&page, "Bridge opens"), "title");
        assert_eq!(verdict(&page, "By Nessa"), "byline");
        assert_eq!(verdict(&page, "Email"), "stub");
        assert!(PROSE.iter().all(|line| verdict(&page, line) == "body"));
    }

    #[test]
    fn headlines_below_the_text_go_to_the_sidebar() {
        let page = page("Whale seen off the pier again\n\nCoast\n\n");
        assert_eq!(verdict(&page, "Whale seen"), "related");
        assert_eq!(verdict(&page, "Coast"), "outside");
    }

    #[test]
    fn a_short_sentence_ends_the_text() {
        assert_eq!(verdict(&page("Happy Easter!\n\n"), "Happy Easter"), "body");
    }

    #[test]
    fn neither_a_credit_nor_a_box_within_the_text_ends_it() {
        let [a, b, c, d] = PROSE;
        let text = format!("{a}\n\n© Nessa Lund\n\n{b}\n\nSubscribe\n\nMost read\n\n{c}\n\n{d}");
        let page = format!("{MENU}Bridge opens\n\n{text}\n\n{FOOTER}");
        assert!(PROSE.iter().all(|line| verdict(&page, line) == "body"));
    }

    #[test]
    fn boxes_between_short_paragraphs_do_not_end_the_text() {
        let [a, b, c, d] = PROSE;
        let first = "Advertisement\n\nREAD MORE: Why the ferry was late";
        let second = "WATCH: The first cart crosses\n\n0:45";
        let third = "Sign up for our newsletter\n\nEnter your email\n\nSign up";
        let text = format!("{a}\n\n{first}\n\n{b}\n\n{second}\n\n{c}\n\n{third}\n\n{d}");
        let page = format!("{MENU}Bridge opens\n\n{text}\n\n{FOOTER}");
        assert!(PROSE.iter().all(|line| verdict(&page, line) == "body"), "{:?}", of_text(&page));
        assert_eq!(verdict(&page, "About us"), "outside");
    }

    #[test]
    fn a_text_may_begin_and_end_with_short_lines() {
        let list = "Lund, two rowers\n\nMarl, four rowers\n\nHavn, one rower\n\nTern, no rower\n\n";
        let text = format!("The regatta of 1962\n\n{list}{}\n\nWinners\n\n{list}", PROSE.join("\n\n"));
        assert!(of_text(&text).iter().skip(1).all(|(_, verdict)| verdict == "body"), "{:?}", of_text(&text));
    }
}
