//! The library from the shell: what every command prints, and how it ends.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test sets its own stage")]
#![allow(clippy::print_stderr, reason = "what is skipped says so")]

#[path = "../common/mod.rs"]
mod common;

mod acts;
mod feeds;
mod finding;
mod pages;
mod trouble;
mod web;

use common::Stage;
use insta::assert_snapshot;
use jiff::Timestamp;
use newsprint::library::{Item, Library};
use newsprint::model::{Clean, Validators};
use serde_json::Value;

/// When the library of the tests was filled.
const NOW: &str = "2026-03-04T08:00:00Z";

fn now() -> Timestamp {
    NOW.parse().expect("a moment")
}

fn item(key: &str, title: &str, published: Option<&str>, text: &str) -> Item {
    Item {
        key: key.to_owned(),
        address: Some(format!("https://sundcourier.example/{key}")),
        title: Clean::field(title),
        byline: Some(Clean::field("Ines Calloway")),
        site: Clean::field("Sund Courier"),
        published: published.map(|at| at.parse().expect("a moment")),
        language: Some("en".to_owned()),
        text: Clean::text(text),
        html: Some(format!("<p>{}</p>", text.replace("\n\n", "</p><p>"))),
        ..Item::default()
    }
}

const FOG: &str = "The morning ferries to Tern Island stayed at the quay on Tuesday, for the fog was so thick \
that the harbour master could not see the end of her own pier.\n\nThe boats left again at noon, with two \
hundred islanders and a cow on board.";

const CHOIR: &str = "Forty singers from the villages of the Sund stood on the breakwater on Sunday evening and \
sang to a family of whales, which had come into the bay after herring and stayed for the alto voices.";

/// A stage with a library of two feeds and three articles, the second of them read.
fn filled() -> Stage {
    let stage = Stage::with_story();
    let mut library = Library::open(&stage.library(), now()).expect("a library").library;
    let tags = ["News/Local".to_owned(), "sea".to_owned()];
    let feeds = [
        ("https://sundcourier.example/feed", "Sund Courier", &tags[..]),
        ("https://gazette.example/feed.xml", "Marl Gazette", &[]),
    ];
    let feeds = library.add_feeds(feeds, now()).expect("two feeds");
    let fog = item("fog", "Ferries halted by fog", Some("2026-03-03T07:30:00Z"), FOG);
    let choir = Item { videos: 1, ..item("choir", "Choir sings to the whales", None, CHOIR) };
    let taken = library.take_in(feeds[0], &[choir, fog], now()).expect("items");
    let cat = item("cat", "Ferry cat retires", Some("2024-05-01T10:00:00Z"), "");
    library.take_in(feeds[1], &[Item { html: None, ..cat }], now()).expect("an item");
    library.mark_read(&taken.new[..1], true, now()).expect("a mark");
    let next = "2026-03-04T09:00:00Z".parse().expect("a moment");
    library.asked(feeds[0], &Validators::default(), now(), next, None).expect("a note");
    library
        .asked(feeds[1], &Validators::default(), now(), next, Some("503 Service Unavailable"))
        .expect("a note");
    stage
}

/// What a run prints, line by line, as JSON.
fn lines(stage: &Stage, args: &[&str]) -> Vec<Value> {
    let text = stage.stdout(args, "");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// The names of the fields of an object, in order.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// Tabs as they are seen.
fn tabs(text: &str) -> String {
    text.replace('\t', " → ")
}

#[test]
fn the_library_leaves_as_a_copy() {
    let stage = filled();
    assert_snapshot!(stage.run(&["backup", "copy.db"]), @"-- exit 0 --");
    assert_snapshot!(stage.run(&["backup", "copy.db"]), @"
    -- stderr --
    newsprint: copy.db is there already (a copy is written to a new file)
    -- exit 2 --
    ");
    let (here, there) =
        (stage.run(&["list", "--all"]), stage.run(&["list", "--all", "--library", "copy.db"]));
    assert_eq!(here, there);
    assert_snapshot!(stage.run(&["check", "--library", "copy.db"]), @"
    whole: 2 feeds, 3 articles
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["backup", "no/where.db"]), @"
    -- stderr --
    newsprint: no/where.db: no such file or directory
    -- exit 1 --
    ");
}

#[test]
fn the_manual_page_has_every_command() {
    let page = Stage::new().stdout(&["man"], "");
    let named: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SH NEWSPRINT ")).collect();
    for command in
        ["FEEDS", "FEEDS SET", "FEEDS REMOVE", "LIST", "SAVE", "REREAD", "CHECK", "COMPACT", "RULES ADD"]
    {
        assert!(named.contains(&command), "{command}: {named:?}");
    }
    assert!(
        Stage::new().stdout(&["completions", "bash"], "").contains("newsprint__subcmd__feeds__subcmd__set")
    );
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let stage = filled();
    for command in
        [vec!["list", "--all"], vec!["export"], vec!["show", "1"], vec!["search", "ferry", "--json"]]
    {
        let program = stage.command(&command);
        let mut child = std::process::Command::new(program.get_program())
            .args(program.get_args())
            .envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .current_dir(stage.path())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("a run");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("an end");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{command:?}");
    }
}

#[test]
fn nothing_of_a_page_steers_the_terminal() {
    let stage = Stage::new();
    let evil = "\u{1b}]0;owned\u{7}\u{202e}Ferry\u{1b}[31m\u{9b}5m";
    let mut library = Library::open(&stage.library(), now()).expect("a library").library;
    let feed = library.add_feed("https://a.example/\u{1b}[31mfeed", evil, now()).expect("a feed");
    let item = Item { site: Clean::field(evil), ..item("x", evil, None, evil) };
    library.take_in(feed, &[item], now()).expect("an item");
    library.asked(feed, &Validators::default(), now(), now(), Some(evil)).expect("a note");
    library
        .tag_all(
            &library
                .list(&newsprint::library::Filter::default(), newsprint::model::Sort::Newest, None, 9)
                .expect("rows")
                .rows
                .iter()
                .map(|row| row.id)
                .collect::<Vec<_>>(),
            &[evil.to_owned()],
            true,
            now(),
        )
        .expect("a tag");
    drop(library);
    for command in [
        "feeds",
        "feeds --json",
        "list",
        "list --json",
        "search ferry",
        "search ferry --json",
        "show 1",
        "tag",
        "export",
    ] {
        let text = stage.run(&command.split(' ').collect::<Vec<_>>());
        assert!(text.contains("Ferry"), "{command}: {text}");
        let steers = |c: char| {
            (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '␛' | '\u{202e}' | '\u{9b}')
        };
        assert!(!text.contains(steers), "{command}: {text:?}");
    }
}
