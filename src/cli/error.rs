//! What can go wrong at the command line: one line on stderr and one exit code each.

use std::fmt;
use std::io;

use crate::model::Clean;

/// What went wrong, as scripts tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The reader of the output went away; that is its right.
    ClosedPipe,
    /// Something that should not happen.
    Unexpected,
    /// What was typed, or a file of settings, makes no sense.
    Usage,
    /// A source could not be read or fetched.
    Unreadable,
    /// It was read, and there is no article in it.
    NoArticle,
    /// More documents of a batch failed than were allowed to.
    TooManyErrors,
}

impl Kind {
    /// The exit code; scripts rely on it.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Unexpected => 1,
            Self::Usage => 2,
            Self::Unreadable => 3,
            Self::NoArticle => 4,
            Self::TooManyErrors => 5,
        }
    }
}

/// A failure with a message and, where there is one, a way out.
#[derive(Clone, Debug)]
pub struct Error {
    /// What kind it is.
    pub kind: Kind,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Error {
    /// A failure of a kind.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// Something typed that makes no sense.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// A source that could not be read.
    pub fn unreadable(message: impl Into<String>) -> Self {
        Self::new(Kind::Unreadable, message)
    }

    /// The same, with a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Message and way out without our name before them.
    #[must_use]
    pub fn bare(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{} ({hint})", self.message),
            None => self.message.clone(),
        }
    }

    /// Output that could not be written.
    #[must_use]
    pub fn output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(Kind::ClosedPipe, "the output was closed"),
            _ => Self::new(Kind::Unexpected, format!("cannot write the output: {}", plain(error))),
        }
    }
}

/// The words of a failure of the system, without its number.
pub(super) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_lowercase(),
        None => text,
    }
}

/// One line, without a byte that a terminal would obey: messages quote names and pages.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "newsprint: {}", Clean::field(&self.message))?;
        match &self.hint {
            Some(hint) => write!(f, " ({})", Clean::field(hint)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_harmless_line() {
        let error = Error::unreadable("no such file: a\x1b[31m\nb").hint("try \u{9b}x");
        assert_eq!(error.to_string(), "newsprint: no such file: a\u{FFFD}[31m b (try \u{FFFD}x)");
    }

    #[test]
    fn exit_codes_are_those_that_scripts_know() {
        let kinds = [
            Kind::ClosedPipe,
            Kind::Unexpected,
            Kind::Usage,
            Kind::Unreadable,
            Kind::NoArticle,
            Kind::TooManyErrors,
        ];
        assert_eq!(kinds.map(Kind::exit_code), [0, 1, 2, 3, 4, 5]);
    }
}
