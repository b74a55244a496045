//! The screen: what is on it, what is sent to it, and that it sleeps.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::session::{Session, wait};

#[test]
fn it_opens_scrolls_and_gives_the_terminal_back() {
    let mut session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    session.press("G");
    session.wait_for_text("100 %");
    session.press("?");
    session.wait_for_text("Down a line");
    session.press("\x1b");
    session.wait_for_text("A loaded gravel barge");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn with_the_page_on_standard_input_keys_come_from_the_terminal() {
    let mut session = Session::shell("cat \"$1\" | \"$0\" -");
    session.wait_for_text("A loaded gravel barge");
    session.press("?");
    session.wait_for_text("Down a line");
    session.press("Q");
    assert_eq!(session.end(), 0);
}

#[test]
fn without_colours_none_are_sent() {
    let mut session = Session::open(&[("NO_COLOR", "1")]);
    session.wait_for_text("A loaded gravel barge");
    session.press("tab/barge\rq");
    session.end();
    let raw = String::from_utf8_lossy(&session.seen.lock().unwrap().raw).into_owned();
    for sequence in raw.split("\x1b[").skip(1) {
        let (codes, _) = sequence.split_once(|c: char| !c.is_ascii_digit() && c != ';').unwrap();
        let is_style = sequence[codes.len()..].starts_with('m');
        let coloured = codes.split(';').any(|code| code.parse().is_ok_and(|code: u8| code >= 30));
        assert!(!is_style || !coloured, "{sequence:?}");
    }
}

#[test]
fn when_nothing_happens_it_sleeps() {
    let mut session = Session::open(&[]);
    // An article, the picker of themes, a search as it is typed, a search that found something.
    for (keys, shown) in [
        ("", "A loaded gravel barge"),
        ("t", "enter keep"),
        ("\x1b", "/pilings"),
        ("\r", "1 of 1"),
        ("?", "Down a line"),
    ] {
        session.press(keys);
        if keys == "\x1b" {
            // Apart, or the escape and the stroke would be one key.
            std::thread::sleep(Duration::from_millis(300));
            session.press("/pilings");
        }
        session.wait_for_text(shown);
        std::thread::sleep(Duration::from_millis(300));
        let before = session.process().unwrap().1;
        std::thread::sleep(Duration::from_secs(1));
        assert!(session.process().unwrap().1 - before <= 1, "{keys:?}");
    }
}

#[test]
fn noise_for_input_is_survived() {
    let mut session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    let noise: Vec<u8> = (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    // Not the keys that end or stop it.
    let noise: Vec<u8> =
        noise.into_iter().filter(|byte| !b"qQ\x03\x1aovy3enter\r\n".contains(byte)).collect();
    for piece in noise.chunks(512) {
        session.keys.as_mut().unwrap().write_all(piece).unwrap();
    }
    session.press("\x1b\x1b\x1b");
    std::thread::sleep(Duration::from_millis(500));
    assert!(session.child.try_wait().unwrap().is_none(), "{}", session.contents());
}

#[test]
fn links_of_the_terminal_lead_where_they_say_and_are_sent_where_they_are_taken() {
    let session = Session::acting(&[], &[]);
    session.wait_for_article();
    session.wait_for_text("transit agency");
    let raw = session.raw();
    assert!(raw.contains(";https://agency.example/?a=1&b=$(touch%20pwned)\x1b\\"), "{raw:?}");
    assert!(raw.contains("\x1b]8;;\x1b\\") && !raw.contains("\x1b[58"));
    for environment in [("TERM", "linux"), ("NEWSPRINT_NO_OSC8", "1"), ("TERM", "screen")] {
        let session = Session::acting(&[], &[environment]);
        session.wait_for_text("transit agency");
        assert!(!session.raw().contains("\x1b]8"), "{environment:?}");
    }
}

#[test]
fn a_storm_of_sizes_ends_at_the_last_one_and_draws_no_more_than_it_must() {
    let session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    let frames = |session: &Session| session.raw().matches("\x1b[?2026h").count();
    let (before, begun) = (frames(&session), Instant::now());
    for step in 0..1000_u16 {
        session.resize(20 + step % 90, 5 + step % 40);
        std::thread::sleep(Duration::from_micros(500));
    }
    let drawn = frames(&session) - before;
    let most = begun.elapsed().as_millis() * 63 / 1000 + 3;
    assert!((drawn as u128) < most, "{drawn} frames in {:?}", begun.elapsed());
    session.resize(50, 12);
    session.wait_for("screen of the last size", |seen| {
        let rows: Vec<String> = seen.screen.screen().rows(0, 50).collect();
        rows.len() == 12 && rows[0].trim_end().ends_with("0 %") && rows[11].contains("Welcome")
    });
}

#[test]
fn a_megabyte_is_pasted_at_once() {
    let mut session = Session::open(&[]);
    session.wait_for_text("A loaded gravel barge");
    session.press("/");
    session.press(&format!("\x1b[200~{}\x1b[201~", "paste\n".repeat(180_000)));
    session.wait_for_text("paste paste");
    session.press("\x1b");
    session.wait_for_text("A loaded gravel barge");
    session.press("G");
    session.wait_for_text("100 %");
}

#[test]
fn the_mouse_chooses_follows_and_drags() {
    let mut session = Session::acting(&[], &[]);
    session.resize(120, 30);
    session.wait_for_text("LINKS 2");
    session.press("M");
    session.wait_for_text("shift-drag selects");
    let place = |session: &Session, text: &str| {
        let seen = session.seen.lock().unwrap();
        let rows: Vec<String> = seen.screen.screen().rows(0, 120).collect();
        let row = rows.iter().position(|row| row.contains(text)).unwrap();
        (rows[row].split(text).next().unwrap().chars().count() + 1, row + 1)
    };
    let (x, y) = place(&session, "three plans");
    session.press(&format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
    session.wait_for_text("http://10.0.0.1/plans");
    session.press(&format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
    session.wait_for_text("enter again opens raw address");
    let (x, y) = place(&session, "│");
    let wider = x - 10;
    session
        .press(&format!("\x1b[<0;{x};{y}M\x1b[<32;{};{y}M\x1b[<32;{wider};{y}M\x1b[<0;{wider};{y}m", x - 1));
    wait("wider sidebar", || place(&session, "│").0 == wider);
    session.press("Q");
    assert!(session.file("state.toml").contains("[sidebar-width]"));
}
