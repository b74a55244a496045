//! When the page was published and changed: the data first, then the head, the text, the address.

use url::Url;

use super::dates::{self, Parsed};
use super::linked::Linked;
use super::visible;
use super::wording::fold;
use crate::model::{Clean, Cue, Document};
use crate::read::html::Head;

/// A line with a date in it has at most so many words.
const WORDS: usize = 25;

/// When it was published.
pub(super) fn published(
    head: &Head,
    linked: &Linked<'_>,
    document: &Document,
    title: Option<&str>,
) -> Option<Clean> {
    let metas = [
        "article:published_time",
        "article:published",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
        "date",
        "pubdate",
        "publishdate",
        "publisheddate",
        "publish-date",
        "published_time",
        "publication_date",
        "published",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "dcterms.issued",
        "dc.date.created",
        "date.available",
        "date.created",
        "article.published",
        "article.created",
        "originalpublicationdate",
        "displaydate",
        "mediator_published_time",
        "datecreated",
        "citation_publication_date",
        "citation_online_date",
        "citation_date",
        "rnews:datepublished",
        "article_date_original",
        "shareaholic:article_published_time",
        "bt:pubdate",
        "ptime",
        "timestamp",
        "last-modified",
    ];
    let data = first(linked, &["datePublished", "dateCreated", "uploadDate"]);
    let found = data
        .or_else(|| by_meta(head, &metas))
        .or_else(|| by_time(head, |name| name.is_some_and(|name| name.contains("datePublished"))))
        .or_else(|| by_time(head, |name| name.is_none()))
        .or_else(|| address_day(head))
        .or_else(|| shown(document, title))
        .or_else(|| first(linked, &["dateModified"]));
    found.map(|parsed| parsed.rfc3339())
}

/// When it was last changed.
pub(super) fn modified(head: &Head, linked: &Linked<'_>) -> Option<Clean> {
    let metas = [
        "article:modified_time",
        "article:modified",
        "og:article:modified_time",
        "og:updated_time",
        "datemodified",
        "date.modified",
        "date.updated",
        "lastmod",
        "last-modified",
        "dcterms.modified",
        "dc.date.modified",
        "updated_time",
        "revised",
    ];
    let found = first(linked, &["dateModified"])
        .or_else(|| by_meta(head, &metas))
        .or_else(|| by_time(head, |name| name.is_some_and(|name| name.contains("dateModified"))));
    found.map(|parsed| parsed.rfc3339())
}

fn first(linked: &Linked<'_>, keys: &[&str]) -> Option<Parsed> {
    let value = |key: &&str| {
        linked.values(key).find_map(|value| match value {
            serde_json::Value::Number(number) => dates::parse(&number.to_string()),
            value => dates::parse(super::linked::text(value)?),
        })
    };
    keys.iter().find_map(value)
}

fn by_meta(head: &Head, names: &[&str]) -> Option<Parsed> {
    names.iter().find_map(|name| {
        let mut contents = head.metas.iter().filter(|(key, _)| key == name);
        contents.find_map(|(_, content)| dates::parse(content))
    })
}

fn by_time(head: &Head, is_meant: impl Fn(Option<&str>) -> bool) -> Option<Parsed> {
    let mut times = head.times.iter().filter(|(name, _)| is_meant(name.as_deref()));
    times.find_map(|(_, time)| dates::parse(time))
}

/// The day in the page's own address: `/2024/05/03/`, `/2024-05-03-`, `/20240503/`.
fn address_day(head: &Head) -> Option<Parsed> {
    let named = head.canonical.as_deref().and_then(|address| Url::parse(address).ok());
    let urls = [head.base.clone(), named];
    urls.iter()
        .flatten()
        .find_map(|url| {
            let steps: Vec<&str> = url.path().split('/').collect();
            let apart = steps.windows(3).find_map(|steps| match steps {
                [year, month, day] if year.len() == 4 => dates::parse(&format!("{year}-{month}-{day}")),
                _ => None,
            });
            apart.or_else(|| steps.iter().find_map(|step| together(step)))
        })
        .filter(Parsed::is_day)
}

/// A day written in one step of an address, before its other words.
fn together(step: &str) -> Option<Parsed> {
    let is_stamp = |part: &str| part.len() == 8 && part.chars().all(|c| c.is_ascii_digit());
    let stamp = step.split(['-', '_']).find(|part| is_stamp(part));
    let leading = || step.get(..10).filter(|day| day.split('-').count() == 3);
    stamp.or_else(leading).and_then(dates::parse)
}

/// A date that the page shows near its headline.
fn shown(document: &Document, title: Option<&str>) -> Option<Parsed> {
    let title = title.map(fold);
    let near = visible::masthead(document, title.as_deref());
    let short = |text: &String| text.split_whitespace().count() <= WORDS;
    let is_meant = |block: &&crate::model::Block| visible::is_main(document, block);
    let marked = near.iter().filter(|block| visible::has_cue(document, block, Cue::Date)).filter(is_meant);
    let signed = near.iter().filter(|block| visible::has_cue(document, block, Cue::Byline)).filter(is_meant);
    let all = near.iter().filter(is_meant).filter(|block| block.text().split_whitespace().count() <= 8);
    let texts = marked.chain(signed).chain(all).map(crate::model::Block::text).filter(short);
    texts.into_iter().find_map(|text| dates::parse(&text))
}
