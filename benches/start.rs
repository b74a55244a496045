//! From the start of the real binary to its first whole screen, in a pseudo-terminal, beside
//! `newsprint dump` of the same page; in turns, since both hang on what else the machine does. And
//! the memory it then has. `cargo bench --profile measure --bench start`. Prints milliseconds,
//! ratios and megabytes, and judges nothing.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints what it measured, and a bench that cannot go on has failed"
)]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsprint");

/// How often each is run.
const TURNS: usize = 40;

/// What a frame ends with.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// What the terminal is asked, and what a dark one answers.
const QUESTION: &[u8] = b"\x1b]11;?";
const ANSWER: &[u8] = b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\";

/// A page of so many bytes.
fn page(bytes: usize) -> String {
    let mut page = String::from(
        "<html><head><title>The long crossing</title></head><body><article><h1>The long crossing</h1>",
    );
    for count in 1.. {
        if page.len() >= bytes {
            break;
        }
        let text = format!("So barge {count} left the harbour before noon, and nobody on board saw it go. ");
        let text = text.repeat(3 + count % 7);
        let _ = write!(page, "<p>{text}<a href=\"https://gazette.example/{count}\">Barge {count}</a></p>");
    }
    page + "</article></body></html>"
}

/// The time of a dump.
fn dump(file: &Path) -> Duration {
    let begun = Instant::now();
    let done = Command::new(PROGRAM).arg("dump").arg(file).stdout(Stdio::piped()).output().unwrap();
    assert!(done.status.success());
    begun.elapsed()
}

/// The time to the first screen, in a terminal that answers or is silent; and the kilobytes.
fn show(file: &Path, answers: bool) -> (Duration, u64) {
    let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(PROGRAM);
    command.arg(file);
    command.cwd(file.parent().unwrap());
    for folder in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
        command.env(folder, file.parent().unwrap());
    }
    for name in ["SSH_TTY", "SSH_CONNECTION", "NO_COLOR", "TERM_PROGRAM", "VTE_VERSION", "COLORFGBG"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color");
    command.env("COLORTERM", "truecolor");
    let (mut from, mut to) = (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
    let begun = Instant::now();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let (mut seen, mut asked, mut bytes) = (Vec::new(), !answers, vec![0; 1 << 16]);
    let holds = |seen: &[u8], what: &[u8]| seen.windows(what.len()).any(|part| part == what);
    while !holds(&seen, FRAME_END) {
        let count = from.read(&mut bytes).unwrap();
        seen.extend(bytes.iter().take(count));
        if !asked && holds(&seen, QUESTION) {
            asked = true;
            to.write_all(ANSWER).unwrap();
        }
    }
    let time = begun.elapsed();
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.process_id().unwrap()));
    let memory = status.ok().and_then(|status| {
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok())
    });
    to.write_all(b"q").unwrap();
    while from.read(&mut bytes).is_ok_and(|count| count > 0) {}
    child.wait().unwrap();
    (time, memory.unwrap_or_default())
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    std::fs::write(&file, page(200 << 10)).unwrap();
    for (name, answers) in [("answers", true), ("is silent", false)] {
        let turns: Vec<_> = (0..TURNS).map(|_| (dump(&file), show(&file, answers).0)).collect();
        let (dumps, shows): (Vec<_>, Vec<_>) = turns.into_iter().unzip();
        let (dump, show) = (median(dumps), median(shows));
        let ratio = show / dump;
        println!("a terminal that {name}: dump {dump:.1} ms, first screen {show:.1} ms, ratio {ratio:.2}");
    }
    for bytes in [200 << 10, 10 << 20] {
        std::fs::write(&file, page(bytes)).unwrap();
        let (time, memory) = show(&file, true);
        println!("{} KB: first screen {} ms, {} MB", bytes >> 10, time.as_millis(), memory >> 10);
    }
}
