//! What is known of sites before documents are read: from a file, or from the documents themselves.

use std::io;
use std::path::{Path, PathBuf};

use super::worker;
use crate::batch::sites::{Learner, read, write};
use crate::batch::{self, Failure, Inline, Settings};
use crate::cli::error::{Error, Kind, plain};
use crate::cli::output::Streams;
use crate::cli::plan::batch::{Batch, Known};
use crate::cli::source::open;
use crate::read::Sites;

/// What is known, as the arguments say.
pub(super) fn known(
    plan: &Batch,
    inputs: &[PathBuf],
    jobs: usize,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Sites, Error> {
    match &plan.sites {
        Known::Nothing => Ok(Sites::default()),
        Known::File(file) => of_file(file),
        Known::Inputs(into) => {
            let settings = Settings { learns: true, ..settings.clone() };
            let sites = learn(plan, inputs, jobs, &settings)?;
            if let Some(file) = into {
                keep(file, &write(&sites))?;
            }
            if sites.is_empty() {
                streams
                    .note("--learn-sites: no site has enough pages that say the same; nothing was learned");
            }
            Ok(sites)
        }
    }
}

fn of_file(file: &Path) -> Result<Sites, Error> {
    let text = io::read_to_string(open(file)?);
    let text = text.map_err(|error| unreadable(file, &error))?;
    let unfit = |unfit| Error::usage(format!("--sites {}: {unfit}", file.display()));
    read(&text).map_err(|found| unfit(found).hint("newsprint batch PATH... --learn-sites=FILE writes one"))
}

/// Learns from every input that can be read; of the others it is told when they are to be read.
fn learn(plan: &Batch, inputs: &[PathBuf], jobs: usize, settings: &Settings) -> Result<Sites, Error> {
    let guard = plan.guard.map(|bounds| worker::guard(plan, bounds, settings)).transpose()?;
    let mut learner = Learner::default();
    for path in inputs {
        let Some(mut input) = again(path)? else { continue };
        let done = match &guard {
            Some(guard) => batch::run_by(jobs, || guard.hire(), &mut input, &mut learner, settings, None),
            None => {
                batch::run_by(jobs, || Inline(settings.clone()), &mut input, &mut learner, settings, None)
            }
        };
        match done {
            Ok(_) | Err(Failure::Input(_)) => {}
            Err(failure) => return Err(super::ended(&failure)),
        }
    }
    Ok(learner.end())
}

/// A file that can be read again; none when it cannot be read at all.
fn again(path: &Path) -> Result<Option<std::fs::File>, Error> {
    let Ok(file) = open(path) else { return Ok(None) };
    if file.metadata().is_ok_and(|found| found.is_file()) {
        return Ok(Some(file));
    }
    let what = format!("--learn-sites reads its input twice, and {} comes only once", path.display());
    Err(Error::usage(what).hint("learn from files, --learn-sites=FILE, then give it --sites FILE"))
}

/// Writes beside the file and renames, so that it is whole or not there.
#[expect(clippy::disallowed_methods, reason = "the file was asked for")]
fn keep(file: &Path, text: &str) -> Result<(), Error> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file));
    written.map_err(|error| {
        _ = std::fs::remove_file(&beside);
        Error::new(Kind::Unexpected, format!("cannot write {}: {}", file.display(), plain(&error)))
    })
}

fn unreadable(file: &Path, error: &io::Error) -> Error {
    Error::unreadable(format!("cannot read {}: {}", file.display(), plain(error)))
}
