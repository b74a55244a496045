//! What a folder of outputs holds, by its manifests.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::manifest::{Counts, ENDING, Manifest, Memory};
use super::marking::{self, Marked};
use super::part;

/// The manifests of a folder, summed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Status {
    /// How many files are done.
    pub files: usize,
    /// Their documents.
    #[serde(flatten)]
    pub counts: Counts,
    /// The size of their inputs.
    pub input_bytes: u64,
    /// The size of their outputs.
    pub output_bytes: u64,
    /// How long they took, one after the other.
    pub seconds: f64,
    /// The most memory that any of their runs had.
    #[serde(flatten)]
    pub memory: Memory,
    /// Files that runs are making, or left behind.
    pub unfinished: usize,
    /// Which articles are the same as others, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near_duplicates: Option<Duplicates>,
    /// Manifests that are not true, and why.
    pub violated: Vec<Violated>,
}

/// The marks of a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Duplicates {
    /// Whether they are of the files that are there now.
    pub is_current: bool,
    /// What they say.
    #[serde(flatten)]
    pub marked: Marked,
}

/// A manifest that is not true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violated {
    /// Its file.
    pub name: String,
    /// What is wrong.
    pub why: &'static str,
}

impl Status {
    /// Sums the manifests of a folder.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort_unstable();
        let mut status = Self {
            unfinished: names.iter().filter(|name| name.ends_with(part::ENDING)).count(),
            ..Self::default()
        };
        for name in names.into_iter().filter(|name| name.ends_with(ENDING)) {
            let manifest = Manifest::read(&folder.join(&name));
            let why = manifest.as_ref().map_or(Some("it is no manifest"), |manifest| wrong(manifest, folder));
            if let Some(manifest) = manifest {
                status.add(&manifest);
            }
            status.violated.extend(why.map(|why| Violated { name, why }));
        }
        status.near_duplicates = marking::found(folder)?;
        Ok(status)
    }

    fn add(&mut self, manifest: &Manifest) {
        self.files += 1;
        self.counts.add(&manifest.counts);
        self.input_bytes += manifest.input.bytes;
        self.output_bytes += manifest.output.bytes;
        self.seconds += manifest.seconds;
        self.memory.add(manifest.memory);
    }
}

fn wrong(manifest: &Manifest, folder: &Path) -> Option<&'static str> {
    if !manifest.counts.holds() {
        Some("in is not ok + error + skipped")
    } else if !folder.join(&manifest.output.name).exists() {
        Some("its output is not there")
    } else if !manifest.has_output(folder) {
        Some("its output has another size")
    } else if !manifest.has_sketches(folder) {
        Some("its sketches are not there, or have another size")
    } else {
        None
    }
}
