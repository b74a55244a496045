//! What the program prints as JSON, held against the published schema.

mod common;

use std::fs;
use std::path::Path;

use common::{STORY, Stage, check_json};
use newsprint::model::{Page, Source};
use newsprint::print::{self, Format, print};
use newsprint::read::{Options, read};

#[test]
fn a_dump_fits_the_schema() {
    let stage = Stage::with_story();
    for format in ["json", "ndjson"] {
        let value = check_json(&stage.stdout(&["dump", "--format", format, "story.html"], ""));
        assert_eq!(value["source"], "story.html");
        assert!(value.get("id").is_none());
    }
}

#[test]
fn a_line_of_json_is_one_line() {
    let printed = Stage::with_story().stdout(&["dump", "--format", "ndjson", "story.html"], "");
    assert_eq!(printed.trim_end().lines().count(), 1);
}

#[test]
fn every_line_of_a_batch_fits_the_schema() {
    let record = serde_json::json!({"id": 1, "url": "https://news.example/bridge", "html": STORY});
    let input =
        format!("{record}\nnot json\n{{\"id\":[2]}}\n{{\"id\":\"3\",\"text\":\"A line.\\n\\nAnother.\"}}\n");
    let printed = Stage::new().stdout(&["batch", "--timings"], input);
    let values: Vec<_> = printed.lines().map(check_json).collect();
    assert_eq!(values.len(), 4);
    assert_eq!(values[0]["source"], "https://news.example/bridge");
    assert!(values[0]["ms"].is_number());
}

#[test]
fn the_example_beside_the_schema_fits_it() {
    check_json(include_str!("schema/ferry.json"));
}

#[test]
#[should_panic(expected = "missing properties")]
fn the_check_does_find_what_is_missing() {
    check_json("{\"schema\": \"newsprint/1\"}");
}

/// Every page of the corpus, as JSON and as a line of a batch, in every kind of reading that
/// there is: articles, walls, stubs, feeds, nothing at all.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads its pages")]
fn every_page_of_the_corpus_fits_the_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("the corpus") {
        let folder = entry.expect("a page").path();
        for name in ["page.html", "page.txt"] {
            let Ok(bytes) = fs::read(folder.join(name)) else { continue };
            let page = Page::new(Source::File(folder.join(name)), bytes);
            let reading = read(&page, &Options::default());
            check_json(&print(&reading, Format::Json, &print::Options::default()));
            check_json(&print(&reading, Format::Ndjson, &print::Options::default()));
            seen += 1;
        }
    }
    assert!(seen >= 40, "only {seen} pages");
}
