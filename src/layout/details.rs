//! What is known about a reading, as a page of names and values.

use super::setting::flow::{Flow, Label};
use super::setting::setter::{Setter, Shape};
use super::{Bidi, Line, Role, Run, Typesetting};
use crate::model::{Clean, Reading, Source};
use crate::wrap::width;

/// Columns for the names.
const NAMES: usize = 14;

/// What is known about a reading.
#[must_use]
pub fn details(reading: &Reading, columns: usize, bidi: Bidi) -> Vec<Line> {
    let metadata = &reading.metadata;
    let known = |field: &Option<Clean>| field.as_ref().map(|text| text.folded().into_string());
    let rows = [
        ("Title", reading.title().map(Clean::into_string)),
        ("By", known(&metadata.byline)),
        ("Site", known(&metadata.site)),
        ("Section", known(&metadata.section)),
        ("Published", known(&metadata.published)),
        ("Changed", known(&metadata.modified)),
        ("Language", known(&metadata.language)),
        ("Summary", known(&metadata.description)),
        ("Tags", Some(metadata.tags.iter().map(Clean::as_str).collect::<Vec<_>>().join(", "))),
        ("Address", known(&metadata.url)),
        ("Picture", known(&metadata.image)),
        ("Read from", Some(read_from(&reading.source))),
        ("Kind of page", Some(reading.class.name().replace('-', " "))),
        ("Words", Some(reading.words().to_string())),
        ("Videos", Some(reading.sidebar.videos.len().to_string())),
        ("Links", Some(reading.sidebar.links.len().to_string())),
        ("Removed", Some(reading.ledger.len().to_string())),
    ];
    let mut setter = Setter::new(columns, Typesetting { bidi, ..Typesetting::default() });
    for (name, value) in rows {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            set(&mut setter, name, &value);
        }
    }
    setter.lines
}

fn read_from(source: &Source) -> String {
    match source {
        Source::Stdin => "standard input".into(),
        source => Clean::field(&source.to_string()).into_string(),
    }
}

fn set(setter: &mut Setter, name: &str, value: &str) {
    let label = format!("{name}{}", " ".repeat(NAMES.saturating_sub(width(name))));
    if setter.width() < NAMES * 2 {
        let mut flow = Flow::plain(name, Role::Faint);
        flow.push_exact(&format!(": {value}"), Label::of(Role::Body));
        setter.set(flow, None, Shape::full(super::setting::setter::Breaking::Words));
    } else {
        setter.set(
            Flow::plain(value, Role::Body),
            None,
            Shape::hanging(vec![Run::label(label, Role::Faint)]),
        );
    }
}
