//! A block's text as it will be set: white space folded, marks of the sidebar's items put
//! in, every byte labelled. Does not depend on the width.

use std::ops::Range;

use crate::layout::galley::places::Places;
use crate::layout::{Item, Role, Run};
use crate::model::{Block, BlockKind, Clean, LinkId, Marks, Media, MediaKind, Span};
use crate::wrap::width;

/// White space at which no line breaks.
const GLUE: char = '\u{A0}';

/// Tabs in code stand at every fourth column.
const TAB: usize = 4;

/// Text in pieces of one label each.
#[derive(Clone, Debug, Default)]
pub(in crate::layout) struct Flow {
    pub(in crate::layout) text: String,
    pub(in crate::layout) pieces: Vec<Piece>,
}

/// A label, up to a byte of the flow's text.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Piece {
    pub(in crate::layout) end: usize,
    pub(in crate::layout) label: Label,
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::layout) struct Label {
    pub(in crate::layout) role: Role,
    pub(in crate::layout) marks: Marks,
    pub(in crate::layout) link: Option<LinkId>,
    pub(in crate::layout) items: Option<(usize, usize)>,
}

impl Label {
    pub(in crate::layout) fn of(role: Role) -> Self {
        Self { role, marks: Marks::NONE, link: None, items: None }
    }
}

impl Flow {
    /// The text of a block, in the role of its kind, with the marks of its links.
    pub(in crate::layout) fn of(block: &Block, role: Role, places: &Places) -> Self {
        let mut flow = Self::default();
        let exact = matches!(block.kind, BlockKind::Code);
        let mut spans = block.spans.iter().peekable();
        while let Some(span) = spans.next() {
            let item = span.link.and_then(|link| places.inline(link));
            flow.span(span, role, item, exact);
            let goes_on = spans.peek().is_some_and(|next| next.link == span.link);
            if let Some(item) = item.filter(|_| !goes_on) {
                flow.mark_link(item);
            }
        }
        flow.trim_end();
        flow
    }

    /// The cells of a table's row, each with the marks of its links.
    pub(in crate::layout) fn cells(block: &Block, role: Role, places: &Places) -> Vec<Self> {
        let mut cells = vec![Self::default()];
        let mut spans = block.spans.iter().peekable();
        while let Some(span) = spans.next() {
            let item = span.link.and_then(|link| places.inline(link));
            for (index, text) in span.text.split('\t').enumerate() {
                if index > 0 {
                    cells.push(Self::default());
                }
                if let Some(cell) = cells.last_mut() {
                    cell.push_folded(text, Self::label_of(span, role, item));
                }
            }
            let goes_on = spans.peek().is_some_and(|next| next.link == span.link);
            if let (Some(item), Some(cell)) = (item.filter(|_| !goes_on), cells.last_mut()) {
                cell.mark_link(item);
            }
        }
        cells.iter_mut().for_each(Self::trim_end);
        cells
    }

    fn label_of(span: &Span, role: Role, item: Option<&Item>) -> Label {
        Label {
            role: if span.link.is_some() { Role::Link } else { role },
            marks: span.marks,
            link: span.link,
            items: item.map(|item| (item.number, item.number)),
        }
    }

    fn span(&mut self, span: &Span, role: Role, item: Option<&Item>, exact: bool) {
        let label = Self::label_of(span, role, item);
        if exact { self.push_exact(&span.text, label) } else { self.push_folded(&span.text, label) }
    }

    /// Adds text with white space folded; line breaks stay.
    pub(in crate::layout) fn push_folded(&mut self, text: &str, label: Label) {
        for c in text.chars() {
            match c {
                '\n' => self.push_break(),
                GLUE => self.text.push(GLUE),
                _ if c.is_whitespace() => self.push_space(),
                _ => self.text.push(c),
            }
        }
        self.label(label);
    }

    /// Adds text as it is; a tab becomes white space up to the next fourth column.
    pub(in crate::layout) fn push_exact(&mut self, text: &str, label: Label) {
        for (index, part) in text.split('\t').enumerate() {
            if index > 0 {
                let line = self.text.rsplit('\n').next().unwrap_or_default();
                let stop = TAB - width(line) % TAB;
                self.text.push_str(&" ".repeat(stop));
            }
            self.text.push_str(part);
        }
        self.label(label);
    }

    fn push_space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn push_break(&mut self) {
        self.trim_end();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Lets go of white space at the end. Pieces that ended in it now end before it.
    fn trim_end(&mut self) {
        let len = self.text.trim_end_matches([' ', '\n']).len();
        self.text.truncate(len);
        for piece in self.pieces.iter_mut().rev().take_while(|piece| piece.end > len) {
            piece.end = len;
        }
    }

    fn label(&mut self, label: Label) {
        let end = self.text.len();
        match self.pieces.last_mut() {
            Some(last) if last.label == label => last.end = end,
            Some(last) if last.end >= end => {}
            _ => self.pieces.push(Piece { end, label }),
        }
    }

    /// The mark after a link's text; clings to it, so that it never stands alone.
    fn mark_link(&mut self, item: &Item) {
        let trailing = self.text.ends_with(' ');
        self.trim_end();
        let label = Label { items: Some((item.number, item.number)), ..Label::of(Role::LinkMark) };
        self.push_exact(&format!("{}{}", item.sign(), item.number), label);
        if trailing {
            self.push_exact(" ", Label::of(Role::Body));
        }
    }

    /// The marks of what stood after the block: `▶1 ▶2 →3–9`.
    pub(in crate::layout) fn mark_places(&mut self, items: &[&Item]) {
        let mut gap = if self.text.is_empty() { "" } else { "\u{A0}\u{A0}" };
        for (first, last) in stretches(items) {
            let role = if first.sign() == '▶' { Role::MediaMark } else { Role::LinkMark };
            let text = match last.number - first.number {
                0 => format!("{gap}{}{}", first.sign(), first.number),
                _ => format!("{gap}{}{}–{}", first.sign(), first.number, last.number),
            };
            self.push_exact(&text, Label { items: Some((first.number, last.number)), ..Label::of(role) });
            gap = " ";
        }
    }

    /// Where no line may begin: before a mark that clings to what it marks.
    pub(in crate::layout) fn bound(&self) -> Vec<usize> {
        self.stretches(|label| is_mark(label.role)).map(|stretch| stretch.start).collect()
    }

    /// Where no word may be divided.
    pub(in crate::layout) fn whole(&self) -> Vec<Range<usize>> {
        let whole = |label: &Label| is_mark(label.role) || label.marks.has(Marks::CODE);
        self.stretches(whole).collect()
    }

    fn stretches(&self, wanted: impl Fn(&Label) -> bool) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.pieces.iter().filter_map(move |piece| {
            let stretch = start..piece.end;
            start = piece.end;
            wanted(&piece.label).then_some(stretch)
        })
    }

    /// One piece of text in one role.
    pub(in crate::layout) fn plain(text: &str, role: Role) -> Self {
        let mut flow = Self::default();
        flow.push_folded(text, Label::of(role));
        flow.trim_end();
        flow
    }

    /// What is known about an embed that stays in the text, but for what its caption says too.
    pub(in crate::layout) fn of_media(
        media: &Media,
        block: &Block,
        places: &Places,
        caption: Option<&str>,
    ) -> Self {
        let mut flow = Self::default();
        flow.push_folded(&media_word(media.kind), Label::of(Role::Faint));
        let told = Self::of(block, Role::Caption, places);
        let said = |title: &Clean| caption.is_some_and(|caption| caption.contains(title.folded().as_str()));
        let title = media.title.as_ref().or(media.description.as_ref());
        let title = title.filter(|title| told.text.is_empty() && !said(title));
        let told = title.map_or(told, |title| Self::plain(title, Role::Caption));
        if !told.text.is_empty() {
            flow.push_exact(" ", Label::of(Role::Caption));
            flow.append(told);
        }
        flow
    }

    /// Adds another flow at the end.
    pub(in crate::layout) fn append(&mut self, other: Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        let moved = other.pieces.into_iter().map(|piece| Piece { end: piece.end + shift, ..piece });
        self.pieces.extend(moved);
    }
}

fn is_mark(role: Role) -> bool {
    matches!(role, Role::LinkMark | Role::MediaMark)
}

/// A sign and a word for an embed that is shown by its title only.
fn media_word(kind: MediaKind) -> String {
    let sign = match kind {
        MediaKind::Video => '▶',
        MediaKind::Audio => '♪',
        _ => '▣',
    };
    format!("{sign} {}", kind.word())
}

/// Items with numbers in a row and the same sign, first and last; a pair stays two, because
/// `→3 →4` says more than `→3–4`.
fn stretches<'a>(items: &[&'a Item]) -> Vec<(&'a Item, &'a Item)> {
    let mut found: Vec<(&Item, &Item)> = Vec::new();
    for item in items {
        match found.last_mut() {
            Some((first, last)) if last.number + 1 == item.number && first.sign() == item.sign() => {
                *last = item;
            }
            _ => found.push((item, item)),
        }
    }
    let pairs = |(first, last): (&'a Item, &'a Item)| match last.number - first.number {
        1 => vec![(first, first), (last, last)],
        _ => vec![(first, last)],
    };
    found.into_iter().flat_map(pairs).collect()
}

/// The runs of a part of a flow's text. `from` is the first piece that may reach it: lines
/// are cut in order, so the search goes on where it ended.
pub(in crate::layout) fn cut(flow: &Flow, range: Range<usize>, from: &mut usize, runs: &mut Vec<Run>) {
    let mut at = range.start;
    while let Some(piece) = flow.pieces.get(*from) {
        let end = piece.end.min(range.end);
        if let Some(text) = flow.text.get(at..end).filter(|text| !text.is_empty()) {
            let Label { role, marks, link, items } = piece.label;
            runs.push(Run { text: text.to_owned(), role, marks, link, items, at: Some(at), turned: false });
            at = end;
        }
        if piece.end >= range.end {
            break;
        }
        *from += 1;
    }
}
