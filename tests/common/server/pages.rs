//! The routes that answer as they should: pages of every class, feeds, odd letters, statuses, and what
//! is asked for on conditions.

use std::fmt::Write as _;
use std::thread;
use std::time::Duration;

use super::{Exchange, TEXT};

pub(super) fn answer(exchange: &mut Exchange<'_>) -> bool {
    conditions(exchange)
        || status(exchange)
        || feed(exchange)
        || classes(exchange)
        || letters(exchange)
        || types(exchange)
}

/// Those that need not be sent twice.
fn conditions(exchange: &mut Exchange<'_>) -> bool {
    let (mark, headers) = match exchange.path {
        "/etag" => ("\"one\"", "ETag: \"one\"\r\nCache-Control: max-age=600\r\nAge: 60\r\n"),
        "/etag-weak" => ("W/\"one\"", "ETag: W/\"one\"\r\nVary: Accept-Language\r\n"),
        "/modified" => ("Sun, 01 Mar 2026 12:00:00 GMT", "Last-Modified: Sun, 01 Mar 2026 12:00:00 GMT\r\n"),
        "/vary-all" => ("\"one\"", "ETag: \"one\"\r\nVary: *\r\n"),
        _ => return false,
    };
    let asked = exchange.said("if-none-match").or_else(|| exchange.said("if-modified-since"));
    if asked == Some(mark) {
        exchange.send("304 Not Modified", headers, b"");
    } else {
        exchange.send("200 OK", headers, TEXT);
    }
    true
}

/// `/status-N`, with or without a word on when to ask again.
fn status(exchange: &mut Exchange<'_>) -> bool {
    let (path, wait) = exchange.path.split_once('?').unwrap_or((exchange.path, ""));
    let Some(code) = path.strip_prefix("/status-").map(str::to_owned) else { return false };
    let headers = match wait {
        "seconds" => "Retry-After: 120\r\n",
        "date" => "Retry-After: Sun, 01 Mar 2099 12:05:00 GMT\r\n",
        "past" => "Retry-After: Sun, 01 Mar 2020 12:05:00 GMT\r\n",
        "word" => "Retry-After: soon\r\n",
        "none" => "",
        _ => "Retry-After: 999999999\r\n",
    };
    exchange.send(&format!("{code} X"), headers, b"");
    true
}

/// `/feed-N`: N items with an `ETag`, their pages at `/story-N`; `/teasers-N`: a sentence of each only.
fn feed(exchange: &mut Exchange<'_>) -> bool {
    let whole = exchange.number("/feed-");
    if let Some(items) = whole.or_else(|| exchange.number("/teasers-")) {
        let headers = "Content-Type: application/rss+xml\r\nETag: \"first\"\r\n";
        let body = self::items(items, whole.is_some());
        match exchange.said("if-none-match") {
            Some("\"first\"") => exchange.send("304 Not Modified", "ETag: \"first\"\r\n", b""),
            _ => exchange.send("200 OK", headers, body.as_bytes()),
        }
    } else if let Some(number) = exchange.number("/story-") {
        let page = format!(
            "<!doctype html><html><head><title>Story {number}</title></head><body><article><h1>Story {number}</h1>\
             {}</article></body></html>",
            prose(number)
        );
        exchange.send("200 OK", HTML, page.as_bytes());
    } else {
        return false;
    }
    true
}

fn items(items: usize, whole: bool) -> String {
    let mut feed =
        String::from("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Weir</title>");
    for number in 0..items {
        let text = if whole { prose(number) } else { format!("<p>Story {number} begins like this.</p>") };
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        _ = write!(
            feed,
            "<item><guid>story-{number}</guid><title>Story {number}</title><link>/story-{number}</link>\
             <description>{text}</description></item>"
        );
    }
    feed.push_str("</channel></rss>");
    feed
}

fn prose(number: usize) -> String {
    let line = "The keeper of the weir opened the third gate at dawn, and by noon the lower meadows lay under \
                a hand of water; the geese, she said, had been right again and the almanac had not.";
    format!("<p>Story {number} begins like this.</p><p>{line}</p><p>Later {line}</p><p>In the end {line}</p>")
}

const HTML: &str = "Content-Type: text/html\r\n";

macro_rules! page {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages/", $name, "/page.html"))
    };
}

/// A page of each class that is no article.
fn classes(exchange: &mut Exchange<'_>) -> bool {
    let (status, page): (&str, &[u8]) = match exchange.path {
        "/consent-wall" => ("200 OK", page!("consent-wall")),
        "/bot-check" => ("200 OK", page!("bot-check")),
        "/bot-check-403" => ("403 Forbidden", page!("bot-check")),
        "/bot-check-503" => ("503 Service Unavailable", page!("bot-check")),
        "/paywall-stub" => ("200 OK", page!("paywall-stub")),
        "/paywall-stub-402" => ("402 Payment Required", page!("paywall-stub")),
        "/script-only" => ("200 OK", page!("script-only")),
        "/video-only" => ("200 OK", page!("video-only")),
        "/listing" => ("200 OK", page!("listing")),
        "/empty" => ("200 OK", b""),
        "/forbidden" => ("403 Forbidden", b"<h1>Forbidden</h1><p>You have no permission to see this.</p>"),
        "/missing" => ("404 Nope", b"gone"),
        _ => return false,
    };
    exchange.send(status, HTML, page);
    true
}

/// The word `naïve` in other letters than UTF-8, said by the header, by the page, or by its first bytes.
fn letters(exchange: &mut Exchange<'_>) -> bool {
    let (kind, body): (&str, Vec<u8>) = match exchange.path {
        "/letters-header" => ("text/html; charset=iso-8859-1", b"<p>na\xEFve</p>".to_vec()),
        "/letters-quoted" => ("text/html; charset=\"windows-1252\"", b"<p>na\xEFve</p>".to_vec()),
        "/letters-meta" => ("text/html", b"<meta charset=windows-1252><p>na\xEFve</p>".to_vec()),
        "/letters-bom" => {
            let text = "\u{FEFF}<p>na\u{EF}ve</p>";
            ("text/html; charset=utf-8", text.encode_utf16().flat_map(u16::to_le_bytes).collect())
        }
        "/letters-wrong" => ("text/html; charset=nonsense", "<p>na\u{EF}ve</p>".as_bytes().to_vec()),
        _ => return false,
    };
    exchange.send("200 OK", &format!("Content-Type: {kind}\r\n"), &body);
    true
}

/// What is no page, and what says that it is another thing than it is.
fn types(exchange: &mut Exchange<'_>) -> bool {
    let (headers, body): (&str, &[u8]) = match exchange.path {
        "/pdf" => ("Content-Type: application/pdf\r\n", b"%PDF-1.7\n%\xE2\xE3"),
        "/png" => ("Content-Type: image/png\r\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        "/png-as-html" => (HTML, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        "/octets" => ("Content-Type: application/octet-stream\r\n", &[0; 600]),
        "/untyped" => ("", TEXT),
        "/octets-text" => ("Content-Type: application/octet-stream\r\n", TEXT),
        "/attachment" => ("Content-Disposition: attachment; filename=\"../../x\"\r\n", TEXT),
        "/cookie" => ("Set-Cookie: a=b\r\n", TEXT),
        "/a-little-later" => {
            thread::sleep(Duration::from_millis(10));
            ("", TEXT)
        }
        _ => return false,
    };
    exchange.send("200 OK", headers, body);
    true
}
