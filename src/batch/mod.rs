//! Streams of documents, in and out: a line of JSON in, a line of JSON out, in order.
//!
//! One bad document never ends the run: its place in the output says what was wrong with it.
//! A line is answered as soon as it is read, so a driver may write one and wait.

mod allowance;
mod lines;
mod quick;
mod record;

use std::any::Any;
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::model::{Clean, Page, Reading};
use crate::print::{Envelope, ndjson_in};
use crate::read::{self, Options, UserRules};

pub use allowance::Allowance;
use lines::{Line, Lines};
use record::{Complaint, Record};

/// How to run a batch.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether to say how long each document took.
    pub timings: bool,
    /// The longest line that is read, in bytes.
    pub longest: usize,
    /// The reader's own rules.
    pub rules: UserRules,
    /// What reads a page: [`read::read`], or in tests something worse.
    pub read: fn(&Page, &Options) -> Reading,
}

impl Default for Settings {
    fn default() -> Self {
        Self { timings: false, longest: 64 << 20, rules: UserRules::default(), read: read::read }
    }
}

/// Why a run ended early.
#[derive(Debug)]
pub enum Failure {
    /// The input could not be read on.
    Input(io::Error),
    /// The output could not be written.
    Output(io::Error),
}

/// How many documents there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answered with a reading.
    pub read: usize,
    /// Answered with an error.
    pub failed: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.failed += other.failed;
    }
}

/// Answers every line of the input with a line of output.
pub fn run(input: &mut dyn BufRead, output: &mut dyn Write, settings: &Settings) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    let mut lines = Lines::new(input, settings.longest);
    while let Some(line) = lines.next().map_err(Failure::Input)? {
        let answer = match line {
            Line::Blank => continue,
            Line::Text(line) => answer(line, settings),
            Line::TooLong => Err((None, too_long(settings.longest))),
        };
        let text = match answer {
            Ok(text) => {
                tally.read += 1;
                text
            }
            Err((id, complaint)) => {
                tally.failed += 1;
                refusal(id.as_deref(), &complaint)
            }
        };
        output.write_all(text.as_bytes()).and_then(|()| output.flush()).map_err(Failure::Output)?;
    }
    Ok(tally)
}

type Refused = (Option<Box<RawValue>>, Complaint);

fn answer(line: &[u8], settings: &Settings) -> Result<String, Refused> {
    let Record { id, page, mut options } = record::parse(line)?;
    options.rules = settings.rules.clone();
    let start = settings.timings.then(now);
    let read = catch_unwind(AssertUnwindSafe(|| (settings.read)(&page, &options)));
    let ms = start.map(milliseconds);
    let envelope = Envelope { id: id.as_deref().or(Some(RawValue::NULL)), ms };
    match read {
        Ok(reading) => Ok(ndjson_in(&reading, &envelope)),
        Err(payload) => {
            Err((id, Complaint { kind: "panic", message: last_words(payload.as_ref()).into_string() }))
        }
    }
}

/// What a panic said, harmless to print: it may quote a page.
#[must_use]
pub fn last_words(payload: &(dyn Any + Send)) -> Clean {
    let said = payload.downcast_ref::<&str>().copied();
    let said = said.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    Clean::field(said.unwrap_or("no message"))
}

fn too_long(longest: usize) -> Complaint {
    Complaint { kind: "too-long", message: format!("the line is longer than {longest} bytes") }
}

#[expect(clippy::disallowed_methods, reason = "the time a document takes is measured where it is asked for")]
fn now() -> Instant {
    Instant::now()
}

/// Milliseconds since then, to the microsecond.
fn milliseconds(start: Instant) -> f64 {
    (start.elapsed().as_secs_f64() * 1e6).round() / 1e3
}

/// The line that stands in the place of a document that could not be read.
fn refusal(id: Option<&RawValue>, complaint: &Complaint) -> String {
    #[derive(Serialize)]
    struct Refusal<'a> {
        id: Option<&'a RawValue>,
        error: &'a Complaint,
    }
    let mut line = serde_json::to_string(&Refusal { id, error: complaint }).unwrap_or_default();
    line.push('\n');
    line
}

#[cfg(test)]
mod tests;
