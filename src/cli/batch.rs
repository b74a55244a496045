//! `newsprint batch`: files of documents, one after the other, as one stream.

use std::io::{BufRead, BufReader};

use super::error::{Error, plain};
use super::output::Streams;
use super::plan::Batch;
use super::source::open;
use crate::batch::{self, Failure, Settings};
use crate::model::Source;

const BUFFER: usize = 64 << 10;

/// Cleans every document of every input. An input that cannot be read ends the run.
pub(super) fn run(plan: &Batch, streams: &mut Streams) -> Result<u8, Error> {
    let settings = Settings { timings: plan.timings, ..Settings::default() };
    for input in &plan.inputs {
        match input {
            Source::File(path) => {
                let mut file = BufReader::with_capacity(BUFFER, open(path)?);
                stream(input, &mut file, &settings, &mut *streams.output)?;
            }
            _ => stream(input, &mut *streams.input, &settings, &mut *streams.output)?,
        }
    }
    Ok(0)
}

fn stream(
    name: &Source,
    input: &mut dyn BufRead,
    settings: &Settings,
    output: &mut dyn std::io::Write,
) -> Result<(), Error> {
    batch::run(input, output, settings).map(|_| ()).map_err(|failure| match failure {
        Failure::Input(error) => Error::unreadable(format!("cannot read {name}: {}", plain(&error))),
        Failure::Output(error) => Error::output(&error),
    })
}
