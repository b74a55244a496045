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

/// Where more than one of so many letters stands on this share of the pages as well, in percent, the
/// pages are of a kind, as the weather, a manual, a register: there texts return that are no clutter.
const PART: usize = 3;
const RETURNS: u32 = 10;

/// A box whose texts change has no more letters than this.
const BOX_LETTERS: usize = 600;

/// Drops what the template of the site put into the text.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let Some(site) = case.site.filter(|_| case.thread.is_none()) else { return };
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
    labelled(case, site, verdicts);
}

/// Whether much of the page stands on others as well.
fn is_of_a_kind(lines: &[Line<'_>], site: &Site) -> bool {
    let letters = |line: &Line<'_>| line.facts.letters;
    let returns = |line: &&Line<'_>| site.is_common(line.pages, 1, RETURNS);
    let returning: usize = lines.iter().filter(returns).map(letters).sum();
    returning * PART > lines.iter().map(letters).sum()
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
    let (least, percent) = match line {
        _ if is_apart => APART,
        // A list is the text's, or goes with its box.
        _ if is_item => return None,
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
