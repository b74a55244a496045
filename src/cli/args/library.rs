//! What the commands of the library take, as typed.

use clap::{Args, Subcommand};

use crate::cli::library::LibraryArgs;

/// The commands of the library.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LibraryCommand {
    /// List what you subscribed to.
    Feeds(FeedsArgs),
}

/// What `feeds` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct FeedsArgs {
    /// One JSON object a line.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}
