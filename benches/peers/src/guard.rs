//! A contender may take a minute and all memory for one page. A child process tries its pages
//! first; the pages on which it has to be killed are left out for everybody.

use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::Contender;
use super::pages::{Arguments, Case};

/// The longest that one page may take.
pub const LIMIT: Duration = Duration::from_secs(2);

/// Tries the pages from a number on, naming each that is done: what the child process does.
pub fn try_all(contenders: &[Contender], name: &str, cases: &[Case], from: usize) -> ExitCode {
    let Some(contender) = contenders.iter().find(|contender| contender.name == name) else {
        return ExitCode::from(2);
    };
    println!("ready");
    for (number, case) in cases.iter().enumerate().skip(from) {
        (contender.run)(case);
        println!("{number}");
    }
    ExitCode::SUCCESS
}

/// The numbers of the pages that a contender does not read within the limit.
pub fn slow_pages(name: &str, arguments: &Arguments, pages: usize) -> Vec<usize> {
    let mut slow = Vec::new();
    let mut next = 0;
    while next < pages {
        next = trial(name, arguments, next);
        if next < pages {
            slow.push(next);
            next += 1;
        }
    }
    slow
}

/// Tries the pages from a number on; gives the first that is not done.
fn trial(name: &str, arguments: &Arguments, from: usize) -> usize {
    let program = std::env::current_exe().expect("the program knows where it is");
    let mut child = Command::new(program)
        .args(["--try", name, &from.to_string()])
        .args(&arguments.paths)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts itself");
    let (send, lines) = mpsc::channel();
    let output = BufReader::new(child.stdout.take().expect("its output is a pipe"));
    std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
    let mut next = from;
    // Until it says that it is ready it loads pages, and that may take longer.
    let mut limit = Duration::from_secs(60);
    while let Ok(line) = lines.recv_timeout(limit) {
        limit = LIMIT;
        next = line.parse::<usize>().map_or(next, |number| number + 1);
    }
    _ = child.kill();
    _ = child.wait();
    next
}
