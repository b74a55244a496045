//! A reader's keys: `scroll-down = ["j", "down"]` under `[keys]`.

use super::file::{Entry, Value, complain, read};
use super::mistake::{Mistake, nearest};
use crate::app::{Action, Key, Keymap, actions, chord};

/// Reads a keys file over the defaults. Naming an action replaces all its keys.
///
/// # Errors
/// Every mistake in the file.
pub fn keymap(text: &str) -> Result<Keymap, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let mut keymap = Keymap::default();
    for entry in read(text, &mut mistakes) {
        match (entry.name.as_str(), entry.value) {
            ("keys", Value::Table(rows)) => rows.iter().for_each(|row| bind(row, &mut keymap, &mut mistakes)),
            (name, _) => {
                let hint = Some("keys stand under [keys]".to_owned());
                complain(&mut mistakes, entry.line, format!("`{name}` is not known here"), hint);
            }
        }
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    if mistakes.is_empty() { Ok(keymap) } else { Err(mistakes) }
}

fn bind(row: &Entry, keymap: &mut Keymap, mistakes: &mut Vec<Mistake>) {
    let Ok(action) = row.name.parse::<Action>() else {
        let hint = nearest(&row.name, actions().map(|row| row.name));
        return complain(mistakes, row.line, format!("`{}` is not an action", row.name), hint);
    };
    keymap.release(action);
    for keys in chords(row, mistakes) {
        keymap.bind(keys, action);
    }
}

fn chords(row: &Entry, mistakes: &mut Vec<Mistake>) -> Vec<Vec<Key>> {
    let one = std::slice::from_ref(&row.value);
    let values = if let Value::List(list) = &row.value { list.as_slice() } else { one };
    let mut chords = Vec::new();
    for value in values {
        match value {
            Value::Text(text) => match chord(text) {
                Ok(keys) => chords.push(keys),
                Err(error) => complain(mistakes, row.line, error.to_string(), None),
            },
            other => {
                let hint = Some(format!("write {} = [\"j\"]", row.name));
                complain(mistakes, row.line, format!("a key is a text, not {}", other.kind()), hint);
            }
        }
    }
    chords
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Lookup;

    #[test]
    fn a_named_action_has_the_new_keys_only() {
        let keymap = keymap("[keys]\ntop = [\"g g\"]\nquit = \"^q\"\n").unwrap();
        assert_eq!(keymap.find(&chord("g g").unwrap()), Lookup::Found(Action::Top));
        assert_eq!(keymap.find(&chord("home").unwrap()), Lookup::Unbound);
        assert_eq!(keymap.keys(Action::Quit), ["^q"]);
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let mistakes = keymap("[keys]\nscrol-down = \"j\"\ntop = [\"jj\", 3]\n[extra]\n").unwrap_err();
        let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 4, "{told:#?}");
        assert!(
            told.contains(&"line 2: `scrol-down` is not an action (did you mean `scroll-down`?)".to_owned())
        );
    }
}
