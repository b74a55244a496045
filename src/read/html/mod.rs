//! A page of HTML to a document: prune, parse within limits, walk once.
//!
//! scraper and html5ever are named only here.

mod cues;
mod data;
mod draft;
mod duration;
mod elements;
mod frame;
mod head;
mod hosts;
mod links;
mod media;
mod microdata;
mod naming;
mod parse;
mod players;
mod posts;
mod prune;
mod walk;
mod watch;

use url::Url;

pub(super) use duration::{clock_line, seconds, title_and_clock};
pub(super) use head::Head;

use crate::model::Document;

/// Parses a page. Never fails. Gives the document and what its head says.
pub(super) fn read(html: &str, base: Option<&Url>) -> (Document, Head) {
    let tree = parse::parse(&prune::prune(html));
    let mut head = head::gather(&tree, base);
    head.base = head.base.take().or_else(|| head.own_address());
    let document = walk::walk(&tree, head.base.as_ref());
    (document, head)
}
