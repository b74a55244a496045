//! Arguments as meant: built once, whole, or refused with a way out. Touches no file.

pub(super) mod batch;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap_complete::Shell;
use url::Url;

use super::args::library::LibraryCommand;
use super::args::news::NewsCommand;
use super::args::{
    Command, ConfigArgs, DeedArg, DumpArgs, ExplainArgs, FormatArg, InputArg, LinksArg, OwnRules, PrintArgs,
    ReadingArgs, RulesArgs, RulesCommand, Typed,
};
use super::error::Error;
use super::library::LibraryArgs;
use crate::fetch::Manners;
use crate::model::{Deed, Source, Written, WrittenRule};
use crate::print::{self, Format, LinkStyle};
use crate::read::{self, Input};
use crate::view::Glyphs;

/// What the program is to do.
#[derive(Debug)]
pub(super) enum Plan {
    Open(Open),
    Dump(Dump),
    Explain(Explain),
    Batch(Box<batch::Batch>),
    Rules(Rules),
    Config(Config),
    Library(LibraryCommand),
    News(NewsCommand),
    /// List the themes, or print the file of one.
    Themes(Option<String>),
    Completions(Shell),
    Man,
}

/// Sources to be read in the terminal; none: the desk.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) sources: Vec<Source>,
    pub(super) how: How,
    pub(super) theme: Option<String>,
    pub(super) measure: Option<u16>,
    /// A line at a time, with nothing drawn.
    pub(super) plain: bool,
    /// Without breaking lines.
    pub(super) unwrapped: bool,
    pub(super) glyphs: Option<Glyphs>,
    /// Which library the desk shows, where there are no sources.
    pub(super) place: LibraryArgs,
}

/// Sources to be printed.
#[derive(Debug)]
pub(super) struct Dump {
    pub(super) sources: Vec<Source>,
    pub(super) how: How,
    pub(super) format: Format,
    pub(super) options: print::Options,
}

/// A source to be explained.
#[derive(Debug)]
pub(super) struct Explain {
    pub(super) source: Source,
    pub(super) how: How,
}

/// What to do with a reader's rules.
#[derive(Debug)]
pub(super) enum Rules {
    /// List those in force.
    List,
    /// Show what those of a file do to a page.
    Test(Source, How),
    /// Tell the mistakes in a file.
    Check(RulesFrom),
    /// Write one into a file.
    Add(RulesFrom, WrittenRule),
    /// Take those of some numbers out of a file.
    Remove(RulesFrom, Vec<usize>),
}

/// What to do with the settings.
#[derive(Debug)]
pub(super) enum Config {
    /// Say where they are and what holds.
    Show,
    /// Print the file as it comes.
    Default,
    /// Tell the mistakes in a file, or in all of them.
    Check(Option<PathBuf>),
}

/// Where a reader's rules are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum RulesFrom {
    /// In the folder of settings, if there are any.
    #[default]
    Usual,
    /// In a file that was named.
    File(PathBuf),
    /// Nowhere.
    Nowhere,
}

/// How to read a source.
#[derive(Clone, Debug, Default)]
pub(super) struct How {
    pub(super) options: read::Options,
    pub(super) base: Option<Url>,
    pub(super) rules: RulesFrom,
    /// What is said to the sites that pages are fetched from.
    pub(super) manners: Manners,
}

impl Plan {
    /// How pages are read, where the plan reads any.
    pub(super) fn how(&mut self) -> Option<&mut How> {
        match self {
            Self::Open(open) => Some(&mut open.how),
            Self::Dump(dump) => Some(&mut dump.how),
            Self::Explain(explain) => Some(&mut explain.how),
            Self::Batch(batch) => Some(&mut batch.how),
            Self::Rules(Rules::Test(_, how)) => Some(how),
            Self::Rules(_)
            | Self::Config(_)
            | Self::Library(_)
            | Self::News(_)
            | Self::Themes(_)
            | Self::Completions(_)
            | Self::Man => None,
        }
    }
}

impl Plan {
    /// Whether it may ask the web.
    pub(super) fn fetches(&self) -> bool {
        let web = |source: &Source| matches!(source, Source::Url(_));
        match self {
            Self::Open(_) => true,
            Self::Dump(dump) => dump.sources.iter().any(web),
            Self::Explain(explain) => web(&explain.source),
            Self::Rules(Rules::Test(page, _)) => web(page),
            _ => false,
        }
    }
}

/// What was meant by what was typed.
pub(super) fn plan(typed: Typed) -> Result<Plan, Error> {
    match typed.command {
        Some(Command::Dump(args)) => dump(args).map(Plan::Dump),
        Some(Command::Explain(args)) => explain(args).map(Plan::Explain),
        Some(Command::Batch(args)) => batch::batch(args).map(|batch| Plan::Batch(Box::new(batch))),
        Some(Command::Rules(args)) => rules(args).map(Plan::Rules),
        Some(Command::Config(ConfigArgs { default: true, .. })) => Ok(Plan::Config(Config::Default)),
        Some(Command::Config(args)) => Ok(Plan::Config(args.check.map_or(Config::Show, Config::Check))),
        Some(Command::Library(command)) => Ok(Plan::Library(command)),
        Some(Command::News(command)) => Ok(Plan::News(command)),
        Some(Command::Themes { name }) => Ok(Plan::Themes(name)),
        Some(Command::Completions { shell }) => Ok(Plan::Completions(shell)),
        Some(Command::Man) => Ok(Plan::Man),
        None => {
            let how = how(&typed.reading)?;
            let Typed { theme, measure, plain, unwrapped, ascii, place, .. } = typed;
            let (sources, glyphs) = (sources(typed.sources)?, ascii.then_some(Glyphs::Ascii));
            Ok(Plan::Open(Open { sources, how, theme, measure, plain, unwrapped, glyphs, place }))
        }
    }
}

fn dump(args: DumpArgs) -> Result<Dump, Error> {
    let (format, options) = printing(&args.printing);
    if args.sources.len() > 1 && matches!(format, Format::Json | Format::Html) {
        let one = "json and html hold one page, and several were named";
        return Err(Error::usage(one).hint("--format ndjson prints one object a line"));
    }
    let how = how(&args.reading)?;
    if how.options.input == Input::Feed && format != Format::Text {
        return Err(Error::usage("the items of a feed are printed as text only").hint("leave out --format"));
    }
    Ok(Dump { sources: sources(args.sources)?, how, format, options })
}

/// How a reading is printed.
pub(super) fn printing(args: &PrintArgs) -> (Format, print::Options) {
    let options = print::Options {
        width: args.width.map(usize::from),
        sidebar: args.sidebar,
        ledger: args.ledger,
        links: args.links.map(links),
    };
    (format(args.format), options)
}

fn explain(args: ExplainArgs) -> Result<Explain, Error> {
    Ok(Explain { source: source(args.source)?, how: how(&args.reading)? })
}

fn rules(args: RulesArgs) -> Result<Rules, Error> {
    let named = |file: Option<PathBuf>| file.map_or(RulesFrom::Usual, RulesFrom::File);
    match args.command {
        None => Ok(Rules::List),
        Some(RulesCommand::Check { file }) => Ok(Rules::Check(named(file))),
        Some(RulesCommand::Test { file, page, input, base }) => {
            let own = OwnRules { rules: Some(file), no_rules: false };
            Ok(Rules::Test(source(page)?, how(&ReadingArgs { input, base, own })?))
        }
        Some(RulesCommand::Add { host, selector, text, deed, note, rules }) => {
            let wanted = match (selector, text) {
                (Some(selector), _) => Written::Selector(selector),
                (None, text) => Written::Text(text.unwrap_or_default()),
            };
            let rule = WrittenRule { host, wanted, deed: self::deed(deed), note, made_on: None };
            Ok(Rules::Add(named(rules), rule))
        }
        Some(RulesCommand::Remove { numbers, rules }) => Ok(Rules::Remove(named(rules), numbers)),
    }
}

fn deed(typed: DeedArg) -> Deed {
    match typed {
        DeedArg::Keep => Deed::Keep,
        DeedArg::Drop => Deed::Drop,
        DeedArg::Shelve => Deed::Shelve,
    }
}

pub(super) fn rules_from(own: &OwnRules) -> RulesFrom {
    match &own.rules {
        _ if own.no_rules => RulesFrom::Nowhere,
        Some(file) => RulesFrom::File(file.clone()),
        None => RulesFrom::Usual,
    }
}

pub(super) fn how(args: &ReadingArgs) -> Result<How, Error> {
    let input = match args.input {
        InputArg::Auto => Input::Auto,
        InputArg::Html => Input::Html,
        InputArg::Text => Input::Text,
        InputArg::Feed => Input::Feed,
    };
    let base = args.base.as_deref().map(base).transpose()?;
    Ok(How { options: read::Options::of(input), base, rules: rules_from(&args.own), ..How::default() })
}

fn base(typed: &str) -> Result<Url, Error> {
    let unfit =
        |why: String| Error::usage(format!("--base {typed}: {why}")).hint("such as https://example.com/");
    let url = Url::parse(typed).map_err(|error| unfit(error.to_string()))?;
    if url.cannot_be_a_base() { Err(unfit("no link can be relative to it".to_owned())) } else { Ok(url) }
}

fn format(typed: FormatArg) -> Format {
    match typed {
        FormatArg::Text => Format::Text,
        FormatArg::Markdown => Format::Markdown,
        FormatArg::Json => Format::Json,
        FormatArg::Ndjson => Format::Ndjson,
        FormatArg::Html => Format::Html,
        FormatArg::Ansi => Format::Ansi,
    }
}

fn links(typed: LinksArg) -> LinkStyle {
    match typed {
        LinksArg::Inline => LinkStyle::Inline,
        LinksArg::Footnotes => LinkStyle::Footnotes,
        LinksArg::None => LinkStyle::None,
    }
}

pub(super) fn sources(typed: Vec<OsString>) -> Result<Vec<Source>, Error> {
    let sources: Vec<Source> = typed.into_iter().map(source).collect::<Result<_, _>>()?;
    only_one_stdin(&sources)?;
    Ok(sources)
}

fn only_one_stdin(sources: &[Source]) -> Result<(), Error> {
    match sources.iter().filter(|source| **source == Source::Stdin).count() {
        0 | 1 => Ok(()),
        _ => Err(Error::usage("standard input (-) can be read once only")),
    }
}

/// An address, standard input, or else a file.
fn source(typed: OsString) -> Result<Source, Error> {
    let scheme =
        typed.to_str().and_then(|text| text.split_once("://")).map(|(scheme, _)| scheme.to_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => address(&typed.to_string_lossy()).map(Source::Url),
        Some("file") => local(&typed.to_string_lossy()),
        _ => Ok(file(typed)),
    }
}

fn address(typed: &str) -> Result<Url, Error> {
    Url::parse(typed).map_err(|error| Error::usage(format!("not an address: {typed}: {error}")))
}

fn local(typed: &str) -> Result<Source, Error> {
    let path = address(typed)?.to_file_path();
    path.map(Source::File).map_err(|()| Error::usage(format!("not a file of this machine: {typed}")))
}

fn file(typed: OsString) -> Source {
    if typed == OsStr::new("-") { Source::Stdin } else { Source::File(PathBuf::from(typed)) }
}
