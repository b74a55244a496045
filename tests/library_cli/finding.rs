//! Articles are listed, and found by their words.

use super::*;

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
