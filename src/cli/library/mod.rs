//! The library from the shell: a file a command.

mod feeds;
mod place;

pub(super) use place::LibraryArgs;

use super::args::library::LibraryCommand;
use super::error::Error;
use super::output::Streams;

/// Does what a command says.
pub(super) fn run(command: LibraryCommand, streams: &mut Streams) -> Result<u8, Error> {
    match command {
        LibraryCommand::Feeds(args) => feeds::run(&args, streams),
    }
}
