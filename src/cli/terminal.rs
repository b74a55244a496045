//! The terminal: taken over whole, and given back whatever happens.
//!
//! It is given back when the guard is dropped, by the panic hook, and by a thread of its own
//! for signals: crossterm's wait for keys never looks at a flag that a handler has set, and
//! spins for ever on a terminal that has gone away.

#[cfg_attr(windows, path = "terminal/windows.rs")]
#[cfg_attr(not(windows), path = "terminal/unix.rs")]
mod system;

use std::cell::RefCell;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(super) use system::{hang_up, suspend, tty, wake_keys, watch_signals};

use super::hyperlinks::Hyperlinks;
use super::tui::Keys;
use crate::view::Links;

/// Alternate screen, hidden cursor, pastes in brackets; the wheel sends arrows, so that the
/// mouse stays free to select text.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?1007s\x1b[?1007h\x1b[2J";
/// The same undone, and whatever else may have been begun.
const LEAVE: &str =
    "\x1b[?2026l\x1b[8h\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?1007r\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Clicks, drags and wheel as events.
const MOUSE_ON: &str = "\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l";

/// Text comes in the order in which it is drawn: a terminal that would order what runs to the
/// left is asked to let it be. Those that know no such thing pass over it.
const ORDERED: &str = "\x1b[8l";

/// How long a signal waits for a terminal that takes no more output.
const PATIENCE: Duration = Duration::from_millis(300);

/// Whether the terminal is ours.
static OURS: AtomicBool = AtomicBool::new(false);
/// Whether it is lent to another program, which minds its own keys.
static LENT: AtomicBool = AtomicBool::new(false);
/// Whether text comes ordered.
static ORDERS: AtomicBool = AtomicBool::new(false);
/// Held while a frame is written, so that nothing is given back in the middle of one.
static WRITING: Mutex<()> = Mutex::new(());

/// Threads of this name fail quietly: what they were asked for comes back as a notice.
pub(super) const WORKER: &str = "worker";

type Inner = ratatui::Terminal<Hyperlinks<CrosstermBackend<BufWriter<Stdout>>>>;

/// The terminal, ours until dropped.
pub(super) struct Terminal {
    inner: Inner,
    /// The links of the frame that is written.
    links: Rc<RefCell<Links>>,
    mouse: bool,
}

impl Terminal {
    /// Takes the terminal over.
    pub(super) fn take() -> io::Result<Self> {
        install_panic_hook();
        enter()?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, io::stdout()));
        let links = Rc::default();
        let backend = Hyperlinks::new(backend, Rc::clone(&links));
        let inner = ratatui::Terminal::new(backend).inspect_err(|_| leave())?;
        Ok(Self { inner, links, mouse: false })
    }

    /// Writes a frame in one piece. A terminal that has gone away ends the program as a hang-up
    /// does, whichever thread notices first.
    pub(super) fn frame(&mut self, draw: impl FnOnce(&mut Buffer) -> Links) -> io::Result<()> {
        let written = self.write(draw);
        if matches!(&written, Err(error) if system::is_gone(error)) {
            hang_up();
        }
        written
    }

    fn write(&mut self, draw: impl FnOnce(&mut Buffer) -> Links) -> io::Result<()> {
        let _writing = WRITING.lock();
        crossterm::queue!(self.inner.backend_mut(), BeginSynchronizedUpdate)?;
        let links = Rc::clone(&self.links);
        self.inner.draw(|frame| *links.borrow_mut() = draw(frame.buffer_mut()))?;
        crossterm::queue!(self.inner.backend_mut(), EndSynchronizedUpdate)?;
        io::Write::flush(self.inner.backend_mut())
    }

    /// Gives the terminal to another program and takes it back afterwards.
    pub(super) fn lend<T>(&mut self, keys: &Keys, deed: impl FnOnce() -> T) -> io::Result<T> {
        keys.park();
        LENT.store(true, Ordering::SeqCst);
        leave();
        let done = deed();
        enter()?;
        LENT.store(false, Ordering::SeqCst);
        keys.go_on();
        self.mouse(self.mouse)?;
        self.forget()?;
        Ok(done)
    }

    /// Writes to the terminal itself, between frames.
    pub(super) fn send(&mut self, command: impl crossterm::Command) -> io::Result<()> {
        crossterm::execute!(self.inner.backend_mut(), command)
    }

    /// How many columns and rows there are.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        self.inner.size().map(|size| (size.width, size.height))
    }

    /// Forgets what is on the screen, so that the next frame writes every cell. Not ratatui's
    /// `clear`, which asks the terminal a question whose answer the thread for keys would eat.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        let (width, height) = self.size()?;
        self.inner.resize(Rect { x: 0, y: 0, width, height })
    }

    /// Says that text comes in the order in which it is drawn.
    pub(super) fn ordered(&mut self) -> io::Result<()> {
        ORDERS.store(true, Ordering::SeqCst);
        let backend = self.inner.backend_mut();
        backend.write_all(ORDERED.as_bytes())?;
        io::Write::flush(backend)
    }

    /// Catches clicks, or lets them be.
    pub(super) fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        let backend = self.inner.backend_mut();
        backend.write_all(if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes())?;
        io::Write::flush(backend)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        leave();
    }
}

/// Whether there is a terminal to take.
pub(super) fn is_there() -> bool {
    io::stdout().is_terminal() && tty().is_ok()
}

fn enter() -> io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    OURS.store(true, Ordering::SeqCst);
    let mut stdout = io::stdout();
    stdout.write_all(ENTER.as_bytes())?;
    if ORDERS.load(Ordering::SeqCst) {
        stdout.write_all(ORDERED.as_bytes())?;
    }
    stdout.flush()
}

/// Gives the terminal back. Does nothing the second time. Writes past the buffers and locks
/// of standard output, which a stuck frame may hold.
fn leave() {
    if OURS.swap(false, Ordering::SeqCst) {
        if let Ok(mut tty) = tty() {
            let _ = tty.write_all(LEAVE.as_bytes());
        }
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

/// The terminal itself, whatever standard input and output are.
pub(super) fn install_panic_hook() {
    static INSTALLED: AtomicBool = AtomicBool::new(false);
    if INSTALLED.swap(true, Ordering::SeqCst) {
        return;
    }
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().name() != Some(WORKER) {
            leave();
            previous(panic);
        }
    }));
}

/// Does something on a thread of its own, and says whether it was done in time.
fn within_patience(deed: impl FnOnce() + Send + 'static) -> bool {
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        deed();
        let _ = done.send(());
    });
    wait.recv_timeout(PATIENCE).is_ok()
}
