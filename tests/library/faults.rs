//! What a machine does to a library: power that fails, a disk that is full, a folder where nothing
//! can be written, a program that is killed while it mends, names of any kind, clocks that jump.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, BufReader};
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::damage::{aside, filled, on_disk};
use super::*;

/// The child's own task; see [`child`].
const TASK: &str = "NEWSPRINT_FAULTS_TASK";
/// The library that it works on.
const PLACE: &str = "NEWSPRINT_FAULTS_PLACE";

/// Runs [`child`] in a process of its own, behind other programs if any are named.
fn command(before: &[&str], task: &str, path: &Path) -> Command {
    let test = std::env::current_exe().unwrap();
    let mut words: Vec<OsString> = before.iter().map(OsString::from).collect();
    words.push(test.into());
    words.extend(["--ignored", "--exact", "faults::child", "--nocapture"].map(OsString::from));
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).env(TASK, task).env(PLACE, path);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

#[test]
#[ignore = "the other process of the tests below"]
fn child() {
    let (task, path) = (std::env::var(TASK).unwrap(), PathBuf::from(std::env::var_os(PLACE).unwrap()));
    match &*task {
        "mend" => {
            let mended = Library::mend(&path, now()).unwrap();
            assert_eq!(mended.library.saving(), Saving::Durable);
            println!("\nacked mended");
        }
        "write" => {
            let mut library = Library::open(&path, now()).unwrap().library;
            let feed = library.feeds().unwrap()[0].id;
            for n in 0.. {
                let key = format!("p{}-{n}", std::process::id());
                let new = library.take_in(feed, &[item(&key, &key, "A story.")], now()).unwrap().new;
                library.tag(new[0], &key, true, now()).unwrap();
                println!("\nacked {key}");
            }
        }
        "fill" => fill_the_disk(&path),
        "read" => {
            let mut opened = Library::open(&path, now()).unwrap();
            assert!(opened.note.unwrap().contains("nothing will be saved"));
            assert_eq!(opened.library.saving(), Saving::ReadOnly);
            assert_eq!(ids(&opened.library).len(), 3);
            assert_eq!(found(&opened.library, "barge").len(), 3);
            let id = ids(&opened.library)[0];
            assert!(matches!(opened.library.star(&[id], true, now()), Err(Error::ReadOnly)));
            println!("\nacked read");
        }
        other => assert_eq!(other, "a task"),
    }
}

/// Writes until the disk is full, makes room, and writes again.
fn fill_the_disk(path: &Path) {
    let ballast = path.with_file_name("ballast");
    fs::write(&ballast, vec![0; 256 << 10]).unwrap();
    let mut library = Library::open(path, now()).unwrap().library;
    assert_eq!(library.saving(), Saving::Durable);
    let feed = library.add_feed("https://gazette.example/feed", "Gazette", now()).unwrap();
    let text = (0..3000).map(|n| (n * 7919 % 10_007).to_string()).collect::<Vec<_>>().join(" ");
    let mut taken = 0;
    let error = loop {
        match library.take_in(feed, &[item(&format!("f{taken}"), "Story", &format!("{taken} {text}"))], now())
        {
            Ok(done) => taken += done.new.len(),
            Err(error) => break error,
        }
        assert!(taken < 10_000);
    };
    assert!(matches!(error, Error::Full), "{error}");
    assert_eq!(ids(&library).len(), taken, "what was told is there, the last is not");
    fs::remove_file(ballast).unwrap();
    let id = ids(&library)[0];
    library.star(&[id], true, now()).unwrap();
    drop(library);
    let library = Library::open(path, now()).unwrap().library;
    assert!(library.row(id).unwrap().starred);
    sound(&library);
    println!("\nacked full {taken}");
}

/// What a child says it has done, to its end.
fn said(child: &mut Child) -> Vec<String> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    lines.filter_map(|line| line.strip_prefix("acked ").map(str::to_owned)).collect()
}

/// Whether this user may mount; else a test says that it was skipped.
fn may_mount() -> bool {
    let tried = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
    let may = tried.is_ok_and(|tried| tried.status.success());
    if !may {
        println!("skipped: nothing can be mounted here");
    }
    may
}

#[test]
fn a_disk_that_is_really_full_loses_nothing_that_was_told() {
    if !may_mount() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let mounted =
        format!("mount -t tmpfs -o size=1m tmpfs '{}' && exec \"$0\" \"$@\"", home.path().display());
    let path = home.path().join("library.db");
    let mut child = command(&["unshare", "-rm", "sh", "-c", &mounted], "fill", &path).spawn().unwrap();
    let said = said(&mut child);
    assert!(child.wait().unwrap().success() && said[0].starts_with("full "), "{said:?}");
}

#[test]
fn in_a_home_that_is_really_read_only_everything_can_be_read() {
    if !may_mount() {
        return;
    }
    for with_log in [false, true] {
        let home = tempfile::tempdir().unwrap();
        let path = filled(home.path(), 3);
        let folder = path.parent().unwrap();
        if with_log {
            // As a killed newsprint leaves it.
            let mut library = Library::open(&path, now()).unwrap().library;
            let id = ids(&library)[0];
            library.star(&[id], true, now()).unwrap();
            let copy = home.path().join("copy");
            fs::create_dir(&copy).unwrap();
            for name in ["library.db", "library.db-wal"] {
                fs::copy(folder.join(name), copy.join(name)).unwrap();
            }
            drop(library);
            fs::remove_dir_all(folder).unwrap();
            fs::rename(&copy, folder).unwrap();
        }
        let shown = folder.display();
        let mounted = format!(
            "mount --bind '{shown}' '{shown}' && mount -o remount,ro,bind '{shown}' && exec \"$0\" \"$@\""
        );
        let mut child = command(&["unshare", "-rm", "sh", "-c", &mounted], "read", &path).spawn().unwrap();
        let said = said(&mut child);
        assert!(child.wait().unwrap().success() && said == ["read"], "with a log: {with_log}");
    }
}

#[test]
fn mending_that_is_killed_is_finished_by_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    let path = filled(home.path(), 150);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 2 * 4096].fill(0xA5);
    let clean = tempfile::tempdir().unwrap();
    fs::write(clean.path().join("library.db"), &bytes).unwrap();
    let start = std::time::Instant::now();
    let wanted = Library::mend(&clean.path().join("library.db"), now()).unwrap().library.stats().unwrap();
    let whole = start.elapsed();
    let rounds = 50;
    for round in 0..rounds {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("library.db");
        fs::write(&path, &bytes).unwrap();
        let mut child = command(&[], "mend", &path).spawn().unwrap();
        std::thread::sleep(
            whole.mul_f64(f64::from(round) * 1.5 / f64::from(rounds)) + Duration::from_millis(2),
        );
        child.kill().unwrap();
        child.wait().unwrap();
        let library = Library::mend(&path, now()).unwrap().library;
        sound(&library);
        let saved = library.stats().unwrap();
        assert_eq!((saved.articles, saved.feeds), (wanted.articles, wanted.feeds), "round {round}");
        let kept = aside(home.path());
        assert!(kept.iter().any(|kept| fs::read(kept).unwrap() == bytes), "round {round}: {kept:?}");
        let left = fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().file_name());
        let left: Vec<OsString> = left.filter(|name| name.to_string_lossy().contains(".mended")).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn what_a_reader_did_survives_the_loss_of_power() {
    let shim = tempfile::tempdir().unwrap();
    let object = shim.path().join("power.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library/power.c");
    let built =
        Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&object).arg(source).arg("-ldl").status();
    if !built.is_ok_and(|built| built.success()) || !cfg!(target_os = "linux") {
        println!("skipped: no shim of the disk can be built here");
        return;
    }
    let cuts = std::env::var("NEWSPRINT_CUTS").ok().and_then(|cuts| cuts.parse().ok()).unwrap_or(20);
    let home = tempfile::tempdir().unwrap();
    let (path, library, _) = on_disk(home.path());
    drop(library);
    let mut acked = 0;
    for cut in 0..cuts {
        let disk = tempfile::tempdir().unwrap();
        fs::copy(&path, disk.path().join("library.db")).unwrap();
        let mut child = command(&[], "write", &path);
        let mut child = child.env("LD_PRELOAD", &object).env("NEWSPRINT_POWER", disk.path()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let told = lines.filter_map(|line| line.strip_prefix("acked ").map(str::to_owned));
        let told: Vec<String> = told.take(1 + cut % 5).collect();
        child.kill().unwrap();
        child.wait().unwrap();
        // What had reached the disk is all that there is.
        let after = disk.path().join("library.db");
        let opened = Library::open(&after, now()).unwrap();
        assert_eq!(opened.note, None, "cut {cut}");
        sound(&opened.library);
        let tags = opened.library.tags().unwrap();
        let lost: Vec<&String> = told.iter().filter(|key| !tags.iter().any(|tag| *tag == ***key)).collect();
        assert!(lost.is_empty(), "cut {cut}: lost {lost:?} of {}", told.len());
        acked += told.len();
        // The next program goes on with what the disk has.
        drop(opened);
        for ending in ["-wal", "-shm"] {
            _ = fs::remove_file(path.with_extension(format!("db{ending}")));
        }
        fs::copy(&after, &path).unwrap();
    }
    assert!(acked >= cuts, "{acked}");
}

#[test]
fn a_library_has_any_name() {
    let home = tempfile::tempdir().unwrap();
    let names: [&[u8]; 4] =
        [b"my library #1 100%.db", b"na\xefve \xff.db", b"a?mode=memory&x='\".db", b"-wal"];
    for name in names {
        let folder = home.path().join(OsStr::from_bytes(name));
        let path = folder.join(OsStr::from_bytes(name));
        let mut library = Library::open(&path, now()).unwrap().library;
        assert_eq!((library.saving(), library.path()), (Saving::Durable, Some(&*path)));
        library.add_feed("https://gazette.example/feed", "Gazette", now()).unwrap();
        let copy = folder.join(OsStr::from_bytes(b"copy \xfe.db"));
        library.export(&copy).unwrap();
        assert!(library.export(&copy).is_err(), "no file is overwritten");
        assert_eq!(Library::open(&copy, now()).unwrap().library.feeds().unwrap().len(), 1);
        drop(library);
        assert_eq!(Library::open(&path, now()).unwrap().library.feeds().unwrap().len(), 1);
    }
}

#[test]
fn behind_a_symbolic_link_it_is_the_file_that_is_mended() {
    let home = tempfile::tempdir().unwrap();
    let real = filled(home.path(), 20);
    let link = home.path().join("link.db");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert_eq!(ids(&Library::open(&link, now()).unwrap().library).len(), 20);
    let mut bytes = fs::read(&real).unwrap();
    bytes[..16].fill(7);
    fs::write(&real, bytes).unwrap();
    let opened = Library::open(&link, now()).unwrap();
    assert!(opened.note.unwrap().contains("library.db.damaged-2026-03-04"));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(aside(real.parent().unwrap()).len(), 1);
    drop(opened.library);
    fs::remove_file(&real).unwrap();
    let mut empty = Library::open(&link, now()).unwrap().library;
    empty.add_feed("https://b.example/", "", now()).unwrap();
    assert!(real.exists(), "a link to nothing is followed");
}

#[test]
fn a_folder_that_is_removed_is_told_and_does_not_end_the_reading() {
    let home = tempfile::tempdir().unwrap();
    let (path, mut library, feed) = on_disk(home.path());
    library.take_in(feed, &items(), now()).unwrap();
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
    let id = ids(&library)[0];
    assert!(matches!(library.star(&[id], true, now()), Err(Error::Swapped)));
    assert_eq!(ids(&library).len(), 3);
    drop(library);
    assert_eq!(Library::open(&path, now()).unwrap().library.saving(), Saving::Durable, "a new one is begun");
}

#[test]
fn clocks_that_jump_bring_no_storm_and_throw_nothing_away() {
    let (mut library, feed) = library();
    let all = ids(&library);
    library.mark_read(&all, true, now()).unwrap();
    let hour = jiff::SignedDuration::from_hours(1);
    let known = newsprint::model::Validators::default();
    for at in ["1970-01-01T00:00:00Z", "2100-02-03T00:00:00Z", "9999-12-30T00:00:00Z", "2026-03-05T00:00:00Z"]
    {
        let at: Timestamp = at.parse().unwrap();
        assert_eq!(library.due(at).unwrap(), [feed], "{at}: asked once");
        library.asked(feed, &known, at, at + hour, None).unwrap();
        assert!(library.due(at).unwrap().is_empty(), "{at}: and not again");
        if at.as_second() == 0 || at.to_string().as_str() > "2100" {
            assert_eq!(library.expire(Policy { days: 1 }, at).unwrap(), 0, "{at}");
        }
        library.star(&all[..1], true, at).unwrap();
        library.undo().unwrap();
    }
    assert_eq!(ids(&library), all);
    sound(&library);
}

#[test]
fn a_value_that_is_far_too_large_is_an_error_and_no_more() {
    let home = tempfile::tempdir().unwrap();
    let path = filled(home.path(), 3);
    let theirs = rusqlite::Connection::open(&path).unwrap();
    theirs.execute("UPDATE pages SET bytes = zeroblob(70000000)", []).unwrap();
    theirs.execute("UPDATE texts SET body = CAST(x'01' || zeroblob(40) AS BLOB)", []).unwrap();
    drop(theirs);
    let opened = Library::open(&path, now()).unwrap();
    let id = ids(&opened.library)[0];
    assert!(opened.library.get(id).is_err());
    assert!(opened.library.preview(id, 100).is_err());
    assert!(!opened.library.check().map_or(true, |faults| faults.is_empty()));
}
