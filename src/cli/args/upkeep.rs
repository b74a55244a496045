//! What the commands take that keep the library in order, as typed.

use std::path::PathBuf;

use clap::Args;

use super::OwnRules;
use crate::cli::library::LibraryArgs;

/// What `reread` takes.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(in crate::cli) struct RereadArgs {
    /// Numbers that list and search print, or a query as list takes it.
    #[arg(value_name = "ID|QUERY", required_unless_present = "all", conflicts_with = "all")]
    pub(in crate::cli) which: Vec<String>,
    /// Every page that is kept.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Say what would change, and change nothing.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Take a reading without an article, too.
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// What changed, one JSON object a line.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which rules hold.
    #[command(flatten)]
    pub(in crate::cli) own: OwnRules,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `export` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct ExportArgs {
    /// The file to write; standard output without it, or with -.
    pub(in crate::cli) file: Option<PathBuf>,
    /// Write over a file that is there.
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `backup` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct BackupArgs {
    /// The file to write; none is written over.
    pub(in crate::cli) file: PathBuf,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `check` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct CheckArgs {
    /// Set a damaged file aside, untouched, and save what can be read into a new one.
    #[arg(long)]
    pub(in crate::cli) mend: bool,
    /// One JSON object.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `expire` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct ExpireArgs {
    /// How long ago they came: 90d, 12w, or a number of days.
    #[arg(long, value_name = "AGE")]
    pub(in crate::cli) older_than: String,
    /// Do it.
    #[arg(long)]
    pub(in crate::cli) yes: bool,
    /// One JSON object.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}
