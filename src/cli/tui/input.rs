//! What the terminal sends, as messages. The only place that knows crossterm's keys.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind, read,
};

use super::Wake;
use super::background::{Ear, Heard};
use crate::app::{Code, Key, Msg, Size};
use crate::cli::terminal;

/// Rows that one notch of the wheel turns.
const NOTCH: isize = 3;

/// Waits for events on a thread of its own; the ear takes out what is no key but an answer.
pub(super) fn listen(inbox: Sender<Wake>, mut ear: Ear) -> io::Result<()> {
    let wait = move || {
        while let Ok(event) = read() {
            let wakes: Vec<Wake> = match ear.hear(event) {
                Heard::Nothing => continue,
                Heard::Ground(ground) => vec![Wake::Ground(ground)],
                Heard::Events(events) => events.into_iter().filter_map(message).map(Wake::Msg).collect(),
            };
            if wakes.into_iter().any(|wake| inbox.send(wake).is_err()) {
                return;
            }
        }
        terminal::hang_up();
    };
    thread::Builder::new().name("keys".into()).spawn(wait)?;
    Ok(())
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(event) => key(event).map(Msg::Key),
        Event::Mouse(event) => mouse(event),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize(Size { width, height })),
        Event::FocusGained | Event::FocusLost => None,
    }
}

/// A key that goes down. What else the event carries must not get in the way of look-up.
fn key(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        _ if event.kind == KeyEventKind::Release => return None,
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::F(number) => Code::F(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    let types = matches!(code, Code::Char(_) | Code::BackTab);
    Some(Key {
        code,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        shift: held(KeyModifiers::SHIFT) && !types,
    })
}

fn mouse(event: MouseEvent) -> Option<Msg> {
    match event.kind {
        MouseEventKind::ScrollDown => Some(Msg::Wheel(NOTCH)),
        MouseEventKind::ScrollUp => Some(Msg::Wheel(-NOTCH)),
        MouseEventKind::Down(MouseButton::Left) => Some(Msg::Click { x: event.column, y: event.row }),
        _ => None,
    }
}
