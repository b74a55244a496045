//! Pages of the web, fetched while the screen is up.

use std::time::Duration;

use crate::server::{Server, http};
use crate::session::{PAGE, Session};

#[test]
fn a_page_of_the_web_is_loaded_while_the_screen_is_up() {
    let server = Server::with(http("200 OK", PAGE));
    let mut session = Session::fetch(&server.address);
    session.wait_for_text("fetching 127.0.0.1");
    session.press("?");
    session.wait_for_text("Down a line");
    session.press("?");
    session.wait_for_text("fetching 127.0.0.1");
    server.answer();
    session.wait_for_text("A loaded gravel barge");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn a_page_that_is_not_there_is_said_on_the_screen_and_after_it() {
    let server = Server::with(http("404 Not Found", "no"));
    let mut session = Session::fetch(&server.address);
    server.answer();
    session.wait_for_text("the server answers 404 (Not Found)");
    session.press("q");
    assert_eq!(session.end(), 3);
    session.assert_given_back();
    session.wait_for_text("newsprint: cannot fetch http://127.0.0.1");
}

#[test]
fn nobody_has_to_wait_for_a_page() {
    let server = Server::with(http("200 OK", PAGE));
    let mut session = Session::fetch(&server.address);
    session.wait_for_text("fetching 127.0.0.1");
    session.press("\x1b");
    session.wait_for_text("stopped before it arrived");
    server.answer();
    std::thread::sleep(Duration::from_millis(200));
    assert!(!session.contents().contains("barge"));
    session.press("q");
    assert_eq!(session.end(), 3);
}

#[test]
fn one_page_that_can_be_read_is_enough() {
    let line = "\"$0\" http://127.0.0.1:1/ \"$1\"; echo \"ended $?\"; read wait";
    let mut session = Session::shell(line);
    session.wait_for_text("connection refused");
    session.press("J");
    session.wait_for_text("A loaded gravel barge");
    session.press("q");
    session.wait_for_text("ended 0");
}

#[test]
fn a_page_that_was_not_there_is_asked_for_again() {
    let server = Server::with_each(vec![http("503 Busy", "no"), http("200 OK", PAGE)]);
    let mut session = Session::fetch(&server.address);
    server.answer();
    session.wait_for_text("the server answers 503");
    session.wait_for_text("^r  tries again");
    session.press("\x12");
    session.wait_for_text("fetching 127.0.0.1, 1 s");
    server.answer();
    session.wait_for_text("A loaded gravel barge");
}

#[test]
fn a_link_is_followed_here_and_back_again() {
    let server = Server::with(http("200 OK", PAGE));
    let line = format!(
        "printf '<title>T</title><article><h1>Harbour</h1><p>The harbour was calm on Monday, said <a href=\"{}\">the gazette</a>, \
         and so it was on Tuesday, on Wednesday and for the rest of the week.</p></article>' > here.html; \"$0\" here.html",
        server.address
    );
    let mut session = Session::shell(&line);
    session.wait_for_text("The harbour was calm");
    session.press("1\r");
    session.wait_for_text("enter again opens raw address 127.0.0.1");
    session.press("1\r");
    session.wait_for_text("fetching 127.0.0.1");
    server.answer();
    session.wait_for_text("A loaded gravel barge");
    session.press("q");
    session.wait_for_text("The harbour was calm");
    session.press("q");
    assert_eq!(session.end(), 0);
}
