//! A reader's keys: `scroll-down = ["j", "down"]` under `[keys]`, over a set of keys that comes
//! with the program.

use super::file::{Entry, Table, Value, complain, read};
use super::mistake::{Mistake, nearest};
use super::settings::Draft;
use super::value;
use crate::app::{Action, Key, Keymap, Scene, actions, scened};

/// The sets of keys that come with the program; the first is that of the table of actions.
const PRESETS: &[(&str, &str)] = &[
    ("newsprint", ""),
    ("vim", include_str!("keys/vim.toml")),
    ("less", include_str!("keys/less.toml")),
    ("emacs", include_str!("keys/emacs.toml")),
];

/// More keys than this no action needs.
const MOST: usize = 16;

/// The names of the sets of keys that come with the program.
pub fn preset_names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

/// A set of keys that comes with the program.
#[must_use]
pub fn preset(name: &str) -> Option<Keymap> {
    let (_, text) = PRESETS.iter().find(|(known, _)| *known == name)?;
    let mut keymap = Keymap::default();
    lay(&bindings(&read(text, &mut Vec::new()), &mut Vec::new()), &mut keymap);
    Some(keymap)
}

/// A line of the file: an action and its keys. No keys: the action has none any more.
struct Binding<'a> {
    line: usize,
    action: Action,
    chords: Vec<Chord<'a>>,
}

/// Keys as they stand in the file, where they hold, and what they are.
type Chord<'a> = (&'a str, Option<Scene>, Vec<Key>);

/// Reads `[keys]`.
pub(super) fn take(rows: &Table, draft: &mut Draft<'_>) {
    let (presets, rows): (Table, Table) = rows.iter().cloned().partition(|row| row.name == "preset");
    let names: Vec<&str> = preset_names().collect();
    for row in &presets {
        match value::word(row, &names) {
            Ok(name) => {
                draft.settings.preset = Some(name.to_owned());
                draft.settings.keymap = preset(name).unwrap_or_default();
            }
            Err((what, hint)) => complain(&mut draft.mistakes, row.line, what, hint),
        }
    }
    let bindings = bindings(&rows, &mut draft.mistakes);
    refuse_clashes(&bindings, &mut draft.mistakes);
    let lost = lay(&bindings, &mut draft.settings.keymap);
    for (line, action) in lost {
        let what = format!("`{action}` has no key any more: this line took its last");
        complain(&mut draft.settings.notes, line, what, Some(format!("{action} = [] says that it is meant")));
    }
    let ways_out = [Action::Quit, Action::QuitNow, Action::Back];
    if ways_out.iter().all(|action| draft.settings.keymap.keys(*action).is_empty()) {
        let line = rows.first().map_or(1, |row| row.line);
        let hint = Some("leave a key to quit or to quit-now".to_owned());
        complain(&mut draft.mistakes, line, "no key would leave the reader", hint);
    }
}

fn bindings<'a>(rows: &'a Table, mistakes: &mut Vec<Mistake>) -> Vec<Binding<'a>> {
    let mut bindings = Vec::new();
    for row in rows {
        if let Ok(action) = row.name.parse::<Action>() {
            bindings.push(Binding { line: row.line, action, chords: chords(row, mistakes) });
            continue;
        }
        let hint = nearest(&row.name, actions().map(|row| row.name))
            .or_else(|| Some("newsprint config --default lists them".to_owned()));
        complain(mistakes, row.line, format!("`{}` is not an action", row.name), hint);
    }
    bindings
}

fn chords<'a>(row: &'a Entry, mistakes: &mut Vec<Mistake>) -> Vec<Chord<'a>> {
    let one = std::slice::from_ref(&row.value);
    let values = if let Value::List(list) = &row.value { list.as_slice() } else { one };
    if values.len() > MOST {
        let hint = Some(format!("{MOST} are enough"));
        complain(mistakes, row.line, format!("`{}` has {} keys", row.name, values.len()), hint);
    }
    let mut chords = Vec::new();
    for value in values.iter().take(MOST) {
        match value {
            Value::Text(text) => match scened(text) {
                Ok((_, keys)) if begins_a_number(&keys) => {
                    let hint = Some("5j goes five lines down; choose another key".to_owned());
                    complain(mistakes, row.line, format!("`{text}` begins a number"), hint);
                }
                Ok((scene, keys)) => chords.push((text.as_str(), scene, keys)),
                Err(error) => complain(mistakes, row.line, error.what(), Some(error.hint())),
            },
            other => {
                let hint = Some(format!("write {} = [\"j\"]", row.name));
                complain(mistakes, row.line, format!("a key is a text, not {}", other.kind()), hint);
            }
        }
    }
    chords
}

fn begins_a_number(keys: &[Key]) -> bool {
    keys.first().and_then(|key| key.typed()).is_some_and(|c| ('1'..='9').contains(&c))
}

/// A key that two actions want, and one that would never be heard because a longer chord
/// begins with it.
fn refuse_clashes(bindings: &[Binding<'_>], mistakes: &mut Vec<Mistake>) {
    let all: Vec<_> = bindings
        .iter()
        .flat_map(|binding| {
            binding.chords.iter().map(move |(text, scene, keys)| (binding, *text, *scene, keys))
        })
        .collect();
    for (at, (binding, text, scene, keys)) in all.iter().enumerate() {
        let there = all.iter().take(at).filter(|(_, _, their_scene, _)| their_scene == scene);
        for (other, their_text, _, theirs) in there {
            if keys == theirs && binding.action != other.action {
                let what = format!("`{text}` is `{}` already, in line {}", other.action, other.line);
                let hint = Some(format!("leave it with one of {} and {}", other.action, binding.action));
                complain(mistakes, binding.line, what, hint);
            } else if keys != theirs && (keys.starts_with(theirs) || theirs.starts_with(keys)) {
                let (short, long) = if keys.len() < theirs.len() {
                    (place(text, binding, binding), place(their_text, other, binding))
                } else {
                    (place(their_text, other, binding), place(text, binding, binding))
                };
                let what = format!("{short} would never be heard: {long} begins with it");
                let hint = Some("give one of them other keys".to_owned());
                complain(mistakes, binding.line, what, hint);
            }
        }
    }
}

/// A chord, and its line if that is not the one that is spoken of.
fn place(text: &str, of: &Binding<'_>, here: &Binding<'_>) -> String {
    if of.line == here.line { format!("`{text}`") } else { format!("`{text}` in line {}", of.line) }
}

/// Lays lines over a keymap: an action that is named has the new keys only. What loses its
/// last key without being named comes back, with the line that took it.
fn lay(bindings: &[Binding<'_>], keymap: &mut Keymap) -> Vec<(usize, Action)> {
    for binding in bindings {
        keymap.release(binding.action);
    }
    let mut robbed = Vec::new();
    for binding in bindings {
        for (_, scene, keys) in &binding.chords {
            let lost = keymap.bind_in(*scene, keys.clone(), binding.action);
            robbed.extend(lost.into_iter().map(|action| (binding.line, action)));
        }
    }
    let named = |action: Action| bindings.iter().any(|binding| binding.action == action);
    robbed.retain(|(_, action)| !named(*action) && keymap.keys(*action).is_empty());
    robbed
}

#[cfg(test)]
mod tests;
