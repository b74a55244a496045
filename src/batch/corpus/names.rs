//! What the outputs are called: as their inputs, without what says how those are packed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::digest;

/// Packings, then forms, that are no part of a name.
const PACKINGS: &[&str] = &[".gz", ".zst"];
const FORMS: &[&str] = &[".warc", ".ndjson", ".jsonl", ".json", ".parquet"];

/// An input, by the path that it has whatever folder we are in, and the name of its output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// As it was typed.
    pub(super) typed: PathBuf,
    /// The same from the root, or as it was typed where there is nothing.
    pub(super) path: PathBuf,
    /// What its output is called, without an ending.
    pub(super) name: String,
}

impl Named {
    /// The name that it has when another input has its own.
    pub(super) fn other_name(&self) -> String {
        distinct(&stem(&self.path), &self.path)
    }
}

/// The inputs, each once, with names that differ. All that would have the same name get a mark made
/// of their paths, so that none depends on the order in which they were typed.
pub(super) fn named(inputs: &[PathBuf]) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    let mut wanted: HashMap<String, usize> = HashMap::new();
    let mut seen = std::collections::HashSet::new();
    for typed in inputs {
        let path = typed.canonicalize().unwrap_or_else(|_| typed.clone());
        if seen.insert(path.clone()) {
            let name = stem(&path);
            // Not every file system tells large letters from small ones.
            *wanted.entry(name.to_lowercase()).or_default() += 1;
            named.push(Named { typed: typed.clone(), path, name });
        }
    }
    for input in &mut named {
        if wanted.get(&input.name.to_lowercase()).is_some_and(|wanted| *wanted > 1) {
            input.name = input.other_name();
        }
    }
    named
}

fn distinct(stem: &str, path: &Path) -> String {
    let mark: String = digest(path.as_os_str().as_encoded_bytes()).chars().take(8).collect();
    format!("{stem}~{mark}")
}

fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let without = |name: &str, endings: &[&str]| {
        let found = endings.iter().find_map(|ending| name.strip_suffix(ending));
        found.filter(|left| !left.is_empty()).unwrap_or(name).to_owned()
    };
    without(&without(&name, PACKINGS), FORMS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_packing_and_those_alike_are_told_apart() {
        let names = |paths: &[&str]| -> Vec<String> {
            let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
            named(&paths).into_iter().map(|named| named.name).collect()
        };
        assert_eq!(
            names(&["/n/a.warc.gz", "/n/b.jsonl.zst", "/n/.gz", "/n/c.txt"]),
            ["a", "b", ".gz", "c.txt"]
        );
        let [one, two, other] = &names(&["/n/a/x.gz", "/n/b/X.gz", "/n/y.gz"])[..] else { panic!("three") };
        assert!(one.starts_with("x~") && two.starts_with("X~") && other == "y", "{one} {two} {other}");
        let turned = names(&["/n/y.gz", "/n/b/X.gz", "/n/a/x.gz", "/n/y.gz"]);
        assert_eq!(turned, [other.clone(), two.clone(), one.clone()]);
    }
}
