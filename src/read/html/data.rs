//! Players that keep what they play in attributes: as words, as JSON, as microdata.

use scraper::ElementRef;
use scraper::node::Element;
use serde_json::Value;

use super::attributes::Attributes;
use super::duration::seconds;
use super::hosts;
use super::links::Links;
use crate::model::{Clean, Cue, Cues, Media, MediaKind};

/// Data attributes longer than this are not looked into.
const DATA: usize = 32 * 1024;

/// So many elements inside a player are looked at for what it plays.
const INSIDE: usize = 80;

/// A player that keeps its video in data attributes.
pub(super) fn player(element: &Element, cues: Cues, links: &Links) -> Option<Media> {
    let kind =
        if cues.has(Cue::Audio) && !cues.has(Cue::Player) { MediaKind::Audio } else { MediaKind::Video };
    let mut media = Media::new(kind);
    let is_player = describe(&mut media, element, links);
    let named = (media.title.is_some() || media.id.is_some()) && is_player;
    (media.url.is_some() || named).then(|| {
        media.title = media.title.take().or_else(|| attribute(element, "title"));
        media
    })
}

/// Notes all that the data attributes of an element tell. Says whether they mark a player.
pub(super) fn describe(media: &mut Media, element: &Element, links: &Links) -> bool {
    let mut is_player = false;
    let told = |key: &str| key.starts_with("data-") || matches!(key, "video-id" | "videoid" | "media-id");
    for (key, value) in element.attrs().filter(|(key, value)| told(key) && value.len() <= DATA) {
        is_player |= note(media, key, value.trim(), links);
    }
    is_player
}

/// A player whose element is marked as a `VideoObject`, with its properties inside.
pub(super) fn marked(node: ElementRef<'_>, links: &Links) -> Option<Media> {
    let kind = match node.value().said("itemtype")?.rsplit('/').next()? {
        "VideoObject" => MediaKind::Video,
        "AudioObject" => MediaKind::Audio,
        _ => return None,
    };
    let mut media = Media::new(kind);
    let mut address: [Option<Clean>; 3] = Default::default();
    for inside in node.descendants().skip(1).filter_map(ElementRef::wrap).take(INSIDE) {
        let Some(property) = inside.value().said("itemprop") else { continue };
        let Some(value) = property_value(inside) else { continue };
        let [content, embed, page] = &mut address;
        match property {
            "name" | "headline" => set(&mut media.title, &value),
            "description" => set(&mut media.description, &value),
            "duration" => media.duration = media.duration.or_else(|| seconds(&value)),
            "thumbnailUrl" | "thumbnail" => set(&mut media.poster, &links.resolve(&value)),
            "contentUrl" | "contentURL" => set(content, &links.resolve(&value)),
            "embedUrl" | "embedURL" => set(embed, &links.resolve(&value)),
            "url" => set(page, &links.resolve(&value)),
            _ => {}
        }
    }
    media.url = address.into_iter().flatten().find(|url| is_web(url));
    (media.url.is_some() || media.title.is_some()).then_some(media)
}

fn property_value(node: ElementRef<'_>) -> Option<String> {
    let element = node.value();
    let written = ["content", "href", "src", "datetime"].iter().find_map(|key| element.said(key));
    let value = written.map_or_else(|| node.text().take(20).collect(), str::to_owned);
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
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
        "video-id" | "videoid" | "media-id" | "mediaid" | "video" | "vid" | "video-uuid" | "asset-id"
            if is_id(value) =>
        {
            set(&mut media.id, value);
            true
        }
        "video-id" | "videoid" | "media-id" | "mediaid" | "vid" | "player-id" => true,
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
        "videoid" | "video_id" | "mediaid" | "media_id" if is_id(text) => {
            set(&mut media.id, text);
            return true;
        }
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

pub(super) fn attribute(element: &Element, key: &str) -> Option<Clean> {
    element.said(key).map(Clean::field).filter(|value| !value.is_empty())
}

/// A title in an attribute, unless it only names the player.
pub(super) fn title(element: &Element, keys: &[&str]) -> Option<Clean> {
    keys.iter().find_map(|key| hosts::bare_title(attribute(element, key)?.as_str()).map(Clean::field))
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
    fn a_player_may_keep_its_video_in_its_data() {
        let html = r#"<div class="c-video" data-displayinline="https://news.example/video/embed/7/" data-permutive-data='{"content":{"name":"Bridge opens"}}'></div>"#;
        let found =
            (Some("Bridge opens".to_owned()), Some("https://news.example/video/embed/7/".to_owned()), None);
        assert_eq!(videos(html), [found]);
    }

    #[test]
    fn a_player_may_be_marked_as_what_it_plays() {
        let html = "<div itemscope itemtype=https://schema.org/VideoObject><meta itemprop=name content='Bridge opens'><meta itemprop=duration content=PT1M12S><link itemprop=embedUrl href=https://news.example/embed/7></div>";
        let found =
            (Some("Bridge opens".to_owned()), Some("https://news.example/embed/7".to_owned()), Some(72));
        assert_eq!(videos(html), [found]);
    }

    #[test]
    fn a_number_alone_makes_a_player_and_words_alone_do_not() {
        assert_eq!(videos("<div class=video-player data-video-id=90817></div>").len(), 1);
        assert_eq!(videos("<div class=video-teaser data-title='Bridge opens'></div>").len(), 0);
    }
}
