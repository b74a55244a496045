//! `newsprint feeds`: what a reader subscribed to.

use crate::cli::args::library::FeedsArgs;
use crate::cli::error::Error;
use crate::cli::output::Streams;

/// Lists the feeds.
pub(super) fn run(args: &FeedsArgs, streams: &mut Streams) -> Result<u8, Error> {
    let library = args.place.existing(streams)?;
    for feed in library.feeds()? {
        streams.print(&format!("{}\t{}\t{}\n", feed.id.0, feed.unread, feed.title))?;
    }
    Ok(0)
}
