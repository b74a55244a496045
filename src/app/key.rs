//! A key as the program knows it: no terminal library, one spelling.

use std::fmt;
use std::str::FromStr;

/// A key, with what was held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key. Shift is part of a letter (`G`) or of `BackTab`.
    pub code: Code,
    /// Whether Control was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Code {
    Char(char),
    F(u8),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// Keys that are written by name.
const NAMED: &[(&str, Code)] = &[
    ("space", Code::Char(' ')),
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("shift-tab", Code::BackTab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
];

/// A key's name that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a key; write a letter, ^d, alt-x, space, enter, esc, tab, shift-tab, up, pgdn or f1")]
pub struct UnknownKey(pub String);

impl Key {
    /// A key with nothing held down.
    #[must_use]
    pub fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// The letter that it types, if it types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = format!("{}{}", if self.alt { "alt-" } else { "" }, if self.ctrl { "^" } else { "" });
        let name = match self.code {
            Code::F(number) => format!("f{number}"),
            code => match NAMED.iter().find(|(_, named)| *named == code) {
                Some((name, _)) => (*name).to_owned(),
                None => typed_name(code),
            },
        };
        f.pad(&format!("{held}{name}"))
    }
}

fn typed_name(code: Code) -> String {
    match code {
        Code::Char(c) => c.to_string(),
        _ => String::new(),
    }
}

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.to_owned());
        let (alt, rest) = held(text, &["alt-"]);
        let (ctrl, rest) = held(rest, &["^", "ctrl-"]);
        let code = code(rest).ok_or_else(unknown)?;
        Ok(Self { code, ctrl, alt })
    }
}

/// Whether a name begins with one of the prefixes and goes on after it.
fn held<'a>(text: &'a str, prefixes: &[&str]) -> (bool, &'a str) {
    let rest = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)).filter(|rest| !rest.is_empty());
    (rest.is_some(), rest.unwrap_or(text))
}

fn code(name: &str) -> Option<Code> {
    let mut letters = name.chars();
    if let (Some(c), None) = (letters.next(), letters.next()) {
        return (!c.is_control() && c != ' ').then_some(Code::Char(c));
    }
    let function =
        |name: &str| name.strip_prefix('f')?.parse().ok().filter(|n| (1..=24).contains(n)).map(Code::F);
    NAMED.iter().find(|(named, _)| *named == name).map(|(_, code)| *code).or_else(|| function(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_comes_back_as_it_was_written() {
        for name in
            ["j", "G", "^d", "alt-x", "alt-^x", "space", "shift-tab", "pgdn", "f12", "^", "-", "?", "é"]
        {
            assert_eq!(name.parse::<Key>().unwrap().to_string(), name);
        }
        assert_eq!("ctrl-d".parse::<Key>(), "^d".parse());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for name in ["", "jj", "hyper-x", "f99", "f0", " "] {
            assert_eq!(name.parse::<Key>(), Err(UnknownKey(name.into())));
        }
    }
}
