//! `newsprint batch` as a script drives it.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use common::Stage;
use serde_json::Value;

fn ids_and_errors(printed: &str) -> Vec<String> {
    let brief = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("JSON");
        match &value["error"]["kind"] {
            Value::Null => value["id"].to_string(),
            kind => format!("{} {kind}", value["id"]),
        }
    };
    printed.lines().map(brief).collect()
}

#[test]
fn bad_lines_between_good_ones_are_answered_in_place() {
    let input = b"{\"id\":1,\"html\":\"<p>one\"}\n\xFF\xFE{]\n\n{\"id\":2}\n[]\n{\"id\":\"three\",\"text\":\"caf\xE9\"}\n{\"id\":4,\"html\":";
    let printed = Stage::new().stdout(&["batch"], &input[..]);
    let expected = [
        "1",
        "null \"not-json\"",
        "2 \"not-a-record\"",
        "null \"not-a-record\"",
        "\"three\"",
        "null \"not-json\"",
    ];
    assert_eq!(ids_and_errors(&printed), expected);
}

#[test]
fn depth_that_no_reader_survives_is_an_error_and_not_a_crash() {
    let deep = "[".repeat(200_000);
    let input = format!(
        "{deep}\n{{\"id\":{deep},\"html\":\"\"}}\n{{\"id\":1,\"x\":{deep}\n{{\"id\":2,\"html\":\"\"}}\n"
    );
    let printed = Stage::new().stdout(&["batch", "-"], input);
    let kinds = ids_and_errors(&printed);
    assert_eq!(kinds.len(), 4);
    assert_eq!(kinds[3], "2");
}

#[test]
fn files_are_read_in_turn_and_a_missing_one_ends_the_run() {
    let stage = Stage::new();
    stage.write("a.ndjson", "{\"id\":\"a\",\"html\":\"\"}");
    stage.write("b.ndjson", "{\"id\":\"b\",\"html\":\"\"}\n");
    assert_eq!(ids_and_errors(&stage.stdout(&["batch", "a.ndjson", "b.ndjson"], "")), ["\"a\"", "\"b\""]);
    let run = stage.run(&["batch", "none.ndjson", "a.ndjson"]);
    insta::assert_snapshot!(run, @r#"
    -- stderr --
    newsprint: cannot read none.ndjson: no such file or directory
    -- exit 3 --
    "#);
}

#[test]
fn a_driver_may_write_one_line_and_wait_for_the_answer() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_newsprint"))
        .arg("batch")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a run");
    let mut input = child.stdin.take().expect("its input");
    let mut output = BufReader::new(child.stdout.take().expect("its output"));
    for id in 0..3 {
        writeln!(input, "{{\"id\":{id},\"html\":\"<p>x\"}}").expect("a line in");
        let mut answer = String::new();
        output.read_line(&mut answer).expect("a line out");
        assert!(answer.starts_with(&format!("{{\"id\":{id},")), "{answer}");
    }
    drop(input);
    assert!(child.wait().expect("an end").success());
}

#[test]
fn nothing_in_is_nothing_out() {
    assert_eq!(Stage::new().run_with(&["batch"], "\n \n"), "-- exit 0 --");
}

#[test]
fn more_failures_than_allowed_are_told_when_everything_is_done() {
    let stage = Stage::new();
    let input = "{\"id\":1,\"html\":\"\"}\n{]\n{\"id\":2}\n{\"id\":3,\"html\":\"\"}\n";
    let end = |allowed: &str| {
        let output =
            stage.command(&["batch", "--max-errors", allowed]).write_stdin(input).output().expect("a run");
        let printed = String::from_utf8(output.stdout).expect("UTF-8").lines().count();
        (printed, output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    assert_eq!(end("2"), (4, Some(0), String::new()));
    assert_eq!(end("50%"), (4, Some(0), String::new()));
    let said = "newsprint: 2 of 4 documents could not be read, more than --max-errors 1\n";
    assert_eq!(end("1"), (4, Some(5), said.to_owned()));
    let said = "newsprint: 2 of 4 documents could not be read, more than --max-errors 49%\n";
    assert_eq!(end("49%"), (4, Some(5), said.to_owned()));
    let said = "newsprint: --max-errors some: neither a number nor a share (such as 10 or 2%)\n";
    assert_eq!(end("some"), (0, Some(2), said.to_owned()));
}
