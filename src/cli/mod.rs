//! Arguments as typed, then as meant; a file per command.
//!
//! [`run`] takes arguments and streams and answers with an exit code; it never ends the
//! process and names no stream of its own, so a test can call it.

mod args;
mod batch;
mod completions;
mod config;
mod dump;
mod error;
mod explain;
mod feed;
mod hyperlinks;
mod library;
mod man;
mod news;
mod open;
mod output;
mod plain;
mod plan;
mod remembered;
mod rulebook;
mod rules;
mod session;
mod settings;
mod source;
mod terminal;
mod themes;
pub mod tui;

use std::ffi::OsString;

use clap::Parser;
use clap::error::ErrorKind;

pub use error::{Error, Kind};
pub use output::Streams;

use args::Typed;
use plan::Plan;

/// What there is to do without a terminal and without a source.
const USAGE: &str = "\
newsprint: say what to read; in a terminal, newsprint alone opens your library:
  newsprint https://example.com/story    an address
  newsprint page.html                    a file, or - for standard input
  newsprint dump page.html               its clean text on standard output
  newsprint --help                       everything else
";

/// Does what the arguments say; the exit code.
pub fn run(argv: impl IntoIterator<Item = OsString>, streams: &mut Streams) -> u8 {
    let argv: Vec<OsString> = argv.into_iter().collect();
    if let Some(code) = session::become_program(&argv).or_else(|| batch::become_worker(&argv, streams)) {
        return code;
    }
    let done = typed(argv, streams).and_then(|typed| match typed {
        Some(typed) => perform(plan::plan(typed)?, streams),
        None => Ok(0),
    });
    let code = done.unwrap_or_else(|error| failed(&error, streams));
    match streams.flush() {
        Err(error) if code == 0 => failed(&error, streams),
        _ => code,
    }
}

/// Says what can be named, where nothing was.
fn usage(streams: &mut Streams) -> u8 {
    _ = streams.errors.write_all(USAGE.as_bytes());
    Kind::Usage.exit_code()
}

fn failed(error: &Error, streams: &mut Streams) -> u8 {
    if error.kind != Kind::ClosedPipe {
        streams.report(error);
    }
    error.kind.exit_code()
}

/// The arguments, or none when they asked for help or the version, which is then printed.
fn typed(argv: impl IntoIterator<Item = OsString>, streams: &mut Streams) -> Result<Option<Typed>, Error> {
    let error = match Typed::try_parse_from(argv) {
        Ok(typed) => return Ok(Some(typed)),
        Err(error) => error,
    };
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => streams.print(&text).map(|()| None),
        _ => Err(misuse(&text)),
    }
}

/// What clap says of a misuse, as one of our lines: its message, then its tip.
fn misuse(text: &str) -> Error {
    let message = text.split_once("\n\n").map_or(text, |(message, _)| message);
    let tip = text.lines().find_map(|line| line.trim().strip_prefix("tip: "));
    let error = Error::usage(message.trim_start_matches("error: "));
    error.hint(tip.unwrap_or("newsprint --help lists what can be typed"))
}

fn perform(mut plan: Plan, streams: &mut Streams) -> Result<u8, Error> {
    if let Some(Err(wrong)) = plan.how().map(rules::load) {
        return Ok(rules::report(&wrong, streams));
    }
    if plan.fetches() {
        match settings::load() {
            Ok(settings) => {
                let manners = source::manners(&settings.chosen);
                plan.how().into_iter().for_each(|how| how.manners = manners.clone());
            }
            Err(wrong) => return Ok(rules::report(&wrong, streams)),
        }
    }
    match plan {
        Plan::Open(open) => open::run(&open, streams),
        Plan::Dump(dump) => dump::run(&dump, streams),
        Plan::Explain(explain) => explain::run(&explain, streams),
        Plan::Batch(batch) => batch::run(&batch, streams),
        Plan::Rules(plan) => rules::run(&plan, streams),
        Plan::Config(what) => config::run(&what, streams),
        Plan::Library(command) => library::run(command, streams),
        Plan::News(command) => news::run(command, streams),
        Plan::Themes(name) => themes::run(name.as_deref(), streams),
        Plan::Completions(shell) => completions::run(shell, streams),
        Plan::Man => man::run(streams),
    }
}
