//! Where the feeds of a site are: what a page announces, what its links look like, and where
//! feeds usually are.

use url::Url;

use super::lexer::{Attributes, Lexer, Token};
use super::links;
use super::nouns::Format;
use super::plain;
use super::value::shortened;
use crate::model::Clean;
use crate::read;

/// A feed that a page leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where it is.
    pub url: Url,
    /// What the page calls it.
    pub title: Option<Clean>,
    /// What it is written in, as far as the page says so.
    pub format: Option<Format>,
    /// Whether the page announces it as its feed; else a link only looks like one.
    pub is_announced: bool,
}

/// How many feeds of a page are taken.
const MANY: usize = 100;

/// The feeds that a page leads to, the likeliest first: announced ones in their order, those of
/// comments behind them, then links that look like feeds.
#[must_use]
pub fn discover(html: &[u8], base: &Url) -> Vec<Found> {
    let text = read::decode_feed(html, None, Some(base));
    let mut lexer = Lexer::new(&text);
    let mut base = base.clone();
    let mut found: Vec<Found> = Vec::new();
    let mut link: Option<(Url, String)> = None;
    while let Some(token) = lexer.next() {
        match token {
            Token::Start { name, attributes, .. } => match name.to_ascii_lowercase().as_str() {
                "base" => {
                    let href = attributes.get("href").map(read::unescape);
                    base = href.and_then(|href| links::web(&href, Some(&base))).unwrap_or(base);
                }
                "link" => found.extend(announced(attributes, &base)),
                "a" => {
                    link = address(attributes, &base).filter(looks_like_feed).map(|url| (url, String::new()));
                }
                tag @ ("script" | "style" | "textarea" | "template") if !lexer.skip_to_end_of(tag) => break,
                _ => {}
            },
            Token::Text(text) => {
                if let Some((_, words)) = &mut link {
                    words.push_str(text);
                }
            }
            Token::End { name } if name.eq_ignore_ascii_case("a") => {
                found.extend(link.take().map(|(url, words)| guessed(url, &words)));
            }
            Token::End { .. } | Token::Raw(_) => {}
        }
    }
    found.sort_by_key(|found| (!found.is_announced, is_about_comments(&found.url)));
    let mut once: Vec<Found> = Vec::new();
    for feed in found {
        if once.len() < MANY && once.iter().all(|known| known.url != feed.url) {
            once.push(feed);
        }
    }
    once
}

fn address(attributes: Attributes<'_>, base: &Url) -> Option<Url> {
    let href = read::unescape(attributes.get("href")?);
    let href = href.trim();
    // Some pages write the address for readers that are called by their own scheme.
    let plain = href.strip_prefix("feed:").map(|rest| match rest.strip_prefix("//") {
        Some(rest) => format!("http://{rest}"),
        None => rest.to_owned(),
    });
    links::web(plain.as_deref().unwrap_or(href), Some(base))
}

/// `<link rel="alternate" type="application/rss+xml" href="..">`
fn announced(attributes: Attributes<'_>, base: &Url) -> Option<Found> {
    let relation = attributes.get("rel")?.to_ascii_lowercase();
    let mut relations = relation.split_ascii_whitespace();
    let is_feed = relations.clone().any(|relation| relation == "feed");
    if !is_feed && !relations.any(|relation| relation == "alternate") {
        return None;
    }
    let kind = attributes.get("type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let url = address(attributes, base)?;
    let format = match kind {
        "application/rss+xml" => Some(Format::Rss),
        "application/rdf+xml" => Some(Format::Rdf),
        "application/atom+xml" => Some(Format::Atom),
        "application/feed+json" => Some(Format::Json),
        // These say little: only with an address that looks like it.
        "application/json" if url.path().contains("feed") => Some(Format::Json),
        "text/xml" | "application/xml" if looks_like_feed(&url) => None,
        _ if is_feed => None,
        _ => return None,
    };
    let title = attributes.get("title").map(|title| Clean::field(&read::unescape(title)));
    let title = title.map(|title| shortened(title).0).filter(|title| !title.is_empty());
    Some(Found { url, title, format, is_announced: true })
}

fn guessed(url: Url, words: &str) -> Found {
    let (title, _) = shortened(plain::line(words));
    Found { url, title: Some(title).filter(|title| !title.is_empty()), format: None, is_announced: false }
}

/// Whether an address is one that feeds have.
fn looks_like_feed(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    let path = path.trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_named = |word: &str| word.split(|c: char| !c.is_ascii_alphanumeric()).any(is_word);
    let ends = |ending: &str| last.ends_with(ending);
    ends(".rss")
        || ends(".atom")
        || ends(".rdf")
        || matches!(last, "feed" | "rss" | "atom" | "rss2" | "feed.json" | "index.xml")
        || (ends(".xml") && (is_named(path) || url.host_str().is_some_and(|host| host.starts_with("feeds."))))
        || url.query().is_some_and(|query| {
            query.split('&').any(|part| matches!(part, "feed=rss2" | "feed=atom" | "format=feed&type=rss"))
        })
}

fn is_word(word: &str) -> bool {
    matches!(word, "rss" | "rss2" | "feed" | "feeds" | "atom" | "rdf")
}

fn is_about_comments(url: &Url) -> bool {
    url.path().split('/').any(|part| part.eq_ignore_ascii_case("comments"))
}

/// Where feeds usually are, the likeliest first.
const USUAL: [&str; 14] = [
    "feed",
    "rss",
    "rss.xml",
    "atom.xml",
    "feed.xml",
    "index.xml",
    "feed.json",
    "feeds/posts/default",
    "feed/atom",
    "rss/index.xml",
    "index.rdf",
    "feed.rss",
    "feed.atom",
    "?feed=rss2",
];

/// Where the feed of a page may be when the page announces none: beside the page, then at the root
/// of the site.
#[must_use]
pub fn well_known(base: &Url) -> Vec<Url> {
    let mut plain = base.clone();
    plain.set_query(None);
    plain.set_fragment(None);
    let folder = plain.join(".").ok().filter(|folder| folder.path() != "/");
    let root = plain.join("/").ok();
    let mut all: Vec<Url> = Vec::new();
    let near = folder.iter().flat_map(|folder| USUAL.iter().take(6).map(|name| folder.join(name)));
    let far = root.iter().flat_map(|root| USUAL.iter().map(|name| root.join(name)));
    for url in near.chain(far).flatten() {
        if links::is_web(&url) && !all.contains(&url) {
            all.push(url);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Url {
        Url::parse("https://post.example/town/story.html?a=1").unwrap()
    }

    fn found(html: &str) -> Vec<String> {
        let show = |found: Found| {
            let title = found.title.as_deref().unwrap_or("-").to_owned();
            let format = found.format.map_or("?", Format::name);
            format!(
                "{} {title} {format} {}",
                found.url,
                if found.is_announced { "announced" } else { "guessed" }
            )
        };
        discover(html.as_bytes(), &base()).into_iter().map(show).collect()
    }

    #[test]
    fn announced_feeds_come_first_and_those_of_comments_last() {
        let html = "<html><head><script>'<link rel=alternate type=application/rss+xml href=/no>'</script>
            <a href='/rss.xml'>Our <b>feed</b></a>
            <LINK REL='alternate' TYPE='application/rss+xml' title='Comments' href='/comments/feed/'>
            <link rel=alternate type=application/atom+xml href=/atom.xml title='Post &amp; more'>
            <link rel=alternate type='application/json' href='/wp-json/1'>
            <link rel=alternate hreflang=de href='/de'>
            <link rel=alternate type=application/rss+xml href='javascript:alert(1)'>
            <link rel='alternate' type='application/rss+xml' href='feed://other.example/x'>";
        assert_eq!(
            found(html),
            [
                "https://post.example/atom.xml Post & more Atom announced",
                "http://other.example/x - RSS announced",
                "https://post.example/comments/feed/ Comments RSS announced",
                "https://post.example/rss.xml Our feed ? guessed",
            ]
        );
    }

    #[test]
    fn a_base_counts_and_no_feed_is_found_twice() {
        let html = "<base href='https://other.example/x/'><a href='feed'>a</a><a href='feed'>b</a><a href='/about'>c</a>";
        assert_eq!(found(html), ["https://other.example/x/feed a ? guessed"]);
    }

    #[test]
    fn feeds_are_looked_for_beside_the_page_and_at_the_root() {
        let all: Vec<String> = well_known(&base()).iter().map(Url::to_string).collect();
        assert_eq!(all.first().map(String::as_str), Some("https://post.example/town/feed"));
        assert!(all.contains(&"https://post.example/feeds/posts/default".to_owned()));
        assert_eq!(all.last().map(String::as_str), Some("https://post.example/?feed=rss2"));
        assert_eq!(well_known(&Url::parse("mailto:desk@post.example").unwrap()), []);
    }
}
