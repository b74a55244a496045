//! `newsprint SOURCE...`: reads pages and opens them in the terminal.

use std::sync::Arc;

use url::Url;

use super::error::{Error, Kind};
use super::output::Streams;
use super::plan::Open;
use super::source::load;
use super::tui::{self, Entry, Job};
use crate::app::Keymap;
use crate::fetch::{Client, Limits};
use crate::model::Reading;
use crate::read;

/// Opens every source that can be read; the others are reported first.
pub(super) fn run(open: &Open, streams: &mut Streams) -> Result<u8, Error> {
    if !streams.terminal {
        return Err(Error::usage("the reader needs a terminal").hint("use `newsprint dump` to print"));
    }
    let mut readings = Vec::new();
    for source in &open.sources {
        match load(source, &open.how, streams) {
            Ok(page) => readings.push(read::read(&page, &open.how.options)),
            Err(error) => streams.report(&error),
        }
    }
    if readings.is_empty() {
        return Ok(Kind::Unreadable.exit_code());
    }
    show(readings, open.theme.clone())
}

/// Shows the articles; links that are followed are fetched as the first ones were.
fn show(readings: Vec<Reading>, theme: Option<String>) -> Result<u8, Error> {
    let entries = readings.into_iter().map(|reading| Entry::Read(Box::new(reading))).collect();
    let job = Job { entries, load: Arc::new(fetch), theme, measure: None, keymap: Keymap::default() };
    match tui::run(job) {
        Ok(()) => Ok(0),
        Err(error @ tui::Error::Terminal(_)) => Err(Error::new(Kind::Unexpected, error.to_string())),
        Err(error) => Err(Error::usage(error.to_string())),
    }
}

fn fetch(url: &Url) -> Result<Reading, String> {
    let fetched = Client::new(Limits::default()).fetch(url).map_err(|error| error.to_string())?;
    Ok(read::read(&fetched.page, &read::Options::default()))
}
