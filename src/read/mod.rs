//! Bytes to a reading. Pure: no files, no clock, no network, no terminal.

use crate::model::{Class, Document, Page, Reading, Reason, Verdict};

mod assemble;
mod classify;
mod decode;
mod facts;
mod html;
mod judge;
mod labels;
mod metadata;
mod places;
mod region;
mod rules;
mod scraped;
mod sniff;
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
pub fn judge(page: &Page, options: &Options) -> Judged {
    let text = decode::decode(page);
    let input = recognise(&text, page, options);
    let document = parse_as(&text, page, input);
    if input == Input::Feed {
        // Feeds are not read yet: nothing of them is passed off as an article.
        let verdicts = vec![Verdict::Drop(Reason::Outside); document.blocks.len()];
        return Judged { document, verdicts, class: Class::Feed };
    }
    let (verdicts, class) = judge::judge(&document);
    Judged { document, verdicts, class }
}

/// Parses a page: every visible text node is in exactly one block.
#[must_use]
pub fn parse(page: &Page, options: &Options) -> Document {
    let text = decode::decode(page);
    parse_as(&text, page, recognise(&text, page, options))
}

/// What the bytes are, when nobody has said.
fn recognise(text: &str, page: &Page, options: &Options) -> Input {
    match options.input {
        Input::Auto if sniff::is_feed(text) => Input::Feed,
        Input::Auto if sniff::is_html(text, page.content_type.as_deref()) => Input::Html,
        Input::Auto => Input::Text,
        known => known,
    }
}

fn parse_as(text: &str, page: &Page, input: Input) -> Document {
    if input == Input::Text {
        return text::read(text);
    }
    let (mut document, head) = html::read(text, page.base.as_ref());
    document.metadata = metadata::gather(&head, &document);
    document
}
