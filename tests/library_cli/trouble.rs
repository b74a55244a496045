//! A library that is damaged, newer, another program's, read-only, or open twice: what the command
//! line says, and what it leaves alone.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use insta::assert_snapshot;

use super::common::Stage;
use super::{filled, lines, tabs};

/// Today's date stands in the names of what was set aside.
fn undated(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once(".damaged-") {
        out.push_str(before);
        out.push_str(".damaged-DATE");
        rest = after.get(10..).unwrap_or_default();
    }
    out + rest
}

#[test]
fn a_library_that_was_named_must_be_there() {
    let stage = Stage::new();
    for command in
        ["list", "feeds", "check", "undo", "export", "show 1", "star 1", "backup b.db", "reread --all"]
    {
        let mut args: Vec<&str> = command.split(' ').collect();
        args.extend(["--library", "typo.db"]);
        let told = stage.run(&args);
        assert!(
            told.contains("there is no library typo.db") && told.ends_with("exit 3 --"),
            "{command}: {told}"
        );
    }
    assert_eq!(fs::read_dir(stage.path()).unwrap().count(), 0, "none was made");
    assert_snapshot!(stage.run(&["list", "--library", ""]), @"
    -- stderr --
    newsprint: a value is required for '--library <PATH>' but none was supplied (newsprint --help lists what can be typed)
    -- exit 2 --
    ");
    assert_snapshot!(stage.run(&["list", "--library", "."]), @"
    -- stderr --
    newsprint: . is a folder, not a library (name the file in it)
    -- exit 3 --
    ");
}

#[test]
#[cfg(target_os = "linux")]
fn the_usual_library_is_made_by_what_fills_it_and_is_nobody_elses_business() {
    let stage = Stage::with_story();
    let run = |args: &[&str]| {
        let mut command = stage.command(args);
        command.env_remove("NEWSPRINT_LIBRARY").env("HOME", stage.path().join("home"));
        command.output().unwrap()
    };
    let listed = run(&["list"]);
    assert!(String::from_utf8_lossy(&listed.stderr).contains("the library is empty"));
    assert!(!stage.path().join("home").exists(), "looking makes nothing");
    assert_eq!(run(&["save", "story.html"]).stdout, b"1\n");
    let folder = stage.path().join("home/.local/share/newsprint");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join("library.db"))), (0o700, 0o600));
    let elsewhere = stage.path().join("elsewhere");
    let mut command = stage.command(&["list"]);
    command.env_remove("NEWSPRINT_LIBRARY").env("HOME", stage.path().join("home"));
    command.env("XDG_DATA_HOME", &elsewhere);
    assert!(command.output().unwrap().stdout.is_empty(), "another folder of data, another library");
}

#[test]
fn a_damaged_library_is_told_and_mended() {
    let stage = filled();
    let mut bytes = fs::read(stage.library()).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[4096..middle] {
        *byte = !*byte;
    }
    fs::write(stage.library(), &bytes).unwrap();
    let checked = stage.run(&["check"]);
    assert!(checked.ends_with(
        "newsprint: the library is damaged (newsprint check --mend sets it aside and saves what can be read)\n-- exit 1 --"
    ), "{checked}");
    assert_eq!(fs::read(stage.library()).unwrap(), bytes, "looking changes nothing");
    let found = &lines(&stage, &["check", "--json"])[0];
    assert_eq!((&found["ok"], found["faults"].as_array().unwrap().is_empty()), (&false.into(), false));
    let mended = undated(&stage.run(&["check", "--mend"]));
    assert!(mended.contains("is kept as STAGE/library.db.damaged-DATE"), "{mended}");
    assert!(mended.ends_with("-- exit 0 --"), "{mended}");
    assert!(stage.run(&["check"]).starts_with("whole: "));
}

#[test]
fn a_library_without_one_of_its_columns_is_told_and_mended() {
    let stage = filled();
    let conn = rusqlite::Connection::open(stage.library()).unwrap();
    conn.execute_batch("DROP INDEX items_by_feed; ALTER TABLE deeds DROP COLUMN what").unwrap();
    drop(conn);
    assert_snapshot!(stage.run(&["check"]), @"
    column what of deeds is missing
    index items_by_feed is missing
    -- stderr --
    newsprint: the library is damaged (newsprint check --mend sets it aside and saves what can be read)
    -- exit 1 --
    ");
    assert!(undated(&stage.run(&["check", "--mend"])).ends_with("-- exit 0 --"));
    assert_snapshot!(stage.run(&["check"]), @"
    whole: 2 feeds, 3 articles
    -- exit 0 --
    ");
}

#[test]
fn what_is_left_of_a_library_that_was_cut_short_is_saved() {
    let stage = filled();
    stage.run(&["compact"]);
    let file = fs::OpenOptions::new().write(true).open(stage.library()).unwrap();
    file.set_len(file.metadata().unwrap().len() - 4096).unwrap();
    assert_snapshot!(undated(&stage.run(&["star", "1"])), @"
    -- stderr --
    newsprint: the library was damaged (database disk image is malformed). Saved from it: 2 feeds, 3 articles. The damaged file is kept as STAGE/library.db.damaged-DATE
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["list", "--starred"]), @"
    1	2026-03-03T07:30:00Z	US-	Sund Courier	Ferries halted by fog
    -- exit 0 --
    ");
}

#[test]
fn what_is_no_library_is_set_aside_or_left_alone() {
    let stage = Stage::new();
    fs::write(stage.library(), "To buy: bread, herring, a new kettle.\n".repeat(40)).unwrap();
    assert_snapshot!(undated(&stage.run(&["check"])), @"
    file is not a database
    -- stderr --
    newsprint: the library is damaged (newsprint check --mend sets it aside and saves what can be read)
    -- exit 1 --
    ");
    assert_snapshot!(undated(&stage.run(&["list"])), @"
    -- stderr --
    newsprint: the library was damaged (file is not a database). Saved from it: 0 feeds, 0 articles. The damaged file is kept as STAGE/library.db.damaged-DATE
    newsprint: the library is empty: newsprint add URL or save URL fills it
    -- exit 0 --
    ");
    let theirs = stage.path().join("theirs.db");
    let conn = rusqlite::Connection::open(&theirs).unwrap();
    conn.execute_batch("CREATE TABLE moz_places (url TEXT)").unwrap();
    drop(conn);
    let before = fs::read(&theirs).unwrap();
    assert_snapshot!(stage.run(&["list", "--library", "theirs.db"]), @"
    -- stderr --
    newsprint: STAGE/theirs.db is the database of another program (--library names another file)
    -- exit 3 --
    ");
    assert_snapshot!(stage.run(&["check", "--mend", "--library", "theirs.db"]), @"
    -- stderr --
    newsprint: STAGE/theirs.db is the database of another program (--library names another file)
    -- exit 3 --
    ");
    assert_eq!(fs::read(&theirs).unwrap(), before);
}

#[test]
fn a_library_of_a_newer_newsprint_is_read_and_not_changed() {
    let stage = filled();
    let conn = rusqlite::Connection::open(stage.library()).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    assert_snapshot!(tabs(&stage.run(&["list", "--feed", "marl"])), @"
    3 → 2024-05-01T10:00:00Z → U-- → Sund Courier → Ferry cat retires
    -- stderr --
    newsprint: the library was written by a newer newsprint (version 99); it is opened read-only
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["star", "1"]), @"
    -- stderr --
    newsprint: the library was written by a newer newsprint (version 99); it is opened read-only (--library names another)
    -- exit 3 --
    ");
    assert_snapshot!(stage.run(&["save", "story.html"]), @"
    -- stderr --
    newsprint: the library was written by a newer newsprint (version 99); it is opened read-only (--library names another)
    -- exit 3 --
    ");
    assert_snapshot!(stage.run(&["check"]), @"
    whole: 2 feeds, 3 articles
    -- exit 0 --
    ");
}

#[test]
fn a_library_that_cannot_be_written_is_read() {
    let stage = filled();
    let folder = stage.path().join("shelf");
    fs::create_dir(&folder).unwrap();
    fs::copy(stage.library(), folder.join("library.db")).unwrap();
    fs::set_permissions(folder.join("library.db"), fs::Permissions::from_mode(0o400)).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        eprintln!("skipped: whoever may write everywhere (root) cannot see this");
        return;
    }
    assert_snapshot!(tabs(&stage.run(&["list", "--feed", "marl", "--library", "shelf/library.db"])), @"
    3 → 2024-05-01T10:00:00Z → U-- → Sund Courier → Ferry cat retires
    -- stderr --
    newsprint: the library shelf/library.db cannot be written; nothing will be saved
    -- exit 0 --
    ");
    assert_snapshot!(stage.run(&["mark", "1", "--library", "shelf/library.db"]), @"
    -- stderr --
    newsprint: the library shelf/library.db cannot be written; nothing will be saved (--library names another)
    -- exit 3 --
    ");
    for args in [&["check"][..], &["check", "--mend"]] {
        let told = stage.run(&[args, &["--library", "shelf/library.db"]].concat());
        assert_eq!(told, "whole: 2 feeds, 3 articles\n-- exit 0 --");
    }
    let told = stage.run(&["save", "story.html", "--library", "shelf/new.db"]);
    assert!(told.contains("shelf/new.db cannot be opened") && told.ends_with("exit 3 --"), "{told}");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_place_where_no_file_can_be_is_told() {
    let stage = Stage::with_story();
    let told = stage.run(&["save", "story.html", "--library", "story.html/library.db"]);
    assert!(told.contains("cannot be opened") && told.ends_with("exit 3 --"), "{told}");
    assert!(!told.contains("\n1\n"), "what is not saved has no number: {told}");
}

#[test]
fn many_newsprints_may_write_at_once() {
    let stage = filled();
    std::thread::scope(|scope| {
        for number in 0..4 {
            let stage = &stage;
            scope.spawn(move || {
                for round in 0..5 {
                    let tag = format!("t{number}-{round}");
                    let told = stage.run(&["tag", "1,2", &tag]);
                    assert_eq!(told, "-- exit 0 --");
                }
            });
        }
    });
    let rows = lines(&stage, &["list", "--all", "--json"]);
    assert_eq!(rows[1]["tags"].as_array().unwrap().len(), 20);
    assert_eq!(stage.run(&["check"]), "whole: 2 feeds, 3 articles\n-- exit 0 --");
}
