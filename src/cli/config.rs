//! `newsprint config`: where the settings are, what holds, the file as it comes, its mistakes.

use std::fmt::Write as _;
use std::path::Path;

use super::error::Error;
use super::output::Streams;
use super::plan::{Config, RulesFrom};
use super::remembered::{self, Remembered};
use super::rules::{self, report};
use super::settings::{self, all_themes};
use crate::config;

/// Does what was asked.
pub(super) fn run(what: &Config, streams: &mut Streams) -> Result<u8, Error> {
    match what {
        Config::Show => show(streams),
        Config::Default => streams.print(&config::default_file()).map(|()| 0),
        Config::Check(Some(file)) => check(file, streams),
        Config::Check(None) => check_all(streams),
    }
}

/// What holds, as a file of settings that says where it comes from.
fn show(streams: &mut Streams) -> Result<u8, Error> {
    settings::note_old_files(streams);
    let chosen = match settings::load() {
        Ok(settings) => settings.chosen,
        Err(wrong) => return Ok(report(&wrong, streams)),
    };
    let remembered = Remembered::load();
    let mut shown = Vec::new();
    if let Some(measure) = remembered.measure(&chosen).filter(|measure| Some(*measure) != chosen.measure) {
        shown.push(("measure", measure.to_string()));
    }
    let sidebar = remembered.sidebar_width(&chosen).filter(|width| Some(*width) != chosen.sidebar_width);
    shown.extend(sidebar.map(|width| ("sidebar-width", width.to_string())));
    let theme = remembered.theme(&chosen, &all_themes());
    if let Some(theme) = theme.filter(|theme| Some(theme) != chosen.theme.as_ref()) {
        shown.push(("theme", toml::Value::from(theme).to_string()));
    }
    streams.print(&format!("{}\n{}", places(&shown), config::current(&chosen, &shown)))?;
    Ok(0)
}

/// Where the files are, as a comment.
fn places(shown: &[(&str, String)]) -> String {
    let folder = settings::folder();
    let Some(file) = folder.as_deref().map(settings::file) else {
        return "# There is no folder for settings: set NEWSPRINT_CONFIG_DIR.\n".to_owned();
    };
    let there = if file.exists() { "" } else { "  (not there: newsprint config --default prints one)" };
    let mut text = format!("# {}{there}\n", file.display());
    if let Some(state) = remembered::file().filter(|_| !shown.is_empty()) {
        _ = writeln!(text, "# {}  (what was chosen on the screen)", state.display());
    }
    text
}

/// Tells the mistakes in one file: of a theme or of rules, where it stands or is called so.
fn check(file: &Path, streams: &mut Streams) -> Result<u8, Error> {
    let is = |part: Option<&std::ffi::OsStr>, name: &str| part.is_some_and(|part| part == name);
    let found = if is(file.parent().and_then(Path::file_name), "themes") {
        settings::theme_at(file).map(|_| Vec::new())
    } else if is(file.file_name(), "rules.toml") {
        rules::rules(&RulesFrom::File(file.to_owned())).map(|_| Vec::new())
    } else {
        settings::chosen(file).map(|settings| settings.notes)
    };
    match found {
        Ok(notes) => {
            for note in notes {
                streams.note(&settings::told(file, note).bare());
            }
            streams.print(&format!("{}: no mistakes\n", file.display())).map(|()| 0)
        }
        Err(wrong) => Ok(report(&wrong, streams)),
    }
}

/// Tells the mistakes in every file of the folder.
fn check_all(streams: &mut Streams) -> Result<u8, Error> {
    settings::note_old_files(streams);
    let loaded = settings::load();
    let rules = rules::rules(&RulesFrom::Usual);
    let wrong: Vec<Error> =
        [loaded.as_ref().err(), rules.as_ref().err()].into_iter().flatten().flatten().cloned().collect();
    let file = settings::folder().map(|folder| settings::file(&folder));
    match (loaded, file) {
        (Ok(settings), Some(file)) if wrong.is_empty() => {
            for note in settings.chosen.notes {
                streams.note(&settings::told(&file, note).bare());
            }
            let there = if file.exists() { "no mistakes" } else { "not there, and no mistakes beside it" };
            streams.print(&format!("{}: {there}\n", file.display())).map(|()| 0)
        }
        (Ok(_), _) if wrong.is_empty() => streams.print("no settings, no mistakes\n").map(|()| 0),
        _ => Ok(report(&wrong, streams)),
    }
}
