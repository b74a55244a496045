//! Archives of the web through the batch: every whole record is read, every loss is told.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/warc.rs"]
mod made;
#[path = "../common/unread.rs"]
mod unread;

mod damage;

use std::fmt::Write as _;
use std::io::{self, BufRead, Read};

use common::{Stage, check_json};
use made::{
    HTML, chunked, dictionary_frame, gzip, info, page, record, request, response, story, zst, zst_with,
};
use newsprint::batch::{self, Settings, Tally};
use newsprint::model::{Page, Reading};
use newsprint::read::Options;
use serde_json::Value;
use unread::{batch, titled};

/// Reads nothing, and keeps the bytes as the title.
fn read(page: &Page, options: &Options) -> Reading {
    let mut title = format!("{:?} {}", options.input, page.content_type.as_deref().unwrap_or("-"));
    _ = write!(title, " {}", String::from_utf8_lossy(&page.bytes));
    titled(page, &title)
}

fn settings() -> Settings {
    Settings { read, file: Some("a.warc".into()), ..Settings::default() }
}

/// Each answer in a word: its number if it was read, else why not.
fn brief(bytes: &[u8]) -> Vec<String> {
    brief_with(bytes, &settings())
}

fn brief_with(bytes: &[u8], settings: &Settings) -> Vec<String> {
    let lines = batch(bytes, settings).1;
    let number = |line: &Value| {
        let id = line["id"].as_str().unwrap_or("?").trim_start_matches("<urn:uuid:").trim_end_matches('>');
        id.trim_start_matches('0').to_owned()
    };
    let word = |line: &Value| match (line["error"]["kind"].as_str(), line["skip"]["code"].as_str()) {
        (Some(kind), _) => format!("{} {kind}", number(line)).trim().to_owned(),
        (_, Some(code)) => format!("{} {code}", number(line)),
        _ => number(line),
    };
    lines.iter().map(word).collect()
}

/// A warcinfo, then a request and a page for each number.
fn records(count: usize) -> Vec<Vec<u8>> {
    let mut all = vec![info()];
    all.extend((1..=count).flat_map(|number| [request(number), page(number)]));
    all
}

/// The same records in all the ways that archives are packed in.
fn packings(records: &[Vec<u8>]) -> Vec<(&'static str, Vec<u8>)> {
    let plain = records.concat();
    let dictionary = story(3).into_bytes();
    let with_dictionary = |first: Vec<u8>| {
        let frames = records.iter().map(|record| zst_with(record, &dictionary));
        [first].into_iter().chain(frames).collect::<Vec<_>>().concat()
    };
    vec![
        ("gz", records.iter().map(|record| gzip(record)).collect::<Vec<_>>().concat()),
        (
            "gz, two records a member",
            records.chunks(2).map(|two| gzip(&two.concat())).collect::<Vec<_>>().concat(),
        ),
        ("gz, one member", gzip(&plain)),
        ("gz, blocks", plain.chunks(1000).map(gzip).collect::<Vec<_>>().concat()),
        ("zst", records.iter().map(|record| zst(record)).collect::<Vec<_>>().concat()),
        ("zst, one frame", zst(&plain)),
        ("zst, dictionary", with_dictionary(dictionary_frame(&dictionary))),
        ("zst, packed dictionary", with_dictionary(dictionary_frame(&zst(&dictionary)))),
        ("plain", plain),
    ]
}

fn numbers(range: impl IntoIterator<Item = usize>) -> Vec<String> {
    range.into_iter().map(|number| number.to_string()).collect()
}

#[test]
fn a_whole_archive_is_read_however_it_is_packed() {
    for (packing, bytes) in packings(&records(20)) {
        assert_eq!(brief(&bytes), numbers(1..=20), "{packing}");
    }
}

#[test]
fn a_record_has_its_id_its_address_its_type_and_its_place() {
    let bytes = packings(&records(2)).remove(0).1;
    let (_, lines) = batch(&bytes, &settings());
    let line = &lines[1];
    assert_eq!(line["id"], "<urn:uuid:00000002>");
    assert_eq!(
        (&line["source"], &line["url"]),
        (&"https://gazette.example/2".into(), &"https://gazette.example/2".into())
    );
    assert_eq!(line["title"], format!("Html text/html; charset=utf-8 {}", story(2)));
    let offset: usize = records(2)[..4].iter().map(|record| gzip(record).len()).sum();
    assert_eq!(line["src"], serde_json::json!({"file": "a.warc", "offset": offset}));
    // In a plain file, the very place.
    let offset: usize = records(2)[..4].iter().map(Vec::len).sum();
    assert_eq!(batch(&records(2).concat(), &settings()).1[1]["src"]["offset"], offset);
}

#[test]
fn bodies_are_put_together_and_unpacked() {
    let text = story(7);
    let brotli = b"\x0b\x02\x80hello\x03";
    let with = |how: &str| format!("{HTML}{how}\r\n");
    let gzipped = gzip(text.as_bytes());
    let bodies = [
        (with("Content-Encoding: gzip"), gzipped.clone(), text.as_str()),
        (with("Content-Encoding: zstd"), zst(text.as_bytes()), &text),
        (with("content-encoding:BR"), brotli.to_vec(), "hello"),
        (with("Transfer-Encoding: chunked"), chunked(text.as_bytes()), &text),
        (with("Transfer-Encoding: chunked\r\nContent-Encoding: gzip"), chunked(&gzipped), &text),
        // As archives have it whose writer took the packing off and left the header.
        (with("Transfer-Encoding: chunked\r\nContent-Encoding: gzip"), text.clone().into_bytes(), &text),
        (with("Content-Encoding: br"), text.clone().into_bytes(), &text),
        (with("Content-Length: 3"), text.clone().into_bytes(), &text),
    ];
    for (fields, body, expected) in bodies {
        let (_, lines) = batch(&response(1, "200 OK", &fields, &body), &settings());
        assert_eq!(lines[0]["title"], format!("Html text/html; charset=utf-8 {expected}"), "{fields}");
    }
    // A page that the crawler cut off is read as far as it goes; another is a fault.
    let half = &gzipped[..gzipped.len() / 2];
    assert_eq!(brief(&response(1, "200 OK", &with("Content-Encoding: gzip"), half)), ["1 bad-answer"]);
    let cut =
        [format!("HTTP/1.1 200 OK\r\n{}\r\n", with("Content-Encoding: gzip")).as_bytes(), half].concat();
    assert_eq!(brief(&record("response", 1, "WARC-Truncated: length\r\n", &cut)), ["1"]);
}

#[test]
fn the_charset_is_the_one_of_the_header_or_of_the_page() {
    let stage = Stage::new();
    let latin = |fields: &str, meta: &str| {
        let page = format!(
            "<!doctype html><html><head>{meta}<title>Bro</title></head><body><p>Die Br\u{0}cke am Kai ist offen."
        );
        let bytes: Vec<u8> = page.bytes().map(|byte| if byte == 0 { 0xFC } else { byte }).collect();
        let printed = stage.stdout(&["batch"], response(1, "200 OK", fields, &bytes));
        assert!(printed.contains("Brücke"), "{printed}");
    };
    latin("Content-Type: text/html; charset=iso-8859-1\r\n", "");
    latin("Content-Type: text/html\r\n", "<meta charset=windows-1252>");
}

#[test]
fn what_is_no_page_is_skipped_with_a_reason() {
    let many = [
        response(1, "404 Not Found", HTML, b"<p>none"),
        response(2, "301 Moved", "Location: /\r\n", b""),
        response(3, "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        response(4, "200 OK", "Content-Type: text/plain\r\n", b"a text"),
        response(5, "200 OK", HTML, b" \n"),
        record("response", 6, "Content-Type: text/dns\r\n", b"gazette.example. 60 IN A 192.0.2.1"),
        record("revisit", 7, "", b"HTTP/1.1 200 OK\r\n\r\n"),
        record("continuation", 8, "", b"rest"),
        record("hologram", 9, "", b"?"),
        record("metadata", 10, "", b"fetchTimeMs: 1"),
        record("resource", 11, "Content-Type: text/html\r\n", b"<p>kept"),
        record("conversion", 12, "Content-Type: text/plain\r\n", b"a text"),
        record("resource", 13, "Content-Type: application/pdf\r\n", b"%PDF"),
        // Nobody says what they are.
        response(14, "200 OK", "", b"<html><p>kept"),
        response(15, "200 OK", "", b"\x00\x01"),
        response(16, "OK", HTML, b"<p>?"),
        record("response", 17, "", b"<p>no header"),
    ];
    let expected = [
        "1 status-404",
        "2 status-301",
        "3 not-html",
        "4 not-html",
        "5 empty",
        "6 not-http",
        "7 revisit",
        "8 segment",
        "9 unknown-type",
        "11",
        "12",
        "13 not-html",
        "14",
        "15 not-html",
        "16 bad-answer",
        "17 bad-answer",
    ];
    assert_eq!(brief(&many.concat()), expected);
    let printed = Stage::new().stdout(&["batch"], many.concat());
    assert_eq!(printed.lines().map(check_json).count(), expected.len());
    let tally = batch(&many.concat(), &settings()).0;
    assert_eq!(tally, Tally { read: 3, failed: 2, skipped: 11 });
}

#[test]
fn digests_are_checked_when_that_is_asked_for() {
    let with = |digest: &str| {
        record(
            "resource",
            1,
            &format!("Content-Type: text/html\r\nWARC-Payload-Digest: {digest}\r\n"),
            b"abc",
        )
    };
    let strict = Settings { verify: true, ..settings() };
    let right = "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5";
    let wrong = "sha1:AAAT4NSHA2AWVOR6EVYXQUGCNSONBWE5";
    assert_eq!(brief_with(&with(right), &strict), ["1"]);
    assert_eq!(brief_with(&with("md5:?"), &strict), ["1"]);
    assert_eq!(brief_with(&with(wrong), &strict), ["1 digest"]);
    assert_eq!(brief(&with(wrong)), ["1"]);
    // Of what was sent, or of what it is when it is put together.
    let answer = |digest: &str| {
        let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        brief_with(&record("response", 1, &format!("WARC-Payload-Digest: {digest}\r\n"), block), &strict)
    };
    assert_eq!((answer(right), answer(wrong)), (vec!["1".into()], vec!["1 digest".into()]));
    assert_eq!(Stage::new().stdout(&["batch", "--verify"], with(wrong)).matches("\"digest\"").count(), 1);
}

#[test]
fn lines_of_json_are_read_packed_as_well_and_told_from_archives_by_their_bytes() {
    let line = |id: usize| format!("{{\"id\":\"{id}\",\"html\":\"<p>{}\"}}\n", "x".repeat(id * 7));
    let plain: String = (1..=9).map(line).collect();
    let members: Vec<u8> = (1..=9).flat_map(|id| gzip(line(id).as_bytes())).collect();
    for bytes in [plain.clone().into_bytes(), gzip(plain.as_bytes()), zst(plain.as_bytes()), members.clone()]
    {
        assert_eq!(brief(&bytes), numbers(1..=9));
    }
    let stage = Stage::new();
    stage.write("a.warc", gzip(plain.as_bytes()));
    stage.write("b.json", packings(&records(2)).remove(4).1);
    let printed = stage.stdout(&["batch", "a.warc", "b.json"], "");
    assert_eq!((printed.lines().count(), printed.matches("\"file\":\"b.json\"").count()), (11, 2));
    // Cut off, and damaged where each line is packed by itself.
    let answers = brief(&gzip(plain.as_bytes())[..60]);
    assert_eq!(answers.last().map(String::as_str), Some("? truncated"));
    let mut damaged: Vec<Vec<u8>> = (1..=9).map(|id| gzip(line(id).as_bytes())).collect();
    damaged[3][14] ^= 0xFF;
    let answers = brief(&damaged.concat());
    assert_eq!(answers.iter().filter(|answer| answer.contains("damaged")).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| !answer.contains('?')).count(), 8, "{answers:?}");
}

#[test]
fn fields_have_the_names_that_the_corpus_gives_them() {
    let stage = Stage::new();
    let ids = |args: &[&str], line: &str| {
        let args = [&["batch"], args].concat();
        let line = check_json(stage.stdout(&args, line).trim_end());
        format!("{} {} {}", line["id"], line["source"], line["error"]["message"])
    };
    let c4 = r#"{"text":"A ferry sailed.","timestamp":"2019-04-25T12:57:54Z","url":"https://a.example/1"}"#;
    assert_eq!(ids(&["--map", "c4"], c4), "\"https://a.example/1\" \"https://a.example/1\" null");
    assert_eq!(ids(&["--map", "realnews"], c4), "\"https://a.example/1\" \"https://a.example/1\" null");
    let datatrove =
        r#"{"text":"A ferry sailed.","id":"<urn:1>","metadata":{"url":"https://a.example/2","x":[]}}"#;
    assert_eq!(ids(&["--map", "datatrove"], datatrove), "\"<urn:1>\" \"https://a.example/2\" null");
    let own = r#"{"page":"<p>A ferry sailed.","html":5,"doc":{"key":7},"a.b":"https://a.example/3"}"#;
    let map = ["--map", "html=page", "--map", "id=doc.key", "--map", "url=a.b"];
    assert_eq!(ids(&map, own), "7 \"https://a.example/3\" null");
    assert_eq!(
        ids(&["--map", "html=page"], "{}"),
        "null null \"neither \\\"page\\\" nor \\\"text\\\" is there\""
    );
    let run = stage.run(&["batch", "--map", "date=x"]);
    insta::assert_snapshot!(run, @r"
    -- stderr --
    newsprint: --map date=x: neither a field with its name nor a corpus (such as html=page, url=metadata.url, c4, realnews or datatrove)
    -- exit 2 --
    ");
}
