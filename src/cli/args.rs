//! Arguments as typed. Checked for form only; nothing is looked up. What they mean is `plan`.

pub(super) mod batch;
pub(super) mod library;
pub(super) mod news;
pub(super) mod upkeep;

use std::ffi::OsString;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::library::LibraryArgs;
use crate::app::Looks;

/// A news reader for the terminal that gives you the article and nothing else.
#[derive(Debug, Parser)]
#[command(
    name = "newsprint",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Typed {
    /// The command, when one was typed.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// What to read: an address, a file, or - for standard input; without it, what you subscribed
    /// to. A file named like a command
    /// is typed with its folder: ./dump
    #[arg(value_name = "SOURCE")]
    pub(super) sources: Vec<OsString>,
    /// How to read it.
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    /// The colours: a name that `newsprint themes` lists, or auto for what fits the terminal.
    #[arg(long, value_name = "NAME")]
    pub(super) theme: Option<String>,
    /// Draw with plain signs only, for a terminal or a font that has no others.
    #[arg(long)]
    pub(super) ascii: bool,
    /// The widest column of text, from 32 to 120.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(columns()))]
    pub(super) measure: Option<u16>,
    /// Read a line at a time, with nothing drawn: for screen readers, braille and TERM=dumb. Enter
    /// reads on, h lists the commands.
    #[arg(long)]
    pub(super) plain: bool,
    /// With --plain: a paragraph a line, however long.
    #[arg(long, requires = "plain")]
    pub(super) unwrapped: bool,
    /// Which library the desk shows.
    #[command(flatten)]
    pub(super) place: LibraryArgs,
}

fn columns() -> RangeInclusive<i64> {
    let (least, most) = Looks::MEASURES.into_inner();
    i64::from(least)..=i64::from(most)
}

const AFTER_HELP: &str = "\
Environment: BROWSER opens links, NEWSPRINT_PLAYER plays videos (else mpv, else the browser),
VISUAL or EDITOR edits a copy, NEWSPRINT_NO_OSC8 keeps addresses of links from the terminal,
NO_COLOR turns colours off, HTTP_PROXY, HTTPS_PROXY and ALL_PROXY name a proxy, NO_PROXY hosts that
need none, SSL_CERT_FILE and SSL_CERT_DIR certificates to trust instead of the usual ones,
NEWSPRINT_CONFIG_DIR the folder of settings, and NEWSPRINT_LIBRARY the library's file (else
newsprint/library.db in the folder of data).

Exit codes: 0 done, 1 unexpected failure, 2 wrong usage, 3 could not be read or fetched,
4 read, but there is no article in it, 5 too many documents of a batch failed.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the cleaned text of pages.
    Dump(DumpArgs),
    /// Show every block of a page with its verdict, rule and evidence.
    Explain(ExplainArgs),
    /// Clean many documents: lines of JSON or web archives in, one JSON object a line out.
    #[command(after_help = batch::HELP)]
    Batch(batch::BatchArgs),
    #[command(flatten)]
    News(news::NewsCommand),
    #[command(flatten)]
    Library(library::LibraryCommand),
    /// List your own rules, write and remove them, try them on a page, or check a file of them.
    #[command(after_help = RULES_HELP)]
    Rules(RulesArgs),
    /// Say where the settings are and what holds; print the default file; tell mistakes.
    #[command(after_help = CONFIG_HELP)]
    Config(ConfigArgs),
    /// List the themes, or print the file of one, to make your own of.
    Themes {
        /// The theme to print.
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Print a completion script.
    Completions {
        /// The shell it is for.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

const RULES_HELP: &str = "\
A file of rules, rules.toml in the folder of settings, goes before all that newsprint would do:

  [[rule]]
  host = \"gazette.example\"         # it and all below it; \"*\" for every page
  selector = \"div.promo, aside.box\" # or: text = \"Sign up for*\", a block's whole text
  do = \"drop\"                      # or keep, or shelve: to the sidebar
  note = \"shown by explain\"        # need not be there

The first rule that fits a block has its way.";

const CONFIG_HELP: &str = "\
The settings are config.toml in the folder of settings, which is printed first. NEWSPRINT_CONFIG_DIR
names another folder. What was last chosen on the screen (the width by < and >, the theme by t) goes
before the file until the file says something new; what was typed (--theme, --measure) before both.";

/// What `config` takes.
#[derive(Args, Debug)]
pub(super) struct ConfigArgs {
    /// Print the file as it comes: every setting and every key, explained.
    #[arg(long, conflicts_with = "check")]
    pub(super) default: bool,
    /// Tell every mistake in this file; without it, in all files of the folder of settings.
    #[arg(long, value_name = "FILE")]
    #[expect(clippy::option_option, reason = "as clap has it: not there, there, there with a file")]
    pub(super) check: Option<Option<PathBuf>>,
}

/// Which rules of a reader's own hold.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct OwnRules {
    /// Take your own rules from this file, not from rules.toml in the folder of settings.
    #[arg(long, value_name = "FILE", conflicts_with = "no_rules")]
    pub(super) rules: Option<PathBuf>,
    /// Leave your own rules aside.
    #[arg(long)]
    pub(super) no_rules: bool,
}

/// What `rules` takes.
#[derive(Args, Debug)]
pub(super) struct RulesArgs {
    /// What to do with them; without it they are listed.
    #[command(subcommand)]
    pub(super) command: Option<RulesCommand>,
}

/// What can be done with rules.
#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// Show what every rule of a file does to a page.
    Test {
        /// The file of rules.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The page: an address, a file, or - for standard input.
        #[arg(value_name = "PAGE")]
        page: OsString,
        /// What the bytes are.
        #[arg(long, value_enum, default_value_t = InputArg::Auto)]
        input: InputArg,
        /// What relative links are relative to; its host is the page's.
        #[arg(long, value_name = "URL")]
        base: Option<String>,
    },
    /// Tell every mistake in a file of rules.
    Check {
        /// The file; without it, rules.toml in the folder of settings.
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Write a rule at the end of the file.
    #[command(group = ArgGroup::new("wanted").required(true))]
    Add {
        /// The pages: a host and all below it, or * for every page.
        #[arg(long)]
        host: String,
        /// The blocks: those in elements that this CSS selector fits.
        #[arg(long, group = "wanted")]
        selector: Option<String>,
        /// The blocks: those whose whole text fits; * stands for anything.
        #[arg(long, group = "wanted")]
        text: Option<String>,
        /// What becomes of them.
        #[arg(long = "do", value_enum)]
        deed: DeedArg,
        /// What is told where the rule has its way.
        #[arg(long)]
        note: Option<String>,
        /// The file; without it, rules.toml in the folder of settings.
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
    },
    /// Take rules out of the file; the numbers are those that `newsprint rules` lists.
    Remove {
        /// Their numbers.
        #[arg(value_name = "N", required = true)]
        numbers: Vec<usize>,
        /// The file; without it, rules.toml in the folder of settings.
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
    },
}

/// `--do` as typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DeedArg {
    /// Part of the text.
    Keep,
    /// To the ledger.
    Drop,
    /// To the sidebar.
    Shelve,
}

/// How to read a source.
#[derive(Args, Clone, Debug)]
pub(super) struct ReadingArgs {
    /// What the bytes are.
    #[arg(long, value_enum, default_value_t = InputArg::Auto)]
    pub(super) input: InputArg,
    /// What relative links are relative to.
    #[arg(long, value_name = "URL")]
    pub(super) base: Option<String>,
    /// Which rules hold.
    #[command(flatten)]
    pub(super) own: OwnRules,
}

/// What `dump` takes.
#[derive(Args, Debug)]
pub(super) struct DumpArgs {
    /// An address, a file, or - for standard input.
    #[arg(value_name = "SOURCE", required = true)]
    pub(super) sources: Vec<OsString>,
    /// How to read it.
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    /// How to print it.
    #[command(flatten)]
    pub(super) printing: PrintArgs,
}

/// How to print a reading.
#[derive(Args, Debug)]
pub(super) struct PrintArgs {
    /// The form of the output.
    #[arg(short, long, value_enum, default_value_t = FormatArg::Text)]
    pub(super) format: FormatArg,
    /// Wrap text and ansi to so many columns.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) width: Option<u16>,
    /// Append the videos and the links.
    #[arg(long)]
    pub(super) sidebar: bool,
    /// Append what was dropped, and why.
    #[arg(long)]
    pub(super) ledger: bool,
    /// How links within sentences are printed; text leaves them out unless asked.
    #[arg(long, value_enum)]
    pub(super) links: Option<LinksArg>,
}

/// What `explain` takes.
#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// An address, a file, or - for standard input.
    #[arg(value_name = "SOURCE")]
    pub(super) source: OsString,
    /// How to read it.
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// `--input` as typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum InputArg {
    /// Find out.
    Auto,
    /// A page.
    Html,
    /// Plain text.
    Text,
    /// RSS, Atom or JSON Feed: its items, one after another.
    Feed,
}

/// `--format` as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatArg {
    /// The head and the clean body, a blank line between blocks.
    Text,
    /// Markdown with a short head.
    Markdown,
    /// One JSON object.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// A page of its own.
    Html,
    /// Text with styles and links for a terminal.
    Ansi,
}

/// `--links` as typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LinksArg {
    /// Where they stand.
    Inline,
    /// Numbered, with the addresses at the end.
    Footnotes,
    /// Their words only.
    None,
}
