//! What is learned of a site from many of its pages, and what becomes of it: pages and arguments in,
//! lines and files out.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "the tests read and write files")]

mod common;

use std::fmt::Write as _;
use std::fs;

use common::Stage;
use serde_json::{Value, json};

/// Background that a third of the stories tell again.
const BACKGROUND: &str = "The lock at Marlow was closed in the spring of last year, when a gravel barge \
                          struck its lower gate and sank across the only way to the upper harbour.";
/// What stands behind every story.
const SIGN_OFF: &str = "This paper is set by hand in Pier Street and comes out when the ink is dry.";

/// Places, of which each story has its own words.
const PLACES: [&str; 12] = [
    "Ashford", "Brill", "Corran", "Dunmore", "Elling", "Farrow", "Garth", "Hollin", "Ipsden", "Jarrow",
    "Kelby", "Lorne",
];

/// Three paragraphs that stand on one page only.
fn own(place: &str, number: usize) -> [String; 3] {
    [
        format!(
            "The ferry from {place} carried {number} sheep across the sound on Tuesday, said its master, who had counted them twice."
        ),
        format!(
            "Nobody in {place} could say whose they were, and the harbour office asked every farm on the shore for {number} days."
        ),
        format!(
            "In the end a boy of {place} led them home by the old road, {number} miles in the rain, and was given a pie for it."
        ),
    ]
}

/// A story with all that the template puts around and into its text.
fn page(number: usize) -> String {
    let place = PLACES[number % PLACES.len()];
    let [a, b, c] = own(place, number + 20);
    let other = PLACES[(number + 5) % PLACES.len()];
    let background = if number % 3 == 0 { format!("<p>{BACKGROUND}</p>") } else { String::new() };
    let letter = ["Tides by post", "Nets by post", "Bread by post"][number % 3];
    format!(
        "<title>Sheep at {place}</title><main><article><h1>Sheep at {place}</h1>\
         <p>{a}</p>\
         <p>Elsewhere in these pages: <a href=\"/story/{other}\">What the master of {other} saw by night</a></p>\
         <p>{b}</p>\
         <div class=\"kiosk slab\"><p>{letter}</p><p>Every Friday the harbour comes to your door in an envelope.</p></div>\
         {background}<p>{c}</p><p>{SIGN_OFF}</p></article></main>"
    )
}

fn line(number: usize) -> String {
    let url = format!("https://www.pier.example/story/{number}");
    json!({ "id": number, "url": url, "html": page(number) }).to_string() + "\n"
}

fn site() -> String {
    (0..12).map(line).collect()
}

fn answers(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn text(answer: &Value) -> &str {
    answer["text"].as_str().expect("a text")
}

#[test]
fn what_the_template_says_goes_and_what_stories_tell_again_stays() {
    let stage = Stage::new();
    stage.write("in.ndjson", site());
    let before = answers(&stage.stdout(&["batch", "in.ndjson"], ""));
    let after = answers(&stage.stdout(&["batch", "in.ndjson", "--learn-sites"], ""));
    assert!(
        text(&before[3]).contains(SIGN_OFF) && text(&before[3]).contains("envelope"),
        "{}",
        text(&before[3])
    );
    for (number, answer) in after.iter().enumerate() {
        let [a, b, c] = own(PLACES[number], number + 20);
        let mut wanted = vec![a, b];
        wanted.extend((number % 3 == 0).then(|| BACKGROUND.to_owned()));
        wanted.push(c);
        assert_eq!(text(answer), wanted.join("\n\n"), "{number}");
    }
    let removed = after[3]["removed"].as_array().expect("a list");
    let why = |words: &str| {
        let found =
            removed.iter().find(|dropped| dropped["text"].as_str().is_some_and(|text| text.contains(words)));
        found.map(|dropped| format!("{}: {}", dropped["rule"], dropped["why"])).unwrap_or_default()
    };
    assert_eq!(why("ink is dry"), "\"on-many-pages\": \"stands on 12 of 12 pages of this site\"");
    assert_eq!(why("by post"), "\"on-many-pages\": \"a box like it stands on 12 of 12 pages of this site\"");
    let links = after[3]["links"].as_array().expect("a list");
    let moved = |link: &&Value| link["text"] == "What the master of Hollin saw by night";
    // PLACES[8] is what page 3 leads to.
    assert!(links.iter().any(|link| link["text"] == "What the master of Ipsden saw by night" && link["kind"] == "related"), "{links:?} {:?}", links.iter().find(moved));
}
