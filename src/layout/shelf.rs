//! The sidebar set in its column: videos, stories, links, and the outline.

use std::ops::Range;

use super::{Galley, Heading, Item, ItemKind, Line, Role, Run};
use crate::wrap::{clip, width, wrap};

/// How many rows one item may take.
const ROWS: usize = 2;

/// A part of the sidebar that the focus can stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfPart {
    /// The videos.
    Videos,
    /// Stories, embeds and links within the text.
    Links,
    /// The headings of the article.
    Outline,
}

/// Something in the sidebar that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The part that it belongs to.
    pub part: ShelfPart,
    /// Which item or, in the outline, which heading it is; counted from 0.
    pub index: usize,
    /// Its rows in the sidebar.
    pub rows: Range<usize>,
}

/// The sidebar set in its column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    /// The rows.
    pub lines: Vec<Line>,
    /// What can be chosen, from top to bottom.
    pub entries: Vec<Entry>,
}

impl Shelf {
    /// Sets the sidebar of an article.
    #[must_use]
    pub fn set(galley: &Galley, columns: usize) -> Self {
        let mut shelf = Self::default();
        let digits = galley.items.len().to_string().len();
        for (name, kinds) in [
            ("VIDEOS", [ItemKind::Video, ItemKind::Video]),
            ("RELATED", [ItemKind::Related, ItemKind::Embed]),
            ("LINKS", [ItemKind::Inline, ItemKind::Inline]),
        ] {
            let group: Vec<&Item> = galley.items.iter().filter(|item| kinds.contains(&item.kind)).collect();
            let embeds = group.iter().all(|item| item.kind == ItemKind::Embed);
            shelf.heading(if embeds { "EMBEDS" } else { name }, group.len());
            for item in group {
                shelf.item(item, digits, columns);
            }
        }
        shelf.heading("OUTLINE", galley.headings.len());
        let top = galley.headings.iter().map(|heading| heading.level.get()).min().unwrap_or(1);
        for (index, heading) in galley.headings.iter().enumerate() {
            let indent = usize::from(heading.level.get() - top) * 2;
            shelf.outline(index, heading, indent.min(columns / 2), columns);
        }
        shelf
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn heading(&mut self, name: &str, count: usize) {
        if count == 0 {
            return;
        }
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        let count = Run::label(format!(" {count}"), Role::Faint);
        self.lines.push(Line::of(vec![Run::label(name, Role::ShelfHeading), count]));
    }

    fn item(&mut self, item: &Item, digits: usize, columns: usize) {
        let sign = Run::label(format!("{} {:>digits$} ", item.sign(), item.number), Role::ShelfNumber);
        let time = item.duration.map(|seconds| format!(" {}", clock(seconds))).unwrap_or_default();
        let part = if item.kind == ItemKind::Video { ShelfPart::Videos } else { ShelfPart::Links };
        let first = self.lines.len();
        self.entry(&sign, &item.text, &time, columns);
        for line in self.lines.iter_mut().skip(first) {
            line.runs.iter_mut().for_each(|run| run.items = Some((item.number, item.number)));
        }
        self.entries.push(Entry { part, index: item.number - 1, rows: first..self.lines.len() });
    }

    fn outline(&mut self, index: usize, heading: &Heading, indent: usize, columns: usize) {
        let first = self.lines.len();
        let prefix = Run::label(" ".repeat(indent), Role::ShelfText);
        self.entry(&prefix, &heading.text, "", columns);
        self.entries.push(Entry { part: ShelfPart::Outline, index, rows: first..self.lines.len() });
    }

    /// Adds the rows of one entry: prefix and text, the rest of the text under it, the time
    /// at the right edge of the first row.
    fn entry(&mut self, prefix: &Run, text: &str, time: &str, columns: usize) {
        let indent = width(&prefix.text);
        let room = columns.saturating_sub(indent);
        if room < 4 {
            self.lines.push(Line::of(vec![Run::label(clip(text, columns), Role::ShelfText)]));
            return;
        }
        let time = if width(time) * 2 > room { "" } else { time };
        let rows = wrap(text, room - width(time), room);
        for (row, range) in rows.iter().take(ROWS).enumerate() {
            let (before, room) = match row {
                0 => (prefix.clone(), room - width(time)),
                _ => (Run::label(" ".repeat(indent), Role::ShelfText), room),
            };
            let last = row + 1 == ROWS && rows.len() > ROWS;
            let end = if last { text.len() } else { range.end };
            let shown = clip(text.get(range.start..end).unwrap_or_default(), room);
            let mut runs = vec![before, Run::label(shown.clone(), Role::ShelfText)];
            if row == 0 && !time.is_empty() {
                let gap = " ".repeat(room.saturating_sub(width(&shown)));
                runs.push(Run::label(format!("{gap}{time}"), Role::ShelfTime));
            }
            self.lines.push(Line::of(runs));
        }
    }
}

/// Seconds as `1:12` or `1:02:03`.
fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, time: &str, columns: usize) -> Vec<String> {
        let mut shelf = Shelf::default();
        shelf.entry(&Run::label("▶ 1 ", Role::ShelfNumber), text, time, columns);
        shelf.lines.iter().map(Line::text).collect()
    }

    #[test]
    fn an_item_takes_two_rows_at_most_and_says_that_there_is_more() {
        let rows = rows("Terminal closed after a barge struck the dock on Wednesday", " 1:12", 24);
        assert_eq!(rows, ["▶ 1 Terminal closed 1:12", "    after a barge struc…"]);
    }

    #[test]
    fn a_short_item_has_its_time_at_the_right_edge() {
        assert_eq!(rows("Barge", " 0:09", 16), ["▶ 1 Barge   0:09"]);
    }

    #[test]
    fn hours_are_told_only_when_there_are_any() {
        assert_eq!(clock(72), "1:12");
        assert_eq!(clock(3723), "1:02:03");
    }
}
