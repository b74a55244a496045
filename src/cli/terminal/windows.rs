//! What Windows has in the place of signals: ^C comes as a key, and a console that is closed takes
//! its programs with it. Nothing here is stopped and continued.

use std::fs::{File, OpenOptions};
use std::io;

use super::{WRITING, leave, within_patience};

/// The console itself, past standard output.
pub(in crate::cli) fn tty() -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open("CONOUT$")
}

/// Whether a write failed because the console has gone away; one that has ends the program.
pub(super) fn is_gone(_error: &io::Error) -> bool {
    false
}

/// There are no signals to wait for.
pub(in crate::cli) fn watch_signals(_resumed: impl Fn() + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// There is no shell to go back to.
pub(in crate::cli) fn suspend() -> io::Result<()> {
    Ok(())
}

/// Nothing but a key wakes a thread that waits for one: the first goes to us.
pub(in crate::cli) fn wake_keys() {}

/// Ends the program because no more keys will come.
#[expect(clippy::disallowed_methods, reason = "the loop waits for keys and cannot be asked to return")]
pub(in crate::cli) fn hang_up() {
    let patiently = || {
        std::mem::forget(WRITING.lock());
        leave();
    };
    if !within_patience(patiently) {
        within_patience(leave);
    }
    std::process::exit(1);
}
