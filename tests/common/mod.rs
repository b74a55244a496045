//! What the tests of the command line share: hermetic runs of the real program, and the
//! check of its JSON against the schema.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

pub mod server;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A story with an aside that is not the story. Written for these tests.
pub const STORY: &str = "<!doctype html>
<html lang=\"en\"><head><title>Bridge reopens after nine weeks</title></head><body>
<article><h1>Bridge reopens after nine weeks</h1>
<p>The swing bridge over the Marl opened to carts and cyclists on Tuesday morning, nine weeks after a \
barge bent its eastern gate and left two villages without a crossing.</p>
<p>Engineers replaced forty metres of rail and the whole of the turning gear, said the county, which put \
the cost at <a href=\"https://county.example/costs\">two million crowns</a> and hopes to recover half.</p>
<h2>What comes next</h2>
<p>Lorries will have to wait until the autumn, when divers are to look at the piers once more and the \
speed limit on the deck is raised from twenty to forty.</p>
</article></body></html>
";

/// A run of the program in an empty folder and an empty environment.
pub struct Stage {
    folder: TempDir,
}

impl Stage {
    /// An empty stage.
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder for the test") }
    }

    /// A stage with the story in `story.html`.
    pub fn with_story() -> Self {
        let stage = Self::new();
        stage.write("story.html", STORY);
        stage
    }

    /// The folder that the program runs in.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file there.
    pub fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        #[expect(clippy::disallowed_methods, reason = "a test sets its own stage")]
        std::fs::write(self.path().join(name), bytes).expect("a file for the test");
    }

    /// Where the program has its library.
    pub fn library(&self) -> PathBuf {
        self.path().join("library.db")
    }

    /// The program with these arguments, ready to run.
    pub fn command<A: AsRef<OsStr>>(&self, args: &[A]) -> Command {
        let mut command = Command::cargo_bin("newsprint").expect("the program");
        command.env_clear().current_dir(self.path()).args(args);
        command.env("NEWSPRINT_CONFIG_DIR", self.path().join("config"));
        command.env("NEWSPRINT_LIBRARY", self.library());
        command
    }

    /// What a run prints: standard output, standard error and exit code in one text.
    pub fn run<A: AsRef<OsStr>>(&self, args: &[A]) -> String {
        self.run_with(args, "")
    }

    /// The same, with something on standard input.
    pub fn run_with<A: AsRef<OsStr>>(&self, args: &[A], input: impl Into<Vec<u8>>) -> String {
        let output = self.command(args).write_stdin(input).output().expect("a run");
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.stderr.is_empty() {
            _ = write!(text, "-- stderr --\n{}", String::from_utf8_lossy(&output.stderr));
        }
        _ = write!(text, "-- exit {} --", output.status.code().unwrap_or(-1));
        // The folder has another name on every run.
        text.replace(&*self.path().to_string_lossy(), "STAGE").replace('\x1b', "␛")
    }

    /// What a run prints on standard output.
    pub fn stdout<A: AsRef<OsStr>>(&self, args: &[A], input: impl Into<Vec<u8>>) -> String {
        let output = self.command(args).write_stdin(input).output().expect("a run");
        String::from_utf8(output.stdout).expect("output in UTF-8")
    }
}

/// Checks one JSON object that the program printed; the object.
///
/// # Panics
/// When it is not JSON or does not fit the schema.
pub fn check_json(text: &str) -> Value {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schema/newsprint-1.schema.json");
    let mut schemas = boon::Schemas::new();
    let index = boon::Compiler::new().compile(schema, &mut schemas).expect("a schema that compiles");
    if let Err(error) = schemas.validate(&value, index) {
        panic!("{error:#}\n{text}");
    }
    value
}
