//! The corpus form: which files, who reads them, how it is watched and what is told at the end.

use std::ffi::OsString;
use std::io::{BufReader, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};

use super::progress::Watcher;
use super::{ended, enough, file, settings, sites, worker};
use crate::batch::corpus::{self, Corpus, Marked, Summary, digest};
use crate::batch::sites::write as written_sites;
use crate::batch::{Failure, Inline, Settings};
use crate::cli::args::batch::ProgressArg;
use crate::cli::error::{Error, Kind, plain};
use crate::cli::output::Streams;
use crate::cli::plan::batch::{Batch, Corpus as Form};
use crate::cli::rules::written;
use crate::cli::source::open;
use crate::model::Source;

/// What a shell says of a program that was stopped.
const STOPPED: u8 = 130;

/// Does every file.
pub(super) fn run(plan: &Batch, form: &Form, streams: &mut Streams) -> Result<u8, Error> {
    let mut settings = settings(plan);
    let jobs = plan.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let inputs = inputs(plan, form, streams)?;
    settings.sites = sites::known(plan, &inputs, jobs, &settings, streams)?;
    let corpus = Corpus {
        inputs,
        out: form.out.clone(),
        resume: form.resume,
        format: form.format,
        jobs,
        configuration: configuration(plan, &settings)?,
        settings,
        stop: stop_by_signal(),
        pace: Arc::default(),
    };
    if corpus.inputs.is_empty() && form.list.is_none() {
        // Nothing is to be made, so neither is the folder.
        return Ok(if mark(plan, form, &corpus, streams)? { 0 } else { STOPPED });
    }
    let watcher = Watcher::start(form.progress, corpus.pace.clone());
    let guard = plan.guard.map(|bounds| worker::guard(plan, bounds, &corpus.settings)).transpose()?;
    let done = match &guard {
        Some(guard) => corpus::run(&corpus, || guard.hire(), &|| guard.peak()),
        None => corpus::run(&corpus, || Inline(corpus.settings.clone()), &|| None),
    };
    let told = watcher.end(guard.and_then(|guard| guard.peak()));
    let mut summary = done.map_err(|failure| ended(&failure))?;
    for line in told {
        streams.note(&line);
    }
    if !summary.is_stopped {
        summary.is_stopped = !mark(plan, form, &corpus, streams)?;
    }
    report(plan, &summary, streams)
}

/// Marks what is alike, if that is wanted; false when it was stopped.
fn mark(plan: &Batch, form: &Form, corpus: &Corpus, streams: &mut Streams) -> Result<bool, Error> {
    let Some(near) = plan.near.filter(|near| near.marks) else { return Ok(true) };
    let marked = corpus::mark(&corpus.out, near.memory, &corpus.stop).map_err(|failure| match failure {
        Failure::Input(error) => {
            Error::unreadable(format!("cannot read {}: {}", corpus.out.display(), plain(&error)))
        }
        failure => ended(&failure),
    })?;
    let Some(marked) = marked else { return Ok(false) };
    let Marked { articles, exact, near, files_without, .. } = marked;
    if form.progress != ProgressArg::None {
        streams.note(&format!("of {articles} articles {exact} are the same as others, {near} nearly so"));
    }
    if files_without > 0 {
        streams.note(&format!("{files_without} files were made without --near-dup and are not compared"));
    }
    Ok(true)
}

/// What is to be told of a run, and its exit code.
fn report(plan: &Batch, summary: &Summary, streams: &mut Streams) -> Result<u8, Error> {
    for (path, error) in &summary.unreadable {
        streams.report(&Error::unreadable(format!("cannot read {}: {}", path.display(), plain(error))));
    }
    if summary.is_stopped {
        streams.note("stopped; the same command with --resume does what is left");
        return Ok(STOPPED);
    }
    if summary.unreadable.is_empty() {
        return enough(plan, summary.counts.tally());
    }
    Ok(Kind::Unreadable.exit_code())
}

/// The files that were named, then those of the list.
fn inputs(plan: &Batch, form: &Form, streams: &mut Streams) -> Result<Vec<PathBuf>, Error> {
    let mut inputs: Vec<PathBuf> = plan.inputs.iter().filter_map(file).collect();
    let mut list = Vec::new();
    let read = match &form.list {
        None => return Ok(inputs),
        Some(Source::File(path)) => BufReader::new(open(path)?).read_to_end(&mut list),
        Some(_) => streams.input.read_to_end(&mut list),
    };
    read.map_err(|error| Error::unreadable(format!("cannot read the list of paths: {}", plain(&error))))?;
    let lines = list.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    inputs.extend(lines.filter(|line| !line.is_empty()).map(path));
    Ok(inputs)
}

#[cfg(unix)]
fn path(line: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(OsString::from_vec(line.to_owned()))
}

#[cfg(not(unix))]
fn path(line: &[u8]) -> PathBuf {
    PathBuf::from(OsString::from(String::from_utf8_lossy(line).into_owned()))
}

/// A mark of all that decides what becomes of a document.
fn configuration(plan: &Batch, settings: &Settings) -> Result<String, Error> {
    let Settings { timings, longest, names, verify, sketches, .. } = settings;
    let (rules, guard) = (written(&plan.how.rules)?, plan.guard);
    let mut all = format!("{timings} {longest} {names:?} {verify} {sketches} {guard:?}\n{rules}");
    if !settings.sites.is_empty() {
        all.push_str(&written_sites(&settings.sites));
    }
    Ok(digest(all.as_bytes()).chars().take(16).collect())
}

/// Set by Ctrl-C; a second one ends the program.
fn stop_by_signal() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        _ = signal_hook::flag::register_conditional_shutdown(signal, i32::from(STOPPED), stop.clone());
        _ = signal_hook::flag::register(signal, stop.clone());
    }
    stop
}
