//! The corpus form: a file of documents in, a file of answers and a manifest out. A file is done
//! whole or not at all, and doing it again gives the same bytes: whoever lost count can begin anew.

mod manifest;
mod marking;
mod names;
mod part;
mod sketches;
mod status;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use sha2::{Digest, Sha256};

use super::parquet::Table;
use super::window::{self, Event, Feeder, Worker};
use super::{Documents, Failure, Settings, now, own_peak};
pub use manifest::{Counts, Input, Manifest, Memory, Output};
pub use marking::{Marked, mark};
use names::Named;
pub use part::Format;
use part::{Folder, Part};
use sketches::Sketches;
pub use status::{Status, Violated};

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The files.
    pub inputs: Vec<PathBuf>,
    /// The folder of the outputs.
    pub out: PathBuf,
    /// Whether what is done already is left alone.
    pub resume: bool,
    /// What outputs are.
    pub format: Format,
    /// How many workers.
    pub jobs: usize,
    /// How inputs are read.
    pub settings: Settings,
    /// What decides how documents are read.
    pub configuration: String,
    /// Ends the run after the documents that are being read.
    pub stop: Arc<AtomicBool>,
    /// How far it is, for others to look at.
    pub pace: Arc<Pace>,
}

/// How far a run is.
#[derive(Debug, Default)]
pub struct Pace {
    /// Files to be done, with those that were done before.
    pub files: AtomicU64,
    /// Files that are done, or cannot be.
    pub files_done: AtomicU64,
    /// Files that could not be read.
    pub files_unreadable: AtomicU64,
    /// The size of the files that are to be done.
    pub bytes: AtomicU64,
    /// How much of it was read.
    pub bytes_done: AtomicU64,
    /// Documents that were read.
    pub ok: AtomicU64,
    /// Documents that could not be read.
    pub error: AtomicU64,
    /// Documents that were none to be read.
    pub skipped: AtomicU64,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Summary {
    /// Files done now.
    pub files: usize,
    /// Files done before.
    pub resumed: usize,
    /// The documents of both.
    pub counts: Counts,
    /// Files that could not be read, and why.
    pub unreadable: Vec<(PathBuf, io::Error)>,
    /// Whether it was stopped before all was done.
    pub is_stopped: bool,
}

/// What stands between the answers.
enum Mark {
    Begin(Named, u64),
    /// With how many documents there were.
    End(usize),
    Done(Box<Manifest>),
    Unreadable(PathBuf, io::Error),
}

/// Does every file that is not done. Whoever hires knows how much memory a worker's process had.
///
/// # Errors
/// When outputs cannot be written or the workers cannot go on.
pub fn run<W: Worker>(
    corpus: &Corpus,
    hire: impl Fn() -> W + Sync,
    worker_peak: &dyn Fn() -> Option<u64>,
) -> Result<Summary, Failure> {
    let folder = Folder::open(&corpus.out).map_err(Failure::Output)?;
    let inputs = names::named(&corpus.inputs);
    corpus.pace.files.store(number(inputs.len()), Ordering::Relaxed);
    let bytes: u64 =
        inputs.iter().filter_map(|input| input.path.metadata().ok()).map(|found| found.len()).sum();
    corpus.pace.bytes.store(bytes, Ordering::Relaxed);
    let mut taker = Taker { corpus, folder: &folder, worker_peak, making: None, summary: Summary::default() };
    let feed = |feeder: &Feeder<'_, Mark>| {
        for input in &inputs {
            if corpus.is_stopped() || !file(corpus, input, feeder) {
                return;
            }
        }
    };
    let end =
        window::run(corpus.jobs, hire, feed, |event| taker.take(event), |error| Some(Failure::Worker(error)));
    match end {
        Err(Some(failure)) => return Err(failure),
        Ok(()) | Err(None) => taker.summary.is_stopped = corpus.is_stopped(),
    }
    drop(taker.making.take());
    Ok(taker.summary)
}

impl Corpus {
    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// The manifest of an input that is done as we would do it.
    fn done(&self, input: &Named, bytes: u64) -> Option<Manifest> {
        let path = input.path.to_string_lossy();
        let fits = |manifest: &Manifest| {
            let made = &manifest.input;
            made.path == path
                && made.bytes == bytes
                && manifest.newsprint == env!("CARGO_PKG_VERSION")
                && manifest.configuration == self.configuration
                && manifest.output.name.ends_with(self.format.ending())
                && manifest.counts.holds()
                && manifest.has_output(&self.out)
                && manifest.has_sketches(&self.out)
        };
        let names = [input.name.clone(), input.other_name()];
        let mut manifests = names.iter().filter_map(|name| Manifest::read(&Manifest::place(&self.out, name)));
        manifests.find(fits)
    }

    /// What the output of an input is called, now: an output of another input is left alone, and so is
    /// the input itself.
    fn name(&self, input: &Named) -> String {
        let place = self.out.join(format!("{}{}", input.name, self.format.ending()));
        if place.canonicalize().is_ok_and(|place| place == input.path) {
            return input.other_name();
        }
        match Manifest::read(&Manifest::place(&self.out, &input.name)) {
            Some(other) if *other.input.path != *input.path.to_string_lossy() => input.other_name(),
            _ => input.name.clone(),
        }
    }
}

/// Hands in the documents of a file; whether to go on with the next.
fn file(corpus: &Corpus, input: &Named, feeder: &Feeder<'_, Mark>) -> bool {
    let opened = manifest::open(&input.path).and_then(|file| Ok((file.metadata()?, file)));
    let (bytes, file) = match opened {
        Ok((found, _)) if found.is_dir() => {
            return feeder.mark(Mark::Unreadable(input.typed.clone(), io::ErrorKind::IsADirectory.into()));
        }
        Ok((found, file)) => (found.len(), file),
        Err(error) => return feeder.mark(Mark::Unreadable(input.typed.clone(), error)),
    };
    if corpus.resume
        && let Some(manifest) = corpus.done(input, bytes)
    {
        corpus.pace.bytes.fetch_sub(bytes, Ordering::Relaxed);
        return feeder.mark(Mark::Done(Box::new(manifest)));
    }
    feeder.mark(Mark::Begin(input.clone(), bytes))
        && match documents(corpus, input, (file, bytes), feeder) {
            Ok(Some(all)) => feeder.mark(Mark::End(all)),
            Ok(None) => false,
            Err(error) => feeder.mark(Mark::Unreadable(input.typed.clone(), error)),
        }
}

/// How many documents there were; none when nobody wants more.
fn documents(
    corpus: &Corpus,
    input: &Named,
    (file, bytes): (File, u64),
    feeder: &Feeder<'_, Mark>,
) -> io::Result<Option<usize>> {
    let mut counted = Counted { file, pace: &corpus.pace };
    let name = input.path.file_name().map(|name| name.to_string_lossy().into_owned());
    let settings = Settings { file: name, path: Some(input.path.clone()), ..corpus.settings.clone() };
    let before = corpus.pace.bytes_done.load(Ordering::Relaxed);
    let mut documents = Documents::new(&mut counted, &settings)?;
    let (mut all, mut told) = (0, corpus.pace.bytes_done.load(Ordering::Relaxed) - before);
    while let Some(document) = documents.next()? {
        if let Some(share) = documents.share() {
            corpus.pace.tell(share, bytes, &mut told);
        }
        if corpus.is_stopped() || !feeder.document(document) {
            return Ok(None);
        }
        all += 1;
    }
    Ok(Some(all))
}

/// Takes what comes out of the window.
struct Taker<'a> {
    corpus: &'a Corpus,
    folder: &'a Folder,
    worker_peak: &'a dyn Fn() -> Option<u64>,
    making: Option<Making<'a>>,
    summary: Summary,
}

/// A file that is being made.
struct Making<'a> {
    input: Named,
    bytes: u64,
    part: Part<'a>,
    sketches: Option<Sketches<'a>>,
    counts: Counts,
    start: Instant,
}

impl Taker<'_> {
    /// Takes what comes out; a failure, or none when the run is to be stopped.
    fn take(&mut self, event: Event<Mark>) -> Result<(), Option<Failure>> {
        if self.corpus.is_stopped() { Err(None) } else { self.take_on(event).map_err(Some) }
    }

    fn take_on(&mut self, event: Event<Mark>) -> Result<(), Failure> {
        match event {
            Event::Idle => Ok(()),
            Event::Answer(answer) => {
                let Some(making) = &mut self.making else { return Ok(()) };
                making.counts.count(&answer.outcome);
                self.corpus.pace.count(&answer.outcome);
                let sketched = making.sketches.as_mut().map_or(Ok(()), |sketches| sketches.take(&answer));
                sketched.and_then(|()| making.part.write(&answer.line)).map_err(Failure::Output)
            }
            Event::Mark(Mark::Begin(input, bytes)) => self.begin(input, bytes).map_err(Failure::Output),
            Event::Mark(Mark::End(all)) => self.publish(all).map_err(Failure::Output),
            Event::Mark(Mark::Done(manifest)) => {
                self.summary.resumed += 1;
                self.summary.counts.add(&manifest.counts);
                self.file_done();
                Ok(())
            }
            Event::Mark(Mark::Unreadable(path, error)) => {
                self.making = None;
                self.summary.unreadable.push((path, error));
                self.corpus.pace.files_unreadable.fetch_add(1, Ordering::Relaxed);
                self.file_done();
                Ok(())
            }
        }
    }

    fn begin(&mut self, input: Named, bytes: u64) -> io::Result<()> {
        let (name, start) = (self.corpus.name(&input), now());
        let part = Part::begin(self.folder, &name, self.corpus.format)?;
        let sketches =
            self.corpus.settings.sketches.then(|| Sketches::begin(self.folder, &name)).transpose()?;
        self.making = Some(Making { input, bytes, part, sketches, counts: Counts::default(), start });
        Ok(())
    }

    fn publish(&mut self, all: usize) -> io::Result<()> {
        let Some(making) = self.making.take() else { return Ok(()) };
        let Making { input, bytes, part, sketches, counts, start } = making;
        let counts = Counts { all, ..counts };
        let name = self.corpus.name(&input);
        let output = part.publish(&name)?;
        let sketches = sketches::publish(sketches, self.folder, &name)?;
        let manifest = Manifest {
            newsprint: env!("CARGO_PKG_VERSION").to_owned(),
            configuration: self.corpus.configuration.clone(),
            input: Input { path: input.path.to_string_lossy().into_owned(), bytes },
            output,
            sketches,
            counts,
            seconds: (start.elapsed().as_secs_f64() * 1e3).round() / 1e3,
            memory: Memory { peak_bytes: own_peak(), worker_peak_bytes: (self.worker_peak)() },
        };
        self.folder.write(&name, &manifest)?;
        self.summary.files += 1;
        self.summary.counts.add(&manifest.counts);
        self.file_done();
        Ok(())
    }

    fn file_done(&self) {
        self.corpus.pace.files_done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Pace {
    fn count(&self, outcome: &super::Outcome) {
        let counter = match outcome {
            super::Outcome::Read => &self.ok,
            super::Outcome::Failed(_) => &self.error,
            super::Outcome::Skipped(_) => &self.skipped,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Tells how far a file is that is not read in the order of its bytes.
    fn tell(&self, (done, of): (u64, u64), bytes: u64, told: &mut u64) {
        let share = u128::from(bytes) * u128::from(done) / u128::from(of.max(1));
        let now = u64::try_from(share).unwrap_or(bytes).min(bytes);
        self.bytes_done.fetch_add(now.saturating_sub(*told), Ordering::Relaxed);
        *told = now.max(*told);
    }
}

/// A file that counts what was read of it.
struct Counted<'a> {
    file: File,
    pace: &'a Pace,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.pace.bytes_done.fetch_add(number(read), Ordering::Relaxed);
        Ok(read)
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A hash, in letters.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}
