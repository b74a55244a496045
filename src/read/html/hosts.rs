//! What an address embeds, by its host, from a list kept as data.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;
use url::Url;

use crate::model::MediaKind;
use crate::read::labels::fold;

#[derive(Default, Deserialize)]
struct Hosts {
    video: Vec<String>,
    audio: Vec<String>,
    post: Vec<String>,
    document: Vec<String>,
    map: Vec<String>,
    chart: Vec<String>,
    poll: Vec<String>,
    widget: Vec<String>,
    nothing: Vec<String>,
    nothing_parts: Vec<String>,
    files: Files,
    titles: Titles,
    wrappers: HashMap<String, String>,
}

#[derive(Default, Deserialize)]
struct Files {
    video: Vec<String>,
    audio: Vec<String>,
    document: Vec<String>,
    nothing: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Titles {
    fronts: Vec<String>,
    empty: HashSet<String>,
}

/// The hosts with what they embed; None for what nobody wants to see.
struct Book {
    hosts: HashMap<String, Vec<Entry>>,
    parts: Vec<String>,
    files: Files,
    titles: Titles,
    wrappers: HashMap<String, String>,
}

/// The beginning of a path below a host, and what it embeds.
struct Entry {
    below: String,
    kind: Option<MediaKind>,
}

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    // A test reads the same data, so no error is met outside of it.
    let data: Hosts = toml::from_str(include_str!("../labels/hosts.toml")).unwrap_or_default();
    let lists = [
        (Some(MediaKind::Video), data.video),
        (Some(MediaKind::Audio), data.audio),
        (Some(MediaKind::Post), data.post),
        (Some(MediaKind::Document), data.document),
        (Some(MediaKind::Map), data.map),
        (Some(MediaKind::Chart), data.chart),
        (Some(MediaKind::Poll), data.poll),
        (Some(MediaKind::Widget), data.widget),
        (None, data.nothing),
    ];
    let mut hosts: HashMap<String, Vec<Entry>> = HashMap::new();
    for (kind, list) in lists {
        for entry in list {
            let (host, below) = entry.split_once('/').unwrap_or((&entry, ""));
            let slot = hosts.entry(host.to_owned()).or_default();
            slot.push(Entry { below: below.to_owned(), kind });
        }
    }
    let Hosts { nothing_parts: parts, files, titles, wrappers, .. } = data;
    Book { hosts, parts, files, titles, wrappers }
});

/// What an address embeds. None for what is no address of the web and for trackers.
pub(super) fn kind(address: &str) -> Option<MediaKind> {
    if is_relative(address) {
        let end = address.find(['?', '#']).unwrap_or(address.len());
        return file(&address.get(..end)?.to_ascii_lowercase());
    }
    let url = web(address)?;
    let host = url.host_str()?;
    match entry(host, url.path()) {
        Some(known) => known.kind,
        None => unknown(host, url.path()),
    }
}

/// What an address embeds whose host is in the list.
pub(super) fn known_kind(address: &str) -> Option<MediaKind> {
    let url = web(address)?;
    entry(url.host_str()?, url.path())?.kind
}

/// A title without the name that a player puts before it; none if it says no more than that.
pub(super) fn bare_title(title: &str) -> Option<&str> {
    let front = |front: &String| title.get(..front.len()).is_some_and(|own| own.eq_ignore_ascii_case(front));
    let length = BOOK.titles.fronts.iter().find(|entry| front(entry)).map_or(0, String::len);
    let bare = title.get(length..).unwrap_or(title).trim();
    (!bare.is_empty() && !BOOK.titles.empty.contains(&fold(bare))).then_some(bare)
}

/// The address that a frame is only a wrapper of.
pub(super) fn wrapped(address: &str) -> Option<String> {
    let url = web(address)?;
    let host = url.host_str()?.trim_start_matches("www.");
    let place = format!("{host}{}", url.path());
    let (_, key) = BOOK.wrappers.iter().find(|(wrapper, _)| place.starts_with(wrapper.as_str()))?;
    let inner = url.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned());
    inner.filter(|inner| web(inner).is_some())
}

fn web(address: &str) -> Option<Url> {
    let url = match address.strip_prefix("//") {
        Some(rest) => Url::parse(&format!("https://{rest}")),
        None => Url::parse(address),
    };
    url.ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The longest entry that fits.
fn entry(host: &str, path: &str) -> Option<&'static Entry> {
    let path = path.trim_start_matches('/');
    let mut name = Some(host);
    while let Some(host) = name {
        let entries = BOOK.hosts.get(host).into_iter().flatten();
        let fits = entries.filter(|entry| path.starts_with(entry.below.as_str()));
        if let Some(best) = fits.max_by_key(|entry| entry.below.len()) {
            return Some(best);
        }
        name = host.split_once('.').map(|(_, rest)| rest);
    }
    None
}

fn unknown(host: &str, path: &str) -> Option<MediaKind> {
    let path = path.to_ascii_lowercase();
    let whole = format!("//{host}{path}");
    let is_part = |part: &String| whole.contains(part.as_str());
    let is_video = path.contains("/video") || host.starts_with("video.") || host.starts_with("videos.");
    let is_nothing = has_ending(&path, &BOOK.files.nothing) || BOOK.parts.iter().any(is_part);
    file(&path).or(match (is_nothing, is_video) {
        (true, _) => None,
        (false, true) => Some(MediaKind::Video),
        (false, false) => Some(MediaKind::Frame),
    })
}

/// What a file is, by the ending of its path.
fn file(path: &str) -> Option<MediaKind> {
    let files = &BOOK.files;
    let kinds = [
        (MediaKind::Video, &files.video),
        (MediaKind::Audio, &files.audio),
        (MediaKind::Document, &files.document),
    ];
    kinds.into_iter().find(|(_, endings)| has_ending(path, endings)).map(|(kind, _)| kind)
}

fn has_ending(path: &str, endings: &[String]) -> bool {
    endings.iter().any(|ending| path.ends_with(ending.as_str()))
}

/// Whether an address has no host, as on a page that came without an address of its own.
fn is_relative(address: &str) -> bool {
    !address.starts_with("//") && Url::parse(address) == Err(url::ParseError::RelativeUrlWithoutBase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read() {
        assert!(toml::from_str::<Hosts>(include_str!("../labels/hosts.toml")).is_ok());
    }

    #[test]
    fn hosts_say_what_an_address_embeds() {
        for (address, wanted) in [
            ("https://www.youtube.com/embed/abc", MediaKind::Video),
            ("//player.vimeo.com/video/1", MediaKind::Video),
            ("https://open.spotify.com/embed/episode/1", MediaKind::Audio),
            ("https://www.google.com/maps/embed?pb=1", MediaKind::Map),
            ("https://umap.openstreetmap.fr/en/map/ferries", MediaKind::Map),
            ("https://twitter.com/a/status/1", MediaKind::Post),
            ("https://www.facebook.com/plugins/video.php?href=x", MediaKind::Video),
            ("https://www.facebook.com/plugins/post.php?href=x", MediaKind::Post),
            ("https://docs.google.com/forms/d/e/1/viewform", MediaKind::Poll),
            ("https://docs.google.com/spreadsheets/d/1/pubhtml", MediaKind::Chart),
            ("https://docs.google.com/document/d/1/pub", MediaKind::Document),
            ("https://datawrapper.dwcdn.net/abc/1/", MediaKind::Chart),
            ("https://news.example/files/report.PDF", MediaKind::Document),
            ("https://news.example/sound/first.mp3", MediaKind::Audio),
            ("/files/report.pdf#page=2", MediaKind::Document),
            ("https://notyoutube.com/embed/abc", MediaKind::Frame),
        ] {
            assert_eq!(kind(address), Some(wanted), "{address}");
        }
    }

    #[test]
    fn what_nobody_wants_to_see_is_nothing() {
        for address in [
            "https://www.googletagmanager.com/ns.html?id=1",
            "https://tpc.googlesyndication.com/safeframe/1-0-40/html/container.html",
            "https://securepubads.g.doubleclick.net/x",
            "https://widgets.taboola.com/x",
            "https://disqus.com/embed/comments/?f=news",
            "https://www.google.com/recaptcha/api2/anchor",
            "https://consent.news.example/frame",
            "https://www.facebook.com/plugins/like.php?href=x",
            "https://news.example/newsletter/frame",
            "javascript:alert(1)",
            "/frames/weather.html",
            "data:text/html,x",
        ] {
            assert_eq!(kind(address), None, "{address}");
        }
    }

    #[test]
    fn a_wrapper_gives_the_address_inside() {
        let inside = |address| wrapped(address);
        assert_eq!(
            inside("https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fmarl%2Fposts%2F1&width=5").as_deref(),
            Some("https://www.facebook.com/marl/posts/1")
        );
        assert_eq!(inside("https://docs.google.com/viewer?url=javascript:x"), None);
        assert_eq!(inside("https://news.example/?url=https://a.example/"), None);
    }
}
