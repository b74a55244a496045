//! The videos that a page's data names, wherever in it they stand.

use serde_json::Value;

use super::linked::{self, Linked, Object};
use super::resolve;
use super::wording::plain;
use crate::model::{Clean, Media, MediaKind, NamedVideo};
use crate::read::addresses::video_key;
use crate::read::html::{Head, seconds};

/// At most so many videos are kept.
const VIDEOS: usize = 200;
/// A longer description is no description.
const DESCRIPTION: usize = 5_000;

/// The videos that the page's data and head name, each address once.
pub(super) fn gather(head: &Head, linked: &Linked<'_>) -> Vec<NamedVideo> {
    let named = linked
        .of_type(|kind| kind == "VideoObject" || kind == "Clip")
        .filter_map(|object| of_data(head, object));
    let mut videos: Vec<NamedVideo> = Vec::new();
    for video in named.chain(of_head(head)).take(VIDEOS) {
        if !videos.iter().any(|known| is_same(known, &video)) {
            videos.push(video);
        }
    }
    videos
}

/// Whether two mentions are of one video: the same in all, or in one address.
fn is_same(known: &NamedVideo, video: &NamedVideo) -> bool {
    let key = |address: &Clean| video_key(address);
    let keys: Vec<String> = known.known_as.iter().filter_map(key).collect();
    known == video || video.media.url.as_ref().and_then(key).is_some_and(|key| keys.contains(&key))
}

fn of_data(head: &Head, object: &Object) -> Option<NamedVideo> {
    let address =
        |keys: &[&str]| keys.iter().find_map(|key| resolve(head, linked::address(object.get(*key)?)?));
    let words =
        |key: &str| plain(linked::text(object.get(key)?)?).filter(|text| text.chars().count() <= DESCRIPTION);
    let mut video = Media::new(MediaKind::Video);
    video.url = address(&["contentUrl", "embedUrl", "url"]);
    video.title = words("name").or_else(|| words("headline"));
    video.description = words("description");
    video.duration = object.get("duration").and_then(duration);
    video.poster = address(&["thumbnailUrl", "thumbnail", "image"]);
    let keys = ["contentUrl", "embedUrl", "url", "@id", "identifier"];
    let known_as = keys.iter().filter_map(|key| name(head, object.get(*key)?)).collect();
    (video.url.is_some() || video.title.is_some()).then_some(NamedVideo { media: video, known_as })
}

/// An address, absolute; or a number or a word that is none.
fn name(head: &Head, value: &Value) -> Option<Clean> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        value => linked::address(value)?.to_owned(),
    };
    let is_path = text.contains('/');
    resolve(head, &text).filter(|_| is_path).or_else(|| Some(Clean::field(&text)))
}

fn duration(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => seconds(&number.to_string()),
        value => seconds(linked::text(value)?.replacen("P0DT", "PT", 1).as_str()),
    }
}

fn of_head(head: &Head) -> Option<NamedVideo> {
    let names = ["og:video:secure_url", "og:video:url", "og:video", "twitter:player"];
    let mut video = Media::new(MediaKind::Video);
    let url: Clean = names.iter().find_map(|name| resolve(head, head.meta(&[name])?))?;
    video.duration = head.meta(&["og:video:duration", "video:duration"]).and_then(seconds);
    video.url = Some(url.clone());
    Some(NamedVideo { media: video, known_as: vec![url] })
}

#[cfg(test)]
mod tests {
    use super::super::tests::of;
    use crate::model::MediaKind;

    #[test]
    fn videos_are_found_wherever_they_stand_and_once() {
        let video = r#"{"@type": "VideoObject", "name": "Ferry &amp; fog", "contentUrl": "/v.mp4", "duration": "PT1M5S",
            "thumbnailUrl": ["/v.jpg"], "description": "Fog."}"#;
        let page = format!(
            r#"<script type="application/ld+json">[{{"@type": "Article", "video": [{video}]}}, {video}]</script>
            <meta property="og:video" content="https://www.harbourpost.example/v.mp4">"#
        );
        let videos = of(&page).videos;
        assert_eq!(videos.len(), 1);
        let first = &videos[0].media;
        assert_eq!(first.kind, MediaKind::Video);
        assert_eq!(first.title.as_deref(), Some("Ferry & fog"));
        assert_eq!(first.url.as_deref(), Some("https://www.harbourpost.example/v.mp4"));
        assert_eq!(first.poster.as_deref(), Some("https://www.harbourpost.example/v.jpg"));
        assert_eq!(first.duration, Some(65));
    }

    #[test]
    fn a_player_in_the_head_is_a_video() {
        let page = "<meta name=twitter:player content='https://player.example/1'>";
        assert_eq!(of(page).videos[0].media.url.as_deref(), Some("https://player.example/1"));
    }
}
