//! A reader's settings: `config.toml` to typed values. What is not known is refused.

use std::path::PathBuf;

use super::file::{Entry, Table, Value, complain, read};
use super::mistake::{Mistake, nearest};
use super::table::{SECTIONS, rows};
use super::{keys, value};
use crate::app::{Keymap, MarkRead};
use crate::read::HostPattern;

/// What a reader chose; what is not there was not chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The theme to wear; none for one that suits the terminal.
    pub theme: Option<String>,
    /// The theme on a dark background.
    pub theme_dark: Option<String>,
    /// The theme on a light background.
    pub theme_light: Option<String>,
    /// The widest column of text.
    pub measure: Option<u16>,
    /// Whether lines are stretched to one length.
    pub justify: Option<bool>,
    /// Whether long words are divided at the end of a line.
    pub hyphenate: Option<bool>,
    /// Whether right-to-left text is put in order here.
    pub bidi: Option<Switch>,
    /// Whether the terminal is told where links lead.
    pub hyperlinks: Option<Switch>,
    /// Whether there is a sidebar where there is room.
    pub sidebar: Option<bool>,
    /// How wide it is.
    pub sidebar_width: Option<u16>,
    /// Whether clicks are caught.
    pub mouse: Option<bool>,
    /// When an article counts as read.
    pub mark_read: Option<MarkRead>,
    /// When feeds are asked by themselves.
    pub refresh: Option<RefreshWhen>,
    /// Program and arguments that open an address; the address is added at the end.
    pub browser: Option<Vec<String>>,
    /// Program and arguments that play a video.
    pub player: Option<Vec<String>>,
    /// Program and arguments that edit a file.
    pub editor: Option<Vec<String>>,
    /// Programs for addresses of some hosts, the first that fits; they go before both others.
    pub hosts: Vec<(HostPattern, Vec<String>)>,
    /// The name that sites are told.
    pub user_agent: Option<String>,
    /// The languages that they are told are read.
    pub languages: Option<String>,
    /// The folder that articles are saved in. May begin with `~`.
    pub save: Option<PathBuf>,
    /// Programs that an article may be piped to, by name.
    pub pipes: Vec<(String, Vec<String>)>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The set of keys that the reader's own are laid over.
    pub preset: Option<String>,
    /// What is no mistake, but may surprise: keys that lost their action.
    pub notes: Vec<Mistake>,
}

/// When feeds are asked by themselves: only those that are due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RefreshWhen {
    /// When the desk is opened.
    #[default]
    Start,
    /// Never.
    Never,
    /// Then, and every so many minutes while it is open.
    Minutes(u32),
}

/// Whether something is done that depends on the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Switch {
    /// As the terminal is known to need it.
    #[default]
    Auto,
    /// Yes.
    On,
    /// No.
    Off,
}

impl Switch {
    /// Every choice, with its name in a file.
    pub(super) const ALL: &[(&str, Self)] = &[("auto", Self::Auto), ("on", Self::On), ("off", Self::Off)];
}

/// Settings being read.
pub(super) struct Draft<'a> {
    pub(super) settings: Settings,
    /// The names that a theme may have.
    pub(super) themes: &'a [String],
    pub(super) mistakes: Vec<Mistake>,
}

/// Reads a settings file. `themes` are the names that a theme may have.
///
/// # Errors
/// Every mistake in the file.
pub fn settings(text: &str, themes: &[String]) -> Result<Settings, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let table = read(text, &mut mistakes);
    let broken: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
    let mut draft = Draft { settings: Settings::default(), themes, mistakes };
    let top: Table = table.iter().filter(|entry| !is_section(entry)).cloned().collect();
    section("", &top, &mut draft);
    for entry in table.iter().filter(|entry| is_section(entry)) {
        match (&*entry.name, &entry.value) {
            ("keys", Value::Table(rows)) => keys::take(rows, &mut draft),
            ("pipe", Value::Table(rows)) => rows.iter().for_each(|row| pipe(row, &mut draft)),
            (name, Value::Table(rows)) => section(name, rows, &mut draft),
            (name, other) => {
                let what = format!("`{name}` is a table of settings, not {}", other.kind());
                complain(&mut draft.mistakes, entry.line, what, Some(format!("write [{name}]")));
            }
        }
    }
    let Draft { settings, mut mistakes, .. } = draft;
    // What is said of the grammar of a line is enough.
    let mut at = 0;
    mistakes.retain(|mistake| {
        at += 1;
        at <= broken.len() || !broken.contains(&mistake.line)
    });
    mistakes.sort_by_key(|mistake| mistake.line);
    if mistakes.is_empty() { Ok(settings) } else { Err(mistakes) }
}

fn is_section(entry: &Entry) -> bool {
    SECTIONS.iter().any(|(name, _)| *name == entry.name)
}

/// The settings of one section, by the table of settings.
fn section(name: &str, entries: &Table, draft: &mut Draft<'_>) {
    for entry in entries {
        let row = rows().find(|row| row.section == name && row.name == entry.name);
        match row {
            Some(row) => {
                if let Err((what, hint)) = (row.take)(entry, draft) {
                    complain(&mut draft.mistakes, entry.line, what, hint);
                }
            }
            None if name == "open" && entry.name == "host" => hosts(entry, draft),
            None => unknown(name, entry, draft),
        }
    }
}

fn unknown(section: &str, entry: &Entry, draft: &mut Draft<'_>) {
    let name = &*entry.name;
    let elsewhere = rows().find(|row| row.name == name && row.section != section);
    let place = |place: &str| match place {
        "" => "it stands at the beginning of the file, before all [sections]".to_owned(),
        place => format!("it stands under [{place}]"),
    };
    let here = rows().filter(|row| row.section == section).map(|row| row.name);
    let near = || {
        let sections = SECTIONS.iter().map(|(name, _)| *name).filter(|_| section.is_empty());
        nearest(name, here.chain(sections))
    };
    let usual = || "newsprint config --default lists the settings".to_owned();
    let preset = (name == "preset").then(|| place("keys"));
    let hint = elsewhere.map(|row| place(row.section)).or(preset).or_else(near).unwrap_or_else(usual);
    complain(&mut draft.mistakes, entry.line, format!("`{name}` is not a setting"), Some(hint));
}

/// `[[open.host]]`: a host and the program for its addresses.
fn hosts(entry: &Entry, draft: &mut Draft<'_>) {
    let hint =
        || Some("write [[open.host]], and below it host = \"*.example.com\" and command = [..]".into());
    let Value::List(tables) = &entry.value else {
        let what = format!("a host is a table in a list, not {}", entry.value.kind());
        return complain(&mut draft.mistakes, entry.line, what, hint());
    };
    for table in tables {
        let Value::Table(table) = table else {
            let what = format!("a host is a table, not {}", table.kind());
            complain(&mut draft.mistakes, entry.line, what, hint());
            continue;
        };
        if let Some(host) = host(table, entry.line, &mut draft.mistakes) {
            draft.settings.hosts.push(host);
        }
    }
}

fn host(table: &Table, near: usize, mistakes: &mut Vec<Mistake>) -> Option<(HostPattern, Vec<String>)> {
    let line = table.iter().map(|entry| entry.line).min().unwrap_or(near);
    let (mut host, mut command) = (None, None);
    for entry in table {
        let wrong = match &*entry.name {
            "host" => value::text(entry, "*.example.com").and_then(|text| {
                let such = || Some("such as *.example.com".to_owned());
                HostPattern::parse(text).map(|found| host = Some(found)).map_err(|what| (what, such()))
            }),
            "command" => value::command(entry).map(|found| command = Some(found)),
            name => {
                let hint = nearest(name, ["host", "command"].into_iter())
                    .or_else(|| Some("it has host and command".to_owned()));
                Err((format!("`{name}` is not a part of [[open.host]]"), hint))
            }
        };
        if let Err((what, hint)) = wrong {
            complain(mistakes, entry.line, what, hint);
        }
    }
    for (name, example) in [("host", "\"*.example.com\""), ("command", "[\"mpv\"]")] {
        if table.iter().all(|entry| entry.name != name) {
            let hint = Some(format!("write {name} = {example}"));
            complain(mistakes, line, format!("this [[open.host]] has no {name}"), hint);
        }
    }
    host.zip(command)
}

fn pipe(row: &Entry, draft: &mut Draft<'_>) {
    match value::command(row) {
        Ok(command) => draft.settings.pipes.push((row.name.clone(), command)),
        Err((what, hint)) => complain(&mut draft.mistakes, row.line, what, hint),
    }
}

#[cfg(test)]
mod tests;
