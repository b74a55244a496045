//! `newsprint check`: is the library whole, and what can be done if it is not.

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use crate::cli::args::upkeep::CheckArgs;
use crate::cli::error::Error;
use crate::cli::output::Streams;
use crate::library::{Library, Saving};

use super::place::line;
use super::rows::line_of;

/// What was found.
#[derive(Serialize)]
struct Found {
    library: String,
    ok: bool,
    faults: Vec<String>,
    mended: Option<String>,
    feeds: Option<u64>,
    articles: Option<u64>,
    bytes: Option<u64>,
}

/// Looks, and mends if told to.
pub(super) fn run(args: &CheckArgs, streams: &mut Streams) -> Result<u8, Error> {
    let path = args.place.there()?;
    let mended = if args.mend { mend(&path)? } else { None };
    let (faults, stats) = match Library::as_it_is(&path) {
        Ok(library) => (library.check()?, library.stats().ok()),
        Err(crate::library::Error::Damaged(why)) => (vec![why], None),
        Err(error) => return Err(error.into()),
    };
    let ok = faults.is_empty();
    let found = Found {
        library: path.display().to_string(),
        ok,
        faults,
        mended,
        feeds: stats.map(|stats| stats.feeds),
        articles: stats.map(|stats| stats.articles),
        bytes: stats.map(|stats| stats.bytes),
    };
    if args.json {
        streams.print(&line_of(&found)?)?;
    } else {
        tell(&found, streams)?;
    }
    Ok(u8::from(!ok))
}

/// What was mended, if anything was.
fn mend(path: &Path) -> Result<Option<String>, Error> {
    let opened = Library::mend(path, Timestamp::now())?;
    // Where nothing can be written nothing is mended, and the look that follows says how it is.
    Ok(opened.note.filter(|_| opened.library.saving() == Saving::Durable))
}

fn tell(found: &Found, streams: &mut Streams) -> Result<(), Error> {
    if let Some(mended) = &found.mended {
        streams.note(&line(mended));
    }
    for fault in &found.faults {
        streams.print(&format!("{fault}\n"))?;
    }
    if let (true, Some(feeds), Some(articles)) = (found.ok, found.feeds, found.articles) {
        return streams.print(&format!("whole: {feeds} feeds, {articles} articles\n"));
    }
    streams.flush()?;
    streams.note("the library is damaged (newsprint check --mend sets it aside and saves what can be read)");
    Ok(())
}
