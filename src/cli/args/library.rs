//! What the commands of the library take, as typed.

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Subcommand};

use super::upkeep::{BackupArgs, CheckArgs, ExpireArgs, ExportArgs, RereadArgs};
use super::{OwnRules, PrintArgs, ReadingArgs};
use crate::cli::library::LibraryArgs;
use crate::model::{Completion, Sort};

/// The commands of the library.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LibraryCommand {
    /// List the feeds that you subscribed to, change or remove them.
    #[command(args_conflicts_with_subcommands = true, after_help = FEEDS_HELP)]
    Feeds(FeedsArgs),
    /// List articles of the library: the unread ones, unless you say otherwise.
    #[command(after_help = LIST_HELP)]
    List(ListArgs),
    /// Find articles of the library by their words, the best first.
    #[command(after_help = SEARCH_HELP)]
    Search(SearchArgs),
    /// Keep pages in the library; their numbers are printed.
    #[command(after_help = SAVE_HELP)]
    Save(SaveArgs),
    /// Print articles of the library, as dump does; nothing is fetched.
    Show(ShowArgs),
    /// Mark articles as read, or as unread with --unread.
    #[command(after_help = IDS_HELP)]
    Mark(MarkArgs),
    /// Star articles.
    #[command(after_help = IDS_HELP)]
    Star(IdsArgs),
    /// Take the star off articles.
    #[command(after_help = IDS_HELP)]
    Unstar(IdsArgs),
    /// Tag articles, or take tags off; without arguments, list the tags.
    #[command(after_help = IDS_HELP)]
    Tag(TagArgs),
    /// Take articles out of the library; undo brings them back.
    #[command(after_help = IDS_HELP)]
    Rm(IdsArgs),
    /// Take the last change back: a mark, a star, a tag, a name, what was removed.
    Undo(PlainArgs),
    /// Read kept pages again, as newsprint judges today.
    #[command(after_help = REREAD_HELP)]
    Reread(RereadArgs),
    /// Write the list of feeds as OPML, with folders for tags.
    Export(ExportArgs),
    /// Write a copy of the whole library, as it is at this moment.
    Backup(BackupArgs),
    /// Look for damage in the library's file; exit code 1 if there is any.
    Check(CheckArgs),
    /// Throw away articles that were read long ago; says how many, and does it with --yes.
    #[command(after_help = EXPIRE_HELP)]
    Expire(ExpireArgs),
    /// Give the room of what was thrown away back to the disk.
    Compact(PlainArgs),
}

const FEEDS_HELP: &str = "\
Columns on a pipe, with tabs between: number, unread, title, tags (with commas), when it was asked
last, when it is asked again, address, trouble. Times are UTC.
--json: id, address, title, site, tags, unread, complete, asked, next, trouble.
A FEED is its number, its address, or the beginning of its title.";

const LIST_HELP: &str = "\
A QUERY is words and fields: site:gazette tag:sea feed:harbour is:unread is:starred has:video
before:2021-03-04 after:2021 \"in this order\" begin* -without. Quote what begins with -.
Dates are UTC.

Columns on a pipe, with tabs between: number, date, marks, site, title. Marks: U unread, S starred,
V with a video, - without. On a terminal 50 are listed, on a pipe all, where --limit says nothing.
--json: id, title, url, site, byline, published, seen, language, words, videos, links, class, read,
starred, whole (its page is here), tags, feeds.";

const SEARCH_HELP: &str = "\
A QUERY is what `newsprint list --help` says. On a pipe the place that was found is one more
column; with --json it is `snippet`, pieces of `text` that were `found` or stand around it.
Finding nothing is exit code 0.";

const SAVE_HELP: &str = "\
A page without an article in it (a consent wall, a bot check, a feed ..) is not kept unless --force is
given: exit code 4.";

const IDS_HELP: &str = "\
An ID is a number that list and search print; several stand apart or with commas between. - takes
them from standard input, the first word of every line, so that a list can be piped in:

  newsprint list before:2026 | newsprint mark -

If one of them is not in the library nothing is changed: exit code 3.";

const REREAD_HELP: &str = "\
What changed is printed: number, words before, words after, title. A page in which there is no
longer an article is left as it was unless --force is given.
--json: id, title, words_before, words_after, class_before, class_after, taken.";

const EXPIRE_HELP: &str = "\
What is unread, starred, tagged or was saved is never thrown away. This cannot be undone.";

/// What a command takes that is told nothing more.
#[derive(Args, Debug)]
pub(in crate::cli) struct PlainArgs {
    /// One JSON object.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `feeds` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct FeedsArgs {
    /// What to do with them; without it they are listed.
    #[command(subcommand)]
    pub(in crate::cli) command: Option<FeedsCommand>,
    /// One JSON object a line.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What can be done with feeds.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum FeedsCommand {
    /// Change a feed: its name, its tags, when the pages of its items are fetched.
    #[command(group = ArgGroup::new("change").required(true).multiple(true))]
    Set(SetArgs),
    /// Unsubscribe. Articles that are starred, tagged, saved or carried by another feed stay; undo
    /// brings the others back.
    Remove(RemoveArgs),
}

/// What `feeds set` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct SetArgs {
    /// Which feed: its number, its address, or the beginning of its title.
    pub(in crate::cli) feed: String,
    /// What to call it; "" for what it calls itself.
    #[arg(long, group = "change")]
    pub(in crate::cli) name: Option<String>,
    /// A tag to give it; may be repeated. News/Local is a tag in a tag.
    #[arg(long, group = "change")]
    pub(in crate::cli) tag: Vec<String>,
    /// A tag to take off it; may be repeated.
    #[arg(long, value_name = "TAG", group = "change")]
    pub(in crate::cli) untag: Vec<String>,
    /// When the pages of its items are fetched: auto is for teasers only.
    #[arg(long, value_name = "WHEN", value_parser = completions(), group = "change")]
    pub(in crate::cli) complete: Option<Completion>,
    /// The feed as it is then, as a JSON object.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `feeds remove` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct RemoveArgs {
    /// Which feeds: numbers, addresses, or the beginnings of titles.
    #[arg(value_name = "FEED", required = true)]
    pub(in crate::cli) feeds: Vec<String>,
    /// The feeds as they were, one JSON object a line.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// Which articles are listed.
#[derive(Args, Debug)]
pub(in crate::cli) struct WhichArgs {
    /// Only unread ones: what holds if nothing else is said.
    #[arg(long, conflicts_with_all = ["all", "starred"])]
    pub(in crate::cli) unread: bool,
    /// Starred ones, read or not.
    #[arg(long)]
    pub(in crate::cli) starred: bool,
    /// Read ones too.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Carried by this feed: its number, its address, or the beginning of its title.
    #[arg(long)]
    pub(in crate::cli) feed: Option<String>,
    /// Tagged so, or carried by a feed that is; may be repeated.
    #[arg(long)]
    pub(in crate::cli) tag: Vec<String>,
}

/// What `list` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct ListArgs {
    /// Words and fields that the articles must fit.
    pub(in crate::cli) query: Vec<String>,
    /// Which articles.
    #[command(flatten)]
    pub(in crate::cli) which: WhichArgs,
    /// The order; newest is what came last, date what is dated last.
    #[arg(long, value_name = "ORDER", value_parser = sorts(), default_value = Sort::default().name())]
    pub(in crate::cli) sort: Sort,
    /// So many at most; 0 for all.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,
    /// One JSON object a line.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `search` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct SearchArgs {
    /// Words and fields that the articles must fit; without any, the searches that are kept are
    /// listed.
    pub(in crate::cli) query: Vec<String>,
    /// Keep the search under a name, for the desk and for later; without a query, do the one of this
    /// name.
    #[arg(long)]
    pub(in crate::cli) name: Option<String>,
    /// Forget the search of this name.
    #[arg(long, requires = "name", conflicts_with = "query")]
    pub(in crate::cli) forget: bool,
    /// So many at most; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(in crate::cli) limit: usize,
    /// One JSON object a line.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `save` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct SaveArgs {
    /// An address, a file, or - for standard input.
    #[arg(value_name = "SOURCE", required = true)]
    pub(in crate::cli) sources: Vec<OsString>,
    /// A tag to give them; may be repeated.
    #[arg(long)]
    pub(in crate::cli) tag: Vec<String>,
    /// Keep a page that is no article, too.
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// How to read them.
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArgs,
    /// One JSON object a line, as list prints it.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `show` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct ShowArgs {
    /// Numbers that list and search print.
    #[arg(value_name = "ID", required = true)]
    pub(in crate::cli) ids: Vec<String>,
    /// How to print them.
    #[command(flatten)]
    pub(in crate::cli) printing: PrintArgs,
    /// Which rules hold.
    #[command(flatten)]
    pub(in crate::cli) own: OwnRules,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What a command takes that does something to articles.
#[derive(Args, Debug)]
pub(in crate::cli) struct IdsArgs {
    /// Numbers that list and search print, or - for standard input.
    #[arg(value_name = "ID", required = true)]
    pub(in crate::cli) ids: Vec<String>,
    /// The articles as they are then, one JSON object a line.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// What `mark` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct MarkArgs {
    /// As read: what holds if nothing else is said.
    #[arg(long, conflicts_with = "unread")]
    pub(in crate::cli) read: bool,
    /// As unread.
    #[arg(long)]
    pub(in crate::cli) unread: bool,
    /// Which articles.
    #[command(flatten)]
    pub(in crate::cli) of: IdsArgs,
}

/// What `tag` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct TagArgs {
    /// Numbers that list and search print, with commas between, or - for standard input.
    #[arg(value_name = "ID", requires = "tags")]
    pub(in crate::cli) ids: Option<String>,
    /// The tags.
    #[arg(value_name = "TAG")]
    pub(in crate::cli) tags: Vec<String>,
    /// Take the tags off.
    #[arg(long, requires = "ids")]
    pub(in crate::cli) remove: bool,
    /// The articles as they are then, or the tags, one JSON object a line.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Which library.
    #[command(flatten)]
    pub(in crate::cli) place: LibraryArgs,
}

/// The names of orders.
fn sorts() -> impl TypedValueParser<Value = Sort> {
    PossibleValuesParser::new(Sort::ALL.map(Sort::name)).map(|name| Sort::named(&name).unwrap_or_default())
}

/// The names of completions.
pub(in crate::cli) fn completions() -> impl TypedValueParser<Value = Completion> {
    PossibleValuesParser::new([Completion::Auto, Completion::Always, Completion::Never].map(Completion::name))
        .map(|name| Completion::named(&name).unwrap_or_default())
}
