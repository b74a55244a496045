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
    let sources: [&dyn Fn() -> Vec<Clean>; 4] =
        [&|| persons.clone(), &|| metas(head), &|| shown(document, title.as_deref()), &|| others.clone()];
    let mut of_site: Vec<Clean> = Vec::new();
    for source in sources {
        let (own, foreign): (Vec<Clean>, Vec<Clean>) =
            source().into_iter().partition(|name| names::is_of_site(name, sites));
        if !foreign.is_empty() {
            return line(if is_mixed(&foreign) { [foreign, own].concat() } else { foreign });
        }
        if of_site.is_empty() {
            of_site = own;
        }
    }
    line(of_site)
}

/// A site that signs beside a person has written too.
fn is_mixed(persons: &[Clean]) -> bool {
    !persons.is_empty()
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
        "twitter:data1",
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

/// The authors that the page shows near its headline.
fn shown(document: &Document, title: Option<&str>) -> Vec<Clean> {
    let near = visible::masthead(document, title);
    let near: Vec<&Block> = near.iter().filter(|block| visible::is_main(document, block)).collect();
    let marked = near.iter().filter(|block| visible::has_cue(document, block, Cue::Byline));
    let marked: Vec<Clean> = marked.flat_map(|block| persons(&block.text())).collect();
    if !marked.is_empty() {
        return marked;
    }
    let linked: Vec<Clean> = near.iter().flat_map(|block| by_links(document, block)).collect();
    if !linked.is_empty() {
        return linked;
    }
    let begun = near.iter().find(|block| names::begins_as_byline(&block.text()));
    begun.map(|block| persons(&block.text())).unwrap_or_default()
}

/// The names in a short line of the page, if they look like names of persons.
fn persons(text: &str) -> Vec<Clean> {
    if text.split_whitespace().count() > WORDS {
        return Vec::new();
    }
    let mut names = names(text);
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
