//! The library from the shell: what every command prints, and how it ends.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test sets its own stage")]
#![allow(clippy::print_stderr, reason = "what is skipped says so")]

#[path = "../common/mod.rs"]
mod common;
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
fn feeds_are_listed() {
    let stage = filled();
    assert_snapshot!(tabs(&stage.run(&["feeds"])), @"
    2 → 1 → Marl Gazette →  → 2026-03-04T08:00:00Z → 2026-03-04T09:00:00Z → https://gazette.example/feed.xml → 503 Service Unavailable
    1 → 1 → Sund Courier → News/Local,sea → 2026-03-04T08:00:00Z → 2026-03-04T09:00:00Z → https://sundcourier.example/feed → 
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["feeds", "--json"]), @r#"
    {"id":2,"address":"https://gazette.example/feed.xml","title":"Marl Gazette","site":null,"tags":[],"unread":1,"complete":"auto","asked":"2026-03-04T08:00:00Z","next":"2026-03-04T09:00:00Z","trouble":"503 Service Unavailable"}
    {"id":1,"address":"https://sundcourier.example/feed","title":"Sund Courier","site":null,"tags":["News/Local","sea"],"unread":1,"complete":"auto","asked":"2026-03-04T08:00:00Z","next":"2026-03-04T09:00:00Z","trouble":null}
    -- exit 0 --
    "#);
    assert_snapshot!(Stage::new().run(&["feeds"]), @"
    -- stderr --
    newsprint: no feeds yet: newsprint add URL subscribes to one
    -- exit 0 --
    ");
}

#[test]
fn a_feed_is_changed_by_number_address_or_title() {
    let stage = filled();
    let set =
        ["feeds", "set", "marl", "--name", "The Gazette", "--tag", "weekly", "--complete", "never", "--json"];
    assert_snapshot!(stage.run(&set), @r#"
    {"id":2,"address":"https://gazette.example/feed.xml","title":"The Gazette","site":null,"tags":["weekly"],"unread":1,"complete":"never","asked":"2026-03-04T08:00:00Z","next":"2026-03-04T09:00:00Z","trouble":"503 Service Unavailable"}
    -- exit 0 --
    "#);
    assert_snapshot!(stage.run(&["feeds", "set", "https://sundcourier.example/feed/", "--untag", "sea"]), @"-- exit 0 --");
    assert_snapshot!(stage.run(&["feeds", "set", "2", "--name", "", "--tag", " \u{1b}[31m "]), @"-- exit 0 --");
    assert_snapshot!(tabs(&stage.run(&["feeds"])), @"
    2 → 1 → Marl Gazette → weekly,�[31m → 2026-03-04T08:00:00Z → 2026-03-04T09:00:00Z → https://gazette.example/feed.xml → 503 Service Unavailable
    1 → 1 → Sund Courier → News/Local → 2026-03-04T08:00:00Z → 2026-03-04T09:00:00Z → https://sundcourier.example/feed → 
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["feeds", "set", "1"]), @"
    -- stderr --
    newsprint: the following required arguments were not provided: <--name <NAME>|--tag <TAG>|--untag <TAG>|--complete <WHEN>> (newsprint --help lists what can be typed)
    -- exit 2 --
    ");
    assert_snapshot!(stage.run(&["feeds", "set", "9", "--name", "x"]), @"
    -- stderr --
    newsprint: you have no feed `9` (newsprint feeds lists them)
    -- exit 3 --
    ");
    assert_snapshot!(stage.run(&["feeds", "set", "", "--name", "x"]), @"
    -- stderr --
    newsprint: you have no feed `` (newsprint feeds lists them)
    -- exit 3 --
    ");
    stage.run(&["feeds", "set", "2", "--name", "Sund Sports"]);
    assert_snapshot!(stage.run(&["feeds", "set", "sund", "--name", "x"]), @"
    -- stderr --
    newsprint: `sund` begins the titles of 2 feeds (name one by its number: 1 Sund Courier, 2 Sund Sports)
    -- exit 2 --
    ");
    assert_snapshot!(stage.run(&["feeds", "set", "sund courier", "--name", "x"]), @"-- exit 0 --");
}

#[test]
fn a_feed_is_removed_and_comes_back() {
    let stage = filled();
    assert_snapshot!(stage.run(&["feeds", "remove", "sund", "1"]), @"
    -- stderr --
    newsprint: Sund Courier is removed; newsprint undo brings it back
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["list", "--all"])), @"
    3 → 2024-05-01T10:00:00Z → U-- → Sund Courier → Ferry cat retires
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["undo"]), @"
    taken back: feed removed
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["list", "--all", "--feed", "1"])), @"
    2 → 2026-03-04T08:00:00Z → --V → Sund Courier → Choir sings to the whales
    1 → 2026-03-03T07:30:00Z → U-- → Sund Courier → Ferries halted by fog
    -- exit 0 --
    ");
}

#[test]
fn articles_are_listed() {
    let stage = filled();
    assert_snapshot!(tabs(&stage.run(&["list"])), @"
    1 → 2026-03-03T07:30:00Z → U-- → Sund Courier → Ferries halted by fog
    3 → 2024-05-01T10:00:00Z → U-- → Sund Courier → Ferry cat retires
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["list", "--all", "--sort", "date"])), @"
    2 → 2026-03-04T08:00:00Z → --V → Sund Courier → Choir sings to the whales
    1 → 2026-03-03T07:30:00Z → U-- → Sund Courier → Ferries halted by fog
    3 → 2024-05-01T10:00:00Z → U-- → Sund Courier → Ferry cat retires
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["list", "--all", "--limit", "1", "--sort", "title"])), @"
    2 → 2026-03-04T08:00:00Z → --V → Sund Courier → Choir sings to the whales
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["list", "is:read"])), @"
    2 → 2026-03-04T08:00:00Z → --V → Sund Courier → Choir sings to the whales
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["list", "--tag", "sea", "ferr*", "before:2026-03-04"])), @"
    1 → 2026-03-03T07:30:00Z → U-- → Sund Courier → Ferries halted by fog
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["list", "--feed", "marl"])), @"
    3 → 2024-05-01T10:00:00Z → U-- → Sund Courier → Ferry cat retires
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["list", "--starred"]), @"
    -- stderr --
    newsprint: no article fits; --all lists the read ones too, 3 in all
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["list", "--all", "zeppelin"]), @"
    -- stderr --
    newsprint: no article fits
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["list", "--sort", "size"]), @"
    -- stderr --
    newsprint: invalid value 'size' for '--sort <ORDER>' [possible values: date, newest, oldest, longest, shortest, title, site] (a similar value exists: 'site')
    -- exit 2 --
    ");
    assert_snapshot!(Stage::new().run(&["list"]), @"
    -- stderr --
    newsprint: the library is empty: newsprint add URL or save URL fills it
    -- exit 0 --
    ");
}

#[test]
fn a_list_as_json_has_the_fields_that_scripts_know() {
    let stage = filled();
    let rows = lines(&stage, &["list", "--all", "--json"]);
    assert_eq!(rows.len(), 3);
    for row in &rows {
        let fields = [
            "id",
            "title",
            "url",
            "site",
            "byline",
            "published",
            "seen",
            "language",
            "words",
            "videos",
            "links",
            "class",
            "read",
            "starred",
            "whole",
            "tags",
            "feeds",
        ];
        let mut sorted = fields;
        sorted.sort_unstable();
        assert_eq!(keys(row), sorted);
    }
    assert_snapshot!(stage.run(&["list", "--json", "--tag", "sea"]), @r#"
    {"id":1,"title":"Ferries halted by fog","url":"https://sundcourier.example/fog","site":"Sund Courier","byline":"Ines Calloway","published":"2026-03-03T07:30:00Z","seen":"2026-03-04T08:00:00Z","language":"en","words":46,"videos":0,"links":0,"class":null,"read":false,"starred":false,"whole":false,"tags":[],"feeds":[{"id":1,"title":"Sund Courier"}]}
    -- exit 0 --
    "#);
}

#[test]
fn words_are_found_with_their_place() {
    let stage = filled();
    assert_snapshot!(tabs(&stage.run(&["search", "ferry"])), @"
    3 → 2024-05-01T10:00:00Z → U-- → Sund Courier → Ferry cat retires → Ferry cat retires Sund Courier
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["search", "alto voices", "is:read"])), @"
    2 → 2026-03-04T08:00:00Z → --V → Sund Courier → Choir sings to the whales → …on Sunday evening and sang to a family of whales, which had come into the bay after herring and stayed for the alto voices.
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["search", "cow", "--json"]), @r#"
    {"id":1,"title":"Ferries halted by fog","url":"https://sundcourier.example/fog","site":"Sund Courier","byline":"Ines Calloway","published":"2026-03-03T07:30:00Z","seen":"2026-03-04T08:00:00Z","language":"en","words":46,"videos":0,"links":0,"class":null,"read":false,"starred":false,"whole":false,"tags":[],"feeds":[{"id":1,"title":"Sund Courier"}],"snippet":[{"text":"…The boats left again at noon, with two hundred islanders and a ","found":false},{"text":"cow","found":true},{"text":" on board.","found":false}]}
    -- exit 0 --
    "#);
    assert_snapshot!(stage.run(&["search", "zeppelin"]), @"
    -- stderr --
    newsprint: nothing found for `zeppelin`
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["search", "ferr* -fog", "--limit", "1", "--json"]), @r#"
    {"id":3,"title":"Ferry cat retires","url":"https://sundcourier.example/cat","site":"Sund Courier","byline":"Ines Calloway","published":"2024-05-01T10:00:00Z","seen":"2026-03-04T08:00:00Z","language":"en","words":0,"videos":0,"links":0,"class":null,"read":false,"starred":false,"whole":false,"tags":[],"feeds":[{"id":2,"title":"Marl Gazette"}],"snippet":[{"text":"Ferry","found":true},{"text":" cat retires Sund Courier ","found":false}]}
    -- exit 0 --
    "#);
}

#[test]
fn a_search_is_kept_under_a_name_and_done_again() {
    let stage = filled();
    assert_snapshot!(stage.run(&["search"]), @"
    -- stderr --
    newsprint: no search is kept: newsprint search --name NAME QUERY keeps one
    -- exit 0 --
    ");
    let found = stage.run(&["search", "--name", "boats", "ferry"]);
    assert_eq!(found, stage.run(&["search", "ferry"]));
    assert_eq!(stage.run(&["search", "--name", "boats"]), found);
    assert_snapshot!(tabs(&stage.run(&["search"])), @"
    boats → ferry
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["search", "--json"]), @r#"
    {"name":"boats","query":"ferry"}
    -- exit 0 --
    "#);
    assert_eq!(stage.run(&["search", "--name", "boats", "--forget"]), "-- exit 0 --");
    assert_snapshot!(stage.run(&["search", "--name", "boats"]), @"
    -- stderr --
    newsprint: no search is kept as boats (newsprint search lists them)
    -- exit 3 --
    ");
    assert_eq!(
        stage.run(&["search", "--name", "boats", "--forget"]),
        stage.run(&["search", "--name", "boats"])
    );
}

#[test]
fn a_page_is_kept_and_shown() {
    let stage = filled();
    assert_snapshot!(stage.run(&["save", "story.html", "--tag", "bridges", "--base", "https://county.example/bridge"]), @"
    4
    -- exit 0 --
    ");
    assert_eq!(stage.run(&["show", "4"]), stage.run(&["dump", "story.html"]));
    let shown = common::check_json(&stage.stdout(&["show", "4", "-f", "json", "--sidebar"], ""));
    assert_eq!(shown["url"], "https://county.example/bridge");
    assert_eq!(lines(&stage, &["list", "--tag", "bridges", "--json"])[0]["whole"], true);
    // Kept again it is the same article, and from standard input too.
    let again =
        stage.run_with(&["save", "-", "--base", "https://county.example/bridge", "--json"], common::STORY);
    assert!(again.starts_with("{\"id\":4,\"title\":\"Bridge reopens after nine weeks\""), "{again}");
}

#[test]
fn what_a_feed_gave_is_shown_with_what_it_said_of_it() {
    let stage = filled();
    assert_snapshot!(stage.run(&["show", "2", "--width", "60"]), @"
    Choir sings to the whales

    Forty singers from the villages of the Sund stood on the
    breakwater on Sunday evening and sang to a family of whales,
    which had come into the bay after herring and stayed for the
    alto voices.
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["show", "3", "1", "-f", "markdown"]), @"
    # Ferry cat retires

    *Ines Calloway · 2024-05-01 · Sund Courier*

    ---

    # Ferries halted by fog

    *Ines Calloway · 2026-03-03 · Sund Courier*

    The morning ferries to Tern Island stayed at the quay on Tuesday, for the fog was so thick that the harbour master could not see the end of her own pier.

    The boats left again at noon, with two hundred islanders and a cow on board.
    -- stderr --
    newsprint: no article in number 3: its feed gave a headline only (newsprint save https://sundcourier.example/cat fetches the page)
    -- exit 4 --
    ");
    assert_snapshot!(stage.run(&["show", "3", "1", "-f", "json"]), @"
    -- stderr --
    newsprint: json and html hold one article, and several were named (--format ndjson prints one object a line)
    -- exit 2 --
    ");
}

#[test]
fn a_page_without_an_article_is_not_kept_unless_forced() {
    let stage = Stage::new();
    stage.write(
        "wall.html",
        "<title>Before you go on</title><p>We value your privacy</p><p>We and our 812 partners \
        store cookies on your device.</p><button>Accept all</button><button>Reject all</button>",
    );
    assert_snapshot!(stage.run(&["save", "wall.html", "nowhere.html"]), @"
    -- stderr --
    newsprint: no article in wall.html: it is a consent wall: it asks for consent before it shows anything (go through it in a browser, save the page there and read the file; --force keeps it as it is)
    newsprint: cannot read nowhere.html: no such file or directory
    -- exit 3 --
    ");
    assert!(!stage.run(&["list", "--all"]).contains("Before"));
    assert_snapshot!(stage.run(&["save", "wall.html", "--force"]), @"
    1
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["show", "1"]), @"
    Before you go on

    We and our 812 partners store cookies on your device.
    -- stderr --
    newsprint: no article in number 1: it is a consent wall: it asks for consent before it shows anything (go through it in a browser, save the page there and read the file)
    -- exit 4 --
    ");
    stage.write("feed.xml", "<rss><channel><title>A</title><item><title>B</title></item></channel></rss>");
    assert_snapshot!(stage.run(&["save", "feed.xml"]), @"
    -- stderr --
    newsprint: no article in feed.xml: it is a feed, not an article (newsprint add subscribes to it)
    -- exit 4 --
    ");
}

#[test]
fn marks_stars_and_tags_are_given_and_taken_back() {
    let stage = filled();
    assert_snapshot!(stage.run(&["mark", "2,3"]), @"-- exit 0 --");
    assert_snapshot!(stage.run(&["list"]), @"
    1	2026-03-03T07:30:00Z	U--	Sund Courier	Ferries halted by fog
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["mark", "--unread", "1", "3"]), @"-- exit 0 --");
    assert_snapshot!(stage.run(&["star", "2", "2"]), @"-- exit 0 --");
    assert_snapshot!(stage.run(&["tag", "1,2", "boats", "News/Local"]), @"-- exit 0 --");
    assert_snapshot!(tabs(&stage.run(&["tag"])), @"
    1 → boats
    1 → News/Local
    1 → sea
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["list", "--all"])), @"
    2 → 2026-03-04T08:00:00Z → -SV → Sund Courier → Choir sings to the whales
    1 → 2026-03-03T07:30:00Z → U-- → Sund Courier → Ferries halted by fog
    3 → 2024-05-01T10:00:00Z → U-- → Sund Courier → Ferry cat retires
    -- exit 0 --
    ");
    let row = &lines(&stage, &["tag", "2", "News/Local", "--remove", "--json"])[0];
    assert_eq!((&row["tags"], &row["starred"]), (&serde_json::json!(["boats"]), &Value::Bool(true)));
    for _ in 0..4 {
        stage.run(&["undo"]);
    }
    assert_snapshot!(stage.run(&["undo", "--json"]), @r#"
    {"undone":"marked read"}
    -- exit 0 --
    "#);
    assert_snapshot!(tabs(&stage.run(&["list", "--all"])), @"
    2 → 2026-03-04T08:00:00Z → --V → Sund Courier → Choir sings to the whales
    1 → 2026-03-03T07:30:00Z → U-- → Sund Courier → Ferries halted by fog
    3 → 2024-05-01T10:00:00Z → U-- → Sund Courier → Ferry cat retires
    -- exit 0 --
    ");
}

#[test]
fn numbers_come_from_a_list() {
    let stage = filled();
    let list = stage.stdout(&["list"], "");
    assert_snapshot!(stage.run_with(&["star", "-"], list), @"-- exit 0 --");
    assert_eq!(lines(&stage, &["list", "--starred", "--json"]).len(), 2);
    let json = stage.stdout(&["list", "--starred", "--json", "--limit", "1"], "");
    assert_snapshot!(stage.run_with(&["unstar", "-"], json), @"-- exit 0 --");
    assert_eq!(lines(&stage, &["list", "--starred", "--json"]).len(), 1);
    assert_snapshot!(stage.run_with(&["mark", "-"], ""), @"-- exit 0 --");
    assert_snapshot!(stage.run_with(&["mark", "-"], "no number\n"), @"
    -- stderr --
    newsprint: `no` is not the number of an article (newsprint list prints them)
    -- exit 2 --
    ");
}

#[test]
fn numbers_that_are_none_change_nothing() {
    let stage = filled();
    for command in ["mark", "star", "unstar", "rm", "show"] {
        let told = stage.run(&[command, "2", "99"]);
        assert!(told.contains("the library has no article 99") && told.ends_with("exit 3 --"), "{told}");
    }
    assert_eq!(lines(&stage, &["list", "--json"]).len(), 2, "2 is still unread and there");
    assert_snapshot!(stage.run(&["star", "two"]), @"
    -- stderr --
    newsprint: `two` is not the number of an article (newsprint list prints them)
    -- exit 2 --
    ");
    assert_snapshot!(stage.run(&["tag", "2"]), @"
    -- stderr --
    newsprint: the following required arguments were not provided: <TAG>... (newsprint --help lists what can be typed)
    -- exit 2 --
    ");
    assert_snapshot!(stage.run(&["tag", "2", " "]), @"
    -- stderr --
    newsprint: a tag has no letters (such as sea or News/Local)
    -- exit 2 --
    ");
}

#[test]
fn articles_are_removed_and_come_back() {
    let stage = filled();
    assert_snapshot!(stage.run(&["rm", "1", "3"]), @"
    -- stderr --
    newsprint: 2 articles are removed; newsprint undo brings them back
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["list", "--all"])), @"
    2 → 2026-03-04T08:00:00Z → --V → Sund Courier → Choir sings to the whales
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["undo"]), @"
    taken back: removed
    -- exit 0 --
    ");
    assert_eq!(lines(&stage, &["list", "--all", "--json"]).len(), 3);
    assert_snapshot!(Stage::new().run(&["undo"]), @"
    -- stderr --
    newsprint: there is nothing to take back
    -- exit 0 --
    ");
}

#[test]
fn kept_pages_are_read_again() {
    let stage = filled();
    stage.run(&["save", "story.html"]);
    assert_snapshot!(stage.run(&["reread", "--all"]), @"
    -- stderr --
    newsprint: 3 read again, 0 changed
    -- exit 0 --
    ");
    // A rule of the reader's makes the judge of today another one.
    stage.write("half.toml", "[[rule]]\nhost = \"*\"\ntext = \"Lorries*\"\ndo = \"drop\"\n");
    assert_snapshot!(tabs(&stage.run(&["reread", "4", "--rules", "half.toml", "--dry-run"])), @"
    4 → 93 → 59 → Bridge reopens after nine weeks
    -- stderr --
    newsprint: 1 read again, 1 would be changed
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["reread", "bridge", "--rules", "half.toml", "--json"]), @r#"
    {"id":4,"title":"Bridge reopens after nine weeks","words_before":93,"words_after":59,"class_before":"article","class_after":"article","taken":true}
    -- stderr --
    newsprint: 1 read again, 1 changed
    -- exit 0 --
    "#);
    assert_snapshot!(tabs(&stage.run(&["list", "lorries"])), @"
    -- stderr --
    newsprint: no article fits; --all lists the read ones too, 4 in all
    -- exit 0 --
    ");
    stage.write("none.toml", "[[rule]]\nhost = \"*\"\nselector = \"p\"\ndo = \"drop\"\n");
    assert_snapshot!(tabs(&stage.run(&["reread", "4", "--rules", "none.toml"])), @"
    4 → 59 → 0 → Bridge reopens after nine weeks → left as it was: empty
    -- stderr --
    newsprint: 1 read again, 0 changed, 1 left as before, for there would be no article in them (--force takes them)
    -- exit 0 --
    ");
    assert_snapshot!(tabs(&stage.run(&["reread", "4"])), @"
    4 → 59 → 93 → Bridge reopens after nine weeks
    -- stderr --
    newsprint: 1 read again, 1 changed
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["reread"]), @"
    -- stderr --
    newsprint: the following required arguments were not provided: <ID|QUERY>... (newsprint --help lists what can be typed)
    -- exit 2 --
    ");
}

#[test]
fn feeds_leave_as_opml() {
    let stage = filled();
    assert_snapshot!(stage.run(&["export"]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <opml version="2.0">
      <head>
        <title>Feeds of newsprint</title>
      </head>
      <body>
        <outline type="rss" text="Marl Gazette" title="Marl Gazette" xmlUrl="https://gazette.example/feed.xml"/>
        <outline text="News">
          <outline text="Local">
            <outline type="rss" text="Sund Courier" title="Sund Courier" xmlUrl="https://sundcourier.example/feed"/>
          </outline>
        </outline>
        <outline text="sea">
          <outline type="rss" text="Sund Courier" title="Sund Courier" xmlUrl="https://sundcourier.example/feed"/>
        </outline>
      </body>
    </opml>
    -- exit 0 --
    "#);
    assert_snapshot!(stage.run(&["export", "feeds.opml"]), @"-- exit 0 --");
    assert_snapshot!(stage.run(&["export", "feeds.opml"]), @"
    -- stderr --
    newsprint: feeds.opml is there already (--force writes over it)
    -- exit 2 --
    ");
    assert_snapshot!(stage.run(&["export", "feeds.opml", "--force"]), @"-- exit 0 --");
    let written = std::fs::read_to_string(stage.path().join("feeds.opml")).expect("a file");
    assert_eq!(written, stage.stdout(&["export", "-"], ""));
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
fn what_is_old_and_read_is_thrown_away_when_it_is_asked_twice() {
    let stage = filled();
    assert_snapshot!(stage.run(&["expire", "--older-than", "1d"]), @"
    1 article would be thrown away
    -- stderr --
    newsprint: nothing was done: --yes does it, and it cannot be undone
    -- exit 0 --
    ");
    assert_eq!(lines(&stage, &["list", "--all", "--json"]).len(), 3);
    assert_snapshot!(stage.run(&["expire", "--older-than", "1d", "--yes"]), @"
    1 article thrown away
    -- exit 0 --
    ");
    assert_eq!(lines(&stage, &["list", "--all", "--json"]).len(), 2);
    assert_snapshot!(stage.run(&["expire", "--older-than", "1d", "--json"]), @r#"
    {"articles":0,"done":false}
    -- exit 0 --
    "#);
    assert_snapshot!(stage.run(&["expire", "--older-than", "soon"]), @"
    -- stderr --
    newsprint: --older-than soon: not an age (such as 90d or 12w)
    -- exit 2 --
    ");
    let sizes = &lines(&stage, &["compact", "--json"])[0];
    assert_eq!(keys(sizes), ["after", "before"]);
    assert!(sizes["after"].as_u64() <= sizes["before"].as_u64() && sizes["after"].as_u64() > Some(0));
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
