//! The ledger as a page: what was removed, by rule, with the evidence; also what was put back.

use std::collections::BTreeMap;

use super::flow::{Flow, Label};
use super::setter::{Breaking, Setter, Shape};
use super::{Bidi, Line, Role, Run, Typesetting};
use crate::model::{Block, BlockId, Reading, Reason};

/// A line of the page.
struct Entry<'a> {
    block: &'a Block,
    reason: &'a Reason,
    restored: bool,
}

/// The ledger of a reading and what was restored from it, in document order and grouped by
/// rule, in the order in which the rules first struck.
#[must_use]
pub fn ledger(
    reading: &Reading,
    restored: &BTreeMap<BlockId, Reason>,
    width: usize,
    bidi: Bidi,
) -> Vec<Line> {
    let entries = entries(reading, restored);
    let mut setter = Setter::new(width, Typesetting { bidi, ..Typesetting::default() });
    for rule in rules(&entries) {
        let group: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.reason.rule() == rule).collect();
        setter.blank();
        let mut heading = Flow::plain(rule, Role::HeadingMajor);
        heading.push_exact(&format!(" {}", group.len()), Label::of(Role::Faint));
        setter.set(heading, None, Shape::full(Breaking::Words));
        for entry in group {
            set(&mut setter, entry);
        }
    }
    if setter.lines.is_empty() {
        setter.set(Flow::plain("Nothing was removed.", Role::Faint), None, Shape::full(Breaking::Words));
    }
    setter.lines
}

fn entries<'a>(reading: &'a Reading, restored: &'a BTreeMap<BlockId, Reason>) -> Vec<Entry<'a>> {
    let dropped = |dropped: &'a crate::model::Dropped| Entry {
        block: &dropped.block,
        reason: &dropped.reason,
        restored: false,
    };
    let back = |block: &'a Block| Some(Entry { block, reason: restored.get(&block.id)?, restored: true });
    let mut entries: Vec<Entry<'a>> =
        reading.ledger.iter().map(dropped).chain(reading.body().filter_map(back)).collect();
    entries.sort_by_key(|entry| entry.block.id);
    entries
}

fn rules(entries: &[Entry<'_>]) -> Vec<&'static str> {
    let mut rules = Vec::new();
    for rule in entries.iter().map(|entry| entry.reason.rule()) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

fn set(setter: &mut Setter, entry: &Entry<'_>) {
    let text = entry.block.clean_text().folded();
    let text = if text.is_empty() { "(no text)" } else { text.as_str() };
    let mut flow = Flow::plain(text, Role::Body);
    flow.push_exact(&format!("  ‹{}›", entry.reason.words()), Label::of(Role::RemovedRule));
    if entry.restored {
        flow.push_exact(" put back", Label::of(Role::Key));
    }
    let mark = if entry.restored { "+ " } else { "  " };
    let shape = Shape::hanging(vec![Run::label(mark, Role::Key)]);
    setter.set(flow, Some(entry.block.id), shape);
}
