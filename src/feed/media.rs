//! What an item has to hear and to see.

use url::Url;

use super::channel::first;
use super::nouns::{Item, Medium, MediumKind};
use super::value::Value;
use crate::model::Clean;
use crate::read;

/// A medium of `<enclosure>` or of a link.
pub(super) fn enclosure(url: Url, value: &Value<'_>) -> Medium {
    let kind = kind(&value.attribute("type").unwrap_or_default(), "", &url);
    let title = value.attribute("title").map(|title| Clean::field(&title)).filter(|title| !title.is_empty());
    Medium { url, kind, title, duration: None, poster: None }
}

/// A medium of Media RSS.
pub(super) fn content(url: Url, value: &Value<'_>) -> Medium {
    let (mime, medium) = (value.attribute("type"), value.attribute("medium"));
    let kind = kind(&mime.unwrap_or_default(), &medium.unwrap_or_default(), &url);
    let duration = value.attribute("duration").and_then(|text| read::seconds(whole_seconds(&text)));
    Medium { url, kind, title: None, duration, poster: None }
}

/// Without parts of a second.
fn whole_seconds(text: &str) -> &str {
    text.split_once('.').map_or(text, |(whole, _)| whole)
}

/// What a medium is: as its type says, else as it is called, else by the end of its address.
pub(super) fn kind(mime: &str, medium: &str, url: &Url) -> MediumKind {
    let mime = mime.trim().to_ascii_lowercase();
    let of = |word: &str| match word {
        "audio" => Some(MediumKind::Audio),
        "video" => Some(MediumKind::Video),
        "image" => Some(MediumKind::Picture),
        _ => None,
    };
    let by_type = || match mime.as_str() {
        "application/x-shockwave-flash" | "application/x-mpegurl" | "application/vnd.apple.mpegurl" => {
            Some(MediumKind::Video)
        }
        "application/ogg" => Some(MediumKind::Audio),
        _ => of(mime.split('/').next().unwrap_or_default()),
    };
    let by_name = || of(medium.trim());
    by_type().or_else(by_name).or_else(|| by_ending(url)).unwrap_or(MediumKind::Other)
}

fn by_ending(url: &Url) -> Option<MediumKind> {
    let (_, ending) = url.path().rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "mp3" | "m4a" | "aac" | "ogg" | "oga" | "opus" | "flac" | "wav" => MediumKind::Audio,
        "mp4" | "m4v" | "webm" | "mov" | "ogv" | "mkv" | "m3u8" => MediumKind::Video,
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" => MediumKind::Picture,
        _ => return None,
    })
}

/// Versions of one medium.
#[derive(Debug)]
pub(super) struct Group {
    from: usize,
    pub(super) title: Option<Clean>,
    pub(super) poster: Option<Url>,
}

impl Group {
    /// A group that begins when there are so many media.
    pub(super) fn from(from: usize) -> Self {
        Self { from, title: None, poster: None }
    }

    /// Keeps the first version, with what is known of all.
    pub(super) fn close(self, media: &mut Vec<Medium>) {
        media.truncate(self.from + 1);
        if let Some(medium) = media.get_mut(self.from) {
            first(&mut medium.title, || self.title);
            first(&mut medium.poster, || self.poster);
        }
    }
}

/// What follows when all media are known: the player's page when there is nothing else, the length
/// of the only one, and the pictures.
pub(super) fn settle(item: &mut Item, duration: Option<u32>, player: Option<Url>, thumbnail: Option<Url>) {
    let plays = |medium: &Medium| matches!(medium.kind, MediumKind::Audio | MediumKind::Video);
    if let Some(url) = player.filter(|_| !item.media.iter().any(plays)) {
        item.media.push(Medium { url, kind: MediumKind::Video, title: None, duration: None, poster: None });
    }
    first(&mut item.picture, || thumbnail);
    let shown = item.media.iter().find(|medium| medium.kind == MediumKind::Picture);
    let shown = shown.map(|medium| medium.url.clone());
    let poster = item.media.iter().find_map(|medium| medium.poster.clone());
    first(&mut item.picture, || shown.or(poster));
    if let Some(medium) = item.media.iter_mut().find(|medium| plays(medium)) {
        first(&mut medium.duration, || duration);
        first(&mut medium.poster, || item.picture.clone());
    }
}
