//! The items of the sidebar, in one numbering: videos, then stories and embeds, then the
//! links within the text.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::layout::{host, untracked};
use crate::model::{BlockId, Clean, LinkId, LinkKind, MediaKind, Reading, Source};

/// What an item of the sidebar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A video.
    Video,
    /// Another story.
    Related,
    /// An embedded post, podcast or document.
    Embed,
    /// A link within the text.
    Inline,
}

/// An item of the sidebar.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its number, counted from 1; the same in the text.
    pub number: usize,
    /// What it is.
    pub kind: ItemKind,
    /// What it says.
    pub text: Clean,
    /// Where it leads, without trackers.
    pub url: Option<Clean>,
    /// The host that it leads to, where that is not the article's own and the text does not say it.
    pub host: Option<String>,
    /// Length of a video in seconds.
    pub duration: Option<u32>,
    /// The last body block before it, or the block that holds it.
    pub after: Option<BlockId>,
    /// Its number among the document's anchors, for a link within the text.
    pub anchor: Option<LinkId>,
    /// Where else in the text the same address stands.
    pub also: Vec<Stand>,
}

/// A place in the text where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The last body block before it, or the block that holds it.
    pub after: Option<BlockId>,
    /// Its number among the document's anchors, for a link within the text.
    pub anchor: Option<LinkId>,
}

impl Item {
    /// The mark that stands for it in the text.
    #[must_use]
    pub fn sign(&self) -> char {
        match self.kind {
            ItemKind::Video => '▶',
            ItemKind::Related | ItemKind::Embed | ItemKind::Inline => '→',
        }
    }

    /// Every place where it stands in the text.
    pub fn stands(&self) -> impl Iterator<Item = Stand> + '_ {
        let first = Stand { after: self.after, anchor: self.anchor };
        std::iter::once(first).chain(self.also.iter().copied())
    }
}

/// The items of a reading, numbered. What leads to one address is one item that stands in
/// several places.
#[must_use]
pub fn items(reading: &Reading) -> Vec<Item> {
    let links = |inline: bool| {
        let links = reading.sidebar.links.iter();
        links.filter(move |link| (link.kind == LinkKind::Inline) == inline).map(link_item)
    };
    let videos = reading.sidebar.videos.iter().map(video_item);
    let mut items = joined(videos.chain(links(false)).chain(links(true)));
    let home = home(reading);
    for (index, item) in items.iter_mut().enumerate() {
        item.number = index + 1;
        item.host = foreign(item, home.as_deref());
    }
    items
}

/// Joins what leads to one address: links with links, and videos of one title.
fn joined(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut seen: HashMap<(String, Option<Clean>), usize> = HashMap::new();
    let mut joined: Vec<Item> = Vec::new();
    for item in items {
        let title = (item.kind == ItemKind::Video).then(|| item.text.clone());
        let Some(url) = item.url.as_deref().map(str::to_owned) else {
            joined.push(item);
            continue;
        };
        match seen.entry((url, title)) {
            Entry::Occupied(first) => {
                if let Some(first) = joined.get_mut(*first.get()) {
                    join(first, item);
                }
            }
            Entry::Vacant(vacant) => {
                vacant.insert(joined.len());
                joined.push(item);
            }
        }
    }
    joined
}

/// Of two links within the text the longer one says more.
fn join(first: &mut Item, other: Item) {
    first.also.extend(other.stands());
    first.duration = first.duration.or(other.duration);
    if first.kind == ItemKind::Inline && other.text.chars().count() > first.text.chars().count() {
        first.text = other.text;
    }
}

/// The host of the article itself.
fn home(reading: &Reading) -> Option<String> {
    let source = match &reading.source {
        Source::Url(url) => Some(url.as_str()),
        _ => None,
    };
    reading.metadata.url.as_deref().or(source).and_then(host)
}

fn foreign(item: &Item, home: Option<&str>) -> Option<String> {
    let host = item.url.as_deref().and_then(host)?;
    let below = |one: &str, other: &str| one.strip_suffix(other).is_some_and(|front| front.ends_with('.'));
    let is_home = home.is_some_and(|home| home == host || below(home, &host) || below(&host, home));
    (!is_home && !item.text.contains(&host)).then_some(host)
}

fn video_item(video: &crate::model::Video) -> Item {
    let url = address(video.url.as_ref());
    let text = video.title.as_ref().or(video.description.as_ref()).map(Clean::folded);
    Item {
        number: 0,
        kind: ItemKind::Video,
        text: text.filter(|text| !text.is_empty()).unwrap_or_else(|| located("Video", "on", url.as_ref())),
        url,
        host: None,
        duration: video.duration,
        after: video.after,
        anchor: None,
        also: Vec::new(),
    }
}

fn link_item(link: &crate::model::Link) -> Item {
    let kind = match link.kind {
        LinkKind::Related => ItemKind::Related,
        LinkKind::Embed => ItemKind::Embed,
        LinkKind::Inline => ItemKind::Inline,
    };
    let url = address(link.url.as_ref());
    Item {
        number: 0,
        kind,
        text: told(link, url.as_ref()),
        url,
        host: None,
        duration: None,
        after: link.after,
        anchor: link.anchor,
        also: Vec::new(),
    }
}

fn address(url: Option<&Clean>) -> Option<Clean> {
    url.map(|url| Clean::field(&untracked(url)))
}

/// What a link says; before the title of an embed, what it is: `Map: the harbour`, and where it
/// is if it has none: `Post on social.example`.
fn told(link: &crate::model::Link, url: Option<&Clean>) -> Clean {
    let text = link.text.folded();
    if text.is_empty() || text.starts_with("http://") || text.starts_with("https://") {
        return url.map_or(text, |url| Clean::field(short(url)));
    }
    let what = link.what.and_then(MediaKind::name);
    let is_bare = what.is_some_and(|what| text.eq_ignore_ascii_case(what)) || text.as_str() == "Picture";
    match what {
        _ if link.what.is_some() && is_bare => located(&text, "on", url),
        None if link.what == Some(MediaKind::Frame)
            && url.and_then(|url| host(url)) == Some(text.to_string()) =>
        {
            located("Page", "from", url)
        }
        Some(what) if !text.to_lowercase().starts_with(what) => {
            let (first, rest) = what.split_at(1);
            Clean::field(&format!("{}{rest}: {text}", first.to_uppercase()))
        }
        _ => text,
    }
}

/// What has no title, and where it is.
fn located(what: &str, whereabouts: &str, url: Option<&Clean>) -> Clean {
    let host = url.and_then(|url| host(url));
    Clean::field(&host.map_or_else(|| what.to_owned(), |host| format!("{what} {whereabouts} {host}")))
}

/// An address as a person writes it.
fn short(url: &str) -> &str {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Link;

    fn embed(text: &str, what: MediaKind) -> String {
        at(text, what, None)
    }

    fn at(text: &str, what: MediaKind, url: Option<&str>) -> String {
        let link = Link {
            text: Clean::field(text),
            url: url.map(Clean::field),
            kind: LinkKind::Embed,
            what: Some(what),
            after: None,
            anchor: None,
            block: None,
        };
        link_item(&link).text.into_string()
    }

    #[test]
    fn an_embed_says_what_it_is() {
        assert_eq!(embed("The harbour", MediaKind::Map), "Map: The harbour");
        assert_eq!(embed("Map", MediaKind::Map), "Map");
        assert_eq!(embed("Post by @fair", MediaKind::Post), "Post by @fair");
        assert_eq!(embed("tides.example", MediaKind::Frame), "tides.example");
    }

    #[test]
    fn what_has_no_title_says_where_it_is() {
        let post = at("Post", MediaKind::Post, Some("https://www.social.example/p/1?igshid=2"));
        assert_eq!(post, "Post on social.example");
        assert_eq!(at("Picture", MediaKind::Image, Some("https://a.example/x")), "Picture on a.example");
        let frame = at("tides.example", MediaKind::Frame, Some("https://tides.example/widget"));
        assert_eq!(frame, "Page from tides.example");
        assert_eq!(at("", MediaKind::Frame, Some("https://a.example/x/?fbclid=1")), "a.example/x");
        let video = crate::model::Video {
            url: Some(Clean::field("https://video.example/embed/1")),
            ..crate::model::Video::default()
        };
        assert_eq!(video_item(&video).text.as_str(), "Video on video.example");
    }
}
