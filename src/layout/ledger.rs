//! The ledger as a page: how much was removed, and what, by rule, with the evidence; also what was
//! put back. Long texts are cut, those that are open are not.

use std::collections::{BTreeMap, BTreeSet};

use super::setting::flow::{Flow, Label};
use super::setting::setter::{Breaking, Setter, Shape};
use super::{Bidi, Line, Role, Run, Typesetting};
use crate::model::{Block, BlockId, Reading, Reason};
use crate::wrap::{clip, width, wrap};

/// A text is cut after so many lines.
const ROWS: usize = 3;

/// A line of the page.
struct Entry<'a> {
    block: &'a Block,
    reason: &'a Reason,
    restored: bool,
}

impl Entry<'_> {
    /// Whether the next one says why this one was removed too.
    fn is_told_by(&self, next: &Self) -> bool {
        let is_same = self.reason.told(self.block.id) == next.reason.told(next.block.id);
        is_same && !self.restored && !next.restored
    }
}

/// The ledger of a reading and what was restored from it, in document order and grouped by
/// rule, in the order in which the rules first struck. The texts of `open` are whole.
#[must_use]
pub fn ledger(
    reading: &Reading,
    restored: &BTreeMap<BlockId, Reason>,
    open: &BTreeSet<BlockId>,
    columns: usize,
    bidi: Bidi,
) -> Vec<Line> {
    let entries = entries(reading, restored);
    let mut setter = Setter::new(columns, Typesetting { bidi, ..Typesetting::default() });
    let told = Flow::plain(&summary(reading, &entries), Role::Faint);
    setter.set(told, None, Shape::full(Breaking::Words));
    for rule in rules(&entries) {
        let group: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.reason.rule() == rule).collect();
        setter.blank();
        let title = group.first().map_or(rule, |entry| entry.reason.title());
        let mut heading = Flow::plain(title, Role::HeadingMajor);
        heading.push_exact(&format!(" {}", group.len()), Label::of(Role::Faint));
        setter.set(heading, None, Shape::full(Breaking::Words));
        for (at, entry) in group.iter().enumerate() {
            // Of lines removed for one reason the last tells it.
            let tells = !group.get(at + 1).is_some_and(|next| entry.is_told_by(next));
            set(&mut setter, entry, open.contains(&entry.block.id), tells);
        }
    }
    setter.lines
}

/// How much was removed.
fn summary(reading: &Reading, entries: &[Entry<'_>]) -> String {
    let back = entries.iter().filter(|entry| entry.restored).count();
    let put_back = if back > 0 { format!(" {back} put back.") } else { String::new() };
    let count = match entries.len() - back {
        0 if back == 0 => return "Nothing was removed.".into(),
        0 => return format!("Nothing is removed any more.{put_back}"),
        1 => "1 line removed".to_owned(),
        count => format!("{count} lines removed"),
    };
    let removed: usize = reading.ledger.iter().map(|dropped| dropped.block.letters()).sum();
    let all: usize = reading.blocks().map(Block::letters).sum();
    // Half a percent and more is one, so that nothing is told as no share at all.
    let share = match (removed * 200 + all).checked_div(all * 2).unwrap_or(0) {
        0 if removed > 0 => ", less than 1 % of the page's letters".to_owned(),
        0 => String::new(),
        percent => format!(", {percent} % of the page's letters"),
    };
    format!("{count}{share}.{put_back}")
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

fn set(setter: &mut Setter, entry: &Entry<'_>, open: bool, tells: bool) {
    let text = entry.block.clean_text().folded();
    let text = if text.is_empty() { "(no text)" } else { text.as_str() };
    let back = if entry.restored { " put back" } else { "" };
    let mark = if entry.restored { "+ " } else { "  " };
    let room = setter.width().saturating_sub(width(mark)).max(1);
    let why = || format!("  {}", whole(&entry.reason.told(entry.block.id), room));
    let told = if tells { why() } else { String::new() };
    let shown = if open { text.to_owned() } else { cut(text, &format!("{told}{back}"), room) };
    let mut flow = Flow::plain(&shown, Role::Body);
    flow.push_exact(&told, Label::of(Role::RemovedRule));
    flow.push_exact(back, Label::of(Role::Key));
    let shape = Shape::hanging(vec![Run::label(mark, Role::Key)]);
    setter.set(flow, Some(entry.block.id), shape);
}

/// What is told in marks of its own, on one line where it takes less than half of one.
fn whole(told: &str, columns: usize) -> String {
    let told = format!("‹{told}›");
    if width(&told) * 2 <= columns { told.replace(' ', "\u{A0}") } else { told }
}

/// A text cut so that it and what is told of it take no more lines than they should, where that
/// is possible.
fn cut(text: &str, told: &str, columns: usize) -> String {
    let most = columns * ROWS;
    let shown = clip(text, most);
    let fits = |text: &str| wrap(&format!("{text}{told}"), columns, columns).len() <= ROWS;
    if fits(&shown) {
        return shown;
    }
    let mut room = most.saturating_sub(width(told) + 1);
    let least = columns / 2;
    loop {
        let shorter = clip(text, room.max(least).max(1));
        if room <= least || fits(&shorter) {
            return shorter;
        }
        room = room.saturating_sub(4);
    }
}
