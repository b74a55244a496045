//! Starts browsers and players, one after the other until one does.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::perform::Inbox;
use super::variable;
use crate::app::Address;
use crate::cli::session;
use crate::cli::terminal::WORKER;

/// A program that fails within this time has not shown anything.
const SOON: Duration = Duration::from_secs(5);

/// Opens an address with the first of the programs that can. When none can, the address is told.
pub(super) fn open(inbox: &Inbox, address: &Address, commands: Vec<Vec<String>>) {
    let (saying, address) = (inbox.clone(), address.clone());
    let work = move || {
        let mut why = "no program opens links here; set $BROWSER".to_owned();
        for command in commands {
            match run(&command) {
                Ok(()) => return,
                Err((what, again)) => {
                    why = what;
                    if !again {
                        break;
                    }
                }
            }
        }
        saying.complain(format!("{why} · {address}"));
    };
    if thread::Builder::new().name(WORKER.into()).spawn(work).is_err() {
        inbox.complain("the system gives no more threads".into());
    }
}

/// Runs a program to its end; what went wrong, and whether another one is worth a try.
fn run(command: &[String]) -> Result<(), (String, bool)> {
    let program = command.first().map_or("", String::as_str);
    if find(program).is_none() {
        return Err((format!("{program} is not installed"), true));
    }
    let begun = now();
    let failed = |error: std::io::Error| (format!("{program}: {error}"), true);
    let mut child = session::start(command, [Stdio::null(), Stdio::null(), Stdio::null()]).map_err(failed)?;
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(()) } else { Err((format!("{program}: {status}"), begun.elapsed() < SOON)) }
}

/// Whether a program is on the path.
pub(in crate::cli) fn is_installed(program: &str) -> bool {
    find(program).is_some()
}

/// Where a program is.
fn find(program: &str) -> Option<PathBuf> {
    let is_there = |path: PathBuf| path.is_file().then_some(path);
    if program.is_empty() {
        return None;
    }
    if program.contains(std::path::MAIN_SEPARATOR) {
        return is_there(Path::new(program).to_owned());
    }
    let path = variable("PATH").unwrap_or_default();
    let named = |folder: &Path| {
        let end = std::env::consts::EXE_SUFFIX;
        is_there(folder.join(program)).or_else(|| is_there(folder.join(format!("{program}{end}"))))
    };
    std::env::split_paths(&path).find_map(|folder| named(&folder))
}

#[expect(clippy::disallowed_methods, reason = "a program that fails at once is told from one that was used")]
fn now() -> Instant {
    Instant::now()
}
