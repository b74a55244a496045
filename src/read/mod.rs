//! Bytes to a reading. Pure: no files, no clock, no network, no terminal.

use crate::model::{BlockId, Class, Document, Page, Reading, Reason, Verdict};

mod addresses;
mod assemble;
mod cards;
mod classify;
mod decode;
mod facts;
mod footage;
mod html;
mod judge;
mod labels;
mod likeness;
mod metadata;
mod places;
mod region;
mod rules;
mod scraped;
mod sites;
mod sniff;
mod text;
mod thread;
mod user;

pub use assemble::assemble;
pub use decode::decode_feed;
pub use html::{Selector, seconds, unescape};
pub use likeness::Numbers;
pub use metadata::rfc3339;
pub use sites::{Site, Sites, Trace};
pub use user::{Deed, Hit, HostPattern, TextPattern, UserRule, UserRules, Wanted};

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
    /// The reader's own rules.
    pub rules: UserRules,
    /// What was learned of sites.
    pub sites: Sites,
}

impl Options {
    /// To read bytes as what they are, without rules of a reader's own.
    #[must_use]
    pub fn of(input: Input) -> Self {
        Self { input, ..Self::default() }
    }
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
    /// What the learned judge was told about the blocks that the rules had left in the text.
    pub numbers: Vec<(BlockId, Numbers)>,
    /// The blocks that the reader's rules are for, whichever rule had its way.
    pub hits: Vec<Hit>,
}

/// Reads a page. Never fails: odd input becomes an odd reading, and its class says so.
#[must_use]
pub fn read(page: &Page, options: &Options) -> Reading {
    assemble(judge(page, options), page.source.clone())
}

/// Parses and judges a page, and stops before blocks are moved: what `explain` shows.
#[must_use]
pub fn judge(page: &Page, options: &Options) -> Judged {
    let (Parsed { document, hits, .. }, outcome) = parse_and_judge(page, options, false);
    let Some(outcome) = outcome else {
        // Feeds are not read yet: nothing of them is passed off as an article.
        let verdicts = vec![Verdict::Drop(Reason::Outside); document.blocks.len()];
        return Judged { document, verdicts, class: Class::Feed, hits, numbers: Vec::new() };
    };
    Judged { document, verdicts: outcome.verdicts, class: outcome.class, hits, numbers: outcome.numbers }
}

/// What a page shows of its site; none when it is no article, or nobody knows where it is from.
#[must_use]
pub fn trace(page: &Page, options: &Options) -> Option<Trace> {
    let (_, outcome) = parse_and_judge(page, options, true);
    let outcome = outcome.filter(|outcome| outcome.class == Class::Article)?;
    outcome.trace.filter(|trace| !trace.host.is_empty())
}

/// A page with what the judge found; with nothing if it is a feed.
fn parse_and_judge(page: &Page, options: &Options, learns: bool) -> (Parsed, Option<judge::Outcome>) {
    let text = decode::decode(page);
    let input = recognise(&text, page, options);
    let mut parsed = parse_as(&text, page, input, &options.rules);
    if input == Input::Feed {
        return (parsed, None);
    }
    let Parsed { document, hits, host } = &mut parsed;
    let host = host.as_deref();
    let site = host.and_then(|host| options.sites.of(host));
    let known = judge::Known { rules: &options.rules, hits, host, site, learns };
    let outcome = judge::judge(document, known);
    (parsed, Some(outcome))
}

/// Parses a page: every visible text node is in exactly one block.
#[must_use]
pub fn parse(page: &Page, options: &Options) -> Document {
    let text = decode::decode(page);
    parse_as(&text, page, recognise(&text, page, options), &options.rules).document
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

/// A page taken apart.
struct Parsed {
    document: Document,
    /// The blocks that the reader's rules are for.
    hits: Vec<Hit>,
    /// Where it is from.
    host: Option<String>,
}

fn parse_as(text: &str, page: &Page, input: Input, rules: &UserRules) -> Parsed {
    if input == Input::Text {
        let document = text::read(text);
        let host = page.base.as_ref().and_then(url::Url::host_str);
        let hits = user::matches(&document.blocks, rules, host, Vec::new());
        return Parsed { document, hits, host: host.map(str::to_owned) };
    }
    let (mut document, head, selected) = html::read(text, page.base.as_ref(), rules);
    document.metadata = metadata::gather(&head, &document);
    footage::recognise(&mut document);
    let host = head.host();
    let hits = user::matches(&document.blocks, rules, host.as_deref(), selected);
    Parsed { document, hits, host }
}
