//! A theme as it is written: what it calls its base, its palette, its styles; and the themes
//! that come with the program.

use ratatui::style::Style;

use super::file::{Entry, Table, Value, complain, read};
use super::mistake::{Mistake, nearest};
use super::style::{Palette, palette, style};
use crate::layout::Role;

/// The themes that come with the program, in the order in which they are listed.
const SHIPPED: &[(&str, &str)] = &[
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("sepia", include_str!("../../themes/sepia.toml")),
    ("contrast-dark", include_str!("../../themes/contrast-dark.toml")),
    ("contrast-light", include_str!("../../themes/contrast-light.toml")),
    ("amber", include_str!("../../themes/amber.toml")),
    ("catppuccin-mocha", include_str!("../../themes/catppuccin-mocha.toml")),
    ("catppuccin-latte", include_str!("../../themes/catppuccin-latte.toml")),
    ("dracula", include_str!("../../themes/dracula.toml")),
    ("everforest", include_str!("../../themes/everforest.toml")),
    ("gruvbox-dark", include_str!("../../themes/gruvbox-dark.toml")),
    ("gruvbox-light", include_str!("../../themes/gruvbox-light.toml")),
    ("nord", include_str!("../../themes/nord.toml")),
    ("rose-pine", include_str!("../../themes/rose-pine.toml")),
    ("rose-pine-dawn", include_str!("../../themes/rose-pine-dawn.toml")),
    ("solarized-dark", include_str!("../../themes/solarized-dark.toml")),
    ("solarized-light", include_str!("../../themes/solarized-light.toml")),
    ("tokyo-night", include_str!("../../themes/tokyo-night.toml")),
    ("ansi", include_str!("../../themes/ansi.toml")),
    ("ansi-light", include_str!("../../themes/ansi-light.toml")),
    ("plain", include_str!("../../themes/plain.toml")),
];

/// The names of the themes that come with the program.
pub fn theme_names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// The file of a theme that comes with the program, for a reader to start from.
#[must_use]
pub fn theme_file(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(shipped, _)| *shipped == name).map(|(_, text)| *text)
}

/// A theme as it is written.
#[derive(Default)]
pub(super) struct Sheet {
    /// The theme that it changes.
    pub(super) base: Option<String>,
    /// What it is, in a few words.
    pub(super) about: String,
    colours: Table,
    rows: Table,
}

impl Sheet {
    /// Reads a theme and says what is wrong with it.
    pub(super) fn read(text: &str, mistakes: &mut Vec<Mistake>) -> Self {
        let mut sheet = Self::default();
        for entry in read(text, mistakes) {
            let Entry { name, line, value } = entry;
            match (name.as_str(), value) {
                ("palette", Value::Table(table)) => sheet.colours = table,
                ("styles", Value::Table(table)) => sheet.rows = table,
                ("about", Value::Text(about)) => sheet.about = about,
                ("base", Value::Text(name)) if theme_file(&name).is_some() => sheet.base = Some(name),
                ("base", value) => complain(mistakes, line, no_base(), base_hint(&value)),
                (name, _) => {
                    let hint = Some("a theme has base, about, [palette] and [styles]".to_owned());
                    complain(mistakes, line, format!("`{name}` is not known here"), hint);
                }
            }
        }
        sheet
    }

    /// A theme that comes with the program, then its base, and so on. They were tried before
    /// and make no mistakes.
    pub(super) fn chain(name: &str) -> Vec<Self> {
        let mut sheets: Vec<Self> = Vec::new();
        let mut next = theme_file(name);
        while let Some(text) = next.filter(|_| sheets.len() < SHIPPED.len()) {
            let sheet = Self::read(text, &mut Vec::new());
            next = sheet.base.as_deref().and_then(theme_file);
            sheets.push(sheet);
        }
        sheets
    }

    /// The style of every role, over the sheets below. Parents come before their children in
    /// [`Role::ALL`], so one pass resolves all.
    pub(super) fn styles(&self, below: &[Self], mistakes: &mut Vec<Mistake>) -> Vec<Style> {
        let mut colours: Palette = palette(&self.colours, mistakes);
        for sheet in below {
            colours.extend(palette(&sheet.colours, &mut Vec::new()));
        }
        self.refuse_unknown(mistakes);
        let mut styles: Vec<Style> = Vec::with_capacity(Role::ALL.len());
        for role in Role::ALL {
            let parent = role.parent().and_then(|parent| styles.get(parent as usize).copied());
            let mut rows = self.rows.iter().chain(below.iter().flat_map(|sheet| &sheet.rows));
            let row = rows.find(|row| row.name == role.name());
            let parent = parent.unwrap_or_default();
            styles.push(row.map_or(parent, |row| style(row, parent, &colours, mistakes)));
        }
        styles
    }

    fn refuse_unknown(&self, mistakes: &mut Vec<Mistake>) {
        for row in &self.rows {
            if !Role::ALL.iter().any(|role| role.name() == row.name) {
                let hint = nearest(&row.name, Role::ALL.iter().map(|role| role.name()));
                complain(mistakes, row.line, format!("`{}` is not a role", row.name), hint);
            }
        }
    }
}

fn no_base() -> &'static str {
    "`base` is no theme that comes with the program"
}

fn base_hint(value: &Value) -> Option<String> {
    let near = if let Value::Text(name) = value { nearest(name, theme_names()) } else { None };
    near.or_else(|| Some("newsprint themes lists them".to_owned()))
}
