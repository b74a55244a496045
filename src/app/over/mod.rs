//! What may lie over the article: a page of lines, or the line being typed.

pub(super) mod command;
pub(super) mod hints;
pub(super) mod picker;
pub(super) mod ruling;
pub(super) mod typed;
pub(super) mod typing;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::app::help::help;
use crate::app::{Action, Form, Hints, Keymap, Picker, Reader, Ruling, Scene};
use crate::layout::{Line, Role, Run, Spot, details, ledger};
use crate::model::{BlockId, Clean};
use crate::wrap::{width, wrap};

/// What lies over the article.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A page of lines.
    Page(Page),
    /// The line being typed.
    Prompt(Prompt),
    /// Labels on what can be followed.
    Hints(Hints),
    /// The list of themes, beside the article.
    Picker(Picker),
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
    /// The entries that can be chosen: their block and its lines.
    pub entries: Vec<(BlockId, Range<usize>)>,
    /// Which entry is chosen.
    pub entry: usize,
    /// The entries that are shown whole.
    open: BTreeSet<BlockId>,
    /// The rule that is proposed, on the page of one.
    pub ruling: Option<Ruling>,
    /// What a program answered, on a page of that.
    pub output: Option<Output>,
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
    /// A rule that could be written.
    Rule,
    /// What a program answered.
    Output,
}

/// What a program answered.
#[derive(Clone, Debug)]
pub struct Output {
    /// The program's name.
    pub program: String,
    text: Clean,
}

/// The line being typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked for.
    pub asked: Asked,
    /// The text so far.
    pub text: String,
}

/// What a line is typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Text to find.
    Find {
        /// Where the search began, to come back to.
        origin: Spot,
    },
    /// A name for a file.
    Save {
        /// Whether the file may take the place of another.
        sure: bool,
    },
    /// A program for the text.
    Pipe {
        /// What it is given.
        form: Form,
    },
    /// What the list is to be filtered by.
    Filter,
    /// The address of a feed.
    AddFeed,
    /// Tags, with commas between them.
    Tag {
        /// How much of the line was typed before it was completed, if it was.
        stem: Option<usize>,
        /// Which of the tags that go on so stands in the line.
        pick: usize,
    },
    /// A command.
    Command {
        /// How much of the line was typed before it was completed, if it was.
        stem: Option<usize>,
        /// Which of the names that go on so stands in the line.
        pick: usize,
    },
}

impl Asked {
    /// What stands before the line.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Find { .. } | Self::Filter => "/",
            Self::Save { .. } => "save as: ",
            Self::Pipe { form: Form::Markdown } => "pipe markdown to: ",
            Self::Pipe { form: Form::Json } => "pipe json to: ",
            Self::Pipe { .. } => "pipe text to: ",
            Self::AddFeed => "add feed: ",
            Self::Tag { .. } => "tag: ",
            Self::Command { .. } => ":",
        }
    }
}

impl PageKind {
    /// The page's headline.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Help => "Keys",
            Self::Ledger => "Removed",
            Self::Details => "Details",
            Self::Rule => "A rule of your own",
            Self::Output => "Output",
        }
    }
}

impl Page {
    /// A page, to be set by [`Page::fit`].
    pub(in crate::app) fn new(kind: PageKind) -> Self {
        Self {
            kind,
            lines: Vec::new(),
            top: 0,
            entries: Vec::new(),
            entry: 0,
            open: BTreeSet::new(),
            ruling: None,
            output: None,
            width: 0,
        }
    }

    /// The page of a rule that is proposed.
    pub(in crate::app) fn of_rule(ruling: Ruling) -> Self {
        Self { ruling: Some(ruling), ..Self::new(PageKind::Rule) }
    }

    /// Shows the chosen entry whole, or its beginning only.
    pub(in crate::app) fn unfold(&mut self, whole: bool) {
        if let Some(block) = self.chosen() {
            if whole {
                self.open.insert(block);
            } else {
                self.open.remove(&block);
            }
            self.set_anew();
        }
    }

    /// A page of what a program answered.
    pub(in crate::app) fn of_output(program: String, text: &str) -> Self {
        let output = Some(Output { program, text: Clean::text(text) });
        Self { output, ..Self::new(PageKind::Output) }
    }

    /// The page's headline.
    #[must_use]
    pub fn title(&self) -> &str {
        self.output.as_ref().map_or(self.kind.title(), |output| &output.program)
    }

    /// Chooses the entry on a row, if there is one.
    pub(in crate::app) fn choose_row(&mut self, row: usize) {
        let entry = self.entries.iter().position(|(_, rows)| rows.contains(&row));
        self.entry = entry.unwrap_or(self.entry);
    }

    /// Lets the page be set anew, because what it tells of has changed.
    pub(in crate::app) fn set_anew(&mut self) {
        self.width = 0;
    }

    /// The chosen entry's block.
    #[must_use]
    pub fn chosen(&self) -> Option<BlockId> {
        self.entries.get(self.entry).map(|(block, _)| *block)
    }

    /// The lines of the chosen entry.
    #[must_use]
    pub fn chosen_rows(&self) -> Range<usize> {
        self.entries.get(self.entry).map(|(_, rows)| rows.clone()).unwrap_or_default()
    }

    /// Moves the choice, where there is one, and the page with it. False if the page is to move
    /// alone.
    pub(in crate::app) fn choose(&mut self, action: Action, times: usize, height: usize) -> bool {
        let last = self.entries.len().saturating_sub(1);
        self.entry = match action {
            _ if self.entries.is_empty() => return false,
            Action::ScrollDown => self.entry.saturating_add(times).min(last),
            Action::ScrollUp => self.entry.saturating_sub(times),
            Action::Top => 0,
            Action::Bottom => last,
            _ => return false,
        };
        let rows = self.chosen_rows();
        // The heading above an entry is seen with it.
        let first = if self.entry == 0 { 0 } else { rows.start.saturating_sub(2) };
        self.top =
            self.top.clamp(rows.end.saturating_sub(height), first.max(rows.end.saturating_sub(height)));
        true
    }

    /// Brings the choice to where the page was moved.
    fn follow(&mut self, height: usize) {
        let seen = self.top..self.top + height;
        if !seen.contains(&self.chosen_rows().start) {
            let below = self.entries.iter().position(|(_, rows)| rows.start >= seen.start);
            let above = self.entries.iter().rposition(|(_, rows)| rows.start < seen.end);
            let upwards = self.chosen_rows().start >= seen.end;
            self.entry = if upwards { above } else { below }.unwrap_or(self.entry);
        }
    }

    /// Sets the page for a width, if it is not.
    pub(in crate::app) fn fit(
        &mut self,
        columns: u16,
        height: usize,
        keymap: &Keymap,
        (scene, reader): (Scene, Option<&Reader>),
    ) {
        if self.width != columns {
            self.width = columns;
            let columns = usize::from(columns);
            self.lines = match (self.kind, reader) {
                (PageKind::Output, _) => {
                    self.output.as_ref().map(|output| verbatim(&output.text, columns)).unwrap_or_default()
                }
                (PageKind::Ledger, Some(reader)) => {
                    ledger(&reader.reading, &reader.restored, &self.open, columns, reader.bidi())
                }
                (PageKind::Rule, Some(reader)) => self
                    .ruling
                    .as_ref()
                    .map(|ruling| ruling.lines(&reader.reading, columns))
                    .unwrap_or_default(),
                (PageKind::Details, Some(reader)) => details(&reader.reading, columns, reader.bidi()),
                _ => help(keymap, columns, scene),
            };
            self.entries = entries(&self.lines);
        }
        self.top = self.top.min(self.lines.len().saturating_sub(height));
        self.follow(height);
    }
}

/// Text as a program wrote it; only what is too wide is broken, between words.
fn verbatim(text: &str, columns: usize) -> Vec<Line> {
    let rows = text.trim_end().lines().flat_map(|line| {
        let line = expanded(line);
        let ranges = wrap(&line, columns, columns);
        let rows = ranges.into_iter().map(|range| line.get(range).unwrap_or_default().to_owned());
        rows.collect::<Vec<_>>()
    });
    rows.map(|row| Line::of(vec![Run::label(row, Role::Body)])).collect()
}

/// A line with blanks for its tabs.
fn expanded(line: &str) -> String {
    let mut expanded = String::with_capacity(line.len());
    for (index, part) in line.split('\t').enumerate() {
        if index > 0 {
            expanded.push_str(&" ".repeat(TAB - width(&expanded) % TAB));
        }
        expanded.push_str(part);
    }
    expanded
}

/// Columns from one tab to the next.
const TAB: usize = 8;

/// The blocks of a page and their lines.
fn entries(lines: &[Line]) -> Vec<(BlockId, Range<usize>)> {
    let mut entries: Vec<(BlockId, Range<usize>)> = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        match (line.from, entries.last_mut()) {
            (Some(from), Some((last, rows))) if from == *last => rows.end = row + 1,
            (Some(from), _) => entries.push((from, row..row + 1)),
            (None, _) => {}
        }
    }
    entries
}
