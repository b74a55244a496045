//! What elements of the page are marked as: microdata, `RDFa`, links that are tags. As written.

use ego_tree::{NodeId, NodeRef};
use scraper::ElementRef;
use scraper::node::{Element, Node};

use super::attributes::Attributes;

/// The properties that are looked for, in lower case, without their vocabulary.
const WANTED: &[&str] = &[
    "headline",
    "author",
    "creator",
    "datepublished",
    "datecreated",
    "datemodified",
    "created",
    "issued",
    "modified",
    "articlesection",
    "keywords",
    "image",
];

/// A value longer than this is none of those.
const VALUE: usize = 1_000;
/// More are not looked at: each costs a look around.
const ITEMS: usize = 400;

/// Properties, and the thing that each belongs to.
#[derive(Default)]
pub(super) struct Items {
    found: Vec<Item>,
    looked: usize,
    first_article: Option<NodeId>,
}

struct Item {
    scope: Option<NodeId>,
    of: Kind,
    name: String,
    value: String,
}

/// What a property belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Article,
    Page,
    Other,
}

/// The attributes of an element that mark it as something.
#[derive(Default)]
pub(super) struct Marked<'a> {
    pub(super) kind: Option<&'a str>,
    item: Option<&'a str>,
    property: Option<&'a str>,
}

impl<'a> Marked<'a> {
    /// One pass: nearly all elements have none of them.
    pub(super) fn of(element: &'a Element) -> Self {
        let mut marked = Self::default();
        for (key, value) in element.attrs() {
            match key {
                "itemtype" => marked.kind = Some(value),
                "itemprop" => marked.item = Some(value),
                "property" => marked.property = Some(value),
                _ => {}
            }
        }
        marked
    }
}

impl Items {
    /// Notes what an element is marked as.
    pub(super) fn note(&mut self, element: &Element, marked: &Marked<'_>, node: ElementRef<'_>) {
        if element.name() == "article" && self.first_article.is_none() {
            self.first_article = Some(node.id());
        }
        if self.looked >= ITEMS {
            return;
        }
        // What the head's elements are called is noted with the rest of the head.
        let property = marked.property.filter(|_| element.name() != "meta");
        for name in marked.item.into_iter().chain(property).flat_map(str::split_whitespace) {
            let name = name.rsplit([':', '/']).next().unwrap_or(name);
            if let Some(wanted) = WANTED.iter().find(|wanted| name.eq_ignore_ascii_case(wanted)) {
                self.looked += 1;
                self.push((*wanted).to_owned(), element, node);
            }
        }
        if element.name() == "a" {
            self.note_tag(element, node);
        }
    }

    fn push(&mut self, name: String, element: &Element, node: ElementRef<'_>) {
        let value = if matches!(name.as_str(), "author" | "creator") {
            person(node).or_else(|| value(element, node))
        } else {
            value(element, node)
        };
        let Some(value) = value else { return };
        let (scope, of) = scope(*node);
        self.found.push(Item { scope, of, name, value });
    }

    /// A link that its `rel` calls a tag or a category of the article around it. Lists of other
    /// articles have theirs as well: only those of the page's first article count.
    fn note_tag(&mut self, element: &Element, node: ElementRef<'_>) {
        let rel = element.said("rel").unwrap_or_default();
        if !rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("tag")) {
            return;
        }
        self.looked += 1;
        let is = |node: &NodeRef<'_, Node>, names: &[&str]| {
            node.value().as_element().is_some_and(|element| names.contains(&element.name()))
        };
        let article = node.ancestors().find(|node| is(node, &["article"]));
        let beside = ["aside", "nav", "footer"];
        let is_beside = article.is_none() && node.ancestors().any(|node| is(&node, &beside));
        if is_beside || article.is_some_and(|article| Some(article.id()) != self.first_article) {
            return;
        }
        let is_category = rel.to_ascii_lowercase().contains("category");
        let name = if is_category { "category" } else { "tag" }.to_owned();
        let value = text(node).unwrap_or_default();
        self.found.push(Item { scope: None, of: Kind::Article, name, value });
    }

    /// The properties of the article: those of the first thing that is one, else of the page.
    pub(super) fn of_article(self) -> Vec<(String, String)> {
        let marked = self.found.iter().filter(|item| !matches!(item.name.as_str(), "tag" | "category"));
        let best = marked.filter(|item| item.of != Kind::Other).min_by_key(|item| item.of);
        let best = best.map(|item| (item.of, item.scope));
        let is_own = |item: &Item| {
            matches!(item.name.as_str(), "tag" | "category") || best == Some((item.of, item.scope))
        };
        self.found.into_iter().filter(is_own).map(|item| (item.name, item.value)).collect()
    }
}

/// The thing that a property of this element belongs to.
fn scope(node: NodeRef<'_, Node>) -> (Option<NodeId>, Kind) {
    for outer in node.ancestors() {
        let Some(element) = outer.value().as_element() else { continue };
        if element.said("itemscope").is_none() && element.said("typeof").is_none() {
            continue;
        }
        let named = element.said("itemtype").or_else(|| element.said("typeof")).unwrap_or_default();
        let kinds = named.split_whitespace().map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind));
        return (Some(outer.id()), kinds.map(kind).min().unwrap_or(Kind::Page));
    }
    (None, Kind::Page)
}

fn kind(name: &str) -> Kind {
    if name.ends_with("Article") || name.ends_with("Posting") && name != "JobPosting" {
        return Kind::Article;
    }
    if name.ends_with("Page") || name == "CreativeWork" { Kind::Page } else { Kind::Other }
}

/// The name of a person that is described inside of an element.
fn person(node: ElementRef<'_>) -> Option<String> {
    let inner = node.descendants().skip(1).filter_map(ElementRef::wrap);
    let mut named = inner.filter(|inner| {
        let names = inner.value().said("itemprop").or_else(|| inner.value().said("property"));
        names
            .is_some_and(|names| names.split_whitespace().any(|name| name == "name" || name == "schema:name"))
    });
    named.find_map(|inner| value(inner.value(), inner))
}

/// The value of a property: what is written for machines first.
fn value(element: &Element, node: ElementRef<'_>) -> Option<String> {
    let attributes: &[&str] = match element.name() {
        "img" => &["content", "src", "data-src"],
        "link" => &["content", "href"],
        _ => &["content", "datetime"],
    };
    let attribute = attributes.iter().find_map(|name| element.said(name)).map(str::to_owned);
    let found = attribute.map(|text| text.trim().to_owned()).or_else(|| text(node));
    found.filter(|value| !value.is_empty() && value.len() <= VALUE)
}

fn text(node: ElementRef<'_>) -> Option<String> {
    let mut gathered = String::new();
    for piece in node.text() {
        gathered.push_str(piece);
        if gathered.len() > VALUE * 4 {
            return None;
        }
    }
    let words = gathered.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty() && words.len() <= VALUE).then_some(words)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use crate::read::html;

    fn items(page: &str) -> Vec<(String, String)> {
        html::read(page, None::<&Url>, &[]).1.items
    }

    fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
        found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    #[test]
    fn the_properties_of_an_article_are_those_of_the_first_one() {
        let page = "<body itemscope itemtype=http://schema.org/WebPage><b itemprop=headline>Front page</b>\
            <div itemscope itemtype=http://schema.org/NewsArticle><h1 itemprop='headline name'>Ferry  stays</h1>\
            <div itemprop=author itemscope itemtype=http://schema.org/Person>By <a itemprop=name>Ann Reed</a></div>\
            <img itemprop=image src=/a.jpg></div>\
            <div itemscope itemtype=http://schema.org/NewsArticle><b itemprop=headline>Other</b></div>";
        let found = items(page);
        assert_eq!(pairs(&found), [("headline", "Ferry stays"), ("author", "Ann Reed"), ("image", "/a.jpg")]);
    }

    #[test]
    fn who_comments_is_no_author() {
        let page = "<div itemscope itemtype=http://schema.org/Comment><i itemprop=author>Tide77</i></div>";
        assert_eq!(items(page), []);
    }

    #[test]
    fn dates_of_rdfa() {
        let found =
            items("<span property='dc:date dc:created' content='2014-05-03T10:00:00Z'>Saturday</span>");
        assert_eq!(pairs(&found), [("created", "2014-05-03T10:00:00Z")]);
    }

    #[test]
    fn links_that_are_tags_of_the_article() {
        let page = "<aside><a rel=tag href=/t>Cloud</a></aside><article><a rel='category tag' href=/c>Harbour</a>\
            <footer><a rel=tag href=/f>Ferries</a></footer></article><article><a rel=tag href=/o>Other</a></article>";
        let found = items(page);
        assert_eq!(pairs(&found), [("category", "Harbour"), ("tag", "Ferries")]);
    }
}
