//! Which keys do what.

use crate::app::{Action, Key, UnknownKey, actions};

/// Which keys do what. A chord is several keys, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bound: Vec<(Vec<Key>, Action)>,
}

/// What the keys pressed so far mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// They do this.
    Found(Action),
    /// They begin a chord.
    Pending,
    /// They do nothing.
    Unbound,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut keymap = Self { bound: Vec::new() };
        for row in actions() {
            for keys in row.keys {
                // A default that is no key would leave the action without one; a test reads them all.
                if let Ok(keys) = chord(keys) {
                    keymap.bind(keys, row.action);
                }
            }
        }
        keymap
    }
}

/// Reads a chord: keys separated by white space.
///
/// # Errors
/// The first of them that is no key.
pub fn chord(text: &str) -> Result<Vec<Key>, UnknownKey> {
    let keys = text.split_whitespace().map(str::parse).collect::<Result<Vec<Key>, _>>()?;
    if keys.is_empty() { Err(UnknownKey(text.to_owned())) } else { Ok(keys) }
}

impl Keymap {
    /// Lets keys do an action, whatever they did before. A chord that begins with them, or with
    /// which they begin, could no longer be told apart and goes. The actions that lost a key.
    pub fn bind(&mut self, keys: Vec<Key>, action: Action) -> Vec<Action> {
        let clashes =
            |(bound, _): &mut (Vec<Key>, Action)| bound.starts_with(&keys) || keys.starts_with(bound);
        let lost = self.bound.extract_if(.., clashes).map(|(_, action)| action).collect();
        self.bound.push((keys, action));
        lost
    }

    /// Takes every key from an action.
    pub fn release(&mut self, action: Action) {
        self.bound.retain(|(_, bound)| *bound != action);
    }

    /// What the keys pressed so far mean. A longer chord wins over a shorter one; Shift counts
    /// only where somebody has asked for it.
    #[must_use]
    pub fn find(&self, pressed: &[Key]) -> Lookup {
        match self.look_up(pressed) {
            Lookup::Unbound if pressed.iter().any(|key| key.shift) => {
                let plain: Vec<Key> = pressed.iter().map(|key| Key { shift: false, ..*key }).collect();
                self.look_up(&plain)
            }
            found => found,
        }
    }

    fn look_up(&self, pressed: &[Key]) -> Lookup {
        let longer =
            |(keys, _): &&(Vec<Key>, Action)| keys.len() > pressed.len() && keys.starts_with(pressed);
        if self.bound.iter().any(|bound| longer(&bound)) {
            return Lookup::Pending;
        }
        let exact = self.bound.iter().find(|(keys, _)| keys == pressed);
        exact.map_or(Lookup::Unbound, |(_, action)| Lookup::Found(*action))
    }

    /// The keys that do an action, as a person writes them.
    #[must_use]
    pub fn keys(&self, action: Action) -> Vec<String> {
        let written = |keys: &Vec<Key>| keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ");
        self.bound.iter().filter(|(_, bound)| *bound == action).map(|(keys, _)| written(keys)).collect()
    }

    /// The first key of an action, for a hint.
    #[must_use]
    pub fn key(&self, action: Action) -> Option<String> {
        self.keys(action).into_iter().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_key() {
        assert!(actions().flat_map(|row| row.keys).all(|keys| chord(keys).is_ok()));
    }

    #[test]
    fn shift_counts_only_where_it_is_bound() {
        let mut keymap = Keymap::default();
        assert_eq!(keymap.find(&chord("shift-up").unwrap()), Lookup::Found(Action::ScrollUp));
        keymap.bind(chord("shift-up").unwrap(), Action::Top);
        assert_eq!(keymap.find(&chord("shift-up").unwrap()), Lookup::Found(Action::Top));
        assert_eq!(keymap.find(&chord("up").unwrap()), Lookup::Found(Action::ScrollUp));
    }

    #[test]
    fn a_chord_is_pending_until_it_is_whole() {
        let mut keymap = Keymap::default();
        keymap.bind(chord("g g").unwrap(), Action::Top);
        assert_eq!(keymap.find(&chord("g").unwrap()), Lookup::Pending);
        assert_eq!(keymap.find(&chord("g g").unwrap()), Lookup::Found(Action::Top));
        assert_eq!(keymap.find(&chord("g x").unwrap()), Lookup::Unbound);
        assert_eq!(keymap.keys(Action::Top), ["home", "g g"]);
        assert_eq!(keymap.bind(chord("g").unwrap(), Action::Help), [Action::Top]);
        assert_eq!(keymap.keys(Action::Top), ["home"]);
    }
}
