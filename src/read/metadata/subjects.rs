//! What the page is about: its section and its tags. Where the data gives several sections, the
//! one that the page shows above its text counts, in the page's own spelling.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::linked::{self, Linked};
use super::visible;
use super::wording::{fold, plain, squeeze};
use crate::model::{Block, Clean, Cue, Document};
use crate::read::html::Head;

/// A section or a tag has no more letters and words than this.
const LETTERS: usize = 60;
const WORDS: usize = 7;
/// At most so many tags are kept.
const TAGS: usize = 20;
/// A list of more words than this was written for search engines.
const STUFFED: usize = 30;
/// A line of tags on the page has no more words than this.
const LINE: usize = 60;

#[derive(Default, Deserialize)]
struct Vocabulary {
    paths: Vec<String>,
    kinds: Vec<String>,
}

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| toml::from_str(include_str!("../labels/subjects.toml")).unwrap_or_default());

/// Names under which heads tell the section, the most trustworthy first.
const SECTION: &[&str] = &[
    "article:section",
    "og:article:section",
    "articlesection",
    "parsely-section",
    "cxenseparse:section",
    "sailthru.section",
    "section",
    "dc.type.section",
];

/// Names under which heads give tags that were given to the article by hand.
const TAGGED: &[&str] = &[
    "article:tag",
    "og:article:tag",
    "news_keywords",
    "parsely-tags",
    "sailthru.tags",
    "dc.subject",
    "dcterms.subject",
    "citation_keywords",
];

/// What is known of the page when its subjects are asked for.
#[derive(Clone, Copy)]
pub(super) struct Subjects<'a> {
    pub(super) head: &'a Head,
    pub(super) linked: &'a Linked<'a>,
    pub(super) document: &'a Document,
    pub(super) sites: &'a [String],
    pub(super) title: Option<&'a str>,
}

impl Subjects<'_> {
    /// The part of the site that the article stands in.
    pub(super) fn section(&self) -> Option<Clean> {
        let data = self.linked.values("articleSection").flat_map(texts);
        let metas = SECTION.iter().filter_map(|name| self.head.meta(&[name])).map(str::to_owned);
        let marked = self.head.marked(&["articlesection", "category"]).map(str::to_owned);
        let named = data.chain(metas).chain(marked).flat_map(|line| parts(&line, &[',', ';', '|', '>', '»']));
        let mut named = self.clean(named);
        named.extend(self.clean(self.crumbs()));
        let home: Vec<String> = visible::home_links(self.document).map(fold).collect();
        named.retain(|name| !VOCABULARY.kinds.contains(&name.to_lowercase()) && !home.contains(&fold(name)));
        let shown = self.shown();
        let on_page = named.iter().find_map(|name| shown.iter().find(|line| fold(line) == fold(name)));
        on_page.or_else(|| named.first()).cloned().or_else(|| self.above(&shown))
    }

    /// What the page calls the address that its own begins with: `/sport/` for `/sport/ferry-cup`.
    fn above(&self, shown: &[Clean]) -> Option<Clean> {
        let own = self.own_address()?;
        let first = own.path_segments()?.next().filter(|step| is_telling(step))?;
        let leads = |address: &str| {
            let url = Url::parse(address).ok().filter(|url| url.host_str() == own.host_str());
            url.is_some_and(|url| url.path().trim_matches('/') == first && own.path() != url.path())
        };
        // To parse the address of every link of a page takes long.
        let may_lead = |address: &str| first.contains('%') || address.contains(first);
        let is_meant =
            |id| self.document.anchor(id).is_some_and(|anchor| may_lead(&anchor.url) && leads(&anchor.url));
        let spans = self.document.blocks.iter().flat_map(|block| &block.spans);
        let found = spans.filter(|span| span.link.is_some_and(is_meant)).map(|span| span.text.folded());
        let found = self.clean(found.map(Clean::into_string));
        let near = found.iter().find(|name| shown.iter().any(|line| fold(line) == fold(name)));
        near.or_else(|| found.first()).cloned()
    }

    /// What the article was tagged with.
    pub(super) fn tags(&self) -> Vec<Clean> {
        let data = self.unstuffed(self.linked.values("keywords").next().map(keywords).unwrap_or_default());
        let metas = TAGGED.iter().flat_map(|name| self.metas(name));
        let marked = self.head.marked(&["tag", "keywords"]).flat_map(|line| parts(line, LIST));
        let sources: [&dyn Fn() -> Vec<String>; 4] = [
            &|| self.links_to_tags(),
            &|| Some(self.metas("keywords")).filter(|words| words.len() <= STUFFED).unwrap_or_default(),
            &|| self.linked.values("about").flat_map(texts).collect(),
            &|| self.linked.values("mentions").flat_map(texts).collect(),
        ];
        let mut tags =
            Some(self.clean(data.into_iter().chain(metas).chain(marked))).filter(|tags| !tags.is_empty());
        for source in sources {
            tags = tags.or_else(|| Some(self.clean(source())).filter(|tags| !tags.is_empty()));
        }
        tags.unwrap_or_default()
    }

    /// The lists under one name of the head. A name that comes more than once gives one tag each.
    fn metas(&self, name: &str) -> Vec<String> {
        let contents: Vec<&str> = self
            .head
            .metas
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, content)| content.as_str())
            .collect();
        match contents.as_slice() {
            [single] => self.unstuffed(parts(single, LIST)),
            several => several.iter().map(|&tag| tag.to_owned()).collect(),
        }
    }

    /// A list of the head, unless it is the words of the title or of the address.
    fn unstuffed(&self, words: Vec<String>) -> Vec<String> {
        let address = self.head.canonical.as_deref().or(self.head.base.as_ref().map(Url::as_str));
        let title = fold(&format!("{} {}", self.title.unwrap_or_default(), address.unwrap_or_default()));
        let known: Vec<&str> = title.split(' ').collect();
        let of_title = words.iter().filter(|word| known.contains(&fold(word).as_str())).count();
        if words.len() >= 4 && of_title * 4 >= words.len() * 3 {
            return Vec::new();
        }
        words
    }

    /// The links behind the headline that lead to what is tagged alike, in lines marked as tags.
    fn links_to_tags(&self) -> Vec<String> {
        let from = visible::headlines(self.document).next().map_or(0, |block| block.id.index());
        let leads = |id| self.document.anchor(id).is_some_and(|anchor| leads_to_tag(&anchor.url));
        let is_line = |block: &&Block| {
            let mut spans = block.spans.iter().filter(|span| !is_gap(&span.text));
            visible::has_cue(self.document, block, Cue::Tags)
                && visible::is_main(self.document, block)
                && block.text().split_whitespace().count() <= LINE
                && spans.all(|span| span.link.is_some())
        };
        let lines = self.document.blocks.iter().skip(from).filter(is_line);
        let spans = lines.flat_map(|block| &block.spans).filter(|span| span.link.is_some_and(leads));
        spans.map(|span| span.text.to_string()).collect()
    }

    /// The way to the page from the front page, without both. What the page's own address
    /// begins with comes first.
    fn crumbs(&self) -> Vec<String> {
        let Some(list) = self.linked.of_type(|kind| kind == "BreadcrumbList").next() else {
            return Vec::new();
        };
        let own = self.own_address();
        let is_above = |crumb: &&Value| {
            let address = crumb.get("item").and_then(linked::address);
            let path = address.and_then(|address| Some(own.as_ref()?.join(address).ok()?.path().to_owned()));
            let rest = path.as_deref().map(|path| path.trim_matches('/')).filter(|path| !path.is_empty());
            rest.zip(own.as_ref()).is_some_and(|(path, own)| {
                own.path().trim_matches('/').strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
            })
        };
        let items = list.get("itemListElement").into_iter().flat_map(linked::each);
        let crumbs = items.enumerate().filter(|(at, crumb)| !(*at == 0 && leads_home(crumb)));
        let (above, others): (Vec<&Value>, Vec<&Value>) = crumbs.map(|(_, crumb)| crumb).partition(is_above);
        above.into_iter().chain(others).filter_map(|crumb| crumb_name(crumb).map(str::to_owned)).collect()
    }

    fn own_address(&self) -> Option<Url> {
        let canonical = self.head.canonical.as_deref().and_then(|address| Url::parse(address).ok());
        canonical.or_else(|| self.head.base.clone())
    }

    /// The short lines and the links around the headline.
    fn shown(&self) -> Vec<Clean> {
        let title = self.title.map(fold);
        let near = visible::masthead(self.document, title.as_deref());
        let whole = near.iter().map(|block| block.clean_text().folded());
        let links = near.iter().flat_map(|block| &block.spans).filter(|span| span.link.is_some());
        let all = whole.chain(links.map(|span| span.text.folded()));
        all.filter(|line| line.chars().count() <= LETTERS).collect()
    }

    /// Names without what is none, each once.
    fn clean(&self, names: impl IntoIterator<Item = String>) -> Vec<Clean> {
        let title = self.title.map(fold);
        let mut kept: Vec<(String, Clean)> = Vec::new();
        for name in names {
            let Some(name) = without_vocabulary(&name).and_then(plain) else { continue };
            let name = Clean::field(name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '"')));
            let folded = fold(&name);
            let is_own = title.as_ref() == Some(&folded) || self.sites.contains(&squeeze(&name));
            let is_known = kept.iter().any(|(known, _)| *known == folded);
            if kept.len() < TAGS && is_name(&name) && !is_own && !is_known {
                kept.push((folded, name));
            }
        }
        kept.into_iter().map(|(_, name)| name).collect()
    }
}

/// What parts the tags of a list.
const LIST: &[char] = &[',', ';', '|', '、', '，', '،'];

fn parts(line: &str, marks: &[char]) -> Vec<String> {
    // Entities are decoded first: they end in a semicolon.
    let line = plain(line).map(Clean::into_string).unwrap_or_default();
    line.split(marks).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The texts of a value: strings, or things that have names.
fn texts(value: &Value) -> Vec<String> {
    let named = |item: &Value| item.as_str().or_else(|| item.get("name")?.as_str()).map(str::to_owned);
    linked::each(value).take(TAGS * 10).filter_map(named).collect()
}

/// The keywords of a value: a list, or one text that holds a list.
fn keywords(value: &Value) -> Vec<String> {
    let found = texts(value);
    match found.as_slice() {
        [single] => parts(single, LIST),
        _ => found,
    }
}

/// Publishing systems put other facts among the keywords: `Type:Article`, `Tag:Ferries`,
/// `topic/ferries`, `comments_enabled`.
fn without_vocabulary(name: &str) -> Option<&str> {
    if name.contains('_') && !name.contains(' ') {
        return None;
    }
    let kinds =
        ["tag", "tags", "keyword", "keywords", "topic", "topics", "subject", "term", "person", "place"];
    let is_kind = |kind: &str| kinds.iter().any(|known| kind.eq_ignore_ascii_case(known));
    let is_word = |kind: &str| !kind.is_empty() && kind.chars().all(|c| c.is_ascii_alphanumeric());
    let is_bound = |rest: &str| !rest.is_empty() && !rest.starts_with(' ');
    match name.split_once([':', '/']).filter(|(kind, rest)| is_word(kind) && is_bound(rest)) {
        Some((kind, rest)) if is_kind(kind) => Some(rest),
        Some((kind, _)) if name.contains(':') || kind.chars().all(|c| c.is_ascii_lowercase()) => None,
        _ => Some(name),
    }
}

/// Whether an address lists what was tagged alike.
fn leads_to_tag(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let mut steps = path.split('/').skip(3).peekable();
    while let Some(step) = steps.next() {
        let is_known = VOCABULARY.paths.iter().any(|word| step.eq_ignore_ascii_case(word));
        if is_known && steps.peek().is_some_and(|next| !next.is_empty()) {
            return true;
        }
    }
    false
}

/// Whether a step of an address can name a section: no date, no language, no kind of page.
fn is_telling(step: &str) -> bool {
    step.chars().count() > 2
        && step.chars().any(char::is_alphabetic)
        && !VOCABULARY.kinds.contains(&step.to_lowercase())
}

fn is_gap(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

fn is_name(name: &str) -> bool {
    let letters = name.chars().count();
    let is_address = name.contains("://") || name.starts_with('/') || name.starts_with("www.");
    (2..=LETTERS).contains(&letters)
        && name.split_whitespace().count() <= WORDS
        && name.chars().any(char::is_alphabetic)
        && !is_address
}

/// What a crumb is called, in itself or in the thing that it leads to.
fn crumb_name(crumb: &Value) -> Option<&str> {
    let inner = || crumb.get("item")?.get("name").and_then(linked::text);
    crumb.get("name").and_then(linked::text).or_else(inner)
}

/// Whether a crumb leads to the front page, or to that of a language.
fn leads_home(crumb: &Value) -> bool {
    let address = crumb.get("item").and_then(|item| linked::address(item)).unwrap_or_default();
    match Url::parse(address) {
        Ok(url) => url.path().trim_matches('/').len() <= 2,
        Err(_) => matches!(address, "/" | ""),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::of;

    fn section(page: &str) -> String {
        of(page).section.map_or_else(String::new, |section| section.to_string())
    }

    fn tags(page: &str) -> Vec<String> {
        of(page).tags.iter().map(ToString::to_string).collect()
    }

    fn data(fields: &str) -> String {
        format!(r#"<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>"#)
    }

    #[test]
    fn the_section_is_the_one_that_the_page_shows_above_its_text() {
        let head = data(r#""articleSection": ["News", "coast &amp; sea"]"#);
        assert_eq!(section(&head), "News");
        assert_eq!(
            section(&format!("{head}<a href=/coast>Coast & Sea</a><h1>Ferry stays</h1>")),
            "Coast & Sea"
        );
    }

    #[test]
    fn sections_of_the_head_of_marks_and_of_crumbs() {
        assert_eq!(section("<meta property=article:section content='Harbour'>"), "Harbour");
        assert_eq!(section("<article><a rel='category tag' href=/h>Harbour</a></article>"), "Harbour");
        let crumbs = r#"<title>Ferry stays</title><script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [
            {"name": "Start", "item": "https://www.harbourpost.example/"}, {"item": {"name": "Coast", "@id": "https://www.harbourpost.example/coast"}},
            {"name": "Ferry stays"}]}</script>"#;
        assert_eq!(section(crumbs), "Coast");
        let own = "<link rel=canonical href='https://www.harbourpost.example/coast/ferry'>";
        let named = crumbs.replace("https://www.harbourpost.example/\"", "/north\"");
        assert_eq!((section(&named), section(&(own.to_owned() + &named))), ("Start".into(), "Coast".into()));
    }

    #[test]
    fn a_site_or_an_address_is_no_section() {
        assert_eq!(section("<meta property=article:section content='https://harbourpost.example/news'>"), "");
        assert_eq!(section("<meta property=article:section content='Harbour Post'>"), "");
        assert_eq!(section("<meta property=article:section content=Start><a href=/>Start</a>"), "");
        assert_eq!(section("<meta property=article:section content=Article>"), "");
    }

    #[test]
    fn tags_of_all_places_once_each() {
        let page = data(r#""keywords": "Ferries, Strait;ferries""#)
            + "<meta property=article:tag content='Strait'><meta property=article:tag content='Ports, small'>\
               <article><a rel=tag href=/t>#Tide</a></article><meta name=keywords content='news, paper'>";
        assert_eq!(tags(&page), ["Ferries", "Strait", "Ports, small", "Tide"]);
        assert_eq!(
            tags(&data(r#""keywords": ["Tag:Ferries", "Type:article", {"name": "Q&amp;A: the sea"}]"#)),
            ["Ferries", "Q&A: the sea"]
        );
    }

    #[test]
    fn keywords_of_the_head_come_last_and_with_care() {
        let page =
            |words: &str| format!("<title>Ferry stays in port</title><meta name=keywords content='{words}'>");
        assert_eq!(tags(&page("Ferries, Harbour Post, Strait of Marl")), ["Ferries", "Strait of Marl"]);
        assert_eq!(tags(&page("ferry, stays, in, port")), Vec::<String>::new());
        assert_eq!(tags(&page(&"one two, ".repeat(40))), Vec::<String>::new());
    }

    #[test]
    fn tags_that_only_the_page_shows() {
        let page = "<main><h1>Ferry stays</h1><p>A <a href=/tag/0>quay</a> in the text</p>\
            <ul class=article-tags><li><a href=/tag/1>Ferries</a></li><li><a href=/topics/2>Strait</a></li></ul><li><a href=/tags/>All</a></ul><p><a href=/tag/3>More</a></p></main>";
        assert_eq!(tags(page), ["Ferries", "Strait"]);
    }

    #[test]
    fn the_page_s_address_stands_under_a_section() {
        let menu = "<link rel=canonical href='https://www.harbourpost.example/coast/ferry'><nav><a href=/>Home</a> <a href=/coast/>Coast</a></nav>";
        assert_eq!(section(menu), "Coast");
        assert_eq!(section("<nav><a href=/news/>News</a></nav>"), "News");
        assert_eq!(section("<nav><a href=/news/other>News</a></nav>"), "");
    }

    #[test]
    fn there_are_never_more_than_a_score_of_tags() {
        let many: Vec<String> = (0..50).map(|at| format!("\"tag {at}\"")).collect();
        assert_eq!(tags(&data(&format!("\"keywords\": [{}]", many.join(", ")))).len(), 20);
    }
}
