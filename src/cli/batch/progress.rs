//! How far a run is: a bar on a terminal, else a line of JSON from time to time. On a thread of its
//! own, since those that work have no time; so it names standard error itself.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::batch::corpus::Pace;
use crate::batch::own_peak;
use crate::cli::args::batch::ProgressArg;

const LINE_EVERY: Duration = Duration::from_secs(10);
const BAR_EVERY: Duration = Duration::from_millis(200);

/// Tells how far a run is.
pub(super) struct Watcher {
    kind: ProgressArg,
    start: Instant,
    pace: Arc<Pace>,
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Watcher {
    pub(super) fn start(kind: ProgressArg, pace: Arc<Pace>) -> Self {
        let kind = match kind {
            ProgressArg::Auto if can_draw() => ProgressArg::Bar,
            ProgressArg::Auto => ProgressArg::Json,
            other => other,
        };
        let start = now();
        let mut watcher = Self { kind, start, pace, thread: None };
        let pace = watcher.pace.clone();
        watcher.thread = match kind {
            ProgressArg::Bar => Some(every(BAR_EVERY, bar(start, pace))),
            ProgressArg::Json => Some(every(LINE_EVERY, move || print(&State::of(&pace, start)))),
            ProgressArg::Auto | ProgressArg::None => None,
        };
        watcher
    }

    /// Ends it; what is to be said in words. With the most memory that a worker's process had.
    pub(super) fn end(self, worker: Option<u64>) -> Vec<String> {
        if let Some((stop, thread)) = self.thread {
            drop(stop);
            _ = thread.join();
        }
        let state = State::of(&self.pace, self.start);
        let peak = (own_peak(), worker);
        match self.kind {
            ProgressArg::Json => {
                print(&Last { done: true, state, peak_bytes: peak.0, worker_peak_bytes: peak.1 });
            }
            ProgressArg::Bar => return state.in_words(peak).to_vec(),
            ProgressArg::Auto | ProgressArg::None => {}
        }
        Vec::new()
    }
}

/// Whether a bar can be drawn, and drawn anew.
#[expect(clippy::disallowed_methods, reason = "what a terminal can do stands in the environment")]
fn can_draw() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("TERM").is_some_and(|term| term != "dumb")
}

/// Does something from time to time, until the sender is gone.
fn every(time: Duration, mut deed: impl FnMut() + Send + 'static) -> (Sender<()>, JoinHandle<()>) {
    let (stop, stopped) = channel();
    let thread = thread::spawn(move || {
        while stopped.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
            deed();
        }
    });
    (stop, thread)
}

/// Draws a bar; it is gone when this is dropped.
fn bar(start: Instant, pace: Arc<Pace>) -> impl FnMut() + Send + 'static {
    let bar = Drawn(ProgressBar::new(0));
    let style = ProgressStyle::with_template("{msg}");
    bar.0.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    move || {
        let width = crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns));
        bar.0.set_message(State::of(&pace, start).drawn(width));
        bar.0.tick();
    }
}

struct Drawn(ProgressBar);

impl Drop for Drawn {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// How far a run is, now.
#[derive(Debug, Serialize)]
struct State {
    files_done: u64,
    files_unreadable: u64,
    files: u64,
    #[serde(rename = "in")]
    all: u64,
    ok: u64,
    error: u64,
    skipped: u64,
    bytes_done: u64,
    bytes: u64,
    seconds: f64,
    pages_per_second: f64,
    mb_per_second: f64,
    eta_seconds: Option<f64>,
}

#[derive(Serialize)]
struct Last {
    done: bool,
    #[serde(flatten)]
    state: State,
    peak_bytes: Option<u64>,
    worker_peak_bytes: Option<u64>,
}

impl State {
    #[expect(clippy::cast_precision_loss, reason = "rates need no more than three digits")]
    fn of(pace: &Pace, start: Instant) -> Self {
        let get = |number: &AtomicU64| number.load(Ordering::Relaxed);
        let (ok, error, skipped) = (get(&pace.ok), get(&pace.error), get(&pace.skipped));
        let (bytes_done, bytes) = (get(&pace.bytes_done), get(&pace.bytes));
        let (all, seconds) = (ok + error + skipped, start.elapsed().as_secs_f64());
        let round = |number: f64| (number * 10.0).round() / 10.0;
        let rate = |number: u64| if seconds > 0.0 { number as f64 / seconds } else { 0.0 };
        let speed = rate(bytes_done);
        let left = bytes.saturating_sub(bytes_done) as f64;
        Self {
            files_done: get(&pace.files_done),
            files_unreadable: get(&pace.files_unreadable),
            files: get(&pace.files),
            all,
            ok,
            error,
            skipped,
            bytes_done,
            bytes,
            seconds: round(seconds),
            pages_per_second: round(rate(all)),
            mb_per_second: round(speed / 1e6),
            eta_seconds: (speed > 0.0).then(|| round(left / speed)),
        }
    }

    /// A bar with what fits beside it. What matters least goes first.
    fn drawn(&self, width: usize) -> String {
        let Self { files_done, files, error, pages_per_second, mb_per_second, .. } = self;
        let percent = (self.bytes_done * 100).checked_div(self.bytes).unwrap_or(0).min(100);
        let left = self.eta_seconds.map(|left| format!("{} left", clock(left)));
        let errors = format!("{error} error{}", if *error == 1 { "" } else { "s" });
        let mut parts = vec![
            (0, Some(format!("{percent:>3} %"))),
            (4, Some(format!("{files_done}/{files} files"))),
            (2, Some(format!("{pages_per_second:.0} pages/s"))),
            (5, Some(format!("{mb_per_second:.1} MB/s"))),
            (3, Some(errors)),
            (1, left),
        ];
        for (least, length) in [(5, 24), (5, 12), (4, 12), (3, 12), (2, 12), (1, 12), (0, 0)] {
            parts.retain(|(rank, _)| *rank <= least);
            let told: Vec<&str> = parts.iter().filter_map(|(_, part)| part.as_deref()).collect();
            let (told, full) = (told.join(" · "), usize::try_from(percent).unwrap_or(0) * length / 100);
            let line = format!("{}{} {told}", "█".repeat(full), "░".repeat(length - full));
            if line.chars().count() < width || least == 0 {
                return line;
            }
        }
        String::new()
    }

    /// The same at the end, on two lines.
    fn in_words(&self, (own, worker): (Option<u64>, Option<u64>)) -> [String; 2] {
        let Self { files_done, files_unreadable, files, all, ok, error, skipped, seconds, .. } = self;
        let (pages, bytes) = (self.pages_per_second, self.mb_per_second);
        let memory = [("; memory at most ", own), (", a worker ", worker)]
            .map(|(who, peak)| peak.map(|peak| format!("{who}{}", size(peak))).unwrap_or_default());
        let done = files_done - files_unreadable;
        [
            format!(
                "{done} of {files} files; {all} documents = {ok} read + {error} errors + {skipped} skipped"
            ),
            format!("{seconds} s, {pages} pages/s, {bytes} MB/s{}", memory.concat()),
        ]
    }
}

/// Bytes, to three digits or four.
#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}

fn print(line: &impl Serialize) {
    if let Ok(line) = serde_json::to_string(line) {
        _ = writeln!(std::io::stderr(), "{line}");
    }
}

/// Seconds as minutes or hours.
fn clock(seconds: f64) -> String {
    let seconds = Duration::try_from_secs_f64(seconds).unwrap_or_default().as_secs();
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{:02}", seconds % 60)
    } else {
        format!("{minutes}:{:02}", seconds % 60)
    }
}

#[expect(clippy::disallowed_methods, reason = "how fast it goes is measured")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fits_into_any_width_and_keeps_what_matters() {
        let pace = Pace::default();
        for (number, value) in [
            (&pace.files, 1200),
            (&pace.files_done, 300),
            (&pace.bytes, 1 << 40),
            (&pace.bytes_done, 1 << 38),
        ] {
            number.store(value, Ordering::Relaxed);
        }
        let state = State { eta_seconds: Some(7384.0), mb_per_second: 21.5, ..State::of(&pace, now()) };
        for width in 6..140 {
            let line = state.drawn(width);
            assert!(line.chars().count() < width.max(7), "{width}: {line}");
            assert!(line.contains("25 %"), "{width}: {line}");
            assert!(width < 34 || line.contains("2:03:04 left"), "{width}: {line}");
        }
        let whole = "██████░░░░░░░░░░░░░░░░░░  25 % · 300/1200 files · 0 pages/s · 21.5 MB/s · 0 errors · 2:03:04 left";
        assert_eq!(state.drawn(120), whole);
    }
}
