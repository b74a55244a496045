//! A rule of a reader's own as it is written: for which pages and blocks, and what becomes of them.

use std::fmt;

use super::Clean;

/// What becomes of a block by a reader's rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It is part of the text.
    Keep,
    /// It goes to the ledger.
    Drop,
    /// It goes to the sidebar.
    Shelve,
}

impl Deed {
    /// Every deed.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Drop, Self::Shelve];

    /// Its name in a file of rules.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Drop => "drop",
            Self::Shelve => "shelve",
        }
    }
}

/// A pattern for the whole text of a block: `*` stands for anything, case does not matter, and
/// any white space is one space. Matched from left to right without going back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPattern {
    written: Clean,
    /// The texts between the stars, in small letters.
    parts: Vec<String>,
}

impl TextPattern {
    /// A pattern as it is written.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(written: &str) -> Result<Self, String> {
        let parts: Vec<String> = small(written).split('*').map(str::to_owned).collect();
        if parts.iter().all(|part| part.trim().is_empty()) {
            return Err(format!("`{written}` fits every text"));
        }
        Ok(Self { written: Clean::field(written), parts })
    }

    /// Whether a whole text fits.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        let text = small(text);
        let [first, inner @ .., last] = self.parts.as_slice() else {
            return self.parts.first().is_some_and(|only| *only == text);
        };
        let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
        for part in inner {
            let Some((_, behind)) = rest.split_once(part.as_str()) else { return false };
            rest = behind;
        }
        rest.ends_with(last.as_str())
    }
}

impl fmt::Display for TextPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// A text in small letters, its white space folded.
fn small(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A rule that is to be written into a file of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenRule {
    /// The pages that it is for: a host, which means all below it too, or `*`.
    pub host: String,
    /// The blocks that it is for.
    pub wanted: Written,
    /// What becomes of them.
    pub deed: Deed,
    /// What is told where the rule had its way.
    pub note: Option<String>,
    /// The headline of the page that it was made on.
    pub made_on: Option<String>,
}

/// How a rule tells its blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// By a CSS selector of an element around them.
    Selector(String),
    /// By a pattern for their text.
    Text(String),
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Selector(written) | Self::Text(written)) = self;
        f.write_str(written)
    }
}

/// The rule as it stands in a file.
impl fmt::Display for WrittenRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A line break would end the comment, and what is behind it would be read as a rule.
        let line = |text: &str| Clean::field(text).into_string();
        let quoted = |text: &str| toml::Value::String(line(text)).to_string();
        writeln!(f, "[[rule]]")?;
        if let Some(title) = &self.made_on {
            writeln!(f, "# made on “{}”", line(title))?;
        }
        writeln!(f, "host = {}", quoted(&self.host))?;
        match &self.wanted {
            Written::Selector(selector) => writeln!(f, "selector = {}", quoted(selector))?,
            Written::Text(text) => writeln!(f, "text = {}", quoted(text))?,
        }
        writeln!(f, "do = \"{}\"", self.deed.name())?;
        self.note.as_ref().map_or(Ok(()), |note| writeln!(f, "note = {}", quoted(note)))
    }
}
