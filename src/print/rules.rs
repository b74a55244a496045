//! A reader's own rules, listed, and what each does to a page.

use std::fmt::Write as _;

use crate::model::{Block, Clean, Verdict};
use crate::read::{Judged, UserRule};
use crate::wrap::clip;

use super::explain::decision;
use super::extras::one_line;

/// How many columns of a block's text are shown.
const WORDS: usize = 60;

/// The rules, one a line, with the line of their file.
#[must_use]
pub fn rules(rules: &[UserRule], file: &str) -> String {
    let mut out = String::new();
    for rule in rules {
        _ = writeln!(out, "{}  {}:{}", title(rule), Clean::field(file), rule.line);
    }
    out
}

fn title(rule: &UserRule) -> String {
    let note = rule.note.as_ref().map(|note| format!("  ({note})")).unwrap_or_default();
    let wanted = Clean::field(&rule.wanted.to_string());
    format!(
        "{}  {} {wanted} on {}{note}",
        rule.number,
        rule.deed.name(),
        Clean::field(&rule.host.to_string())
    )
}

/// What was taken out of a file of rules, and what is left.
#[must_use]
pub fn gone(gone: &[UserRule], left: usize, file: &str) -> String {
    let mut out = String::new();
    for rule in gone {
        _ = writeln!(out, "removed {}", title(rule));
    }
    let left = match left {
        0 => "no rule is".to_owned(),
        1 => "1 rule is".to_owned(),
        left => format!("{left} rules are"),
    };
    _ = writeln!(out, "{left} left in {}", Clean::field(file));
    out
}

/// What every rule does to a page: the blocks it is for, with the verdict that they have without
/// rules and with them.
#[must_use]
pub fn effects(rules: &[UserRule], with: &Judged, without: &Judged) -> String {
    let mut out = String::new();
    for rule in rules {
        let blocks: Vec<&Block> = with
            .hits
            .iter()
            .filter(|hit| hit.rule == rule.number)
            .filter_map(|hit| with.document.blocks.get(hit.block.index()))
            .collect();
        let count = match blocks.len() {
            0 => "matches nothing here".to_owned(),
            1 => "1 block".to_owned(),
            several => format!("{several} blocks"),
        };
        _ = writeln!(out, "{}: {count}", title(rule));
        for block in blocks {
            _ = writeln!(out, "    {}", effect(block, rule, with, without));
        }
    }
    out
}

/// A block with its verdicts, and the rule that was there first, if that was another.
fn effect(block: &Block, rule: &UserRule, with: &Judged, without: &Judged) -> String {
    let verdict = |judged: &Judged| {
        let found: Option<&Verdict> = judged.verdicts.get(block.id.index());
        // Columns are for tables; this is a line of its own.
        found.map_or_else(String::new, |verdict| {
            decision(block, verdict, &judged.document.tree).split_whitespace().collect::<Vec<_>>().join(" ")
        })
    };
    let first = with.hits.iter().find(|hit| hit.block == block.id).map(|hit| hit.rule);
    let shadowed = first.filter(|first| *first != rule.number);
    let shadowed = shadowed.map(|first| format!(" [rule {first} was first]")).unwrap_or_default();
    let text = clip(&one_line(block), WORDS);
    format!("{}  {} -> {}{shadowed}  {text}", block.id.0, verdict(without), verdict(with))
}
