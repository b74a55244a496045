//! A block while its text is still coming in.

use crate::model::{Clean, Cleaner, Cues, LinkId, Marks, PlaceId, Span};

use super::elements::Flow;
use super::selector::Fit;

/// A block while its text is still coming in.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) flow: Flow,
    pub(super) place: PlaceId,
    /// Cues that every inline element around its text so far shares.
    pub(super) cues: Cues,
    /// The row that its cells belong to, the cell now open, and how many cells have text.
    pub(super) row: Option<PlaceId>,
    pub(super) cell: PlaceId,
    pub(super) cells: u32,
    /// Which rules of a reader fit all of its text so far.
    pub(super) fit: Option<Fit>,
    spans: Vec<Span>,
    cleaner: Cleaner,
    space: bool,
    breaks: u8,
}

/// How a piece of text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) marks: Marks,
    pub(super) link: Option<LinkId>,
    pub(super) cues: Cues,
}

impl Draft {
    pub(super) fn new(flow: Flow, place: PlaceId) -> Self {
        Self {
            flow,
            place,
            cues: Cues::EVERY,
            row: None,
            cell: PlaceId::ROOT,
            cells: 0,
            fit: None,
            spans: Vec::new(),
            cleaner: Cleaner::default(),
            space: false,
            breaks: 0,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Adds text; white space folds to one space.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        let mut rest = text;
        loop {
            let words = rest.trim_start_matches(is_space);
            self.space |= words.len() < rest.len();
            let (words, behind) = words.split_at_checked(folded(words)).unwrap_or_default();
            if words.is_empty() {
                return;
            }
            self.push_words(words, style);
            rest = behind;
        }
    }

    /// Adds text as it is.
    pub(super) fn push_verbatim(&mut self, text: &str, style: Style) {
        if self.is_empty() && text.trim().is_empty() {
            return;
        }
        let text = if self.is_empty() { text.trim_start_matches(['\n', '\r']) } else { text };
        self.settle(style);
        let Self { spans, cleaner, .. } = self;
        if let Some(span) = spans.last_mut() {
            cleaner.push(&mut span.text, text);
        }
        self.cues = self.cues.and(style.cues);
    }

    fn push_words(&mut self, words: &str, style: Style) {
        self.settle(style);
        if let Some(span) = self.spans.last_mut() {
            self.cleaner.push(&mut span.text, words);
        }
        self.cues = self.cues.and(style.cues);
    }

    /// Writes the space or the break that is due, and opens a span in the style. The space
    /// before a link stays outside of it.
    fn settle(&mut self, style: Style) {
        let fits = |span: &Span| span.marks == style.marks && span.link == style.link;
        if !self.is_empty() {
            let last = self.spans.last_mut();
            match last {
                Some(span) if self.breaks > 0 => span.text.push_break(),
                Some(span) if self.space => {
                    if style.link.is_none() && span.link.is_some() {
                        self.spans.push(Span { text: Clean::default(), marks: style.marks, link: None });
                    }
                    if let Some(span) = self.spans.last_mut() {
                        span.text.push_space();
                    }
                }
                _ => {}
            }
        }
        (self.space, self.breaks) = (false, 0);
        if !self.spans.last().is_some_and(fits) {
            self.spans.push(Span { text: Clean::default(), marks: style.marks, link: style.link });
        }
    }

    /// Breaks the line. Says whether that makes an empty line, which ends a block.
    pub(super) fn push_break(&mut self) -> bool {
        self.breaks = self.breaks.saturating_add(1);
        self.space = false;
        self.breaks > 1
    }

    /// A word ends here, whatever follows.
    pub(super) fn push_gap(&mut self) {
        self.space = true;
    }

    /// Begins another cell of the same row.
    pub(super) fn push_cell(&mut self) {
        if let Some(span) = self.spans.last_mut() {
            span.text.push_tab();
        }
        (self.space, self.breaks) = (false, 0);
    }

    /// The spans, without white space at the end. None when there is no text.
    pub(super) fn finish(mut self) -> Option<Vec<Span>> {
        while let Some(last) = self.spans.last_mut() {
            last.text.trim_end_in_place();
            if !last.text.is_empty() {
                return Some(self.spans);
            }
            self.spans.pop();
        }
        None
    }
}

/// How many bytes at the start of a text have no white space but single spaces between words.
fn folded(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_space_at = |at: usize| match bytes.get(at) {
        Some(b' ' | b'\n' | b'\t' | b'\r' | b'\x0C') | None => true,
        Some(0xC2) => bytes.get(at + 1) == Some(&0xA0),
        _ => false,
    };
    let ends = |at: &usize| is_space_at(*at) && (bytes.get(*at) != Some(&b' ') || is_space_at(at + 1));
    (0..bytes.len()).find(ends).unwrap_or(bytes.len())
}

/// White space that folds: HTML's own, and the no-break space, which pages use as filler.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}' | '\u{a0}')
}
