//! Pages of the web in the library: fetched once, and there when the network is not.

use insta::assert_snapshot;

use super::common::Stage;
use super::common::server::Server;
use super::{lines, tabs};

/// The server has another port on every run.
fn portless(text: &str, server: &Server) -> String {
    text.replace(&server.url(""), "http://SERVER")
}

#[test]
fn a_page_of_the_web_is_there_when_its_server_is_not() {
    let (stage, server) = (Stage::new(), Server::start());
    assert_snapshot!(stage.run(&["save", &server.url("/story-3"), "--tag", "later"]), @"
    1
    -- exit 0 --
    ");
    let row = &lines(&stage, &["list", "--json"])[0];
    assert_eq!(row["url"], server.url("/story-3"));
    let asked = server.heads().len();
    let shown = stage.run(&["show", "1"]);
    assert!(shown.starts_with("Story 3\n") && shown.ends_with("-- exit 0 --"), "{shown}");
    stage.run(&["reread", "--all"]);
    stage.run(&["search", "story"]);
    assert_eq!(server.heads().len(), asked, "nothing is fetched again");
}

#[test]
fn a_page_that_moved_is_kept_under_its_last_address() {
    let (stage, server) = (Stage::new(), Server::start());
    assert_snapshot!(stage.run(&["save", &server.url("/to?/story-3"), &server.url("/story-3")]), @"
    1
    1
    -- exit 0 --
    ");
    let rows = lines(&stage, &["list", "--json"]);
    assert_eq!((rows.len(), &rows[0]["url"]), (1, &server.url("/story-3").into()));
}

#[test]
fn what_cannot_be_fetched_is_told_and_the_others_are_kept() {
    let (stage, server) = (Stage::new(), Server::start());
    let told = stage.run(&["save", &server.url("/status-404"), &server.url("/story-1")]);
    assert_snapshot!(portless(&told, &server), @"
    1
    -- stderr --
    newsprint: cannot fetch http://SERVER/status-404: the server answers 404 (Not Found) (is the address spelled right? the page may have moved)
    -- exit 3 --
    ");
}

#[test]
fn a_page_that_is_saved_is_the_article_of_its_feed() {
    let (stage, server) = (Stage::new(), Server::start());
    stage.run(&["add", &server.url("/feed-3")]);
    let before = stage.stdout(&["list", "--all"], "");
    let saved = stage.stdout(&["save", &server.url("/story-1"), "--json"], "");
    assert!(saved.contains("\"title\":\"The Weir\""), "its feed carries it still: {saved}");
    assert_eq!(before.lines().count(), lines(&stage, &["list", "--all", "--json"]).len());
    assert_snapshot!(tabs(&stage.run(&["feeds", "remove", "weir"])), @"
    -- stderr --
    newsprint: you have no feed `weir` (newsprint feeds lists them)
    -- exit 3 --
    ");
    assert_snapshot!(tabs(&stage.run(&["feeds", "remove", "the weir"])), @"
    -- stderr --
    newsprint: The Weir is removed; newsprint undo brings it back
    -- exit 0 --
    ");
    assert_eq!(lines(&stage, &["list", "--all", "--json"]).len(), 1, "what was saved stays");
}
