//! Feeds are listed, changed, removed, and leave as a list.

use super::*;

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
