//! Feeds, lists of feeds, and where a site's feeds are. Pure: bytes in, values out.
//!
//! [`read()`] takes RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0 and JSON Feed. It never fails on a feed: what
//! is broken is read as far as it goes, and [`Feed::broken`] says where it broke. What is no feed at
//! all is told as what it is ([`NotAFeed`]). Texts of a feed are [`Clean`], its addresses lead to the
//! web, and its HTML is for [`crate::read`], never for a terminal ([`Item::page`]).
//!
//! [`discover()`] finds the feeds of a page, [`well_known`] says where else to look, [`opml`] reads and
//! writes lists of subscriptions.

mod capture;
mod channel;
mod dates;
mod discover;
mod draft;
mod fields;
mod id;
mod json;
mod lexer;
mod links;
mod media;
mod names;
mod nouns;
pub mod opml;
mod plain;
mod teaser;
mod value;
mod xml;

use url::Url;

pub use discover::{Found, discover, well_known};
pub use nouns::{Broken, Fault, Feed, Format, Item, Medium, MediumKind, NotAFeed, Rhythm, Shortened};

use crate::model::Clean;
use crate::read::decode_feed;
use lexer::{Lexer, Token};

/// How many tags are looked at for the one that a feed begins with.
const TAGS: usize = 64;

/// Reads a feed: as far as it goes, with what was wrong with it.
///
/// ```
/// let bytes = b"<rss><channel><title>Post</title><item><title>Ferry halted</title></item>";
/// let feed = newsprint::feed::read(bytes, Some("text/xml"), None).unwrap();
/// assert_eq!(feed.items[0].title.as_deref(), Some("Ferry halted"));
/// assert_eq!(feed.broken.unwrap().at, bytes.len());
/// ```
pub fn read(bytes: &[u8], content_type: Option<&str>, base: Option<&Url>) -> Result<Feed, NotAFeed> {
    let decoded = decode_feed(bytes, content_type, base);
    let text = decoded.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\0'));
    if text.is_empty() {
        return Err(NotAFeed::Empty);
    }
    if json::begins(text) {
        return json::read(text, base);
    }
    // Places are told in the text as it came.
    let skipped = decoded.len() - text.len();
    let (at, format) = beginning(&decoded, skipped)?;
    Ok(xml::read(&decoded, at, format, base))
}

/// Where in a text a feed begins, and in which format. Some servers complain before it.
fn beginning(text: &str, from: usize) -> Result<(usize, Format), NotAFeed> {
    let mut lexer = Lexer::from(text, from);
    let (mut before, mut first, mut tags) = (from, None, 0);
    let is_page = is_page(text.get(from..).unwrap_or_default());
    while let Some(token) = lexer.next() {
        if let Token::Start { name, .. } = token {
            if let Some(format) = xml::root(name).filter(|_| !is_page) {
                // Instructions and comments before the tag are passed over once more.
                return Ok((before, format));
            }
            if is_page || ["html", "head", "body"].iter().any(|tag| name.eq_ignore_ascii_case(tag)) {
                return Err(NotAFeed::Page(title(text)));
            }
            if name.eq_ignore_ascii_case("opml") {
                return Err(NotAFeed::Opml);
            }
            first.get_or_insert(name);
            tags += 1;
            if tags > TAGS {
                break;
            }
        }
        before = lexer.at();
    }
    Err(match first {
        Some(name) => NotAFeed::Xml(value::shortened(Clean::field(name)).0),
        None if is_page => NotAFeed::Page(None),
        None => NotAFeed::Other,
    })
}

fn is_page(text: &str) -> bool {
    text.get(..14).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype html"))
}

/// What a page calls itself.
fn title(page: &str) -> Option<Clean> {
    let mut lexer = Lexer::new(page);
    let is_title =
        |token: Token<'_>| matches!(token, Token::Start { name, .. } if name.eq_ignore_ascii_case("title"));
    lexer.by_ref().find(|token| is_title(*token))?;
    match lexer.next()? {
        Token::Text(text) => Some(value::shortened(plain::line(text)).0).filter(|title| !title.is_empty()),
        _ => None,
    }
}
