//! `newsprint completions SHELL`: a completion script, from the same table as the help.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::args::Typed;
use super::error::Error;
use super::output::Streams;

/// Prints the script.
pub(super) fn run(shell: Shell, streams: &mut Streams) -> Result<u8, Error> {
    let mut script = Vec::new();
    generate(shell, &mut Typed::command(), "newsprint", &mut script);
    streams.print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}
