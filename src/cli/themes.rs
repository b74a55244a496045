//! `newsprint themes`: the names that `--theme` takes, the reader's own at the end.

use super::error::Error;
use super::output::Streams;
use super::settings::all_themes;

/// Lists them, one a line.
pub(super) fn run(streams: &mut Streams) -> Result<u8, Error> {
    streams.print(&format!("{}\n", all_themes().join("\n")))?;
    Ok(0)
}
