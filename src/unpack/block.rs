//! Blocks of which it is said how long they will be, as the pages of Parquet: never a byte more is made of
//! them than that.

use std::io::Read;

use flate2::Crc;

use super::body::{Packing, Unpacked};

/// How a block is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// Not at all.
    Plain,
    /// Snappy.
    Snappy,
    /// Gzip.
    Gzip,
    /// Brotli.
    Brotli,
    /// LZ4, in blocks with their lengths before them, as Hadoop does; some write it bare.
    Lz4Hadoop,
    /// Zstd.
    Zstd,
    /// LZ4.
    Lz4,
}

impl Codec {
    /// By its number in Parquet.
    #[must_use]
    pub fn numbered(number: i64) -> Option<Self> {
        Some(match number {
            0 => Self::Plain,
            1 => Self::Snappy,
            2 => Self::Gzip,
            4 => Self::Brotli,
            5 => Self::Lz4Hadoop,
            6 => Self::Zstd,
            7 => Self::Lz4,
            _ => return None,
        })
    }
}

/// A block as it was before; none when that is not of the length it should have.
#[must_use]
pub fn block(packed: &[u8], codec: Codec, length: usize) -> Option<Vec<u8>> {
    // Untouched, it takes no memory.
    let room = || vec![0; length];
    let bytes = match codec {
        Codec::Plain => packed.to_vec(),
        Codec::Gzip => stream(packed, Packing::Gzip, length)?,
        Codec::Brotli => stream(packed, Packing::Brotli, length)?,
        Codec::Snappy => {
            let mut bytes = room();
            let made = snap::raw::Decoder::new().decompress(packed, &mut bytes).ok()?;
            bytes.truncate(made);
            bytes
        }
        Codec::Zstd => {
            let mut bytes = room();
            let made = zstd::bulk::Decompressor::new().ok()?.decompress_to_buffer(packed, &mut bytes).ok()?;
            bytes.truncate(made);
            bytes
        }
        Codec::Lz4 => lz4(packed, room())?,
        Codec::Lz4Hadoop => in_blocks(packed, length).or_else(|| lz4(packed, room()))?,
    };
    (bytes.len() == length).then_some(bytes)
}

fn stream(packed: &[u8], packing: Packing, length: usize) -> Option<Vec<u8>> {
    let most = u64::try_from(length).ok()?.checked_add(1)?;
    let mut bytes = Vec::new();
    Unpacked::new(packed, packing).ok()?.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn lz4(packed: &[u8], mut room: Vec<u8>) -> Option<Vec<u8>> {
    let made = lz4_flex::block::decompress_into(packed, &mut room).ok()?;
    room.truncate(made);
    Some(room)
}

/// Blocks, each with how long it will be and how long it is before it.
fn in_blocks(mut packed: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while !packed.is_empty() {
        let (lengths, rest) = packed.split_at_checked(8)?;
        let (made, taken) = lengths.split_at_checked(4)?;
        let number = |bytes: &[u8]| usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok();
        let (made, taken) = (number(made)?, number(taken)?);
        let (block, rest) = rest.split_at_checked(taken)?;
        if made > length - bytes.len() {
            return None;
        }
        let block = lz4(block, vec![0; made]).filter(|block| block.len() == made)?;
        bytes.extend_from_slice(&block);
        packed = rest;
    }
    Some(bytes)
}

/// The sum that such blocks are checked by (CRC-32, as in gzip).
#[must_use]
pub fn checksum(parts: &[&[u8]]) -> u32 {
    let mut sum = Crc::new();
    for part in parts {
        sum.update(part);
    }
    sum.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn every_codec_is_undone_and_none_makes_more_than_was_said() {
        let text = "the ferry left the pier at nine ".repeat(200).into_bytes();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(&text).unwrap();
        let bare = lz4_flex::block::compress(&text);
        let mut framed = Vec::new();
        for number in [text.len(), bare.len()] {
            framed.extend_from_slice(&u32::try_from(number).unwrap().to_be_bytes());
        }
        framed.extend_from_slice(&bare);
        let all = [
            (Codec::Plain, text.clone()),
            (Codec::Snappy, snap::raw::Encoder::new().compress_vec(&text).unwrap()),
            (Codec::Gzip, gzip.finish().unwrap()),
            (Codec::Zstd, zstd::bulk::compress(&text, 3).unwrap()),
            (Codec::Lz4, bare.clone()),
            (Codec::Lz4Hadoop, framed),
            (Codec::Lz4Hadoop, bare),
        ];
        for (codec, packed) in &all {
            assert_eq!(block(packed, *codec, text.len()).as_ref(), Some(&text), "{codec:?}");
            for length in [0, text.len() - 1, text.len() + 1] {
                assert_eq!(block(packed, *codec, length), None, "{codec:?} said to be {length} long");
            }
            assert_eq!(block(&packed[..packed.len() / 2], *codec, text.len()), None, "{codec:?} cut");
        }
        assert_eq!(checksum(&[b"12345", b"6789"]), 0xCBF4_3926);
    }
}
