//! The same story again: articles whose body is the same, or nearly so, as syndicated copies are.
//!
//! A body is boiled down to a [`Sketch`] of some hundred bytes (min-hashing: Broder, "On the resemblance and
//! containment of documents", 1997). Sketches that agree in all of one *band* are compared, and those that
//! agree in enough places are marked. Of what is alike the first is never marked, and the others name it.
//!
//! Of two bodies that share the part `j` of their runs of words, a row agrees with chance `j`, one of
//! [`BANDS`] bands of [`ROWS`] rows with `1 - (1 - j^ROWS)^BANDS`: 0.99 at 0.8, 0.89 at 0.7, 0.58 at 0.6,
//! 0.25 at 0.5, 0.001 at 0.2. The share is then told from all rows, give or take 0.04.

mod index;
mod marker;
mod sketch;

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::value::RawValue;

pub use index::{Found, Index};
pub use marker::Marker;
pub use sketch::Sketch;

/// How many groups of rows a sketch has: to agree in one is to be compared.
const BANDS: usize = 18;
/// How many rows are a group.
const ROWS: usize = 6;

/// A body boiled down, with the id of its document as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketched {
    /// The id, as JSON on one line.
    pub id: String,
    /// The body.
    pub sketch: Sketch,
}

impl Sketched {
    /// The body of a document; none when there is not a word in it.
    pub(super) fn of(body: &str, id: Option<&RawValue>) -> Option<Box<Self>> {
        let id = id.map_or("null", RawValue::get).to_owned();
        Sketch::of(body).map(|sketch| Box::new(Self { id, sketch }))
    }

    /// The same as a line of text.
    pub(super) fn to_line(&self) -> String {
        let mut line = String::with_capacity(300 + self.id.len());
        for byte in self.sketch.to_bytes() {
            _ = write!(line, "{byte:02x}");
        }
        line.push(' ');
        line.push_str(&self.id);
        line
    }

    /// The line of text read again.
    pub(super) fn from_line(line: &str) -> Option<Self> {
        let (letters, id) = line.split_once(' ')?;
        let pairs = letters.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
        let bytes = pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect::<Option<Vec<u8>>>()?;
        Some(Self { id: id.to_owned(), sketch: Sketch::from_bytes(&bytes)? })
    }
}

/// How alike two bodies are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Whether they are the same, but for what is no letter and no digit.
    pub is_exact: bool,
    /// The share of their runs of words that they share, in hundredths.
    pub hundredths: u8,
}

/// What is said about an article whose body was there before.
#[derive(Debug, Serialize)]
pub(super) struct Mark<'a> {
    of: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: u64,
    kind: &'static str,
    similarity: f64,
}

impl<'a> Mark<'a> {
    /// The first is named by its id, and by its line in the output, counted from one: ids may be the same.
    pub(super) fn new(of: &'a RawValue, file: Option<&'a str>, line: u64, likeness: Likeness) -> Self {
        let kind = if likeness.is_exact { "exact" } else { "near" };
        Self { of, file, line, kind, similarity: f64::from(likeness.hundredths) / 100.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_text_is_read_as_it_was_written() {
        let id: Box<RawValue> = serde_json::from_str("{\"a b\": [1, \" \"]}").unwrap();
        for body in ["one", &"many words and a 12 ".repeat(20)] {
            let sketched = *Sketched::of(body, Some(&id)).unwrap();
            assert_eq!(Sketched::from_line(&sketched.to_line()), Some(sketched));
        }
        for line in
            ["", " 1", "0 1", "zz 1", &format!("{} 1", "é".repeat(17)), &format!("{} 1", "0".repeat(36))]
        {
            assert_eq!(Sketched::from_line(line), None, "{line}");
        }
        assert_eq!(Sketched::of(" — …", None), None);
    }
}
