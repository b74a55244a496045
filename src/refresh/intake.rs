//! What a feed carries as what the library keeps: each item with the bytes that are read again when
//! it is opened, and its text as the judge leaves it.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::feed::{Feed, Item, Medium, MediumKind};
use crate::library::{self, Article};
use crate::model::{BlockId, Clean, Completion, Page, Reading, Source, Subscription};
use crate::read::{self, Input, Options, UserRules};

/// So many blocks are a few lines.
const FEW: usize = 100;

/// A title that an item lacks is made of so many letters of its text.
const TITLE: usize = 80;

/// The items of a feed, without their texts: most are known, and need not be read.
pub(super) fn items(feed: &Feed, subscription: &Subscription) -> Vec<library::Item> {
    let site = feed.title.clone().unwrap_or_else(|| subscription.title.clone());
    feed.items.iter().map(|item| kept(item, feed, &site, subscription.completion)).collect()
}

fn kept(item: &Item, feed: &Feed, site: &Clean, completion: Completion) -> library::Item {
    let authors: Vec<&str> = item.authors.iter().map(Clean::as_str).collect();
    let is_wanted = match completion {
        Completion::Auto => item.teaser,
        Completion::Always => true,
        Completion::Never => false,
    };
    let byline = (!authors.is_empty()).then(|| Clean::field(&authors.join(", ")));
    library::Item {
        key: item.id.to_string(),
        address: item.link.as_ref().map(ToString::to_string),
        title: item.title.clone().unwrap_or_default(),
        site: site.clone(),
        published: item.published.as_deref().and_then(|at| at.parse::<Timestamp>().ok()),
        language: feed.language.as_ref().map(ToString::to_string),
        html: html(item, feed, site, byline.as_ref()),
        byline,
        wants_page: is_wanted && item.link.is_some(),
        ..library::Item::default()
    }
}

/// What the feed gives of an item as a page: with what it says of the article, but for the date,
/// which some feeds change at every look, and with what there is to hear and to see.
fn html(item: &Item, feed: &Feed, site: &Clean, byline: Option<&Clean>) -> Option<String> {
    let plays = |medium: &&Medium| matches!(medium.kind, MediumKind::Audio | MediumKind::Video);
    let given = item.html().unwrap_or_default();
    let media: Vec<&Medium> =
        item.media.iter().filter(plays).filter(|medium| !given.contains(medium.url.as_str())).collect();
    if given.is_empty() && media.is_empty() {
        return None;
    }
    let language = feed.language.as_ref().map_or("", |language| language.as_str());
    let title = item.title.as_ref().map_or("", |title| title.as_str());
    let mut html = format!("<!doctype html><html lang=\"{}\"><head>", escape(language));
    _ = write!(html, "<meta property=\"og:site_name\" content=\"{}\">", escape(site));
    if let Some(byline) = byline {
        _ = write!(html, "<meta name=\"author\" content=\"{}\">", escape(byline));
    }
    if title.is_empty() {
        html.push_str("</head><body><article>");
    } else {
        _ = write!(html, "<title>{0}</title></head><body><article><h1>{0}</h1>", escape(title));
    }
    html.push_str(given);
    for medium in media {
        let tag = if medium.kind == MediumKind::Video { "video" } else { "audio" };
        let name = medium.title.as_ref().map_or(title, |title| title.as_str());
        _ = write!(
            html,
            "<{tag} controls src=\"{}\" title=\"{}\"",
            escape(medium.url.as_str()),
            escape(name)
        );
        if let Some(poster) = &medium.poster {
            _ = write!(html, " poster=\"{}\"", escape(poster.as_str()));
        }
        _ = write!(html, "></{tag}>");
    }
    html.push_str("</article>");
    Some(html)
}

/// Reads the text of an item that is new or has changed.
pub(super) fn read(item: &mut library::Item, rules: &UserRules) {
    let Some(html) = &item.html else { return };
    let address = item.address.as_ref().and_then(|address| address.parse().ok());
    let source = address.map_or_else(|| Source::Record(item.key.clone()), Source::Url);
    let mut page = Page::new(source, html.clone().into_bytes());
    page.content_type = Some(CONTENT_TYPE.to_owned());
    let reading = read_item(&page, rules);
    item.text = Clean::text(&reading.text());
    item.videos = u32::try_from(reading.sidebar.videos.len()).unwrap_or(u32::MAX);
    if item.title.is_empty() {
        item.title = beginning(&item.text);
    }
}

/// A text as it is written in an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

const CONTENT_TYPE: &str = "text/html; charset=utf-8";

/// The first line of a text, or as much of it as a title holds.
fn beginning(text: &str) -> Clean {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if line.chars().count() <= TITLE {
        return Clean::field(line);
    }
    let cut: String = line.chars().take(TITLE).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    Clean::field(&format!("{whole}…"))
}

/// Reads what a feed gave of an article. A few lines that are no article on a page are the whole of
/// an item, so they are not left out of it.
#[must_use]
pub fn read_item(page: &Page, rules: &UserRules) -> Reading {
    let mut reading =
        read::read(page, &Options { input: Input::Html, rules: rules.clone(), ..Options::default() });
    if reading.words() == 0 {
        let has_words = |text: String| text.chars().any(char::is_alphanumeric);
        let dropped = reading.ledger.iter().filter(|dropped| has_words(dropped.block.text()));
        let dropped: Vec<BlockId> = dropped.map(|dropped| dropped.block.id).take(FEW).collect();
        for block in dropped {
            reading.restore(block);
        }
    }
    reading
}

/// Reads an article of the library: its page, or else what a feed gave of it.
#[must_use]
pub fn read_kept(article: &Article, rules: &UserRules) -> Reading {
    if article.is_from_feed {
        return read_item(&article.page, rules);
    }
    read::read(&article.page, &Options { input: Input::Auto, rules: rules.clone(), ..Options::default() })
}
