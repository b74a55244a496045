//! Which keys do what.

use crate::app::{Action, Key, UnknownKey, actions};

/// Which keys do what. A chord is several keys, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bound: Vec<Bound>,
}

/// Keys that do an action.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bound {
    /// Where; none for everywhere, unless the keys do something else there.
    scene: Option<Scene>,
    keys: Vec<Key>,
    action: Action,
}

/// What fills the screen when a key is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scene {
    /// An article.
    #[default]
    Reader,
    /// The desk.
    Desk,
}

/// Before keys that do something on the desk only.
const ON_DESK: &str = "desk:";

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
                if let Ok((scene, keys)) = scened(keys) {
                    keymap.bound.push(Bound { scene, keys, action: row.action });
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

/// Reads a chord that may be for one scene only: `desk:n`.
///
/// # Errors
/// The first key that is none.
pub fn scened(text: &str) -> Result<(Option<Scene>, Vec<Key>), UnknownKey> {
    match text.strip_prefix(ON_DESK).filter(|rest| !rest.is_empty()) {
        Some(rest) => Ok((Some(Scene::Desk), chord(rest)?)),
        None => Ok((None, chord(text)?)),
    }
}

impl Keymap {
    /// Lets keys do an action, whatever they did before. A chord that begins with them, or with
    /// which they begin, could no longer be told apart and goes. The actions that lost a key.
    pub fn bind(&mut self, keys: Vec<Key>, action: Action) -> Vec<Action> {
        self.bind_in(None, keys, action)
    }

    /// The same, for one scene or for all; what the keys do in a scene of its own stays.
    pub fn bind_in(&mut self, scene: Option<Scene>, keys: Vec<Key>, action: Action) -> Vec<Action> {
        let clashes = |bound: &mut Bound| {
            bound.scene == scene && (bound.keys.starts_with(&keys) || keys.starts_with(&bound.keys))
        };
        let lost = self.bound.extract_if(.., clashes).map(|bound| bound.action).collect();
        self.bound.push(Bound { scene, keys, action });
        lost
    }

    /// Takes every key from an action.
    pub fn release(&mut self, action: Action) {
        self.bound.retain(|bound| bound.action != action);
    }

    /// What the keys pressed so far mean over an article. A longer chord wins over a shorter one; Shift counts
    /// only where somebody has asked for it.
    #[must_use]
    pub fn find(&self, pressed: &[Key]) -> Lookup {
        self.find_in(Scene::Reader, pressed)
    }

    /// What they mean in a scene: what they do there, else what they do everywhere.
    #[must_use]
    pub fn find_in(&self, scene: Scene, pressed: &[Key]) -> Lookup {
        match self.look_up(scene, pressed) {
            Lookup::Unbound if pressed.iter().any(|key| key.shift) => {
                let plain: Vec<Key> = pressed.iter().map(|key| Key { shift: false, ..*key }).collect();
                self.look_up(scene, &plain)
            }
            found => found,
        }
    }

    fn look_up(&self, scene: Scene, pressed: &[Key]) -> Lookup {
        let own = self.look_up_among(Some(scene), pressed);
        if own == Lookup::Unbound { self.look_up_among(None, pressed) } else { own }
    }

    fn look_up_among(&self, scene: Option<Scene>, pressed: &[Key]) -> Lookup {
        let longer = |keys: &[Key]| keys.len() > pressed.len() && keys.starts_with(pressed);
        let mut bound = self.bound.iter().filter(|bound| bound.scene == scene);
        if bound.clone().any(|bound| longer(&bound.keys)) {
            return Lookup::Pending;
        }
        let exact = bound.find(|bound| bound.keys == pressed);
        exact.map_or(Lookup::Unbound, |bound| Lookup::Found(bound.action))
    }

    /// The keys that do an action, as a person writes them.
    #[must_use]
    pub fn keys(&self, action: Action) -> Vec<String> {
        self.of(action).map(|bound| written(&bound.keys)).collect()
    }

    /// The same, as they stand in a file of settings.
    #[must_use]
    pub fn spelled(&self, action: Action) -> Vec<String> {
        let spelled = |bound: &Bound| match bound.scene {
            Some(Scene::Desk) => format!("{ON_DESK}{}", written(&bound.keys)),
            _ => written(&bound.keys),
        };
        self.of(action).map(spelled).collect()
    }

    fn of(&self, action: Action) -> impl Iterator<Item = &Bound> {
        self.bound.iter().filter(move |bound| bound.action == action)
    }

    /// The first key of an action over an article, for a hint.
    #[must_use]
    pub fn key(&self, action: Action) -> Option<String> {
        self.key_in(Scene::Reader, action)
    }

    /// The first key of an action in a scene, for a hint: one for that scene alone goes first.
    #[must_use]
    pub fn key_in(&self, scene: Scene, action: Action) -> Option<String> {
        let does = |bound: &&Bound| self.find_in(scene, &bound.keys) == Lookup::Found(action);
        let own = self.of(action).filter(|bound| bound.scene == Some(scene));
        let mut all = own.chain(self.of(action).filter(|bound| bound.scene.is_none()));
        all.find(does).map(|bound| written(&bound.keys))
    }
}

fn written(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_key() {
        assert!(actions().flat_map(|row| row.keys).all(|keys| scened(keys).is_ok()));
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
