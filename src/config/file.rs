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
    let lines = Lines::of(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let line = lines.line(at);
        // One a line is enough: the others follow from it.
        if mistakes.last().is_none_or(|last| last.line != line) {
            complain(mistakes, line, error.message(), None);
        }
    }
    table(&lines, document.get_ref(), 0)
}

/// Where the lines of a text begin, so that thousands of names find theirs at once.
struct Lines {
    breaks: Vec<usize>,
}

impl Lines {
    fn of(text: &str) -> Self {
        Self {
            breaks: text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect(),
        }
    }

    /// The line of a byte, counted from 1.
    fn line(&self, at: usize) -> usize {
        1 + self.breaks.partition_point(|end| *end < at)
    }
}

/// No file of ours nests deeper.
const DEEPEST: usize = 8;

/// The entries in the order of the file.
fn table(lines: &Lines, table: &DeTable<'_>, depth: usize) -> Table {
    let entry =
        |(name, value): (&toml::Spanned<toml::de::DeString<'_>>, &toml::Spanned<DeValue<'_>>)| Entry {
            name: name.get_ref().to_string(),
            line: lines.line(name.span().start),
            value: self::value(lines, value.get_ref(), depth + 1),
        };
    let mut entries: Table = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.line);
    entries
}

fn value(lines: &Lines, found: &DeValue<'_>, depth: usize) -> Value {
    match found {
        DeValue::String(string) => Value::Text(string.to_string()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Array(_) | DeValue::Table(_) if depth > DEEPEST => Value::Other("something nested too deep"),
        DeValue::Array(list) => {
            Value::List(list.iter().map(|item| value(lines, item.get_ref(), depth + 1)).collect())
        }
        DeValue::Table(inner) => Value::Table(table(lines, inner, depth)),
        DeValue::Integer(number) => whole(number),
        DeValue::Float(_) => Value::Other("a fraction"),
        DeValue::Datetime(_) => Value::Other("a date"),
    }
}

/// A number of our files is small; one that does not fit is no number to us.
fn whole(number: &DeInteger<'_>) -> Value {
    let read = i64::from_str_radix(number.as_str(), number.radix());
    read.map_or(Value::Other("one so large"), Value::Whole)
}

/// Nobody reads on in a message of more letters.
const LETTERS: usize = 240;

/// Collects what is wrong. A message may quote the file, and be as long as that is.
pub(super) fn complain(
    mistakes: &mut Vec<Mistake>,
    line: usize,
    what: impl Into<String>,
    hint: Option<String>,
) {
    let mut what = what.into();
    if let Some((cut, _)) = what.char_indices().nth(LETTERS) {
        what.truncate(cut);
        what.push('…');
    }
    mistakes.push(Mistake { line, what, hint });
}
