//! A reading to text, Markdown, JSON, HTML and ANSI. Pure: a reading in, a string out.
//!
//! Every format takes its words from [`Clean`](crate::model::Clean) text and its addresses
//! through one gate (`links`), so nothing that it prints can steer a terminal or a browser.

mod ansi;
mod explain;
mod extras;
mod head;
mod html;
mod html_list;
mod inline;
mod json;
mod links;
mod list;
mod mark_escape;
mod markdown;
mod rules;
mod text;

use crate::model::Reading;

pub use explain::explain;
pub use json::{Envelope, ndjson_in};
pub use rules::{effects, gone, rules};

/// A form that a reading can be printed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// The head and the clean body, a blank line between blocks.
    #[default]
    Text,
    /// Markdown, with a short head.
    Markdown,
    /// One JSON object, indented.
    Json,
    /// One JSON object on one line.
    Ndjson,
    /// A page of its own.
    Html,
    /// Text with bold, dim, italic and links, for a terminal.
    Ansi,
}

/// How links within sentences are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStyle {
    /// Where they stand.
    Inline,
    /// As numbers, with a list of addresses at the end.
    Footnotes,
    /// Not at all: their words stay, their addresses go.
    None,
}

/// How to print.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The width to wrap to, for text and ANSI. None: a block is a line.
    pub width: Option<usize>,
    /// Whether to append the videos and the links.
    pub sidebar: bool,
    /// Whether to append what was dropped and why.
    pub ledger: bool,
    /// How to print links. None: as the format does by itself.
    pub links: Option<LinkStyle>,
}

impl Options {
    fn links_or(&self, usual: LinkStyle) -> LinkStyle {
        self.links.unwrap_or(usual)
    }
}

/// Prints a reading. The result ends in a line break unless it is empty.
#[must_use]
pub fn print(reading: &Reading, format: Format, options: &Options) -> String {
    match format {
        Format::Text => text::text(reading, options),
        Format::Markdown => markdown::markdown(reading, options),
        Format::Json => json::pretty(reading),
        Format::Ndjson => ndjson_in(reading, &Envelope::default()),
        Format::Html => html::html(reading, options),
        Format::Ansi => ansi::ansi(reading, options),
    }
}

#[cfg(test)]
mod samples;
