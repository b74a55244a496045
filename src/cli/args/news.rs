//! What the commands take that bring news into the library, as typed.

use std::ffi::OsString;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::library::LibraryArgs;
use crate::model::Completion;

/// The commands.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum NewsCommand {
    /// Subscribe to feeds: by their addresses, or by those of pages that lead to them.
    #[command(after_help = ADD_HELP)]
    Add(AddArgs),
    /// Ask the feeds for what is new.
    #[command(after_help = REFRESH_HELP)]
    Refresh(RefreshArgs),
    /// Subscribe to a list of feeds (OPML); its folders become tags.
    Import(ImportArgs),
}

const ADD_HELP: &str = "\
Exit codes: 0 subscribed, also to what was there already; 3 if one of the addresses leads to no feed.";

const REFRESH_HELP: &str = "\
A feed is due as often as it and its server say, else every hour; one that fails is left alone for
longer and longer. Of the newest teasers the pages are fetched, 20 a feed at most; the others follow
the next time, or when they are opened. It can be stopped (Ctrl-C) at any time: what was told is kept.

Exit codes: 0 if a feed could be asked or none was due, 3 if all failed, 130 if it was stopped.";

/// What `add` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct AddArgs {
    /// The address of a feed, or of a page that has one.
    #[arg(value_name = "URL", required = true)]
    pub(in crate::cli) urls: Vec<String>,
    /// Give it a tag; may be said several times.
    #[arg(long = "tag", value_name = "TAG")]
    pub(in crate::cli) tags: Vec<String>,
    /// Call it this, whatever it calls itself.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// When the pages of its articles are fetched: for teasers, always, or never.
    #[arg(long, value_enum)]
    pub(in crate::cli) complete: Option<CompletionArg>,
    /// One JSON object a line.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// `--complete` as typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum CompletionArg {
    /// When the feed gives only a teaser.
    Auto,
    /// For every article.
    Always,
    /// Never.
    Never,
}

impl CompletionArg {
    /// What is meant.
    pub(in crate::cli) fn meant(self) -> Completion {
        match self {
            Self::Auto => Completion::Auto,
            Self::Always => Completion::Always,
            Self::Never => Completion::Never,
        }
    }
}

/// What `refresh` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct RefreshArgs {
    /// These feeds, due or not: numbers, addresses, or how their titles begin. Without them, those
    /// that are due.
    #[arg(value_name = "FEED")]
    pub(in crate::cli) feeds: Vec<String>,
    /// All feeds, due or not.
    #[arg(long, conflicts_with = "feeds")]
    pub(in crate::cli) all: bool,
    /// Leave teasers as they are; fetch no pages.
    #[arg(long)]
    pub(in crate::cli) no_pages: bool,
    /// One JSON object a line: one for each feed, and the sum.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `import` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct ImportArgs {
    /// The list, or - for standard input.
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: OsString,
    /// One JSON object.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}
