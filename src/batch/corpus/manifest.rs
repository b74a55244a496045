//! What is written down about a file that is done: what went in, what came out.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::batch::answer::{Outcome, Tally};

/// The ending of its file.
pub(super) const ENDING: &str = ".done.json";

/// A file that is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version that made it.
    pub newsprint: String,
    /// A mark of all that decides how documents are read.
    pub configuration: String,
    /// What it was made of.
    pub input: Input,
    /// What was made.
    pub output: Output,
    /// Its bodies boiled down, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sketches: Option<Output>,
    /// How many documents there were.
    #[serde(flatten)]
    pub counts: Counts,
    /// How long it took.
    pub seconds: f64,
    /// How much memory the run had by then.
    #[serde(flatten)]
    pub memory: Memory,
}

/// The most memory that was had, where the system tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// By the run itself, in bytes.
    #[serde(default)]
    pub peak_bytes: Option<u64>,
    /// By one process of a worker, in bytes.
    #[serde(default)]
    pub worker_peak_bytes: Option<u64>,
}

impl Memory {
    pub(super) fn add(&mut self, other: Self) {
        self.peak_bytes = self.peak_bytes.max(other.peak_bytes);
        self.worker_peak_bytes = self.worker_peak_bytes.max(other.worker_peak_bytes);
    }
}

/// A file of documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Where it is.
    pub path: String,
    /// Its size.
    pub bytes: u64,
}

/// A file of answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Its name, in the folder of the manifest.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its hash.
    pub sha256: String,
}

impl Output {
    /// Whether it is there, as large as it was.
    pub(super) fn is_in(&self, folder: &Path) -> bool {
        folder.join(&self.name).metadata().is_ok_and(|found| found.len() == self.bytes)
    }
}

/// How many documents there were, and what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All of them.
    #[serde(rename = "in")]
    pub all: usize,
    /// Read.
    pub ok: usize,
    /// Not to be read.
    pub error: usize,
    /// None to be read.
    pub skipped: usize,
    /// The errors, by their kind.
    pub errors: BTreeMap<String, usize>,
    /// The others, by their code.
    pub skips: BTreeMap<String, usize>,
}

impl Counts {
    pub(super) fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Read => self.ok += 1,
            Outcome::Failed(kind) => {
                self.error += 1;
                *self.errors.entry(kind.clone()).or_default() += 1;
            }
            Outcome::Skipped(code) => {
                self.skipped += 1;
                *self.skips.entry(code.clone()).or_default() += 1;
            }
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.all += other.all;
        self.ok += other.ok;
        self.error += other.error;
        self.skipped += other.skipped;
        for (into, from) in [(&mut self.errors, &other.errors), (&mut self.skips, &other.skips)] {
            for (code, count) in from {
                *into.entry(code.clone()).or_default() += count;
            }
        }
    }

    /// Whether every document is accounted for.
    #[must_use]
    pub fn holds(&self) -> bool {
        let sums = [(&self.errors, self.error), (&self.skips, self.skipped)];
        self.all == self.ok + self.error + self.skipped
            && sums.iter().all(|(parts, sum)| parts.values().sum::<usize>() == *sum)
    }

    /// The same as a tally.
    #[must_use]
    pub fn tally(&self) -> Tally {
        Tally { read: self.ok, failed: self.error, skipped: self.skipped }
    }
}

impl Manifest {
    /// Reads one; none when it is not there or none of ours.
    pub(super) fn read(path: &Path) -> Option<Self> {
        serde_json::from_reader(io::BufReader::new(open(path).ok()?)).ok()
    }

    /// Where the manifest of a name is.
    pub(super) fn place(folder: &Path, name: &str) -> PathBuf {
        folder.join(format!("{name}{ENDING}"))
    }

    /// Whether the output is there, as large as it was.
    pub(super) fn has_output(&self, folder: &Path) -> bool {
        self.output.is_in(folder)
    }

    /// Whether its sketches are there, if it has any.
    pub(super) fn has_sketches(&self, folder: &Path) -> bool {
        self.sketches.as_ref().is_none_or(|sketches| sketches.is_in(folder))
    }
}

#[expect(clippy::disallowed_methods, reason = "the corpus form is about files")]
pub(super) fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}
