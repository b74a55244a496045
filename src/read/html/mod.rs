//! A page of HTML to a document: tokens, a tree within limits, one walk.
//!
//! scraper and html5ever are named only here.

mod attributes;
mod cues;
mod data;
mod doctype;
mod draft;
mod duration;
mod elements;
mod frame;
mod head;
mod hosts;
mod links;
mod media;
mod microdata;
mod names;
mod naming;
mod parse;
mod players;
mod posts;
mod references;
mod selector;
mod tokens;
mod walk;
mod watch;

use url::Url;

pub use duration::seconds;
pub(super) use duration::{clock_line, title_and_clock};
pub(super) use head::Head;
pub use references::unescape;
pub use selector::Selector;

use super::user::{Hit, UserRule, Wanted};
use crate::model::Document;
use selector::Sought;

/// Parses a page. Never fails. Gives the document, what its head says, and the blocks in elements
/// that a reader's rules are for.
pub(super) fn read(html: &str, base: Option<&Url>, rules: &[UserRule]) -> (Document, Head, Vec<Hit>) {
    let tree = parse::parse(html);
    let mut head = head::gather(&tree, base);
    head.base = head.base.take().or_else(|| head.own_address());
    let host = head.host();
    let here = rules.iter().filter(|rule| rule.host.fits(host.as_deref()));
    let sought: Sought<'_> = here
        .filter_map(|rule| match &rule.wanted {
            Wanted::Selector(selector) => Some((rule.number, selector)),
            Wanted::Text(_) => None,
        })
        .collect();
    let (document, hits) = walk::walk(&tree, head.base.as_ref(), sought);
    (document, head, hits)
}
