//! A reader's own files: `settings.toml`, `keys.toml` and `themes/NAME.toml`; `rules.toml` is read
//! by `rules`. A file that is
//! not there changes nothing; a mistake in one stops the program, with every other one told.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::error::{Error, Kind};
use super::output::{CAP, read_capped};
use super::source::open;
use crate::app::Keymap;
use crate::config::{self, Mistake, Theme, theme_names};
use crate::model::Clean;

/// What a reader's files say.
#[derive(Default)]
pub(super) struct Settings {
    /// What was chosen.
    pub(super) chosen: config::Settings,
    /// Which keys do what.
    pub(super) keymap: Keymap,
    /// The reader's themes, by name.
    pub(super) themes: Vec<(String, Theme)>,
}

/// Reads the files; all that is wrong with them.
pub(super) fn load() -> Result<Settings, Vec<Error>> {
    let Some(folder) = folder() else { return Ok(Settings::default()) };
    let mut wrong = Vec::new();
    let mut settings = Settings::default();
    for name in own_themes() {
        let base = theme_names().find(|known| *known == name).unwrap_or("dark");
        let theme = parsed(&theme_file(&folder, &name), |text| Theme::parse_over(text, base), &mut wrong);
        settings.themes.extend(theme.map(|theme| (name, theme)));
    }
    let chosen = |text: &str| config::settings(text, &all_themes());
    settings.chosen = parsed(&folder.join("settings.toml"), chosen, &mut wrong).unwrap_or_default();
    settings.keymap = parsed(&folder.join("keys.toml"), config::keymap, &mut wrong).unwrap_or_default();
    if wrong.is_empty() { Ok(settings) } else { Err(wrong) }
}

/// The names of all themes: those that come with the program, then the reader's own.
pub(super) fn all_themes() -> Vec<String> {
    let mut names: Vec<String> = theme_names().map(str::to_owned).collect();
    let own = own_themes().into_iter().filter(|name| theme_names().all(|known| known != name));
    names.extend(own.collect::<Vec<_>>());
    names
}

/// The names of the reader's themes, in order. A name that could harm a terminal is none.
fn own_themes() -> Vec<String> {
    let listed = folder().and_then(|folder| folder.join("themes").read_dir().ok());
    let paths = listed.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let themes = paths.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let names = themes.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.filter(|name| Clean::field(name) == name.as_str()).collect();
    names.sort_unstable();
    names
}

fn theme_file(folder: &Path, name: &str) -> PathBuf {
    folder.join("themes").join(format!("{name}.toml"))
}

/// Reads and parses a file. None if it is not there, or if something is wrong with it.
fn parsed<T>(
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, Vec<Mistake>>,
    wrong: &mut Vec<Error>,
) -> Option<T> {
    if !path.exists() {
        return None;
    }
    match text(path).map(|text| parse(&text)) {
        Ok(Ok(value)) => return Some(value),
        Ok(Err(mistakes)) => wrong.extend(mistakes.into_iter().map(|mistake| told(path, mistake))),
        Err(error) => wrong.push(error),
    }
    None
}

pub(super) fn told(path: &Path, mistake: Mistake) -> Error {
    let line = if mistake.line > 0 { format!(":{}", mistake.line) } else { String::new() };
    let error = Error::usage(format!("{}{line}: {}", path.display(), mistake.what));
    mistake.hint.into_iter().fold(error, Error::hint)
}

pub(super) fn text(path: &Path) -> Result<String, Error> {
    let unfit = |what: &str| Error::usage(format!("{}: {what}", path.display()));
    let file = open(path).map_err(|error| Error { kind: Kind::Usage, hint: None, ..error })?;
    let (bytes, _) = read_capped(file, CAP).map_err(|error| unfit(&error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| unfit("is not UTF-8"))
}

/// Where the files are, if anywhere.
#[expect(clippy::disallowed_methods, reason = "where a reader's files are is said by the environment")]
pub(super) fn folder() -> Option<PathBuf> {
    let said = std::env::var_os("NEWSPRINT_CONFIG_DIR").filter(|folder| !folder.is_empty());
    said.map(PathBuf::from)
        .or_else(|| ProjectDirs::from("", "", "newsprint").map(|dirs| dirs.config_dir().to_owned()))
}
