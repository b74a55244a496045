//! Where somebody is in a script, and what each command says. The only writer of that place.

use super::command::HELP;
use super::words::{count, told};
use super::{Command, Passage, Script};
use crate::layout::{Item, ItemKind};
use crate::model::host;
use crate::wrap::wrap_whole;

/// What is said in answer to a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The lines, none wider than was asked for.
    pub lines: Vec<String>,
    /// What the edge is to do after they were said.
    pub deed: Option<Deed>,
}

/// Something for the edge to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Open an address in the browser.
    Open(String),
    /// Play an address.
    Play(String),
    /// Fetch an address and read it here.
    Follow(String),
    /// Go to the next article.
    NextArticle,
    /// Go to the article before.
    PreviousArticle,
    /// End.
    Quit,
}

/// Somebody who reads a script.
#[derive(Clone, Debug)]
pub struct Session {
    script: Script,
    /// Lines are broken to so many columns; none leaves them whole.
    columns: Option<usize>,
    /// The first passage of what was said last; none before anything was.
    here: Option<usize>,
    /// The passage that comes next.
    next: usize,
    /// What was searched for.
    sought: Option<String>,
}

const END: &str = "This is the end. b goes back, l lists the links, q quits.";

impl Session {
    /// At the beginning of a script.
    #[must_use]
    pub fn new(script: Script, columns: Option<usize>) -> Self {
        Self { script, columns, here: None, next: 0, sought: None }
    }

    /// What is said first.
    #[must_use]
    pub fn opening(&self) -> Vec<String> {
        self.set(self.script.opening.clone())
    }

    /// What is said on coming back: what it was, and where.
    #[must_use]
    pub fn resumed(&self) -> Vec<String> {
        if self.here.is_none() {
            return self.opening();
        }
        let title = self.script.opening.iter().take(1).cloned();
        self.set(title.chain(self.place()).collect())
    }

    /// Everything, for somebody who cannot answer.
    #[must_use]
    pub fn whole(&self) -> Vec<String> {
        let mut lines = self.opening();
        lines.extend(self.said(0..self.script.passages.len()));
        lines
    }

    /// Does what a command asks.
    pub fn perform(&mut self, command: Command) -> Reply {
        let deed = |deed| Reply { lines: Vec::new(), deed: Some(deed) };
        let lines = match command {
            Command::On(times) => self.on(times),
            Command::Rest => self.on(usize::MAX),
            Command::Back(times) => self.back(times),
            Command::Again => self.again(),
            Command::Beginning => return self.begin(),
            Command::NextSection => self.next_section(),
            Command::PreviousSection => self.previous_section(),
            Command::Sections(None) => self.set(self.sections()),
            Command::Sections(Some(number)) => self.go_to(number.wrapping_sub(1)),
            Command::Find(text) => self.find(text),
            Command::Links => self.set(self.list("There are no links.", |kind| kind != ItemKind::Video)),
            Command::Videos => self.set(self.list("There are no videos.", |kind| kind == ItemKind::Video)),
            Command::Open(number) => return self.open(number),
            Command::Follow(number) => return self.follow(number),
            Command::Removed => self.set(self.removed_here()),
            Command::AllRemoved => self.set(self.all_removed()),
            Command::Where => self.set(self.place()),
            Command::Help => self.set(HELP.iter().map(|(keys, deed)| format!("{keys}: {deed}")).collect()),
            Command::NextArticle => return deed(Deed::NextArticle),
            Command::PreviousArticle => return deed(Deed::PreviousArticle),
            Command::Quit => return deed(Deed::Quit),
            Command::Unknown(line) => self.set(vec![format!("\"{line}\" is no command; h for help.")]),
        };
        Reply { lines, deed: None }
    }

    fn passages(&self) -> &[Passage] {
        &self.script.passages
    }

    /// Lines as they are said: broken to the columns, where there is such a limit.
    fn set(&self, lines: Vec<String>) -> Vec<String> {
        let Some(columns) = self.columns else { return lines };
        let broken = |line: &String| {
            let parts = wrap_whole(line, columns).into_iter();
            parts.filter_map(|part| line.get(part).map(str::to_owned)).collect::<Vec<_>>()
        };
        lines.iter().flat_map(broken).collect()
    }

    /// Passages as they are said. Where a passage may take several lines, a blank one parts it
    /// from the next.
    fn said(&self, range: std::ops::Range<usize>) -> Vec<String> {
        let mut lines = Vec::new();
        for passage in self.passages().get(range).unwrap_or_default() {
            if self.columns.is_some() && !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(self.set(passage.lines.clone()));
        }
        lines
    }

    /// Reads on. A heading is said with what it announces.
    fn on(&mut self, times: usize) -> Vec<String> {
        let (from, end) = (self.next, self.passages().len());
        if from == end {
            return self.set(vec![END.to_owned()]);
        }
        for _ in 0..times {
            if self.next == end {
                break;
            }
            self.here = Some(self.unit(self.next));
            while self.passages().get(self.next).is_some_and(|passage| passage.is_heading) {
                self.next += 1;
            }
            self.next = (self.next + 1).min(end);
        }
        let mut lines = self.said(from..self.next);
        if self.next == end {
            lines.extend(self.set(vec![END.to_owned()]));
        }
        lines
    }

    /// Where what is said with a passage begins: at the headings before it.
    fn unit(&self, passage: usize) -> usize {
        let before = self.passages().get(..passage).unwrap_or_default();
        passage - before.iter().rev().take_while(|passage| passage.is_heading).count()
    }

    fn back(&mut self, times: usize) -> Vec<String> {
        let mut first = self.here.unwrap_or_default();
        let was = first;
        for _ in 0..times.min(was) {
            first = self.unit(first.saturating_sub(1));
        }
        self.next = first;
        let mut lines = if first == was { vec!["This is the beginning.".to_owned()] } else { Vec::new() };
        lines.extend(self.on(1));
        lines
    }

    fn again(&self) -> Vec<String> {
        match self.here {
            None => self.opening(),
            Some(here) => self.said(here..self.next.max(here + 1)),
        }
    }

    fn begin(&mut self) -> Reply {
        (self.here, self.next) = (None, 0);
        Reply { lines: self.opening(), deed: None }
    }

    /// The section that somebody is in; none before anything was read.
    fn section(&self) -> Option<usize> {
        self.passages().get(self.here?).map(|passage| passage.section)
    }

    fn next_section(&mut self) -> Vec<String> {
        let next = self.section().map_or(0, |section| section + 1);
        if next < self.script.sections.len() {
            return self.go_to(next);
        }
        self.set(vec!["This is the last section.".to_owned()])
    }

    fn previous_section(&mut self) -> Vec<String> {
        let section = self.section().unwrap_or_default();
        let first = self.script.sections.get(section).map(|section| section.first);
        let inside = self.here > first;
        match section.checked_sub(usize::from(!inside)) {
            Some(section) => self.go_to(section),
            None => self.set(vec!["This is the first section.".to_owned()]),
        }
    }

    /// Goes to a section and names it; its heading is not said once more.
    fn go_to(&mut self, number: usize) -> Vec<String> {
        let Some(first) = self.script.sections.get(number).map(|section| section.first) else {
            let what = match self.script.sections.len() {
                1 => "There is only one section.".to_owned(),
                sections => format!("There are {}.", count(sections, "section")),
            };
            return self.set(vec![what]);
        };
        (self.here, self.next) = (Some(first), first);
        let skipped = |passage: &&Passage| passage.is_heading && passage.section == number;
        self.next += self.passages().iter().skip(first).take(1).filter(skipped).count();
        self.set(vec![self.named(number)])
    }

    /// `Section 2 of 7: What comes next`.
    fn named(&self, number: usize) -> String {
        let sections = &self.script.sections;
        let title = sections.get(number).map(|section| section.title.as_str()).unwrap_or_default();
        format!("Section {} of {}: {title}", number + 1, sections.len())
    }

    fn sections(&self) -> Vec<String> {
        (0..self.script.sections.len()).map(|number| self.named(number)).collect()
    }

    /// How much of the text was said, by its letters.
    fn percent(&self) -> usize {
        let letters = |passages: &[Passage]| passages.iter().map(|passage| passage.text.len()).sum::<usize>();
        let read = letters(self.passages().get(..self.next).unwrap_or_default());
        read * 100 / letters(self.passages()).max(1)
    }

    fn place(&self) -> Vec<String> {
        let percent = self.percent();
        let left = (self.script.minutes * (100 - percent.min(100))).div_ceil(100);
        let section = self.section().map(|section| self.named(section));
        let left = if left == 0 { "nothing".to_owned() } else { format!("about {}", count(left, "minute")) };
        let place = format!("{percent} percent, {left} left.");
        [place].into_iter().chain(section).collect()
    }

    /// Goes on to where a text stands; after the end, from the beginning. Capitals count if there
    /// are any.
    fn find(&mut self, text: Option<String>) -> Vec<String> {
        self.sought = text.or_else(|| self.sought.take());
        let Some(sought) = self.sought.clone() else {
            return self.set(vec!["Say what to find: /word".to_owned()]);
        };
        let exact = sought.chars().any(char::is_uppercase);
        let has = |passage: &Passage| {
            if exact { passage.text.contains(&sought) } else { passage.text.to_lowercase().contains(&sought) }
        };
        let (before, after) = self.passages().split_at(self.next.min(self.passages().len()));
        let ahead = after.iter().position(has).map(|at| at + self.next);
        let found = ahead.or_else(|| before.iter().position(has));
        let Some(found) = found else {
            return self.set(vec![format!("\"{sought}\" is not in the text.")]);
        };
        self.next = found;
        let said = self.on(1);
        let from = if ahead.is_none() { "From the beginning. " } else { "" };
        let section = self.section().map(|section| self.named(section)).unwrap_or_default();
        let mut lines = self.set(vec![format!("{from}{section}, {} percent.", self.percent())]);
        lines.extend(said);
        lines
    }

    fn list(&self, none: &str, wanted: impl Fn(ItemKind) -> bool) -> Vec<String> {
        let line = |item: &Item| {
            let place = item.url.as_ref().and_then(|url| host(url)).map(|host| format!(", at {host}"));
            format!("{}{}", told(item), place.unwrap_or_default())
        };
        let lines: Vec<String> =
            self.script.items.iter().filter(|item| wanted(item.kind)).map(line).collect();
        if lines.is_empty() { vec![none.to_owned()] } else { lines }
    }

    /// An item and its address, or why there is none.
    fn item(&self, number: usize) -> Result<(&Item, String), String> {
        let item = self.script.items.iter().find(|item| item.number == number);
        let item = item.ok_or_else(|| format!("There is no item {number}; l and v list them."))?;
        let url = item.url.as_ref().map(ToString::to_string);
        url.map(|url| (item, url)).ok_or_else(|| format!("Item {number} has no address."))
    }

    fn open(&self, number: Option<usize>) -> Reply {
        let article = || {
            let address = self.script.address.clone();
            address.map(Deed::Open).ok_or_else(|| "The article has no address.".to_owned())
        };
        let item = |(item, url): (&Item, String)| match item.kind {
            ItemKind::Video => Deed::Play(url),
            ItemKind::Related | ItemKind::Embed | ItemKind::Inline => Deed::Open(url),
        };
        self.with(number.map_or_else(article, |number| self.item(number).map(item)))
    }

    fn follow(&self, number: usize) -> Reply {
        let followed = |(item, url): (&Item, String)| match item.kind {
            ItemKind::Video => Err(format!("Item {number} is a video; o {number} plays it.")),
            ItemKind::Related | ItemKind::Embed | ItemKind::Inline => Ok(Deed::Follow(url)),
        };
        self.with(self.item(number).and_then(followed))
    }

    fn with(&self, deed: Result<Deed, String>) -> Reply {
        match deed {
            Ok(deed) => Reply { lines: Vec::new(), deed: Some(deed) },
            Err(why) => Reply { lines: self.set(vec![why]), deed: None },
        }
    }

    /// What was removed after the passages that were said last.
    fn removed_here(&self) -> Vec<String> {
        let here = |after: Option<usize>| match self.here {
            None => after.is_none(),
            Some(here) => after.is_some_and(|after| (here..self.next.max(here + 1)).contains(&after)),
        };
        let removed: Vec<String> = self
            .script
            .removed
            .iter()
            .filter(|removed| here(removed.after))
            .map(|removed| removed.told.clone())
            .collect();
        match (removed.len(), self.script.removed.len()) {
            (0, 0) => vec!["Nothing was removed.".to_owned()],
            (0, all) => {
                vec![format!("Nothing was removed here; {} elsewhere, X lists all.", count(all, "line"))]
            }
            (here, _) => {
                [format!("Removed here: {}.", count(here, "line"))].into_iter().chain(removed).collect()
            }
        }
    }

    fn all_removed(&self) -> Vec<String> {
        let removed = &self.script.removed;
        if removed.is_empty() {
            return vec!["Nothing was removed.".to_owned()];
        }
        let told = removed.iter().map(|removed| removed.told.clone());
        [format!("Removed: {}.", count(removed.len(), "line"))].into_iter().chain(told).collect()
    }
}
