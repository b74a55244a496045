//! A choice about to become a rule: the proposals, which one is looked at, and the page that
//! shows what it would change.

use crate::app::reader::proposal::{Proposal, proposals};
use crate::app::reader::restored::Wish;
use crate::layout::{Line, Role, Run};
use crate::model::{Block, BlockId, Deed, Reading, Written};
use crate::wrap::{clip, width, wrap};

/// A choice about to become a rule.
#[derive(Clone, Debug)]
pub struct Ruling {
    block: BlockId,
    /// What the rule could do, the usual first.
    deeds: [Deed; 2],
    deed: usize,
    proposals: Vec<Proposal>,
    at: usize,
}

/// So many of the blocks that a rule would change are shown.
const FIRST: usize = 5;

impl Ruling {
    /// The rules for a choice. None if no rule can tell the block.
    pub(in crate::app) fn of(reading: &Reading, block: BlockId, wish: Wish) -> Option<Self> {
        let deeds = match wish {
            Wish::PutBack => [Deed::Keep, Deed::Shelve],
            Wish::Drop => [Deed::Drop, Deed::Shelve],
        };
        let mut ruling = Self { block, deeds, deed: 0, proposals: Vec::new(), at: 0 };
        ruling.propose(reading);
        (!ruling.proposals.is_empty()).then_some(ruling)
    }

    fn propose(&mut self, reading: &Reading) {
        let deed = self.deeds.get(self.deed).copied().unwrap_or(Deed::Drop);
        self.proposals = proposals(reading, self.block, deed);
        self.at = self.at.min(self.proposals.len().saturating_sub(1));
    }

    /// What is looked at.
    #[must_use]
    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposals.get(self.at)
    }

    /// Looks at another proposal; behind the last comes the first.
    pub(in crate::app) fn step(&mut self, forward: bool) {
        let count = self.proposals.len().max(1);
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
    }

    /// Lets the rule do something else.
    pub(in crate::app) fn turn(&mut self, reading: &Reading) {
        self.deed = (self.deed + 1) % self.deeds.len();
        self.propose(reading);
    }

    /// The page.
    pub(in crate::app) fn lines(&self, reading: &Reading, columns: usize) -> Vec<Line> {
        let Some(proposal) = self.proposal() else { return Vec::new() };
        let rule = &proposal.rule;
        let mut lines = Vec::new();
        let site = if rule.host == "*" {
            "every page".to_owned()
        } else {
            format!("{} and all below it", rule.host)
        };
        say(&mut lines, "site", &[(site, Role::Body)], columns);
        let place = format!("  {} of {}", self.at + 1, self.proposals.len());
        let what = if matches!(rule.wanted, Written::Text(_)) { "the text " } else { "" };
        say(
            &mut lines,
            rule.deed.name(),
            &[(what.to_owned(), Role::Faint), (rule.wanted.to_string(), Role::Strong), (place, Role::Faint)],
            columns,
        );
        lines.push(Line::default());
        preview(&mut lines, proposal, reading, columns);
        lines.push(Line::default());
        lines.push(label("As it is written into your rules:", Role::Faint, columns));
        lines.extend(rule.to_string().lines().map(|line| label(&format!("  {line}"), Role::Code, columns)));
        lines
    }
}

/// What the rule would change on this page.
fn preview(lines: &mut Vec<Line>, proposal: &Proposal, reading: &Reading, columns: usize) {
    let others = proposal.blocks.len() - proposal.changed.len();
    let already = match proposal.rule.deed {
        Deed::Keep => "kept",
        Deed::Drop => "removed",
        Deed::Shelve => "beside the text",
    };
    let told = match proposal.changed.len() {
        0 if others == 1 => format!("It is for 1 line of this page, which is {already} already."),
        0 if others > 0 => format!("It is for {others} lines of this page, which are {already} already."),
        0 => "It is for nothing on this page.".to_owned(),
        1 => "It changes 1 line of this page:".to_owned(),
        count => format!("It changes {count} lines of this page:"),
    };
    lines.push(label(&told, Role::Body, columns));
    let blocks: Vec<&Block> = reading.blocks().collect();
    let shown = proposal.changed.iter().filter_map(|id| blocks.iter().find(|block| block.id == *id));
    for block in shown.take(FIRST) {
        let text = block.clean_text().folded();
        let text = if text.is_empty() { "(a picture or a player)" } else { text.as_str() };
        let room = columns.saturating_sub(4);
        lines.push(Line::of(vec![
            Run::label("  ╎ ", Role::RemovedRule),
            Run::label(clip(text, room), Role::Removed),
        ]));
    }
    let more = proposal.changed.len().saturating_sub(FIRST);
    if more > 0 {
        lines.push(label(&format!("    and {more} more"), Role::Faint, columns));
    }
    if others > 0 && !proposal.changed.is_empty() {
        let lines_are = if others == 1 { "1 line is".to_owned() } else { format!("{others} lines are") };
        lines.push(label(&format!("{lines_are} {already} already."), Role::Faint, columns));
    }
}

/// Columns for the names.
const NAMES: usize = 8;

/// A name and what is said of it, in as many lines as that takes.
fn say(lines: &mut Vec<Line>, name: &str, parts: &[(String, Role)], columns: usize) {
    let whole: usize = parts.iter().map(|(text, _)| width(text)).sum();
    let pad = " ".repeat(NAMES.saturating_sub(width(name)).max(1));
    let first = Run::label(format!("{name}{pad}"), Role::Key);
    if NAMES + whole <= columns {
        let parts = parts.iter().map(|(text, role)| Run::label(text.clone(), *role));
        lines.push(Line::of([first].into_iter().chain(parts).collect()));
        return;
    }
    lines.push(Line::of(vec![first]));
    let text: String = parts.iter().map(|(text, _)| text.as_str()).collect();
    for range in wrap(&text, columns, columns) {
        lines.push(label(text.get(range).unwrap_or_default(), Role::Body, columns));
    }
}

fn label(text: &str, role: Role, columns: usize) -> Line {
    Line::of(vec![Run::label(clip(text, columns), role)])
}
