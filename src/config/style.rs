//! One style of a theme: a colour by name, or a table of colours and weights.

use ratatui::style::{Color, Modifier, Style};

use super::colour;
use super::file::{Entry, Table, Value, complain};
use super::mistake::{Mistake, nearest};

/// The weights that a style may have.
const WEIGHTS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

/// The colours that a theme gives names to.
pub(super) type Palette = Vec<(String, Color)>;

/// Reads the palette.
pub(super) fn palette(table: &Table, mistakes: &mut Vec<Mistake>) -> Palette {
    let mut palette = Palette::new();
    for entry in table {
        if let Some(colour) = colour(entry, &entry.value, &[], mistakes) {
            palette.push((entry.name.clone(), colour));
        }
    }
    palette
}

/// Reads a style over the one it falls back to: colours stay unless they are named, weights
/// are only those that are named.
pub(super) fn style(entry: &Entry, base: Style, palette: &Palette, mistakes: &mut Vec<Mistake>) -> Style {
    let mut style = Style { add_modifier: Modifier::empty(), ..base };
    match &entry.value {
        Value::Table(fields) => {
            for field in fields {
                field_of(field, &mut style, palette, mistakes);
            }
        }
        value => style.fg = colour(entry, value, palette, mistakes).or(style.fg),
    }
    style
}

fn field_of(field: &Entry, style: &mut Style, palette: &Palette, mistakes: &mut Vec<Mistake>) {
    let weight = WEIGHTS.iter().find(|(name, _)| *name == field.name);
    match (field.name.as_str(), &field.value, weight) {
        ("fg", value, _) => style.fg = colour(field, value, palette, mistakes).or(style.fg),
        ("bg", value, _) => style.bg = colour(field, value, palette, mistakes).or(style.bg),
        (_, Value::Flag(on), Some((_, weight))) => style.add_modifier.set(*weight, *on),
        (name, value, Some(_)) => {
            let what = format!("`{name}` is true or false, not {}", value.kind());
            complain(mistakes, field.line, what, Some(format!("write {name} = true")));
        }
        (name, ..) => {
            let known = WEIGHTS.iter().map(|(name, _)| *name).chain(["fg", "bg"]);
            complain(mistakes, field.line, format!("a style has no `{name}`"), nearest(name, known));
        }
    }
}

fn colour(
    entry: &Entry,
    value: &Value,
    palette: &[(String, Color)],
    mistakes: &mut Vec<Mistake>,
) -> Option<Color> {
    let Value::Text(text) = value else {
        let what = format!("`{}` is a colour, not {}", entry.name, value.kind());
        complain(mistakes, entry.line, what, Some("write \"#1c1e22\" or a name of the palette".into()));
        return None;
    };
    let named = palette.iter().find(|(name, _)| name == text).map(|(_, colour)| *colour);
    let found = named.or_else(|| colour::read(text));
    if found.is_none() {
        let mut known: Vec<&str> = palette.iter().map(|(name, _)| name.as_str()).collect();
        colour::names().for_each(|name| known.push(name));
        let hint = nearest(text, known.into_iter())
            .or_else(|| Some("write \"#1c1e22\" or a name of the palette".into()));
        complain(mistakes, entry.line, format!("`{}`: `{text}` is not a colour", entry.name), hint);
    }
    found
}
