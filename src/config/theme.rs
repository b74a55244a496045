//! Themes: a palette, then one style a role. Look-up cannot miss: a role that a theme does
//! not name has the style of its parent.

use ratatui::style::{Color, Style};

use super::colour::{Depth, degrade};
use super::file::{Entry, Table, Value, complain, read};
use super::mistake::{Mistake, nearest};
use super::style::{Palette, palette, style};
use crate::layout::Role;

/// The themes that come with the program.
const SHIPPED: &[(&str, &str)] = &[
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("ansi", include_str!("../../themes/ansi.toml")),
    ("plain", include_str!("../../themes/plain.toml")),
];

/// The names of the themes that come with the program.
pub fn theme_names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// A style for every role.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// As many as there are roles, in their order.
    styles: Vec<Style>,
}

impl Theme {
    /// A theme that comes with the program, as a terminal of so many colours shows it.
    #[must_use]
    pub fn shipped(name: &str, depth: Depth) -> Option<Self> {
        let (_, text) = SHIPPED.iter().find(|(shipped, _)| *shipped == name)?;
        Some(Self::parse(text).ok()?.at(depth))
    }

    /// A theme that changes nothing.
    #[must_use]
    pub fn bare() -> Self {
        Self { styles: Vec::new() }
    }

    /// Reads a theme.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn parse(text: &str) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let sheet = Sheet::read(text, &mut mistakes);
        sheet.theme(&Sheet::default(), mistakes)
    }

    /// Reads a theme that names only what it changes: of the theme that it calls its `base`,
    /// else of the one that `base` names, which are themes that come with the program.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn parse_over(text: &str, base: &str) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let sheet = Sheet::read(text, &mut mistakes);
        let base = sheet.base.as_deref().unwrap_or(base);
        let base = SHIPPED.iter().find(|(name, _)| *name == base).map_or("", |(_, text)| *text);
        sheet.theme(&Sheet::read(base, &mut Vec::new()), mistakes)
    }

    /// Parents come before their children in [`Role::ALL`], so one pass resolves all.
    fn resolve(sheet: &Sheet, below: &Sheet, colours: &Palette, mistakes: &mut Vec<Mistake>) -> Self {
        let mut theme = Self { styles: Vec::new() };
        for role in Role::ALL {
            let base = role.parent().map_or(Style::new(), |parent| theme.style(parent));
            let mut rows = sheet.rows.iter().chain(&below.rows);
            let row: Option<&Entry> = rows.find(|row| row.name == role.name());
            theme.styles.push(row.map_or(base, |row| style(row, base, colours, mistakes)));
        }
        theme
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// The theme with the nearest colours that a terminal can show.
    #[must_use]
    pub fn at(mut self, depth: Depth) -> Self {
        let near = |colour: Option<Color>| colour.map(|colour| degrade(colour, depth));
        for style in &mut self.styles {
            (style.fg, style.bg) = (near(style.fg), near(style.bg));
        }
        self
    }
}

/// A theme as it is written.
#[derive(Default)]
struct Sheet {
    base: Option<String>,
    colours: Table,
    rows: Table,
}

impl Sheet {
    fn read(text: &str, mistakes: &mut Vec<Mistake>) -> Self {
        let mut sheet = Self::default();
        for entry in read(text, mistakes) {
            match (entry.name.as_str(), entry.value) {
                ("palette", Value::Table(table)) => sheet.colours = table,
                ("styles", Value::Table(table)) => sheet.rows = table,
                ("base", Value::Text(name)) if theme_names().any(|known| known == name) => {
                    sheet.base = Some(name);
                }
                ("base", _) => {
                    let hint = Some(format!("one of {}", theme_names().collect::<Vec<_>>().join(", ")));
                    let what = "`base` is no theme that comes with the program";
                    complain(mistakes, entry.line, what, hint);
                }
                (name, _) => {
                    let hint = Some("a theme has base, [palette] and [styles]".to_owned());
                    complain(mistakes, entry.line, format!("`{name}` is not known here"), hint);
                }
            }
        }
        sheet
    }

    /// The theme, over another one. What is below was tried before and makes no mistakes.
    fn theme(&self, below: &Self, mut mistakes: Vec<Mistake>) -> Result<Theme, Vec<Mistake>> {
        let mut colours = palette(&self.colours, &mut mistakes);
        colours.extend(palette(&below.colours, &mut Vec::new()));
        refuse_unknown(&self.rows, &mut mistakes);
        let theme = Theme::resolve(self, below, &colours, &mut mistakes);
        mistakes.sort_by_key(|mistake| mistake.line);
        if mistakes.is_empty() { Ok(theme) } else { Err(mistakes) }
    }
}

fn refuse_unknown(rows: &Table, mistakes: &mut Vec<Mistake>) {
    for row in rows {
        if !Role::ALL.iter().any(|role| role.name() == row.name) {
            let hint = nearest(&row.name, Role::ALL.iter().map(|role| role.name()));
            complain(mistakes, row.line, format!("`{}` is not a role", row.name), hint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_role_has_the_style_of_its_parent() {
        let theme = Theme::parse("[palette]\nink = \"#101010\"\n[styles]\nlink = \"ink\"\n").unwrap();
        assert_eq!(theme.style(Role::ShelfNumber).fg, Some(Color::Rgb(16, 16, 16)));
        assert_eq!(theme.style(Role::Body), Style::new());
    }

    #[test]
    fn a_theme_over_another_changes_what_it_names_and_what_hangs_on_it() {
        let light = Theme::shipped("light", Depth::True).unwrap();
        let theme = Theme::parse_over("base = \"light\"\n[styles]\nlink = \"red\"\n", "dark").unwrap();
        assert_eq!(theme.style(Role::Link).fg, Some(Color::Red));
        assert_eq!(theme.style(Role::Title), light.style(Role::Title));
        assert_eq!(Theme::parse_over("", "light"), Ok(light));
        let mistakes = Theme::parse_over("base = \"sepia\"\n", "dark").unwrap_err();
        assert!(mistakes[0].to_string().ends_with("(one of dark, light, ansi, plain)"), "{mistakes:?}");
    }

    #[test]
    fn every_mistake_is_told_at_once_with_a_way_out() {
        let text = "[palette]\nink = 3\n[styles]\ntitel = \"red\"\nlink = \"#éé\"\nbody = { bold = 1, size = \"x\" }\n[more]\n";
        let mistakes: Vec<String> = Theme::parse(text).unwrap_err().iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(mistakes.join("\n"), @r##"
        line 2: `ink` is a colour, not a number (write "#1c1e22" or a name of the palette)
        line 4: `titel` is not a role (did you mean `title`?)
        line 5: `link`: `#éé` is not a colour (write "#1c1e22" or a name of the palette)
        line 6: `bold` is true or false, not a number (write bold = true)
        line 6: a style has no `size`
        line 7: `more` is not known here (a theme has base, [palette] and [styles])
        "##);
    }
}
