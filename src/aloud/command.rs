//! A typed line as a command. What is not known is said to be so, with a way out.

/// What a typed line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Read on: so many passages.
    On(usize),
    /// Back: so many passages, and read from there.
    Back(usize),
    /// The last passage once more.
    Again,
    /// To the next section.
    NextSection,
    /// To the previous section, or the beginning of this one.
    PreviousSection,
    /// The sections; with a number, to that one.
    Sections(Option<usize>),
    /// To the next place where the text stands; none for the last one asked for.
    Find(Option<String>),
    /// The links.
    Links,
    /// The videos.
    Videos,
    /// Open an item; none for the article itself.
    Open(Option<usize>),
    /// Read an item here.
    Follow(usize),
    /// What was removed here.
    Removed,
    /// All that was removed.
    AllRemoved,
    /// Where am I.
    Where,
    /// From the beginning.
    Beginning,
    /// Read to the end.
    Rest,
    /// The next article.
    NextArticle,
    /// The article before.
    PreviousArticle,
    /// What can be typed.
    Help,
    /// Enough.
    Quit,
    /// Nothing that is known.
    Unknown(String),
}

/// What can be typed, and what it does: the help.
pub(super) const HELP: &[(&str, &str)] = &[
    ("Enter", "reads the next paragraph; 5 and Enter reads five"),
    ("b", "back a paragraph; b 3 goes back three"),
    (".", "says the last one again"),
    ("n, p", "to the next or previous section"),
    ("s", "lists the sections; s 2 goes to the second"),
    ("g", "to the beginning; G reads everything to the end"),
    ("/word", "finds the word; / alone finds the next one"),
    ("t", "tells where you are"),
    ("l, v", "list the links, the videos"),
    ("o 3", "opens item 3 in the browser, a video in the player; o alone opens the article"),
    ("f 3", "reads link 3 here; P comes back"),
    ("x", "tells what was removed here, and why; X lists all of it"),
    ("N, P", "to the next or previous article"),
    ("h", "this list"),
    ("q", "quits"),
];

impl Command {
    /// What a typed line means.
    #[must_use]
    pub fn parse(line: &str) -> Self {
        let line = line.trim();
        if let Some(text) = line.strip_prefix('/') {
            return Self::Find(Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned));
        }
        if let Some(times) = line.parse().ok().filter(|times| *times > 0) {
            return Self::On(times);
        }
        let letter: String = line.chars().take(1).collect();
        let rest = line.get(letter.len()..).unwrap_or_default().trim();
        let number = rest.parse::<usize>().ok();
        if !rest.is_empty() && number.is_none() {
            return Self::of_word(line);
        }
        Self::of_letter(&letter, number).unwrap_or_else(|| Self::Unknown(line.to_owned()))
    }

    fn of_letter(letter: &str, number: Option<usize>) -> Option<Self> {
        Some(match (letter, number) {
            ("", None) => Self::On(1),
            ("b", times) => Self::Back(times.unwrap_or(1)),
            ("s", section) => Self::Sections(section),
            ("o", item) => Self::Open(item),
            ("f", Some(item)) => Self::Follow(item),
            (".", None) => Self::Again,
            ("n", None) => Self::NextSection,
            ("p", None) => Self::PreviousSection,
            ("l", None) => Self::Links,
            ("v", None) => Self::Videos,
            ("x", None) => Self::Removed,
            ("X", None) => Self::AllRemoved,
            ("t", None) => Self::Where,
            ("g", None) => Self::Beginning,
            ("G", None) => Self::Rest,
            ("N", None) => Self::NextArticle,
            ("P", None) => Self::PreviousArticle,
            ("h" | "?", None) => Self::Help,
            ("q" | "Q", None) => Self::Quit,
            _ => return None,
        })
    }

    fn of_word(line: &str) -> Self {
        match line.to_lowercase().as_str() {
            "help" => Self::Help,
            "quit" | "exit" => Self::Quit,
            _ => Self::Unknown(line.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_letter_a_number_or_both() {
        for (line, command) in [
            ("", Command::On(1)),
            (" 5 ", Command::On(5)),
            ("b", Command::Back(1)),
            ("b3", Command::Back(3)),
            ("o 12", Command::Open(Some(12))),
            ("o", Command::Open(None)),
            ("/ Sea gate ", Command::Find(Some("Sea gate".into()))),
            ("/", Command::Find(None)),
            ("G", Command::Rest),
            ("g", Command::Beginning),
            ("HELP", Command::Help),
        ] {
            assert_eq!(Command::parse(line), command, "{line}");
        }
        for line in ["z", "n 3", "f", "né", "é", "opn", "-1", "0", "99999999999999999999999999"] {
            assert_eq!(Command::parse(line), Command::Unknown(line.into()), "{line}");
        }
    }
}
