//! Bytes to a reading. Pure: no files, no clock, no network, no terminal.

use crate::model::{Class, Document, Page, Part, Reading, Verdict};

mod assemble;
mod decode;
mod html;
mod metadata;
mod text;

pub use assemble::assemble;

/// What the bytes of a page are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Input {
    /// To be found out.
    #[default]
    Auto,
    /// A page of HTML.
    Html,
    /// Plain text.
    Text,
    /// A feed.
    Feed,
}

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What the bytes are.
    pub input: Input,
}

/// A document with one verdict for each of its blocks.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The document.
    pub document: Document,
    /// The verdicts; as many as there are blocks, in their order.
    pub verdicts: Vec<Verdict>,
    /// What kind of page it is.
    pub class: Class,
}

/// Reads a page. Never fails: odd input becomes an odd reading, and its class says so.
#[must_use]
pub fn read(page: &Page, options: &Options) -> Reading {
    assemble(judge(page, options), page.source.clone())
}

/// Parses and judges a page, and stops before blocks are moved: what `explain` shows.
#[must_use]
pub fn judge(_page: &Page, _options: &Options) -> Judged {
    let document = Document::default();
    let verdicts = document.blocks.iter().map(|_| Verdict::Keep(Part::Body)).collect();
    Judged { document, verdicts, class: Class::Article }
}
