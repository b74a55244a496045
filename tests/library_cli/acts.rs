//! What is done with articles, and taken back.

use super::*;

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
