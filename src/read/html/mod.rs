//! A page of HTML to a document: prune, parse within limits, walk once.
//!
//! scraper and html5ever are named only here.

mod cues;
mod draft;
mod elements;
mod frame;
mod head;
mod hosts;
mod links;
mod media;
mod microdata;
mod naming;
mod parse;
mod prune;
mod walk;
mod watch;

use url::Url;

pub(super) use head::Head;
pub(super) use media::seconds;

use crate::model::Document;

/// Parses a page. Never fails. Gives the document and what its head says.
pub(super) fn read(html: &str, base: Option<&Url>) -> (Document, Head) {
    let tree = parse::parse(&prune::prune(html));
    let head = head::gather(&tree, base);
    let document = walk::walk(&tree, head.base.as_ref());
    (document, head)
}
