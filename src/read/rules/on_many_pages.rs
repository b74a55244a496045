//! Lines that stand on many pages of the site: what its template put there. Speaks only where pages of
//! the site were read before (see `sites`).
//!
//! A text that returns is not yet clutter: what led to a story is told again in each that follows, a
//! column says every week what it is. So how many pages are enough depends on what else speaks
//! against a line: a box of its own or a prompt in it; that it stands behind the text; nothing.

use super::super::facts::Facts;
use super::super::judge::{Case, Verdicts};
use super::super::labels::{Topic, fold};
use super::super::sites::{Boxed, Site, boxes, frame, text};
use crate::model::{Block, BlockId, BlockKind, Reason, Returning, Shelf, Verdict};

/// How many pages at least, and which share of all in percent, for each thing that speaks with them.
const APART: (u32, u32) = (5, 30);
const BEHIND: (u32, u32) = (8, 30);
const BEFORE: (u32, u32) = (8, 50);
const AMIDST: (u32, u32) = (8, 50);
const LABELLED: (u32, u32) = (5, 30);
const BOXED: (u32, u32) = (8, 30);

/// Where more than one of so many letters returns on this share of the pages, in percent, and not on
/// nearly all as a template does, the pages are of a kind, as the weather, a manual, a register:
/// there texts return that are no clutter.
const PART: usize = 3;
const RETURNS: u32 = 10;
const NEARLY_ALL: u32 = 80;

/// A box whose texts change has no more letters than this.
const BOX_LETTERS: usize = 600;

/// Drops what the template of the site put into the text.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let Some(site) = case.site.filter(|_| case.thread.is_none()) else { return };
    labelled(case, site, verdicts);
    let lines = lines(case, site, verdicts);
    if !is_of_a_kind(&lines, site) {
        let mut found: Vec<Found> = lines.iter().filter_map(|line| alone(&lines, line, site)).collect();
        for boxed in boxes(case, verdicts) {
            found.extend(in_box(case, &lines, &boxed, site));
        }
        for Found { id, what, pages } in found {
            verdicts.settle(id, Verdict::Drop(Reason::OnManyPages { what, pages, of: site.pages }));
        }
    }
}

/// Whether much of the page stands on some of the others as well, or hardly anything is its own.
fn is_of_a_kind(lines: &[Line<'_>], site: &Site) -> bool {
    let letters = |some: &dyn Fn(&Line<'_>) -> bool| -> usize {
        lines.iter().filter(|line| some(line)).map(|line| line.facts.letters).sum()
    };
    let returns = |line: &Line<'_>| site.is_common(line.pages, 1, RETURNS);
    let on_some = letters(&|line| returns(line) && !site.is_common(line.pages, 1, NEARLY_ALL));
    let (all, own) = (letters(&|_| true), letters(&|line| !returns(line)));
    on_some * PART > all || own * PART < all
}

/// A line of the text.
struct Line<'a> {
    block: &'a Block,
    facts: &'a Facts<'a>,
    /// On how many pages its text stands.
    pages: u32,
    /// Whether it stands before the page's own text, behind it.
    is_before: bool,
    is_behind: bool,
}

/// What is to go.
struct Found {
    id: BlockId,
    what: Returning,
    pages: u32,
}

/// The lines of the text. Its own text is the prose that does not return.
fn lines<'a>(case: &'a Case<'_>, site: &Site, verdicts: &Verdicts) -> Vec<Line<'a>> {
    let of_text = |(block, facts): &(&Block, &Facts<'_>)| facts.letters > 0 && verdicts.is_body(block.id);
    let told = case.document.metadata.description.as_deref().map(fold).unwrap_or_default();
    let line = |(block, facts): (&'a Block, &'a Facts<'a>)| {
        // What other pages have of this one, they have from its summary.
        let is_told = told.contains(&*facts.folded) || told.len() > 40 && facts.folded.starts_with(&told);
        let pages = text(block, facts).filter(|_| !is_told).map_or(0, |hash| site.on(hash));
        Line { block, facts, pages, is_before: false, is_behind: false }
    };
    let mut lines: Vec<Line<'a>> = case.each().filter(of_text).map(line).collect();
    let is_own = |line: &Line<'_>| line.pages == 0 && line.facts.mass > 0.0;
    let first = lines.iter().position(is_own).unwrap_or_default();
    let last = lines.iter().rposition(is_own).unwrap_or(lines.len());
    for (at, line) in lines.iter_mut().enumerate() {
        (line.is_before, line.is_behind) = (at < first, at > last);
    }
    lines
}

/// A line that goes for its own text.
fn alone(lines: &[Line<'_>], line: &Line<'_>, site: &Site) -> Option<Found> {
    let asks = line.facts.phrases.any(PROMPTS) || line.facts.line.any(PROMPTS);
    let is_apart = asks || line.facts.link_share() >= 50;
    let is_item = matches!(line.block.kind, BlockKind::Item { .. });
    let is_prose = line.facts.mass > 0.0 && !line.facts.text.trim_end().ends_with([':', '：']);
    let (least, percent) = match line {
        _ if is_apart => APART,
        // A list is the text's, or goes with its box; so does what announces: "What is in the box:".
        _ if is_item || !is_prose => return None,
        Line { is_behind: true, .. } => BEHIND,
        Line { is_before: true, .. } => BEFORE,
        _ => AMIDST,
    };
    let is_common = site.is_common(line.pages, least, percent) && lines.len() > 1;
    is_common.then_some(Found { id: line.block.id, what: Returning::Text, pages: line.pages })
}

/// What asks for something.
const PROMPTS: &[Topic] = &[
    Topic::Newsletter,
    Topic::Subscribe,
    Topic::App,
    Topic::Follow,
    Topic::Comment,
    Topic::Feedback,
    Topic::Donate,
    Topic::Copyright,
];

/// The lines of a box that goes: one that stands on many pages with texts that return, or one whose
/// text here is mostly such.
fn in_box(case: &Case<'_>, lines: &[Line<'_>], boxed: &Boxed, site: &Site) -> Vec<Found> {
    let is_in = |line: &&Line<'_>| case.document.tree.is_within(line.block.origin.place, boxed.place);
    let held: Vec<&Line<'_>> = lines.iter().filter(is_in).collect();
    let letters = |line: &&Line<'_>| line.facts.letters;
    let all: usize = held.iter().map(letters).sum();
    let kind = site.on(boxed.kind);
    if site.is_common(kind, BOXED.0, BOXED.1) && all <= BOX_LETTERS {
        return held.iter().map(|line| line.found(Returning::Box, kind)).collect();
    }
    let returns = |line: &&&Line<'_>| site.is_common(line.pages, APART.0, APART.1);
    let returning = held.iter().filter(returns).map(|line| line.pages).max().unwrap_or_default();
    let linked = |line: &&Line<'_>| if returns(&line) { line.facts.letters } else { line.facts.linked };
    let foreign: usize = held.iter().map(linked).sum();
    if returning == 0 || foreign * 2 < all {
        return Vec::new();
    }
    let what = |line: &&Line<'_>| if returns(&line) { Returning::Text } else { Returning::Box };
    held.iter().map(|line| line.found(what(line), line.pages.max(returning))).collect()
}

impl Line<'_> {
    fn found(&self, what: Returning, pages: u32) -> Found {
        Found { id: self.block.id, what, pages }
    }
}

/// Moves the headlines behind labels that stand on many pages.
fn labelled(case: &Case<'_>, site: &Site, verdicts: &mut Verdicts) {
    let open: Vec<(BlockId, u32)> = case
        .each()
        .filter(|(block, _)| verdicts.is_body(block.id))
        .filter_map(|(block, facts)| Some((block.id, frame(case, block, facts)?)))
        .filter(|(_, frame)| site.is_common(site.on(frame.hash), LABELLED.0, LABELLED.1))
        .map(|(id, frame)| (id, frame.label))
        .collect();
    for (id, label) in open {
        verdicts.settle(id, Verdict::Shelve(Shelf::Related { label }));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::trial::PROSE;
    use crate::model::{Page, Source, Verdict};
    use crate::read::{Input, Options, Site, Sites, judge, trace};

    /// A line that says enough to be known again.
    const SAID: &str = "The lock at Marlow was closed in the spring, when a barge struck its lower gate.";

    fn page(html: &str) -> Page {
        let url = url::Url::parse("https://a.example/1").unwrap();
        let mut page = Page::new(Source::Url(url.clone()), html.as_bytes().to_vec());
        page.base = Some(url);
        page
    }

    /// The story with these blocks before its first, third and behind its last paragraph.
    fn story(before: &str, amidst: &str, behind: &str) -> Page {
        let [a, b, c, d] = PROSE;
        page(&format!(
            "<title>Bridge opens</title><main><article><h1>Bridge opens</h1>{before}<p>{a}</p><p>{b}</p>{amidst}\
             <p>{c}</p><p>{d}</p>{behind}</article></main>"
        ))
    }

    /// The rule that takes out what holds these words, when all that only this page has is known to
    /// stand on so many of so many pages.
    fn found(page: &Page, words: &str, (pages, of): (u32, u32)) -> Option<&'static str> {
        let own = |page: &Page| trace(page, &Options::of(Input::Html)).unwrap_or_default();
        let (all, bare) = (own(page), own(&story("", "", "")));
        let texts = all.texts.iter().filter(|text| !bare.texts.contains(text)).map(|(hash, _)| *hash);
        let known = texts.chain(all.labels).map(|hash| (hash, pages));
        let site = Site { pages: of, returning: known.collect::<BTreeMap<_, _>>() };
        let sites = Sites::from_iter([("a.example".to_owned(), site)]);
        let judged = judge(page, &Options { sites, ..Options::of(Input::Html) });
        let mut blocks = judged.document.blocks.iter().zip(&judged.verdicts);
        match blocks.find(|(block, _)| block.text().contains(words)).map(|(_, verdict)| verdict) {
            Some(Verdict::Drop(reason)) => Some(reason.rule()),
            Some(Verdict::Shelve(_)) => Some("shelved"),
            _ => None,
        }
    }

    #[test]
    fn how_many_pages_are_enough_depends_on_the_place() {
        let line = format!("<p>{SAID}</p>");
        let rule = Some("on-many-pages");
        let amidst = story("", &line, "");
        assert_eq!([(8, 16), (7, 8), (40, 100)].map(|on| found(&amidst, SAID, on)), [rule, None, None]);
        let behind = story("", "", &line);
        assert_eq!([(8, 26), (7, 8), (20, 100)].map(|on| found(&behind, SAID, on)), [rule, None, None]);
        let boxed = story("", &format!("<div class=\"kiosk slab\">{line}</div>"), "");
        assert_eq!([(5, 16), (4, 8), (20, 100)].map(|on| found(&boxed, SAID, on)), [rule, None, None]);
    }

    #[test]
    fn short_lines_lists_and_what_announces_them_are_the_texts() {
        for block in [
            "<p>What is in the box:</p>",
            "<p>The best of all bridges</p>",
            "<p>Verdict</p>",
            "<h2>How we tried the bridges out.</h2>",
            "<ul><li>It opens in nine minutes.</li><li>It has two gates.</li></ul>",
            "<pre>open(bridge) and then close(bridge)</pre>",
        ] {
            let words =
                block.split(['<', '>']).find(|text| text.contains(' ') || *text == "Verdict").unwrap();
            assert_eq!(found(&story("", block, ""), words, (40, 40)), None, "{block}");
        }
    }

    #[test]
    fn a_page_that_is_mostly_what_others_say_is_left_alone() {
        let line = |year: u32| format!("<p>That was in {year}. {SAID}</p>");
        let said = |times: u32| story("", "", &(1900..1900 + times).map(line).collect::<String>());
        assert_eq!(found(&said(2), SAID, (20, 40)), Some("on-many-pages"));
        assert_eq!(found(&said(5), SAID, (20, 40)), None, "a third is on some");
        assert_eq!(found(&said(5), SAID, (40, 40)), Some("on-many-pages"), "a template's is on all");
        assert_eq!(found(&said(30), SAID, (40, 40)), None, "hardly anything is its own");
    }

    #[test]
    fn a_label_with_another_headline_each_time_gives_a_link() {
        let line = |href: &str| {
            format!("<p>Elsewhere here: <a href=\"{href}\">What the master saw by night</a></p>")
        };
        let own = story("", &line("/other"), "");
        assert_eq!([(5, 16), (4, 8)].map(|on| found(&own, "master saw", on)), [Some("shelved"), None]);
        let foreign = story("", &line("https://b.example/other"), "");
        let labels = trace(&foreign, &Options::of(Input::Html)).map(|trace| trace.labels);
        assert_eq!(labels, Some(Vec::new()), "a source that is named");
    }
}
