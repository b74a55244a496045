//! A reader's settings: `theme = "light"`, `measure = 66`. What is not known is refused.

use super::file::{Entry, Value, complain, read};
use super::mistake::{Mistake, nearest};
use crate::app::Looks;

/// What a reader chose; what is not there was not chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The theme to wear.
    pub theme: Option<String>,
    /// The widest column of text.
    pub measure: Option<u16>,
}

/// Reads a settings file. `themes` are the names that a theme may have.
///
/// # Errors
/// Every mistake in the file.
pub fn settings(text: &str, themes: &[String]) -> Result<Settings, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let mut settings = Settings::default();
    for entry in read(text, &mut mistakes) {
        match entry.name.as_str() {
            "theme" => settings.theme = theme(&entry, themes, &mut mistakes),
            "measure" => settings.measure = measure(&entry, &mut mistakes),
            name => {
                let hint = nearest(name, ["theme", "measure"].into_iter())
                    .or_else(|| Some("the settings are theme and measure".to_owned()));
                complain(&mut mistakes, entry.line, format!("`{name}` is not a setting"), hint);
            }
        }
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    if mistakes.is_empty() { Ok(settings) } else { Err(mistakes) }
}

fn theme(entry: &Entry, themes: &[String], mistakes: &mut Vec<Mistake>) -> Option<String> {
    let Value::Text(name) = &entry.value else {
        let what = format!("`theme` is a name, not {}", entry.value.kind());
        complain(mistakes, entry.line, what, Some("write theme = \"light\"".to_owned()));
        return None;
    };
    if !themes.contains(name) {
        let hint = nearest(name, themes.iter().map(String::as_str))
            .or_else(|| Some("newsprint themes lists them".to_owned()));
        complain(mistakes, entry.line, format!("there is no theme `{name}`"), hint);
    }
    Some(name.clone())
}

fn measure(entry: &Entry, mistakes: &mut Vec<Mistake>) -> Option<u16> {
    let (least, most) = (Looks::MEASURES.start(), Looks::MEASURES.end());
    let what = match &entry.value {
        Value::Whole(number) => {
            let fitting = u16::try_from(*number).ok().filter(|number| Looks::MEASURES.contains(number));
            if fitting.is_some() {
                return fitting;
            }
            format!("a measure of {number} columns is not from {least} to {most}")
        }
        other => format!("`measure` is a whole number, not {}", other.kind()),
    };
    complain(mistakes, entry.line, what, Some("write measure = 72".to_owned()));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        vec!["dark".to_owned(), "light".to_owned()]
    }

    #[test]
    fn what_is_chosen_is_read_and_the_rest_left_open() {
        let chosen = settings("theme = \"light\"\n", &names()).unwrap();
        assert_eq!((chosen.theme.as_deref(), chosen.measure), (Some("light"), None));
        assert_eq!(settings("measure = 60", &names()).unwrap().measure, Some(60));
        assert_eq!(settings("", &names()).unwrap(), Settings::default());
    }

    #[test]
    fn every_mistake_is_told_at_once_with_a_way_out() {
        let told = |text: &str| {
            let mistakes = settings(text, &names()).unwrap_err();
            mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        insta::assert_snapshot!(told("theme = \"ligth\"\nmeasure = 5\nmesure = 70\nfont = 1\n"), @"
        line 1: there is no theme `ligth` (did you mean `light`?)
        line 2: a measure of 5 columns is not from 32 to 120 (write measure = 72)
        line 3: `mesure` is not a setting (did you mean `measure`?)
        line 4: `font` is not a setting (the settings are theme and measure)
        ");
        insta::assert_snapshot!(told("theme = 3\nmeasure = \"wide\"\n"), @r#"
        line 1: `theme` is a name, not a number (write theme = "light")
        line 2: `measure` is a whole number, not a text (write measure = 72)
        "#);
        insta::assert_snapshot!(told("theme = \"sepia\"\nmeasure = 70.5\n"), @"
        line 1: there is no theme `sepia` (newsprint themes lists them)
        line 2: `measure` is a whole number, not a fraction (write measure = 72)
        ");
    }
}
