//! A reader's own files: `config.toml` and `themes/NAME.toml`; `rules.toml` is read by `rules`. A
//! file that is not there changes nothing; a mistake in one stops the program, with every other
//! one told.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

use super::error::{Error, Kind, plain};
use super::output::{CAP, Streams, read_capped};
use super::source::open;
use crate::config::{self, Depth, Mistake, Theme, theme_names};
use crate::model::Clean;

/// What a reader's files say.
#[derive(Default)]
pub(super) struct Settings {
    /// What was chosen.
    pub(super) chosen: config::Settings,
    /// The reader's themes, by name.
    pub(super) themes: Vec<(String, Theme)>,
}

/// Reads the files; all that is wrong with them.
pub(super) fn load() -> Result<Settings, Vec<Error>> {
    let Some(folder) = folder() else { return Ok(Settings::default()) };
    let mut wrong = Vec::new();
    let mut settings = Settings::default();
    for name in own_themes() {
        match theme_at(&theme_file(&folder, &name)) {
            Ok(theme) => settings.themes.push((name, theme)),
            Err(mistakes) => wrong.extend(mistakes),
        }
    }
    let file = file(&folder);
    if file.exists() {
        match chosen(&file) {
            Ok(chosen) => settings.chosen = chosen,
            Err(mistakes) => wrong.extend(mistakes),
        }
    }
    if wrong.is_empty() { Ok(settings) } else { Err(wrong) }
}

/// Reads a theme; it lies over ours of its name, unless it says over which.
pub(super) fn theme_at(path: &Path) -> Result<Theme, Vec<Error>> {
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let base = theme_names().find(|known| *known == name).unwrap_or("dark");
    parsed(path, |text| Theme::parse_over(text, base))
}

/// Reads a file of settings. A folder below the reader's own is given in full.
pub(super) fn chosen(path: &Path) -> Result<config::Settings, Vec<Error>> {
    let mut chosen = parsed(path, |text| config::settings(text, &all_themes()))?;
    if let (Some(save), Some(dirs)) = (&mut chosen.save, BaseDirs::new())
        && let Ok(below) = save.strip_prefix("~")
    {
        *save = dirs.home_dir().join(below);
    }
    Ok(chosen)
}

/// The files of before there was one for all.
const OLD: [&str; 2] = ["settings.toml", "keys.toml"];

/// Says of files that are no longer read what to do with them.
pub(super) fn note_old_files(streams: &mut Streams) {
    let Some(folder) = folder() else { return };
    for old in OLD.map(|name| folder.join(name)).iter().filter(|old| old.exists()) {
        let (old, new) = (old.display(), file(&folder));
        streams.note(&format!("{old} is no longer read: move its lines to {}", new.display()));
    }
}

/// The file of settings.
pub(super) fn file(folder: &Path) -> PathBuf {
    folder.join("config.toml")
}

/// The names of all themes: those that come with the program, then the reader's own.
pub(super) fn all_themes() -> Vec<String> {
    let mut names: Vec<String> = theme_names().map(str::to_owned).collect();
    let own = own_themes().into_iter().filter(|name| theme_names().all(|known| known != name));
    names.extend(own.collect::<Vec<_>>());
    names
}

/// A theme by its name, the reader's own before ours.
pub(super) fn theme(name: &str, wrong: &mut Vec<Error>) -> Option<Theme> {
    match folder().filter(|_| own_themes().iter().any(|own| own == name)) {
        Some(folder) => theme_at(&theme_file(&folder, name)).map_err(|mistakes| wrong.extend(mistakes)).ok(),
        None => Theme::shipped(name, Depth::True),
    }
}

/// The file of a theme as it is written, the reader's own before ours.
pub(super) fn theme_text(name: &str) -> Option<Result<String, Error>> {
    match folder().filter(|_| own_themes().iter().any(|own| own == name)) {
        Some(folder) => Some(text(&theme_file(&folder, name))),
        None => config::theme_file(name).map(|text| Ok(text.to_owned())),
    }
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

/// So many mistakes of one file are told; whoever made more gave us another file.
const MOST: usize = 100;

/// Reads and parses a file; all that is wrong with it.
fn parsed<T>(path: &Path, parse: impl FnOnce(&str) -> Result<T, Vec<Mistake>>) -> Result<T, Vec<Error>> {
    let text = text(path).map_err(|error| vec![error])?;
    parse(&text).map_err(|mistakes| {
        let more = mistakes.len().saturating_sub(MOST);
        let told = mistakes.into_iter().take(MOST).map(|mistake| told(path, mistake));
        let rest = (more > 0).then(|| Error::usage(format!("{}: and {more} mistakes more", path.display())));
        told.chain(rest).collect()
    })
}

pub(super) fn told(path: &Path, mistake: Mistake) -> Error {
    let line = if mistake.line > 0 { format!(":{}", mistake.line) } else { String::new() };
    let error = Error::usage(format!("{}{line}: {}", path.display(), mistake.what));
    mistake.hint.into_iter().fold(error, Error::hint)
}

pub(super) fn text(path: &Path) -> Result<String, Error> {
    let unfit = |what: &str| Error::usage(format!("{}: {what}", path.display()));
    let file = open(path).map_err(|error| Error { kind: Kind::Usage, hint: None, ..error })?;
    let (bytes, more) = read_capped(file, CAP).map_err(|error| unfit(&plain(&error)))?;
    if more {
        return Err(unfit("longer than 16 MB"));
    }
    String::from_utf8(bytes).map_err(|_| unfit("is not UTF-8"))
}

/// Where the files are, if anywhere.
#[expect(clippy::disallowed_methods, reason = "where a reader's files are is said by the environment")]
pub(super) fn folder() -> Option<PathBuf> {
    let said = std::env::var_os("NEWSPRINT_CONFIG_DIR").filter(|folder| !folder.is_empty());
    said.map(PathBuf::from)
        .or_else(|| ProjectDirs::from("", "", "newsprint").map(|dirs| dirs.config_dir().to_owned()))
}
