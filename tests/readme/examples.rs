//! The examples for clusters, against the program and against what the documents say of them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{code, help, root, text_of};

/// What brings options of its own.
const OTHERS: &[&str] = &["spark-submit ", "sbatch ", "xargs ", "python3 ", "pip "];

/// What a command line says to newsprint, where it is one of other programs that run it.
pub(crate) fn ours(piece: &str) -> Vec<&str> {
    if !OTHERS.iter().any(|other| piece.starts_with(other)) {
        return vec![piece];
    }
    let run = piece.split(['\'', '|']).filter_map(|part| part.get(part.find("newsprint batch")?..));
    run.chain(piece.split_once(" -- ").map(|(_, options)| options)).collect()
}

/// The words of a text that are options.
fn options(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words.filter(|word| word.starts_with("--") && word.len() > 3)
}

/// The examples in Python, with what is in them.
fn scripts() -> Vec<(PathBuf, String)> {
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let folders = entries(&root().join("examples")).filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| entries(&folder).collect::<Vec<_>>());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "py"));
    files.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_option_that_an_example_gives_to_newsprint_exists() {
    let (help, scripts) = (help(), scripts());
    assert!(scripts.len() >= 4, "{scripts:?}");
    for (path, script) in scripts {
        let mut given = 0;
        let words = script.split('"').filter(|word| word.starts_with("--") && word.len() > 2);
        for option in
            words.flat_map(|words| words.split(['|', '(', '='])).filter(|word| word.starts_with("--"))
        {
            let own = script.contains(&format!("add_argument(\"{option}\""));
            assert!(own || help.contains(option), "{}: there is no {option}", path.display());
            given += usize::from(!own);
        }
        assert!(given > 0, "{} gives newsprint no option", path.display());
    }
}

#[test]
fn every_option_of_an_example_in_the_readme_exists() {
    let text = text_of("README.md");
    let mut found = 0;
    for piece in code(&text) {
        let Some((before, words)) = piece.split_once(".py ") else { continue };
        let name = before.rsplit(' ').next().unwrap();
        let script = text_of(&format!("{name}.py"));
        let typed = words.split_once(" -- ").map_or(words, |(own, _)| own);
        for option in options(typed) {
            assert!(script.contains(&format!("add_argument(\"{option}\"")), "{name}.py has no {option}");
            found += 1;
        }
    }
    assert!(found >= 8, "the README shows {found} options of examples");
}
