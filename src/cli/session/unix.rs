//! Only a process itself can leave its session, and to let one do so before it becomes another
//! program takes unsafe code. So the program is started through ourselves: we leave the session,
//! then become it.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What the first argument is when we are to become another program. Never typed by anybody.
const BECOME: &str = "--newsprint-become";
/// What a shell answers when there is no such program.
const NOT_FOUND: u8 = 127;

/// Becomes the program that is named, if one is. Comes back only if it cannot: with an exit code.
pub(in crate::cli) fn become_program(argv: &[OsString]) -> Option<u8> {
    let [_, first, program, arguments @ ..] = argv else { return None };
    if first != OsStr::new(BECOME) {
        return None;
    }
    let _ = rustix::process::setsid();
    let _ = Command::new(program).args(arguments).exec();
    Some(NOT_FOUND)
}

/// Starts a program that knows nothing of the terminal. What it reads and prints goes where it
/// was said; the rest goes nowhere.
pub(in crate::cli) fn start(command: &[String], streams: [Stdio; 3]) -> io::Result<Child> {
    let [input, output, errors] = streams;
    let (program, arguments) =
        command.split_first().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no program"))?;
    let ourselves = std::env::current_exe().ok().filter(|path| path.is_file());
    let mut starting = Command::new(ourselves.as_deref().map_or(OsStr::new(program), Path::as_os_str));
    if ourselves.is_some() {
        starting.arg(BECOME).arg(program);
    } else {
        // We were replaced by a newer version: a group of its own has to do.
        starting.process_group(0);
    }
    starting.args(arguments).stdin(input).stdout(output).stderr(errors).spawn()
}

/// Ends a program that was started so, and whatever it started.
pub(in crate::cli) fn end(pid: u32) {
    let group = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    if let Some(group) = group {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        let _ = rustix::process::kill_process(group, rustix::process::Signal::KILL);
    }
}
