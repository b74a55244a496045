//! The guard: documents are read in a child process, one at a time, with limits on memory and time.
//! A crash, a hang or a lack of memory costs the one document, and the next gets a new child.

mod serve;
mod ward;
mod watch;
mod wire;

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Document};
use super::answer::{Complaint, No};
use super::record;
use super::window::Worker;
use super::{Names, Settings};
pub use serve::{hello, serve};
use ward::{Death, Ward};
use watch::Watch;

/// What a child is told first: how it is to read, and how much memory it may have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command")]
pub struct Hello {
    /// The reader's own rules, as they are written.
    pub rules: String,
    /// Whether to say how long each document took.
    pub timings: bool,
    /// The longest line or record, in bytes.
    pub longest: usize,
    /// How the fields of a record are called.
    pub names: Names,
    /// Whether the digests of an archive are checked.
    pub verify: bool,
    /// Whether bodies are boiled down.
    pub sketches: bool,
    /// What was learned of sites, as it is written; none when nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sites: Option<String>,
    /// Whether it is to trace documents, not to read them.
    #[serde(default)]
    pub learns: bool,
    /// How much memory the child may have, in bytes; none: as much as there is.
    pub memory: Option<u64>,
}

/// How children are started and how long they may take.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The program, which is ourselves.
    pub program: PathBuf,
    /// What makes it a child.
    pub arguments: Vec<OsString>,
    /// What it is told.
    pub hello: Hello,
    /// How long a document may take.
    pub patience: Duration,
}

/// Hires guarded workers.
#[derive(Debug)]
pub struct Guard {
    terms: Terms,
    watch: Arc<Watch>,
}

impl Guard {
    /// A guard on these terms. Nothing is started yet.
    #[must_use]
    pub fn new(terms: Terms) -> Self {
        Self { watch: Watch::start(terms.patience), terms }
    }

    /// A worker whose documents are read in a child.
    #[must_use]
    pub fn hire(&self) -> Guarded<'_> {
        Guarded { guard: self, ward: None }
    }

    /// The most memory that one child had so far, in bytes, where the system tells.
    #[must_use]
    pub fn peak(&self) -> Option<u64> {
        Some(self.watch.peak()).filter(|peak| *peak > 0)
    }
}

/// A worker with a child.
#[derive(Debug)]
pub struct Guarded<'a> {
    guard: &'a Guard,
    ward: Option<Ward>,
}

impl Worker for Guarded<'_> {
    const LOOKS_AHEAD: bool = true;

    fn answer(&mut self, document: &Document, next: Option<&Document>) -> io::Result<Answer> {
        if wire::size(document).is_none() {
            // There is nothing to be read.
            let settings = Settings { longest: self.guard.terms.hello.longest, ..Settings::default() };
            return Ok(super::answer(document.as_given(), &settings));
        }
        loop {
            let mut ward = match self.ward.take() {
                Some(ward) => ward,
                None => Ward::start(&self.guard.terms, &self.guard.watch)?,
            };
            let is_new = ward.is_new();
            match ward.ask(document, next) {
                Ok(answer) => {
                    self.ward = Some(ward);
                    return Ok(answer);
                }
                // What was left of other documents may have taken the memory: the answer must not
                // depend on which those were.
                Err(Death::Memory) if !is_new => {}
                Err(death) => return Ok(self.refusal(document, death)),
            }
        }
    }
}

impl Guarded<'_> {
    fn refusal(&self, document: &Document, death: Death) -> Answer {
        let terms = &self.guard.terms;
        let (kind, message) = match death {
            Death::Time => {
                ("timeout", format!("it took longer than {} s (--timeout)", terms.patience.as_secs_f64()))
            }
            Death::Memory => {
                let limit =
                    terms.hello.memory.map(|bytes| format!(" than {bytes} bytes")).unwrap_or_default();
                ("out-of-memory", format!("it needs more memory{limit} (--max-memory)"))
            }
            Death::Killed => ("killed", "the process that read it was killed".to_owned()),
            Death::Crash(how) => ("crash", format!("the process that read it ended: {how}")),
        };
        let (id, src) = match document {
            Document::Line(line) => (record::id(line, &terms.hello.names), None),
            Document::Held(held) => {
                (record::own_id(held.head.id.as_deref(), Some(&held.head.src)), Some(&held.head.src))
            }
            Document::TooLong | Document::Lost(_) => (None, None),
        };
        Answer::no(id.as_deref(), src, &No::Failed(Complaint { kind, message }))
    }
}
