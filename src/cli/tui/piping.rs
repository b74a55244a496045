//! Gives the article to a program: in the background, with its answer for the screen, or with
//! the terminal to itself.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use super::perform::Inbox;
use crate::app::{Msg, Piped, Ticket};
use crate::cli::error::plain;
use crate::cli::session;
use crate::cli::terminal::WORKER;

/// How much of an answer is shown.
const LIMIT: usize = 1 << 20;
/// How much is read of what a program complains about.
const COMPLAINTS: usize = 4 << 10;

/// Starts the program; its process, to end it by. What it answers arrives in the inbox.
pub(super) fn start(inbox: &Inbox, ticket: Ticket, command: &[String], text: String) -> Option<u32> {
    let program = command.first().cloned().unwrap_or_default();
    let answer = move |result| Msg::Piped { ticket, result };
    let started = if super::programs::is_installed(&program) {
        session::start(command, [Stdio::piped(), Stdio::piped(), Stdio::piped()])
            .map_err(|error| format!("{program}: {}", plain(&error)))
    } else {
        Err(format!("{program} is not installed"))
    };
    let child = match started {
        Ok(child) => child,
        Err(why) => {
            inbox.send(answer(Err(why)));
            return None;
        }
    };
    let pid = child.id();
    let replying = inbox.clone();
    let work = move || {
        let result = converse(child, text).map_err(|error| format!("{program}: {}", plain(&error)));
        let told = result.map(|(text, status, complaint)| Piped {
            trouble: trouble(&program, status, &text, &complaint),
            text: without_sequences(&text),
        });
        replying.send(answer(told));
    };
    if thread::Builder::new().name(WORKER.into()).spawn(work).is_err() {
        session::end(pid);
        inbox.send(answer(Err("the system gives no more threads".into())));
    }
    Some(pid)
}

/// Feeds a program and hears it to its end. One that talks for ever is cut short.
fn converse(mut child: Child, text: String) -> io::Result<(String, Option<ExitStatus>, String)> {
    let input = child.stdin.take();
    let complaints = child.stderr.take();
    // A program that wants no more input is within its rights.
    let feed = thread::spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
    let listen = thread::spawn(move || complaints.map(|from| hear(from, COMPLAINTS, true)));
    let (answer, more) = child.stdout.take().map(|from| hear(from, LIMIT, false)).unwrap_or_default();
    if more {
        session::end(child.id());
    }
    let status = child.wait()?;
    if more {
        // The pipes may be held by something that outlives it.
        return Ok((answer, None, String::new()));
    }
    let _ = feed.join();
    let complaint = listen.join().ok().flatten().unwrap_or_default().0;
    Ok((answer, Some(status), complaint))
}

/// Reads so many bytes; whether there were more. The rest is read too where the writer is not to
/// be stopped by a full pipe.
fn hear(mut from: impl Read, limit: usize, to_the_end: bool) -> (String, bool) {
    let mut bytes = Vec::new();
    let _ = (&mut from).take(limit as u64 + 1).read_to_end(&mut bytes);
    let more = bytes.len() > limit;
    bytes.truncate(limit);
    if more && to_the_end {
        let _ = io::copy(&mut from, &mut io::sink());
    }
    (String::from_utf8_lossy(&bytes).into_owned(), more)
}

/// What went wrong, in a line: what the program says of it, else how it ended.
fn trouble(program: &str, status: Option<ExitStatus>, text: &str, complaint: &str) -> Option<String> {
    let Some(status) = status else {
        return Some(format!("{program}: only the first {} MB are shown", LIMIT >> 20));
    };
    let said = complaint.lines().map(str::trim).find(|line| !line.is_empty());
    match (status.success(), said) {
        (true, None) => None,
        // What a program says beside its answer may stay there.
        (true, Some(_)) if !text.trim().is_empty() => None,
        (_, Some(said)) if said.starts_with(program) => Some(said.to_owned()),
        (_, Some(said)) => Some(format!("{program}: {said}")),
        (false, None) => Some(format!("{program}: {status}")),
    }
}

/// Leaves out sequences for a terminal, which colour what some programs print. What is not whole
/// is left for the cleaner.
fn without_sequences(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\x1b') {
        plain.push_str(before);
        let end = match after.chars().next() {
            Some('[') => after.char_indices().skip(1).find(|(_, c)| ('@'..='~').contains(c)),
            Some(']') => after.char_indices().find(|(_, c)| matches!(c, '\x07' | '\\')),
            _ => None,
        };
        rest = end.and_then(|(at, c)| after.get(at + c.len_utf8()..)).unwrap_or_else(|| {
            plain.push(char::REPLACEMENT_CHARACTER);
            after
        });
    }
    plain + rest
}

/// Runs a program that has the terminal to itself; what went wrong.
pub(super) fn run_here(command: &[String], text: String) -> Option<String> {
    let (program, arguments) = command.split_first()?;
    let failed = |error: &io::Error| Some(format!("{program}: {}", plain(error)));
    let started = Command::new(program).args(arguments).stdin(Stdio::piped()).spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) => return failed(&error),
    };
    let input = child.stdin.take();
    let feed = thread::spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
    let status = child.wait();
    // Not waited for where something else still holds its end.
    drop(feed);
    match status {
        Ok(status) if status.success() => None,
        Ok(status) => Some(format!("{program}: {status}")),
        Err(error) => failed(&error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_go_and_what_is_no_sequence_stays_visible() {
        assert_eq!(without_sequences("\x1b[1;31mred\x1b[0m and \x1b]8;;x\x07link"), "red and link");
        assert_eq!(without_sequences("a\x1bb \x1b[12"), "a\u{FFFD}b \u{FFFD}[12");
    }
}
