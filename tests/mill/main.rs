//! The corpus form and the guard, as a script drives them: what was killed goes on, what is poison costs
//! one document, and the same input gives the same bytes.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "the tests read and write files")]
#![allow(clippy::print_stdout, reason = "what is skipped says so")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/warc.rs"]
mod made;

mod guard;
mod kills;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use common::Stage;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// Pages as lines of JSON, each another story.
fn pages(from: usize, count: usize) -> String {
    let mut lines = String::new();
    for number in from..from + count {
        let html = common::STORY.replace("nine weeks", &format!("{number} weeks"));
        let html = html.replace(
            "</article>",
            &format!("{}</article>", "<p>And so it goes on there.".repeat(number % 40)),
        );
        let line =
            serde_json::json!({ "id": number, "url": format!("https://a.example/{number}"), "html": html });
        writeln!(lines, "{line}").expect("room");
    }
    lines
}

/// The files of a folder and what is in them, without manifests.
fn outputs(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let files = entries.filter(|path| !name(path).ends_with(".done.json"));
    files.map(|path| (name(&path), fs::read(path).expect("a file"))).collect()
}

fn manifest(stage: &Stage, name: &str) -> Value {
    serde_json::from_slice(&fs::read(stage.path().join(name)).expect("a manifest")).expect("JSON")
}

/// Runs it; the exit code.
fn code<A: AsRef<std::ffi::OsStr>>(stage: &Stage, args: &[A]) -> i32 {
    let output = stage.command(args).output().expect("a run");
    output.status.code().unwrap_or(-1)
}

#[test]
fn the_same_input_is_the_same_bytes_by_any_number_of_jobs() {
    let stage = Stage::new();
    stage.write("a.ndjson", pages(0, 60) + "no json\n");
    stage.write("b.jsonl", pages(60, 5));
    stage.write("empty.ndjson", "");
    let plain = stage.stdout(&["batch", "a.ndjson", "b.jsonl"], "");
    assert_eq!(plain.lines().count(), 66);
    for jobs in ["1", "2", "7"] {
        for guard in ["--guard", "--no-guard"] {
            let args = ["batch", "a.ndjson", "b.jsonl", "--jobs", jobs, guard];
            assert!(stage.stdout(&args, "") == plain, "{jobs} {guard}");
            let out = format!("out{jobs}{guard}");
            let args = ["batch", "a.ndjson", "b.jsonl", "empty.ndjson", "--out", &out, "--jobs", jobs, guard];
            assert_eq!(stage.run(&[&args[..], &["--progress", "none"]].concat()), "-- exit 0 --");
            let made = outputs(&stage.path().join(out));
            assert_eq!(made.keys().collect::<Vec<_>>(), ["a.ndjson", "b.ndjson", "empty.ndjson"]);
            assert!(
                [&made["a.ndjson"][..], &made["b.ndjson"]].concat() == plain.as_bytes(),
                "{jobs} {guard}"
            );
        }
    }
    let packed = ["batch", "b.jsonl", "--out", "packed", "--zst", "--progress", "none"];
    assert_eq!(code(&stage, &packed), 0);
    let packed = fs::read(stage.path().join("packed/b.ndjson.zst")).expect("an output");
    let lines: Vec<&str> = plain.lines().skip(61).collect();
    assert_eq!(zstd::decode_all(&packed[..]).expect("zstd"), (lines.join("\n") + "\n").as_bytes());
}

#[test]
fn a_manifest_says_what_was_done_and_the_status_sums_them() {
    let stage = Stage::new();
    stage.write("a.ndjson", pages(0, 3) + "no json\n{}\n");
    stage.write("b.ndjson", pages(0, 2));
    let run =
        stage.run(&["batch", "a.ndjson", "b.ndjson", "--out", "out", "--progress", "json", "--jobs", "2"]);
    let last = run.strip_prefix("-- stderr --\n").expect("a line").lines().next().expect("a line");
    let last: Value = serde_json::from_str(last).expect("JSON");
    assert_eq!([&last["files_done"], &last["in"], &last["ok"], &last["error"]], [2, 7, 5, 2]);
    assert!(last["done"] == true && last["bytes_done"] == last["bytes"]);
    let done = manifest(&stage, "out/a.done.json");
    let output = fs::read(stage.path().join("out/a.ndjson")).expect("an output");
    assert_eq!([&done["in"], &done["ok"], &done["error"], &done["skipped"]], [5, 3, 2, 0]);
    assert_eq!(done["errors"], serde_json::json!({ "not-json": 1, "not-a-record": 1 }));
    assert_eq!(done["output"]["bytes"], output.len());
    assert_eq!(done["newsprint"], env!("CARGO_PKG_VERSION"));
    let said = stage.run(&["batch", "--status", "out"]);
    assert!(said.contains("7 in = 5 ok + 2 error + 0 skipped") && said.ends_with("-- exit 0 --"), "{said}");
    stage.write("out/b.ndjson", "cut");
    let text = fs::read_to_string(stage.path().join("out/a.done.json")).expect("a manifest");
    stage.write("out/a.done.json", text.replace("\"ok\": 3", "\"ok\": 2"));
    let said = stage.run(&["batch", "--status", "out"]);
    assert!(said.contains("out/a.done.json: in is not ok + error + skipped"), "{said}");
    assert!(said.contains("out/b.done.json: its output has another size"), "{said}");
    assert!(said.ends_with("-- exit 1 --"), "{said}");
    let json = stage.stdout(&["batch", "--status", "out", "--json"], "");
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["files"], json["violated"].as_array().map(Vec::len)), (&Value::from(2), Some(2)));
}

#[test]
fn to_resume_is_to_do_what_is_not_done_or_was_done_otherwise() {
    let stage = Stage::new();
    stage.write("a.ndjson", pages(0, 2));
    stage.write("b.ndjson", pages(2, 2));
    let made = |args: &[&str]| {
        let all = ["batch", "a.ndjson", "b.ndjson", "--out", "out", "--progress", "none", "--resume"];
        assert_eq!(code(&stage, &[&all[..], args].concat()), 0);
        let when =
            |name: &str| stage.path().join(name).metadata().expect("a file").modified().expect("a time");
        [when("out/a.done.json"), when("out/b.done.json")]
    };
    let first = made(&[]);
    assert_eq!(made(&["--jobs", "3"]), first, "all is done");
    stage.write("b.ndjson", pages(2, 3));
    let second = made(&[]);
    assert!(second[0] == first[0] && second[1] != first[1], "another size");
    fs::remove_file(stage.path().join("out/a.ndjson")).expect("a file");
    let third = made(&[]);
    assert!(third[0] != second[0] && third[1] == second[1], "an output is gone");
    let fourth = made(&["--timeout", "20"]);
    assert!(fourth[0] != third[0] && fourth[1] != third[1], "another configuration");
}

#[test]
fn names_that_collide_are_told_apart_whatever_the_order() {
    let stage = Stage::new();
    for (folder, from) in [("a", 0), ("b", 5)] {
        fs::create_dir(stage.path().join(folder)).expect("a folder");
        stage.write(format!("{folder}/x.ndjson"), pages(from, 2));
    }
    stage.write("one.txt", "a/x.ndjson\n\nb/x.ndjson\r\n");
    assert_eq!(code(&stage, &["batch", "--paths", "one.txt", "--out", "one", "--progress", "none"]), 0);
    let mut list = stage.command(&["batch", "--paths", "-", "--out", "two", "--progress", "none"]);
    list.write_stdin("b/x.ndjson\na/x.ndjson\n").assert().success();
    let made = outputs(&stage.path().join("one"));
    assert!(made.len() == 2 && made == outputs(&stage.path().join("two")), "{:?}", made.keys());
    for folder in ["b", "a"] {
        let input = format!("{folder}/x.ndjson");
        assert_eq!(code(&stage, &["batch", &input, "--out", "apart", "--progress", "none"]), 0);
    }
    assert_eq!(outputs(&stage.path().join("apart")).len(), 2, "another run does not write over the first");
}

/// The program, started and not waited for.
fn start<A: AsRef<std::ffi::OsStr>>(stage: &Stage, args: &[A]) -> std::process::Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(args).env_clear().current_dir(stage.path());
    command.env("NEWSPRINT_CONFIG_DIR", stage.path().join("config"));
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a run")
}

/// The processes of its workers.
fn workers(run: &std::process::Child) -> Vec<Pid> {
    let tasks = fs::read_dir(format!("/proc/{}/task", run.id())).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    let pids: Vec<i32> = lists
        .flat_map(|list| list.split(' ').filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect();
    pids.into_iter().filter_map(Pid::from_raw).collect()
}

#[test]
fn an_archive_is_the_same_as_a_stream_and_as_a_file_with_and_without_the_guard() {
    let stage = Stage::new();
    let text = made::story(6);
    let with = |how: &str| format!("{}{how}\r\n", made::HTML);
    let chunked = made::chunked(text.as_bytes());
    let packed = made::gzip(text.as_bytes());
    let records = [
        made::info(),
        made::request(1),
        made::page(1),
        made::page(2),
        made::response(3, "404 Not Found", made::HTML, b"<p>No."),
        made::response(4, "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        made::response(5, "200 OK", &with("Transfer-Encoding: chunked"), &chunked),
        made::response(6, "200 OK", &with("Content-Encoding: gzip"), &packed),
        made::page(7),
    ];
    let mut members: Vec<Vec<u8>> = records.iter().map(|record| made::gzip(record)).collect();
    let middle = members[3].len() / 2;
    members[3][middle] ^= 0x55;
    stage.write("a.warc.gz", members.concat());
    let plain = stage.stdout(&["batch", "a.warc.gz"], "");
    let lines: Vec<Value> = plain.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let kinds: Vec<&str> = lines
        .iter()
        .map(|line| line["error"]["kind"].as_str().or(line["skip"]["code"].as_str()).unwrap_or("read"))
        .collect();
    assert_eq!(kinds, ["read", "damaged", "status-404", "not-html", "read", "read", "read"]);
    assert_eq!(lines[4]["text"], lines[5]["text"], "the same page, sent in two ways");
    for jobs in ["1", "2", "5"] {
        for guard in ["--guard", "--no-guard"] {
            assert!(
                stage.stdout(&["batch", "a.warc.gz", "--jobs", jobs, guard], "") == plain,
                "{jobs} {guard}"
            );
            let out = format!("out{jobs}{guard}");
            let args = ["batch", "a.warc.gz", "--out", &out, "--jobs", jobs, guard, "--progress", "none"];
            assert_eq!(code(&stage, &args), 0);
            let made = fs::read(stage.path().join(&out).join("a.ndjson")).expect("an output");
            assert!(made == plain.as_bytes(), "{jobs} {guard}");
            let done = manifest(&stage, &format!("{out}/a.done.json"));
            assert_eq!([&done["in"], &done["ok"], &done["error"], &done["skipped"]], [7, 4, 1, 2]);
            assert_eq!(done["errors"], serde_json::json!({ "damaged": 1 }));
            assert_eq!(done["skips"], serde_json::json!({ "status-404": 1, "not-html": 1 }));
        }
    }
}

#[test]
fn two_runs_in_one_folder_do_no_harm() {
    let stage = Stage::new();
    for number in 0..6 {
        stage.write(format!("{number}.ndjson"), pages(number * 10, 10));
    }
    let names: Vec<String> = (0..6).map(|number| format!("{number}.ndjson")).collect();
    let args = |out: &'static str| {
        let rest = ["--out", out, "--progress", "none", "--no-guard"];
        ["batch"].into_iter().chain(names.iter().map(String::as_str)).chain(rest).collect::<Vec<_>>()
    };
    assert_eq!(code(&stage, &args("alone")), 0);
    let runs: Vec<_> = (0..3).map(|_| start(&stage, &args("shared"))).collect();
    for mut run in runs {
        assert!(run.wait().expect("an end").success());
    }
    assert!(outputs(&stage.path().join("shared")) == outputs(&stage.path().join("alone")));
    assert_eq!(code(&stage, &["batch", "--status", "shared"]), 0);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_done() {
    let stage = Stage::new();
    stage.write("a.ndjson", pages(0, 1));
    let run =
        stage.run(&["batch", "none.ndjson", "a.ndjson", "config/..", "--out", "out", "--progress", "none"]);
    assert!(run.contains("newsprint: cannot read none.ndjson: ") && run.ends_with("-- exit 3 --"), "{run}");
    assert_eq!(outputs(&stage.path().join("out")).len(), 1);
    for (args, said) in [
        (&["batch", "--out", "o"][..], "no input files"),
        (&["batch", "-", "--out", "o"], "standard input has none"),
        (&["batch", "a.ndjson", "--resume"], "--out"),
        (&["batch", "--guard", "--max-memory", "much"], "no size"),
        (&["batch", "--guard", "--timeout", "0"], "no number of seconds"),
    ] {
        let run = stage.run(args);
        assert!(run.contains(said) && run.ends_with("-- exit 2 --"), "{run}");
    }
}

#[test]
fn a_folder_where_nothing_can_be_written_is_a_failure_and_no_loss() {
    let stage = Stage::new();
    stage.write("a.ndjson", pages(0, 200));
    stage.write("file", "");
    let run = stage.run(&["batch", "a.ndjson", "--out", "file", "--progress", "none"]);
    assert!(run.contains("cannot write the output") && run.ends_with("-- exit 1 --"), "{run}");
    let tried = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
    if !tried.is_ok_and(|tried| tried.status.success()) {
        println!("skipped: nothing can be mounted here");
        return;
    }
    fs::create_dir(stage.path().join("small")).expect("a folder");
    for (options, why) in [("size=64k", "no space left on device"), ("ro", "read-only file system")] {
        let script = format!(
            "mount -t tmpfs -o {options} tmpfs small && '{}' batch a.ndjson --out small --progress none; echo $?; ls small",
            env!("CARGO_BIN_EXE_newsprint")
        );
        let mut shell = Command::new("unshare");
        let output =
            shell.args(["-rm", "sh", "-c", &script]).current_dir(stage.path()).output().expect("a run");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(why), "{said}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "1\n", "and nothing is left");
    }
}
