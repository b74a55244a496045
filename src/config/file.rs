//! A TOML file as names, values and lines, with every mistake collected. Knows no meanings.

use toml::de::{DeInteger, DeTable, DeValue};

use super::Mistake;

/// A table of a file.
pub(super) type Table = Vec<Entry>;

/// A name and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) value: Value,
}

/// A value, as far as our files have any.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Flag(bool),
    Whole(i64),
    List(Vec<Value>),
    Table(Table),
    Other(&'static str),
}

impl Value {
    /// What it is, for a message.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Flag(_) => "true or false",
            Self::Whole(_) => "a number",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(kind) => kind,
        }
    }
}

/// Reads a file. What stands after a mistake in the grammar is read too, as far as it goes.
pub(super) fn read(text: &str, mistakes: &mut Vec<Mistake>) -> Table {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        mistakes.push(Mistake { line: line(text, at), what: error.message().to_owned(), hint: None });
    }
    table(text, document.get_ref())
}

fn table(text: &str, table: &DeTable<'_>) -> Table {
    let entry =
        |(name, value): (&toml::Spanned<toml::de::DeString<'_>>, &toml::Spanned<DeValue<'_>>)| Entry {
            name: name.get_ref().to_string(),
            line: line(text, name.span().start),
            value: self::value(text, value.get_ref()),
        };
    table.iter().map(entry).collect()
}

fn value(text: &str, found: &DeValue<'_>) -> Value {
    match found {
        DeValue::String(string) => Value::Text(string.to_string()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Array(list) => Value::List(list.iter().map(|item| value(text, item.get_ref())).collect()),
        DeValue::Table(inner) => Value::Table(table(text, inner)),
        DeValue::Integer(number) => whole(number),
        DeValue::Float(_) => Value::Other("a fraction"),
        DeValue::Datetime(_) => Value::Other("a date"),
    }
}

/// A number of our files is small; one that does not fit is no number to us.
fn whole(number: &DeInteger<'_>) -> Value {
    let read = i64::from_str_radix(number.as_str(), number.radix());
    read.map_or(Value::Other("a number out of all measure"), Value::Whole)
}

fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// Collects what is wrong.
pub(super) fn complain(
    mistakes: &mut Vec<Mistake>,
    line: usize,
    what: impl Into<String>,
    hint: Option<String>,
) {
    mistakes.push(Mistake { line, what: what.into(), hint });
}
