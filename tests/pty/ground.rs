//! What the terminal is, and how the screen looks on it: its ground, its signs, its order.

use crate::session::Session;

/// The ground of the themes `dark` and `light`, as it is sent.
const GROUNDS: [&str; 2] = ["48;2;21;23;28", "48;2;251;248;241"];

impl Session {
    fn wait_for_bytes(&self, what: &str) {
        self.wait_for(what, |seen| String::from_utf8_lossy(&seen.raw).contains(what));
    }
}

#[test]
fn the_theme_is_the_one_that_fits_the_terminals_ground() {
    let [dark, light] = GROUNDS;
    let mut session = Session::open(&[("SSH_TTY", ""), ("COLORFGBG", "")]);
    session.wait_for_bytes("\x1b]11;?\x1b\\");
    // What is typed around the answer is no part of it, and the answer is nothing typed.
    session.press("?\x1b]11;rgb:ffff/fafa/f0f0\x1b\\");
    session.wait_for_bytes(light);
    session.wait_for_text("Down a line");
    session.press("?");
    session.wait_for_text("A loaded gravel barge");
    assert!(!String::from_utf8_lossy(&session.seen.lock().unwrap().raw).contains(dark));
    session.press("Q");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn a_late_answer_changes_the_screen_once_and_a_silent_terminal_is_not_waited_for() {
    let [dark, light] = GROUNDS;
    let mut session = Session::open(&[("COLORFGBG", "")]);
    session.wait_for_text("A loaded gravel barge");
    session.wait_for_bytes(dark);
    session.press("\x1b]11;rgb:ff/ff/ff\x07");
    session.wait_for_bytes(light);
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_terminal_that_would_print_the_question_or_needs_no_answer_is_not_asked() {
    let asked = |environment: &[(&str, &str)], first: &str| {
        let mut session = Session::open(environment);
        session.wait_for_text("A loaded gravel barge");
        session.wait_for_bytes(first);
        session.press("q");
        session.end();
        let raw = String::from_utf8_lossy(&session.seen.lock().unwrap().raw).into_owned();
        raw.contains("\x1b]11;?")
    };
    assert!(!asked(&[("TERM", "linux"), ("COLORTERM", "")], "barge"));
    assert!(!asked(&[("NO_COLOR", "1")], "barge"));
    assert!(asked(&[("COLORFGBG", "0;15")], GROUNDS[1]));
}

#[test]
fn on_a_terminal_without_such_signs_others_stand_for_them() {
    for (environment, thumb, none) in [
        (("LC_ALL", "C"), "#", "▐"),
        (("LC_ALL", "en_GB.ISO-8859-1"), "#", "▐"),
        (("LC_ALL", "C.UTF-8"), "▐", "#"),
    ] {
        let mut session = Session::open(&[environment]);
        session.wait_for_text("A loaded gravel barge");
        session.press("z>>>>>>>>x/é");
        session.press("\x1b");
        session.resize(60, 8);
        session.wait_for_bytes(thumb);
        assert!(
            !String::from_utf8_lossy(&session.seen.lock().unwrap().raw).contains(none),
            "{environment:?}"
        );
        session.press("Q");
        session.end();
    }
}

#[test]
fn a_terminal_that_orders_text_itself_is_asked_to_let_it_be_and_told_when_it_is_over() {
    let raw = |session: &Session| String::from_utf8_lossy(&session.seen.lock().unwrap().raw).into_owned();
    let mut session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    assert!(raw(&session).contains("\x1b[8l"));
    session.press("q");
    session.end();
    let raw = raw(&session);
    assert!(raw.rfind("\x1b[8h") > raw.rfind("\x1b[8l"), "{raw:?}");
}
