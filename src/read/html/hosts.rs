//! What an address embeds, by its host, from a list kept as data.

use std::sync::LazyLock;

use serde::Deserialize;
use url::Url;

use crate::model::MediaKind;

#[derive(Default, Deserialize)]
struct Hosts {
    video: Vec<String>,
    audio: Vec<String>,
    post: Vec<String>,
    document: Vec<String>,
    map: Vec<String>,
    widget: Vec<String>,
}

static HOSTS: LazyLock<Vec<(MediaKind, Vec<String>)>> = LazyLock::new(|| {
    let hosts: Hosts = toml::from_str(include_str!("../labels/hosts.toml")).unwrap_or_default();
    vec![
        (MediaKind::Video, hosts.video),
        (MediaKind::Map, hosts.map),
        (MediaKind::Audio, hosts.audio),
        (MediaKind::Document, hosts.document),
        (MediaKind::Widget, hosts.widget),
        (MediaKind::Post, hosts.post),
    ]
});

/// What an address embeds. None for what is no address of the web and for trackers.
pub(super) fn kind(address: &str) -> Option<MediaKind> {
    let absolute = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let url = Url::parse(&absolute).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    let known =
        HOSTS.iter().find(|(_, entries)| entries.iter().any(|entry| matches(entry, host, url.path())));
    match known {
        Some((kind, _)) => Some(*kind),
        None if is_tracker(host, url.path()) => None,
        None if url.path().contains("/video")
            || host.starts_with("video.")
            || host.starts_with("videos.") =>
        {
            Some(MediaKind::Video)
        }
        None => Some(MediaKind::Frame),
    }
}

fn matches(entry: &str, host: &str, path: &str) -> bool {
    let (name, below) = entry.split_once('/').map_or((entry, ""), |(name, below)| (name, below));
    let is_host = host == name || host.strip_suffix(name).is_some_and(|front| front.ends_with('.'));
    is_host && path.trim_start_matches('/').starts_with(below)
}

fn is_tracker(host: &str, path: &str) -> bool {
    let hosts = [
        "googletagmanager.com",
        "doubleclick.net",
        "googlesyndication.com",
        "google.com/recaptcha",
        "recaptcha.net",
        "adsystem.com",
        "criteo",
        "taboola",
        "outbrain",
        "consent",
    ];
    hosts.iter().any(|part| host.contains(part)) || path.contains("/ns.html") || path.contains("recaptcha")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_say_what_an_address_embeds() {
        assert_eq!(kind("https://www.youtube.com/embed/abc"), Some(MediaKind::Video));
        assert_eq!(kind("//player.vimeo.com/video/1"), Some(MediaKind::Video));
        assert_eq!(kind("https://open.spotify.com/embed/episode/1"), Some(MediaKind::Audio));
        assert_eq!(kind("https://www.google.com/maps/embed?pb=1"), Some(MediaKind::Map));
        assert_eq!(kind("https://twitter.com/a/status/1"), Some(MediaKind::Post));
        assert_eq!(kind("https://www.googletagmanager.com/ns.html?id=1"), None);
        assert_eq!(kind("https://notyoutube.com/embed/abc"), Some(MediaKind::Frame));
        assert_eq!(kind("javascript:alert(1)"), None);
    }
}
