//! The values of a column, row by row, read by the decoders of the `parquet` crate a page at a time. A page
//! that is damaged costs its rows; a decoder that panics is thrown away.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use parquet::basic::{Repetition, Type as Physical};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::Result as Decoded;
use parquet::schema::types::{ColumnDescriptor, ColumnPath, Type};

use super::footer::{Chunk, Leaf};
use super::pages::{Found, Pages};
use super::store::Store;

/// So many rows are decoded at once: each is held until it is asked for.
const AT_ONCE: usize = 16;

/// A damaged page has its dictionary read again for the next, which must not go on for ever.
const MOST_DAMAGED: usize = 64;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Null,
    Bytes(ByteArray),
    Number(i128),
}

/// The values of a column.
pub(super) struct Column {
    pages: Pages,
    decoder: Decoder,
    /// Rows that are still to come in all pages behind the present one.
    rows: usize,
    /// Rows of the present page that are not decoded.
    in_page: usize,
    ready: VecDeque<Cell>,
    /// Rows that cannot be read, and why.
    lost: (usize, &'static str),
    /// Pages that the decoder could not read.
    damaged: usize,
    /// How many rows are decoded at once.
    at_once: usize,
}

impl Column {
    /// A column of so many rows; none when its type is none that is read.
    pub(super) fn new(leaf: &Leaf, chunk: Chunk, rows: usize) -> Option<Self> {
        let (width, is_optional) = (if leaf.physical == 7 { leaf.length } else { 4 }, leaf.levels > 0);
        let pages = Pages::new(chunk, width, is_optional);
        let decoder = Decoder::new(leaf)?;
        let (ready, lost) = (VecDeque::new(), (0, ""));
        Some(Self { pages, decoder, rows, in_page: 0, ready, lost, damaged: 0, at_once: AT_ONCE })
    }

    /// The value of the next row, or why it cannot be read.
    pub(super) fn next(&mut self, store: &mut Store) -> io::Result<Result<Cell, &'static str>> {
        loop {
            if let Some(cell) = self.ready.pop_front() {
                return Ok(Ok(cell));
            }
            if let (1.., why) = self.lost {
                self.lost.0 -= 1;
                return Ok(Err(why));
            }
            if self.in_page > 0 {
                self.decode();
            } else if self.rows == 0 {
                return Ok(Err("there are no more rows"));
            } else {
                let found = self.pages.next(store, self.rows)?;
                self.take(found);
            }
        }
    }

    fn take(&mut self, found: Found) {
        match found {
            Found::Dictionary(page) => self.decoder.learn(page),
            Found::Rows(0, _) => {}
            Found::Rows(rows, page) => {
                self.rows -= rows;
                self.in_page = rows;
                // Here each value is a copy, and may be of all those before it.
                let grows = matches!(page.encoding(), parquet::basic::Encoding::DELTA_BYTE_ARRAY);
                self.at_once = if grows { 1 } else { AT_ONCE };
                self.decoder.hand(page);
            }
            Found::Lost(rows, why) => {
                self.rows -= rows;
                self.lost = (rows, why);
            }
            Found::Broken(why) => self.lose_all(why),
            Found::End => self.lose_all("a column ends before its last row"),
        }
    }

    fn lose_all(&mut self, why: &'static str) {
        self.lost = (self.rows, why);
        self.rows = 0;
    }

    fn decode(&mut self) {
        let count = self.in_page.min(self.at_once);
        if let Some(cells) = self.decoder.decode(count) {
            self.in_page -= count;
            self.ready.extend(cells);
            return;
        }
        let lost = std::mem::take(&mut self.in_page);
        self.damaged += 1;
        if self.damaged > MOST_DAMAGED {
            self.rows += lost;
            self.lose_all("too many pages are damaged");
        } else {
            self.lost = (lost, "a page is damaged");
        }
    }
}

/// Reads pages that it is handed.
struct Decoder {
    descriptor: Arc<ColumnDescriptor>,
    levels: i16,
    is_unsigned: bool,
    dictionary: Option<Page>,
    /// None after a page was damaged.
    at_work: Option<(Sender<Page>, ColumnReader)>,
}

impl Decoder {
    fn new(leaf: &Leaf) -> Option<Self> {
        let physical = match leaf.physical {
            1 => Physical::INT32,
            2 => Physical::INT64,
            6 => Physical::BYTE_ARRAY,
            7 => Physical::FIXED_LEN_BYTE_ARRAY,
            _ => return None,
        };
        let repetition = if leaf.levels > 0 { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let length = if leaf.physical == 7 { i32::try_from(leaf.length).ok()? } else { -1 };
        let kind = Type::primitive_type_builder("value", physical).with_repetition(repetition);
        let kind = Arc::new(kind.with_length(length).build().ok()?);
        let descriptor = Arc::new(ColumnDescriptor::new(kind, leaf.levels, 0, ColumnPath::from("value")));
        let (levels, is_unsigned) = (leaf.levels, leaf.is_unsigned);
        Some(Self { descriptor, levels, is_unsigned, dictionary: None, at_work: None })
    }

    fn learn(&mut self, page: Page) {
        // There is one in a column; the decoder would refuse another.
        self.at_work = None;
        self.dictionary = Some(page);
    }

    fn hand(&mut self, page: Page) {
        let (to, _) = self.at_work.get_or_insert_with(|| {
            let (to, from) = channel();
            if let Some(dictionary) = &self.dictionary {
                _ = to.send(dictionary.clone());
            }
            (to, get_column_reader(self.descriptor.clone(), Box::new(Handed(from))))
        });
        _ = to.send(page);
    }

    /// The values of so many rows of the page; none when it is damaged.
    fn decode(&mut self, rows: usize) -> Option<Vec<Cell>> {
        let (to, mut reader) = self.at_work.take()?;
        let (levels, is_unsigned) = (self.levels, self.is_unsigned);
        let cells = catch_unwind(AssertUnwindSafe(|| match &mut reader {
            ColumnReader::ByteArrayColumnReader(reader) => cells(reader, rows, levels, Cell::Bytes),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                cells(reader, rows, levels, |value| Cell::Bytes(value.into()))
            }
            ColumnReader::Int32ColumnReader(reader) => cells(reader, rows, levels, |value| {
                Cell::Number(if is_unsigned { value.cast_unsigned().into() } else { value.into() })
            }),
            ColumnReader::Int64ColumnReader(reader) => cells(reader, rows, levels, |value| {
                Cell::Number(if is_unsigned { value.cast_unsigned().into() } else { value.into() })
            }),
            _ => None,
        }));
        let cells = cells.ok().flatten()?;
        self.at_work = Some((to, reader));
        Some(cells)
    }
}

fn cells<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    levels: i16,
    cell: impl Fn(T::T) -> Cell,
) -> Option<Vec<Cell>> {
    let (mut present, mut values) = (Vec::new(), Vec::new());
    let (read, _, _) = reader.read_records(rows, Some(&mut present), None, &mut values).ok()?;
    if read != rows {
        return None;
    }
    let mut values = values.into_iter().map(cell);
    if levels == 0 {
        return Some(values.collect());
    }
    let cell = |level: &i16| if *level == levels { values.next() } else { Some(Cell::Null) };
    present.iter().map(cell).collect()
}

/// Pages that were handed over.
struct Handed(Receiver<Page>);

impl Iterator for Handed {
    type Item = Decoded<Page>;

    fn next(&mut self) -> Option<Decoded<Page>> {
        self.0.try_recv().ok().map(Ok)
    }
}

impl PageReader for Handed {
    fn get_next_page(&mut self) -> Decoded<Option<Page>> {
        Ok(self.0.try_recv().ok())
    }

    fn peek_next_page(&mut self) -> Decoded<Option<PageMetadata>> {
        Ok(None)
    }

    fn skip_next_page(&mut self) -> Decoded<()> {
        Ok(())
    }
}
