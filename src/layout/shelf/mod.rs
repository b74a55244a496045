//! The sidebar set in its column: videos, stories, links, and the outline. It fits its pane: a
//! part that is too long shows a window of its entries, and says how many there are around it.

pub(super) mod item;

use std::ops::Range;

use crate::layout::{Chapter, Item, ItemKind, Line, Role, Run};
use crate::model::{Level, clock};
use crate::wrap::{clip, clip_words, width, wrap};

/// A part that does not fit keeps so many rows: its heading, what is left out, an entry or two.
const LEAST: usize = 6;

/// The mark before a chapter of the outline.
const UNREAD: char = '○';

/// A part of the sidebar that the focus can stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfPart {
    /// The videos.
    Videos,
    /// Other stories and embeds.
    Related,
    /// Links within the text.
    Links,
    /// The sections of the article.
    Outline,
}

impl ShelfPart {
    /// Every part, from top to bottom.
    pub const ALL: [Self; 4] = [Self::Videos, Self::Related, Self::Links, Self::Outline];

    fn of(kind: ItemKind) -> Self {
        match kind {
            ItemKind::Video => Self::Videos,
            ItemKind::Related | ItemKind::Embed => Self::Related,
            ItemKind::Inline => Self::Links,
        }
    }
}

/// Something in the sidebar that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The part that it belongs to.
    pub part: ShelfPart,
    /// Which item or, in the outline, which chapter it is; counted from 0.
    pub index: usize,
    /// Its rows in the sidebar; none if it is left out for now.
    pub rows: Range<usize>,
}

/// What the sidebar is set for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Columns.
    pub columns: usize,
    /// Rows of its pane; none sets no row.
    pub rows: usize,
    /// The entry that must be seen.
    pub watched: Option<usize>,
    /// The chapter that must be seen.
    pub chapter: Option<usize>,
}

/// The sidebar set in its column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    /// The rows.
    pub lines: Vec<Line>,
    /// What can be chosen, from top to bottom.
    pub entries: Vec<Entry>,
    /// The row of the outline's heading.
    pub outline: Option<usize>,
    /// The first entry that each part shows.
    from: [usize; 4],
}

/// One part while it is set.
struct Part<'a> {
    name: &'static str,
    /// Where it begins among the entries, and which they are.
    entries: Range<usize>,
    items: &'a [Item],
    chapters: &'a [Chapter],
    digits: usize,
    /// How deep each chapter is within others.
    depths: &'a [usize],
    columns: usize,
    density: Density,
}

/// How much room an entry has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Density {
    /// Two rows for its text, and one for its host if it must be.
    Roomy,
    /// Two rows for all.
    Close,
    /// One row.
    Tight,
}

impl Shelf {
    /// Sets the sidebar of an article. What each part showed before, it goes on showing while it
    /// can.
    #[must_use]
    pub fn set(items: &[Item], chapters: &[Chapter], frame: Frame, before: &Self) -> Self {
        let mut shelf = Self { from: before.from, ..Self::default() };
        for item in items {
            let part = ShelfPart::of(item.kind);
            shelf.entries.push(Entry { part, index: item.number - 1, rows: 0..0 });
        }
        let outline = (0..chapters.len()).map(|index| Entry { part: ShelfPart::Outline, index, rows: 0..0 });
        shelf.entries.extend(outline);
        if frame.rows == 0 {
            return shelf;
        }
        let depths = depths(chapters);
        let mut parts = shelf.parts(items, chapters, &depths, frame.columns);
        let budgets = settle(&mut parts, frame.rows);
        for (index, (part, budget)) in parts.iter().zip(budgets).enumerate() {
            let chapter = frame.chapter.map(|chapter| chapter + items.len());
            let inside = |entry: &Option<usize>| entry.is_some_and(|entry| part.entries.contains(&entry));
            let watched = Some(frame.watched).filter(inside).or(Some(chapter).filter(inside)).flatten();
            shelf.part(index, part, budget, watched);
        }
        shelf
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn parts<'a>(
        &self,
        items: &'a [Item],
        chapters: &'a [Chapter],
        depths: &'a [usize],
        columns: usize,
    ) -> Vec<Part<'a>> {
        let digits = items.len().to_string().len();
        let part = |part: ShelfPart| {
            let first = self.entries.iter().position(|entry| entry.part == part).unwrap_or(0);
            let count = self.entries.iter().filter(|entry| entry.part == part).count();
            let entries = first..first + count;
            let name = name(part, items.get(entries.clone()).unwrap_or_default());
            Part { name, entries, items, chapters, digits, depths, columns, density: Density::Roomy }
        };
        ShelfPart::ALL.map(part).into_iter().collect()
    }

    fn part(&mut self, index: usize, part: &Part<'_>, budget: usize, watched: Option<usize>) {
        if part.entries.is_empty() {
            return;
        }
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        if index + 1 == ShelfPart::ALL.len() {
            self.outline = Some(self.lines.len());
        }
        let end = self.lines.len() + budget;
        let count = Run::label(format!(" {}", part.entries.len()), Role::Faint);
        self.lines.push(Line::of(vec![Run::label(part.name, Role::ShelfHeading), count]));
        let from = self.from.get(index).copied().unwrap_or(0);
        let shown = part.window(from, watched, budget - 1);
        if let Some(from) = self.from.get_mut(index) {
            *from = shown.start - part.entries.start;
        }
        self.left_out(shown.start - part.entries.start, "above");
        for entry in shown.clone() {
            let first = self.lines.len();
            self.lines.extend(part.lines(entry));
            let rows = first..self.lines.len();
            if let Some(entry) = self.entries.get_mut(entry) {
                entry.rows = rows;
            }
        }
        self.left_out(part.entries.end - shown.end, "more");
        while self.lines.len() < end {
            self.lines.push(Line::default());
        }
    }

    fn left_out(&mut self, count: usize, whereabouts: &str) {
        if count > 0 {
            self.lines.push(Line::of(vec![Run::label(format!("… {count} {whereabouts}"), Role::Faint)]));
        }
    }
}

fn name(part: ShelfPart, items: &[Item]) -> &'static str {
    match part {
        ShelfPart::Videos => "VIDEOS",
        ShelfPart::Related if items.iter().all(|item| item.kind == ItemKind::Embed) => "EMBEDS",
        ShelfPart::Related => "RELATED",
        ShelfPart::Links => "LINKS",
        ShelfPart::Outline => "OUTLINE",
    }
}

/// Within how many others each chapter stands: a step deeper than the last one of a higher level,
/// however many levels a page leaves out.
fn depths(chapters: &[Chapter]) -> Vec<usize> {
    let mut above: Vec<Option<Level>> = Vec::new();
    let mut depth = |chapter: &Chapter| {
        while above.last().is_some_and(|last| *last >= chapter.level) {
            above.pop();
        }
        above.push(chapter.level);
        above.len() - 1
    };
    chapters.iter().map(&mut depth).collect()
}

/// Finds how closely the parts must be set, and how many rows each may take. A long part is cut
/// rather than all set tight.
fn settle(parts: &mut [Part<'_>], rows: usize) -> Vec<usize> {
    let filled = parts.iter().filter(|part| !part.entries.is_empty()).count();
    let rows = rows.saturating_sub(filled.saturating_sub(1));
    if parts.iter().map(|part| part.height(rows)).sum::<usize>() > rows {
        set_density(parts, Density::Close);
    }
    let mut budgets = cut(parts, rows);
    if budgets.iter().sum::<usize>() > rows {
        set_density(parts, Density::Tight);
        budgets = cut(parts, rows);
    }
    budgets
}

fn set_density(parts: &mut [Part<'_>], density: Density) {
    for part in parts {
        part.density = density;
    }
}

/// How many rows each part may take: all that it needs, or where they are too many, the longest
/// are cut first.
fn cut(parts: &[Part<'_>], rows: usize) -> Vec<usize> {
    let mut budgets: Vec<usize> = parts.iter().map(|part| part.height(rows)).collect();
    while budgets.iter().sum::<usize>() > rows {
        match budgets.iter_mut().max() {
            Some(longest) if *longest > LEAST => *longest -= 1,
            _ => break,
        }
    }
    budgets
}

impl Part<'_> {
    /// Rows of its heading and all its entries, counted only as far as a pane goes.
    fn height(&self, most: usize) -> usize {
        if self.entries.is_empty() {
            return 0;
        }
        let mut rows = 1;
        for entry in self.entries.clone() {
            rows += self.lines(entry).len();
            if rows > most {
                break;
            }
        }
        rows
    }

    /// Which entries fit in so many rows: those that were shown, moved only as far as the watched
    /// one asks for.
    fn window(&self, from: usize, watched: Option<usize>, rows: usize) -> Range<usize> {
        let all = &self.entries;
        if self.fill(all.start, rows) == *all {
            return all.clone();
        }
        let mut from = (all.start + from).min(all.end - 1);
        let watched = watched.unwrap_or(from);
        from = from.min(watched);
        if watched >= self.fill(from, rows).end {
            from = watched;
            while from > all.start && self.fill(from - 1, rows).end > watched {
                from -= 1;
            }
        }
        // No room is left below the last entry while there are others above the first.
        while from > all.start && self.fill(from - 1, rows).end == all.end {
            from -= 1;
        }
        self.fill(from, rows)
    }

    /// The entries from one on that fit in so many rows, beside what tells of those left out. One
    /// at least.
    fn fill(&self, from: usize, rows: usize) -> Range<usize> {
        let mut room = rows.saturating_sub(usize::from(from > self.entries.start));
        let mut end = from;
        while end < self.entries.end {
            let taken = self.lines(end).len();
            let spare = usize::from(end + 1 < self.entries.end);
            if taken + spare > room && end > from {
                break;
            }
            room = room.saturating_sub(taken);
            end += 1;
        }
        from..end
    }

    /// How many rows the text of an entry may take.
    fn rows(&self) -> usize {
        if self.density == Density::Tight { 1 } else { 2 }
    }

    /// A chapter of the outline: its first run ends in a circle, which the view fills as the
    /// chapter is read.
    fn outline(&self, chapter: &Chapter, depth: usize) -> Vec<Line> {
        let indent = (depth * 2).min(self.columns / 3);
        let prefix = Run::label(format!("{}{UNREAD} ", " ".repeat(indent)), Role::ShelfNumber);
        set(&prefix, &chapter.title, "", self.columns, self.rows())
    }

    /// The rows of an entry.
    fn lines(&self, entry: usize) -> Vec<Line> {
        let Some(item) = self.items.get(entry) else {
            let index = entry.saturating_sub(self.items.len());
            let chapter = self.chapters.get(index).zip(self.depths.get(index));
            return chapter.map(|(chapter, depth)| self.outline(chapter, *depth)).unwrap_or_default();
        };
        let digits = self.digits;
        let sign = Run::label(format!("{} {:>digits$} ", item.sign(), item.number), Role::ShelfNumber);
        let time = item.duration.map(clock).unwrap_or_default();
        let host = item.host.as_deref().unwrap_or_default();
        let mut lines = set(&sign, &item.text, &time, self.columns, self.rows());
        at_the_edge(&mut lines, host, self.digits + 3, self.columns, self.density == Density::Roomy);
        for run in lines.iter_mut().flat_map(|line| &mut line.runs) {
            run.items = Some((item.number, item.number));
        }
        lines
    }
}

/// The rows of one entry, at most so many: prefix and text, the rest of the text under it; the time at the right
/// edge of the first row.
fn set(prefix: &Run, text: &str, time: &str, columns: usize, most: usize) -> Vec<Line> {
    let indent = width(&prefix.text);
    let room = columns.saturating_sub(indent);
    if room < 4 {
        return vec![Line::of(vec![Run::label(clip(text, columns), Role::ShelfText)])];
    }
    let time = if width(time) * 2 > room || time.is_empty() { String::new() } else { format!(" {time}") };
    let ranges = wrap(text, room - width(&time), room);
    let mut lines = Vec::new();
    for (row, range) in ranges.iter().take(most).enumerate() {
        let (before, room) = match row {
            0 => (prefix.clone(), room - width(&time)),
            _ => (Run::label(" ".repeat(indent), Role::ShelfText), room),
        };
        let last = row + 1 == most && ranges.len() > most;
        let end = if last { text.len() } else { range.end };
        let shown = clip_words(text.get(range.start..end).unwrap_or_default(), room);
        let gap = " ".repeat(room.saturating_sub(width(&shown)));
        let mut runs = vec![before, Run::label(shown, Role::ShelfText)];
        if row == 0 && !time.trim().is_empty() {
            runs.push(Run::label(format!("{gap}{time}"), Role::ShelfTime));
        }
        lines.push(Line::of(runs));
    }
    lines
}

/// The host at the right edge of the last row if there is room for it, else of one more if that
/// may be.
fn at_the_edge(lines: &mut Vec<Line>, host: &str, indent: usize, columns: usize, roomy: bool) {
    let host = clip(host, columns.saturating_sub(indent));
    let used = lines.last().map_or(columns, Line::width);
    let fits = used + 2 + width(&host) <= columns;
    if host.is_empty() || !fits && !roomy {
        return;
    }
    if !fits {
        lines.push(Line::default());
    }
    if let Some(line) = lines.last_mut() {
        let gap = " ".repeat(columns.saturating_sub(line.width() + width(&host)));
        line.runs.push(Run::label(format!("{gap}{host}"), Role::ShelfHost));
    }
}

#[cfg(test)]
mod tests;
