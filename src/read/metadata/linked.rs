//! Look-ups in a page's JSON-LD. Every walk is a loop with a budget, and no type is trusted.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::wording::plain;
use crate::model::Clean;

/// How many values of the data are looked at.
const BUDGET: usize = 50_000;

/// How much it counts that an object is about the page's own address: less than being an article.
const OWN: usize = 5;
/// A headline longer than this is none.
const HEADLINE: usize = 500;

/// An object of the data.
pub(super) type Object = Map<String, Value>;

/// A page's JSON-LD, ready for questions.
pub(super) struct Linked<'a> {
    /// Every object that names its type, outer ones first.
    objects: Vec<&'a Object>,
    ids: HashMap<&'a str, &'a Object>,
    /// What tells of the page's main text, best first.
    works: Vec<&'a Object>,
}

impl<'a> Linked<'a> {
    /// Looks through the data once. What calls one of the addresses its own leads.
    pub(super) fn new(data: &'a [Value], own: &[&str]) -> Self {
        let mut linked = Self { objects: Vec::new(), ids: HashMap::new(), works: Vec::new() };
        let mut open: Vec<&Value> = data.iter().rev().collect();
        let mut budget = BUDGET;
        while let Some(value) = open.pop() {
            budget = budget.saturating_sub(1);
            if budget == 0 {
                break;
            }
            match value {
                Value::Array(items) => open.extend(items.iter().rev().take(budget)),
                Value::Object(fields) => {
                    linked.note(fields);
                    open.extend(fields.values().rev().filter(|value| value.is_array() || value.is_object()));
                }
                _ => {}
            }
        }
        linked.works = works(data, own);
        linked
    }

    fn note(&mut self, fields: &'a Object) {
        if fields.contains_key("@type") {
            self.objects.push(fields);
        }
        // References are objects of an id alone: what carries more is what they refer to.
        if let Some(id) = fields.get("@id").and_then(Value::as_str)
            && fields.contains_key("name")
        {
            self.ids.entry(id).or_insert(fields);
        }
    }

    /// Every object whose type passes.
    pub(super) fn of_type(&self, passes: impl Fn(&str) -> bool) -> impl Iterator<Item = &'a Object> {
        self.objects.iter().copied().filter(move |object| types(object).any(&passes))
    }

    /// The values of a property of what tells of the main text, best first.
    pub(super) fn values(&self, key: &str) -> impl Iterator<Item = &'a Value> {
        self.works.iter().filter_map(move |work| work.get(key)).filter(|value| !value.is_null())
    }

    /// The first text under any of the keys, in the order of the keys.
    pub(super) fn text(&self, keys: &[&str]) -> Option<Clean> {
        keys.iter().find_map(|key| self.values(key).find_map(|value| plain(text(value)?)))
    }

    /// The main article, if the data names one.
    pub(super) fn article(&self) -> Option<&'a Object> {
        self.works.first().copied().filter(|work| types(work).any(is_article))
    }

    /// The headline that a news desk gave its article. Other articles are called by plug-ins,
    /// with the title meant for search engines, so only this one is trusted over the page.
    pub(super) fn news_headline(&self) -> Option<Clean> {
        let news = self.article().filter(|work| types(work).any(|kind| kind.ends_with("NewsArticle")));
        plain(text(news?.get("headline")?)?)
            .filter(|headline| headline.contains(' ') || !headline.is_ascii())
            .filter(|headline| headline.chars().count() <= HEADLINE)
    }

    /// The object that a value is or refers to.
    pub(super) fn object(&self, value: &'a Value) -> Option<&'a Object> {
        let fields = value.as_object()?;
        let id = fields.get("@id").and_then(Value::as_str).filter(|_| !fields.contains_key("name"));
        Some(id.and_then(|id| self.ids.get(id).copied()).unwrap_or(fields))
    }
}

/// What tells of the main text: articles first, those that say most before others, then pages.
fn works<'a>(data: &'a [Value], own: &[&str]) -> Vec<&'a Object> {
    let mut works: Vec<(usize, &Object)> = Vec::new();
    for fields in data.iter().take(BUDGET).filter_map(Value::as_object) {
        let inner = fields.get("mainEntity").and_then(Value::as_object);
        for work in [Some(fields), inner].into_iter().flatten() {
            let bonus = if is_at(work, own) { OWN } else { 0 };
            works.extend(weight(work).map(|weight| (weight + bonus, work)));
        }
    }
    works.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    works.into_iter().map(|(_, work)| work).collect()
}

/// Whether an object says that it is about one of the addresses.
fn is_at(work: &Object, own: &[&str]) -> bool {
    let bare = |address: &str| {
        let path = address.split(['?', '#']).next().unwrap_or(address);
        path.trim_end_matches('/').rsplit("://").next().map(str::to_owned)
    };
    let named = ["mainEntityOfPage", "url", "@id"].iter().filter_map(|key| address(work.get(*key)?));
    named.into_iter().any(|named| own.iter().any(|own| bare(own) == bare(named)))
}

/// How much an object can tell of the main text; none if it tells of something else.
fn weight(work: &Object) -> Option<usize> {
    let told = ["headline", "datePublished", "author", "articleBody"];
    let told = told.iter().filter(|key| work.get(**key).is_some_and(|value| !value.is_null())).count();
    if types(work).any(is_article) {
        return Some(10 + told);
    }
    types(work).any(is_page).then_some(told)
}

pub(super) fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("Posting") && kind != "JobPosting" || kind == "Report"
}

fn is_page(kind: &str) -> bool {
    matches!(
        kind,
        "WebPage"
            | "ItemPage"
            | "AboutPage"
            | "MedicalWebPage"
            | "CreativeWork"
            | "Review"
            | "Recipe"
            | "HowTo"
            | "PodcastEpisode"
            | "Book"
            | "Course"
            | "TechArticle"
            | "CollectionPage"
            | "VideoObject"
            | "NewsItem"
            | "Blog"
    )
}

/// The types of an object, without the vocabulary's address.
pub(super) fn types(object: &Object) -> impl Iterator<Item = &str> {
    let named = object.get("@type").into_iter().flat_map(each).filter_map(Value::as_str);
    named.map(|name| name.rsplit(['/', '#', ':']).next().unwrap_or(name))
}

/// The items of an array, or the value itself.
pub(super) fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let (items, single) = match value {
        Value::Array(items) => (items.as_slice(), None),
        single => (&[][..], Some(single)),
    };
    items.iter().chain(single)
}

/// The text of a value: a string, the first of several, or a value with a language.
pub(super) fn text(value: &Value) -> Option<&str> {
    let first = each(value).next()?;
    let inner = || ["@value", "@id", "name"].iter().find_map(|key| first.get(key)?.as_str());
    first.as_str().or_else(inner).map(str::trim).filter(|text| !text.is_empty())
}

/// An address in a value: a string, or the `url` of an object.
pub(super) fn address(value: &Value) -> Option<&str> {
    each(value).find_map(|item| {
        let inner = || ["url", "contentUrl", "@id"].iter().find_map(|key| text(item.get(key)?));
        item.as_str().or_else(inner).map(str::trim).filter(|text| !text.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_article_that_says_most_leads() {
        let data = [
            json!({"@type": "WebPage", "headline": "Page"}),
            json!({"@type": "Article", "name": "bare"}),
            json!({"@type": ["Thing", "https://schema.org/NewsArticle"], "headline": "Tide &amp; time"}),
        ];
        let linked = Linked::new(&data, &[]);
        assert_eq!(linked.text(&["headline"]).unwrap(), "Tide & time");
        assert!(linked.article().is_some());
    }

    #[test]
    fn the_article_at_the_page_s_own_address_leads() {
        let data = [
            json!({"@type": "NewsArticle", "headline": "Other", "author": "A", "url": "https://post.example/other"}),
            json!({"@type": "NewsArticle", "headline": "Own", "mainEntityOfPage": {"@id": "https://post.example/own/"}}),
        ];
        let linked = Linked::new(&data, &["http://post.example/own?ref=1"]);
        assert_eq!(linked.text(&["headline"]).unwrap(), "Own");
    }

    #[test]
    fn a_reference_leads_to_what_carries_the_name() {
        let data = [
            json!({"@type": "Article", "author": {"@id": "#p"}}),
            json!({"@type": "Person", "@id": "#p", "name": "Ann Reed"}),
        ];
        let linked = Linked::new(&data, &[]);
        let author = linked.values("author").next().unwrap();
        assert_eq!(linked.object(author).unwrap()["name"], "Ann Reed");
    }

    #[test]
    fn odd_types_are_no_trouble() {
        let data =
            [json!(null), json!({"@type": 7, "headline": [[]]}), json!({"@type": "Article", "headline": 7})];
        let linked = Linked::new(&data, &[]);
        assert_eq!(linked.text(&["headline"]), None);
        assert_eq!(address(&json!([{"url": {"@id": "x"}}])), Some("x"));
    }

    #[test]
    fn deep_data_ends_at_the_budget() {
        let mut deep = json!({"@type": "Thing"});
        for _ in 0..90 {
            deep = json!({"part": [deep]});
        }
        assert_eq!(Linked::new(&[deep], &[]).of_type(|kind| kind == "Thing").count(), 1);
    }
}
