//! The stream as a script sees it: lines in, lines out.

use super::*;
use crate::model::{Article, Class, Metadata, Sidebar, Tree};

/// Reads nothing, and says in the title what it was given. A page that says so panics.
fn read(page: &Page, options: &Options) -> Reading {
    let words = String::from_utf8_lossy(&page.bytes);
    assert!(!words.contains("panic"), "as you wish:\x1b[2J {words}");
    let title = format!("{:?} {} {words}", options.input, page.content_type.as_deref().unwrap_or("?"));
    Reading {
        source: page.source.clone(),
        class: Class::Article,
        metadata: Metadata { title: Some(Clean::field(&title)), ..Metadata::default() },
        article: Article::default(),
        sidebar: Sidebar::default(),
        ledger: Vec::new(),
        anchors: Vec::new(),
        tree: Tree::default(),
    }
}

fn answers(input: &[u8]) -> Vec<String> {
    let mut output = Vec::new();
    let settings = Settings { read, longest: 400, ..Settings::default() };
    let tally = run(&mut &input[..], &mut output, &settings, None).unwrap();
    let lines: Vec<String> = String::from_utf8(output).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(tally.read + tally.failed + tally.skipped, lines.len());
    lines
}

/// The only answer: its id as written and its source, or its error.
fn brief(line: &str) -> String {
    let answers = answers(line.as_bytes());
    assert_eq!(answers.len(), 1, "{answers:?}");
    let value: serde_json::Value = serde_json::from_str(&answers[0]).unwrap();
    match &value["error"] {
        serde_json::Value::Null => format!("{} {} {}", value["id"], value["source"], value["title"]),
        error => format!("{} {}", value["id"], error),
    }
}

#[test]
fn pages_and_texts_are_read_as_what_they_are() {
    insta::assert_snapshot!(brief(r#"{"id": 1, "html": "<p>caf\u00e9"}"#), @r#"1 "1" "Html text/html; charset=utf-8 <p>café""#);
    insta::assert_snapshot!(brief(r#"{"id": "a b", "url": "https://a.example/x", "text": "hello"}"#), @r#""a b" "https://a.example/x" "Text text/plain; charset=utf-8 hello""#);
    insta::assert_snapshot!(brief(r#"{"html": "x", "text": "y", "url": null, "else": [1]}"#), @r#"null "" "Html text/html; charset=utf-8 x""#);
}

#[test]
fn what_is_no_record_is_answered_in_its_place() {
    insta::assert_snapshot!(brief("not json"), @r#"null {"kind":"not-json","message":"expected ident at line 1 column 2"}"#);
    insta::assert_snapshot!(brief("[1, 2]"), @r#"null {"kind":"not-a-record","message":"the line is not an object"}"#);
    insta::assert_snapshot!(brief("5"), @r#"null {"kind":"not-a-record","message":"invalid type: integer `5`, expected an object at line 1 column 1"}"#);
    insta::assert_snapshot!(brief("[null, null, \"x\", null]"), @r#"null {"kind":"not-a-record","message":"the line is not an object"}"#);
    insta::assert_snapshot!(brief(r#"{"id": 7}"#), @r#"7 {"kind":"not-a-record","message":"neither \"html\" nor \"text\" is there"}"#);
    insta::assert_snapshot!(brief(r#"{"id": 7, "html": 5}"#), @r#"7 {"kind":"not-a-record","message":"\"html\" is not a string"}"#);
    insta::assert_snapshot!(brief(r#"{"id": 7, "html": "x"#), @r#"null {"kind":"not-json","message":"EOF while parsing a string at line 1 column 20"}"#);
    insta::assert_snapshot!(brief(&format!("{{\"id\": 7, \"html\": \"{}\"}}", "x".repeat(400))), @r#"null {"kind":"too-long","message":"the line is longer than 400 bytes (--max-size)"}"#);
    insta::assert_snapshot!(brief(r#"{"id": 7, "html": "panic"}"#), @r#"7 {"kind":"panic","message":"as you wish:�[2J panic"}"#);
    insta::assert_snapshot!(brief(&format!("{{\"id\": {}, \"html\": \"\"}}", "[".repeat(150) + &"]".repeat(150))), @r#"null {"kind":"not-a-record","message":"the id is nested too deeply"}"#);
}

#[test]
fn order_is_kept_and_blank_lines_are_passed_over() {
    let lines = answers(b"\xEF\xBB\xBF{\"id\":1,\"html\":\"\"}\r\n\n  \n?\n{\"id\":3,\"html\":\"\"}");
    let ids: Vec<_> = lines.iter().map(|line| line.split_once(',').unwrap().0).collect();
    assert_eq!(ids, ["{\"id\":1", "{\"id\":null", "{\"id\":3"]);
}

#[test]
fn an_id_comes_back_as_it_was_written_but_harmless() {
    let lines = answers("{\"id\":[1.00, \"\u{9b}31m\u{202e}\u{e0041}\"],\"html\":\"\"}".as_bytes());
    assert!(lines[0].starts_with(r#"{"id":[1.00, "\u009b31m\u202e\udb40\udc41"],"schema""#), "{}", lines[0]);
}

#[test]
fn odd_strings_are_mended_and_not_refused() {
    assert!(brief(r#"{"id":1,"html":"a\ud800b"}"#).contains("a\u{FFFD}"));
    let lines = answers(b"{\"id\":1,\"html\":\"a\xFFb\"}");
    assert!(lines[0].contains("a\u{FFFD}b"));
}

#[test]
fn timings_come_only_when_asked_for() {
    let mut output = Vec::new();
    let settings = Settings { read, timings: true, ..Settings::default() };
    run(&mut &b"{\"id\":1,\"html\":\"\"}"[..], &mut output, &settings, None).unwrap();
    assert!(String::from_utf8(output).unwrap().contains("\"ms\":"));
    assert!(!answers(b"{\"id\":1,\"html\":\"\"}")[0].contains("\"ms\":"));
}
