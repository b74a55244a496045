//! The arguments and the pages.

use std::io::Read;
use std::path::{Path, PathBuf};

use newsprint::model::{Page, Source};
use newsprint::read::{Input, Options};

/// A page as each contender takes it: its bytes, and its text.
pub struct Case {
    pub name: String,
    pub html: String,
    pub page: Page,
    pub options: Options,
}

/// The arguments.
pub struct Arguments {
    pub rounds: usize,
    pub paths: Vec<PathBuf>,
    /// Parts of the names of the contenders to measure; empty for all.
    pub only: String,
    /// The contender whose pages are only tried, and the number of the first.
    pub trial: Option<(String, usize)>,
}

impl Arguments {
    pub fn parse(mut words: impl Iterator<Item = String>) -> Self {
        let mut arguments = Self { rounds: 5, paths: Vec::new(), only: String::new(), trial: None };
        while let Some(word) = words.next() {
            let mut number = || words.next().and_then(|word| word.parse().ok());
            match word.as_str() {
                "--rounds" => arguments.rounds = number().unwrap_or(arguments.rounds),
                "--only" => arguments.only = words.next().unwrap_or_default(),
                "--try" => {
                    arguments.trial = words.next().zip(words.next().and_then(|word| word.parse().ok()))
                }
                _ => arguments.paths.push(word.into()),
            }
        }
        if arguments.paths.is_empty() {
            arguments.paths.push(default_folder());
        }
        arguments
    }

    /// Whether a contender is to be measured.
    pub fn is_wanted(&self, name: &str) -> bool {
        self.only.split(',').any(|part| name.contains(part))
    }

    /// Every page under the paths, in the order of their names.
    pub fn load(&self) -> Vec<Case> {
        let mut files = Vec::new();
        for path in &self.paths {
            gather(path, &mut files);
        }
        files.sort();
        files.iter().filter_map(|file| case(file)).collect()
    }
}

fn default_folder() -> PathBuf {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = repository.join("../shared/corpus/news");
    if shared.is_dir() {
        return shared;
    }
    println!("../shared/corpus is not here: the pages of tests/ are read instead");
    repository.join("tests/pages")
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) {
    if let Ok(folder) = path.read_dir() {
        folder.flatten().for_each(|entry| gather(&entry.path(), files));
    } else if path.to_str().is_some_and(|name| name.ends_with(".html") || name.ends_with(".html.gz")) {
        files.push(path.to_owned());
    }
}

fn case(file: &Path) -> Option<Case> {
    let mut bytes = std::fs::read(file).ok()?;
    if file.extension().is_some_and(|ending| ending == "gz") {
        let packed = std::mem::take(&mut bytes);
        flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).ok()?;
    }
    let html = String::from_utf8_lossy(&bytes).into_owned();
    let page = Page::new(Source::Stdin, bytes);
    let options = Options { input: Input::Html, ..Options::default() };
    Some(Case { name: file.file_name()?.to_string_lossy().into_owned(), html, page, options })
}
