//! A reader's own files: what they change, and what is said when they make no sense.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test sets its own stage")]

mod common;

use common::Stage;

/// A stage with the reader's files, by name below the folder of settings.
fn stage(files: &[(&str, &str)]) -> Stage {
    let stage = Stage::with_story();
    std::fs::create_dir_all(stage.path().join("config/themes")).expect("a folder for the test");
    for (name, text) in files {
        stage.write(format!("config/{name}"), text);
    }
    stage
}

#[test]
fn every_mistake_in_every_file_is_told_at_once() {
    let stage = stage(&[
        ("settings.toml", "theme = \"sepai\"\nmeasure = 500\n"),
        ("keys.toml", "[keys]\nscrol-down = \"j\"\n"),
        ("themes/sepia.toml", "[styles]\ntitel = \"red\"\n"),
        ("themes/broken.toml", "[styles\n"),
    ]);
    insta::assert_snapshot!(stage.run(&["story.html"]), @"
    -- stderr --
    newsprint: STAGE/config/themes/broken.toml:1: unclosed table, expected `]`
    newsprint: STAGE/config/themes/sepia.toml:2: `titel` is not a role (did you mean `title`?)
    newsprint: STAGE/config/settings.toml:1: there is no theme `sepai` (did you mean `sepia`?)
    newsprint: STAGE/config/settings.toml:2: a measure of 500 columns is not from 32 to 120 (write measure = 72)
    newsprint: STAGE/config/keys.toml:2: `scrol-down` is not an action (did you mean `scroll-down`?)
    -- exit 2 --
    ");
}

#[test]
fn files_that_make_sense_are_taken_and_missing_ones_are_no_mistake() {
    let needs_a_terminal = Stage::with_story().run(&["story.html"]);
    assert!(needs_a_terminal.contains("needs a terminal"), "{needs_a_terminal}");
    let stage = stage(&[
        ("settings.toml", "theme = \"sepia\"\nmeasure = 60\n"),
        ("keys.toml", "[keys]\nquit = \"^q\"\n"),
        ("themes/sepia.toml", "base = \"light\"\n[styles]\ntitle = \"red\"\n"),
    ]);
    assert_eq!(stage.run(&["story.html"]), needs_a_terminal);
}

#[test]
fn printing_asks_no_settings() {
    let stage = stage(&[("settings.toml", "nonsense")]);
    assert!(stage.run(&["dump", "story.html"]).ends_with("-- exit 0 --"));
}

#[test]
fn a_file_that_is_no_text_is_named() {
    let stage = stage(&[]);
    stage.write("config/keys.toml", b"\xFF");
    insta::assert_snapshot!(stage.run(&["story.html"]), @"
    -- stderr --
    newsprint: STAGE/config/keys.toml: is not UTF-8
    -- exit 2 --
    ");
}

#[test]
fn without_a_home_there_are_no_settings() {
    let stage = Stage::with_story();
    let output = stage.command(&["themes"]).env_remove("NEWSPRINT_CONFIG_DIR").output().expect("a run");
    assert!(output.status.success());
}

#[test]
fn themes_are_listed_with_the_readers_own() {
    let stage = stage(&[("themes/sepia.toml", ""), ("themes/dark.toml", ""), ("themes/notes.txt", "")]);
    insta::assert_snapshot!(stage.run(&["themes"]), @"
    dark
    light
    ansi
    plain
    sepia
    -- exit 0 --
    ");
}

#[test]
fn a_measure_is_a_number_of_columns() {
    insta::assert_snapshot!(Stage::with_story().run(&["--measure", "9", "story.html"]), @"
    -- stderr --
    newsprint: invalid value '9' for '--measure <N>': 9 is not in 32..=120 (newsprint --help lists what can be typed)
    -- exit 2 --
    ");
}
