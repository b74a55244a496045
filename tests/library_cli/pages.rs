//! Pages are kept, shown, and read again.

use super::*;

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
