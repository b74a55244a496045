//! `newsprint SOURCE...`: reads pages and opens them in the terminal.

use super::error::{Error, Kind};
use super::output::Streams;
use super::plan::Open;
use super::source::load;
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
    show(readings, streams)
}

/// THE CALL SITE OF THE TUI. Branch `tui` supplies `cli::tui::run(Job)`; then this becomes
/// `super::tui::run(Job { readings, load: Arc::new(fetch), theme: open.theme, .. })`.
fn show(_readings: Vec<Reading>, _streams: &mut Streams) -> Result<u8, Error> {
    Err(Error::new(Kind::Unexpected, "the reader is not built in yet").hint("use `newsprint dump` to print"))
}
