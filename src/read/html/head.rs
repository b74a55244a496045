//! What a page says of itself in its head and its data, as written. Judged elsewhere.

use ego_tree::NodeRef;
use scraper::node::{Element, Node};
use scraper::{ElementRef, Html};
use serde_json::Value;
use url::Url;

use super::attributes::Attributes;
use super::microdata::{Items, Marked};

/// What a page says of itself.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct Head {
    /// What relative links are relative to.
    pub(in crate::read) base: Option<Url>,
    /// The text of `<title>`.
    pub(in crate::read) title: Option<String>,
    /// The language of `<html>`.
    pub(in crate::read) language: Option<String>,
    /// `<meta>` names and properties, in lower case, with their contents.
    pub(in crate::read) metas: Vec<(String, String)>,
    /// The canonical address.
    pub(in crate::read) canonical: Option<String>,
    /// JSON-LD objects, graphs opened, in document order.
    pub(in crate::read) data: Vec<Value>,
    /// Whether a `<base>` was met: the first one counts.
    is_based: bool,
    /// Machine-readable times in the text: `<time datetime>`, with what microdata calls them.
    pub(in crate::read) times: Vec<(Option<String>, String)>,
    /// What elements of the article are marked as: microdata, `RDFa`, links that are tags.
    pub(in crate::read) items: Vec<(String, String)>,
    /// The types that microdata gives to elements, without the vocabulary's address.
    pub(in crate::read) kinds: Vec<String>,
}

/// Gathers what a page says of itself.
pub(super) fn gather(html: &Html, base: Option<&Url>) -> Head {
    let mut head = Head { base: base.cloned(), ..Head::default() };
    let mut items = Items::default();
    let mut drawings = 0_usize;
    for edge in html.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => {
                if let Node::Element(element) = node.value() {
                    drawings += usize::from(element.name() == "svg");
                    if drawings == 0 {
                        let marked = Marked::of(element);
                        head.note(element, &marked, node);
                        if let Some(node) = ElementRef::wrap(node) {
                            items.note(element, &marked, node);
                        }
                    }
                }
            }
            ego_tree::iter::Edge::Close(node) => {
                if node.value().as_element().is_some_and(|element| element.name() == "svg") {
                    drawings = drawings.saturating_sub(1);
                }
            }
        }
    }
    head.items = items.of_article();
    head
}

impl Head {
    fn note(&mut self, element: &Element, marked: &Marked<'_>, node: NodeRef<'_, Node>) {
        let text = || ElementRef::wrap(node).map(|node| node.text().collect::<String>());
        if let Some(kind) = marked.kind {
            self.kinds.push(kind.trim().rsplit(['/', '#']).next().unwrap_or(kind).to_owned());
        }
        match element.name() {
            "html" => {
                self.language = element.said("lang").or_else(|| element.said("xml:lang")).map(str::to_owned);
            }
            "title" if self.title.is_none() => self.title = text(),
            "base" => self.note_base(element),
            "meta" => self.note_meta(element),
            "link" => self.note_link(element),
            "time" => self.note_time(element),
            "script" if element.said("type").is_some_and(|kind| kind.contains("ld+json")) => {
                self.note_data(&text().unwrap_or_default());
            }
            _ => {}
        }
    }

    fn note_base(&mut self, element: &Element) {
        let Some(href) = element.said("href").filter(|_| !self.is_based) else { return };
        self.is_based = true;
        let resolved = match &self.base {
            Some(base) => base.join(href.trim()),
            None => Url::parse(href.trim()),
        };
        if let Ok(url) = resolved
            && matches!(url.scheme(), "http" | "https")
        {
            self.base = Some(url);
        }
    }

    /// Where the page says that it stands, for one that came without an address.
    pub(super) fn own_address(&self) -> Option<Url> {
        let told = self.canonical.as_deref().into_iter().chain(self.meta(&["og:url"]));
        told.filter_map(|address| Url::parse(address).ok())
            .find(|url| matches!(url.scheme(), "http" | "https"))
    }

    fn note_meta(&mut self, element: &Element) {
        let Some(content) = element.said("content").filter(|content| !content.trim().is_empty()) else {
            return;
        };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            for name in element.said(key).unwrap_or_default().split_whitespace() {
                self.metas.push((name.to_ascii_lowercase(), content.trim().to_owned()));
            }
        }
    }

    fn note_link(&mut self, element: &Element) {
        let is_canonical = element.said("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        let is_picture = element.said("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("image_src"));
        if let Some(href) = element.said("href").filter(|_| is_picture) {
            self.metas.push(("image_src".to_owned(), href.trim().to_owned()));
        }
        if is_canonical && self.canonical.is_none() {
            self.canonical = element.said("href").map(|href| href.trim().to_owned());
        }
    }

    fn note_time(&mut self, element: &Element) {
        if let Some(time) = element.said("datetime").or_else(|| element.said("content")) {
            self.times.push((element.said("itemprop").map(str::to_owned), time.trim().to_owned()));
        }
    }

    /// JSON-LD is often broken by raw line breaks inside strings, or by a trailing semicolon.
    fn note_data(&mut self, text: &str) {
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
        let text =
            text.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim_end_matches(';');
        let parsed = serde_json::from_str::<Value>(text).or_else(|_| {
            let mended: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            serde_json::from_str(&mended)
        });
        let mut open = vec![parsed.unwrap_or_default()];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.into_iter().rev()),
                Value::Object(mut fields) => {
                    open.extend(fields.remove("@graph"));
                    if fields.contains_key("@type") {
                        self.data.push(Value::Object(fields));
                    }
                }
                _ => {}
            }
        }
    }

    /// The host that the page is from, as far as it can be known.
    pub(in crate::read) fn host(&self) -> Option<String> {
        let own = || Url::parse(self.canonical.as_deref()?).ok();
        let url = self.base.clone().or_else(own)?;
        url.host_str().map(str::to_owned)
    }

    /// The content of the first `<meta>` that is named so, in the order of the names.
    pub(in crate::read) fn meta(&self, names: &[&str]) -> Option<&str> {
        let find =
            |name: &&str| self.metas.iter().find(|(key, _)| key == name).map(|(_, content)| content.as_str());
        names.iter().find_map(find)
    }

    /// What the elements of the article give under one of the names, in the order of the names.
    pub(in crate::read) fn marked<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        let all = |name: &'a &str| self.items.iter().filter(move |(key, _)| key == name);
        names.iter().flat_map(all).map(|(_, value)| value.as_str())
    }
}
