//! `newsprint batch`: documents as one stream, or a file for every file.

mod corpus;
mod progress;
mod sites;
mod status;
mod worker;

use std::io::{Read, Write};
use std::path::PathBuf;

use super::error::{Error, Kind, plain};
use super::output::Streams;
use super::plan::batch::{Batch, Form};
use super::source::open;
use crate::batch::{self, Failure, Guard, Inline, Marker, Settings, Tally};
use crate::model::Source;

pub(super) use worker::become_worker;

/// Cleans every document of every input.
pub(super) fn run(plan: &Batch, streams: &mut Streams) -> Result<u8, Error> {
    match &plan.form {
        Form::Filter => filter(plan, streams),
        Form::Corpus(form) => corpus::run(plan, form, streams),
        Form::Status { folder, is_json } => status::run(folder, *is_json, streams),
    }
}

/// How documents are read.
fn settings(plan: &Batch) -> Settings {
    let rules = plan.how.options.rules.clone();
    let (timings, longest, verify) = (plan.timings, plan.longest, plan.verify);
    let (names, sketches, read) = (plan.names.clone(), plan.near.is_some(), worker::reading());
    Settings { timings, longest, names, verify, sketches, rules, read, ..Settings::default() }
}

/// An input that cannot be read ends the run; documents that cannot be read do not, but too many of
/// them are told at the end.
fn filter(plan: &Batch, streams: &mut Streams) -> Result<u8, Error> {
    let mut settings = settings(plan);
    let files: Vec<PathBuf> = plan.inputs.iter().filter_map(file).collect();
    let jobs = plan.jobs.unwrap_or(1);
    settings.sites = sites::known(plan, &files, jobs, &settings, streams)?;
    let guard = plan.guard.map(|bounds| worker::guard(plan, bounds, &settings)).transpose()?;
    let workers = Workers { jobs, guard: guard.as_ref() };
    let mut marker = plan.near.map(|near| Marker::within(near.memory));
    let mut tally = Tally::default();
    for input in &plan.inputs {
        tally += if let Source::File(path) = input {
            settings.file = path.file_name().map(|name| name.to_string_lossy().into_owned());
            settings.path = Some(path.clone());
            stream(input, &mut open(path)?, &settings, workers, &mut *streams.output, marker.as_mut())?
        } else {
            (settings.file, settings.path) = (None, None);
            stream(input, &mut streams.input, &settings, workers, &mut *streams.output, marker.as_mut())?
        };
    }
    if let Some(forgotten) = marker.map(|marker| marker.forgotten()).filter(|forgotten| *forgotten > 0) {
        streams.note(&format!(
            "copies of {forgotten} articles are not marked, for want of memory; see --near-dup-memory"
        ));
    }
    enough(plan, tally)
}

fn file(input: &Source) -> Option<PathBuf> {
    if let Source::File(path) = input { Some(path.clone()) } else { None }
}

/// Who reads documents.
#[derive(Clone, Copy)]
struct Workers<'a> {
    jobs: usize,
    guard: Option<&'a Guard>,
}

fn stream(
    name: &Source,
    input: &mut (dyn Read + Send),
    settings: &Settings,
    workers: Workers<'_>,
    output: &mut dyn Write,
    marker: Option<&mut Marker>,
) -> Result<Tally, Error> {
    let done = match workers {
        Workers { jobs: 1, guard: None } => batch::run(input, output, settings, marker),
        Workers { jobs, guard: None } => {
            batch::run_by(jobs, || Inline(settings.clone()), input, output, settings, marker)
        }
        Workers { jobs, guard: Some(guard) } => {
            batch::run_by(jobs, || guard.hire(), input, output, settings, marker)
        }
    };
    done.map_err(|failure| match failure {
        Failure::Input(error) => Error::unreadable(format!("cannot read {name}: {}", plain(&error))),
        failure => ended(&failure),
    })
}

/// Why a run ended, but for an input.
fn ended(failure: &Failure) -> Error {
    match failure {
        Failure::Input(error) | Failure::Output(error) => Error::output(error),
        Failure::Worker(error) => Error::new(Kind::Unexpected, plain(error)),
    }
}

/// An error if too many documents failed.
fn enough(plan: &Batch, tally: Tally) -> Result<u8, Error> {
    let Some(allowance) = plan.allowance.filter(|allowance| allowance.is_exceeded(tally)) else {
        return Ok(0);
    };
    let flag = match allowance {
        batch::Allowance::Rate(_) => "--max-error-rate",
        batch::Allowance::Count(_) | batch::Allowance::Percent(_) => "--max-errors",
    };
    let (failed, of) = (tally.failed, tally.read + tally.failed);
    let what = format!("{failed} of {of} documents could not be read, more than {flag} {allowance}");
    Err(Error::new(Kind::TooManyErrors, what))
}
