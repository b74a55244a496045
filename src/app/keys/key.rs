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
    /// Whether Shift was held with a key that types nothing.
    pub shift: bool,
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
#[error("{}; {}", self.what(), self.hint())]
pub struct UnknownKey(pub String);

impl UnknownKey {
    /// What is wrong.
    #[must_use]
    pub fn what(&self) -> String {
        format!("`{}` is not a key", self.0)
    }

    /// A way out.
    #[must_use]
    pub fn hint(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        match (letters.as_slice(), self.0.strip_prefix("shift-").map(|rest| rest.chars().collect::<Vec<_>>()))
        {
            ([first, second], _) if first.is_alphanumeric() && second.is_alphanumeric() => {
                format!("a chord is written with spaces: \"{first} {second}\"")
            }
            (_, Some(letter)) if letter.len() == 1 => {
                format!("write \"{}\"", letter.iter().collect::<String>().to_uppercase())
            }
            _ => "write a letter, ^d, alt-x, space, enter, esc, tab, shift-tab, shift-up, pgdn or f1".into(),
        }
    }
}

impl Key {
    /// A key with nothing held down.
    #[must_use]
    pub fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The same key as a terminal sends it: of a letter with Control it does not say the case,
    /// and some of them are keys of their own.
    fn as_sent(self) -> Self {
        match self.code {
            Code::Char('i' | 'I') if self.ctrl => Self { code: Code::Tab, ctrl: false, ..self },
            Code::Char('m' | 'M') if self.ctrl => Self { code: Code::Enter, ctrl: false, ..self },
            Code::Char('[') if self.ctrl => Self { code: Code::Esc, ctrl: false, ..self },
            Code::Char(c) if self.ctrl => Self { code: Code::Char(c.to_ascii_lowercase()), ..self },
            _ => self,
        }
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
        let written = |held: bool, name: &'static str| if held { name } else { "" };
        let held =
            [written(self.alt, "alt-"), written(self.shift, "shift-"), written(self.ctrl, "^")].concat();
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
        let (mut key, mut rest) = (Self::plain(Code::Esc), text);
        loop {
            if let Some(found) = code(rest) {
                key.code = found;
                break;
            }
            let [(alt, after_alt), (ctrl, after_ctrl), (shift, after_shift)] =
                [held(rest, &["alt-"]), held(rest, &["^", "ctrl-"]), held(rest, &["shift-"])];
            if (alt && key.alt) || (ctrl && key.ctrl) || (shift && key.shift) || !(alt || ctrl || shift) {
                return Err(unknown());
            }
            (key.alt, key.ctrl, key.shift) = (key.alt || alt, key.ctrl || ctrl, key.shift || shift);
            rest = if alt {
                after_alt
            } else if ctrl {
                after_ctrl
            } else {
                after_shift
            };
        }
        match key.code {
            Code::Char(_) | Code::BackTab if key.shift => Err(unknown()),
            _ => Ok(key.as_sent()),
        }
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
        for name in
            ["shift-up", "alt-shift-^end", "shift-f3", "^space", "alt-<", "alt--", "^^", "alt-shift-tab"]
        {
            assert_eq!(name.parse::<Key>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn several_spellings_are_one_key() {
        for (one, other) in [
            ("ctrl-d", "^d"),
            ("^D", "^d"),
            ("^i", "tab"),
            ("alt-^m", "alt-enter"),
            ("^[", "esc"),
            ("ctrl-alt-x", "alt-^x"),
            ("shift-alt-up", "alt-shift-up"),
        ] {
            assert_eq!(one.parse::<Key>(), other.parse(), "{one}");
        }
    }

    #[test]
    fn the_way_out_fits_the_mistake() {
        let hint = |name: &str| name.parse::<Key>().unwrap_err().hint();
        assert_eq!(hint("gg"), "a chord is written with spaces: \"g g\"");
        assert_eq!(hint("shift-x"), "write \"X\"");
        assert!(hint("hyper-x").starts_with("write a letter"));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for name in
            ["", "jj", "hyper-x", "f99", "f0", " ", "^^x", "alt-", "shift-x", "shift-shift-tab", "alt-alt-x"]
        {
            assert_eq!(name.parse::<Key>(), Err(UnknownKey(name.into())));
        }
    }
}
