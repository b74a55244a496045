//! Scraped plain text to a document: lines to blocks.
//!
//! A text is either wrapped by hand (lines end because they were full) or it has a block a
//! line. Which of the two is decided once for the whole text, from its line lengths; then
//! every line lands in exactly one block.

mod shape;
mod wrap;

use crate::model::{
    Anchor, Block, BlockId, BlockKind, Clean, Cues, Document, Level, LinkId, Origin, PlaceId, Span,
    count_words, is_unspaced,
};
use shape::Shape;
use unicode_width::UnicodeWidthStr;

/// Parses plain text. Never fails.
pub(super) fn read(text: &str) -> Document {
    let text = Clean::text(text.trim_start_matches('\u{FEFF}'));
    let lines: Vec<Line<'_>> = text.lines().zip(1..).map(|(text, number)| Line::new(text, number)).collect();
    let filled = lines.iter().filter(|line| !line.text.is_empty()).count();
    if is_data(&lines, filled) {
        return of_data(&lines);
    }
    let wrapping = wrap::measure(&lines);
    let mut document = Document { blocks: Vec::with_capacity(filled), ..Document::default() };
    let mut open: Vec<Line<'_>> = Vec::new();
    for line in lines.iter().copied() {
        let goes_on = open.last().is_some_and(|last| wrapping.joins(last, &line));
        if !goes_on {
            add(&mut document, &std::mem::take(&mut open));
        }
        if !line.text.is_empty() {
            open.push(line);
        }
    }
    add(&mut document, &open);
    name_headings(&mut document);
    number_headings(&mut document, &lines);
    link_addresses(&mut document);
    document
}

/// More lines than this, and short ones, are no article.
const DATA: usize = 50_000;

/// How many lines of data make a block.
const PAGE: usize = 64;

/// Whether a text is a list of numbers or words rather than something to read.
fn is_data(lines: &[Line<'_>], filled: usize) -> bool {
    filled > DATA && lines.iter().map(|line| line.width).sum::<usize>() < filled * 24
}

/// Data is kept as it is, many lines a block: a block a line would take a hundred times the
/// memory of the text.
fn of_data(lines: &[Line<'_>]) -> Document {
    let mut document = Document::default();
    for page in lines.chunks(PAGE) {
        let mut text = String::new();
        for line in page.iter().filter(|line| !line.text.is_empty()) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line.text);
        }
        if let Some(first) = page.first().filter(|_| !text.is_empty()) {
            push(&mut document, BlockKind::Code, Clean::text(&text), first.number);
        }
    }
    document
}

/// A line of the text, without white space at its ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    text: &'a str,
    number: u32,
    /// How far it is indented, in characters.
    indent: usize,
    /// How wide it is, in columns.
    width: usize,
}

impl<'a> Line<'a> {
    fn new(raw: &'a str, number: u32) -> Self {
        let text = raw.trim();
        let indent = raw.chars().take_while(|c| c.is_whitespace()).count();
        Self { text, number, indent, width: text.width() }
    }
}

/// Adds the block that the lines make.
fn add(document: &mut Document, lines: &[Line<'_>]) {
    let Some(first) = lines.first() else { return };
    let shape = shape::of(first.text);
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() && !ends_unspaced(&text) {
            text.push(' ');
        }
        text.push_str(line.text);
    }
    let text = Clean::text(&text);
    let folded = if matches!(shape, Shape::Row) { text } else { text.folded() };
    let (kind, mark) = match shape {
        Shape::Item { ordinal, mark } => (BlockKind::Item { depth: depth(first), ordinal }, mark),
        Shape::Heading { level, mark } => (BlockKind::Heading(Level::new(level)), mark),
        Shape::Quote { mark } => (BlockKind::Quote, mark),
        Shape::Row => (BlockKind::Row, 0),
        Shape::Rule | Shape::Plain => (BlockKind::Paragraph, 0),
    };
    push(document, kind, folded.slice(mark, folded.len()).trimmed(), first.number);
}

fn push(document: &mut Document, kind: BlockKind, text: Clean, line: u32) {
    let id = BlockId(u32::try_from(document.blocks.len()).unwrap_or(u32::MAX));
    let origin = Origin { place: PlaceId::ROOT, line: Some(line), cues: Cues::NONE };
    document.blocks.push(Block { id, kind, spans: vec![Span::plain(text)], origin });
}

fn depth(line: &Line<'_>) -> u8 {
    u8::try_from(line.indent / 2).unwrap_or(u8::MAX).min(8)
}

/// Whether the next line follows without a space: scripts without spaces.
fn ends_unspaced(text: &str) -> bool {
    text.chars().last().is_some_and(is_unspaced)
}

/// Short lines without an end, between paragraphs, are headings.
fn name_headings(document: &mut Document) {
    let shapes: Vec<(bool, bool)> =
        document.blocks.iter().map(|block| (is_headline(block), is_prose(block))).collect();
    for (index, block) in document.blocks.iter_mut().enumerate() {
        let here = shapes.get(index).is_some_and(|(headline, _)| *headline);
        let next = shapes.get(index + 1).is_some_and(|(_, prose)| *prose);
        let before = index > 0 && shapes.get(index - 1).is_some_and(|(_, prose)| *prose);
        if here && next && before && block.kind == BlockKind::Paragraph {
            block.kind = BlockKind::Heading(Level::new(2));
        }
    }
}

/// A number before a line that stands in no list is a part of it: `21) The keeper's cat`.
fn number_headings(document: &mut Document, lines: &[Line<'_>]) {
    let items: Vec<bool> =
        document.blocks.iter().map(|block| matches!(block.kind, BlockKind::Item { .. })).collect();
    for (at, block) in document.blocks.iter_mut().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|at| items.get(at)).is_some_and(|is_item| *is_item);
        let is_numbered = matches!(block.kind, BlockKind::Item { ordinal: Some(_), .. });
        if !is_numbered || beside(at.checked_sub(1)) || beside(Some(at + 1)) {
            continue;
        }
        let line = block.origin.line.and_then(|number| lines.get((number as usize).wrapping_sub(1)));
        let mark = line.map(|line| (line.text, shape::of(line.text)));
        if let (Some((text, Shape::Item { mark, .. })), [span]) = (mark, block.spans.as_mut_slice()) {
            let number = text.get(..mark).unwrap_or_default();
            span.text = Clean::text(&format!("{number} {}", span.text.as_str()));
            block.kind = BlockKind::Paragraph;
        }
    }
}

fn is_headline(block: &Block) -> bool {
    let text = block.text();
    let words = count_words(&text);
    let starts = text.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
    let ends = text
        .chars()
        .last()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '?' | '!' | ')' | '"' | '”' | '’'));
    starts && ends && words <= 12 && text.chars().count() <= 80 && !text.contains([':', ';', '|', '：'])
}

fn is_prose(block: &Block) -> bool {
    block.letters() > 60 && block.kind == BlockKind::Paragraph
}

/// A line that is nothing but an address is a link to it.
fn link_addresses(document: &mut Document) {
    for block in &mut document.blocks {
        let [span] = block.spans.as_mut_slice() else { continue };
        let is_address = (span.text.starts_with("http://") || span.text.starts_with("https://"))
            && !span.text.contains(char::is_whitespace);
        if is_address {
            let id = LinkId(u32::try_from(document.anchors.len()).unwrap_or(u32::MAX));
            document.anchors.push(Anchor { url: span.text.clone(), local: false });
            span.link = Some(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let show = |block: &Block| match &block.kind {
            BlockKind::Heading(level) => format!("{} {}", "#".repeat(level.get().into()), block.text()),
            BlockKind::Item { depth, ordinal } => {
                let mark = ordinal.map_or("-".into(), |number| format!("{number}."));
                format!("{}{mark} {}", "  ".repeat((*depth).into()), block.text())
            }
            BlockKind::Quote => format!("> {}", block.text()),
            BlockKind::Row => format!("| {}", block.text().replace('\t', " | ")),
            _ => block.text(),
        };
        read(text).blocks.iter().map(show).collect()
    }

    #[test]
    fn blank_lines_and_single_lines_part_blocks() {
        let text = "\u{FEFF}Ferry halted\r\n\r\nA barge struck the dock early on Wednesday and cracked two pilings, the harbour office said.\r\nNo one was hurt, according to a spokesperson for the company that runs the ferry.\r\n";
        assert_eq!(blocks(text).len(), 3);
        assert_eq!(blocks(text)[0], "Ferry halted");
    }

    #[test]
    fn lines_wrapped_by_hand_join_and_short_last_lines_end_paragraphs() {
        let text = "\
A loaded gravel barge struck the ferry dock early on Wednesday,
cracking two pilings and forcing the company to cancel all
crossings for the day.
Divers will look at the damage on Thursday morning, a spokesman
said, and the service may resume by the weekend if the beams
hold.";
        let found = blocks(text);
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(found[0].ends_with("cancel all crossings for the day."));
        assert!(found[1].starts_with("Divers will look"));
    }

    #[test]
    fn lists_quotes_and_headings_keep_their_kind() {
        let text = "# Title\n\n- one\n- two\n  - inner\n3. three\n> said she\n";
        assert_eq!(blocks(text), ["# Title", "- one", "- two", "  - inner", "3. three", "> said she"]);
    }

    #[test]
    fn no_break_spaces_are_spaces() {
        assert_eq!(blocks("a\u{a0}b\n\u{a0}\nc"), ["a b", "c"]);
    }

    #[test]
    fn a_short_line_between_paragraphs_is_a_heading() {
        let long = "The harbour office said that the crossing would stay closed until the beams had been looked at by divers.";
        let text = format!("{long}\n\nWhat happens next\n\n{long}\n");
        assert_eq!(blocks(&text)[1], "## What happens next");
    }

    #[test]
    fn endless_short_lines_are_kept_in_blocks_of_many() {
        let document = read(&"7\n".repeat(60_000));
        assert_eq!(document.blocks.len(), 60_000_usize.div_ceil(PAGE));
        assert_eq!(document.blocks.iter().map(Block::letters).sum::<usize>(), 60_000);
    }

    #[test]
    fn a_bare_address_is_a_link() {
        let document = read("https://example.org/a\n");
        assert_eq!(document.anchors[0].url, "https://example.org/a");
    }
}
