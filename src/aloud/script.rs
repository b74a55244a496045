//! A reading as what there is to say, in order: the opening, then passages.

use super::words::{self, Numbers, count};
use crate::layout::{Item, ItemKind, imprint, items};
use crate::model::{Block, BlockId, BlockKind, Part, Reading};

/// What is said at one go: a paragraph, an item of a list, a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What is said.
    pub lines: Vec<String>,
    /// The block that it comes from.
    pub block: BlockId,
    /// The section that it is part of, counted from 0.
    pub section: usize,
    /// Whether it announces what comes after it.
    pub is_heading: bool,
    /// Its words, as they are found by a search.
    pub(super) text: String,
}

/// Something that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Removed {
    /// The passage that it stood after; none for before the first.
    pub(super) after: Option<usize>,
    /// What it said, and why it went.
    pub(super) told: String,
}

/// A section of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// Its heading, else its first words.
    pub(super) title: String,
    /// Its first passage.
    pub(super) first: usize,
}

/// What there is to say of a reading.
#[derive(Clone, Debug)]
pub struct Script {
    /// What is said first: title, standfirst, who and when, how long, how much there is beside.
    pub opening: Vec<String>,
    /// The text.
    pub passages: Vec<Passage>,
    pub(super) sections: Vec<Section>,
    pub(super) items: Vec<Item>,
    pub(super) removed: Vec<Removed>,
    /// Where the article is.
    pub(super) address: Option<String>,
    pub(super) minutes: usize,
}

impl Script {
    /// The script of a reading.
    #[must_use]
    pub fn of(reading: &Reading) -> Self {
        let items = items(reading);
        let links = items.iter().filter(|item| item.kind == ItemKind::Inline);
        let numbers: Numbers = links.filter_map(|item| Some((item.anchor?, item.number))).collect();
        let mut script = Self {
            opening: Vec::new(),
            passages: Vec::new(),
            sections: Vec::new(),
            items,
            removed: Vec::new(),
            address: reading.metadata.url.as_ref().map(ToString::to_string),
            minutes: imprint(reading).minutes.unwrap_or_default(),
        };
        for section in &reading.article.sections {
            script.section(&section.blocks, &numbers);
        }
        script.remember_removed(reading);
        script.open(reading);
        script.place_items();
        script.opening.push(script.beside());
        script
    }

    /// A section that says nothing is none.
    fn section(&mut self, blocks: &[Block], numbers: &Numbers) {
        let (first, number) = (self.passages.len(), self.sections.len());
        for group in blocks.chunk_by(are_one) {
            match group.first().map(|block| &block.kind) {
                Some(BlockKind::Row) => self.table(group, number),
                Some(BlockKind::Item { .. }) => self.list(group, number, numbers),
                _ => group.iter().for_each(|block| {
                    let lines = words::lines(block, numbers);
                    self.passage(block, number, lines);
                }),
            }
        }
        let Some(begins) = self.passages.get(first) else { return };
        let title = if begins.is_heading { begins.text.replace('\n', " ") } else { shortened(&begins.text) };
        self.sections.push(Section { title, first });
    }

    fn passage(&mut self, block: &Block, section: usize, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        let text = match words::bare(block) {
            text if text.is_empty() => lines.join("\n"),
            text => text,
        };
        self.passages.push(Passage { lines, block: block.id, section, is_heading, text });
    }

    fn list(&mut self, blocks: &[Block], section: usize, numbers: &Numbers) {
        for (at, block) in blocks.iter().enumerate() {
            let mut lines = words::lines(block, numbers);
            if at == 0 && blocks.len() > 1 && !lines.is_empty() {
                lines.insert(0, format!("List, {}.", count(blocks.len(), "item")));
            }
            self.passage(block, section, lines);
        }
    }

    fn table(&mut self, blocks: &[Block], section: usize) {
        let rows: Vec<Vec<String>> = blocks.iter().map(words::cells).collect();
        let names = rows.split_first().filter(|(first, rest)| are_names(first, rest)).map(|(first, _)| first);
        let names: &[String] = names.map_or(&[], Vec::as_slice);
        let head = usize::from(!names.is_empty());
        let columns =
            if names.is_empty() { String::new() } else { format!(" Columns: {}.", names.join(", ")) };
        let mut before = vec![format!("Table, {}.{columns}", count(rows.len() - head, "row"))];
        for (block, cells) in blocks.iter().zip(&rows).skip(head) {
            let said = words::row(cells, names);
            if !said.is_empty() {
                before.push(said);
                self.passage(block, section, std::mem::take(&mut before));
            }
        }
    }

    /// The passage of a block, or of the last one before it.
    fn place(&self, after: Option<BlockId>) -> Option<usize> {
        self.passages.partition_point(|passage| Some(passage.block) <= after).checked_sub(1)
    }

    fn remember_removed(&mut self, reading: &Reading) {
        for dropped in &reading.ledger {
            let text = dropped.block.clean_text().folded();
            if !text.is_empty() {
                let why = dropped.reason.told(dropped.block.id);
                let told = format!("\"{text}\": {why}.");
                self.removed.push(Removed { after: self.place(dropped.after), told });
            }
        }
    }

    /// Says of every item where it stood, after the passage before it.
    fn place_items(&mut self) {
        let beside = self.items.iter().filter(|item| item.kind != ItemKind::Inline);
        let marks: Vec<_> = beside.map(|item| (self.place(item.after), words::mark(item))).collect();
        for (place, mark) in marks {
            match place.and_then(|place| self.passages.get_mut(place)) {
                Some(passage) => passage.lines.push(mark),
                None => self.opening.push(mark),
            }
        }
    }

    fn open(&mut self, reading: &Reading) {
        let front = |part: Part| {
            let found = reading.article.front.iter().filter(move |front| front.part == part);
            found.map(|front| front.block.clean_text().folded().into_string()).filter(|text| !text.is_empty())
        };
        let mut titles: Vec<String> = front(Part::Title).collect();
        if titles.is_empty() {
            titles.extend(reading.title().map(|title| title.folded().into_string()));
        }
        self.opening.extend(titles);
        self.opening.extend(front(Part::Standfirst));
        let known = imprint(reading);
        let time = known.minutes.map(|minutes| format!("{} to read", count(minutes, "minute")));
        let told: Vec<String> = [known.byline, known.date, known.site, time].into_iter().flatten().collect();
        self.opening.extend((!told.is_empty()).then(|| format!("{}.", told.join(". "))));
    }

    /// How much there is beside the text, and what to type: `3 videos, 12 links; Enter reads on`.
    fn beside(&self) -> String {
        let videos = self.items.iter().filter(|item| item.kind == ItemKind::Video).count();
        let links = self.items.len() - videos;
        let removed = self.removed.len();
        let counts = [(videos, count(videos, "video")), (links, count(links, "link"))];
        let removed = (removed, format!("{} removed", count(removed, "line")));
        let there: Vec<String> = counts
            .into_iter()
            .chain([removed])
            .filter(|(number, _)| *number > 0)
            .map(|(_, told)| told)
            .collect();
        let there = if there.is_empty() { "No videos, no links".to_owned() } else { there.join(", ") };
        match self.passages.len() {
            0 => "There is no text to read here; h for help, q quits.".to_owned(),
            _ => format!("{there}; Enter reads on, h for help."),
        }
    }
}

/// Whether two blocks are rows of one table or items of one list.
fn are_one(one: &Block, other: &Block) -> bool {
    use BlockKind::{Item, Row};
    match (&one.kind, &other.kind) {
        (Item { depth: 0, ordinal: one }, Item { depth: 0, ordinal: other }) => {
            one.is_some() == other.is_some()
        }
        (Row, Row) | (Item { .. }, Item { .. }) => true,
        _ => false,
    }
}

/// Whether the first row of a table names its columns: all of its cells say something, each
/// something else. Of two columns the left one may hold names as well; there the right one must
/// hold figures under a word.
fn are_names(first: &[String], rest: &[Vec<String>]) -> bool {
    let is_name = |cell: &String| cell.chars().any(char::is_alphabetic);
    let is_figure = |cell: &String| cell.chars().any(|c| c.is_ascii_digit());
    let twice = |(at, cell): (usize, &String)| first.iter().take(at).any(|other| other == cell);
    let right = |row: &[String]| row.get(1).is_some_and(is_figure);
    let figures = || !right(first) && rest.iter().all(|row| right(row));
    !rest.is_empty()
        && first.len() > 1
        && first.iter().all(is_name)
        && !first.iter().enumerate().any(twice)
        && (first.len() > 2 || figures())
}

/// Words of a title that is none.
const TITLE: usize = 8;

fn shortened(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut title: Vec<&str> = words.by_ref().take(TITLE).collect();
    if words.next().is_some() {
        title.push("...");
    }
    title.join(" ")
}
