//! A page of HTML to a document: tokens, a tree within limits, one walk.
//!
//! scraper and html5ever are named only here.

mod cues;
mod doctype;
mod draft;
mod elements;
mod frame;
mod head;
mod hosts;
mod links;
mod media;
mod naming;
mod parse;
mod references;
mod tokens;
mod walk;
mod watch;

use url::Url;

pub(super) use head::Head;
pub(super) use media::seconds;

use crate::model::Document;

/// Parses a page. Never fails. Gives the document and what its head says.
pub(super) fn read(html: &str, base: Option<&Url>) -> (Document, Head) {
    walk::walk(&parse::parse(html), base)
}
