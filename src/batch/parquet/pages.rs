//! The pages of a column, one after the other. What is said of each is checked before it is read, so
//! that a file can make us take no more memory than a page may.

use std::io;

use parquet::basic::Encoding;
use parquet::column::page::Page;

use super::delta;
use super::footer::Chunk;
use super::store::Store;
use super::thrift::{Kind, Thrift};
use crate::unpack::{Codec, block, checksum};

const DAMAGED: &str = "a page cannot be unpacked";

/// The largest page, packed and unpacked. The writers of others look at the size of a page once in a
/// thousand rows, and a thousand articles with all their markup are 200 megabytes and more.
const LARGEST: usize = 512 << 20;
/// A page that is longer than this and so many times what was packed was made to be so.
const SWOLLEN: (usize, usize) = (64 << 20, 1000);
/// What is read of a page to find out what it is, at first and at last.
const HEADER: [usize; 3] = [1 << 10, 64 << 10, 1 << 20];

/// What stands next in a column.
pub(super) enum Found {
    /// The values that others stand for.
    Dictionary(Page),
    /// So many rows.
    Rows(usize, Page),
    /// So many rows that cannot be read.
    Lost(usize, &'static str),
    /// Something that cannot be read, and where anything else is, is not known.
    Broken(&'static str),
    /// Nothing any more.
    End,
}

/// The pages of a column.
#[derive(Debug)]
pub(super) struct Pages {
    at: u64,
    end: u64,
    codec: Option<Codec>,
    /// The length of a value, as far as it is known.
    width: usize,
    is_optional: bool,
    has_dictionary: bool,
}

/// What a page says of itself.
#[derive(Debug, Default)]
struct Header {
    kind: i64,
    length: usize,
    packed: usize,
    sum: Option<u32>,
    values: usize,
    encoding: i64,
    /// Of the definition levels, in the first form.
    levels: i64,
    /// In the second form: empty ones, the length of the levels, and whether the rest is packed.
    nulls: usize,
    before: [usize; 2],
    is_plain: bool,
}

impl Pages {
    /// The pages of a column. A width of four is that of numbers, and of the least text.
    pub(super) fn new(chunk: Chunk, width: usize, is_optional: bool) -> Self {
        let end = chunk.start.saturating_add(chunk.length);
        let codec = Codec::numbered(chunk.codec);
        Self { at: chunk.start, end, codec, width, is_optional, has_dictionary: false }
    }

    /// The next page, which has no more rows than are left.
    pub(super) fn next(&mut self, store: &mut Store, rows: usize) -> io::Result<Found> {
        loop {
            if self.at >= self.end {
                return Ok(Found::End);
            }
            let Some((header, length)) = self.header(store)? else {
                return Ok(Found::Broken("what a page says of itself cannot be read"));
            };
            let start = self.at + length as u64;
            let end = start + header.packed as u64;
            if end > self.end || end > store.size {
                return Ok(Found::Broken("a page goes on behind the end of its column"));
            }
            self.at = end;
            let is_data = matches!(header.kind, 0 | 3);
            if is_data && header.values > rows {
                return Ok(Found::Broken("a page has more rows than there are"));
            }
            match self.page(store, &header, start)? {
                Ok(Some(page)) if is_data => return Ok(Found::Rows(header.values, page)),
                Ok(Some(page)) => {
                    self.has_dictionary = true;
                    return Ok(Found::Dictionary(page));
                }
                Err(why) if is_data => return Ok(Found::Lost(header.values, why)),
                // What needs it is lost, and says so; what does not is not.
                Ok(None) | Err(_) => {}
            }
        }
    }

    fn header(&self, store: &mut Store) -> io::Result<Option<(Header, usize)>> {
        let left = usize::try_from(self.end.min(store.size).saturating_sub(self.at)).unwrap_or(usize::MAX);
        for most in HEADER {
            let bytes = store.read(self.at, most.min(left))?;
            let mut thrift = Thrift::new(&bytes);
            if let Some(header) = header(&mut thrift) {
                return Ok(Some((header, thrift.at())));
            }
            if left <= most {
                break;
            }
        }
        Ok(None)
    }

    /// A page, unpacked; none when it is of a kind that is not needed.
    fn page(
        &self,
        store: &mut Store,
        header: &Header,
        start: u64,
    ) -> io::Result<Result<Option<Page>, &'static str>> {
        if !matches!(header.kind, 0 | 2 | 3) {
            return Ok(Ok(None));
        }
        if header.length > LARGEST || header.packed > LARGEST {
            return Ok(Err("a page is larger than 512 MB"));
        }
        if header.length > SWOLLEN.0.max(header.packed.saturating_mul(SWOLLEN.1)) {
            return Ok(Err("a page grows beyond all bounds when it is unpacked"));
        }
        let packed = store.read(start, header.packed)?;
        if packed.len() < header.packed {
            return Ok(Err("the file ends in a page"));
        }
        if header.sum.is_some_and(|sum| sum != checksum(&[&packed])) {
            return Ok(Err("a page does not have the sum that it should have"));
        }
        Ok(self.unpacked(header, &packed).map(Some))
    }

    fn unpacked(&self, header: &Header, packed: &[u8]) -> Result<Page, &'static str> {
        let codec = self.codec.ok_or("its packing is not known")?;
        let encoding = encoding(header.encoding).ok_or("how a page is written is not known")?;
        let values = u32::try_from(header.values).map_err(|_| DAMAGED)?;
        match header.kind {
            2 => {
                let bytes = block(packed, codec, header.length).ok_or(DAMAGED)?;
                if header.values > bytes.len() / self.width.max(1) {
                    return Err("a page has fewer values than it says");
                }
                let buf = bytes.into();
                Ok(Page::DictionaryPage { buf, num_values: values, encoding, is_sorted: false })
            }
            0 => {
                let bytes = block(packed, codec, header.length).ok_or(DAMAGED)?;
                let levels = self.levels(header, &bytes).ok_or("the levels of a page cannot be read")?;
                self.check(encoding, bytes.get(levels..).unwrap_or_default(), header.values)?;
                Ok(Page::DataPage {
                    buf: bytes.into(),
                    num_values: values,
                    encoding,
                    def_level_encoding: self::encoding(header.levels).ok_or(DAMAGED)?,
                    rep_level_encoding: Encoding::RLE,
                    statistics: None,
                })
            }
            _ => self.second(header, packed, codec, encoding),
        }
    }

    /// A page of the second form: its levels stand before what is packed.
    fn second(
        &self,
        header: &Header,
        packed: &[u8],
        codec: Codec,
        encoding: Encoding,
    ) -> Result<Page, &'static str> {
        let [repeated, levels] = header.before;
        let before = repeated.checked_add(levels).filter(|before| *before <= header.length);
        let before = before.ok_or(DAMAGED)?;
        let (first, rest) = packed.split_at_checked(before).ok_or(DAMAGED)?;
        let codec = if header.is_plain { Codec::Plain } else { codec };
        let length = header.length - before;
        // Where nothing is but what is empty, some write not even the packing of nothing.
        let rest = if rest.is_empty() && length == 0 { Some(Vec::new()) } else { block(rest, codec, length) };
        let rest = rest.ok_or(DAMAGED)?;
        self.check(encoding, &rest, header.values)?;
        let part = |number| u32::try_from(number).map_err(|_| DAMAGED);
        let values = part(header.values)?;
        Ok(Page::DataPageV2 {
            buf: [first, &rest].concat().into(),
            num_values: values,
            encoding,
            num_nulls: part(header.nulls.min(header.values))?,
            num_rows: values,
            def_levels_byte_len: part(levels)?,
            rep_levels_byte_len: part(repeated)?,
            is_compressed: false,
            statistics: None,
        })
    }

    /// How long the levels are that stand before the values, in the first form.
    fn levels(&self, header: &Header, bytes: &[u8]) -> Option<usize> {
        if !self.is_optional {
            return Some(0);
        }
        if header.levels != 3 {
            // The old way is to pack them as bits, and nobody writes differences behind that.
            return Some(bytes.len());
        }
        let length = u32::from_le_bytes(*bytes.first_chunk()?);
        usize::try_from(length).ok()?.checked_add(4).filter(|length| *length <= bytes.len())
    }

    /// Whether a page is one that can be given to the decoders.
    fn check(&self, encoding: Encoding, values: &[u8], count: usize) -> Result<(), &'static str> {
        let fits = match encoding {
            Encoding::RLE_DICTIONARY => {
                return if self.has_dictionary {
                    Ok(())
                } else {
                    Err("the dictionary of a page is not there")
                };
            }
            Encoding::DELTA_BINARY_PACKED | Encoding::DELTA_LENGTH_BYTE_ARRAY => delta::fits(values, count),
            Encoding::DELTA_BYTE_ARRAY => delta::both_fit(values, count),
            _ => true,
        };
        if fits { Ok(()) } else { Err("a page has more values than it says") }
    }
}

/// How values are written, by its number.
fn encoding(number: i64) -> Option<Encoding> {
    Some(match number {
        0 => Encoding::PLAIN,
        2 | 8 => Encoding::RLE_DICTIONARY,
        3 => Encoding::RLE,
        #[expect(deprecated, reason = "old files have it")]
        4 => Encoding::BIT_PACKED,
        5 => Encoding::DELTA_BINARY_PACKED,
        6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
        7 => Encoding::DELTA_BYTE_ARRAY,
        9 => Encoding::BYTE_STREAM_SPLIT,
        _ => return None,
    })
}

fn header(thrift: &mut Thrift) -> Option<Header> {
    let mut header = Header::default();
    let mut has = [false; 3];
    thrift.fields(|thrift, id, kind| {
        match (id, kind) {
            (1, Kind::Number) => header.kind = thrift.number()?,
            (2, Kind::Number) => header.length = thrift.count()?,
            (3, Kind::Number) => header.packed = thrift.count()?,
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "its bits are the sum"
            )]
            (4, Kind::Number) => header.sum = Some(thrift.number()? as u32),
            (5 | 7 | 8, Kind::Struct) => about(thrift, id, &mut header)?,
            _ => return Some(false),
        }
        if let Some(has) = usize::try_from(id - 1).ok().and_then(|at| has.get_mut(at)) {
            *has = true;
        }
        Some(true)
    })?;
    has.iter().all(|has| *has).then_some(header)
}

/// What is said of pages of one kind: 5 and 8 have rows, 7 is a dictionary.
fn about(thrift: &mut Thrift, of: i16, header: &mut Header) -> Option<()> {
    thrift.fields(|thrift, id, kind| {
        let slot = match (of, id, kind) {
            (_, 1, Kind::Number) => &mut header.values,
            (8, 2, Kind::Number) => &mut header.nulls,
            (8, 5, Kind::Number) => &mut header.before[1],
            (8, 6, Kind::Number) => &mut header.before[0],
            (8, 7, Kind::False) => {
                header.is_plain = true;
                return Some(true);
            }
            (5 | 7, 2, Kind::Number) | (8, 4, Kind::Number) => {
                header.encoding = thrift.number()?;
                return Some(true);
            }
            (5, 3, Kind::Number) => {
                header.levels = thrift.number()?;
                return Some(true);
            }
            _ => return Some(false),
        };
        *slot = thrift.count()?;
        Some(true)
    })
}
