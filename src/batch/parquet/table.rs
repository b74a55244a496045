//! Answers as a table: a row for a line, a column for each key that is a text or a number, a column of JSON
//! for each that is more. Nothing of a line is left out: what has no column is in the last, `more`. The
//! same lines are the same bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{ColumnPath, Type};
use serde_json::value::RawValue;

/// Rows are written together when they hold so many bytes, or are so many.
const GROUP: (usize, usize) = (32 << 20, 65_536);
/// Rows after which it is asked whether a page is full.
const ROWS_AT_ONCE: usize = 64;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    /// One of a few texts.
    Word,
    Number,
    /// How many there are in a list.
    Count,
    Json,
    /// All keys that have no column.
    Rest,
}

/// The columns: their names, what they hold, and where that is in a line.
const COLUMNS: &[(&str, Kind, &[&str])] = &[
    ("id", Kind::Text, &["id"]),
    ("url", Kind::Text, &["url"]),
    ("site", Kind::Word, &["site"]),
    ("title", Kind::Text, &["title"]),
    ("byline", Kind::Text, &["byline"]),
    ("published", Kind::Text, &["published"]),
    ("modified", Kind::Text, &["modified"]),
    ("language", Kind::Word, &["language"]),
    ("description", Kind::Text, &["description"]),
    ("image", Kind::Text, &["image"]),
    ("section", Kind::Word, &["section"]),
    ("class", Kind::Word, &["class"]),
    ("words", Kind::Number, &["words"]),
    ("text", Kind::Text, &["text"]),
    ("removed_count", Kind::Count, &["removed"]),
    ("tags", Kind::Json, &["tags"]),
    ("body", Kind::Json, &["body"]),
    ("sections", Kind::Json, &["sections"]),
    ("videos", Kind::Json, &["videos"]),
    ("links", Kind::Json, &["links"]),
    ("removed", Kind::Json, &["removed"]),
    ("error_kind", Kind::Word, &["error", "kind"]),
    ("error_message", Kind::Text, &["error", "message"]),
    ("skip", Kind::Word, &["skip", "code"]),
    ("source", Kind::Text, &["source"]),
    ("src_file", Kind::Word, &["src", "file"]),
    ("src_offset", Kind::Number, &["src", "offset"]),
    ("src_row", Kind::Number, &["src", "row"]),
    ("schema", Kind::Word, &["schema"]),
    ("more", Kind::Rest, &[]),
];

/// The keys of an object, as they were written.
type Keys<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// The values of a column that are not yet written. What is missing has a level of nought.
#[derive(Debug, Default)]
struct Held {
    levels: Vec<i16>,
    texts: Vec<ByteArray>,
    numbers: Vec<i64>,
}

/// A table in the making.
pub(in crate::batch) struct Table<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    held: Vec<Held>,
    rows: usize,
    bytes: usize,
}

impl<W: Write + Send> Table<W> {
    pub(in crate::batch) fn new(to: W) -> io::Result<Self> {
        let writer =
            schema().and_then(|schema| SerializedFileWriter::new(to, schema, Arc::new(properties())));
        let held = COLUMNS.iter().map(|_| Held::default()).collect();
        Ok(Self { writer: writer.map_err(failed)?, held, rows: 0, bytes: 0 })
    }

    /// Adds a line.
    pub(in crate::batch) fn line(&mut self, line: &str) -> io::Result<()> {
        let keys: Keys = serde_json::from_str(line)?;
        for (held, (_, kind, path)) in self.held.iter_mut().zip(COLUMNS) {
            let value = match kind {
                Kind::Rest => rest(&keys),
                Kind::Number => value(&keys, path).map(|value| value.get().to_owned()),
                Kind::Json => value(&keys, path).map(|value| value.get().to_owned()),
                Kind::Count => value(&keys, path).map(count).transpose()?,
                Kind::Text | Kind::Word => value(&keys, path).map(text).transpose()?,
            };
            held.levels.push(i16::from(value.is_some()));
            let Some(value) = value else { continue };
            self.bytes += value.len();
            if kind.is_number() {
                held.numbers.push(value.parse().map_err(io::Error::other)?);
            } else {
                held.texts.push(value.into_bytes().into());
            }
        }
        self.rows += 1;
        if self.bytes >= GROUP.0 || self.rows >= GROUP.1 { self.write() } else { Ok(()) }
    }

    /// Ends it.
    pub(in crate::batch) fn finish(mut self) -> io::Result<W> {
        self.write()?;
        self.writer.into_inner().map_err(failed)
    }

    /// Writes what is held as rows that can be read by themselves.
    fn write(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group().map_err(failed)?;
        for (held, (_, kind, _)) in self.held.iter_mut().zip(COLUMNS) {
            let Some(column) = group.next_column().map_err(failed)? else { break };
            std::mem::take(held).write(column, *kind).map_err(failed)?;
        }
        group.close().map_err(failed)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl Held {
    fn write(self, mut column: SerializedColumnWriter<'_>, kind: Kind) -> Result<(), ParquetError> {
        let Self { levels, texts, numbers } = self;
        if kind.is_number() {
            column.typed::<Int64Type>().write_batch(&numbers, Some(&levels), None)?;
        } else {
            column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None)?;
        }
        column.close()
    }
}

impl Kind {
    fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Count)
    }
}

/// What is at a place in a line, unless it is nothing.
fn value<'a>(keys: &Keys<'a>, path: &[&str]) -> Option<&'a RawValue> {
    let (first, deeper) = path.split_first()?;
    let found = keys.get(*first).copied().filter(|value| value.get() != "null")?;
    if deeper.is_empty() {
        return Some(found);
    }
    let within: Keys = serde_json::from_str(found.get()).ok()?;
    value(&within, deeper)
}

/// A text without its quotes; what is none, as it was written.
fn text(value: &RawValue) -> io::Result<String> {
    if value.get().starts_with('"') {
        Ok(serde_json::from_str(value.get())?)
    } else {
        Ok(value.get().to_owned())
    }
}

fn count(list: &RawValue) -> io::Result<String> {
    let list: Vec<&RawValue> = serde_json::from_str(list.get())?;
    Ok(list.len().to_string())
}

/// The keys that have no column, if there are any.
fn rest(keys: &Keys) -> Option<String> {
    let has_column = |key: &str| COLUMNS.iter().any(|(_, _, path)| path.first() == Some(&key));
    let rest: Keys =
        keys.iter().filter(|(key, _)| !has_column(key)).map(|(key, value)| (key.clone(), *value)).collect();
    if rest.is_empty() { None } else { serde_json::to_string(&rest).ok() }
}

fn schema() -> Result<Arc<Type>, ParquetError> {
    let columns = COLUMNS.iter().map(|(name, kind, _)| {
        let (physical, logical) = match kind {
            Kind::Number | Kind::Count => (Physical::INT64, None),
            Kind::Text | Kind::Word => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Json | Kind::Rest => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
        };
        let column = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        column.with_logical_type(logical).build().map(Arc::new)
    });
    let columns = columns.collect::<Result<_, _>>()?;
    Type::group_type_builder("newsprint").with_fields(columns).build().map(Arc::new)
}

/// Lists of the values are for words; the least and the greatest are for what is short.
fn properties() -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by(concat!("newsprint ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_write_batch_size(ROWS_AT_ONCE)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_dictionary_enabled(false);
    for (name, kind, _) in COLUMNS {
        let column = ColumnPath::from(*name);
        if *kind == Kind::Word {
            properties = properties.set_column_dictionary_enabled(column.clone(), true);
        }
        if matches!(kind, Kind::Json | Kind::Rest) || *name == "text" {
            properties = properties.set_column_statistics_enabled(column, EnabledStatistics::None);
        }
    }
    properties.build()
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}
