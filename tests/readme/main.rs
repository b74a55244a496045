//! The documents against the program: what they say must hold.
//!
//! `UPDATE=1 cargo test --test readme` writes what can be written: the key table, the list of
//! languages, the figures, what the commands print, and the pictures of the screen.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads the documents, and has failed when it cannot go on"
)]

#[path = "../desk_screens/sample.rs"]
#[allow(
    dead_code,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    reason = "what the tests of the desk need"
)]
mod desk;
mod examples;
mod picture;
mod sizing;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use newsprint::app::{Key, Keymap, Looks, Msg, Size, State, update};
use newsprint::config::{Depth, Theme};
use newsprint::layout::Role;
use newsprint::model::{Page, Source};
use newsprint::{read, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The article that the documents show.
const SAMPLE: &str = "tests/pages/ferry-html/page.html";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Holds a file to what it should say, or makes it say so.
fn hold(name: &str, wanted: &str) {
    let path = root().join(name);
    let found = fs::read_to_string(&path).unwrap_or_default();
    if found == wanted {
        return;
    }
    if std::env::var("UPDATE").is_ok_and(|value| value == "1") {
        return fs::write(&path, wanted).unwrap();
    }
    let differs = |(found, wanted): &(&str, &str)| found != wanted;
    let (found, wanted) =
        found.lines().zip(wanted.lines()).find(differs).unwrap_or(("its end", "another end"));
    panic!(
        "{name} says\n  {found}\nand the program says\n  {wanted}\nUPDATE=1 cargo test --test readme sets it right"
    );
}

/// A text with something else between two of its marks, `<!-- name -->` and `<!-- /name -->`.
fn between(text: &str, name: &str, inner: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("no mark {open}"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("no mark {close}"));
    format!("{before}{open}{inner}{close}{after}")
}

#[test]
fn the_readme_shows_the_keys_the_languages_the_figures_and_what_commands_print() {
    let text = text_of("README.md");
    let text = between(&text, "keys", &table::keys());
    let text = between(&text, "themes", &table::themes());
    let text = between(&text, "languages", &table::languages(&root().join("src/read/labels")));
    let text = between(&text, "sizing", &sizing::sizing(&text_of(".ci/sizing.json")));
    let text = table::figures(&text, &text_of(".ci/figures.json"));
    hold("README.md", &rerun(&text));
}

/// The text with every command in its `console` blocks run again.
fn rerun(text: &str) -> String {
    let (mut fresh, mut inside) = (String::new(), false);
    let library = tempfile::tempdir().unwrap();
    for line in text.lines() {
        let fence = line.starts_with("```");
        inside = (inside && !fence) || line == "```console";
        match line.strip_prefix("$ ") {
            Some(command) if inside => {
                fresh.extend([line, "\n", &run(command, &library.path().join("library.db"))]);
            }
            // What a command printed when it was last run.
            _ if inside && !fence => {}
            _ => fresh.extend([line, "\n"]),
        }
    }
    fresh
}

/// What a command line prints, run in this repository and in an empty environment, with a library
/// that was empty at first.
fn run(command: &str, library: &Path) -> String {
    assert!(!command.contains("http"), "needs the network: {command}");
    let program = Path::new(env!("CARGO_BIN_EXE_newsprint")).parent().unwrap();
    let path = std::env::join_paths([program, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec 2>&1; {command}")]).current_dir(root()).env_clear().env("PATH", path);
    shell.env("NEWSPRINT_LIBRARY", library).env("TMPDIR", library.parent().unwrap());
    let output = shell.output().unwrap();
    typical(&String::from_utf8(output.stdout).expect("output in UTF-8"))
}

/// How much memory it took differs from machine to machine, and from build to build: one is shown.
fn typical(output: &str) -> String {
    let line = |line: &str| match line.strip_prefix("memory     at most ") {
        Some(peaks) if peaks.contains(" MB, a worker ") => {
            "memory     at most 17 MB, a worker 16 MB\n".into()
        }
        _ => line.to_owned(),
    };
    output.split_inclusive('\n').map(line).collect()
}

#[test]
fn the_pictures_are_the_screen() {
    for theme in ["dark", "light"] {
        let article = ("newsprint showing an article with its sidebar", SAMPLE);
        hold(&format!("tests/readme/screen-{theme}.svg"), &picture(&sample(32), theme, article));
        hold(
            &format!("tests/readme/removed-{theme}.svg"),
            &picture(&sample_with_removed(28), theme, article),
        );
        let desk = ("newsprint showing its desk", "tests/desk_screens/sample.rs");
        hold(&format!("tests/readme/desk-{theme}.svg"), &picture(&sample_of_desk(), theme, desk));
    }
}

/// The sample on a screen of a hundred columns.
fn sample(height: u16) -> State {
    let bytes = fs::read(root().join(SAMPLE)).unwrap_or_else(|error| panic!("{SAMPLE}: {error}"));
    let page = Page::new(Source::File(PathBuf::from(SAMPLE)), bytes);
    let mut state = State::new(Size { width: 100, height }, Looks::default(), Keymap::default());
    state.open(read::read(&page, &read::Options::default()));
    state
}

/// The desk of the tests, with what every font draws alike.
fn sample_of_desk() -> State {
    let mut desk = desk::desk();
    let drawn = |text: &str| !text.chars().any(|c| c > '\u{2100}' || ('\u{600}'..'\u{1000}').contains(&c));
    desk.list.rows.retain(|row| drawn(&row.title) && drawn(&row.site));
    desk.stacks.retain(|row| drawn(&row.name));
    (desk.list.total, desk.list.more) = (Some(1264), true);
    let mut state = State::new(Size { width: 124, height: 32 }, Looks::default(), Keymap::default());
    state.desk = Some(desk);
    state
}

/// The sample with what was removed, where an ad marker stands between two paragraphs.
fn sample_with_removed(height: u16) -> State {
    let mut state = sample(height);
    press(&mut state, "x");
    for _ in 0..200 {
        if row(&state, 9).contains("below advertisement") {
            return state;
        }
        press(&mut state, "j");
    }
    panic!("{SAMPLE} shows no ad marker among what was removed");
}

fn press(state: &mut State, key: &str) {
    update(state, Msg::Key(key.parse::<Key>().unwrap()));
}

fn row(state: &State, row: u16) -> String {
    let buffer = draw(state, &Theme::bare());
    (0..buffer.area.width).filter_map(|column| Some(buffer.cell((column, row))?.symbol())).collect()
}

fn draw(state: &State, theme: &Theme) -> Buffer {
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: state.size.width, height: state.size.height });
    view::draw(state, theme, &mut buffer);
    buffer
}

/// A picture of a screen, with what it shows and where that is from.
fn picture(state: &State, theme: &str, (title, from): (&str, &str)) -> String {
    let theme = Theme::shipped(theme, Depth::True).unwrap();
    let ground = theme.style(Role::Body).bg.unwrap();
    picture::svg(&draw(state, &theme), ground, title, from)
}

/// What `--help` says of the program and of every command.
fn help() -> String {
    let say = |args: &[&str]| {
        let output = Command::cargo_bin("newsprint").unwrap().env_clear().args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let whole = say(&["--help"]);
    commands(&whole).iter().fold(whole.clone(), |text, command| text + &say(&[command, "--help"]))
}

/// The commands that a help text lists.
fn commands(help: &str) -> Vec<&str> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    listed.map_while(|line| line.split_whitespace().next()).collect()
}

/// The lines and the words of a document that are code.
fn code(text: &str) -> Vec<&str> {
    let (mut code, mut inside) = (Vec::new(), false);
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if inside {
            code.push(line.strip_prefix("$ ").unwrap_or(line));
        } else {
            code.extend(line.split('`').skip(1).step_by(2));
        }
    }
    code
}

#[test]
fn every_option_and_every_command_in_the_documents_exists() {
    let help = help();
    let commands = commands(&help);
    for name in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        let text = text_of(name);
        let foreign = |piece: &str| ["cargo ", "rustc ", ".ci/"].iter().any(|other| piece.contains(other));
        for piece in code(&text).into_iter().filter(|piece| !foreign(piece)).flat_map(examples::ours) {
            for word in piece.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
                let option = word.starts_with("--") && word.len() > 3;
                assert!(!option || help.contains(word), "{name}: there is no {word}: {piece}");
            }
            if let Some(word) = piece.strip_prefix("newsprint ").and_then(|rest| rest.split(' ').next()) {
                let source = word.contains(['/', '.', '-']) || word.chars().all(char::is_uppercase);
                assert!(source || commands.contains(&word), "{name}: there is no command {word}: {piece}");
            }
        }
    }
}

#[test]
fn every_exit_code_is_in_the_readme_and_in_the_help() {
    use newsprint::cli::Kind::{NoArticle, Unexpected, Unreadable, Usage};
    let (text, help) = (text_of("README.md"), help());
    for code in [Unexpected, Usage, Unreadable, NoArticle].map(newsprint::cli::Kind::exit_code) {
        assert!(text.contains(&format!("\n| {code} | ")), "README.md does not say what {code} means");
        assert!(help.contains(&format!(" {code} ")) || help.contains(&format!("\n{code} ")), "{code}");
    }
}

#[test]
fn every_key_of_the_schema_is_in_the_readme() {
    let schema: serde_json::Value =
        serde_json::from_str(&text_of("tests/schema/newsprint-1.schema.json")).unwrap();
    let text = text_of("README.md");
    for key in schema.pointer("/$defs/reading/properties").unwrap().as_object().unwrap().keys() {
        assert!(text.contains(&format!("`{key}`")), "README.md does not name the key {key}");
    }
}

#[test]
fn the_documents_know_the_version() {
    let version = env!("CARGO_PKG_VERSION");
    let text = text_of("CHANGELOG.md");
    let newest = text.lines().find_map(|line| line.strip_prefix("## [")).expect("a version");
    assert!(newest.starts_with(&format!("{version}]")), "CHANGELOG.md begins with {newest}");
    let rust = text_of("Cargo.toml");
    let rust = rust.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap().trim_matches('"');
    assert!(text_of("README.md").contains(&format!("Rust {rust}")), "README.md asks for another Rust");
}

#[test]
fn every_file_that_the_documents_name_is_there() {
    for name in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        let text = text_of(name);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
        let pictures = text.split("src=\"").chain(text.split("srcset=\"")).skip(1);
        let pictures = pictures.filter_map(|rest| rest.split_once('"')).map(|(link, _)| link);
        let paths = code(&text)
            .into_iter()
            .flat_map(str::split_whitespace)
            .map(|word| word.trim_end_matches([';', ':']));
        let paths = paths.filter(|word| {
            ["src/", "tests/", "themes/", "examples/"].iter().any(|folder| word.starts_with(folder))
        });
        for link in
            links.chain(pictures).chain(paths).filter(|link| !link.contains("://") && !link.contains('*'))
        {
            let path = link.split('#').next().unwrap_or_default();
            assert!(path.is_empty() || root().join(path).exists(), "{name}: there is no {path}");
        }
    }
}

#[test]
fn the_architecture_is_short_and_names_every_module_and_every_rule() {
    let text = text_of("ARCHITECTURE.md");
    assert!(text.lines().count() <= 150, "{} lines", text.lines().count());
    for module in modules("src") {
        assert!(text.contains(&format!("`{module}`")), "ARCHITECTURE.md does not name {module}");
    }
    for rule in modules("src/read/rules") {
        assert!(text.contains(&rule), "ARCHITECTURE.md does not name the rule {rule}");
    }
}

#[test]
fn every_module_names_only_those_that_the_architecture_lets_it() {
    let text = text_of("ARCHITECTURE.md");
    for module in modules("src") {
        let row = text.lines().find(|line| line.starts_with(&format!("| `{module}` | "))).expect("a row");
        let allowed = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let folder = root().join("src").join(&module);
        let single = folder.with_extension("rs");
        let named = if single.exists() { names_in(&single) } else { named(&folder) };
        for (file, named) in named {
            let fine = allowed == "all" || named == module || allowed.contains(&format!("`{named}`"));
            assert!(fine, "{} names {named}; {module} may name {allowed}", file.display());
        }
    }
}

/// The modules of this crate that the files of a folder name.
fn named(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(named(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.extend(names_in(&path));
        }
    }
    found
}

/// The modules of this crate that a file names.
fn names_in(file: &Path) -> Vec<(PathBuf, String)> {
    let text = fs::read_to_string(file).unwrap();
    let first_word =
        |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    text.split("crate::").skip(1).map(|rest| (file.to_owned(), first_word(rest))).collect()
}

/// The modules of a folder, as its files say; not what the tests of the rules share.
fn modules(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let names = entries.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned());
    names.filter(|name| !["lib", "main", "mod", "trial"].contains(&name.as_str())).collect()
}
