//! Small pages written for this project, each with the reading that a person would want
//! beside it: `tests/pages/<name>/page.html` or `page.txt`, and `expected.txt`.
//!
//! `cargo test --test corpus` compares and shows a diff; `PAGE=ferry` looks at one page only;
//! `UPDATE=1` rewrites what is expected, for a person to review with `git diff`. A page that
//! the program does not read right yet has a `pending.txt` that says why: it must differ, and
//! once it no longer does, the file must go.

#![allow(clippy::disallowed_methods, reason = "pages and readings are files")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a page that waits for a fix says so")]
#![allow(clippy::indexing_slicing, reason = "a diff counts within its own lines")]

mod diff;
mod show;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use newsprint::model::{Page, Source};
use newsprint::read::{self, Input, Options};
use url::Url;

/// A page with what is expected of it.
struct Specimen {
    name: String,
    folder: PathBuf,
    bytes: Vec<u8>,
    input: Input,
}

impl Specimen {
    /// The page in a folder; in words, what is wrong with the folder.
    fn open(folder: PathBuf) -> Result<Self, String> {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (html, text) = (fs::read(folder.join("page.html")), fs::read(folder.join("page.txt")));
        let (bytes, input) = match (html, text) {
            (Ok(bytes), Err(_)) => (bytes, Input::Html),
            (Err(_), Ok(bytes)) => (bytes, Input::Text),
            _ => return Err(format!("{name}: wants one page.html or one page.txt")),
        };
        Ok(Self { name, folder, bytes, input })
    }

    /// The page as it would have come from the web.
    fn page(&self) -> Page {
        let mut page = Page::new(Source::Stdin, self.bytes.clone());
        page.base = Url::parse("https://news.example/").ok();
        page
    }

    fn found(&self) -> String {
        show::reading(&read::read(&self.page(), &Options::of(self.input)))
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// In words, what is wrong with the reading of the page.
    fn check(&self) -> Result<(), String> {
        let (found, name) = (self.found(), &self.name);
        let pending = fs::read_to_string(self.path("pending.txt")).ok();
        if env::var_os("UPDATE").is_some() && pending.is_none() {
            fs::write(self.path("expected.txt"), &found).map_err(|error| format!("{name}: {error}"))?;
        }
        let expected = fs::read_to_string(self.path("expected.txt"))
            .map_err(|_| format!("{name}: has no expected.txt; UPDATE=1 writes one, for you to review"))?;
        match (expected == found, pending) {
            (true, None) => Ok(()),
            (true, Some(_)) => Err(format!("{name}: is read as expected now: remove its pending.txt")),
            (false, None) => Err(format!("{name}: expected -, found +\n{}", diff::lines(&expected, &found))),
            (false, Some(why)) => {
                println!("pending: {name}: {}", why.trim());
                if env::var_os("PAGE").is_some() {
                    println!("{}", diff::lines(&expected, &found));
                }
                Ok(())
            }
        }
    }
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

#[test]
fn every_page_reads_as_expected() {
    let wanted = env::var("PAGE").unwrap_or_default();
    let chosen = folders().into_iter().filter(|folder| folder.to_string_lossy().contains(&wanted));
    let checked = chosen.map(|folder| Specimen::open(folder).and_then(|specimen| specimen.check()));
    let wrong: Vec<String> = checked.filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{} pages are not read as expected\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn a_page_has_nothing_beside_it_that_no_test_reads() {
    let known = ["page.html", "page.txt", "expected.txt", "pending.txt"];
    for folder in folders() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(known.contains(&&*name), "{} is read by no test", path.display());
        }
    }
}

#[test]
fn the_corpus_is_not_empty() {
    assert!(folders().len() >= 40, "{} pages", folders().len());
}
