//! The ledger as a page: what was removed, by rule, with the evidence.

use super::flow::{Flow, Label};
use super::setter::{Breaking, Setter, Shape};
use super::{Line, Role, Run};
use crate::model::{Dropped, Reading};

/// The ledger of a reading, grouped by rule in the order in which the rules first struck.
#[must_use]
pub fn ledger(reading: &Reading, width: usize) -> Vec<Line> {
    let mut setter = Setter::new(width);
    for rule in rules(&reading.ledger) {
        let group: Vec<&Dropped> = reading.ledger.iter().filter(|d| d.reason.rule() == rule).collect();
        setter.blank();
        let mut heading = Flow::plain(rule, Role::HeadingMajor);
        heading.push_exact(&format!(" {}", group.len()), Label::of(Role::Faint));
        setter.set(heading, None, Shape::full(Breaking::Words));
        for dropped in group {
            set(&mut setter, dropped);
        }
    }
    if setter.lines.is_empty() {
        setter.set(Flow::plain("Nothing was removed.", Role::Faint), None, Shape::full(Breaking::Words));
    }
    setter.lines
}

fn rules(ledger: &[Dropped]) -> Vec<&'static str> {
    let mut rules = Vec::new();
    for rule in ledger.iter().map(|dropped| dropped.reason.rule()) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

fn set(setter: &mut Setter, dropped: &Dropped) {
    let text = dropped.block.clean_text().folded();
    let text = if text.is_empty() { "(no text)" } else { text.as_str() };
    let mut flow = Flow::plain(text, Role::Body);
    flow.push_exact(&format!("  ‹{}›", dropped.reason.words()), Label::of(Role::RemovedRule));
    let shape = Shape::hanging(vec![Run::label("  ", Role::Body)]);
    setter.set(flow, Some(dropped.block.id), shape);
}
