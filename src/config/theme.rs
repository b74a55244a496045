//! Themes: a style for every role. Look-up cannot miss: a role that a theme does not name has
//! the style of its parent.

use ratatui::style::{Color, Style};

use super::colour::{self, Depth, contrast, degrade, degrade_ink};
use super::mistake::Mistake;
use super::sheet::{Sheet, theme_file};
use crate::layout::Role;

/// A style for every role.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// What it is, in a few words.
    about: String,
    /// As many as there are roles, in their order.
    styles: Vec<Style>,
}

/// Whether letters lie on something dark or on something light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Light letters on dark.
    Dark,
    /// Dark letters on light.
    Light,
}

impl Ground {
    /// Of a colour; none of one that only the terminal knows.
    #[must_use]
    pub fn of(colour: Color) -> Option<Self> {
        let [on_black, on_white] = [Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)];
        let light = contrast(colour, on_black)? > contrast(colour, on_white)?;
        Some(if light { Self::Light } else { Self::Dark })
    }

    /// In a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

impl Theme {
    /// A theme that comes with the program, as a terminal of so many colours shows it.
    #[must_use]
    pub fn shipped(name: &str, depth: Depth) -> Option<Self> {
        Some(Self::parse(theme_file(name)?).ok()?.at(depth))
    }

    /// A theme that changes nothing.
    #[must_use]
    pub fn bare() -> Self {
        Self { about: String::new(), styles: Vec::new() }
    }

    /// Reads a theme. What it does not say is as in its base, if it has one.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn parse(text: &str) -> Result<Self, Vec<Mistake>> {
        Self::over(text, None)
    }

    /// Reads a theme that names only what it changes: of the theme that it calls its `base`,
    /// else of the one that `base` names, which are themes that come with the program.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn parse_over(text: &str, base: &str) -> Result<Self, Vec<Mistake>> {
        Self::over(text, Some(base))
    }

    fn over(text: &str, base: Option<&str>) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let sheet = Sheet::read(text, &mut mistakes);
        let below = sheet.base.as_deref().or(base).map(Sheet::chain).unwrap_or_default();
        let styles = sheet.styles(&below, &mut mistakes);
        mistakes.sort_by_key(|mistake| mistake.line);
        if mistakes.is_empty() { Ok(Self { about: sheet.about, styles }) } else { Err(mistakes) }
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.about
    }

    /// What its letters lie on; none where that is left to the terminal.
    #[must_use]
    pub fn ground(&self) -> Option<Ground> {
        self.style(Role::Body).bg.and_then(Ground::of)
    }

    /// The contrast of its text, where it can be told.
    #[must_use]
    pub fn contrast(&self) -> Option<f64> {
        let body = self.style(Role::Body);
        contrast(body.fg?, body.bg?)
    }

    /// Whether a terminal of so many colours shows all of its own.
    #[must_use]
    pub fn fits(&self, depth: Depth) -> bool {
        depth >= self.colours().map(colour::needs).max().unwrap_or(Depth::None)
    }

    fn colours(&self) -> impl Iterator<Item = Color> {
        self.styles.iter().flat_map(|style| [style.fg, style.bg]).flatten()
    }

    /// The theme as a terminal of so many colours can show it. With sixteen colours, of which
    /// nobody knows how they look, that is `ansi` on black or white; with none, `plain`.
    #[must_use]
    pub fn at(self, depth: Depth) -> Self {
        if self.fits(depth) {
            return self;
        }
        let stand_in = match (depth, self.ground()) {
            (Depth::True, _) => return self,
            (Depth::Indexed, _) => return self.near(),
            (Depth::None, _) => Self::parse_over("", "plain"),
            (Depth::Sixteen, Some(Ground::Dark)) => Self::parse_over(ON_BLACK, "ansi"),
            (Depth::Sixteen, Some(Ground::Light)) => Self::parse_over(ON_WHITE, "ansi-light"),
            (Depth::Sixteen, None) => Self::parse_over("", "ansi"),
        };
        Self { styles: stand_in.map(|theme| theme.styles).unwrap_or_default(), ..self }
    }

    /// The theme with the nearest of the 256 colours: first the grounds, then such inks as can
    /// still be read on them.
    fn near(self) -> Self {
        let styles = self.styles.iter().map(|style| Style { bg: style.bg.map(degrade), ..*style }).collect();
        let mut near = Self { styles, ..self.clone() };
        for (index, role) in Role::ALL.iter().enumerate() {
            let (old, new) = (self.grounds(*role), near.grounds(*role));
            let ink = self.style(*role).fg.map(|ink| {
                let had = worst(ink, &old).unwrap_or(1.0);
                degrade_ink(ink, |colour| worst(colour, &new).is_none_or(|has| has >= had.min(least(*role))))
            });
            if let Some(style) = near.styles.get_mut(index) {
                style.fg = ink;
            }
        }
        near
    }

    /// What the letters of a role may lie on: a ground of their own, else the theme's and a panel's.
    fn grounds(&self, role: Role) -> Vec<Color> {
        let [own, desk, panel] = [role, Role::Body, Role::Panel].map(|role| self.style(role).bg);
        let shared = own == desk;
        [own.filter(|_| !shared), desk.filter(|_| shared), panel.filter(|_| shared)]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// The least contrast of a colour with several grounds.
fn worst(ink: Color, grounds: &[Color]) -> Option<f64> {
    grounds.iter().filter_map(|ground| contrast(ink, *ground)).min_by(f64::total_cmp)
}

/// The contrast that a role keeps with fewer colours, if it had it.
fn least(role: Role) -> f64 {
    match role {
        Role::Body => 7.0,
        role if role.is_ornament() => 3.0,
        _ => 4.5,
    }
}

/// A dark and a light ground of the sixteen colours.
const ON_BLACK: &str = "[palette]\ntext = \"white\"\nground = \"black\"\n";
const ON_WHITE: &str = "[palette]\ntext = \"black\"\nground = \"bright-white\"\n";

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
        assert_eq!(Theme::parse_over("", "light").unwrap().styles, light.styles);
        let mistakes = Theme::parse_over("base = \"gruvbox\"\n", "dark").unwrap_err();
        assert!(mistakes[0].to_string().ends_with("(newsprint themes lists them)"), "{mistakes:?}");
        let mistakes = Theme::parse("base = \"sepai\"\n").unwrap_err();
        assert!(mistakes[0].to_string().ends_with("(did you mean `sepia`?)"), "{mistakes:?}");
    }

    #[test]
    fn a_palette_alone_makes_a_theme() {
        let theme = Theme::parse("base = \"nord\"\n[palette]\nground = \"#fffff0\"\n").unwrap();
        let nord = Theme::shipped("nord", Depth::True).unwrap();
        assert_eq!(theme.style(Role::Body).bg, Some(Color::Rgb(255, 255, 240)));
        assert_eq!(theme.style(Role::Caret).fg, Some(Color::Rgb(255, 255, 240)));
        assert_eq!(
            theme.style(Role::Link),
            Style { bg: theme.style(Role::Body).bg, ..nord.style(Role::Link) }
        );
        assert_eq!((theme.ground(), nord.ground()), (Some(Ground::Light), Some(Ground::Dark)));
    }

    #[test]
    fn with_fewer_colours_a_theme_is_the_nearest_that_can_be_shown() {
        let at = |name, depth| Theme::shipped(name, depth).unwrap().styles;
        assert_eq!(at("dracula", Depth::None), at("plain", Depth::True));
        assert_eq!(at("ansi", Depth::Sixteen), at("ansi", Depth::True));
        let sepia = Theme::shipped("sepia", Depth::Sixteen).unwrap();
        assert_eq!(sepia.style(Role::Body).bg, Some(Color::White));
        assert_eq!(sepia.style(Role::Link).fg, Some(Color::Blue));
        assert!(sepia.fits(Depth::Sixteen) && !sepia.fits(Depth::None));
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
        line 7: `more` is not known here (a theme has base, about, [palette] and [styles])
        "##);
    }
}
