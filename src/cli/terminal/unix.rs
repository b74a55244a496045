//! What only Unix has: signals, job control, a terminal that is a file.

use std::fs::{File, OpenOptions};
use std::io;
use std::sync::atomic::Ordering;
use std::thread;

use rustix::io::Errno;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};

use super::{LENT, WRITING, enter, leave, within_patience};

/// The terminal itself, past standard output.
pub(in crate::cli) fn tty() -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open("/dev/tty")
}

/// Whether a write failed because the terminal has gone away.
pub(super) fn is_gone(error: &io::Error) -> bool {
    error.raw_os_error() == Some(Errno::IO.raw_os_error())
}

/// Waits for signals on a thread of its own. `resumed` is called when the program goes on
/// after it was stopped.
pub(in crate::cli) fn watch_signals(resumed: impl Fn() + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => stop(&resumed),
                // They are meant for the program that has the terminal.
                SIGINT | SIGQUIT if LENT.load(Ordering::SeqCst) => {}
                signal => die(signal),
            }
        }
    })?;
    thread::Builder::new().name("hang-up".into()).spawn(watch_hang_up)?;
    Ok(())
}

/// Wakes the thread that waits for keys, with what looks like another size of the screen.
pub(in crate::cli) fn wake_keys() {
    let _ = raise(SIGWINCH);
}

/// Stops the program as the shell's ^Z does.
pub(in crate::cli) fn suspend() -> io::Result<()> {
    raise(SIGTSTP)
}

/// Gives the terminal back, stops, and takes it again when the shell says so.
fn stop(resumed: &impl Fn()) {
    if LENT.load(Ordering::SeqCst) {
        // The other program has stopped as well, and minds the terminal.
        let _ = emulate_default_handler(SIGTSTP);
        return;
    }
    let writing = WRITING.lock();
    leave();
    let _ = emulate_default_handler(SIGTSTP);
    let _ = enter();
    drop(writing);
    resumed();
}

/// Ends the program as the signal asks. Waits for the frame that is being written, so that
/// nothing comes after the terminal was given back, but not for a terminal that is stuck.
#[expect(clippy::disallowed_methods, reason = "the loop waits for keys and cannot be asked to return")]
fn die(signal: i32) {
    let patiently = || {
        // Kept for good: no frame may begin any more.
        std::mem::forget(WRITING.lock());
        leave();
    };
    if !within_patience(patiently) {
        within_patience(leave);
    }
    std::process::exit(128 + signal);
}

/// Ends the program because no more keys will come.
pub(in crate::cli) fn hang_up() {
    die(SIGHUP);
}

/// Ends the program when its terminal has gone away without a signal. Sleeps until then.
fn watch_hang_up() {
    use rustix::event::{PollFd, PollFlags, poll};
    let Ok(tty) = tty() else { return };
    loop {
        let mut watched = [PollFd::new(&tty, PollFlags::empty())];
        let asked = poll(&mut watched, None);
        let seen = watched.iter().fold(PollFlags::empty(), |seen, fd| seen | fd.revents());
        match asked {
            Ok(_) if seen.intersects(PollFlags::HUP | PollFlags::ERR) => die(SIGHUP),
            Err(Errno::INTR) => {}
            // Some systems cannot watch a terminal; there the signal has to do.
            _ => return,
        }
    }
}
