//! What is poison, or takes too much, costs one document.

use super::*;

#[test]
#[cfg_attr(not(debug_assertions), ignore = "no release takes poison")]
fn poison_costs_one_document_each() {
    let stage = Stage::new();
    let poison = ["POISON-PANIC", "POISON-ABORT", "POISON-HANG", "POISON-MEMORY"];
    let mut input = pages(0, 10);
    for word in poison {
        writeln!(input, "{{\"id\":\"{word}\",\"html\":\"<p>{word}\"}}").expect("room");
        input += &pages(20, 2);
    }
    stage.write("a.ndjson", &input);
    let limits = ["--max-memory", "400M", "--timeout", "2", "--jobs", "2"];
    let kinds = |lines: &str| -> Vec<(String, String)> {
        let values = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let errors = values.filter(|value| !value["error"].is_null());
        errors.map(|value| (text(&value["id"]), text(&value["error"]["kind"]))).collect()
    };
    let mut filter = stage.command(&[&["batch", "a.ndjson", "--guard"], &limits[..]].concat());
    let output = filter.env("NEWSPRINT_POISON", "1").output().expect("a run");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(printed.lines().count(), 22);
    let expected = ["panic", "crash", "timeout", "out-of-memory"];
    let expected: Vec<_> =
        poison.iter().zip(expected).map(|(id, kind)| (id.to_string(), kind.to_owned())).collect();
    assert_eq!(kinds(&printed), expected);
    let mut corpus =
        stage.command(&[&["batch", "a.ndjson", "--out", "out", "--progress", "none"], &limits[..]].concat());
    assert!(corpus.env("NEWSPRINT_POISON", "1").output().expect("a run").status.success());
    assert!(fs::read(stage.path().join("out/a.ndjson")).expect("an output") == printed.as_bytes());
    assert_eq!(manifest(&stage, "out/a.done.json")["error"], 4);
    let rate =
        ["batch", "a.ndjson", "--out", "out", "--resume", "--max-error-rate", "0.1", "--progress", "none"];
    let run = stage.run(&[&rate[..], &limits].concat());
    let said = "newsprint: 4 of 22 documents could not be read, more than --max-error-rate 0.1";
    assert_eq!(run, format!("-- stderr --\n{said}\n-- exit 5 --"), "of what was done before, too");
}

#[test]
fn a_worker_that_somebody_kills_costs_one_document_at_most() {
    let stage = Stage::new();
    stage.write("a.ndjson", pages(0, 400));
    let mut run = start(&stage, &["batch", "a.ndjson", "--out", "out", "--jobs", "1", "--progress", "none"]);
    let mut killed = 0;
    while killed < 3 && run.try_wait().expect("a state").is_none() {
        thread::sleep(Duration::from_millis(60));
        for pid in workers(&run) {
            killed += usize::from(kill_process(pid, Signal::KILL).is_ok());
        }
    }
    let end = run.wait().expect("an end");
    if !end.success() {
        // A worker that is killed before it is ready ends the run; --resume goes on.
        assert_eq!(code(&stage, &["batch", "a.ndjson", "--out", "out", "--resume", "--progress", "none"]), 0);
    }
    let done = manifest(&stage, "out/a.done.json");
    let error = done["error"].as_u64().expect("a number");
    assert!(done["in"] == 400 && error <= killed as u64, "{error} of {killed}");
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "no release takes poison")]
fn poison_that_was_handed_over_ahead_costs_no_other_document() {
    let stage = Stage::new();
    // Two in a row, a good one behind a bad one, one that fills the pipe.
    let poison = |word: &str| format!("{{\"id\":\"{word}\",\"html\":\"<p>{word}\"}}\n");
    let large = format!("{{\"id\":\"large\",\"html\":\"<p>{}\"}}\n", "So it goes on. ".repeat(100_000));
    let input = [
        poison("POISON-ABORT"),
        poison("POISON-HANG"),
        pages(0, 1),
        poison("POISON-ABORT"),
        large.clone(),
        pages(1, 2),
        large.clone(),
        large,
        poison("POISON-ABORT"),
    ]
    .concat();
    stage.write("a.ndjson", &input);
    let plain = stage.stdout(&["batch", "a.ndjson"], "");
    for jobs in ["1", "2"] {
        let mut run = stage.command(&["batch", "a.ndjson", "--guard", "--jobs", jobs, "--timeout", "8"]);
        let output = run.env("NEWSPRINT_POISON", "1").output().expect("a run");
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        let kind = |line: &str| {
            let line: Value = serde_json::from_str(line).expect("JSON");
            line["error"]["kind"].as_str().map(str::to_owned)
        };
        let kinds: Vec<Option<String>> = printed.lines().map(kind).collect();
        let [crash, timeout] = ["crash", "timeout"].map(|kind| Some(kind.to_owned()));
        let expected =
            [crash.clone(), timeout, None, crash.clone(), None, None, None, None, None, crash].to_vec();
        assert_eq!(kinds, expected, "{jobs}");
        for (printed, plain) in printed.lines().zip(plain.lines()).filter(|(line, _)| kind(line).is_none()) {
            assert!(printed == plain, "{jobs}");
        }
    }
}

#[test]
fn what_needs_too_much_memory_or_is_too_long_is_told_and_the_peak_is_too() {
    let stage = Stage::new();
    let many = format!("{{\"id\":\"many\",\"html\":\"<p>a{}\"}}\n", "<div><b>a</b></div>".repeat(120_000));
    stage.write("a.ndjson", pages(0, 1) + &many + &pages(1, 1));
    let args = ["batch", "a.ndjson", "--out", "out", "--progress", "none", "--jobs", "2"];
    assert_eq!(code(&stage, &[&args[..], &["--max-memory", "16M"]].concat()), 0);
    let done = manifest(&stage, "out/a.done.json");
    assert_eq!(done["errors"], serde_json::json!({ "out-of-memory": 1 }));
    assert_eq!(code(&stage, &[&args[..], &["--max-size", "1M"]].concat()), 0);
    let done = manifest(&stage, "out/a.done.json");
    assert_eq!(done["errors"], serde_json::json!({ "too-long": 1 }));
    assert_eq!(code(&stage, &args), 0);
    let done = manifest(&stage, "out/a.done.json");
    assert_eq!(done["error"], 0);
    if cfg!(target_os = "linux") {
        let worker = done["worker_peak_bytes"].as_u64().expect("a number");
        assert!(worker > 20 << 20, "{worker} bytes for a page of 240,000 elements");
        assert!(done["peak_bytes"].as_u64().is_some_and(|own| own > 1 << 20));
        let said = stage.run(&["batch", "--status", "out"]);
        assert!(said.contains("memory     at most ") && said.contains(", a worker "), "{said}");
    }
}
