//! What was last chosen on the screen, kept in `state.toml` from one run to the next. A file
//! that is damaged, or cannot be written, changes nothing and is no mistake.
//!
//! What was chosen stands beside the setting that it went before. When that has changed since,
//! the reader has thought again in the file of settings, and the file has its way.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::output::read_capped;
use super::source::open;
use crate::app::{Looks, Panes};
use crate::config::Settings;

/// No file of ours is longer.
const CAP: u64 = 64 << 10;

const HEAD: &str = "\
# Written by newsprint: what was last chosen on the screen. Settings stand in config.toml.
";

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Remembered {
    /// Whether the reader was told where to begin.
    pub(super) welcomed: bool,
    measure: Option<Chosen<u16>>,
    sidebar: Option<Chosen<u16>>,
    theme: Option<Chosen<String>>,
}

/// Something chosen on the screen, and the setting that it goes before, if there was one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Chosen<T> {
    value: T,
    over: Option<T>,
}

impl<T: Clone + PartialEq> Chosen<T> {
    /// What holds: what was chosen on the screen, unless the setting is another by now.
    fn or_set(chosen: Option<&Self>, set: Option<&T>) -> Option<T> {
        chosen.filter(|chosen| chosen.over.as_ref() == set).map(|chosen| &chosen.value).or(set).cloned()
    }

    /// What is to be remembered of a choice.
    fn of(value: T, set: Option<&T>) -> Option<Self> {
        (Some(&value) != set).then(|| Self { value, over: set.cloned() })
    }
}

impl Remembered {
    /// What the file says, if there is one that makes sense.
    pub(super) fn load() -> Self {
        file().and_then(|file| text(&file)).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    fn parse(text: &str) -> Self {
        let Ok(table) = text.parse::<toml::Table>() else { return Self::default() };
        let chosen = |name: &str| table.get(name).and_then(toml::Value::as_table);
        let within = |range: RangeInclusive<u16>| {
            move |value: &toml::Value| {
                let columns = value.as_integer().and_then(|number| u16::try_from(number).ok());
                columns.filter(|columns| range.contains(columns))
            }
        };
        let name = |value: &toml::Value| value.as_str().map(str::to_owned);
        Self {
            welcomed: table.get("welcomed").and_then(toml::Value::as_bool).unwrap_or_default(),
            measure: chosen("measure").and_then(|table| read(table, within(Looks::MEASURES))),
            sidebar: chosen("sidebar-width").and_then(|table| read(table, within(Panes::SIDEBARS))),
            theme: chosen("theme").and_then(|table| read(table, name)),
        }
    }

    /// The widest column of text.
    pub(super) fn measure(&self, settings: &Settings) -> Option<u16> {
        Chosen::or_set(self.measure.as_ref(), settings.measure.as_ref())
    }

    /// How wide the sidebar is.
    pub(super) fn sidebar_width(&self, settings: &Settings) -> Option<u16> {
        Chosen::or_set(self.sidebar.as_ref(), settings.sidebar_width.as_ref())
    }

    /// The theme to wear, if it is still there.
    pub(super) fn theme(&self, settings: &Settings, known: &[String]) -> Option<String> {
        let chosen = self.theme.as_ref().filter(|chosen| known.contains(&chosen.value));
        Chosen::or_set(chosen, settings.theme.as_ref())
    }

    /// Takes in what has changed on the screen.
    pub(super) fn learn(&mut self, before: &Looks, after: &Looks, settings: &Settings) {
        if before.measure != after.measure {
            self.measure = Chosen::of(after.measure, settings.measure.as_ref());
        }
        if before.sidebar_width != after.sidebar_width {
            let chosen = |width| Chosen::of(width, settings.sidebar_width.as_ref());
            self.sidebar = after.sidebar_width.and_then(chosen);
        }
        if let Some(name) = after.chosen.and_then(|chosen| after.themes.get(chosen)) {
            self.theme = Chosen::of(name.clone(), settings.theme.as_ref());
        }
        self.welcomed = true;
    }

    /// Writes the file, whole or not at all.
    pub(super) fn save(&self) {
        if let Some(file) = file() {
            _ = write(&file, &self.text());
        }
    }

    fn text(&self) -> String {
        let mut table = toml::Table::new();
        table.insert("welcomed".into(), self.welcomed.into());
        let mut insert = |name: &str, chosen: Option<(toml::Value, Option<toml::Value>)>| {
            let Some((value, over)) = chosen else { return };
            let mut inner = toml::Table::new();
            inner.insert("chosen".into(), value);
            inner.extend(over.map(|over| ("over".to_owned(), over)));
            table.insert(name.into(), inner.into());
        };
        let columns = |columns: u16| toml::Value::from(i64::from(columns));
        insert("measure", self.measure.as_ref().map(|it| (columns(it.value), it.over.map(columns))));
        insert("sidebar-width", self.sidebar.as_ref().map(|it| (columns(it.value), it.over.map(columns))));
        let name = |name: &String| toml::Value::from(name.clone());
        insert("theme", self.theme.as_ref().map(|it| (name(&it.value), it.over.as_ref().map(name))));
        format!("{HEAD}{table}")
    }
}

/// A choice as it is written. A setting that makes no sense cannot be the one of today.
fn read<T>(table: &toml::Table, value: impl Fn(&toml::Value) -> Option<T>) -> Option<Chosen<T>> {
    let over = table.get("over").map(&value);
    (!matches!(over, Some(None))).then_some(())?;
    Some(Chosen { value: value(table.get("chosen")?)?, over: over.flatten() })
}

fn text(file: &Path) -> Option<String> {
    let (bytes, more) = read_capped(open(file).ok()?, CAP).ok()?;
    String::from_utf8(bytes).ok().filter(|_| !more)
}

/// Beside the file first, then in its place.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let beside = file.with_extension(format!("{}.new", std::process::id()));
    fs::create_dir_all(file.parent().unwrap_or(file))?;
    let mut new = OpenOptions::new().write(true).create(true).truncate(true).open(&beside)?;
    let written = new.write_all(text.as_bytes()).and_then(|()| fs::rename(&beside, file));
    written.inspect_err(|_| _ = fs::remove_file(&beside))
}

/// Where the file is, if anywhere: with the settings, when their folder was named.
#[expect(clippy::disallowed_methods, reason = "where a reader's files are is said by the environment")]
pub(super) fn file() -> Option<PathBuf> {
    let said = |name: &str| std::env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let usual = || {
        let dirs = ProjectDirs::from("", "", "newsprint")?;
        Some(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned())
    };
    let folder = said("NEWSPRINT_STATE_DIR").or_else(|| said("NEWSPRINT_CONFIG_DIR")).or_else(usual);
    Some(folder?.join("state.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(measure: u16, theme: usize) -> Looks {
        let themes = ["dark", "light", "sepia"].map(str::to_owned).into();
        Looks { measure, themes, theme, chosen: (theme > 0).then_some(theme), ..Looks::default() }
    }

    fn settings(measure: Option<u16>, theme: Option<&str>) -> Settings {
        Settings { measure, theme: theme.map(str::to_owned), ..Settings::default() }
    }

    #[test]
    fn what_was_chosen_on_the_screen_holds_until_the_file_says_something_new() {
        let (set, known) = (settings(Some(60), None), looks(60, 0).themes);
        let mut remembered = Remembered::default();
        let after = Looks { sidebar_width: Some(40), ..looks(66, 2) };
        remembered.learn(&looks(60, 0), &after, &set);
        let remembered = Remembered::parse(&remembered.text());
        assert_eq!(remembered.measure(&set), Some(66));
        assert_eq!(remembered.theme(&set, &known).as_deref(), Some("sepia"));
        let thought_again = settings(Some(80), Some("light"));
        assert_eq!(remembered.measure(&thought_again), Some(80));
        assert_eq!(remembered.theme(&thought_again, &known).as_deref(), Some("light"));
        assert_eq!(remembered.theme(&set, &[]), None);
        assert_eq!(remembered.sidebar_width(&set), Some(40));
        assert!(remembered.welcomed);
    }

    #[test]
    fn going_back_to_what_the_file_says_forgets() {
        let set = settings(Some(60), None);
        let looks = |measure, theme| Looks { chosen: None, ..looks(measure, theme) };
        let mut remembered = Remembered::default();
        remembered.learn(&looks(60, 0), &looks(66, 0), &set);
        remembered.learn(&looks(66, 0), &looks(60, 0), &set);
        assert_eq!(remembered, Remembered { welcomed: true, ..Remembered::default() });
        // What the terminal's ground asked for is no choice.
        remembered.learn(&looks(60, 0), &Looks { chosen: None, ..looks(60, 1) }, &set);
        assert_eq!(remembered.theme, None);
        // What a flag said for once is not remembered.
        remembered.learn(&looks(40, 0), &looks(40, 0), &set);
        assert_eq!(remembered.measure, None);
    }

    #[test]
    fn a_damaged_file_changes_nothing() {
        for text in ["", "\0", "measure = 3", "[measure]\nchosen = 7\n", "[theme]\nchosen = 4\n", "[[["] {
            assert_eq!(Remembered::parse(text), Remembered::default(), "{text:?}");
        }
    }
}
