//! `newsprint themes`: the names that `--theme` takes.

use super::error::Error;
use super::output::Streams;
use crate::config::theme_names;

/// Lists them, one a line.
pub(super) fn run(streams: &mut Streams) -> Result<u8, Error> {
    let names: Vec<&str> = theme_names().collect();
    streams.print(&format!("{}\n", names.join("\n")))?;
    Ok(0)
}
