//! `batch --near-dup`, as a script drives it: pages in, marks out. The same story is found in another
//! dress, another story is not, and the marks are the same whatever happened on the way.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "the tests read and write files")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};
use std::thread;

use common::{Stage, check_json};
use serde_json::{Value, json};

/// A story of so many sentences, another for every seed.
fn story(seed: u32, sentences: u32) -> Vec<String> {
    let mut seed = seed.wrapping_mul(2_654_435_761).wrapping_add(97);
    let mut pick = |from: &[&'static str]| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        from[seed as usize / 65_536 % from.len()]
    };
    let who =
        ["the harbour office", "a pilot", "the council", "her crew", "a diver", "the county", "an engineer"];
    let did = ["opened", "sold", "measured", "forgot", "painted", "moved", "praised", "sank", "raised"];
    let what =
        ["the ferry", "a buoy", "the causeway", "two barges", "the pier", "a lamp", "the old rope", "a net"];
    let when = [
        "at dawn",
        "in the storm",
        "on Tuesday",
        "after the tide",
        "before noon",
        "in silence",
        "by mistake",
    ];
    let why = [
        "because the wind had turned",
        "as the law asks",
        "to save the school",
        "for a bet",
        "since nobody else would",
    ];
    (0..sentences)
        .map(|_| format!("{} {} {} {}, {}.", pick(&who), pick(&did), pick(&what), pick(&when), pick(&why)))
        .collect()
}

/// A page with paragraphs of three sentences.
fn page(head: &str, sentences: &[String]) -> String {
    let body: Vec<String> = sentences.chunks(3).map(|three| format!("<p>{}</p>", three.join(" "))).collect();
    format!("<html><title>{head}</title><article><h1>{head}</h1>\n{}\n</article>", body.concat())
}

fn record(id: impl Into<Value>, html: &str) -> String {
    json!({ "id": id.into(), "html": html }).to_string() + "\n"
}

/// What is said about each line: its id, and if it is like another, that one's id and how.
fn marks(printed: &str) -> Vec<(Value, Value, String)> {
    let lines = printed.lines().map(check_json);
    let mark = |line: Value| {
        let mark = &line["near_duplicate"];
        (line["id"].clone(), mark["of"].clone(), mark["kind"].as_str().unwrap_or("-").to_owned())
    };
    lines.map(mark).collect()
}

/// Two files of stories: copies within a file and across them, and what is none.
fn files(stage: &Stage) -> [&'static str; 2] {
    let (mut one, mut two) = (String::new(), String::new());
    for number in 0..12_u32 {
        let text = story(number, 24);
        one += &record(number, &page("A day at sea", &text));
        let mut copy = text.clone();
        match number % 4 {
            // Another head, the same body.
            0 => {}
            // A dateline, and the end cut off.
            1 => {
                copy[0].insert_str(0, "TERN ISLAND (Harbour Press) — ");
                copy.truncate(20);
            }
            // Light edits.
            2 => "Nobody was hurt, said a man who had seen it all from the roof.".clone_into(&mut copy[3]),
            // Another story.
            _ => copy = story(number + 1000, 24),
        }
        let line = record(format!("copy of {number}"), &page("From the wire", &copy));
        if number < 6 { one += &line } else { two += &line }
    }
    one += "no json\n";
    stage.write("a.ndjson", one);
    stage.write("b.ndjson", two);
    ["a.ndjson", "b.ndjson"]
}

#[test]
fn copies_are_marked_and_nothing_else() {
    let stage = Stage::new();
    let [one, two] = files(&stage);
    let printed = stage.stdout(&["batch", one, two, "--near-dup"], "");
    let lines = printed.lines().filter(|line| line.contains("copy of")).map(str::to_owned);
    let marks = marks(&lines.collect::<Vec<_>>().join("\n"));
    let kinds = ["exact", "near", "near", "-"];
    for (number, (id, of, kind)) in marks.iter().enumerate() {
        assert_eq!((id, kind.as_str()), (&json!(format!("copy of {number}")), kinds[number % 4]));
        assert_eq!(*of, if number % 4 == 3 { Value::Null } else { json!(number) });
    }
    assert_eq!((marks.len(), printed.matches("near_duplicate").count()), (12, 9), "no first is marked");
    // The line that a mark names is that of the first.
    let lines: Vec<&str> = printed.lines().collect();
    for line in &lines {
        let line: Value = serde_json::from_str(line).expect("JSON");
        if let Some(number) = line["near_duplicate"]["line"].as_u64() {
            let first: Value =
                serde_json::from_str(lines[usize::try_from(number).expect("small") - 1]).expect("JSON");
            assert_eq!(first["id"], line["near_duplicate"]["of"]);
        }
    }
    // Without the flag nothing is said, and but for the marks the lines are the same.
    let plain = stage.stdout(&["batch", one, two], "");
    let without = |line: &str| {
        line.split(",\"near_duplicate\":").next().map(|line| line.trim_end_matches('}').to_owned())
    };
    assert!(!plain.contains("near_duplicate"));
    assert!(plain.lines().map(without).eq(printed.lines().map(without)));
}

#[test]
fn what_has_other_numbers_is_another_report() {
    let rest = story(5, 30);
    let report = |day: u32| {
        let mut text = rest.clone();
        text.insert(0, format!(
            "The index closed at {} points, {}.{} per cent higher, after {} million shares changed hands, and bread cost {}.",
            3000 + day * 17, day % 5, day * 3 % 10, 200 + day * 13, 70 + day
        ));
        record(day, &page("The market", &text))
    };
    let printed = Stage::new().stdout(&["batch", "--near-dup"], (1..20).map(report).collect::<String>());
    assert_eq!((printed.lines().count(), printed.matches("near_duplicate").count()), (19, 0));
    let again = report(3) + &report(4) + &report(3).replace("The market", "The exchange");
    let printed = Stage::new().stdout(&["batch", "--near-dup"], again);
    assert_eq!(printed.matches("\"kind\":\"exact\"").count(), 1, "{printed}");
}

#[test]
fn a_short_body_is_marked_only_when_it_is_the_same_and_an_empty_one_never() {
    let text =
        |id: u32, text: &str| json!({ "id": id, "text": format!("A head\n\n{text}") }).to_string() + "\n";
    let input = [
        text(1, "The ferry to Tern Island sails at noon again from today on."),
        text(2, "The ferry to Tern Island sails at nine again from today on."),
        text(3, "The ferry to TERN Island  sails at noon again from today on!"),
        record(4, "<html><title>Nothing</title><body></body>"),
        record(5, "<html><title>Nothing</title><body></body>"),
        record(6, ""),
        record(7, ""),
    ];
    let marks = marks(&Stage::new().stdout(&["batch", "--near-dup"], input.concat()));
    let found: Vec<_> = marks.iter().filter(|(.., kind)| kind != "-").collect();
    assert_eq!(found, [&(json!(3), json!(1), "exact".to_owned())]);
}

#[test]
fn scripts_without_spaces_and_letters_composed_otherwise_are_read_too() {
    let one = "港湾当局は水曜日の朝に渡船の桟橋を閉鎖したと発表し、再開の時期は未定であると述べた。利用者は橋を渡るか、\
        北の埠頭から出る臨時便に乗るよう求められている。夜明けに漂流した艀が桟橋に衝突し、杭が二本折れたという。";
    let two = "市議会は図書館の予算をめぐって長い議論を続け、深夜になってようやく採決に入った。反対した議員は屋根の修理を\
        先にすべきだと主張し、賛成した議員は子どもたちの本が足りないと訴えた。結果は一票差であったと書記は記している。";
    let cut = one.replace("夜明けに漂流した艀が", "けさ早く流された艀が");
    let german = "Die Fähre über die Förde fährt wieder, sagte der Bürgermeister, und für Fußgänger öffnet die Brücke früher. ".repeat(3);
    let apart = german.replace('ä', "a\u{308}").replace('ö', "o\u{308}").replace('ü', "u\u{308}");
    let texts = [one, two, &cut, &german, &apart];
    let record =
        |(id, text): (usize, &&str)| json!({ "id": id, "text": format!("題\n\n{text}") }).to_string() + "\n";
    let input: String = texts.iter().enumerate().map(record).collect();
    let marks = marks(&Stage::new().stdout(&["batch", "--near-dup"], input));
    let found: Vec<_> = marks.into_iter().filter(|(.., kind)| kind != "-").collect();
    assert_eq!(found, [(json!(2), json!(0), "near".to_owned()), (json!(4), json!(3), "exact".to_owned())]);
}

fn read(stage: &Stage, name: &str) -> String {
    fs::read_to_string(stage.path().join(name)).expect("a file")
}

fn code(stage: &Stage, args: &[&str]) -> i32 {
    stage.command(args).output().expect("a run").status.code().unwrap_or(-1)
}

/// The marks of a pipe as a corpus has them, but for the files.
fn in_a_file(printed: &str, break_at: usize) -> Vec<Value> {
    let place = |line: u64| {
        let first = u64::try_from(break_at).expect("small");
        if line > first { ("b.ndjson", line - first) } else { ("a.ndjson", line) }
    };
    let mut told = Vec::new();
    for (number, line) in printed.lines().enumerate() {
        let mut line: Value = serde_json::from_str(line).expect("JSON");
        let mut mark = line["near_duplicate"].take();
        if mark.is_null() {
            continue;
        }
        let (file, at) = place(number as u64 + 1);
        let (of_file, of_line) = place(mark["line"].as_u64().expect("a line"));
        mark["file"] = json!(of_file);
        mark["line"] = json!(of_line);
        told.push(json!({ "id": line["id"], "file": file, "line": at, "near_duplicate": mark }));
    }
    told
}

#[test]
fn jobs_guard_order_and_memory_change_no_byte() {
    let stage = Stage::new();
    let [one, two] = files(&stage);
    let plain = stage.stdout(&["batch", one, two, "--near-dup"], "");
    for more in [["--jobs", "3", "--no-guard"], ["--jobs", "2", "--guard"]] {
        assert!(stage.stdout(&[&["batch", one, two, "--near-dup"], &more[..]].concat(), "") == plain);
    }
    let ways: [(&str, &[&str]); 5] = [
        ("one", &[one, two, "--jobs", "1", "--no-guard"]),
        ("two", &[two, one, "--jobs", "3"]),
        // Room for four articles: it takes several turns.
        ("three", &[two, one, "--near-dup-memory", "1200"]),
        ("four", &[one, two, "--near-dup=sketch"]),
        ("five", &[one, "--near-dup=sketch"]),
    ];
    for (out, way) in ways {
        let mut args = [&["batch", "--out", out, "--progress", "none"], way].concat();
        if !way.contains(&"--near-dup=sketch") {
            args.push("--near-dup");
        }
        assert_eq!(code(&stage, &args), 0, "{out}");
    }
    let marks = read(&stage, "one/near-duplicates.jsonl");
    let lines: Vec<Value> = marks.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines, in_a_file(&plain, read(&stage, "one/a.ndjson").lines().count()));
    assert_eq!(lines.len(), 9);
    for out in ["two", "three"] {
        assert!(read(&stage, &format!("{out}/near-duplicates.jsonl")) == marks, "{out}");
    }
    // What was only made ready is marked by a run of its own, in one folder or file after file.
    assert!(!stage.path().join("four/near-duplicates.jsonl").exists());
    let more = ["batch", two, "--out", "five", "--near-dup=sketch", "--progress", "none"];
    assert_eq!(code(&stage, &more), 0);
    for out in ["four", "five"] {
        assert_eq!(code(&stage, &["batch", "--near-dup", "--out", out, "--progress", "none"]), 0);
        assert!(read(&stage, &format!("{out}/near-duplicates.jsonl")) == marks, "{out}");
        assert!(
            read(&stage, &format!("{out}/near-duplicates.json")) == read(&stage, "one/near-duplicates.json")
        );
    }
    // Outputs are what they are without the flag.
    assert_eq!(code(&stage, &["batch", one, two, "--out", "plain", "--progress", "none"]), 0);
    for name in ["a.ndjson", "b.ndjson"] {
        assert!(read(&stage, &format!("plain/{name}")) == read(&stage, &format!("one/{name}")));
    }
}

#[test]
fn the_status_tells_the_marks_and_whether_they_are_old() {
    let stage = Stage::new();
    let [one, two] = files(&stage);
    let told = stage.run(&["batch", one, "--out", "out", "--near-dup"]);
    assert!(told.contains("newsprint: of 18 articles 2 are the same as others, 3 nearly so"), "{told}");
    let status = |stage: &Stage| stage.run(&["batch", "--status", "out"]);
    assert!(status(&stage).contains("near-dup   18 articles, 2 exact, 3 near\n"), "{}", status(&stage));
    assert_eq!(code(&stage, &["batch", two, "--out", "out", "--near-dup=sketch", "--progress", "none"]), 0);
    assert!(status(&stage).contains("files have changed since: newsprint batch --near-dup --out DIR"));
    // A file that was made without it is told, and made again by --resume.
    assert_eq!(code(&stage, &["batch", two, "--out", "out", "--progress", "none"]), 0);
    assert!(!stage.path().join("out/b.near.zst").exists());
    let told = stage.run(&["batch", "--near-dup", "--out", "out"]);
    assert!(told.contains("1 files were made without --near-dup and are not compared"), "{told}");
    let told = stage.run(&["batch", one, two, "--out", "out", "--near-dup", "--resume"]);
    assert!(told.contains("of 24 articles 3 are the same as others, 6 nearly so"), "{told}");
    let json: Value =
        serde_json::from_str(&stage.stdout(&["batch", "--status", "out", "--json"], "")).expect("JSON");
    let marked = &json["near_duplicates"];
    assert_eq!([&marked["articles"], &marked["exact"], &marked["near"], &marked["files"]], [24, 3, 6, 2]);
    assert_eq!(marked["is_current"], true);
    // Sketches that are damaged are told, not passed over.
    let path = stage.path().join("out/a.near.zst");
    let whole = fs::read(&path).expect("sketches");
    let damaged: Vec<u8> = whole
        .iter()
        .enumerate()
        .map(|(at, byte)| if at == whole.len() / 2 { !byte } else { *byte })
        .collect();
    fs::write(&path, damaged).expect("a file");
    let told = stage.run(&["batch", "--near-dup", "--out", "out"]);
    assert!(told.contains("a.near.zst: ") && told.ends_with("-- exit 3 --"), "{told}");
    fs::write(&path, &whole[1..]).expect("a file");
    assert!(status(&stage).contains("out/a.done.json: its sketches are not there, or have another size"));
}

#[test]
fn killed_at_any_moment_it_goes_on_and_comes_to_the_same_marks() {
    let stage = Stage::new();
    let names: Vec<String> = (0..4).map(|number| format!("{number}.ndjson")).collect();
    for (file, name) in names.iter().enumerate() {
        let mut lines = String::new();
        for number in 0..30_u32 {
            // Every third is in the file before as well.
            let seed =
                if number % 3 == 0 { number } else { number + 100 * u32::try_from(file).expect("small") };
            _ = write!(lines, "{}", record(format!("{file} {number}"), &page("A day", &story(seed, 20))));
        }
        stage.write(name, lines);
    }
    let args = |out: &str| -> Vec<String> {
        let rest = ["--out", out, "--jobs", "2", "--resume", "--near-dup", "--progress", "none"];
        ["batch"].into_iter().chain(names.iter().map(String::as_str)).chain(rest).map(str::to_owned).collect()
    };
    let run = |out: &str| stage.command(&args(out)).output().expect("a run").status.code();
    let begin = std::time::Instant::now();
    assert_eq!(run("whole"), Some(0));
    let whole = begin.elapsed();
    let expected = read(&stage, "whole/near-duplicates.jsonl");
    assert_eq!(expected.lines().count(), 30);
    let kills = std::env::var("NEWSPRINT_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(4_u32);
    let mut seed = 54321_u32;
    for round in 0..kills {
        let out = format!("killed{round}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        command.args(args(&out)).env_clear().current_dir(stage.path());
        command.env("NEWSPRINT_CONFIG_DIR", stage.path().join("config"));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a run");
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        thread::sleep(whole * (seed >> 16) / (1 << 16));
        _ = child.kill();
        child.wait().expect("an end");
        assert_eq!(run(&out), Some(0));
        assert!(read(&stage, &format!("{out}/near-duplicates.jsonl")) == expected, "round {round}");
        assert!(
            stage.run(&["batch", "--status", &out]).contains("near-dup   120 articles, 30 exact, 0 near\n")
        );
    }
}

#[test]
fn poison_is_no_article_and_what_stands_behind_it_is_marked() {
    let stage = Stage::new();
    let text = story(1, 20);
    let mut input = record(1, &page("A day", &text));
    for word in ["POISON-PANIC", "POISON-ABORT"] {
        input += &record(word, &page(word, &text));
    }
    input += &record(2, &page("Another day", &text));
    stage.write("a.ndjson", &input);
    let mut filter = stage.command(&["batch", "a.ndjson", "--guard", "--near-dup"]);
    let output = filter.env("NEWSPRINT_POISON", "1").output().expect("a run");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let ids: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(ids[3]["near_duplicate"], json!({ "of": 1, "line": 1, "kind": "exact", "similarity": 1.0 }));
    assert!(ids[1]["error"].is_object() && ids[2]["error"].is_object());
    assert_eq!(printed.matches("near_duplicate").count(), 1);
}

#[test]
fn a_pipe_without_memory_says_what_it_forgot() {
    let stage = Stage::new();
    let input: String =
        (0..6).map(|number| record(number % 3, &page("A day", &story(number % 3, 20)))).collect();
    let run = stage.run_with(&["batch", "--near-dup", "--near-dup-memory", "800"], input);
    let said = "newsprint: copies of 2 articles are not marked, for want of memory; see --near-dup-memory";
    assert!(run.contains(said), "{run}");
    assert_eq!(run.matches("near_duplicate").count(), 2, "of the two that it had room for: {run}");
    for (args, said) in [
        (&["batch", "--near-dup=sketch"][..], "it needs --out DIR"),
        (&["batch", "--near-dup=never"], "invalid value"),
        (&["batch", "--near-dup", "--near-dup-memory", "all"], "no size of memory"),
        (&["batch", "--out", "out", "--near-dup=sketch"], "no input files"),
    ] {
        let run = stage.run(args);
        assert!(run.contains(said) && run.ends_with("-- exit 2 --"), "{run}");
    }
    let run = stage.run(&["batch", "--near-dup", "--out", "nowhere"]);
    assert!(run.contains("cannot read nowhere: ") && run.ends_with("-- exit 3 --"), "{run}");
    assert!(!stage.path().join("nowhere").exists());
}
