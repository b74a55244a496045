//! The routes that pack their answers, or say so.

use std::io::Read;

use flate2::Compression;
use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::Exchange;

/// What the packed answers hold.
pub const TEXT: &[u8] = b"<p>The ferry to the far bank leaves at noon and is back before the bells.</p>";

/// What the bombs hold: far more than anybody takes.
const BOMB: u64 = 64 << 20;

pub(super) fn answer(exchange: &mut Exchange<'_>) -> bool {
    let (name, bytes) = match exchange.path {
        "/bomb" | "/bomb-gzip" => ("gzip", gzip(std::io::repeat(b'x').take(BOMB))),
        "/bomb-zstd" => ("zstd", zstd::encode_all(std::io::repeat(b'x').take(BOMB), 3).unwrap()),
        "/bomb-br" => ("br", hex(BROTLI_BOMB)),
        "/bomb-bomb" => ("gzip", gzip(&*gzip(std::io::repeat(b'x').take(BOMB)))),
        "/gzip" => ("gzip", gzip(TEXT)),
        "/gzip-cut" => {
            let mut bytes = gzip(TEXT);
            bytes.truncate(bytes.len() - 12);
            ("gzip", bytes)
        }
        "/gzip-checksum" => {
            let mut bytes = gzip(TEXT);
            let at = bytes.len() - 6;
            bytes[at] ^= 0xFF;
            ("gzip", bytes)
        }
        "/gzip-not" => ("gzip", TEXT.to_vec()),
        "/gzip-gzip" => ("gzip, gzip", gzip(&*gzip(TEXT))),
        "/gzip-unsaid-gzip" => ("gzip", gzip(&*gzip(TEXT))),
        "/encodings-6" => ("gzip, br, gzip, zstd, deflate, gzip", gzip(TEXT)),
        "/deflate" => ("deflate", all(ZlibEncoder::new(TEXT, Compression::best()))),
        "/deflate-raw" => ("deflate", all(DeflateEncoder::new(TEXT, Compression::best()))),
        "/zstd" => ("zstd", zstd::encode_all(TEXT, 3).unwrap()),
        "/zstd-not" => ("zstd", TEXT.to_vec()),
        "/br" => ("br", hex(BROTLI)),
        "/br-not" => ("br", TEXT.to_vec()),
        "/encoding-unknown" => ("nonsense", TEXT.to_vec()),
        "/encoding-utf-8" => ("utf-8", TEXT.to_vec()),
        "/encoding-empty" => ("", TEXT.to_vec()),
        _ => return false,
    };
    exchange.send("200 OK", &format!("Content-Encoding: {name}\r\n"), &bytes);
    true
}

pub(super) fn gzip(from: impl Read) -> Vec<u8> {
    all(GzEncoder::new(from, Compression::best()))
}

/// Bytes written as pairs of digits. Brotli is made outside: no packer of it is a part of newsprint.
fn hex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// 64 megabytes of the letter x.
const BROTLI_BOMB: &str = "cbffff3ff825f0e2b14020f7fe8fffff7ff04b00c4611180eefd1fffffffe0970088c30200ddfb3f\
    feffffc12f0110870500baf77ffcffff835f02200e0b0074effff8ffff07bf04401c1600e8defff1ffff0f7e0980382c00d0bdff\
    cbffff3ffc1200715800a07bff07";

/// The text.
const BROTLI: &str = "1b4c00e88dc33826bcf978e964844a4f1e1f2add5caacb5561f220eeec9683430ed8bf80124c02cdb96e\
    70aafa923e5e65dfed4314ed8f151687dda46be18e34e8b1d2832b25d9fd3e0a";

fn all(mut from: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).unwrap();
    bytes
}
