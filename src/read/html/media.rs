//! What an element embeds: pictures, players, posts, by tag, by address and by the data that
//! players carry in attributes.

use scraper::ElementRef;
use scraper::node::Element;
use serde_json::Value;

use super::hosts;
use super::links::Links;
use crate::model::{Clean, Cue, Cues, Media, MediaKind};

/// Data attributes longer than this are not looked into.
const DATA: usize = 32 * 1024;

/// What the element embeds.
pub(super) fn of(
    element: &Element,
    node: Option<ElementRef<'_>>,
    cues: Cues,
    links: &Links,
) -> Option<Media> {
    let tag = element.name();
    match tag {
        "img" | "amp-img" => image(element, links),
        "iframe" | "embed" | "object" | "amp-iframe" => frame(element, links),
        "video" | "amp-video" => Some(player(MediaKind::Video, element, node, links)),
        "audio" | "amp-audio" => Some(player(MediaKind::Audio, element, node, links)),
        "blockquote" => post(element, node, links),
        _ if tag.contains('-') => known_player(tag, element),
        "div" | "section" | "figure" | "span" | "a" if cues.any(PLAYERS) => data_player(element, cues, links),
        _ => None,
    }
}

const PLAYERS: Cues = Cues::of(Cue::Player).with(Cues::of(Cue::Embed)).with(Cues::of(Cue::Audio));

fn image(element: &Element, links: &Links) -> Option<Media> {
    let source = ["data-src", "data-lazy-src", "data-original", "data-srcset", "srcset", "src"];
    let found = |key: &&str| element.attr(key).map(str::trim).filter(|value| is_picture(value));
    let address = source.iter().find_map(found)?;
    let first = address.split_whitespace().next()?.trim_end_matches(',');
    let tiny =
        |key| element.attr(key).and_then(|value| value.parse::<u32>().ok()).is_some_and(|size| size < 3);
    if tiny("width") || tiny("height") {
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

fn frame(element: &Element, links: &Links) -> Option<Media> {
    let sources =
        ["src", "data-src", "data-lazy-src", "data-litespeed-src", "data-cmp-src", "data-url", "data"];
    let usable =
        |value: &&str| !value.is_empty() && !value.starts_with("about:") && !value.starts_with("javascript:");
    let address = sources.iter().find_map(|key| element.attr(key).map(str::trim).filter(usable))?;
    let url = links.resolve(address);
    let kind = hosts::kind(&url)?;
    let mut media = Media::new(kind);
    media.url = Some(url);
    media.title = attribute(element, "title").or_else(|| attribute(element, "aria-label"));
    Some(media)
}

fn player(kind: MediaKind, element: &Element, node: Option<ElementRef<'_>>, links: &Links) -> Media {
    let mut media = Media::new(kind);
    let nested = || {
        let sources = node?.children().filter_map(ElementRef::wrap);
        sources.filter(|child| child.value().name() == "source").find_map(|child| child.value().attr("src"))
    };
    let address = element.attr("src").or_else(|| element.attr("data-src")).or_else(nested);
    media.url = address
        .filter(|src| !src.trim().is_empty() && !src.starts_with("blob:"))
        .map(|src| links.resolve(src));
    media.title = ["title", "aria-label", "data-title", "data-video-title"]
        .iter()
        .find_map(|key| attribute(element, key));
    media.poster = element.attr("poster").map(|poster| links.resolve(poster));
    media.duration = element.attr("data-duration").and_then(seconds);
    media
}

/// Elements of AMP and of light players that name a video by its id.
fn known_player(tag: &str, element: &Element) -> Option<Media> {
    let id = |key: &str| element.attr(key).map(str::trim).filter(|id| !id.is_empty() && id.len() < 200);
    let (kind, address) = match tag {
        "amp-youtube" | "lite-youtube" | "youtube-video" | "youtube-lite" => {
            let id = id("data-videoid").or_else(|| id("videoid")).or_else(|| id("video-id"))?;
            (MediaKind::Video, format!("https://www.youtube.com/watch?v={id}"))
        }
        "amp-vimeo" | "lite-vimeo" => {
            (MediaKind::Video, format!("https://vimeo.com/{}", id("data-videoid").or_else(|| id("videoid"))?))
        }
        "amp-dailymotion" => {
            (MediaKind::Video, format!("https://www.dailymotion.com/video/{}", id("data-videoid")?))
        }
        "amp-brightcove" => {
            let account = id("data-account")?;
            let video = id("data-video-id")?;
            let address = format!(
                "https://players.brightcove.net/{account}/default_default/index.html?videoId={video}"
            );
            (MediaKind::Video, address)
        }
        "amp-jwplayer" => {
            (MediaKind::Video, format!("https://cdn.jwplayer.com/previews/{}", id("data-media-id")?))
        }
        "amp-twitter" => (MediaKind::Post, format!("https://twitter.com/i/status/{}", id("data-tweetid")?)),
        "amp-instagram" => {
            (MediaKind::Post, format!("https://www.instagram.com/p/{}/", id("data-shortcode")?))
        }
        "amp-facebook" => (MediaKind::Post, id("data-href")?.to_owned()),
        "amp-soundcloud" => {
            (MediaKind::Audio, format!("https://api.soundcloud.com/tracks/{}", id("data-trackid")?))
        }
        _ => return None,
    };
    let mut media = Media::new(kind);
    media.url = Some(Clean::field(&address));
    media.title = ["title", "data-param-title", "playlabel"].iter().find_map(|key| attribute(element, key));
    Some(media)
}

/// An embedded post: its address is its last link, which dates it.
fn post(element: &Element, node: Option<ElementRef<'_>>, links: &Links) -> Option<Media> {
    let class = element.attr("class")?;
    let known = [
        "twitter-tweet",
        "twitter-video",
        "instagram-media",
        "tiktok-embed",
        "bluesky-embed",
        "reddit-embed",
    ];
    if !known.iter().any(|name| class.contains(name)) {
        return None;
    }
    let named =
        ["cite", "data-instgrm-permalink", "data-bluesky-uri"].iter().find_map(|key| element.attr(key));
    let last = || {
        let links =
            node?.descendants().filter_map(ElementRef::wrap).filter_map(|child| child.value().attr("href"));
        links.filter(|href| href.starts_with("http")).last()
    };
    let mut media = Media::new(MediaKind::Post);
    media.url = Some(links.resolve(named.or_else(last)?));
    Some(media)
}

/// A player that keeps its video in data attributes.
fn data_player(element: &Element, cues: Cues, links: &Links) -> Option<Media> {
    let kind =
        if cues.has(Cue::Audio) && !cues.has(Cue::Player) { MediaKind::Audio } else { MediaKind::Video };
    let mut media = Media::new(kind);
    let mut is_player = false;
    for (key, value) in element.attrs().filter(|(key, value)| key.starts_with("data-") && value.len() <= DATA)
    {
        is_player |= note(&mut media, key, value.trim(), links);
    }
    let named = media.title.is_some() && is_player;
    (media.url.is_some() || named).then(|| {
        media.title = media.title.take().or_else(|| attribute(element, "title"));
        media
    })
}

/// Notes what a data attribute tells. Says whether it marks a player.
fn note(media: &mut Media, key: &str, value: &str, links: &Links) -> bool {
    let name = key.trim_start_matches("data-");
    if value.starts_with('{') || value.starts_with('[') {
        if let Ok(json) = serde_json::from_str::<Value>(value) {
            return note_json(media, &json, links);
        }
        return false;
    }
    match name {
        "video-title" | "videotitle" | "media-title" | "video-name" => {
            set(&mut media.title, value);
            true
        }
        "title" | "name" | "headline" => {
            set(&mut media.title, value);
            false
        }
        "duration" | "video-duration" | "media-duration" => {
            media.duration = media.duration.or_else(|| seconds(value));
            false
        }
        "poster" | "thumbnail" | "thumb" | "image" => {
            media.poster = media.poster.take().or_else(|| is_web(value).then(|| links.resolve(value)));
            false
        }
        "youtube-id" | "youtubeid" | "yt-id" | "youtube" | "ytid" if is_id(value) => {
            set(&mut media.url, &format!("https://www.youtube.com/watch?v={value}"));
            true
        }
        "video-id" | "videoid" | "media-id" | "mediaid" | "video" | "vid" | "player-id" => true,
        _ if is_video_address(value) && !name.contains("ad") => {
            set(&mut media.url, &links.resolve(value));
            true
        }
        _ => false,
    }
}

/// The names under which players keep what they play, wherever in the data they stand.
fn note_json(media: &mut Media, json: &Value, links: &Links) -> bool {
    let mut is_player = false;
    let mut open = vec![json];
    let mut left = 500;
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(fields) => {
                for (key, value) in fields {
                    match value {
                        Value::String(text) => is_player |= note_field(media, key, text, links),
                        Value::Number(number) if key.eq_ignore_ascii_case("duration") => {
                            let duration = number.as_u64().and_then(|seconds| u32::try_from(seconds).ok());
                            media.duration = media.duration.or(duration.filter(|seconds| *seconds < 86_400));
                        }
                        Value::Array(_) | Value::Object(_) => open.push(value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        left -= 1;
        if left == 0 {
            break;
        }
    }
    is_player
}

fn note_field(media: &mut Media, key: &str, text: &str, links: &Links) -> bool {
    match key.to_ascii_lowercase().as_str() {
        "title" | "name" | "headline" | "videotitle" => set(&mut media.title, text),
        "description" => set(&mut media.description, text),
        "duration" => media.duration = media.duration.or_else(|| seconds(text)),
        "videoid" | "video_id" | "mediaid" => return true,
        _ if is_video_address(text) => {
            set(&mut media.url, &links.resolve(text));
            return true;
        }
        _ => {}
    }
    false
}

fn set(slot: &mut Option<Clean>, value: &str) {
    if slot.is_none() {
        *slot = Some(Clean::field(value)).filter(|value| !value.is_empty());
    }
}

fn attribute(element: &Element, key: &str) -> Option<Clean> {
    element.attr(key).map(Clean::field).filter(|value| !value.is_empty())
}

fn is_web(value: &str) -> bool {
    value.starts_with("http://") || value.starts_with("https://") || value.starts_with("//")
}

fn is_id(value: &str) -> bool {
    value.len() < 40 && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Whether a value is the address of something that plays.
fn is_video_address(value: &str) -> bool {
    if !is_web(value) || value.contains(char::is_whitespace) {
        return false;
    }
    let path = value.split(['?', '#']).next().unwrap_or(value).to_ascii_lowercase();
    let file = [".mp4", ".m3u8", ".webm", ".mpd", ".mov"].iter().any(|ending| path.ends_with(ending));
    file || path.contains("/video/")
        || path.contains("/videos/")
        || path.contains("/embed/")
        || hosts::kind(value) == Some(MediaKind::Video)
}

/// Seconds from `75`, `1:15`, `1:01:15` or `PT1M15S`.
pub(in crate::read) fn seconds(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Some(period) = text.strip_prefix("PT").or_else(|| text.strip_prefix("pt")) {
        return period_seconds(period);
    }
    let parts: Vec<u32> = text.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let is_clock = parts.len() <= 3 && parts.iter().skip(1).all(|part| *part < 60);
    let total = parts.iter().try_fold(0_u32, |sum, part| sum.checked_mul(60)?.checked_add(*part))?;
    (is_clock && total > 0 && total < 86_400).then_some(total)
}

fn period_seconds(period: &str) -> Option<u32> {
    let mut total = 0_u32;
    let mut number = String::new();
    for c in period.chars() {
        if c.is_ascii_digit() || c == '.' {
            number.push(c);
            continue;
        }
        let unit = match c.to_ascii_uppercase() {
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        let whole = number.split('.').next()?.parse::<u32>().ok()?;
        total = total.checked_add(whole.checked_mul(unit)?)?;
        number.clear();
    }
    (total > 0 && total < 86_400).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_in_every_common_form() {
        assert_eq!(seconds("75"), Some(75));
        assert_eq!(seconds("1:15"), Some(75));
        assert_eq!(seconds("1:01:15"), Some(3675));
        assert_eq!(seconds("PT1M15S"), Some(75));
        assert_eq!(seconds("PT0H2M34.5S"), Some(154));
        assert_eq!(seconds("12:75"), None);
        assert_eq!(seconds("soon"), None);
    }

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
    fn a_player_may_keep_its_video_in_its_data() {
        let html = r#"<div class="c-video" data-displayinline="https://news.example/video/embed/7/" data-permutive-data='{"content":{"name":"Bridge opens"}}'></div>"#;
        let found =
            (Some("Bridge opens".to_owned()), Some("https://news.example/video/embed/7/".to_owned()), None);
        assert_eq!(videos(html), [found]);
    }

    #[test]
    fn frames_and_light_players_are_videos_and_trackers_are_not() {
        assert_eq!(videos("<iframe src=//www.youtube.com/embed/abc title='Bridge opens'></iframe>").len(), 1);
        assert_eq!(videos("<lite-youtube videoid=abc></lite-youtube>").len(), 1);
        assert_eq!(videos("<iframe src=https://www.googletagmanager.com/ns.html?id=1></iframe>").len(), 0);
    }

    #[test]
    fn a_video_knows_its_length_and_its_source() {
        let html =
            "<video data-duration=1:12 title='Bridge opens'><source src=https://news.example/a.mp4></video>";
        let found =
            (Some("Bridge opens".to_owned()), Some("https://news.example/a.mp4".to_owned()), Some(72));
        assert_eq!(videos(html), [found]);
    }
}
