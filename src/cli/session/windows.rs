//! On Windows a program is started without our console.

use std::ffi::OsString;
use std::io;
use std::os::windows::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// `DETACHED_PROCESS` and `CREATE_NEW_PROCESS_GROUP`.
const APART: u32 = 0x0000_0008 | 0x0000_0200;

/// Nobody is started through ourselves.
pub(in crate::cli) fn become_program(_argv: &[OsString]) -> Option<u8> {
    None
}

/// Starts a program that knows nothing of the console. What it reads and prints goes where it was
/// said; the rest goes nowhere.
pub(in crate::cli) fn start(command: &[String], streams: [Stdio; 3]) -> io::Result<Child> {
    let [input, output, errors] = streams;
    let (program, arguments) =
        command.split_first().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no program"))?;
    let mut starting = Command::new(program);
    starting.args(arguments).creation_flags(APART).stdin(input).stdout(output).stderr(errors).spawn()
}

/// Ends a program that was started so, and whatever it started.
pub(in crate::cli) fn end(pid: u32) {
    let mut taskkill = Command::new("taskkill");
    taskkill.args(["/T", "/F", "/PID", &pid.to_string()]);
    let _ = taskkill.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}
