//! A record to a page: the answer of a server with its header taken off, put together and unpacked, if
//! it is a page at all.

use std::io::Read;

use url::Url;

use super::chunks;
use super::digest;
use super::header::{self, Fields};
use crate::batch::Settings;
use crate::batch::answer::{Complaint, Head, Held, No, Skip};
use crate::model::{Page, Source};
use crate::read::{Input, Options};
use crate::unpack::{PackedTwice, Packing, Unpacked};

/// How many bytes are looked at for what begins a page, where nobody says what it is.
const BEGINNING: usize = 1024;

/// What of a record is to be read, and as what.
struct Payload<'a> {
    body: &'a [u8],
    /// The type that was claimed.
    media: Option<String>,
    packing: Packing,
    in_chunks: bool,
}

/// The page of a record.
pub(in crate::batch) fn page(held: &Held, settings: &Settings) -> Result<(Page, Options), No> {
    let Held { head, block } = held;
    let payload = payload(head, block)?;
    let joined = if payload.in_chunks { chunks::joined(payload.body) } else { None };
    if settings.verify {
        verify(head, block, [Some(payload.body), joined.as_deref()])?;
    }
    let packed = joined.as_deref().unwrap_or(payload.body);
    let bytes = unpacked(packed, &payload, head.is_cut, settings.longest)?;
    let input = input(head, payload.media.as_deref(), &bytes)?;
    if bytes.trim_ascii().is_empty() {
        return Err(No::Skipped(Skip::Empty));
    }
    let mut page = Page::new(source(head), bytes);
    page.content_type = payload.media;
    Ok((page, Options::of(input)))
}

fn source(head: &Head) -> Source {
    let url = head.url.as_deref().and_then(|url| Url::parse(url).ok());
    match url.filter(|url| matches!(url.scheme(), "http" | "https")) {
        Some(url) => Source::Url(url),
        None => Source::Record(head.url.clone().or(head.id.clone()).unwrap_or_default()),
    }
}

fn payload<'a>(head: &Head, block: &'a [u8]) -> Result<Payload<'a>, No> {
    if head.kind != "response" {
        let (media, packing) = (head.media.clone(), Packing::Plain);
        return Ok(Payload { body: block, media, packing, in_chunks: false });
    }
    let is_http = |media: &String| media.trim_start().to_ascii_lowercase().starts_with("application/http");
    if !head.media.as_ref().is_none_or(is_http) {
        return Err(No::Skipped(Skip::NotHttp));
    }
    let (first, lines, body) = split(block).ok_or_else(|| bad("the answer of the server has no header"))?;
    match status(first) {
        Some(200) => {}
        Some(code) => return Err(No::Skipped(Skip::Status(code))),
        None => return Err(bad("the answer of the server begins with no status")),
    }
    let fields = Fields::of(lines);
    let media = fields.text("Content-Type");
    if let Some(media) = &media
        && kind(media).is_none()
    {
        return Err(No::Skipped(Skip::NotHtml));
    }
    let packing = Packing::named(fields.text("Content-Encoding").as_deref());
    let packing = packing.map_err(|PackedTwice| bad("the page is packed more than once"))?;
    let in_chunks =
        fields.text("Transfer-Encoding").is_some_and(|how| how.to_lowercase().contains("chunked"));
    Ok(Payload { body, media, packing, in_chunks })
}

fn bad(message: &str) -> No {
    No::Failed(Complaint::new("bad-answer", message))
}

/// The first line of an answer, its other lines, its body.
fn split(block: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (end, whole) = header::blank(block)?;
    let (lines, body) = (block.get(..end)?, block.get(whole..)?);
    let (first, lines) = lines.split_at_checked(memchr::memchr(b'\n', lines)? + 1)?;
    Some((first, lines, body))
}

/// The number in `HTTP/1.1 200 OK`.
fn status(line: &[u8]) -> Option<u16> {
    let rest = line.strip_prefix(b"HTTP/").or_else(|| line.strip_prefix(b"http/"))?;
    let number = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).nth(1)?;
    let fits = number.len() == 3 && number.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(number).ok().filter(|_| fits)?.parse().ok()
}

/// What a type means; none when it is nothing that is read.
fn kind(media: &str) -> Option<Input> {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match name.as_str() {
        "text/html" | "application/xhtml+xml" => Some(Input::Html),
        "text/plain" => Some(Input::Text),
        _ => None,
    }
}

/// As what the bytes are read. Servers send texts of all sorts that are no articles; whoever put a
/// text into an archive by itself wants it read.
fn input(head: &Head, media: Option<&str>, bytes: &[u8]) -> Result<Input, No> {
    let known = match media {
        Some(media) => kind(media),
        None => {
            head.identified.as_deref().and_then(kind).or_else(|| begins_a_page(bytes).then_some(Input::Html))
        }
    };
    match known {
        Some(Input::Text) if head.kind == "response" => Err(No::Skipped(Skip::NotHtml)),
        Some(input) => Ok(input),
        None if bytes.is_empty() => Err(No::Skipped(Skip::Empty)),
        None => Err(No::Skipped(Skip::NotHtml)),
    }
}

fn begins_a_page(bytes: &[u8]) -> bool {
    let first = bytes.get(..bytes.len().min(BEGINNING)).unwrap_or_default().to_ascii_lowercase();
    let has = |word: &[u8]| memchr::memmem::find(&first, word).is_some();
    has(b"<html") || has(b"<!doctype html") || has(b"<head") || has(b"<body")
}

/// The body as it was before the server packed it. What the crawler cut off is read as far as it goes.
fn unpacked(packed: &[u8], payload: &Payload, is_cut: bool, longest: usize) -> Result<Vec<u8>, No> {
    if payload.packing == Packing::Plain {
        return Ok(packed.to_vec());
    }
    let mut bytes = Vec::new();
    let read = Unpacked::new(packed, payload.packing)
        .and_then(|body| body.take(longest as u64 + 1).read_to_end(&mut bytes));
    if bytes.len() > longest {
        let message = format!("the page is longer than {longest} bytes (--max-size)");
        return Err(Complaint::new("too-long", message).into());
    }
    match read {
        Ok(_) => Ok(bytes),
        Err(_) if is_cut && !bytes.is_empty() => Ok(bytes),
        // Said to be packed, and is not.
        Err(_) if begins_a_page(packed) => Ok(packed.to_vec()),
        Err(_) => Err(bad("the page cannot be unpacked")),
    }
}

/// Holds the bytes to their digests. What the payload is, archives see in two ways: as it was sent, or
/// put together.
fn verify(head: &Head, block: &[u8], payloads: [Option<&[u8]>; 2]) -> Result<(), No> {
    let [of_block, of_payload] = &head.digests;
    let block = of_block.as_deref().and_then(|said| digest::fits(said, block));
    let payload = of_payload.as_deref().and_then(|said| {
        let fits = payloads.iter().flatten().map(|bytes| digest::fits(said, bytes));
        fits.reduce(Ord::max).flatten()
    });
    if block == Some(false) || payload == Some(false) {
        return Err(Complaint::new("digest", "the bytes do not have the digest that they should have").into());
    }
    Ok(())
}
