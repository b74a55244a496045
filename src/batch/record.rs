//! A line of a batch to a page. Lenient in what a string may hold, strict in its shape.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use url::Url;

use super::Refused;
use super::answer::{Complaint, Held, Place, Src};
use super::names::Names;
use super::quick::{self, Values};
use crate::model::{Clean, Page, Source};
use crate::read::{Input, Options};

/// How deep an id may be nested: deeper than this, readers of the output fail.
const DEEPEST: usize = 100;

/// A document, with how to read it.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) id: Option<Box<RawValue>>,
    pub(super) page: Page,
    pub(super) options: Options,
}

/// The keys of a record; other keys are passed over.
#[derive(Default)]
struct Keys<'a> {
    id: Option<&'a RawValue>,
    url: Option<&'a RawValue>,
    html: Option<&'a RawValue>,
    text: Option<&'a RawValue>,
}

impl<'a> Keys<'a> {
    fn values(&self, names: &Names) -> Result<Values<'a>, Complaint> {
        let (html, text) = (string(&names.html, self.html)?, string(&names.text, self.text)?);
        // That nothing is there to be read is worse than any address.
        let url = self.url.filter(|_| html.is_some() || text.is_some());
        Ok(Values { id: self.id, url: string(&names.url, url)?, html, text })
    }
}

/// Finds the fields of a record by their names.
struct Finder<'n>(&'n Names);

impl<'de> DeserializeSeed<'de> for Finder<'_> {
    type Value = Keys<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Keys<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Finder<'_> {
    type Value = Keys<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Keys<'de>, M::Error> {
        let (mut keys, mut seen) = (Keys::default(), Vec::new());
        while let Some(key) = map.next_key::<Key>()?.map(|Key(key)| key) {
            let slots = [
                (&self.0.id, &mut keys.id),
                (&self.0.url, &mut keys.url),
                (&self.0.html, &mut keys.html),
                (&self.0.text, &mut keys.text),
            ];
            let mut slots = slots.into_iter().filter(|(name, _)| leads_to(name, &key).is_some()).peekable();
            if slots.peek().is_none() {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            if seen.contains(&key) {
                return Err(de::Error::custom(format!("duplicate field `{key}`")));
            }
            let value: &RawValue = map.next_value()?;
            for (name, slot) in slots {
                // A field with dots in its very name goes before one that is deeper.
                match leads_to(name, &key) {
                    Some("") => *slot = Some(value),
                    Some(deeper) if slot.is_none() => *slot = within(value, deeper),
                    _ => {}
                }
            }
            seen.push(key);
        }
        for slot in [&mut keys.id, &mut keys.url, &mut keys.html, &mut keys.text] {
            *slot = slot.filter(|value| value.get() != "null");
        }
        Ok(keys)
    }
}

/// A key, copied only if it must be.
#[derive(Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// What is left of a name behind a key; nothing when the key is the name.
fn leads_to<'n>(name: &'n str, key: &str) -> Option<&'n str> {
    let rest = name.strip_prefix(key)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.').filter(|rest| !rest.is_empty()) }
}

/// A value deeper in an object. Names are short, so it does not go far.
fn within<'a>(value: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    let fields: HashMap<Cow<str>, &RawValue> = serde_json::from_str(value.get()).ok()?;
    fields.get(name).copied().or_else(|| {
        let (key, deeper) = name.split_once('.')?;
        within(fields.get(key)?, deeper)
    })
}

/// Reads a line. Invalid UTF-8 becomes replacement characters, as in a page.
pub(super) fn parse(line: &[u8], names: &Names) -> Result<Record, Refused> {
    let plain = std::str::from_utf8(line).ok().filter(|_| names.are_flat());
    if let Some(values) = plain.and_then(|line| quick::read(line, names)) {
        return record(values.id, names, || Ok(values));
    }
    let line = String::from_utf8_lossy(line);
    let keys = keys(&line, names).map_err(|complaint| (None, complaint.into()))?;
    record(keys.id, names, || keys.values(names))
}

fn record<'a>(
    id: Option<&RawValue>,
    names: &Names,
    values: impl FnOnce() -> Result<Values<'a>, Complaint>,
) -> Result<Record, Refused> {
    let id = id.map(harmless).transpose().map_err(|complaint| (None, complaint.into()))?;
    match values().and_then(|values| page(id.as_deref(), values, names)) {
        Ok((page, options)) => Ok(Record { id, page, options }),
        Err(complaint) => Err((id, complaint.into())),
    }
}

/// The id of a line of which nothing else is to be known.
pub(super) fn id(line: &[u8], names: &Names) -> Option<Box<RawValue>> {
    let line = String::from_utf8_lossy(line);
    harmless(keys(&line, names).ok()?.id?).ok()
}

fn keys<'a>(line: &'a str, names: &Names) -> Result<Keys<'a>, Complaint> {
    // A list in the order of the keys would pass for an object.
    if line.starts_with('[') {
        return Err(Complaint::new("not-a-record", "the line is not an object"));
    }
    let mut json = serde_json::Deserializer::from_str(line);
    let keys = Finder(names).deserialize(&mut json).and_then(|keys| json.end().map(|()| keys));
    keys.map_err(|error| match error.classify() {
        Category::Data => Complaint::new("not-a-record", error.to_string()),
        Category::Syntax | Category::Eof | Category::Io => Complaint::new("not-json", error.to_string()),
    })
}

fn page(id: Option<&RawValue>, values: Values<'_>, names: &Names) -> Result<(Page, Options), Complaint> {
    let (bytes, input, kind) = match (values.html, values.text) {
        (Some(html), _) => (html, Input::Html, "text/html; charset=utf-8"),
        (None, Some(text)) => (text, Input::Text, "text/plain; charset=utf-8"),
        (None, None) => {
            return Err(Complaint::new("not-a-record", names.neither()));
        }
    };
    let url = values.url.map(|url| String::from_utf8_lossy(&url).into_owned());
    let mut page = Page::new(source(id, url), bytes);
    // The text of a line is UTF-8, whatever the page says of itself.
    page.content_type = Some(kind.to_owned());
    Ok((page, Options::of(input)))
}

/// The id of what is in a file: in an archive a text, in a table JSON already.
pub(super) fn own_id(id: Option<&str>, src: Option<&Src>) -> Option<Box<RawValue>> {
    let id = match src.map(|src| src.place) {
        Some(Place::Row(_)) => RawValue::from_string(id?.to_owned()),
        Some(Place::Offset(_)) | None => serde_json::value::to_raw_value(id?),
    };
    harmless(&id.ok()?).ok()
}

/// A row of a table: what it is was found out with its columns.
pub(super) fn row(held: &Held) -> Record {
    let Held { head, block } = held;
    let id = own_id(head.id.as_deref(), Some(&head.src));
    let is_text = head.media.as_deref().is_some_and(|media| media.starts_with("text/plain"));
    let mut page = Page::new(source(id.as_deref(), head.url.clone()), block.clone());
    page.content_type.clone_from(&head.media);
    Record { id, page, options: Options::of(if is_text { Input::Text } else { Input::Html }) }
}

/// Where the document is from: its address, or else its id.
fn source(id: Option<&RawValue>, url: Option<String>) -> Source {
    let parsed = url.as_deref().and_then(|url| Url::parse(url).ok());
    match (parsed, url) {
        (Some(url), _) if matches!(url.scheme(), "http" | "https") => Source::Url(url),
        (_, Some(url)) => Source::Record(url),
        (_, None) => Source::Record(id.map(name).unwrap_or_default()),
    }
}

/// An id as a name: a string without its quotes, anything else as written.
fn name(id: &RawValue) -> String {
    serde_json::from_str::<String>(id.get()).unwrap_or_else(|_| id.get().to_owned())
}

/// An id as it was written, but with what a terminal would obey written as `\u....`, which
/// means the same.
fn harmless(id: &RawValue) -> Result<Box<RawValue>, Complaint> {
    if depth(id.get()) > DEEPEST {
        return Err(Complaint::new("not-a-record", "the id is nested too deeply"));
    }
    let mut plain = String::with_capacity(id.get().len());
    for c in id.get().chars() {
        match c {
            '\t' | '\r' | '\n' => plain.push(' '),
            _ if is_clean(c) => plain.push(c),
            _ => plain.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    RawValue::from_string(plain).map_err(|error| Complaint::new("not-json", error.to_string()))
}

fn is_clean(c: char) -> bool {
    let mut room = [0; 4];
    let raw = c.encode_utf8(&mut room);
    Clean::text(raw) == *raw
}

/// How deep brackets are nested, at most. Brackets in strings count too: an id that has a
/// hundred of them is none that anybody needs.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in json.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The bytes of a string; none when it is missing or null.
fn string(key: &str, value: Option<&RawValue>) -> Result<Option<Vec<u8>>, Complaint> {
    let Some(value) = value.filter(|value| value.get() != "null") else { return Ok(None) };
    if !value.get().starts_with('"') {
        return Err(Complaint::new("not-a-record", format!("{key:?} is not a string")));
    }
    let text: Text = serde_json::from_str(value.get())
        .map_err(|error| Complaint::new("not-json", format!("{key:?}: {error}")))?;
    Ok(Some(text.0))
}

/// A string that may hold lone surrogates, as other languages write them: it is read as
/// bytes, and what is no UTF-8 in them is the decoder's to mend.
struct Text(Vec<u8>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Text, E> {
        Ok(Text(bytes.to_vec()))
    }
}
