//! The library from the shell: a file a command.

mod check;
mod expire;
mod export;
mod feeds;
mod kept;
mod list;
mod marks;
mod place;
mod reread;
mod rows;
mod save;
mod search;
mod show;
mod tag;
mod which;

pub(super) use place::LibraryArgs;
pub(super) use which::feed;

use super::args::library::LibraryCommand;
use super::error::Error;
use super::output::Streams;

/// Does what a command says.
pub(super) fn run(command: LibraryCommand, streams: &mut Streams) -> Result<u8, Error> {
    match command {
        LibraryCommand::Feeds(args) => feeds::run(args, streams),
        LibraryCommand::List(args) => list::run(&args, streams),
        LibraryCommand::Search(args) => search::run(&args, streams),
        LibraryCommand::Save(args) => save::run(args, streams),
        LibraryCommand::Show(args) => show::run(&args, streams),
        LibraryCommand::Mark(args) => marks::read(&args, streams),
        LibraryCommand::Star(args) => marks::star(&args, true, streams),
        LibraryCommand::Unstar(args) => marks::star(&args, false, streams),
        LibraryCommand::Tag(args) => tag::run(&args, streams),
        LibraryCommand::Rm(args) => marks::remove(&args, streams),
        LibraryCommand::Undo(args) => marks::undo(&args, streams),
        LibraryCommand::Reread(args) => reread::run(&args, streams),
        LibraryCommand::Export(args) => export::run(&args, streams),
        LibraryCommand::Backup(args) => export::backup(&args, streams),
        LibraryCommand::Check(args) => check::run(&args, streams),
        LibraryCommand::Expire(args) => expire::run(&args, streams),
        LibraryCommand::Compact(args) => expire::compact(&args, streams),
    }
}
