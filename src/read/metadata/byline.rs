//! The authors: named in the data, in the head, or on the page. Persons before organisations.

use serde_json::Value;

use super::linked::{self, Linked, types};
use super::names::{self, names};
use super::visible;
use super::wording::{fold, plain};
use crate::model::{Block, Clean, Cue, Document};
use crate::read::html::Head;

/// At most so many authors are named.
const AUTHORS: usize = 30;
/// A byline on the page has at most so many words.
const WORDS: usize = 12;
/// Blocks of one byline stand no further apart.
const GAP: usize = 3;

/// The authors, as one line.
pub(super) fn choose(
    head: &Head,
    linked: &Linked<'_>,
    document: &Document,
    sites: &[String],
    title: Option<&str>,
) -> Option<Clean> {
    let (persons, others) = data(linked);
    let title = title.map(fold);
    let sources: [&dyn Fn() -> Vec<Clean>; 5] = [
        &|| persons.clone(),
        &|| metas(head),
        &|| marked(head),
        &|| shown(document, title.as_deref()),
        &|| others.clone(),
    ];
    let mut of_site: Vec<Clean> = Vec::new();
    for source in sources {
        let (own, foreign): (Vec<Clean>, Vec<Clean>) =
            source().into_iter().partition(|name| names::is_of_site(name, sites));
        if !foreign.is_empty() {
            // A site that signs beside a person has written too.
            return line([foreign, own].concat());
        }
        if of_site.is_empty() {
            of_site = own;
        }
    }
    line(of_site)
}

fn line(names: Vec<Clean>) -> Option<Clean> {
    let mut kept: Vec<Clean> = Vec::new();
    for name in names {
        let folded = fold(&name);
        let is_new = !kept.iter().any(|known| format!(" {} ", fold(known)).contains(&format!(" {folded} ")));
        if is_new && kept.len() < AUTHORS {
            kept.push(name);
        }
    }
    let joined = kept.iter().map(Clean::as_str).collect::<Vec<_>>().join(", ");
    Some(Clean::field(&joined)).filter(|line| !line.is_empty())
}

/// The persons and the organisations that the page's data names.
fn data(linked: &Linked<'_>) -> (Vec<Clean>, Vec<Clean>) {
    let (mut persons, mut others) = (Vec::new(), Vec::new());
    for key in ["author", "creator"] {
        for value in linked.values(key) {
            for author in linked::each(value).take(AUTHORS) {
                let is_person = is_person(linked, author);
                let into = if is_person { &mut persons } else { &mut others };
                into.extend(named(linked, author));
            }
            if !persons.is_empty() || !others.is_empty() {
                return (persons, others);
            }
        }
    }
    (persons, others)
}

fn is_person<'a>(linked: &Linked<'a>, author: &'a Value) -> bool {
    let Some(object) = linked.object(author) else { return true };
    let is_group =
        types(object).any(|kind| kind.ends_with("Organization") || kind == "Corporation" || kind == "Brand");
    !is_group || types(object).any(|kind| kind == "Person")
}

fn named<'a>(linked: &Linked<'a>, author: &'a Value) -> Vec<Clean> {
    let object = linked.object(author);
    let whole = object.and_then(|object| linked::text(object.get("name")?)).or_else(|| author.as_str());
    if let Some(whole) = whole.and_then(plain) {
        return names(&whole);
    }
    let part = |key: &str| object.and_then(|object| linked::text(object.get(key)?)).unwrap_or_default();
    names(&format!("{} {}", part("givenName"), part("familyName")))
}

/// The authors that the head names. A name may be given more than once, each for one author.
fn metas(head: &Head) -> Vec<Clean> {
    let keys = [
        "author",
        "article:author",
        "article:author_name",
        "sailthru.author",
        "parsely-author",
        "cxenseparse:author",
        "og:article:author",
        "og:author",
        "byl",
        "byline",
        "dc.creator",
        "dcterms.creator",
        "mrf:authors",
        "authors",
        "citation_author",
        "dc.contributor",
        "creator",
    ];
    let all = |key: &str| {
        let contents = head.metas.iter().filter(move |(name, _)| name == key).take(AUTHORS);
        contents.filter_map(|(_, content)| plain(content)).flat_map(|line| names(&line)).collect::<Vec<_>>()
    };
    let mut first = Vec::new();
    for found in keys.iter().map(|key| all(key)).filter(|found| !found.is_empty()) {
        if found.iter().any(|name| names::is_personal(name)) {
            return found;
        }
        if first.is_empty() {
            first = found;
        }
    }
    first
}

/// The persons that elements of the article are marked as its authors.
fn marked(head: &Head) -> Vec<Clean> {
    let lines = head.marked(&["author", "creator"]).take(AUTHORS).filter_map(plain);
    lines.flat_map(|line| persons(&line)).collect()
}

/// The authors that the page shows near its headline.
fn shown(document: &Document, title: Option<&str>) -> Vec<Clean> {
    let near = visible::masthead(document, title);
    let near: Vec<&Block> = near.iter().filter(|block| visible::is_main(document, block)).collect();
    let is_marked = |block: &Block| visible::has_cue(document, block, Cue::Byline);
    let marked = cluster(&near, |block| if is_marked(block) { persons(&block.text()) } else { Vec::new() });
    if !marked.is_empty() {
        return marked;
    }
    let linked = cluster(&near, |block| by_links(document, block));
    if !linked.is_empty() {
        return linked;
    }
    near.iter().enumerate().find_map(|(at, block)| signed(&near, at, &block.text())).unwrap_or_default()
}

/// The names of the first blocks that have some and stand close together: those further on
/// belong to other articles.
fn cluster(near: &[&Block], names: impl Fn(&Block) -> Vec<Clean>) -> Vec<Clean> {
    let mut found = Vec::new();
    let mut last = None;
    for (at, block) in near.iter().enumerate() {
        if last.is_some_and(|last| at > last + GAP) {
            break;
        }
        let names = names(block);
        if !names.is_empty() {
            last = Some(at);
            found.extend(names);
        }
    }
    found
}

/// The names in a line that begins as bylines do, or in the line after one that is only `By`.
fn signed(near: &[&Block], at: usize, text: &str) -> Option<Vec<Clean>> {
    if names::is_byline_word(text) {
        let next = near.iter().skip(at + 1).map(|block| block.text()).find(|text| !text.trim().is_empty())?;
        return Some(short(&next)).filter(|names| !names.is_empty());
    }
    let dated = || text.rsplit_once(" by ").filter(|(front, _)| super::dates::parse(front).is_some());
    let line = if names::begins_as_byline(text) { text } else { dated()?.1 };
    Some(persons(line)).filter(|names| !names.is_empty())
}

/// The names in a line of at most so many words.
fn short(text: &str) -> Vec<Clean> {
    if text.split_whitespace().count() > WORDS { Vec::new() } else { names(text) }
}

/// The names in a short line of the page, if they look like names of persons.
fn persons(text: &str) -> Vec<Clean> {
    let mut names = short(text);
    names.retain(|name| names::is_personal(name));
    names
}

/// The names that lead to pages of authors, in a short line.
fn by_links(document: &Document, block: &Block) -> Vec<Clean> {
    let text = block.text();
    if text.split_whitespace().count() > WORDS {
        return Vec::new();
    }
    let leads = |id| document.anchor(id).is_some_and(|anchor| names::leads_to_author(&anchor.url));
    let spans = block.spans.iter().filter(|span| span.link.is_some_and(leads));
    spans.flat_map(|span| persons(&span.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::of;

    fn byline(page: &str) -> String {
        of(page).byline.map_or_else(String::new, |line| line.to_string())
    }

    fn data(author: &str) -> String {
        format!(r#"<script type="application/ld+json">{{"@type": "Article", "author": {author}}}</script>"#)
    }

    #[test]
    fn authors_in_every_shape_of_data() {
        assert_eq!(byline(&data(r#""By Ann Reed""#)), "Ann Reed");
        assert_eq!(
            byline(&data(r#"["Ann Reed", {"name": "Bo Lind"}, {"name": "ann reed"}]"#)),
            "Ann Reed, Bo Lind"
        );
        assert_eq!(
            byline(&data(r#"{"@type": "Person", "givenName": "Ann", "familyName": "Reed"}"#)),
            "Ann Reed"
        );
    }

    #[test]
    fn a_person_comes_before_the_site() {
        let site = data(r#"{"@type": "Organization", "name": "Harbour Post"}"#);
        assert_eq!(byline(&site), "Harbour Post");
        assert_eq!(byline(&format!("{site}<meta name=author content='Ann Reed'>")), "Ann Reed");
        assert_eq!(byline(&format!("{site}<h1>Ferry</h1><p>By Ann Reed</p>")), "Ann Reed");
    }

    #[test]
    fn accounts_and_addresses_are_no_authors() {
        let page = "<meta property=article:author content='https://social.example/post'><meta name=author content='@post'>";
        assert_eq!(byline(page), "");
        assert_eq!(byline(&format!("{page}<meta name=dc.creator content='dpa'>")), "dpa");
    }

    #[test]
    fn the_page_names_its_authors_near_its_headline() {
        assert_eq!(byline("<h1>Ferry</h1><div class=byline><p>Ann Reed</p><p>3 May</p></div>"), "Ann Reed");
        assert_eq!(byline("<h1>Ferry</h1><p><a href='/author/ann'>Ann Reed</a> in Opinion</p>"), "Ann Reed");
        assert_eq!(byline("<h1>Ferry</h1><p>Written by</p><p>Ann</p>"), "Ann");
        assert_eq!(byline("<h1>Ferry</h1><p>Posted 3 May 2024 by Ann Reed</p>"), "Ann Reed");
    }
}
