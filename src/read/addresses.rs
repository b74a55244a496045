//! What an address tells without being opened: which video it plays, whose post it shows.

use url::Url;

/// Parameters that name a video.
const PARAMETERS: &[&str] =
    &["v", "videoid", "video", "video_id", "vid", "clip", "mid", "id", "mediaid", "oid"];

/// Of the names of a video, those shorter than this may stand in an address by chance.
const NAME: usize = 5;

/// What tells one video from another: two addresses with the same key play the same.
pub(super) fn video_key(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?.trim_start_matches("www.").trim_start_matches("m.");
    if let Some(id) = youtube(host, &url) {
        return Some(format!("youtube {id}"));
    }
    let numbered = ["vimeo.com", "dailymotion.com", "dai.ly"].into_iter().find(|name| is_host(host, name));
    if let Some(name) = numbered
        && let Some(id) = url.path_segments().and_then(|mut parts| parts.rfind(|part| !part.is_empty()))
    {
        return Some(format!("{} {id}", if name == "dai.ly" { "dailymotion.com" } else { name }));
    }
    let named = url.query_pairs().find(|(key, _)| PARAMETERS.contains(&key.to_lowercase().as_str()));
    let named = named.map(|(_, value)| format!("?{value}")).unwrap_or_default();
    Some(format!("{host}{}{named}", url.path().trim_end_matches('/')))
}

fn youtube(host: &str, url: &Url) -> Option<String> {
    let is_short = host == "youtu.be";
    if !is_short && !is_host(host, "youtube.com") && !is_host(host, "youtube-nocookie.com") {
        return None;
    }
    let named = url.query_pairs().find(|(key, _)| key == "v").map(|(_, value)| value.into_owned());
    let mut parts = url.path_segments()?.filter(|part| !part.is_empty());
    let first = parts.next();
    let in_path = || match first {
        Some(id) if is_short => Some(id.to_owned()),
        Some("embed" | "v" | "shorts" | "live") => parts.next().map(str::to_owned),
        _ => None,
    };
    named.or_else(in_path).filter(|id| id != "videoseries")
}

fn is_host(host: &str, name: &str) -> bool {
    host == name || host.strip_suffix(name).is_some_and(|front| front.ends_with('.'))
}

/// Whether an address or a number of a video holds a name that a player gives it.
pub(super) fn holds_name(known_as: &str, name: &str) -> bool {
    let is_whole = |part: &str| part == name;
    known_as == name
        || name.len() >= NAME
            && known_as.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).any(is_whole)
}

/// Whose post an address shows: an account, or the group that it was written to.
pub(super) fn account(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    let mut parts = url.path_segments()?.filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    let is = |name| is_host(host, name);
    let is_name = |name: &str| {
        !matches!(name, "i" | "intent" | "p" | "embed" | "share" | "watch" | "plugins" | "groups" | "status")
            && !name.contains('.') | name.starts_with('@')
    };
    if let Some(at) = first.strip_prefix('@') {
        return (!at.is_empty()).then(|| first.to_owned());
    }
    if (is("twitter.com") || is("x.com")) && second == Some("status") && is_name(first) {
        return Some(format!("@{first}"));
    }
    if is("bsky.app") && first == "profile" && third == Some("post") {
        return second.filter(|name| !name.starts_with("did:")).map(|name| format!("@{name}"));
    }
    if is("reddit.com") && first == "r" {
        return second.map(|group| format!("r/{group}"));
    }
    if is("t.me") && second.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit())) {
        return Some(format!("@{first}"));
    }
    let posts = second.is_some_and(|part| matches!(part, "posts" | "photos" | "videos"));
    (is("facebook.com") && posts && is_name(first) && !first.bytes().all(|b| b.is_ascii_digit()))
        .then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_video_have_one_key() {
        let same = [
            "https://www.youtube.com/watch?v=abc-DEF_123&t=5",
            "https://youtu.be/abc-DEF_123",
            "https://www.youtube-nocookie.com/embed/abc-DEF_123?rel=0",
        ];
        assert!(same.iter().all(|address| video_key(address).as_deref() == Some("youtube abc-DEF_123")));
        assert_eq!(
            video_key("https://vimeo.com/12345"),
            video_key("https://player.vimeo.com/video/12345?h=1")
        );
        assert_eq!(video_key("https://news.example/v/7/#top"), video_key("http://www.news.example/v/7"));
        assert_ne!(
            video_key("https://players.brightcove.net/1/x/index.html?videoId=7"),
            video_key("https://players.brightcove.net/1/x/index.html?videoId=8")
        );
        assert_eq!(video_key("blob:https://news.example/7"), None);
    }

    #[test]
    fn a_name_is_found_whole_and_not_by_chance() {
        assert!(holds_name("https://news.example/video/embed/90817/", "90817"));
        assert!(holds_name("7", "7"));
        assert!(!holds_name("https://news.example/video/7/", "7"));
        assert!(!holds_name("https://news.example/video/908176/", "90817"));
    }

    #[test]
    fn an_address_tells_whose_post_it_is() {
        for (address, wanted) in [
            ("https://twitter.com/littlesundfair/status/1801", Some("@littlesundfair")),
            ("https://x.com/i/status/1801", None),
            ("https://bsky.app/profile/goat.sund.example/post/3k", Some("@goat.sund.example")),
            ("https://www.tiktok.com/@goat/video/7", Some("@goat")),
            ("https://mastodon.example/@goat/110", Some("@goat")),
            ("https://www.reddit.com/r/goats/comments/1/x/", Some("r/goats")),
            ("https://t.me/sundnews/83", Some("@sundnews")),
            ("https://www.facebook.com/sundfair/posts/99", Some("sundfair")),
            ("https://www.instagram.com/p/Cgoat1/", None),
        ] {
            assert_eq!(account(address).as_deref(), wanted, "{address}");
        }
    }
}
