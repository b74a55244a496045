//! What the terminal sends, as messages. The only place that knows crossterm's keys.
//!
//! Another program may have the terminal for a while: then the thread that waits for keys is woken
//! and parks, so that it takes none that are not ours.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind, read,
};

use super::Wake;
use super::background::{Ear, Heard};
use crate::app::{Code, Key, Msg, Size};
use crate::cli::terminal;

/// Rows that one notch of the wheel turns.
const NOTCH: isize = 3;

/// How long the thread for keys may take to notice that it is to park. It does not while a key
/// has arrived in part; then the rest of that key is lost to the other program.
const PATIENCE: Duration = Duration::from_millis(500);

/// A hold on the thread that waits for keys.
#[derive(Clone, Default)]
pub(in crate::cli) struct Keys(Arc<(Mutex<Parking>, Condvar)>);

#[derive(Default)]
struct Parking {
    wanted: bool,
    parked: bool,
}

impl Keys {
    fn parking(&self) -> MutexGuard<'_, Parking> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the thread take no more keys until they are wanted again.
    pub(in crate::cli) fn park(&self) {
        self.parking().wanted = true;
        terminal::wake_keys();
        let waits = |parking: &mut Parking| !parking.parked;
        let _ = self.0.1.wait_timeout_while(self.parking(), PATIENCE, waits);
    }

    /// Lets the thread go on.
    pub(in crate::cli) fn go_on(&self) {
        self.parking().wanted = false;
        self.0.1.notify_all();
    }

    /// Waits while another program has the terminal. False if none has.
    fn wait(&self) -> bool {
        let mut parking = self.parking();
        if !parking.wanted {
            return false;
        }
        parking.parked = true;
        self.0.1.notify_all();
        let resting = self.0.1.wait_while(parking, |parking| parking.wanted);
        resting.unwrap_or_else(PoisonError::into_inner).parked = false;
        true
    }
}

/// Waits for events on a thread of its own; the ear takes out what is no key but an answer.
pub(super) fn listen(inbox: Sender<Wake>, mut ear: Ear, keys: Keys) -> io::Result<()> {
    let wait = move || {
        while let Ok(event) = read() {
            let size = matches!(event, Event::Resize(..));
            if keys.wait() && size {
                // It only came to wake us, or is old by now.
                continue;
            }
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
        MouseEventKind::ScrollDown => Some(Msg::Wheel { rows: NOTCH, x: event.column }),
        MouseEventKind::ScrollUp => Some(Msg::Wheel { rows: -NOTCH, x: event.column }),
        MouseEventKind::Drag(MouseButton::Left) => Some(Msg::Drag { x: event.column, y: event.row }),
        MouseEventKind::Up(MouseButton::Left) => Some(Msg::Release),
        MouseEventKind::Down(MouseButton::Left) => Some(Msg::Click { x: event.column, y: event.row }),
        _ => None,
    }
}
