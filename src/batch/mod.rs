//! Streams of documents, in and out: lines of JSON or archives in, a line of JSON out for each document,
//! in order.
//!
//! One bad document never ends the run: its place in the output says what was wrong with it.
//! A line is answered as soon as it is read, so a driver may write one and wait.

mod allowance;
mod answer;
pub mod corpus;
mod documents;
mod guard;
mod lines;
mod memory;
mod names;
mod near;
mod parquet;
mod quick;
mod record;
pub mod sites;
mod warc;
mod window;

use std::any::Any;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::Instant;

use serde_json::value::RawValue;

use crate::model::{Clean, Page, Reading};
use crate::print::{Envelope, ndjson_in};
use crate::read::{self, Options, Sites, UserRules};

pub use allowance::Allowance;
use answer::Given;
pub use answer::{Answer, Complaint, Document, Head, Held, Lost, No, Outcome, Place, Skip, Src, Tally};
pub use documents::Documents;
pub use guard::{Guard, Guarded, Hello, Terms, hello, serve};
use lines::Line;
pub use memory::{own_peak, own_size};
pub use names::{Corpus, Field, Mapping, Names};
use near::Sketched;
pub use near::{Found, Index, Likeness, Marker, Sketch};
use record::Record;
pub use window::Worker;
use window::{Event, Feeder};

/// How to run a batch.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command")]
pub struct Settings {
    /// Whether to say how long each document took.
    pub timings: bool,
    /// The longest line or record that is read, in bytes.
    pub longest: usize,
    /// How the fields of a record are called.
    pub names: Names,
    /// Whether the digests of an archive are checked.
    pub verify: bool,
    /// Whether bodies are boiled down, so that those that are alike can be found.
    pub sketches: bool,
    /// What the input is called, for whoever looks a record of an archive up.
    pub file: Option<String>,
    /// Where the input is, if it is a file: Parquet is read from its end.
    pub path: Option<PathBuf>,
    /// The reader's own rules.
    pub rules: UserRules,
    /// What was learned of sites.
    pub sites: Sites,
    /// Whether documents are not to be read but traced, to learn of their sites.
    pub learns: bool,
    /// What reads a page: [`read::read`], or in tests something worse.
    pub read: fn(&Page, &Options) -> Reading,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timings: false,
            longest: 16 << 20,
            names: Names::default(),
            verify: false,
            sketches: false,
            file: None,
            path: None,
            rules: UserRules::default(),
            sites: Sites::default(),
            learns: false,
            read: read::read,
        }
    }
}

/// Why a run ended early.
#[derive(Debug)]
pub enum Failure {
    /// The input could not be read on.
    Input(io::Error),
    /// The output could not be written.
    Output(io::Error),
    /// The workers cannot go on.
    Worker(io::Error),
}

/// Answers every document of the input with a line of output, one at a time.
pub fn run(
    input: &mut dyn Read,
    output: &mut dyn Write,
    settings: &Settings,
    mut marker: Option<&mut Marker>,
) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    let mut documents = Documents::new(input, settings).map_err(Failure::Input)?;
    while documents.advance().map_err(Failure::Input)? {
        let mut answer = answer(documents.given(), settings);
        if let Some(marker) = marker.as_deref_mut() {
            marker.mark(&mut answer);
        }
        tally.count(&answer.outcome);
        output.write_all(answer.line.as_bytes()).and_then(|()| output.flush()).map_err(Failure::Output)?;
    }
    Ok(tally)
}

/// The same by many workers: documents are read ahead, answers stand in the order of the input.
pub fn run_by<W: Worker>(
    jobs: usize,
    hire: impl Fn() -> W + Sync,
    input: &mut (dyn Read + Send),
    output: &mut dyn Write,
    settings: &Settings,
    mut marker: Option<&mut Marker>,
) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    let feed = |feeder: &Feeder<'_, io::Error>| {
        if let Err(error) = feed_all(input, settings, feeder) {
            feeder.mark(error);
        }
    };
    let take = |event| match event {
        Event::Mark(error) => Err(Failure::Input(error)),
        Event::Idle => output.flush().map_err(Failure::Output),
        Event::Answer(mut answer) => {
            if let Some(marker) = marker.as_deref_mut() {
                marker.mark(&mut answer);
            }
            tally.count(&answer.outcome);
            output.write_all(answer.line.as_bytes()).map_err(Failure::Output)
        }
    };
    window::run(jobs, hire, feed, take, Failure::Worker)?;
    output.flush().map_err(Failure::Output)?;
    Ok(tally)
}

fn feed_all(input: &mut dyn Read, settings: &Settings, feeder: &Feeder<'_, io::Error>) -> io::Result<()> {
    let mut documents = Documents::new(input, settings)?;
    while let Some(document) = documents.next()? {
        if !feeder.document(document) {
            break;
        }
    }
    Ok(())
}

/// Reads documents in this process.
#[derive(Clone, Debug)]
pub struct Inline(pub Settings);

impl Worker for Inline {
    fn answer(&mut self, document: &Document, _next: Option<&Document>) -> io::Result<Answer> {
        Ok(answer(document.as_given(), &self.0))
    }
}

/// Why a document is not read, with its id.
type Refused = (Option<Box<RawValue>>, No);

fn answer(given: Given<'_>, settings: &Settings) -> Answer {
    let src = match given {
        Given::Line(_) => None,
        Given::Held(held) => Some(&held.head.src),
        Given::Lost(lost) => lost.src.as_ref(),
    };
    match record(given, settings).and_then(|record| reading(record, src, settings)) {
        Ok(answer) => answer,
        Err((id, no)) => Answer::no(id.as_deref(), src, &no),
    }
}

/// What is to be read of a document.
fn record(given: Given<'_>, settings: &Settings) -> Result<Record, Refused> {
    match given {
        Given::Line(Line::Text(line)) => record::parse(line, &settings.names),
        Given::Line(Line::TooLong | Line::Blank) => Err((None, too_long(settings.longest).into())),
        Given::Lost(lost) => Err((record::own_id(lost.id.as_deref(), lost.src.as_ref()), lost.no.clone())),
        Given::Held(held) if matches!(held.head.src.place, Place::Row(_)) => Ok(record::row(held)),
        Given::Held(held) => {
            let id = record::own_id(held.head.id.as_deref(), Some(&held.head.src));
            match warc::page(held, settings) {
                Ok((page, options)) => Ok(Record { id, page, options }),
                Err(no) => Err((id, no)),
            }
        }
    }
}

fn reading(record: Record, src: Option<&Src>, settings: &Settings) -> Result<Answer, Refused> {
    let Record { id, page, mut options } = record;
    options.rules = settings.rules.clone();
    options.sites = settings.sites.clone();
    if settings.learns {
        return Ok(Answer::read(trace(&page, &options)));
    }
    let start = settings.timings.then(now);
    let read = catch_unwind(AssertUnwindSafe(|| (settings.read)(&page, &options)));
    let ms = start.map(milliseconds);
    let src = src.and_then(|src| serde_json::value::to_raw_value(src).ok());
    let envelope = Envelope { id: id.as_deref().or(Some(RawValue::NULL)), src: src.as_deref(), ms };
    match read {
        Ok(reading) => {
            let sketched = || Sketched::of(&reading.text(), id.as_deref());
            let sketched = settings.sketches.then(sketched).flatten();
            Ok(Answer { sketched, ..Answer::read(ndjson_in(&reading, &envelope)) })
        }
        Err(payload) => {
            let complaint = Complaint { kind: "panic", message: last_words(payload.as_ref()).into_string() };
            Err((id, complaint.into()))
        }
    }
}

/// What a page shows of its site, as a line; of a page that cannot be read, nothing.
fn trace(page: &Page, options: &Options) -> String {
    let trace = catch_unwind(AssertUnwindSafe(|| read::trace(page, options)));
    let line = trace.ok().flatten().and_then(|trace| serde_json::to_string(&trace).ok());
    line.map(|line| line + "\n").unwrap_or_default()
}

/// What a panic said, harmless to print: it may quote a page.
#[must_use]
pub fn last_words(payload: &(dyn Any + Send)) -> Clean {
    let said = payload.downcast_ref::<&str>().copied();
    let said = said.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    Clean::field(said.unwrap_or("no message"))
}

fn too_long(longest: usize) -> Complaint {
    Complaint { kind: "too-long", message: format!("the line is longer than {longest} bytes (--max-size)") }
}

#[expect(clippy::disallowed_methods, reason = "the time a document takes is measured where it is asked for")]
fn now() -> Instant {
    Instant::now()
}

/// Milliseconds since then, to the microsecond.
fn milliseconds(start: Instant) -> f64 {
    (start.elapsed().as_secs_f64() * 1e6).round() / 1e3
}

#[cfg(test)]
mod tests;
