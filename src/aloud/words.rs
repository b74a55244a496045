//! Blocks, items and reasons in words: what a screen shows by place and colour is said.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::layout::{Item, ItemKind};
use crate::model::{Block, BlockKind, LinkId, Media, clock};

/// The numbers of the links within the text.
pub(super) type Numbers = HashMap<LinkId, usize>;

/// On one line: white space folded. Line breaks stay.
fn folded(text: &str) -> String {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The text of a block as it is found by a search: no marks.
pub(super) fn bare(block: &Block) -> String {
    folded(&block.text())
}

/// The text of a block, with the number of each link after its words.
pub(super) fn marked(block: &Block, numbers: &Numbers) -> String {
    let mut text = String::new();
    let mut spans = block.spans.iter().peekable();
    while let Some(span) = spans.next() {
        text.push_str(&span.text);
        let goes_on = spans.peek().is_some_and(|next| next.link == span.link);
        let number = span.link.and_then(|link| numbers.get(&link)).filter(|_| !goes_on);
        if let Some(number) = number {
            let words = text.trim_end().len();
            let spaced = words < text.len();
            text.truncate(words);
            _ = write!(text, " [link {number}]{}", if spaced { " " } else { "" });
        }
    }
    folded(&text)
}

/// What is said of a block that is no row of a table; nothing of one that is empty.
pub(super) fn lines(block: &Block, numbers: &Numbers) -> Vec<String> {
    let text = match &block.kind {
        BlockKind::Code => return code(block),
        BlockKind::Media(media) => return picture(media, &bare(block)).into_iter().collect(),
        _ => marked(block, numbers),
    };
    if text.is_empty() {
        return Vec::new();
    }
    let said = match &block.kind {
        BlockKind::Heading(level) => format!("Heading {}: {text}", level.get()),
        BlockKind::Quote => format!("Quote: {text}"),
        BlockKind::Caption => format!("Caption: {text}"),
        BlockKind::Item { depth, ordinal } => format!("{}{text}", bullet(*depth, *ordinal)),
        _ => text,
    };
    said.lines().map(str::to_owned).collect()
}

fn bullet(depth: u8, ordinal: Option<u32>) -> String {
    let number = ordinal.map_or_else(|| "- ".to_owned(), |ordinal| format!("{ordinal}. "));
    if depth == 0 { number } else { format!("Level {}, {number}", depth + 1) }
}

fn code(block: &Block) -> Vec<String> {
    let text = block.text();
    let code = text.trim_matches('\n').lines().map(|line| line.trim_end().replace('\t', "    "));
    ["Code:".to_owned()].into_iter().chain(code).chain(["End of code.".to_owned()]).collect()
}

fn picture(media: &Media, text: &str) -> Option<String> {
    let what = media.kind.word();
    let told = [&media.title, &media.description].into_iter().flatten().map(|told| folded(told));
    let told = [text.to_owned()].into_iter().chain(told).find(|told| !told.is_empty());
    told.map(|told| format!("{what}: {}", told.replace('\n', " ")))
}

/// The cells of a row.
pub(super) fn cells(block: &Block) -> Vec<String> {
    block.text().split('\t').map(|cell| folded(cell).replace('\n', " ")).collect()
}

/// A row of a table: each cell after the name of its column. Of two cells without names the
/// first is the name of the second.
pub(super) fn row(cells: &[String], columns: &[String]) -> String {
    if let ([name, value], []) = (cells, columns)
        && !name.is_empty()
        && !value.is_empty()
    {
        return format!("{name}: {value}");
    }
    let told = |(at, cell): (usize, &String)| match columns.get(at).filter(|name| !name.is_empty()) {
        Some(name) => format!("{name}: {cell}"),
        None => format!("Column {}: {cell}", at + 1),
    };
    cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(told).collect::<Vec<_>>().join("; ")
}

/// What stands in the text where an item of the sidebar stood.
pub(super) fn mark(item: &Item) -> String {
    format!("[{}]", told(item))
}

/// An item: `video 1: Barge breaks free, 1:12`.
pub(super) fn told(item: &Item) -> String {
    let what = match item.kind {
        ItemKind::Video => "video",
        ItemKind::Related => "related story, link",
        ItemKind::Embed | ItemKind::Inline => "link",
    };
    let time = item.duration.map(|seconds| format!(", {}", clock(seconds))).unwrap_or_default();
    format!("{what} {}: {}{time}", item.number, item.text.folded())
}

/// A number and what it counts: `1 link`, `3 links`.
pub(super) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
