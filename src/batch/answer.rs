//! What becomes of a document: a line of output, and how it counts. Every document is read, failed or
//! skipped, so what went in is these three together.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::lines::Line;
use super::near::Sketched;
use crate::model::Clean;

/// A document of an input, not yet read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// A line of JSON.
    Line(Vec<u8>),
    /// A line longer than the cap.
    TooLong,
    /// A record of an archive, whole.
    Held(Box<Held>),
    /// What is known not to be read before anybody has tried.
    Lost(Box<Lost>),
}

/// The same, lent.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'a> {
    Line(Line<'a>),
    Held(&'a Held),
    Lost(&'a Lost),
}

impl Document {
    /// How much memory it holds.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Line(line) => line.len(),
            Self::Held(held) => held.block.len(),
            Self::TooLong | Self::Lost(_) => 0,
        }
    }

    pub(super) fn as_given(&self) -> Given<'_> {
        match self {
            Self::Line(line) => Given::Line(Line::Text(line)),
            Self::TooLong => Given::Line(Line::TooLong),
            Self::Held(held) => Given::Held(held),
            Self::Lost(lost) => Given::Lost(lost),
        }
    }
}

/// A record of an archive: what its header says, and the bytes behind it as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The header.
    pub head: Head,
    /// The bytes: an answer of a server with its own header, or the document itself.
    pub block: Vec<u8>,
}

/// What is to be known of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Where it stands.
    pub src: Src,
    /// WARC-Record-ID.
    pub id: Option<String>,
    /// WARC-Target-URI.
    pub url: Option<String>,
    /// WARC-Type, in small letters.
    pub kind: String,
    /// Content-Type of the record.
    pub media: Option<String>,
    /// WARC-Identified-Payload-Type.
    pub identified: Option<String>,
    /// Whether the crawler cut it off (WARC-Truncated).
    pub is_cut: bool,
    /// WARC-Block-Digest and WARC-Payload-Digest.
    pub digests: [Option<String>; 2],
}

/// Where a record stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Src {
    /// The file, if it has a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Where in it.
    #[serde(flatten)]
    pub place: Place,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Where the record begins; where it is packed, the member or frame that it is in.
    Offset(u64),
    /// Which row it is; the first is nought.
    Row(u64),
}

impl Default for Place {
    fn default() -> Self {
        Self::Offset(0)
    }
}

/// A document that there is no reading of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Its id, if that could be read.
    pub id: Option<String>,
    /// Where it stands, in an archive.
    pub src: Option<Src>,
    /// Why.
    pub no: No,
}

/// What is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Complaint {
    /// What kind of fault it is, for scripts.
    pub kind: &'static str,
    /// What is wrong, for people.
    pub message: String,
}

impl Complaint {
    pub(super) fn new(kind: &'static str, message: impl AsRef<str>) -> Self {
        Self { kind, message: Clean::field(message.as_ref()).into_string() }
    }
}

/// Why a document is none that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// The server said no, or go elsewhere.
    Status(u16),
    /// Neither a page nor, where texts are allowed, a text.
    NotHtml,
    /// An answer of something else than the web, such as a name server's.
    NotHttp,
    /// The same as was seen before, which is not here.
    Revisit,
    /// A piece of a record that was cut in pieces.
    Segment,
    /// A kind of record that nobody knows.
    UnknownType,
    /// Nothing in it.
    Empty,
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(code) => write!(f, "status-{code}"),
            Self::NotHtml => f.write_str("not-html"),
            Self::NotHttp => f.write_str("not-http"),
            Self::Revisit => f.write_str("revisit"),
            Self::Segment => f.write_str("segment"),
            Self::UnknownType => f.write_str("unknown-type"),
            Self::Empty => f.write_str("empty"),
        }
    }
}

impl Serialize for Skip {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why there is no reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum No {
    /// It could not be read.
    Failed(Complaint),
    /// It was not meant to be read.
    Skipped(Skip),
}

impl From<Complaint> for No {
    fn from(complaint: Complaint) -> Self {
        Self::Failed(complaint)
    }
}

/// How a document counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was read.
    Read,
    /// It could not be read; the kind of its error.
    Failed(String),
    /// It was none to be read; the code of the reason.
    Skipped(String),
}

/// The answer to a document: what stands in its place in the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How it counts.
    pub outcome: Outcome,
    /// Its line, with the line's end.
    pub line: String,
    /// Its body boiled down, if that was asked for and it has one.
    pub sketched: Option<Box<Sketched>>,
}

impl Answer {
    pub(super) fn read(line: String) -> Self {
        Self { outcome: Outcome::Read, line, sketched: None }
    }

    /// The line that stands in the place of a document that there is no reading of.
    pub(super) fn no(id: Option<&RawValue>, src: Option<&Src>, no: &No) -> Self {
        #[derive(Serialize)]
        struct Refusal<'a> {
            id: Option<&'a RawValue>,
            #[serde(skip_serializing_if = "Option::is_none")]
            error: Option<&'a Complaint>,
            #[serde(skip_serializing_if = "Option::is_none")]
            skip: Option<Code>,
            #[serde(skip_serializing_if = "Option::is_none")]
            src: Option<&'a Src>,
        }
        #[derive(Serialize)]
        struct Code {
            code: Skip,
        }
        let (error, skip, outcome) = match no {
            No::Failed(complaint) => (Some(complaint), None, Outcome::Failed(complaint.kind.to_owned())),
            No::Skipped(skip) => (None, Some(Code { code: *skip }), Outcome::Skipped(skip.to_string())),
        };
        let mut line = serde_json::to_string(&Refusal { id, error, skip, src }).unwrap_or_default();
        line.push('\n');
        Self { outcome, line, sketched: None }
    }
}

/// How many documents there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answered with a reading.
    pub read: usize,
    /// Answered with an error.
    pub failed: usize,
    /// Answered with the reason why there was nothing to be read.
    pub skipped: usize,
}

impl Tally {
    /// Counts an answer.
    pub fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Read => self.read += 1,
            Outcome::Failed(_) => self.failed += 1,
            Outcome::Skipped(_) => self.skipped += 1,
        }
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}
