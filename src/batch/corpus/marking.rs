//! Marks of a corpus: one file that names every article whose body stands in an earlier one, in the order
//! of the names of the files. Outputs are never touched: a file of them depends on nothing but its input,
//! so that it can be done again by itself; the marks depend on all, so they are a file of their own.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::manifest::{self, Manifest, Output};
use super::part::{Folder, Format, Part};
use super::sketches::Reader;
use super::{Failure, digest};
use crate::batch::near::{Index, Likeness, Mark, Sketched};

/// The marks. No output has such an ending.
const MARKS: &str = "near-duplicates.jsonl";
/// What is written down about them.
const SUMMARY: &str = "near-duplicates.json";
/// Says of an article that it has its mark.
const DONE: u8 = u8::MAX;

/// What was marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// The version that did it.
    pub newsprint: String,
    /// How many files were compared.
    pub files: usize,
    /// How many files have no sketches.
    pub files_without: usize,
    /// How many articles have a body.
    pub articles: usize,
    /// How many of them have the same body as an earlier one.
    pub exact: usize,
    /// How many have nearly the same.
    pub near: usize,
    /// The hash of all that was compared.
    pub sketches: String,
    /// The marks.
    pub output: Output,
}

/// What is to be compared.
#[derive(Debug, Default)]
struct Sources {
    files: Vec<Source>,
    without: usize,
}

#[derive(Debug)]
struct Source {
    output: String,
    sketches: PathBuf,
    hash: String,
}

/// Marks the articles of all files that are done; none when it was stopped. With less memory it takes longer,
/// and comes to the same.
///
/// # Errors
/// When sketches cannot be read or marks cannot be written.
pub fn mark(folder: &Path, memory: u64, stop: &AtomicBool) -> Result<Option<Marked>, Failure> {
    loop {
        let sources = Sources::of(folder).map_err(Failure::Input)?;
        let mut search = Search { sources: &sources, stop, states: Vec::new(), marks: Vec::new() };
        let Some(()) = search.run(memory)? else { return Ok(None) };
        search.marks.sort_unstable_by_key(|(article, ..)| *article);
        let out = Folder::open(folder).map_err(Failure::Output)?;
        let mut part = Part::begin(&out, "near-duplicates", Format::Lines).map_err(Failure::Output)?;
        let Some(()) = search.write(&mut part)? else { return Ok(None) };
        // Another run may have made a file anew while this one read it a second time.
        if sources.are_in(folder).map_err(Failure::Input)? {
            let output = part.publish_as(MARKS.to_owned()).map_err(Failure::Output)?;
            let marked = search.marked(output);
            out.write_down(SUMMARY, &marked).map_err(Failure::Output)?;
            return Ok(Some(marked));
        }
    }
}

/// The marks that a folder has.
pub(super) fn found(folder: &Path) -> io::Result<Option<super::status::Duplicates>> {
    let read = manifest::open(&folder.join(SUMMARY)).ok();
    let marked = read.and_then(|file| serde_json::from_reader::<_, Marked>(io::BufReader::new(file)).ok());
    let Some(marked) = marked else { return Ok(None) };
    let sources = Sources::of(folder)?;
    let is_current = marked.sketches == sources.hash()
        && marked.files_without == sources.without
        && marked.output.is_in(folder);
    Ok(Some(super::status::Duplicates { is_current, marked }))
}

impl Sources {
    /// Those that the manifests of a folder name.
    fn of(folder: &Path) -> io::Result<Self> {
        let (mut sources, mut names) = (Self::default(), Vec::new());
        for entry in std::fs::read_dir(folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            names.extend(name.strip_suffix(manifest::ENDING).map(str::to_owned));
        }
        names.sort_unstable();
        for name in names {
            let Some(manifest) = Manifest::read(&Manifest::place(folder, &name)) else { continue };
            let Some(sketches) = manifest.sketches else {
                sources.without += 1;
                continue;
            };
            let (hash, sketches) = (sketches.sha256, folder.join(sketches.name));
            sources.files.push(Source { output: manifest.output.name, sketches, hash });
        }
        Ok(sources)
    }

    /// Whether all of them are as they were.
    fn are_in(&self, folder: &Path) -> io::Result<bool> {
        let now = Self::of(folder)?;
        let now: HashMap<&str, &str> = now.files.iter().map(Source::names).collect();
        Ok(self.files.iter().map(Source::names).all(|(output, hash)| now.get(output) == Some(&hash)))
    }

    fn hash(&self) -> String {
        let mut all = String::new();
        for source in &self.files {
            _ = writeln!(all, "{} {}", source.output, source.hash);
        }
        digest(all.as_bytes())
    }
}

impl Source {
    fn names(&self) -> (&str, &str) {
        (&self.output, &self.hash)
    }

    /// Says of an error which file it is about.
    fn named(&self, error: &io::Error) -> Failure {
        Failure::Input(io::Error::new(error.kind(), format!("{}: {error}", self.sketches.display())))
    }
}

/// The articles of all files, by their numbers, and what is known of them.
struct Search<'a> {
    sources: &'a Sources,
    stop: &'a AtomicBool,
    /// With how many firsts each was compared; [`DONE`] when it has its mark.
    states: Vec<u8>,
    /// The article, its first, and how alike they are.
    marks: Vec<(u32, u32, Likeness)>,
}

impl Search<'_> {
    /// Looks at every article; none when it was stopped. Where not all firsts fit into the memory, the
    /// articles behind those that do are looked at again, with the next firsts.
    fn run(&mut self, memory: u64) -> Result<Option<()>, Failure> {
        let mut next = Some(0);
        while let Some(from) = next.take() {
            let mut index = Index::within(memory);
            let mut firsts: Vec<u32> = Vec::new();
            let (states, marks) = (&mut self.states, &mut self.marks);
            let done = each(self.sources, self.stop, |article, _, reader| {
                let number = usize::try_from(article).unwrap_or(usize::MAX);
                if number == states.len() {
                    states.push(0);
                }
                let Some(state) = states.get_mut(number) else { return Ok(()) };
                if article < from || *state == DONE {
                    return Ok(());
                }
                let (_, Sketched { sketch, .. }) = reader.read()?;
                if let Some(found) = index.find_on(&sketch, state) {
                    *state = DONE;
                    let first = usize::try_from(found.first).ok().and_then(|first| firsts.get(first));
                    marks.extend(first.map(|first| (article, *first, found.likeness)));
                } else if next.is_none() {
                    match index.keep(sketch) {
                        Some(_) => firsts.push(article),
                        None => next = Some(article),
                    }
                }
                Ok(())
            })?;
            if done.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(()))
    }

    /// Writes the marks, which are sorted, with the ids of both; none when it was stopped.
    fn write(&self, part: &mut Part<'_>) -> Result<Option<()>, Failure> {
        let mut needed: HashMap<u32, Option<(usize, u64, String)>> =
            self.marks.iter().map(|(_, first, _)| (*first, None)).collect();
        let mut marks = self.marks.iter().peekable();
        let mut failed = None;
        let done = each(self.sources, self.stop, |article, file, reader| {
            if let Some(first) = needed.get_mut(&article) {
                let (line, sketched) = reader.read()?;
                *first = Some((file, line, sketched.id));
            }
            if let Some((_, first, likeness)) = marks.next_if(|(marked, ..)| *marked == article) {
                let (line, sketched) = reader.read()?;
                let Some(Some((of_file, of_line, of))) = needed.get(first) else { return Ok(()) };
                let output = |file: usize| self.sources.files.get(file).map(|file| file.output.as_str());
                let of: &RawValue = serde_json::from_str(of)?;
                let near_duplicate = Mark::new(of, output(*of_file), *of_line, *likeness);
                let id = serde_json::from_str(&sketched.id)?;
                let mut text = serde_json::to_string(&Told { id, file: output(file), line, near_duplicate })?;
                text.push('\n');
                if failed.is_none() {
                    failed = part.write(&text).err();
                }
            }
            Ok(())
        })?;
        failed.map_or(Ok(done), |error| Err(Failure::Output(error)))
    }

    /// What is to be written down of it.
    fn marked(&self, output: Output) -> Marked {
        let exact = self.marks.iter().filter(|(.., likeness)| likeness.is_exact).count();
        Marked {
            newsprint: env!("CARGO_PKG_VERSION").to_owned(),
            files: self.sources.files.len(),
            files_without: self.sources.without,
            articles: self.states.len(),
            exact,
            near: self.marks.len() - exact,
            sketches: self.sources.hash(),
            output,
        }
    }
}

/// A line of the marks.
#[derive(Serialize)]
struct Told<'a> {
    id: &'a RawValue,
    file: Option<&'a str>,
    line: u64,
    near_duplicate: Mark<'a>,
}

/// Goes through the articles of all files, with their number and that of their file; none when it was
/// stopped.
fn each(
    sources: &Sources,
    stop: &AtomicBool,
    mut deed: impl FnMut(u32, usize, &Reader) -> io::Result<()>,
) -> Result<Option<()>, Failure> {
    let mut article = 0_u32;
    for (file, source) in sources.files.iter().enumerate() {
        let mut read = || -> io::Result<bool> {
            let mut reader = Reader::open(&source.sketches)?;
            while reader.advance()? {
                if stop.load(Ordering::Relaxed) {
                    return Ok(false);
                }
                deed(article, file, &reader)?;
                article = article.checked_add(1).ok_or_else(|| io::Error::other("too many articles"))?;
            }
            Ok(true)
        };
        if !read().map_err(|error| source.named(&error))? {
            return Ok(None);
        }
    }
    Ok(Some(()))
}
