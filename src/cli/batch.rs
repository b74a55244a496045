//! `newsprint batch`: files of documents, one after the other, as one stream.

use std::io::Read;

use super::error::{Error, Kind, plain};
use super::output::Streams;
use super::plan::Batch;
use super::source::open;
use crate::batch::{self, Failure, Settings, Tally};
use crate::model::Source;

/// Cleans every document of every input. An input that cannot be read ends the run; documents
/// that cannot be read do not, but too many of them are told at the end.
pub(super) fn run(plan: &Batch, streams: &mut Streams) -> Result<u8, Error> {
    let rules = plan.how.options.rules.clone();
    let (names, verify) = (plan.names.clone(), plan.verify);
    let mut settings = Settings { timings: plan.timings, names, verify, rules, ..Settings::default() };
    let mut tally = Tally::default();
    for input in &plan.inputs {
        tally += if let Source::File(path) = input {
            settings.file = path.file_name().map(|name| name.to_string_lossy().into_owned());
            stream(input, &mut open(path)?, &settings, &mut *streams.output)?
        } else {
            settings.file = None;
            stream(input, &mut streams.input, &settings, &mut *streams.output)?
        };
    }
    match plan.allowance {
        Some(allowance) if allowance.is_exceeded(tally) => {
            let Tally { read, failed, .. } = tally;
            let of = read + failed;
            let what =
                format!("{failed} of {of} documents could not be read, more than --max-errors {allowance}");
            Err(Error::new(Kind::TooManyErrors, what))
        }
        _ => Ok(0),
    }
}

fn stream(
    name: &Source,
    input: &mut dyn Read,
    settings: &Settings,
    output: &mut dyn std::io::Write,
) -> Result<Tally, Error> {
    batch::run(input, output, settings).map_err(|failure| match failure {
        Failure::Input(error) => Error::unreadable(format!("cannot read {name}: {}", plain(&error))),
        Failure::Output(error) => Error::output(&error),
    })
}
