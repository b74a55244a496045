//! What a reader may choose about how text is set, and what the article's language adds.

use crate::model::Reading;
use crate::wrap::{Hyphens, Language, has_rtl};

/// What a reader may choose about how text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Typesetting {
    /// Lines of one length, by wider spaces.
    pub justify: bool,
    /// Divide words at the end of a line, by the rules of the article's language.
    pub hyphenate: bool,
    /// Who puts text that is written from right to left in order.
    pub bidi: Bidi,
    /// The language of the article; none where it is not known.
    pub language: Option<Language>,
}

/// Who puts text that is written from right to left in the order in which it is drawn. Most
/// terminals draw every line from left to right and leave the order to the program. A few
/// order each line themselves (mlterm, Konsole, Apple's Terminal, and those with VTE where
/// it was switched on); in those, ordered text would be turned back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bidi {
    /// This program, as long as nothing says that the terminal does. Today the same as `On`.
    #[default]
    Auto,
    /// This program.
    On,
    /// The terminal: text stays in the order in which it is read.
    Off,
}

impl Bidi {
    /// The setting of a name in a file: `auto`, `on` or `off`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "on" => Some(Self::On),
            "off" => Some(Self::Off),
            _ => None,
        }
    }

    /// Whether this program orders the text.
    #[must_use]
    pub fn is_on(self) -> bool {
        self != Self::Off
    }
}

impl Typesetting {
    /// The same, for the language of a reading.
    #[must_use]
    pub fn of(self, reading: &Reading) -> Self {
        let language = reading.metadata.language.as_ref().and_then(|tag| Language::of(tag));
        Self { language: language.or(self.language), ..self }
    }

    /// The patterns by which words are divided.
    pub(in crate::layout) fn hyphens(self) -> Option<Hyphens> {
        self.language.filter(|_| self.hyphenate).and_then(Hyphens::of)
    }

    /// Whether a text of the article begins at the right whatever comes first in it.
    pub(in crate::layout) fn begins_at_the_right(self, text: &str) -> bool {
        self.language.is_some_and(Language::is_rtl) && has_rtl(text)
    }
}
