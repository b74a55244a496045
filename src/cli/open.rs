//! `newsprint SOURCE...`: opens pages in the terminal. Addresses are fetched once the screen
//! is up, so that nobody waits in front of nothing; files are read before.

use std::sync::Arc;

use url::Url;

use super::error::{Error, Kind};
use super::output::Streams;
use super::plan::{How, Open};
use super::settings::{self, Settings};
use super::source::{cannot_fetch, fetch_quietly, load};
use super::tui::{self, Colours, Entry, Job, Load, Loaded};
use crate::app::{Address, Wishes};
use crate::model::Source;
use crate::read;

/// Opens every source that can be read; the others are reported first.
pub(super) fn run(open: &Open, streams: &mut Streams) -> Result<u8, Error> {
    let settings = match settings::load() {
        Ok(settings) => settings,
        Err(wrong) => {
            for error in &wrong {
                streams.report(error);
            }
            return Ok(Kind::Usage.exit_code());
        }
    };
    if !streams.terminal {
        return Err(Error::usage("the reader needs a terminal").hint("use `newsprint dump` to print"));
    }
    let mut entries = Vec::new();
    for source in &open.sources {
        match entry(source, &open.how, streams) {
            Ok(entry) => entries.push(entry),
            Err(error) => streams.report(&error),
        }
    }
    if entries.is_empty() {
        return Ok(Kind::Unreadable.exit_code());
    }
    show(job(entries, open, settings), streams)
}

fn entry(source: &Source, how: &How, streams: &mut Streams) -> Result<Entry, Error> {
    if let Source::Url(url) = source {
        let address = Address::parse(url.as_str()).map_err(|why| cannot_fetch(url, &why))?;
        return Ok(Entry::Fetch(address, fetching(how.clone())));
    }
    let page = load(source, how, streams)?;
    Ok(Entry::Read(Box::new(read::read(&page, &how.options))))
}

/// How pages are fetched and read.
fn fetching(how: How) -> Load {
    Arc::new(move |url: &Url| {
        let (page, note) = fetch_quietly(url, &how)?;
        Ok(Loaded { reading: read::read(&page, &how.options), note })
    })
}

/// What was typed goes before what the files say. Links that are followed are read as what
/// they are, whatever was said of the first pages.
fn job(entries: Vec<Entry>, open: &Open, settings: Settings) -> Job {
    let Settings { chosen, keymap, themes } = settings;
    let colours = Colours { own: themes, asked: open.theme.clone(), usual: chosen.theme };
    let measure = open.measure.or(chosen.measure);
    let rules = read::Options { rules: open.how.options.rules.clone(), ..read::Options::default() };
    let load = fetching(How { options: rules, ..How::default() });
    Job { entries, load, colours, measure, keymap, wishes: Wishes::default(), folder: None, hyperlinks: None }
}

/// Shows the articles; what could not be read is said once more if there was nothing else.
fn show(job: Job, streams: &mut Streams) -> Result<u8, Error> {
    let unread = tui::run(job).map_err(|error| match error {
        tui::Error::Terminal(_) => Error::new(Kind::Unexpected, error.to_string()),
        tui::Error::NeedsTerminal | tui::Error::UnknownTheme { .. } => Error::usage(error.to_string()),
    })?;
    for unread in &unread {
        streams.report(&cannot_fetch(&unread.address, &unread.why));
    }
    Ok(if unread.is_empty() { 0 } else { Kind::Unreadable.exit_code() })
}
