//! The source held to its own rules: who may name whom, where each outside crate lives, which
//! parts are pure, how long a file may be. The tables here are the design; to change one is
//! to change the design.

#![allow(clippy::disallowed_methods, reason = "the source is files")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::string_slice, clippy::indexing_slicing, reason = "found places are borders")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Each part, and the parts that it may name. Whoever is not named here may name nobody.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("read", &["model"]),
    ("wrap", &[]),
    ("layout", &["model", "wrap"]),
    ("aloud", &["model", "wrap", "layout"]),
    // `explain` shows what the judge said.
    ("print", &["model", "read", "wrap"]),
    ("feed", &["model", "read"]),
    ("app", &["model", "read", "print", "wrap", "layout", "feed"]),
    // Themes give styles to the layout's roles, keys to the app's actions, rules to the judge.
    ("config", &["model", "read", "layout", "app"]),
    ("view", &["model", "read", "print", "wrap", "layout", "feed", "app", "config"]),
    ("unpack", &[]),
    ("fetch", &["model", "unpack"]),
    ("library", &["model"]),
    ("refresh", &["model", "read", "feed", "fetch", "library"]),
    ("batch", &["model", "read", "print", "unpack"]),
    (
        "cli",
        &[
            "model", "read", "wrap", "layout", "aloud", "print", "feed", "app", "config", "view", "fetch",
            "library", "refresh", "batch", "unpack",
        ],
    ),
];

/// The parts without files, clock, network and terminal.
const PURE: &[&str] = &["model", "read", "wrap", "layout", "aloud", "print", "feed", "app", "config", "view"];

/// What of the standard library a pure part must not name.
const WORLD: &[&str] = &["std::fs", "std::net", "std::process", "std::env", "std::time", "std::thread"];

/// Outside crates that have one home, and where it is.
const HOMES: &[(&str, &[&str])] = &[
    ("brotli_decompressor", &["unpack/"]),
    ("chardetng", &["read/decode.rs"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/"]),
    ("crossterm", &["cli/"]),
    ("directories", &["config/", "cli/"]),
    ("ego_tree", &["read/html/"]),
    ("encoding_rs", &["read/decode.rs"]),
    ("flate2", &["unpack/"]),
    ("foldhash", &["read/"]),
    ("fst", &["read/labels/"]),
    ("html5ever", &["read/html/"]),
    ("hypher", &["wrap/"]),
    ("icu_normalizer", &["batch/near/"]),
    ("indicatif", &["cli/"]),
    ("lz4_flex", &["unpack/"]),
    ("parquet", &["batch/parquet/"]),
    ("ratatui", &["view/", "config/", "cli/"]),
    ("rusqlite", &["library/"]),
    ("rustix", &["cli/"]),
    ("rustls", &["fetch/"]),
    ("scraper", &["read/html/"]),
    ("sha1", &["batch/"]),
    ("sha2", &["batch/"]),
    ("signal_hook", &["cli/"]),
    ("snap", &["unpack/"]),
    ("textwrap", &["wrap/"]),
    ("unicode_bidi", &["wrap/"]),
    ("ureq", &["fetch/"]),
    ("zstd", &["unpack/", "library/", "batch/corpus/"]),
];

/// Outside crates that any part may name.
const ANYWHERE: &[&str] = &[
    "jiff",
    "memchr",
    "serde",
    "serde_json",
    "thiserror",
    "toml",
    "unicode_segmentation",
    "unicode_width",
    "url",
];

/// A file may be so long, its tests included.
const LINES: usize = 400;

/// Longer files, each with a reason. None is best.
const LONGER: &[&str] = &[];

/// A file of the source, without its tests and without comments.
struct File {
    /// Below `src/`, with slashes.
    name: String,
    whole: String,
    code: String,
}

impl File {
    fn part(&self) -> &str {
        let first = self.name.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Whether the code names a path such as `std::fs` or `crate::read`, at word borders.
    fn names(&self, path: &str) -> bool {
        self.code.match_indices(path).any(|(at, _)| {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let before = self.code[..at].chars().next_back();
            let behind = self.code[at + path.len()..].chars().next();
            !before.is_some_and(|c| is_word(c) || c == ':') && !behind.is_some_and(is_word)
        })
    }

    /// The parts that the code names through `crate::`.
    fn parts_named(&self) -> Vec<String> {
        let mut named = Vec::new();
        for (at, found) in self.code.match_indices("crate::") {
            let rest = &self.code[at + found.len()..];
            let list = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(list, _)| list);
            match list {
                Some(list) => named.extend(list.split(',').map(|item| first_word(item.trim()))),
                None => named.push(first_word(rest)),
            }
        }
        named.retain(|name| MAY_NAME.iter().any(|(part, _)| part == name));
        named
    }
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Every file of the source that is not a test as a whole.
fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let whole: Vec<(PathBuf, String)> =
        paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect();
    let tests: Vec<PathBuf> = whole.iter().flat_map(|(path, text)| test_files(path, text)).collect();
    let is_test =
        |path: &Path| tests.iter().any(|test| path == test || path.starts_with(test.with_extension("")));
    let files = whole.into_iter().filter(|(path, _)| !is_test(path));
    files
        .map(|(path, whole)| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            let code = without_comments(without_tests(&whole));
            File { name, whole, code }
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// The files that a file declares as modules of its tests; one may be a folder of the same name.
fn test_files(path: &Path, text: &str) -> Vec<PathBuf> {
    let declared = text.split("#[cfg(test)]").skip(1).filter_map(|rest| {
        let line = rest.trim_start().lines().next()?;
        line.trim_start_matches("pub(super) ").strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)
    });
    let folder = match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("mod" | "lib" | "main") => path.parent().unwrap().to_owned(),
        _ => path.with_extension(""),
    };
    declared.map(|name| folder.join(format!("{name}.rs"))).collect()
}

/// A file up to its tests, which stand at its end.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

fn without_comments(text: &str) -> String {
    let mut code = String::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        _ = writeln!(code, "{line}");
    }
    code
}

fn assert_none(wrong: &[String], rule: &str) {
    assert!(wrong.is_empty(), "{rule}:\n{}", wrong.join("\n"));
}

#[test]
fn parts_name_only_whom_they_may() {
    let mut wrong = Vec::new();
    for file in files().iter().filter(|file| !matches!(&*file.name, "lib.rs" | "main.rs")) {
        let part = file.part();
        let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == part) else {
            wrong.push(format!("src/{}: `{part}` is in no table", file.name));
            continue;
        };
        let named = file.parts_named();
        let foreign = named.iter().filter(|name| *name != part && !allowed.contains(&name.as_str()));
        wrong.extend(foreign.map(|name| format!("src/{}: `{part}` names `{name}`", file.name)));
    }
    assert_none(&wrong, "who may name whom");
}

#[test]
fn pure_parts_do_not_touch_the_world() {
    let mut wrong = Vec::new();
    for file in files().iter().filter(|file| PURE.contains(&file.part())) {
        let world = WORLD.iter().filter(|path| file.names(path));
        wrong.extend(world.map(|path| format!("src/{}: {path}", file.name)));
    }
    assert_none(&wrong, "files, clock, environment and network are for the edges");
}

#[test]
fn outside_crates_stay_at_home() {
    let mut wrong = Vec::new();
    for file in &files() {
        for (name, homes) in HOMES {
            let at_home = homes.iter().any(|home| file.name.starts_with(home));
            if !at_home && file.names(name) && file.code.contains(&format!("{name}::")) {
                wrong.push(format!("src/{}: `{name}` lives in {}", file.name, homes.join(", ")));
            }
        }
    }
    assert_none(&wrong, "an outside crate has one home");
}

#[test]
fn every_outside_crate_has_an_entry_and_every_entry_a_crate() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = toml::from_str(&manifest).unwrap();
    let used = manifest["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_"));
    let mut used: Vec<String> = used.collect();
    let homes = HOMES.iter().map(|(name, _)| *name);
    let mut known: Vec<&str> = homes.chain(ANYWHERE.iter().copied()).collect();
    used.sort_unstable();
    known.sort_unstable();
    assert_eq!(used, known, "the crates of Cargo.toml, and those in tests/architecture.rs");
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let files = files();
    let silent = files.iter().filter(|file| !file.whole.starts_with("//! "));
    let wrong: Vec<String> = silent.map(|file| format!("src/{}", file.name)).collect();
    assert_none(&wrong, "a file opens with `//!`");
}

#[test]
fn files_are_short() {
    let files = files();
    let long = files.iter().map(|file| (&file.name, file.whole.lines().count()));
    let long = long.filter(|(name, lines)| *lines > LINES && !LONGER.contains(&name.as_str()));
    let wrong: Vec<String> = long.map(|(name, lines)| format!("src/{name}: {lines} lines")).collect();
    assert_none(&wrong, "a file has at most 400 lines");
}

#[test]
fn nothing_in_the_program_panics_on_purpose() {
    let calls = [".unwrap()", ".expect(\"", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];
    let mut wrong = Vec::new();
    for file in &files() {
        let found = calls.iter().filter(|call| file.code.contains(*call));
        wrong.extend(found.map(|call| format!("src/{}: {call}", file.name)));
    }
    assert_none(&wrong, "odd input becomes an odd value");
}

#[test]
fn the_table_of_parts_is_the_list_of_modules() {
    let front = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules = front.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let wrong: Vec<String> =
        modules.filter(|module| MAY_NAME.iter().all(|(part, _)| part != module)).map(str::to_owned).collect();
    assert_none(&wrong, "modules in no table");
}
