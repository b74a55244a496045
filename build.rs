//! Compiles the words that mark clutter from TOML into two ordered maps of bytes, so that the
//! program starts without reading a megabyte of data.

#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/read/labels/fold.rs"]
mod fold;
#[path = "src/read/labels/heads.rs"]
mod heads;
#[path = "src/read/labels/sieve.rs"]
mod sieve;
#[path = "src/read/labels/topic.rs"]
mod topic;

use topic::{TOPICS, Topics};

fn main() -> Result<(), Box<dyn Error>> {
    let labels = Path::new("src/read/labels");
    println!("cargo:rerun-if-changed={}", labels.display());
    let mut entries = BTreeMap::new();
    let mut phrases = BTreeMap::new();
    for file in languages(labels)? {
        let text = fs::read_to_string(&file)?;
        let sections: HashMap<String, toml::Value> =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        for (topic, section, list) in TOPICS {
            let words =
                sections.get(*section).and_then(|section| section.get(*list)).and_then(toml::Value::as_array);
            let words = words.ok_or_else(|| format!("{}: no list {section}.{list}", file.display()))?;
            let table = if *list == "phrases" { &mut phrases } else { &mut entries };
            for entry in words {
                let entry =
                    entry.as_str().ok_or_else(|| format!("{}: {section}.{list}: no text", file.display()))?;
                add(table, entry, Topics::of(*topic));
            }
        }
    }
    write("entries.fst", &entries)?;
    write("phrases.fst", &phrases)?;
    write_sieve(&entries)?;
    write_heads(&phrases)
}

/// The data files of languages: those with a name of two letters.
fn languages(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_data = path.extension().is_some_and(|ending| ending == "toml");
        if is_data && path.file_stem().is_some_and(|stem| stem.len() == 2) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn add(table: &mut BTreeMap<String, u64>, entry: &str, topics: Topics) {
    for entry in fold::expand(entry) {
        let folded = fold::fold(&entry);
        if !folded.is_empty() {
            *table.entry(folded).or_default() |= topics.bits();
        }
    }
}

fn write(name: &str, table: &BTreeMap<String, u64>) -> Result<(), Box<dyn Error>> {
    let map = fst::Map::from_iter(table.iter().map(|(entry, bits)| (entry, *bits)))?;
    save(name, map.as_fst().as_bytes())
}

/// Writes what may be an entry.
fn write_sieve(entries: &BTreeMap<String, u64>) -> Result<(), Box<dyn Error>> {
    let mut table = vec![0; sieve::SIZE];
    for entry in entries.keys() {
        sieve::enter(&mut table, entry);
    }
    save("entries.sieve", &table)
}

/// Writes what the phrases begin with.
fn write_heads(phrases: &BTreeMap<String, u64>) -> Result<(), Box<dyn Error>> {
    let mut table = [0; heads::SIZE];
    if let Some(short) = phrases.keys().find(|phrase| !heads::enter(&mut table, phrase)) {
        return Err(format!("`{short}` is too short for a phrase").into());
    }
    save("phrases.heads", &table)
}

fn save(name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let folder = env::var_os("OUT_DIR").ok_or("no OUT_DIR")?;
    fs::write(Path::new(&folder).join(name), bytes)?;
    Ok(())
}
