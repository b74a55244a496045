//! What may lie over the article: a page of lines, or the line being typed.

use super::{Action, Group, Keymap, Reader, actions};
use crate::layout::{Line, Role, Run, Spot, details, ledger};
use crate::wrap::{width, wrap};

/// What lies over the article.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A page of lines.
    Page(Page),
    /// The line being typed.
    Find(Prompt),
}

/// A page of lines over the article.
#[derive(Clone, Debug)]
pub struct Page {
    /// Which page.
    pub kind: PageKind,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The topmost line on the screen.
    pub top: usize,
    /// What the lines were set for.
    width: u16,
}

/// Which page lies over the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The keys.
    Help,
    /// What was removed.
    Ledger,
    /// What is known.
    Details,
}

/// What is typed to search for.
#[derive(Clone, Debug, Default)]
pub struct Prompt {
    /// The text so far.
    pub text: String,
    /// Where the search began, to come back to.
    pub origin: Spot,
}

impl PageKind {
    /// The page's headline.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Help => "Keys",
            Self::Ledger => "Removed",
            Self::Details => "Details",
        }
    }
}

impl Page {
    /// A page, to be set by [`Page::fit`].
    pub(super) fn new(kind: PageKind) -> Self {
        Self { kind, lines: Vec::new(), top: 0, width: 0 }
    }

    /// Sets the page for a width, if it is not.
    pub(super) fn fit(&mut self, columns: u16, height: usize, keymap: &Keymap, reader: Option<&Reader>) {
        if self.width != columns {
            self.width = columns;
            let columns = usize::from(columns);
            self.lines = match (self.kind, reader) {
                (PageKind::Ledger, Some(reader)) => ledger(&reader.reading, columns),
                (PageKind::Details, Some(reader)) => details(&reader.reading, columns),
                _ => help(keymap, columns),
            };
        }
        self.top = self.top.min(self.lines.len().saturating_sub(height));
    }
}

/// Columns for the keys on the help page.
const KEYS: usize = 18;

/// The help page, from the table of actions and the keys as they are bound.
fn help(keymap: &Keymap, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::of(vec![Run::label(group.title(), Role::HeadingMajor)]));
        for row in actions().filter(|row| row.group == *group) {
            help_row(row.action, row.help, keymap, columns, &mut lines);
        }
    }
    lines
}

fn help_row(action: Action, help: &str, keymap: &Keymap, columns: usize, lines: &mut Vec<Line>) {
    let keys = keymap.keys(action).join("  ");
    let pad = " ".repeat(KEYS.saturating_sub(width(&keys)).max(2));
    let room = columns.saturating_sub(KEYS).max(12);
    for (row, range) in wrap(help, room, room).into_iter().enumerate() {
        let before = match row {
            0 => vec![Run::label(keys.clone(), Role::Key), Run::label(pad.clone(), Role::Body)],
            _ => vec![Run::label(" ".repeat(KEYS), Role::Body)],
        };
        let text = Run::label(help.get(range).unwrap_or_default(), Role::Body);
        lines.push(Line::of(before.into_iter().chain([text]).collect()));
    }
}
