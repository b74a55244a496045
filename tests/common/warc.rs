//! Archives for the tests, written by us: records, members, frames.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A record with these fields behind the usual ones.
pub fn record(kind: &str, number: usize, fields: &str, block: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:08}>\r\nWARC-Target-URI: \
         https://gazette.example/{number}\r\nWARC-Date: 2026-11-01T00:00:00Z\r\n{fields}Content-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    bytes.extend_from_slice(block);
    bytes.extend_from_slice(b"\r\n\r\n");
    bytes
}

/// The answer of a server.
pub fn response(number: usize, status: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 {status}\r\n{fields}\r\n").into_bytes();
    block.extend_from_slice(body);
    record("response", number, "Content-Type: application/http; msgtype=response\r\n", &block)
}

/// A page with its number in it, of which no two are alike.
pub fn story(number: usize) -> String {
    let town = ["Marl", "Sund", "Vik", "Eider", "Holm"][number % 5];
    format!(
        "<!doctype html><html lang=en><head><title>Bridge {number} reopens</title></head><body><article>\
         <h1>Bridge {number} reopens</h1><p>The bridge at {town} opened to carts and cyclists on Tuesday \
         morning, {number} weeks after a barge had bent its gate.</p><p>Engineers replaced {} metres of rail \
         and the whole of the turning gear, said the county.</p></article></body></html>",
        number * 7 % 1000
    )
}

pub const HTML: &str = "Content-Type: text/html; charset=utf-8\r\n";

/// A page as a record.
pub fn page(number: usize) -> Vec<u8> {
    response(number, "200 OK", HTML, story(number).as_bytes())
}

/// What a crawler writes first.
pub fn info() -> Vec<u8> {
    record("warcinfo", 0, "Content-Type: application/warc-fields\r\n", b"software: none\r\n")
}

/// The question that a page answered.
pub fn request(number: usize) -> Vec<u8> {
    let block = format!("GET /{number} HTTP/1.1\r\nHost: gazette.example\r\n\r\n");
    record(
        "request",
        number + 50_000,
        "Content-Type: application/http; msgtype=request\r\n",
        block.as_bytes(),
    )
}

/// A member of gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// A frame of zstd, with its checksum.
pub fn zst(bytes: &[u8]) -> Vec<u8> {
    zst_with(bytes, &[])
}

/// A frame of zstd that needs a dictionary.
pub fn zst_with(bytes: &[u8], dictionary: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::stream::Encoder::with_dictionary(Vec::new(), 3, dictionary).expect("an encoder");
    encoder.include_checksum(true).expect("a checksum");
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// The frame that a dictionary stands in.
pub fn dictionary_frame(dictionary: &[u8]) -> Vec<u8> {
    let length = u32::try_from(dictionary.len()).expect("a short dictionary");
    [b"\x5D\x2A\x4D\x18", &length.to_le_bytes()[..], dictionary].concat()
}

/// In chunks, as servers send what they do not know the length of.
pub fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut sent = Vec::new();
    for chunk in bytes.chunks(100) {
        sent.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        sent.extend_from_slice(chunk);
        sent.extend_from_slice(b"\r\n");
    }
    sent.extend_from_slice(b"0\r\n\r\n");
    sent
}
