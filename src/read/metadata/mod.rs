//! What a page says of itself, gathered and weighed: title, authors, dates and the rest.
//! Knows no element: the head has been read, and the page is blocks.

mod byline;
mod calendar;
mod changes;
mod claims;
mod clock;
mod dates;
mod language;
mod linked;
mod moments;
mod names;
mod subjects;
mod summary;
mod title;
mod tokens;
mod videos;
mod visible;
mod wording;

use linked::Linked;
use subjects::Subjects;
use url::Url;
use wording::{plain, squeeze};

use super::html::Head;
use crate::model::{Block, Clean, Document, Metadata};

/// An article's text in the data is believed from this many letters on.
const BODY: usize = 200;

/// A date in any of its spellings, as RFC 3339. None for what is none, or cannot be true.
#[must_use]
pub fn rfc3339(text: &str) -> Option<Clean> {
    dates::parse(text).map(|parsed| parsed.rfc3339())
}

/// Gathers what a page says of itself.
pub(in crate::read) fn gather(head: &Head, document: &Document) -> Metadata {
    let own = [head.base.as_ref().map(Url::as_str), head.canonical.as_deref(), head.meta(&["og:url"])];
    let own: Vec<&str> = own.into_iter().flatten().collect();
    let linked = Linked::new(&head.data, &own);
    let site = site(head, &linked);
    let sites = site_names(head, &linked, document);
    let (title, titles) = title::choose(head, &linked, document, &sites);
    let subjects = Subjects { head, linked: &linked, document, sites: &sites, title: title.as_deref() };
    Metadata {
        section: subjects.section(),
        tags: subjects.tags(),
        byline: byline::choose(head, &linked, document, &sites, title.as_deref()),
        published: moments::published(head, &linked, document, title.as_deref()),
        modified: moments::modified(head, &linked, document, title.as_deref()),
        language: language::choose(head, &linked, document),
        description: summary::choose(head, &linked, document),
        image: image(head, &linked, document),
        url: own_address(head, &linked),
        body: body(&linked),
        is_news: linked
            .of_type(|kind| kind.ends_with("NewsArticle") || kind == "LiveBlogPosting")
            .next()
            .is_some(),
        videos: videos::gather(head, &linked),
        claims: claims::gather(head),
        title,
        titles,
        site,
    }
}

fn site(head: &Head, linked: &Linked<'_>) -> Option<Clean> {
    let named = |name: &&str| head.meta(&[name]).and_then(plain).filter(|name| name.chars().count() <= 100);
    let publisher = || publisher(linked).filter(|name| name.chars().count() <= 100);
    let host = || head.base.as_ref()?.host_str().map(|host| Clean::field(host.trim_start_matches("www.")));
    named(&"og:site_name").or_else(publisher).or_else(|| named(&"application-name")).or_else(host)
}

fn publisher(linked: &Linked<'_>) -> Option<Clean> {
    linked.values("publisher").find_map(|value| {
        let object = linked::each(value).find_map(|value| linked.object(value));
        let name = object.and_then(|object| object.get("name")).or(value.is_string().then_some(value))?;
        plain(linked::text(name)?)
    })
}

/// Every name the site goes by, squeezed: as it calls itself, and by its host.
fn site_names(head: &Head, linked: &Linked<'_>, document: &Document) -> Vec<String> {
    let metas = [
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "twitter:site",
        "publisher",
        "twitter:app:name:iphone",
        "al:ios:app_name",
    ];
    // A page that gives its headline for the site's name must not lose its headline.
    let is_short = |name: &&str| name.split_whitespace().count() <= 5;
    let metas = metas.iter().filter_map(|name| head.meta(&[name]));
    let mut names: Vec<String> = metas.filter(is_short).map(squeeze).collect();
    names.extend(publisher(linked).filter(|name| is_short(&name.as_str())).map(|name| squeeze(&name)));
    let sites = linked.of_type(|kind| matches!(kind, "WebSite" | "NewsMediaOrganization"));
    names.extend(sites.filter_map(|site| linked::text(site.get("name")?)).filter(is_short).map(squeeze));
    if let Some(host) = head.base.as_ref().and_then(Url::host_str) {
        let host = host.trim_start_matches("www.");
        names.push(squeeze(host));
        let labels: Vec<&str> = host.split('.').rev().skip(1).collect();
        names.extend(labels.iter().filter(|label| label.len() > 3).take(2).map(|label| squeeze(label)));
    }
    let signs = visible::signboards(document).map(Block::text);
    names.extend(signs.filter(|sign| is_short(&sign.as_str())).map(|sign| squeeze(&sign)));
    names.retain(|name| name.chars().count() > 1);
    names.sort();
    names.dedup();
    names
}

fn image(head: &Head, linked: &Linked<'_>, document: &Document) -> Option<Clean> {
    let metas = ["og:image:secure_url", "og:image", "og:image:url"];
    let others =
        ["twitter:image", "twitter:image:src", "image_src", "parsely-image-url", "sailthru.image.full"];
    let meta = |names: &[&str]| names.iter().find_map(|name| resolve(head, head.meta(&[name])?));
    let data =
        || ["image", "thumbnailUrl"].iter().find_map(|key| linked.values(key).find_map(linked::address));
    meta(&metas)
        .or_else(|| data().and_then(|address| resolve(head, address)))
        .or_else(|| meta(&others))
        .or_else(|| head.marked(&["image"]).find_map(|address| resolve(head, address)))
        .or_else(|| meta(&["thumbnail"]))
        .or_else(|| visible::picture(document).and_then(|address| resolve(head, address)))
}

fn own_address(head: &Head, linked: &Linked<'_>) -> Option<Clean> {
    let data =
        || ["mainEntityOfPage", "url"].iter().find_map(|key| linked.values(key).find_map(linked::address));
    let named = [head.canonical.as_deref(), head.meta(&["og:url"]), data()];
    named.into_iter().flatten().find_map(|address| resolve(head, address))
}

/// An address of the web, absolute. None for any other.
fn resolve(head: &Head, address: &str) -> Option<Clean> {
    let address = address.trim();
    let url = match &head.base {
        Some(base) => base.join(address).ok()?,
        None if address.starts_with("//") => Url::parse(&format!("https:{address}")).ok()?,
        None => Url::parse(address).ok()?,
    };
    let is_web = matches!(url.scheme(), "http" | "https") && url.as_str().len() <= 8_192;
    is_web.then(|| Clean::field(url.as_str()))
}

fn body(linked: &Linked<'_>) -> Option<Clean> {
    let article = linked.article()?;
    let text = ["articleBody", "text"].iter().find_map(|key| plain(linked::text(article.get(*key)?)?))?;
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    (letters > BODY).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html;

    /// What a page of the harbour's newspaper says of itself.
    pub(super) fn of(page: &str) -> Metadata {
        at("https://www.harbourpost.example/news/2024/05/03/ferry", page)
    }

    /// What a page at an address says of itself.
    pub(super) fn at(address: &str, page: &str) -> Metadata {
        let base = Url::parse(address).unwrap();
        let (document, head, _) = html::read(page, Some(&base), &[]);
        gather(&head, &document)
    }

    #[test]
    fn an_empty_page_says_nothing_but_its_host() {
        let metadata = of("");
        assert_eq!(metadata.site.unwrap(), "harbourpost.example");
        assert_eq!((metadata.title, metadata.byline, metadata.url), (None, None, None));
        assert!(metadata.videos.is_empty() && metadata.titles.is_empty());
    }

    #[test]
    fn addresses_are_absolute_and_of_the_web() {
        let metadata =
            of("<link rel=canonical href='/ferry'><meta property=og:image content='javascript:x'>\
            <meta name=twitter:image content='//img.example/a.jpg'>");
        assert_eq!(metadata.url.unwrap(), "https://www.harbourpost.example/ferry");
        assert_eq!(metadata.image.unwrap(), "https://img.example/a.jpg");
    }

    #[test]
    fn the_data_fills_what_the_head_leaves_out() {
        let metadata = of(
            r#"<script type="application/ld+json">{"@type": "NewsArticle", "description": "A <b>short</b> one",
            "publisher": {"@type": "Organization", "name": "Harbour Post"}, "inLanguage": {"alternateName": "fr"},
            "image": [{"url": "/a.jpg"}], "mainEntityOfPage": {"@id": "https://harbourpost.example/ferry"}}</script>"#,
        );
        assert_eq!(metadata.description.unwrap(), "A short one");
        assert_eq!(metadata.site.unwrap(), "Harbour Post");
        assert_eq!(metadata.language.unwrap(), "fr");
        assert_eq!(metadata.image.unwrap(), "https://www.harbourpost.example/a.jpg");
        assert_eq!(metadata.url.unwrap(), "https://harbourpost.example/ferry");
    }

    #[test]
    fn the_body_is_kept_when_it_is_long_enough() {
        let page = |body: &str| {
            of(&format!(
                r#"<script type="application/ld+json">{{"@type": "Article", "articleBody": "{body}"}}</script>"#
            ))
        };
        assert_eq!(page("Too short.").body, None);
        assert!(
            page(&"The ferry&#8217;s crew waits. ".repeat(20)).body.unwrap().starts_with("The ferry’s crew")
        );
    }

    #[test]
    fn odd_data_harms_nothing() {
        let odd = r#"{"@type": ["NewsArticle", 3], "headline": {"a": []}, "author": [[["x"]], 7, {"name": {}}, null],
            "datePublished": [], "video": "none", "image": {"url": {"url": 1}}, "publisher": [], "mainEntity": [1]}"#;
        let metadata = of(&format!(r#"<script type="application/ld+json">{odd}</script>"#));
        assert_eq!((metadata.title, metadata.image, metadata.body), (None, None, None));
    }
}
