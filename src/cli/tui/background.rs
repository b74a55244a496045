//! What the terminal's letters lie on: asked of the terminal, and its answer found among the keys.
//!
//! The question is OSC 11. Its answer comes with the keys, on the thread that reads them, which
//! takes it out and lets all else pass: nothing typed meanwhile is lost, and an answer that comes
//! late is still an answer, not a row of letters that would be taken for commands.

use std::fmt;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::style::Color;

use super::{Wake, variable};
use crate::config::Ground;

/// How long after the question the first frame waits for an answer. A terminal of this machine
/// needs a millisecond or two; one that is silent must not be noticed. If the answer comes later,
/// the screen changes its clothes once.
const PATIENCE: Duration = Duration::from_millis(8);
/// The same where the terminal is known to answer, so that it is waited for even when it is busy.
const SURE_PATIENCE: Duration = Duration::from_millis(25);
/// The same at the other end of a line.
const FAR_PATIENCE: Duration = Duration::from_millis(120);

/// What only terminals set that answer.
const ANSWERING: &[&str] = &[
    "ALACRITTY_WINDOW_ID",
    "KITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "TERM_PROGRAM",
    "VTE_VERSION",
    "WEZTERM_PANE",
    "WT_SESSION",
];

/// Terminals that would write the question on the screen, or have no answer for sure.
const DEAF: &[&str] = &["dumb", "linux", "eterm", "emacs", "cons", "sun", "vt", "unknown"];

/// When the question was asked.
pub(super) struct Asked(Instant);

impl Asked {
    #[expect(clippy::disallowed_methods, reason = "the first frame waits so long and no longer")]
    pub(super) fn now() -> Self {
        Self(Instant::now())
    }
}

/// The question.
pub(super) struct Question;

impl crossterm::Command for Question {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b]11;?\x1b\\")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Whether the terminal understands the question.
pub(super) fn hears() -> bool {
    let term = variable("TERM").unwrap_or_default();
    !term.is_empty() && !DEAF.iter().any(|deaf| term.starts_with(deaf))
}

/// What the environment says of the ground, if it says anything. Most terminals are dark.
pub(super) fn presumed() -> Ground {
    variable("COLORFGBG").and_then(|said| of_environment(&said)).unwrap_or(Ground::Dark)
}

/// `15;0`, `0;default;15`: the last number is the ground, one of the sixteen colours.
fn of_environment(said: &str) -> Option<Ground> {
    match said.rsplit(';').next()?.parse::<u8>().ok()? {
        0..=6 | 8 => Some(Ground::Dark),
        7 | 9..=15 => Some(Ground::Light),
        _ => None,
    }
}

/// Waits a moment for the answer; what else comes meanwhile comes with it.
pub(super) fn wait(asked: &Asked, inbox: &Receiver<Wake>) -> Vec<Wake> {
    let left = || patience(|name| variable(name).is_some()).saturating_sub(asked.0.elapsed());
    let mut wakes = Vec::new();
    while !matches!(wakes.last(), Some(Wake::Ground(_))) {
        match inbox.recv_timeout(left()) {
            Ok(wake) => wakes.push(wake),
            Err(_) => break,
        }
    }
    wakes
}

/// How long to wait, by which names the environment has.
fn patience(has: impl Fn(&str) -> bool) -> Duration {
    let any = |names: &[&str]| names.iter().any(|name| has(name));
    if any(&["SSH_CONNECTION", "SSH_TTY"]) {
        FAR_PATIENCE
    } else if any(ANSWERING) {
        SURE_PATIENCE
    } else {
        PATIENCE
    }
}

/// Finds the answer among the keys. To a program that only knows keys it is Alt-], some letters,
/// and Alt-\ or ^G.
#[derive(Default)]
pub(super) struct Ear {
    /// Whether an answer is still to come.
    open: bool,
    /// What may be its beginning.
    held: Vec<Event>,
    text: String,
}

/// What an event was.
#[derive(Debug, PartialEq)]
pub(super) enum Heard {
    /// A part of the answer, or what may become one.
    Nothing,
    /// No part of it, after others that turned out to be none.
    Events(Vec<Event>),
    /// The answer.
    Ground(Ground),
}

/// The longest answer: three numbers of four digits.
const LONGEST: usize = 40;

impl Ear {
    /// An ear that waits for an answer, or for none.
    pub(super) fn new(open: bool) -> Self {
        Self { open, ..Self::default() }
    }

    /// Takes in an event.
    pub(super) fn hear(&mut self, event: Event) -> Heard {
        let key = match &event {
            Event::Key(key) if self.open => *key,
            _ => return self.pass(event),
        };
        let begins = self.held.is_empty() && is(key, KeyModifiers::ALT, ']');
        match key.code {
            _ if begins => self.hold(event, ""),
            _ if self.held.is_empty() => self.pass(event),
            _ if is(key, KeyModifiers::ALT, '\\') || is(key, KeyModifiers::CONTROL, 'g') => self.end(event),
            KeyCode::Char(c) if self.fits(key, c) => self.hold(event, c.encode_utf8(&mut [0; 4])),
            _ => self.pass(event),
        }
    }

    /// Whether a letter can go on with the answer.
    fn fits(&self, key: KeyEvent, c: char) -> bool {
        let bare = (key.modifiers - KeyModifiers::SHIFT).is_empty() && key.kind == KeyEventKind::Press;
        let known = c.is_ascii_hexdigit() || ":;/rgba".contains(c);
        let begun = "11;".starts_with(&self.text) || self.text.starts_with("11;");
        bare && known && begun && self.text.len() < LONGEST
    }

    fn hold(&mut self, event: Event, letter: &str) -> Heard {
        self.held.push(event);
        self.text.push_str(letter);
        Heard::Nothing
    }

    fn pass(&mut self, event: Event) -> Heard {
        self.text.clear();
        let mut events = std::mem::take(&mut self.held);
        events.push(event);
        Heard::Events(events)
    }

    fn end(&mut self, event: Event) -> Heard {
        let Some(colour) = self.text.strip_prefix("11;").and_then(colour) else { return self.pass(event) };
        *self = Self::default();
        Ground::of(colour).map_or(Heard::Nothing, Heard::Ground)
    }
}

fn is(key: KeyEvent, held: KeyModifiers, letter: char) -> bool {
    key.modifiers == held && key.code == KeyCode::Char(letter) && key.kind == KeyEventKind::Press
}

/// `rgb:fbfb/f8f8/f1f1`; a side has one to four digits.
fn colour(text: &str) -> Option<Color> {
    let (_, sides) = text.split_once(':').filter(|(kind, _)| ["rgb", "rgba"].contains(kind))?;
    let mut sides = sides.split('/').map(|side| {
        let most = 16_u32.checked_pow(u32::try_from(side.len()).ok()?)?.checked_sub(1)?;
        let value = u32::from_str_radix(side, 16).ok()?.checked_mul(255)?;
        u8::try_from(value.checked_div(most)?).ok()
    });
    Some(Color::Rgb(sides.next()??, sides.next()??, sides.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys as crossterm reads bytes: ESC and a letter are that letter with Alt.
    fn events(text: &str) -> Vec<Event> {
        let mut held = KeyModifiers::NONE;
        let mut events = Vec::new();
        for c in text.chars() {
            match c {
                '\x1b' => held = KeyModifiers::ALT,
                '\x07' => events.push(Event::Key(KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL))),
                c => events.push(Event::Key(KeyEvent::new(
                    KeyCode::Char(c),
                    std::mem::replace(&mut held, KeyModifiers::NONE),
                ))),
            }
        }
        events
    }

    /// What is heard of some bytes: the letters that pass, and the answer.
    fn heard(text: &str) -> (String, Option<Ground>) {
        let (mut ear, mut passed, mut ground) = (Ear::new(true), String::new(), None);
        for event in events(text) {
            match ear.hear(event) {
                Heard::Nothing => {}
                Heard::Ground(found) => ground = Some(found),
                Heard::Events(events) => {
                    for event in events {
                        if let Event::Key(KeyEvent { code: KeyCode::Char(c), .. }) = event {
                            passed.push(c);
                        }
                    }
                }
            }
        }
        (passed, ground)
    }

    #[test]
    fn an_answer_is_taken_out_of_what_is_typed() {
        assert_eq!(heard("jj\x1b]11;rgb:fbfb/f8f8/f1f1\x1b\\kq"), ("jjkq".into(), Some(Ground::Light)));
        assert_eq!(heard("\x1b]11;rgb:1e/1E/2e\x07x"), ("x".into(), Some(Ground::Dark)));
        assert_eq!(heard("\x1b]11;rgba:ffff/ffff/ffff/ffff\x07").1, Some(Ground::Light));
        assert_eq!(heard("\x1b]11;rgb:f/f/0\x07").1, Some(Ground::Light));
    }

    #[test]
    fn what_only_begins_like_an_answer_is_typed() {
        for keys in ["\x1b]j", "\x1b]11;rx", "\x1b]12;rgb:0/0/0\x1b\\", "\x1b]11;rgb:0/0\x07", "11;rgb:0/0/0"]
        {
            let typed: String = keys.chars().map(|c| if c == '\x07' { 'g' } else { c }).collect();
            assert_eq!(heard(keys), (typed.replace('\x1b', ""), None), "{keys:?}");
        }
        let long = format!("\x1b]11;rgb:{}j", "0".repeat(80));
        assert_eq!(heard(&long), (long.replace('\x1b', ""), None));
    }

    #[test]
    fn one_answer_is_enough() {
        let (mut ear, mut passed) = (Ear::new(true), 0);
        for event in events("\x1b]11;rgb:0/0/0\x07\x1b]11;rgb:f/f/f\x07") {
            passed += usize::from(matches!(ear.hear(event), Heard::Events(_)));
        }
        assert_eq!(passed, 14);
        assert!(matches!(Ear::new(false).hear(Event::FocusGained), Heard::Events(_)));
    }

    #[test]
    fn a_terminal_that_is_known_to_answer_is_waited_for_longer() {
        let of = |set: &[&str]| patience(|name| set.contains(&name));
        assert_eq!(of(&[]), PATIENCE);
        assert_eq!(of(&["VTE_VERSION"]), SURE_PATIENCE);
        assert_eq!(of(&["VTE_VERSION", "SSH_TTY"]), FAR_PATIENCE);
    }

    #[test]
    fn the_environment_may_know_the_ground() {
        assert_eq!(of_environment("15;0"), Some(Ground::Dark));
        assert_eq!(of_environment("0;default;15"), Some(Ground::Light));
        assert_eq!(of_environment("12;8"), Some(Ground::Dark));
        assert_eq!(of_environment("default;default"), None);
        assert_eq!(of_environment("7;16"), None);
    }
}
