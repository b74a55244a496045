//! What an element embeds: pictures, frames, players, posts. Which they are is told by tag, by
//! address, and by the tables kept as data.

use scraper::ElementRef;
use scraper::node::Element;

use super::attributes::Attributes;
use super::data::{self, attribute, title};
use super::duration::seconds;
use super::links::Links;
use super::naming::Traits;
use super::{hosts, players, posts};
use crate::model::{Clean, Cue, Cues, Media, MediaKind};

/// What the element embeds.
pub(super) fn of(
    element: &Element,
    node: Option<ElementRef<'_>>,
    traits: &Traits,
    links: &Links,
) -> Option<Media> {
    match element.name() {
        "img" | "amp-img" => image(element, links),
        "iframe" | "embed" | "object" | "amp-iframe" => frame(element, links),
        "video" | "amp-video" => Some(tag(MediaKind::Video, element, node, traits, links)),
        "audio" | "amp-audio" => Some(tag(MediaKind::Audio, element, node, traits, links)),
        "blockquote" => posts::of(element, node, links),
        tag if is_box(tag) => {
            by_table(element, traits, links).or_else(|| by_data(element, node, traits, links))
        }
        _ => None,
    }
}

/// What a script leaves where it stands.
pub(super) fn of_script(element: &Element, links: &Links) -> Option<Media> {
    let mut media = players::of_script(element, links)?;
    media.by = media.url.as_deref().filter(|_| media.kind == MediaKind::Post).and_then(posts::account);
    Some(media)
}

fn image(element: &Element, links: &Links) -> Option<Media> {
    let source = ["data-src", "data-lazy-src", "data-original", "data-srcset", "srcset", "src"];
    let found = |key: &&str| element.said(key).map(str::trim).filter(|value| is_picture(value));
    let address = source.iter().find_map(found)?;
    let first = address.split_whitespace().next()?.trim_end_matches(',');
    if is_tiny(element) {
        return None;
    }
    let mut media = Media::new(MediaKind::Image);
    media.url = Some(links.resolve(first));
    media.title = attribute(element, "alt");
    Some(media)
}

fn is_picture(value: &str) -> bool {
    !value.is_empty() && !value.starts_with("data:") && !value.starts_with('{')
}

/// Whether an element is too small to be seen: it counts visits.
fn is_tiny(element: &Element) -> bool {
    let size =
        |key| element.said(key).and_then(|value| value.trim().trim_end_matches("px").parse::<u32>().ok());
    ["width", "height"].into_iter().filter_map(size).any(|size| size < 3)
}

/// Where frames keep their address: `src`, and the attributes from which scripts put it there
/// when the reader scrolls or consents.
const SOURCES: &[&str] = &[
    "src",
    "data-src",
    "data-lazy-src",
    "data-lazy",
    "data-litespeed-src",
    "data-cmp-src",
    "data-src-cmplz",
    "data-cookieblock-src",
    "data-cookieconsent-src",
    "data-consent-src",
    "data-suppressedsrc",
    "data-iframe-src",
    "data-embed-src",
    "data-original-src",
    "data-orig-src",
    "data-rocket-src",
    "data-ezsrc",
    "data-url",
    "data",
];

/// The address of a frame. Until it is wanted, it may show an empty page of its own site.
fn address(element: &Element, links: &Links) -> Option<(Clean, MediaKind)> {
    let written =
        SOURCES.iter().filter_map(|key| element.said(key)).filter(|source| !source.trim().is_empty());
    let resolved = written.map(|source| links.resolve(source));
    let mut usable = resolved.filter_map(|url| hosts::kind(&url).map(|kind| (url, kind)));
    let first = usable.next()?;
    let known = usable.find(|(_, kind)| first.1 == MediaKind::Frame && *kind != MediaKind::Frame);
    Some(known.unwrap_or(first))
}

fn frame(element: &Element, links: &Links) -> Option<Media> {
    if is_tiny(element) {
        return None;
    }
    let (url, kind) = address(element, links)?;
    let (url, kind) = match hosts::wrapped(&url).or_else(|| posts::in_frame(&url)) {
        Some(inner) if kind == MediaKind::Frame => (links.resolve(&inner), hosts::kind(&inner)?),
        Some(inner) => (links.resolve(&inner), kind),
        None => (url, kind),
    };
    // What is not shown and known by no one counts visits.
    let style = element.said("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    let unseen = element.said("hidden").is_some() || style.contains("display:none");
    if kind == MediaKind::Frame && unseen {
        return None;
    }
    let is_post = kind == MediaKind::Frame
        && (element.said("class").is_some_and(players::is_post) || posts::is_address(&url));
    let kind = if is_post { MediaKind::Post } else { kind };
    if links.is_own(&url) {
        return None;
    }
    let mut media = Media::new(kind);
    media.by = posts::account(&url).filter(|_| kind == MediaKind::Post);
    media.url = Some(url);
    media.title = title(element, &["title", "aria-label"]);
    data::describe(&mut media, element, links);
    Some(media)
}

/// `<video>` and `<audio>`, whose source may stand in them, in an attribute, or in a table.
fn tag(
    kind: MediaKind,
    element: &Element,
    node: Option<ElementRef<'_>>,
    traits: &Traits,
    links: &Links,
) -> Media {
    let mut media = Media::new(kind);
    let inside = node.into_iter().flat_map(|node| node.children().filter_map(ElementRef::wrap));
    let sources = inside.map(|child| child.value()).filter(|child| child.name() == "source");
    let usable = |src: &&str| !src.is_empty() && !src.starts_with("blob:") && !src.starts_with("data:");
    let address = std::iter::once(element)
        .chain(sources)
        .flat_map(|holder| [holder.said("src"), holder.said("data-src")])
        .flatten()
        .map(str::trim)
        .find(usable);
    media.url = address
        .map(|src| links.resolve(src))
        .or_else(|| players::of(element, traits.class, links).and_then(|made| made.url));
    media.title = title(element, &["title", "aria-label"]);
    media.poster =
        element.said("poster").filter(|poster| !poster.is_empty()).map(|poster| links.resolve(poster));
    data::describe(&mut media, element, links);
    media.duration = media.duration.or_else(|| element.said("duration").and_then(seconds));
    media
}

/// An element of the table, with what its other attributes tell.
fn by_table(element: &Element, traits: &Traits, links: &Links) -> Option<Media> {
    let mut media = players::of(element, traits.class, links)?;
    data::describe(&mut media, element, links);
    let names = ["title", "data-param-title", "playlabel", "aria-label"];
    media.title = media.title.take().or_else(|| title(element, &names));
    media.by = media.url.as_deref().filter(|_| media.kind == MediaKind::Post).and_then(posts::account);
    Some(media)
}

const PLAYERS: Cues = Cues::of(Cue::Player).with(Cues::of(Cue::Embed)).with(Cues::of(Cue::Audio));

/// Whether scripts fill elements of that name.
fn is_box(tag: &str) -> bool {
    matches!(tag, "div" | "section" | "figure" | "span" | "a" | "article" | "button" | "oembed")
        || tag.contains('-')
}

/// An element that is named after a player or marked as one, and says what it plays.
fn by_data(element: &Element, node: Option<ElementRef<'_>>, traits: &Traits, links: &Links) -> Option<Media> {
    if element.said("itemtype").is_some()
        && let Some(media) = node.and_then(|node| data::marked(node, links))
    {
        return Some(media);
    }
    let is_box = matches!(element.name(), "div" | "section" | "figure" | "span" | "a");
    if is_box && traits.cues.any(PLAYERS) { data::player(element, traits.cues, links) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn videos(html: &str) -> Vec<(Option<String>, Option<String>, Option<u32>)> {
        let document = super::super::read(html, None, &[]).0;
        let media = document.blocks.into_iter().filter_map(|block| match block.kind {
            crate::model::BlockKind::Media(media) if media.kind == MediaKind::Video => Some(media),
            _ => None,
        });
        let own = |text: Option<Clean>| text.map(Clean::into_string);
        media.map(|media| (own(media.title), own(media.url), media.duration)).collect()
    }

    #[test]
    fn frames_and_light_players_are_videos_and_trackers_are_not() {
        assert_eq!(videos("<iframe src=//www.youtube.com/embed/abc title='Bridge opens'></iframe>").len(), 1);
        assert_eq!(videos("<lite-youtube videoid=abc></lite-youtube>").len(), 1);
        assert_eq!(videos("<iframe src='' data-src=https://www.youtube.com/embed/abc></iframe>").len(), 1);
        assert_eq!(
            videos("<iframe src=/blank.html data-src=https://www.youtube.com/embed/abc></iframe>").len(),
            1
        );
        for empty in ["''", "https://news.example/blank.html"] {
            let frame = format!("<iframe src={empty} data-src=https://www.youtube.com/embed/abc></iframe>");
            assert_eq!(videos(&frame).len(), 1, "{empty}");
        }
        assert_eq!(videos("<iframe src=https://www.googletagmanager.com/ns.html?id=1></iframe>").len(), 0);
    }

    #[test]
    fn a_video_knows_its_length_and_its_source() {
        let html =
            "<video data-duration=1:12 title='Bridge opens'><source src=https://news.example/a.mp4></video>";
        let found =
            (Some("Bridge opens".to_owned()), Some("https://news.example/a.mp4".to_owned()), Some(72));
        assert_eq!(videos(html), [found]);
        let late = "<video src=''><source src='' data-src=https://news.example/a.mp4></video>";
        assert_eq!(videos(late), [(None, Some("https://news.example/a.mp4".to_owned()), None)]);
    }
}
