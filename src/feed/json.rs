//! JSON Feed. Items are taken one by one as they are parsed, so that those before a fault stay.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use url::Url;

use super::channel::{first, language};
use super::draft::{Draft, name};
use super::id::Ids;
use super::nouns::{Broken, Fault, Feed, Format, Medium, NotAFeed};
use super::value::shortened;
use super::{dates, links, media, plain, xml};
use crate::model::Clean;
use crate::read;

/// How many tags, authors and media an item may have.
const MANY: usize = 64;

/// Reads a JSON Feed.
pub(super) fn read(text: &str, base: Option<&Url>) -> Result<Feed, NotAFeed> {
    let mended = mend_surrogates(text);
    let text = mended.as_deref().unwrap_or(text);
    let mut parsed = Parsed::default();
    let mut source = serde_json::Deserializer::from_str(text);
    let fault = source.deserialize_map(&mut parsed).err();
    let is_feed = parsed.head.get("version").and_then(Value::as_str).is_some_and(|v| v.contains("jsonfeed"))
        || (parsed.head.contains_key("title") && parsed.has_items);
    if !is_feed {
        return Err(NotAFeed::Json);
    }
    let mut feed = head(&parsed.head, base);
    let base = base.cloned().or_else(|| feed.itself.clone()).or_else(|| feed.site.clone());
    let mut ids = Ids::default();
    feed.shortened.items = parsed.left_out;
    for item in &parsed.items {
        xml::add(&mut feed, &mut ids, draft(item, base.as_ref()), base.as_ref());
    }
    ids.settle(&mut feed);
    feed.broken = fault.map(|fault| Broken {
        at: offset(text, fault.line(), fault.column()),
        fault: if fault.is_eof() { Fault::Cut } else { Fault::Json },
    });
    Ok(feed)
}

/// The byte at a line and a column.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before = line.saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

/// The text with halves of characters replaced, when there are any: else its parser stops there.
fn mend_surrogates(text: &str) -> Option<String> {
    let lower = |at: usize| text.get(at..at + 6).map(str::to_ascii_lowercase);
    let unit = |at: usize| {
        let digits = lower(at)?.strip_prefix("\\u").map(str::to_owned)?;
        u32::from_str_radix(&digits, 16).ok()
    };
    let mut mended = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        match unit(at) {
            Some(0xD800..=0xDBFF) if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                mended.push_str(text.get(done..at).unwrap_or_default());
                mended.push_str("\\ufffd");
                at += 6;
                done = at;
            }
            // The next character is escaped, whatever it is.
            _ => at += 1 + text.get(at + 1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8),
        }
    }
    (done > 0).then(|| mended + text.get(done..).unwrap_or_default())
}

/// What was parsed before the end, or before a fault.
#[derive(Default)]
struct Parsed {
    head: Map<String, Value>,
    items: Vec<Value>,
    has_items: bool,
    left_out: usize,
}

impl<'de> Visitor<'de> for &mut Parsed {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feed")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "items" {
                self.has_items = true;
                map.next_value_seed(Items(self))?;
            } else {
                let value = map.next_value()?;
                self.head.entry(key).or_insert(value);
            }
        }
        Ok(())
    }
}

/// The list of items.
struct Items<'p>(&'p mut Parsed);

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while self.0.items.len() < xml::ITEMS {
            let Some(item) = list.next_element::<Value>()? else { return Ok(()) };
            self.0.items.push(item);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {
            self.0.left_out += 1;
        }
        Ok(())
    }

    /// Not a list: passed over.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

fn head(map: &Map<String, Value>, base: Option<&Url>) -> Feed {
    let text = |key: &str| map.get(key).and_then(Value::as_str);
    let url = |key: &str| links::web(text(key)?, base);
    let hub = map.get("hubs").and_then(|hubs| hubs.get(0)).and_then(|hub| hub.get("url"));
    Feed {
        format: Format::Json,
        title: text("title").and_then(line),
        site: url("home_page_url"),
        description: text("description").and_then(line),
        language: text("language").and_then(language),
        picture: url("icon").or_else(|| url("favicon")),
        itself: url("feed_url"),
        next: url("next_url"),
        hub: hub.and_then(Value::as_str).and_then(|hub| links::web(hub, base)),
        ..Feed::default()
    }
}

fn draft(value: &Value, base: Option<&Url>) -> Draft {
    let mut draft = Draft::default();
    let text = |key: &str| value.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let url = |key: &str| links::web(text(key)?, base);
    draft.own = match value.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => String::new(),
    };
    text("date_published").or_else(|| text("date_modified")).unwrap_or_default().clone_into(&mut draft.date);
    let item = &mut draft.item;
    item.link = url("url").or_else(|| url("external_url"));
    item.title = text("title").and_then(line);
    item.published = text("date_published").and_then(dates::rfc3339);
    item.updated = text("date_modified").and_then(dates::rfc3339);
    item.summary_html = text("summary").map(plain::paragraphs);
    item.content_html =
        text("content_html").map(str::to_owned).or_else(|| text("content_text").map(plain::paragraphs));
    item.picture = url("image").or_else(|| url("banner_image"));
    let list = |key: &str| value.get(key).and_then(Value::as_array).into_iter().flatten().take(MANY);
    let names = list("authors").chain(value.get("author"));
    let names = names.filter_map(|author| name(author.get("name")?.as_str()?));
    names.for_each(|name| item.authors.extend(Some(name).filter(|name| !item.authors.contains(name))));
    let tags = list("tags").filter_map(|tag| line(tag.as_str()?));
    tags.for_each(|tag| item.tags.extend(Some(tag).filter(|tag| !item.tags.contains(tag))));
    item.media.extend(list("attachments").filter_map(|attachment| medium(attachment, base)));
    draft
}

fn medium(value: &Value, base: Option<&Url>) -> Option<Medium> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let url = links::web(text("url")?, base)?;
    let kind = media::kind(text("mime_type").unwrap_or_default(), "", &url);
    let mut title = None;
    first(&mut title, || text("title").and_then(line));
    let seconds = value.get("duration_in_seconds").and_then(Value::as_f64);
    let duration = seconds.and_then(|seconds| read::seconds(&format!("{seconds:.0}")));
    Some(Medium { url, kind, title, duration, poster: None })
}

fn line(text: &str) -> Option<Clean> {
    let (line, _) = shortened(Clean::field(text));
    (!line.is_empty()).then_some(line)
}

/// Whether a text begins as JSON does.
pub(super) fn begins(text: &str) -> bool {
    text.starts_with(['{', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_characters_are_mended_and_whole_ones_stay() {
        assert_eq!(mend_surrogates(r"a\ud800b").as_deref(), Some(r"a\ufffdb"));
        assert_eq!(mend_surrogates(r"\uD83D\uDE00 \\ud800 é"), None);
        assert_eq!(mend_surrogates(r"\udc00\").as_deref(), Some(r"\ufffd\"));
    }

    #[test]
    fn items_before_a_fault_stay() {
        let cut =
            r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"title":"a"},{"id":"2"},{"#;
        let feed = read(cut, None).unwrap();
        assert_eq!(feed.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(feed.broken.map(|broken| broken.fault), Some(Fault::Cut));
    }
}
