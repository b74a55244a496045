//! The body of an answer as it was before the server packed it.
//!
//! One packing only. What is said to be packed and is not is passed on as it is: servers lie
//! about that more often than they pack twice.

use std::io::{self, BufReader, Chain, Cursor, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use zstd::stream::read::Decoder as Zstd;

/// What we say that we can unpack.
pub const ACCEPTED: &str = "gzip, br, zstd";

/// A zstd frame says itself how much memory it wants; eight megabytes are what the web allows.
const ZSTD_WINDOW_LOG: u32 = 23;
/// What brotli reads at once.
const BUFFER: usize = 16 << 10;

/// Packed more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedTwice;

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// By gzip.
    Gzip,
    /// By deflate, in its zlib dress or bare.
    Deflate,
    /// By brotli.
    Brotli,
    /// By zstd.
    Zstd,
}

impl Packing {
    /// What `Content-Encoding` says. A name that nobody knows packs nothing: `utf-8` stands there too.
    pub fn named(said: Option<&str>) -> Result<Self, PackedTwice> {
        let said = said.unwrap_or_default();
        let mut known = said.split(',').map(Self::one).filter(|packing| *packing != Self::Plain);
        match (known.next(), known.next()) {
            (_, Some(_)) => Err(PackedTwice),
            (packing, None) => Ok(packing.unwrap_or(Self::Plain)),
        }
    }

    fn one(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => Self::Gzip,
            "deflate" => Self::Deflate,
            "br" => Self::Brotli,
            "zstd" => Self::Zstd,
            _ => Self::Plain,
        }
    }
}

/// A body with its first bytes seen and put back.
type Seen<R> = Chain<Cursor<Vec<u8>>, R>;

/// A body that unpacks itself while it is read.
pub struct Unpacked<R: Read>(By<R>);

enum By<R: Read> {
    Plain(Seen<R>),
    Gzip(Box<MultiGzDecoder<Seen<R>>>),
    Zlib(Box<ZlibDecoder<Seen<R>>>),
    Deflate(Box<DeflateDecoder<Seen<R>>>),
    Brotli(Box<Decompressor<Seen<R>>>),
    Zstd(Box<Zstd<'static, BufReader<Seen<R>>>>),
}

impl<R: Read> Unpacked<R> {
    /// Looks at the first bytes: what is not packed as it is said to be is passed on.
    pub fn new(mut from: R, packing: Packing) -> io::Result<Self> {
        let mut first = Vec::new();
        if packing != Packing::Plain {
            from.by_ref().take(4).read_to_end(&mut first)?;
        }
        let begins = |magic: &[u8]| first.starts_with(magic);
        let is_gzip = begins(b"\x1F\x8B");
        let is_zstd = begins(b"\x28\xB5\x2F\xFD") || first.get(1..4) == Some(b"\x2A\x4D\x18");
        let is_zlib = zlib_begins(&first);
        let seen = Cursor::new(first).chain(from);
        Ok(Self(match packing {
            Packing::Gzip if is_gzip => By::Gzip(Box::new(MultiGzDecoder::new(seen))),
            Packing::Deflate if is_zlib => By::Zlib(Box::new(ZlibDecoder::new(seen))),
            Packing::Deflate => By::Deflate(Box::new(DeflateDecoder::new(seen))),
            Packing::Brotli => By::Brotli(Box::new(Decompressor::new(seen, BUFFER))),
            Packing::Zstd if is_zstd => {
                let mut zstd = Zstd::new(seen)?;
                zstd.window_log_max(ZSTD_WINDOW_LOG)?;
                By::Zstd(Box::new(zstd))
            }
            Packing::Plain | Packing::Gzip | Packing::Zstd => By::Plain(seen),
        }))
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            By::Plain(from) => from.read(into),
            By::Gzip(from) => from.read(into),
            By::Zlib(from) => from.read(into),
            By::Deflate(from) => from.read(into),
            By::Brotli(from) => from.read(into),
            By::Zstd(from) => from.read(into),
        }
    }
}

/// Whether deflate comes in its zlib dress, as it should; many servers send it bare.
fn zlib_begins(first: &[u8]) -> bool {
    match first {
        [method, flags, ..] => {
            method & 0x0F == 8 && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;

    fn unpacked(bytes: &[u8], packing: Packing) -> io::Result<String> {
        let mut text = String::new();
        Unpacked::new(bytes, packing)?.read_to_string(&mut text).map(|_| text)
    }

    fn packed(mut by: impl Read) -> Vec<u8> {
        let mut bytes = Vec::new();
        by.read_to_end(&mut bytes).unwrap();
        bytes
    }

    const TEXT: &[u8] = b"The mill wheel turned twice and stopped. The miller swore.";

    #[test]
    fn every_packing_is_undone() {
        let level = Compression::default();
        let gzip = packed(flate2::read::GzEncoder::new(TEXT, level));
        let zlib = packed(flate2::read::ZlibEncoder::new(TEXT, level));
        let deflate = packed(flate2::read::DeflateEncoder::new(TEXT, level));
        let zstd = zstd::encode_all(TEXT, 3).unwrap();
        // A brotli stream that holds its text unpacked.
        let brotli = b"\x0b\x02\x80hello\x03".to_vec();
        for (bytes, packing) in [
            (gzip, Packing::Gzip),
            (zlib, Packing::Deflate),
            (deflate, Packing::Deflate),
            (zstd, Packing::Zstd),
            (TEXT.to_vec(), Packing::Plain),
        ] {
            assert_eq!(unpacked(&bytes, packing).unwrap().as_bytes(), TEXT, "{packing:?}");
        }
        assert_eq!(unpacked(&brotli, Packing::Brotli).unwrap(), "hello");
    }

    #[test]
    fn what_is_not_packed_is_passed_on() {
        for packing in [Packing::Gzip, Packing::Zstd] {
            assert_eq!(unpacked(TEXT, packing).unwrap().as_bytes(), TEXT);
            assert_eq!(unpacked(b"", packing).unwrap(), "");
        }
        assert!(unpacked(TEXT, Packing::Brotli).is_err());
    }

    #[test]
    fn a_zstd_frame_cannot_ask_for_much_memory() {
        let mut packer = zstd::stream::read::Encoder::new(TEXT, 3).unwrap();
        packer.window_log(27).unwrap();
        // Without a known size the frame states its window, 128 megabytes.
        assert!(unpacked(&packed(packer), Packing::Zstd).is_err());
    }

    #[test]
    fn packings_are_known_by_name_and_one_is_enough() {
        assert_eq!(Packing::named(Some(" X-GZIP ")).unwrap(), Packing::Gzip);
        assert_eq!(Packing::named(Some("identity, br")).unwrap(), Packing::Brotli);
        for plain in [None, Some(""), Some("utf-8"), Some("identity")] {
            assert_eq!(Packing::named(plain).unwrap(), Packing::Plain);
        }
        assert!(Packing::named(Some("gzip, gzip")).is_err());
    }
}
