//! Elements that scripts turn into players, posts, maps: told by tag, class and attribute, from
//! a table kept as data, with the address that can be made of what they say.

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};
use scraper::node::Element;
use serde::Deserialize;

use super::attributes::Attributes;
use super::hosts;
use super::links::Links;
use crate::model::{Media, MediaKind};

/// Attributes longer than this make no part of an address.
const VALUE: usize = 500;

#[derive(Default, Deserialize)]
struct Table {
    posts: HashSet<String>,
    made: Vec<Made>,
    scripts: Vec<Script>,
}

#[derive(Deserialize)]
struct Made {
    what: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default)]
    attributes: Vec<String>,
    address: Option<String>,
    /// Whether the attribute may hold any address, so that its host must tell what it is.
    #[serde(default)]
    known_hosts_only: bool,
}

#[derive(Deserialize)]
struct Script {
    what: String,
    source: String,
    ending: String,
    address: String,
}

/// The rows of the table, found by what tells an element.
struct Book {
    posts: HashSet<String>,
    tags: HashMap<String, usize>,
    classes: HashMap<String, usize>,
    attributes: HashMap<String, usize>,
    made: Vec<Made>,
    scripts: Vec<Script>,
}

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    // A test reads the same data, so no error is met outside of it.
    let table: Table = toml::from_str(include_str!("../labels/players.toml")).unwrap_or_default();
    let by = |names: fn(&Made) -> &Vec<String>| {
        let rows = table.made.iter().enumerate();
        rows.flat_map(|(row, made)| names(made).iter().map(move |name| (name.clone(), row))).collect()
    };
    Book {
        tags: by(|made| &made.tags),
        classes: by(|made| &made.classes),
        attributes: by(|made| &made.attributes),
        posts: table.posts,
        made: table.made,
        scripts: table.scripts,
    }
});

/// What the classes of an element are in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Class {
    /// One under which posts of social networks are embedded.
    Post,
    /// One of an element that a script fills.
    Made,
    /// None of the table.
    #[default]
    Other,
}

/// What the classes of an element are in the table.
pub(super) fn class(classes: &str) -> Class {
    let has = |is_known: &dyn Fn(&str) -> bool| classes.split_ascii_whitespace().any(is_known);
    if has(&|class| BOOK.posts.contains(class)) {
        Class::Post
    } else if has(&|class| BOOK.classes.contains_key(class)) {
        Class::Made
    } else {
        Class::Other
    }
}

/// Whether one of the classes is one under which posts of social networks are embedded.
pub(super) fn is_post(classes: &str) -> bool {
    class(classes) == Class::Post
}

/// What an element becomes, when it is in the table and says enough.
pub(super) fn of(element: &Element, class: Class, links: &Links) -> Option<Media> {
    rows(element, class).find_map(|row| media(BOOK.made.get(row)?, element, links))
}

/// The rows that speak of an element: its tag first, then its classes, then its attributes.
fn rows(element: &Element, class: Class) -> impl Iterator<Item = usize> {
    let tag = element.name();
    let by_tag = if tag.contains('-') || tag == "oembed" { BOOK.tags.get(tag).copied() } else { None };
    let classes = if class == Class::Other { "" } else { element.said("class").unwrap_or_default() };
    let by_class = classes.split_ascii_whitespace().filter_map(|class| BOOK.classes.get(class).copied());
    let attributes = element.attrs().filter(|(key, _)| key.starts_with("data-"));
    let by_attribute = attributes.filter_map(|(key, _)| BOOK.attributes.get(key).copied());
    by_tag.into_iter().chain(by_class).chain(by_attribute)
}

fn media(made: &Made, element: &Element, links: &Links) -> Option<Media> {
    let mut kind = kind(&made.what)?;
    let url = match &made.address {
        Some(template) => Some(links.resolve(whole(&fill(template, element)?))),
        None => None,
    };
    if made.known_hosts_only {
        kind = hosts::known_kind(url.as_deref()?)?;
    }
    let mut media = Media::new(kind);
    media.url = url.filter(|url| url.starts_with("http"));
    (media.url.is_some() || made.address.is_none()).then_some(media)
}

/// Where a number was wanted, some pages write the whole address.
fn whole(filled: &str) -> &str {
    let inner = filled.get(1..).and_then(|rest| rest.find("https://")).and_then(|at| filled.get(at + 1..));
    inner.unwrap_or(filled)
}

/// The address of a template, filled with what an element says; none when it lacks a part.
fn fill(template: &str, element: &Element) -> Option<String> {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let (names, after) = behind.split_once('}')?;
        filled.push_str(before);
        filled.push_str(&names.split('|').find_map(|name| part(name, element))?);
        rest = after;
    }
    filled.push_str(rest);
    Some(filled)
}

fn part(name: &str, element: &Element) -> Option<String> {
    if let Some(word) = name.strip_prefix('=') {
        return Some(word.to_owned());
    }
    let value = match name.strip_prefix('.') {
        Some(front) => {
            let mut classes = element.said("class")?.split_ascii_whitespace();
            classes.find_map(|class| class.strip_prefix(front))?
        }
        None => element.said(name)?.trim(),
    };
    let fits = !value.is_empty() && value.len() <= VALUE && !value.contains(char::is_whitespace);
    fits.then(|| value.to_owned())
}

/// What a script leaves where it stands, by its address.
pub(super) fn of_script(element: &Element, links: &Links) -> Option<Media> {
    let Some(source) = element.said("src") else { return of(element, Class::Other, links) };
    let source =
        source.trim().trim_start_matches("https:").trim_start_matches("http:").trim_start_matches("//");
    let rest_behind = |script: &&Script| {
        let rest = source.strip_prefix(script.source.as_str())?;
        let end = rest.find(script.ending.as_str())?;
        rest.get(..end).filter(|rest| !rest.is_empty() && !rest.contains('/')).map(str::to_owned)
    };
    let found = BOOK.scripts.iter().find_map(|script| Some((script, rest_behind(&script)?)));
    let Some((script, rest)) = found else { return of(element, Class::Other, links) };
    // A player of one house is named behind its video: `video-player.js`.
    let rest = rest.split('-').next().unwrap_or_default();
    let mut media = Media::new(kind(&script.what)?);
    media.url = Some(links.resolve(&fill(&script.address.replace("{}", rest), element)?));
    Some(media)
}

fn kind(name: &str) -> Option<MediaKind> {
    use MediaKind::{Audio, Chart, Document, Map, Poll, Post, Video, Widget};
    [Video, Audio, Post, Document, Map, Chart, Poll, Widget]
        .into_iter()
        .find(|kind| kind.name() == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_names_a_kind() {
        let table: Table = toml::from_str(include_str!("../labels/players.toml")).unwrap();
        let kinds =
            table.made.iter().map(|made| &made.what).chain(table.scripts.iter().map(|script| &script.what));
        for what in kinds {
            assert!(kind(what).is_some(), "{what}");
        }
    }

    fn found(html: &str) -> Vec<(MediaKind, Option<String>)> {
        let document = super::super::read(&format!("<body>{html}"), None, &[]).0;
        let media = document.blocks.into_iter().filter_map(|block| match block.kind {
            crate::model::BlockKind::Media(media) => Some((media.kind, media.url.map(|url| url.to_string()))),
            _ => None,
        });
        media.collect()
    }

    fn only(html: &str) -> (MediaKind, String) {
        let found = found(html);
        let [(kind, Some(url))] = found.as_slice() else { panic!("{html}: {found:?}") };
        (*kind, url.clone())
    }

    #[test]
    fn players_of_every_make_give_their_address() {
        for (html, address) in [
            ("<div data-youtube-id=abc_DEF-123></div>", "https://www.youtube.com/watch?v=abc_DEF-123"),
            ("<lite-youtube videoid=abc></lite-youtube>", "https://www.youtube.com/watch?v=abc"),
            ("<amp-youtube data-videoid=abc></amp-youtube>", "https://www.youtube.com/watch?v=abc"),
            ("<div data-vimeo-id=76979871></div>", "https://vimeo.com/76979871"),
            (
                "<video-js data-account=17 data-video-id=61></video-js>",
                "https://players.brightcove.net/17/default_default/index.html?videoId=61",
            ),
            (
                "<div class=brightcove-player data-account=17 data-player=x data-video-id=61></div>",
                "https://players.brightcove.net/17/x_default/index.html?videoId=61",
            ),
            ("<div class=jwplayer data-media-id=Ab12></div>", "https://cdn.jwplayer.com/previews/Ab12"),
            ("<div class='wistia_embed wistia_async_q9'></div>", "https://fast.wistia.net/embed/iframe/q9"),
            (
                "<div class=fb-video data-href=https://www.facebook.com/a/videos/1/></div>",
                "https://www.facebook.com/a/videos/1/",
            ),
            ("<oembed url=https://vimeo.com/76979871></oembed>", "https://vimeo.com/76979871"),
            (
                "<script src=https://cdn.jwplayer.com/players/Ab12-Xy34.js></script>",
                "https://cdn.jwplayer.com/previews/Ab12",
            ),
        ] {
            assert_eq!(only(html), (MediaKind::Video, address.to_owned()), "{html}");
        }
    }

    #[test]
    fn posts_charts_and_polls_give_theirs() {
        for (html, kind, address) in [
            (
                "<amp-twitter data-tweetid=18></amp-twitter>",
                MediaKind::Post,
                "https://twitter.com/i/status/18",
            ),
            (
                "<amp-twitter data-tweetid=https://twitter.com/fair/status/18></amp-twitter>",
                MediaKind::Post,
                "https://twitter.com/fair/status/18",
            ),
            ("<script data-telegram-post=sundnews/83></script>", MediaKind::Post, "https://t.me/sundnews/83"),
            (
                "<script src=https://telegram.org/js/telegram-widget.js?22 data-telegram-post=sundnews/83></script>",
                MediaKind::Post,
                "https://t.me/sundnews/83",
            ),
            (
                "<div class=flourish-embed data-src=visualisation/7></div>",
                MediaKind::Chart,
                "https://flo.uri.sh/visualisation/7/embed",
            ),
            (
                "<script src=https://datawrapper.dwcdn.net/Ab1cD/embed.js></script>",
                MediaKind::Chart,
                "https://datawrapper.dwcdn.net/Ab1cD/",
            ),
            ("<div data-tf-live=01H></div>", MediaKind::Poll, "https://form.typeform.com/to/01H"),
        ] {
            assert_eq!(only(html), (kind, address.to_owned()), "{html}");
        }
    }

    #[test]
    fn an_element_that_lacks_a_part_of_its_address_is_nothing() {
        for html in [
            "<div class=video-js></div>",
            "<div class=youtube-player></div>",
            "<oembed url=https://news.example/a></oembed>",
            "<script src=https://cdn.jwplayer.com/libraries/Ab12.js></script>",
            "<div data-youtube-id='two words'></div>",
        ] {
            assert_eq!(found(html), [], "{html}");
        }
    }
}
