//! What brings news into the library, from the shell: a file a command.

mod add;
mod import;
mod refresh;

use serde::Serialize;

use super::args::news::NewsCommand;
use super::error::{Error, Kind};
use super::output::Streams;
use super::plan::How;
use super::rules;
use crate::refresh::Settings;

/// Does what a command says.
pub(super) fn run(command: NewsCommand, streams: &mut Streams) -> Result<u8, Error> {
    match command {
        NewsCommand::Add(args) => add::run(&args, streams),
        NewsCommand::Refresh(args) => refresh::run(&args, streams),
        NewsCommand::Import(args) => import::run(&args, streams),
    }
}

/// How feeds are asked: as the settings say, with the reader's own rules. Or the exit code, when
/// these are wrong and that was said.
fn settings(streams: &mut Streams) -> Result<Settings, u8> {
    let mut how = How::default();
    if let Err(wrong) = rules::load(&mut how) {
        return Err(rules::report(&wrong, streams));
    }
    let chosen = match super::settings::load() {
        Ok(settings) => settings.chosen,
        Err(wrong) => return Err(rules::report(&wrong, streams)),
    };
    let manners = super::source::manners(&chosen);
    Ok(Settings { rules: how.options.rules, manners, ..Settings::default() })
}

/// A line of JSON.
fn json(value: &impl Serialize) -> Result<String, Error> {
    let text = serde_json::to_string(value);
    text.map(|text| text + "\n").map_err(|error| Error::new(Kind::Unexpected, error.to_string()))
}

/// What there is any of, after a comma each.
fn parts(parts: &[(usize, &str)]) -> String {
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    parts.fold(String::new(), |text, (number, what)| format!("{text}, {number} {what}"))
}

/// A number of things, in words.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
