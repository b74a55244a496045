//! Embedded posts of social networks: where they stand on the web, and whose they are.

use scraper::ElementRef;
use scraper::node::Element;

use super::attributes::Attributes;
use super::links::Links;
use super::players;
use crate::model::{Clean, Media, MediaKind};
use crate::read::addresses;

/// Attributes that hold the address of a post.
const NAMED: &[&str] =
    &["cite", "data-instgrm-permalink", "data-text-post-permalink", "data-embed-url", "data-href"];

/// In these paths a link leads to a post, not to an account or a picture.
const POSTS: &[&str] = &["/status/", "/post/", "/posts/", "/p/", "/reel/", "/video/", "/comments/", "/t/"];

/// A post as a quotation that a script replaces. Its own link comes last, and dates it.
pub(super) fn of(element: &Element, node: Option<ElementRef<'_>>, links: &Links) -> Option<Media> {
    if !element.said("class").is_some_and(players::is_post) {
        return None;
    }
    let named = NAMED.iter().find_map(|key| element.said(key)).filter(|address| address.starts_with("http"));
    let hrefs: Vec<&str> = node
        .into_iter()
        .flat_map(|node| node.descendants().filter_map(ElementRef::wrap))
        .filter_map(|child| child.value().said("href"))
        .filter(|href| href.starts_with("http"))
        .collect();
    let own = hrefs.iter().rev().find(|href| POSTS.iter().any(|part| href.contains(part)));
    let address = named
        .map(str::to_owned)
        .or_else(|| own.or(hrefs.last()).map(|href| (*href).to_owned()).or_else(|| on_bluesky(element)))?;
    let mut media = Media::new(MediaKind::Post);
    media.url = Some(links.resolve(&address));
    media.by = media.url.as_deref().and_then(account).or_else(|| node.and_then(signed));
    Some(media)
}

/// The account that a post's address names.
pub(super) fn account(address: &str) -> Option<Clean> {
    addresses::account(address).map(|name| Clean::field(&name))
}

/// `at://did:plc:x/app.bsky.feed.post/3k`, as an address of the web.
fn on_bluesky(element: &Element) -> Option<String> {
    let (who, post) =
        element.said("data-bluesky-uri")?.strip_prefix("at://")?.split_once("/app.bsky.feed.post/")?;
    Some(format!("https://bsky.app/profile/{who}/post/{post}"))
}

/// The account with which a post is signed: `A post shared by Little Sund Fair (@sundfair)`.
fn signed(node: ElementRef<'_>) -> Option<Clean> {
    let text: String = node.text().collect();
    let (_, behind) = text.rsplit_once("(@")?;
    let (name, _) = behind.split_once(')')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    (!name.is_empty() && name.len() <= 60 && name.chars().all(is_name))
        .then(|| Clean::field(&format!("@{name}")))
}

/// Whether an address shows a post of a network that stands on many hosts: `/@fair/110`.
pub(super) fn is_address(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').skip(3);
    let is_account = parts.next().is_some_and(|part| part.starts_with('@') && part.len() > 1);
    is_account && parts.next().is_some_and(|part| part.len() > 2 && part.bytes().all(|b| b.is_ascii_digit()))
}

/// The address of the post that a frame of its network shows.
pub(super) fn in_frame(address: &str) -> Option<String> {
    let rest = address.split_once("//")?.1.strip_prefix("platform.twitter.com/embed/")?;
    let (_, behind) = rest.split_once("id=")?;
    let id: String = behind.chars().take_while(char::is_ascii_digit).collect();
    (!id.is_empty()).then(|| format!("https://twitter.com/i/status/{id}"))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::model::BlockKind;

    fn post(html: &str) -> (Option<String>, Option<String>) {
        let document = read(html, None, &[]).0;
        let media = document.blocks.into_iter().find_map(|block| match block.kind {
            BlockKind::Media(media) => Some(media),
            _ => None,
        });
        media.map_or((None, None), |media| {
            (media.url.map(|url| url.to_string()), media.by.map(|by| by.to_string()))
        })
    }

    #[test]
    fn a_post_knows_its_address_and_its_account() {
        for (html, address, by) in [
            (
                "<blockquote class=twitter-tweet><p>It is official. <a href=https://t.co/a>pic</a></p>— Fair (@fair) <a href=https://twitter.com/fair/status/18?ref_src=x>June 22</a></blockquote>",
                "https://twitter.com/fair/status/18?ref_src=x",
                Some("@fair"),
            ),
            (
                "<blockquote class=instagram-media data-instgrm-permalink=https://www.instagram.com/p/C1/><a href=https://www.instagram.com/p/C1/>A post shared by Fair (@sund.fair)</a></blockquote>",
                "https://www.instagram.com/p/C1/",
                Some("@sund.fair"),
            ),
            (
                "<blockquote class=bluesky-embed data-bluesky-uri=at://did:plc:x/app.bsky.feed.post/3k><p>It is official.</p></blockquote>",
                "https://bsky.app/profile/did:plc:x/post/3k",
                None,
            ),
            (
                "<blockquote class=tiktok-embed cite=https://www.tiktok.com/@fair/video/7><section>Goat</section></blockquote>",
                "https://www.tiktok.com/@fair/video/7",
                Some("@fair"),
            ),
            (
                "<iframe src='https://platform.twitter.com/embed/Tweet.html?dnt=false&id=18'></iframe>",
                "https://twitter.com/i/status/18",
                None,
            ),
        ] {
            assert_eq!(post(html), (Some(address.to_owned()), by.map(str::to_owned)), "{html}");
        }
    }

    #[test]
    fn a_frame_of_an_unknown_host_may_be_a_post() {
        let frame = "<iframe src=https://social.example/@fair/110/embed></iframe>";
        assert_eq!(
            post(frame),
            (Some("https://social.example/@fair/110/embed".to_owned()), Some("@fair".to_owned()))
        );
        assert_eq!(post("<iframe src=https://tides.example/@fair></iframe>").1, None);
    }

    #[test]
    fn a_quotation_is_no_post() {
        assert_eq!(
            post("<blockquote class=quote>A <a href=https://twitter.com/fair/status/18>b</a></blockquote>"),
            (None, None)
        );
    }
}
