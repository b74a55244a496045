//! Every way out gives the terminal back.

use std::time::{Duration, Instant};

use crate::session::{PATIENCE, Session};

#[test]
fn a_signal_ends_it_at_once_with_the_code_that_shells_expect() {
    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1), ("QUIT", 3)] {
        let mut session = Session::open(&[]);
        session.wait_for_text("A loaded gravel barge");
        session.press("?");
        session.signal(name);
        assert_eq!(session.end(), 128 + number, "{name}");
        session.assert_given_back();
    }
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_says_what_happened() {
    let mut session = Session::open(&[("NEWSPRINT_PANIC", "draw")]);
    assert_ne!(session.end(), 0);
    session.wait_for_text("asked to panic while drawing");
    session.assert_given_back();
}

#[test]
fn a_terminal_that_goes_away_ends_it() {
    let mut session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    session.hang_up();
    assert_eq!(session.end(), 129);
}

#[test]
fn a_terminal_that_goes_away_without_a_signal_ends_it_too() {
    // The shell leads the session, so the signal goes to the shell, which does not care.
    let mut session = Session::shell("trap '' HUP; \"$0\" \"$1\"; echo $? > ended");
    session.wait_for_text("A loaded gravel barge");
    session.hang_up();
    session.end();
    assert_eq!(std::fs::read_to_string(session.folder.path().join("ended")).unwrap().trim(), "129");
}

#[test]
fn a_stop_gives_the_terminal_to_the_shell_and_fg_brings_the_screen_back() {
    let mut session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    session.press("\x1a");
    session.wait_for("shell's screen", |seen| !seen.screen.screen().alternate_screen());
    let begun = Instant::now();
    while session.process().unwrap().0 != "T" {
        assert!(begun.elapsed() < PATIENCE, "it does not stop");
        std::thread::sleep(Duration::from_millis(10));
    }
    session.assert_given_back();
    session.signal("CONT");
    session.wait_for("alternate screen", |seen| seen.screen.screen().alternate_screen());
    session.wait_for_text("A loaded gravel barge");
    session.press("q");
    assert_eq!(session.end(), 0);
}
