//! Keys in a settings file: what they bind, and what is said when they cannot.

use super::*;
use crate::app::{Lookup, chord};
use crate::config::{Settings, settings};

fn read_keys(text: &str) -> Settings {
    settings(&format!("[keys]\n{text}"), &[]).unwrap()
}

fn told(text: &str) -> String {
    let mistakes = settings(&format!("[keys]\n{text}"), &[]).unwrap_err();
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_named_action_has_the_new_keys_only() {
    let keymap = read_keys("top = [\"g g\"]\nquit = \"^q\"\n").keymap;
    assert_eq!(keymap.find(&chord("g g").unwrap()), Lookup::Found(Action::Top));
    assert_eq!(keymap.find(&chord("home").unwrap()), Lookup::Unbound);
    assert_eq!(keymap.keys(Action::Quit), ["^q"]);
    assert!(read_keys("theme = []\n").keymap.keys(Action::Theme).is_empty());
}

#[test]
fn every_mistake_is_told_at_once() {
    insta::assert_snapshot!(told("scrol-down = \"j\"\ntop = [\"jj\", 3, \"5\"]\nfind = \"shift-x\"\npreset = \"wim\"\n"), @r#"
    line 2: `scrol-down` is not an action (did you mean `scroll-down`?)
    line 3: `jj` is not a key (a chord is written with spaces: "j j")
    line 3: a key is a text, not a number (write top = ["j"])
    line 3: `5` begins a number (5j goes five lines down; choose another key)
    line 4: `shift-x` is not a key (write "X")
    line 5: `preset` cannot be `wim` (did you mean `vim`?)
    "#);
}

#[test]
fn keys_that_get_in_each_others_way_are_mistakes() {
    insta::assert_snapshot!(told("top = [\"g g\"]\nbottom = [\"x\", \"g\"]\nfind = \"x\"\nhelp = [\"^x\", \"^x h\"]\n"), @"
    line 3: `g` would never be heard: `g g` in line 2 begins with it (give one of them other keys)
    line 4: `x` is `bottom` already, in line 3 (leave it with one of bottom and find)
    line 5: `^x` would never be heard: `^x h` begins with it (give one of them other keys)
    ");
    insta::assert_snapshot!(told("quit = []\nquit-now = []\nback = []\n"), @"line 2: no key would leave the reader (leave a key to quit or to quit-now)");
}

#[test]
fn an_action_that_loses_its_last_key_is_no_mistake_but_told() {
    let notes = |text: &str| {
        let notes = read_keys(text).notes;
        notes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(notes("scroll-down = [\"n\", \"g g\"]\n"), @"line 2: `find-next` has no key any more: this line took its last (find-next = [] says that it is meant)");
    assert_eq!(notes("scroll-down = [\"n\"]\nfind-next = []\n"), "");
}

#[test]
fn every_preset_is_whole() {
    for (name, text) in PRESETS {
        let mut mistakes = Vec::new();
        let table = read(text, &mut mistakes);
        let bindings = bindings(&table, &mut mistakes);
        refuse_clashes(&bindings, &mut mistakes);
        assert_eq!(mistakes, [], "{name}");
        let keymap = preset(name).unwrap();
        for row in actions().filter(|row| !row.keys.is_empty()) {
            assert!(!keymap.keys(row.action).is_empty(), "{name}: no key for {}", row.name);
        }
        for keys in actions().flat_map(|row| keymap.keys(row.action)) {
            assert!(
                matches!(keymap.find_in(Scene::Desk, &chord(&keys).unwrap()), Lookup::Found(_)),
                "{name}: {keys}"
            );
        }
    }
    assert_eq!(preset("newsprint").unwrap(), Keymap::default());
    assert_eq!(preset("vim").unwrap().keys(Action::Top), ["g g", "home"]);
}

#[test]
fn own_keys_are_laid_over_a_preset() {
    let keymap = read_keys("preset = \"less\"\nbottom = \"G\"\n").keymap;
    assert_eq!(keymap.find(&chord("<").unwrap()), Lookup::Found(Action::Top));
    assert_eq!(keymap.find(&chord(">").unwrap()), Lookup::Unbound);
}
