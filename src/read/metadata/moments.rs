//! When the page was published and changed: the data first, then the head, the address, the text.

use url::Url;

use super::changes;
use super::dates::{self, Parsed};
use super::linked::Linked;
use super::visible;
use super::wording::fold;
use crate::model::{Block, Clean, Cue, Document};
use crate::read::html::Head;

/// A line with a date in it has at most so many words.
const WORDS: usize = 25;

/// Names under which heads tell when a page was published, the most trustworthy first.
const PUBLISHED: &[&str] = &[
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
];

/// When it was published.
pub(super) fn published(
    head: &Head,
    linked: &Linked<'_>,
    document: &Document,
    title: Option<&str>,
) -> Option<Clean> {
    let data = first(linked, &["datePublished", "dateCreated", "uploadDate"]);
    let found = data
        .or_else(|| by_meta(head, PUBLISHED))
        .or_else(|| by_time(head, |name| name.is_some_and(|name| name.contains("datePublished"))))
        .or_else(|| by_mark(head, &["datepublished", "issued", "datecreated", "created"]))
        .or_else(|| by_time(head, |name| name.is_none()))
        .or_else(|| address_day(head))
        .or_else(|| shown(document, title))
        .or_else(|| first(linked, &["dateModified"]));
    found.map(|parsed| parsed.rfc3339())
}

/// Names under which heads tell when a page was changed.
const MODIFIED: &[&str] = &[
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
    "dc.modified",
    "parsely-pub-date-modified",
    "article:updated_time",
    "article.updated",
    "rnews:datemodified",
    "cxenseparse:recs:modifiedtime",
    "bt:moddate",
    "modified",
    "updated",
    "moddate",
    "modification_date",
    "updated_time",
    "revised",
];

/// When it was last changed.
pub(super) fn modified(
    head: &Head,
    linked: &Linked<'_>,
    document: &Document,
    title: Option<&str>,
) -> Option<Clean> {
    let found = first(linked, &["dateModified"])
        .or_else(|| by_meta(head, MODIFIED))
        .or_else(|| by_time(head, |name| name.is_some_and(|name| name.contains("dateModified"))))
        .or_else(|| by_mark(head, &["datemodified", "modified"]))
        .or_else(|| shown_change(document, title));
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

fn by_mark(head: &Head, names: &[&str]) -> Option<Parsed> {
    head.marked(names).find_map(dates::parse)
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

/// A date that the page shows near its headline: where it is marked as one first.
fn shown(document: &Document, title: Option<&str>) -> Option<Parsed> {
    let title = title.map(fold);
    let near = visible::masthead(document, title.as_deref());
    let first = |words: usize, read: fn(&str) -> Option<Parsed>, is_meant: &dyn Fn(&Block) -> bool| {
        let texts = near.iter().filter(|block| is_meant(block)).map(Block::text);
        texts.filter(|text| text.split_whitespace().count() <= words).find_map(|text| read(&text))
    };
    let has = |block: &Block, cue: Cue| visible::has_cue(document, block, cue);
    let is_main = |block: &Block| visible::is_main(document, block);
    let all = |read: fn(&str) -> Option<Parsed>| {
        first(WORDS, read, &|block| has(block, Cue::Date) && is_main(block))
            .or_else(|| first(WORDS, read, &|block| has(block, Cue::Byline) && is_main(block)))
            .or_else(|| first(WORDS / 2, read, &is_main))
            .or_else(|| first(WORDS, read, &|block| has(block, Cue::Date)))
    };
    all(changes::published).or_else(|| all(dates::parse))
}

/// The date near the headline that the page calls that of a change.
fn shown_change(document: &Document, title: Option<&str>) -> Option<Parsed> {
    let title = title.map(fold);
    let near = visible::masthead(document, title.as_deref());
    let lines: Vec<String> =
        near.iter().filter(|block| visible::is_main(document, block)).map(Block::text).collect();
    let is_line = |text: &&String| text.split_whitespace().count() <= WORDS;
    lines.iter().enumerate().filter(|(_, text)| is_line(text)).find_map(|(at, text)| {
        // A label may stand alone, the date in the line behind it.
        let behind = lines.get(at + 1).filter(is_line);
        changes::changed(text, behind.map(String::as_str))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::of;

    fn day(page: &str) -> String {
        of(page).published.map_or_else(String::new, |date| date.to_string())
    }

    #[test]
    fn data_leads_then_head_then_times() {
        let data = r#"<script type="application/ld+json">{"@type": "Article", "datePublished": "2024-05-01T10:00:00Z"}</script>"#;
        let meta = "<meta property=article:published_time content='2024-05-02'>";
        let time = "<time datetime='2024-04-30'>x</time><time itemprop=datePublished datetime='2024-04-29 10:00'>y</time>";
        assert_eq!(day(&[data, meta, time].concat()), "2024-05-01T10:00:00Z");
        assert_eq!(day(&[meta, time].concat()), "2024-05-02T00:00:00Z");
        assert_eq!(day(time), "2024-04-29T10:00:00+00:00");
    }

    #[test]
    fn an_absurd_date_is_passed_over() {
        let page = "<meta property=article:published_time content='0001-01-01T00:00:00Z'><meta name=date content='3 May 2024'>";
        assert_eq!(day(page), "2024-05-03T00:00:00Z");
    }

    #[test]
    fn the_address_is_asked_before_the_text() {
        assert_eq!(day("<h1>Ferry</h1><p class=date>7 May 2024</p>"), "2024-05-03T00:00:00Z");
    }

    #[test]
    fn a_change_that_only_the_page_shows() {
        let page =
            "<title>Ferry</title><h1>Ferry</h1><p>Updated: 9 May 2024, 10:30</p><p>Published 7 May 2024</p>";
        let metadata = super::super::tests::at("https://harbourpost.example/ferry", page);
        assert_eq!(metadata.modified.unwrap(), "2024-05-09T10:30:00+00:00");
        assert_eq!(metadata.published.unwrap(), "2024-05-07T00:00:00Z");
        let apart = "<h1>Ferry</h1><p>7. Mai 2024</p><span>Aktualisiert</span><p>9. Mai 2024</p>";
        let metadata = super::super::tests::at("https://harbourpost.example/ferry", apart);
        assert_eq!(metadata.modified.unwrap(), "2024-05-09T00:00:00Z");
        assert_eq!(metadata.published.unwrap(), "2024-05-07T00:00:00Z");
    }

    #[test]
    fn dates_that_elements_are_marked_with() {
        let page = "<div itemscope itemtype=http://schema.org/Article><b itemprop=datePublished content=2024-05-02>x</b>\
            <b itemprop=dateModified content='2024-05-04T08:00:00+02:00'>y</b></div>";
        assert_eq!(day(page), "2024-05-02T00:00:00Z");
        assert_eq!(of(page).modified.unwrap(), "2024-05-04T08:00:00+02:00");
    }

    #[test]
    fn a_change_is_no_publication() {
        let metadata = of("<meta property=article:modified_time content='2024-05-09T08:00:00+02:00'>");
        assert_eq!(metadata.modified.unwrap(), "2024-05-09T08:00:00+02:00");
    }
}
