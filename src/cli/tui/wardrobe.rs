//! The themes that this terminal can show, and which of them is worn.

use super::{Colours, Error, variable};
use crate::app::{Looks, State};
use crate::config::{Depth, Ground, Theme, theme_names};

/// The themes that this terminal can show.
pub(super) struct Wardrobe {
    names: Vec<String>,
    pub(super) themes: Vec<Theme>,
    choice: Choice,
    bare: Theme,
}

/// How the first theme is chosen.
#[derive(Clone, Copy)]
enum Choice {
    /// It was named, or nothing else can be shown.
    Named(usize),
    /// By what the terminal's letters lie on.
    Fitting { dark: usize, light: usize },
}

impl Wardrobe {
    /// What was asked for goes before what the terminal can show, and that before what is
    /// usual.
    pub(super) fn open(colours: Colours, depth: Depth) -> Result<Self, Error> {
        let Colours { own, asked, usual, dark, light } = colours;
        let spoken = |name: &String| name != AUTO;
        let usual = usual.filter(spoken).filter(|_| depth != Depth::None);
        let name =
            asked.filter(spoken).or(usual).or_else(|| (depth == Depth::None).then(|| "plain".to_owned()));
        let sixteen = depth <= Depth::Sixteen;
        let or = |wanted: Option<String>, usual: &str| wanted.unwrap_or_else(|| usual.to_owned());
        let dark = or(dark, if sixteen { "ansi" } else { "dark" });
        let light = or(light, if sixteen { "ansi-light" } else { "light" });
        let kept: Vec<&String> = name.as_ref().map_or(vec![&dark, &light], |name| vec![name]);
        let (names, themes): (Vec<_>, Vec<_>) = themes(own, depth, &kept).into_iter().unzip();
        let find = |wanted: &String| match names.iter().position(|known| known == wanted) {
            Some(index) => Ok(index),
            None => Err(Error::UnknownTheme { name: wanted.clone() }),
        };
        let choice = match &name {
            Some(name) => Choice::Named(find(name)?),
            None => Choice::Fitting { dark: find(&dark)?, light: find(&light)? },
        };
        Ok(Self { names, themes, choice, bare: Theme::bare() })
    }

    /// Whether the choice hangs on what the terminal's letters lie on.
    pub(super) fn follows_ground(&self) -> bool {
        matches!(self.choice, Choice::Fitting { dark, light } if dark != light)
    }

    /// The theme for a ground.
    pub(super) fn fitting(&self, ground: Ground) -> usize {
        match (self.choice, ground) {
            (Choice::Named(index), _) => index,
            (Choice::Fitting { dark, .. }, Ground::Dark) => dark,
            (Choice::Fitting { light, .. }, Ground::Light) => light,
        }
    }

    /// How the screen looks at first, on what is believed to be the ground.
    pub(super) fn dress(&self, looks: &Looks, ground: Ground) -> Looks {
        Looks { themes: self.names.clone(), theme: self.fitting(ground), ..looks.clone() }
    }

    pub(super) fn worn(&self, state: &State) -> &Theme {
        self.themes.get(state.looks.theme).unwrap_or(&self.bare)
    }
}

/// The name that stands for whatever fits the terminal.
const AUTO: &str = "auto";

/// How many colours the terminal has.
pub(in crate::cli) fn depth() -> Depth {
    let [no_color, term, colorterm] = ["NO_COLOR", "TERM", "COLORTERM"].map(variable);
    Depth::from_environment(no_color.as_deref(), term.as_deref(), colorterm.as_deref())
}

/// The themes that come with the program, then the reader's own; of two with one name the
/// reader's. Where there are few colours most themes would look alike, and only those that do
/// not, and those that are wanted, are there to be chosen.
fn themes(own: Vec<(String, Theme)>, depth: Depth, wanted: &[&String]) -> Vec<(String, Theme)> {
    let mut themes: Vec<(String, Theme)> = theme_names()
        .filter_map(|name| Some((name.to_owned(), Theme::shipped(name, Depth::True)?)))
        .collect();
    for (name, theme) in own {
        match themes.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => known.1 = theme,
            None => themes.push((name, theme)),
        }
    }
    let few = depth <= Depth::Sixteen;
    themes.retain(|(name, theme)| !few || theme.fits(depth) || wanted.contains(&name));
    themes.into_iter().map(|(name, theme)| (name, theme.at(depth))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(colours: Colours, depth: Depth) -> Wardrobe {
        Wardrobe::open(colours, depth).unwrap()
    }

    fn worn(colours: Colours, depth: Depth) -> [String; 2] {
        let wardrobe = open(colours, depth);
        [Ground::Dark, Ground::Light]
            .map(|ground| wardrobe.dress(&Looks::default(), ground).theme_name().to_owned())
    }

    fn named(name: &str) -> Option<String> {
        Some(name.to_owned())
    }

    #[test]
    fn without_a_word_the_theme_follows_the_ground() {
        assert_eq!(worn(Colours::default(), Depth::True), ["dark", "light"]);
        assert_eq!(worn(Colours::default(), Depth::Sixteen), ["ansi", "ansi-light"]);
        assert_eq!(worn(Colours::default(), Depth::None), ["plain", "plain"]);
        let auto = Colours { usual: named("auto"), light: named("sepia"), ..Colours::default() };
        assert_eq!(worn(auto, Depth::Indexed), ["dark", "sepia"]);
    }

    #[test]
    fn a_name_goes_before_the_ground_and_what_is_typed_before_all() {
        let usual = || Colours { usual: named("nord"), ..Colours::default() };
        assert_eq!(worn(usual(), Depth::True), ["nord", "nord"]);
        assert_eq!(worn(usual(), Depth::None), ["plain", "plain"]);
        assert_eq!(worn(Colours { asked: named("amber"), ..usual() }, Depth::None), ["amber", "amber"]);
        assert!(!open(usual(), Depth::True).follows_ground());
        assert!(open(Colours { asked: named("auto"), ..Colours::default() }, Depth::True).follows_ground());
        let unknown = Wardrobe::open(Colours { asked: named("grue"), ..Colours::default() }, Depth::True);
        assert!(matches!(unknown, Err(Error::UnknownTheme { name }) if name == "grue"));
    }

    #[test]
    fn where_there_are_few_colours_only_such_themes_are_offered_as_differ() {
        assert_eq!(open(Colours::default(), Depth::Sixteen).names, ["ansi", "ansi-light", "plain"]);
        let asked = Colours { asked: named("nord"), ..Colours::default() };
        assert_eq!(open(asked, Depth::Sixteen).names, ["nord", "ansi", "ansi-light", "plain"]);
        assert!(open(Colours::default(), Depth::Indexed).names.len() > 10);
    }
}
