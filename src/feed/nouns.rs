//! What a feed becomes: the feed, its items, what they carry, and what was wrong with it.

use std::fmt;

use url::Url;

use crate::model::{Clean, Page, Source};

/// A feed, read as far as it could be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// What it is written in.
    pub format: Format,
    /// Its name.
    pub title: Option<Clean>,
    /// The page that it goes with.
    pub site: Option<Url>,
    /// What it says of itself, without markup.
    pub description: Option<Clean>,
    /// The language, BCP 47.
    pub language: Option<Clean>,
    /// When it was last changed, RFC 3339.
    pub updated: Option<Clean>,
    /// Its picture.
    pub picture: Option<Url>,
    /// How often it wants to be asked.
    pub rhythm: Rhythm,
    /// Its own address, as it says: where it wants to be fetched from.
    pub itself: Option<Url>,
    /// Where its older items are.
    pub next: Option<Url>,
    /// Who tells of new items (`WebSub`).
    pub hub: Option<Url>,
    /// The items, in the order of the feed.
    pub items: Vec<Item>,
    /// The first thing that was wrong with it.
    pub broken: Option<Broken>,
    /// What was left out because there is a limit.
    pub shortened: Shortened,
}

/// What a feed is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// RSS 0.9x to 2.0.
    #[default]
    Rss,
    /// RSS 0.90 and 1.0.
    Rdf,
    /// Atom 0.3 and 1.0.
    Atom,
    /// JSON Feed.
    Json,
}

impl Format {
    /// Its name, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Rdf => "RSS 1.0",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }
}

/// How often a feed wants to be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rhythm {
    /// How many minutes it is good for.
    pub minutes: Option<u32>,
    /// Hours of the day, universal time, in which nothing is new.
    pub quiet_hours: Vec<u8>,
    /// Days of the week on which nothing is new; Monday is 0.
    pub quiet_days: Vec<u8>,
}

/// One piece of a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// What it is known by: the same at every parse, and no other item of the feed has it. The
    /// feed's own id, else the link, else a hash of what it says. No name of a file.
    pub id: Clean,
    /// The page that it announces.
    pub link: Option<Url>,
    /// Its headline, on one line, without markup.
    pub title: Option<Clean>,
    /// Who wrote it.
    pub authors: Vec<Clean>,
    /// When it was published, RFC 3339. None for dates that cannot be true; there is no clock
    /// here, so one that lies ahead is for the library to doubt.
    pub published: Option<Clean>,
    /// When it was last changed, RFC 3339.
    pub updated: Option<Clean>,
    /// A few lines about it, as HTML of the feed: to be read, never to be printed.
    pub summary_html: Option<String>,
    /// The whole of it, as HTML of the feed: to be read, never to be printed.
    pub content_html: Option<String>,
    /// What addresses in its HTML are relative to.
    pub base: Option<Url>,
    /// What it was tagged with.
    pub tags: Vec<Clean>,
    /// What there is to hear and to see.
    pub media: Vec<Medium>,
    /// Its picture.
    pub picture: Option<Url>,
    /// Where it is talked about.
    pub comments: Option<Url>,
    /// Whether its text seems to be the beginning of a longer one on the page.
    pub teaser: bool,
}

impl Item {
    /// The text that there is: the whole, else the summary.
    #[must_use]
    pub fn html(&self) -> Option<&str> {
        self.content_html.as_deref().or(self.summary_html.as_deref())
    }

    /// A page of the text that there is, for [`crate::read::read`].
    #[must_use]
    pub fn page(&self) -> Page {
        let html = format!("<!doctype html><body><article>{}</article>", self.html().unwrap_or_default());
        let source = self.link.clone().map_or_else(|| Source::Record(self.id.to_string()), Source::Url);
        let mut page = Page::new(source, html.into_bytes());
        page.base = self.base.clone().or_else(|| self.link.clone());
        page.content_type = Some("text/html; charset=utf-8".to_owned());
        page
    }
}

/// Something to hear or to see that belongs to an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Medium {
    /// Where it is. The web only: what plays it must still be given it as one argument.
    pub url: Url,
    /// What it is.
    pub kind: MediumKind,
    /// What it is called.
    pub title: Option<Clean>,
    /// How long it plays, in seconds.
    pub duration: Option<u32>,
    /// A picture of it.
    pub poster: Option<Url>,
}

/// What a medium is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediumKind {
    /// To hear.
    Audio,
    /// To see and hear.
    Video,
    /// To look at.
    Picture,
    /// Anything else: a document, an archive.
    Other,
}

impl MediumKind {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Picture => "picture",
            Self::Other => "file",
        }
    }
}

/// What was wrong with a feed, and where. The items before it are all there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// At which byte of the text.
    pub at: usize,
    /// What.
    pub fault: Fault,
}

/// What can be wrong with a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It ends in the middle.
    Cut,
    /// Tags that do not match.
    Tags,
    /// It is no JSON from there on.
    Json,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            Fault::Cut => "it ends in the middle",
            Fault::Tags => "tags that do not match",
            Fault::Json => "it is no JSON from there on",
        };
        write!(f, "broken at byte {}: {what}", self.at)
    }
}

/// What was left out because there is a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shortened {
    /// Items beyond the limit.
    pub items: usize,
    /// Texts that were cut at the limit.
    pub texts: usize,
    /// Items that were in the feed twice, letter for letter.
    pub twins: usize,
}

impl fmt::Display for Shortened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [(self.items, "items left out"), (self.texts, "texts cut"), (self.twins, "items twice")];
        let parts = parts.iter().filter(|(number, _)| *number > 0);
        let parts: Vec<String> = parts.map(|(number, what)| format!("{what}: {number}")).collect();
        f.write_str(&parts.join(", "))
    }
}

/// Why bytes are no feed: what they are instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAFeed {
    /// Nothing, or nothing but blanks.
    #[error("it is empty")]
    Empty,
    /// A page, often one that says that something is wrong.
    #[error("it is a page, not a feed{}", titled(.0.as_ref()))]
    Page(Option<Clean>),
    /// A list of subscriptions.
    #[error("it is a list of feeds (OPML), not a feed")]
    Opml,
    /// XML of another kind.
    #[error("it is XML that begins with <{0}>, not a feed")]
    Xml(Clean),
    /// JSON of another kind.
    #[error("it is JSON, but no JSON Feed")]
    Json,
    /// Neither text nor markup that we know.
    #[error("it is no feed")]
    Other,
}

fn titled(title: Option<&Clean>) -> String {
    title.map_or_else(String::new, |title| format!(" (“{title}”)"))
}
