//! What is learned of a site from many of its pages, and what becomes of it: pages and arguments in,
//! lines and files out.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "the tests read and write files")]

mod common;

use common::Stage;
use serde_json::{Value, json};

/// Background that many stories tell again, in their midst.
const BACKGROUND: &str = "The lock at Marlow was closed in the spring of last year, when a gravel barge \
                          struck its lower gate and sank across the only way to the upper harbour.";
/// The same, at the end of some.
const LAST: &str = "It was the third time in ten years that sheep had crossed the sound without a herdsman.";
/// What stands behind every story.
const SIGN_OFF: &str = "This paper is set by hand in Pier Street and comes out when the ink is dry.";

/// Places, of which each story has its own words.
const PLACES: [&str; 24] = [
    "Ashford", "Brill", "Corran", "Dunmore", "Elling", "Farrow", "Garth", "Hollin", "Ipsden", "Jarrow",
    "Kelby", "Lorne", "Marden", "Norrey", "Oakham", "Prinn", "Quarley", "Rushden", "Stell", "Tarrant",
    "Ulver", "Venn", "Wark", "Yarrow",
];

/// Four paragraphs that stand on one page only.
fn own(number: usize) -> [String; 4] {
    let (place, some) = (PLACES[number], number + 20);
    [
        format!(
            "The ferry from {place} carried {some} sheep across the sound on Tuesday, said its master, who \
             had counted them twice."
        ),
        format!(
            "Nobody in {place} could say whose they were, and the harbour office asked every farm on the \
             shore for {some} days."
        ),
        format!(
            "The inn at {place} put them up in its skittle alley, where they ate the chalk, the score of \
             {some} games and most of a wreath."
        ),
        format!(
            "In the end a boy of {place} led them home by the old road, {some} miles in the rain, and was \
             given a pie for it."
        ),
    ]
}

/// The paragraphs of a story: ten in twenty-four tell the background, six the other.
fn story(number: usize) -> Vec<String> {
    let [a, b, c, d] = own(number);
    let mut story = vec![a, b, c];
    story.extend((number % 5 < 2).then(|| BACKGROUND.to_owned()));
    story.push(d);
    story.extend((number % 4 == 1).then(|| LAST.to_owned()));
    story
}

/// A story with what the template puts into its text.
fn page(number: usize) -> String {
    let (place, other) = (PLACES[number], PLACES[(number + 5) % PLACES.len()]);
    let letter = ["Tides by post", "Nets by post", "Bread by post"][number % 3];
    let promoted = format!(
        "<p>Elsewhere in these pages: <a href=\"/story/{other}\">What the master of {other} saw by night</a></p>"
    );
    let boxed = format!(
        "<div class=\"kiosk slab\"><p>{letter}</p>\
         <p>Every Friday the harbour comes to your door in an envelope.</p></div>"
    );
    let mut blocks: Vec<String> = story(number).iter().map(|text| format!("<p>{text}</p>")).collect();
    blocks.insert(2, boxed);
    blocks.insert(1, promoted);
    format!(
        "<title>Sheep at {place}</title><main><article><h1>Sheep at {place}</h1>{}<p>{SIGN_OFF}</p></article></main>",
        blocks.concat()
    )
}

fn line(number: usize) -> String {
    line_at(number, &format!("https://www.pier.example/story/{number}"))
}

fn line_at(number: usize, url: &str) -> String {
    json!({ "id": number, "url": url, "html": page(number) }).to_string() + "\n"
}

fn site() -> String {
    (0..PLACES.len()).map(line).collect()
}

fn answers(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn read(stage: &Stage, name: &str) -> String {
    std::fs::read_to_string(stage.path().join(name)).expect("a file")
}

fn text(answer: &Value) -> &str {
    answer["text"].as_str().expect("a text")
}

#[test]
fn what_the_template_says_goes_and_what_stories_tell_again_stays() {
    let stage = Stage::new();
    stage.write("in.ndjson", site());
    let before = stage.stdout(&["batch", "in.ndjson"], "");
    let after = answers(&stage.stdout(&["batch", "in.ndjson", "--learn-sites"], ""));
    for (number, (before, after)) in answers(&before).iter().zip(&after).enumerate() {
        assert!(text(before).contains(SIGN_OFF) && text(before).contains("envelope"), "{}", text(before));
        assert_eq!(text(after), story(number).join("\n\n"), "{number}");
    }
    let removed = after[3]["removed"].as_array().expect("a list");
    let why = |words: &str| {
        let holds = |dropped: &&Value| dropped["text"].as_str().is_some_and(|text| text.contains(words));
        removed.iter().find(holds).map(|dropped| format!("{}: {}", dropped["rule"], dropped["why"]))
    };
    let of = |what: &str| Some(format!("\"on-many-pages\": \"{what} on 24 of 24 pages of this site\""));
    assert_eq!(why("ink is dry"), of("stands"));
    assert_eq!(why("by post"), of("a box like it stands"));
    let related = json!([{ "text": "What the master of Ipsden saw by night",
        "url": "https://www.pier.example/story/Ipsden", "kind": "related", "after": 1, "what": null }]);
    assert_eq!(after[3]["links"], related);
    common::check_json(&after[3].to_string());
}

#[test]
fn the_same_by_any_number_of_jobs_and_from_a_file() {
    let stage = Stage::new();
    let (one, two) = ((0..9).map(line).collect::<String>(), (9..24).map(line).collect::<String>());
    stage.write("a.ndjson", one + "no json\n");
    stage.write("b.ndjson", two);
    let plain = stage.stdout(&["batch", "a.ndjson", "b.ndjson", "--learn-sites=sites.json"], "");
    let learned = read(&stage, "sites.json");
    assert!(plain.contains("on-many-pages") && learned.lines().count() == 2, "{learned}");
    for jobs in ["1", "3"] {
        for guard in ["--guard", "--no-guard"] {
            let args = ["batch", "a.ndjson", "b.ndjson", "--learn-sites=again.json", "--jobs", jobs, guard];
            assert!(stage.stdout(&args, "") == plain, "{jobs} {guard}");
            assert_eq!(read(&stage, "again.json"), learned);
            let args = ["batch", "a.ndjson", "b.ndjson", "--sites", "sites.json", "--jobs", jobs, guard];
            assert!(stage.stdout(&args, "") == plain, "{jobs} {guard}, from the file");
        }
    }
    let piped = stage.stdout(&["batch", "--sites", "sites.json"], line(3));
    assert_eq!(piped.lines().next(), plain.lines().nth(3), "a stream has what was learned before");
}

#[test]
fn what_was_learned_is_a_part_of_the_configuration() {
    let stage = Stage::new();
    stage.write("a.ndjson", site());
    let made = |more: &[&str]| {
        let args = ["batch", "a.ndjson", "--out", "out", "--resume", "--progress", "none"];
        assert_eq!(stage.run(&[&args[..], more].concat()), "-- exit 0 --");
        let manifest: Value = serde_json::from_str(&read(&stage, "out/a.done.json")).expect("JSON");
        (manifest["configuration"].clone(), read(&stage, "out/a.ndjson"))
    };
    let plain = made(&[]);
    let learned = made(&["--learn-sites=sites.json"]);
    assert!(learned.0 != plain.0 && learned.1 != plain.1, "{:?}", learned.0);
    assert_eq!(made(&["--sites", "sites.json"]), learned);
    assert_eq!(made(&["--learn-sites"]), learned);
    assert_eq!(made(&[]), plain);
}

#[test]
fn a_story_under_many_addresses_is_one_page() {
    let stage = Stage::new();
    let copies = (0..20).map(|n| line_at(n % 4, &format!("https://www.pier.example/copy/{n}")));
    stage.write("in.ndjson", copies.collect::<String>());
    let plain = stage.stdout(&["batch", "in.ndjson"], "");
    let learned = stage.command(&["batch", "in.ndjson", "--learn-sites"]).output().expect("a run");
    assert!(learned.stdout == plain.as_bytes(), "four pages teach nothing");
    let said = String::from_utf8_lossy(&learned.stderr).into_owned();
    assert!(said.contains("nothing was learned"), "{said}");
}

#[test]
fn what_comes_once_is_not_read_twice() {
    let stage = Stage::new();
    let said = stage.run_with(&["batch", "--learn-sites"], "");
    assert!(said.contains("standard input comes only once") && said.contains("--sites FILE"), "{said}");
    assert!(said.ends_with("-- exit 2 --"), "{said}");
    stage.write("a.ndjson", line(1));
    let said = stage.run(&["batch", "a.ndjson", "--sites", "a.ndjson"]);
    assert!(said.contains("--sites a.ndjson: not a file of --learn-sites"), "{said}");
    assert!(said.ends_with("-- exit 2 --"), "{said}");
    let said = stage.run(&["batch", "a.ndjson", "--sites", "b.json"]);
    assert!(said.contains("b.json") && said.ends_with("-- exit 3 --"), "{said}");
}
