//! What a library goes through: killed programs, several programs, damage, files that are not
//! one, folders where nothing can be written.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use super::*;

/// The child's own task; see [`child`].
const TASK: &str = "NEWSPRINT_LIBRARY_TASK";

pub(super) fn on_disk(folder: &Path) -> (PathBuf, Library, FeedId) {
    let path = folder.join("data/library.db");
    let opened = Library::open(&path, now()).unwrap();
    assert_eq!(opened.note, None);
    let mut library = opened.library;
    let feed = library.add_feed("https://gazette.example/feed", "Gazette", now()).unwrap();
    (path, library, feed)
}

/// A library with so many articles, closed.
pub(super) fn filled(folder: &Path, count: usize) -> PathBuf {
    let (path, mut library, feed) = on_disk(folder);
    let text =
        "The barge drifted into the dock at dawn and cracked two pilings before the crew woke. ".repeat(9);
    let items: Vec<Item> = (0..count)
        .map(|n| item(&format!("n{n}"), &format!("Story number {n}"), &format!("{n} {text} {n}")))
        .collect();
    library.take_in(feed, &items, now()).unwrap();
    let starred: Vec<ArticleId> = ids(&library).into_iter().step_by(7).collect();
    library.star(&starred, true, now()).unwrap();
    path
}

/// Runs [`child`] in a process of its own.
fn spawn(task: &str, path: &Path) -> std::process::Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "damage::child", "--nocapture"]);
    command.env(TASK, format!("{task} {}", path.display()));
    command.stdout(Stdio::piped()).spawn().unwrap()
}

/// Writes until it is killed or done, and says what is acknowledged.
#[test]
#[ignore = "the other process of the tests below"]
fn child() {
    let task = std::env::var(TASK).unwrap();
    let [name, count, path] = task.splitn(3, ' ').collect::<Vec<_>>().try_into().unwrap();
    let count: usize = count.parse().unwrap();
    let mut library = Library::open(Path::new(path), now()).unwrap().library;
    let feed = library.feeds().unwrap()[0].id;
    for n in 0..count {
        let key = format!("{name}-{n}");
        let taken = library.take_in(feed, &[item(&key, &key, "A story that is refreshed.")], now()).unwrap();
        library.star(&taken.new, true, now()).unwrap();
        library.tag(taken.new[0], &key, true, now()).unwrap();
        println!("\nacked {key}");
    }
    assert!(count > 0);
}

fn number_from(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn nothing_acknowledged_is_lost_when_a_writer_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let (path, library, _) = on_disk(folder.path());
    drop(library);
    let mut acked: Vec<String> = Vec::new();
    for round in 0..number_from("NEWSPRINT_KILLS", 100) {
        let mut child = spawn(&format!("k{round} 1000000"), &path);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let wanted = round % 4 + usize::from(round % 3 == 0);
        let said = lines.by_ref().map_while(Result::ok).filter(|line| line.starts_with("acked "));
        acked.extend(said.take(wanted).map(|line| line["acked ".len()..].to_owned()));
        std::thread::sleep(std::time::Duration::from_micros(137 * (round as u64 % 29)));
        child.kill().unwrap();
        child.wait().unwrap();
        let said = lines.map_while(Result::ok).filter(|line| line.starts_with("acked "));
        acked.extend(said.map(|line| line["acked ".len()..].to_owned()));
        if round % 10 == 9 {
            let opened = Library::open(&path, now()).unwrap();
            assert_eq!(opened.note, None);
            sound(&opened.library);
        }
    }
    let library = Library::open(&path, now()).unwrap().library;
    let tags = library.tags().unwrap();
    let lost: Vec<&String> = acked.iter().filter(|key| !tags.iter().any(|tag| *tag == ***key)).collect();
    assert!(acked.len() >= 100 && lost.is_empty(), "{} acknowledged, lost: {lost:?}", acked.len());
    let starred = Filter { starred: Some(true), ..Filter::default() };
    assert!(library.list(&starred, Sort::Newest, None, 1_000_000).unwrap().rows.len() >= acked.len());
}

#[test]
fn four_newsprints_write_at_once_and_none_waits_in_vain() {
    let folder = tempfile::tempdir().unwrap();
    let (path, library, _) = on_disk(folder.path());
    let generation = library.generation().unwrap();
    let writes = number_from("NEWSPRINT_WRITES", 100);
    let children: Vec<_> = (0..4).map(|n| spawn(&format!("w{n} {writes}"), &path)).collect();
    let copy = folder.path().join("copy.db");
    library.export(&copy).unwrap();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    assert_eq!(library.stats().unwrap().articles as usize, 4 * writes);
    assert_eq!(library.tags().unwrap().len(), 4 * writes);
    assert_ne!(library.generation().unwrap(), generation);
    sound(&library);
    sound(&Library::open(&copy, now()).unwrap().library);
}

/// A small generator of noise, the same each time.
fn noise(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// Whether everything that was there is there, as far as a reader can tell.
fn whole(library: &Library, count: usize) -> Result<bool, Error> {
    let rows = library.list(&Filter::default(), Sort::Newest, None, 10_000)?.rows;
    for row in &rows {
        library.get(row.id)?;
    }
    let starred = rows.iter().filter(|row| row.starred).count();
    library.search(&Query::parse("barge", &TimeZone::UTC), 50)?;
    Ok(library.feeds()?.len() == 1 && rows.len() == count && starred == count.div_ceil(7))
}

#[test]
fn a_byte_flipped_anywhere_is_never_a_panic_and_never_a_silent_loss() {
    let folder = tempfile::tempdir().unwrap();
    let good = fs::read(filled(folder.path(), 150)).unwrap();
    let mut seed = 7;
    for round in 0..number_from("NEWSPRINT_FLIPS", 60) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("library.db");
        let mut bytes = good.clone();
        let at = if round % 5 == 0 { round % 100 } else { noise(&mut seed) as usize % bytes.len() };
        bytes[at] ^= 1 << (noise(&mut seed) % 8);
        fs::write(&path, &bytes).unwrap();
        let Ok(opened) = Library::open(&path, now()) else { continue };
        let told = opened.note.is_some();
        let is_whole = whole(&opened.library, 150);
        let said = told
            || is_whole.is_err()
            || !opened.library.check().unwrap_or_else(|e| vec![e.to_string()]).is_empty();
        assert!(said || is_whole.is_ok_and(|whole| whole), "byte {at}: lost in silence");
        drop(opened);
        if said && !told {
            let mended = Library::mend(&path, now()).unwrap();
            sound(&mended.library);
            assert!(mended.note.is_none() || aside(home.path()).len() == 1);
        }
    }
}

/// The damaged files that were set aside in a folder.
pub(super) fn aside(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files
        .filter(|path| {
            path.to_string_lossy().contains(".damaged-2026-03-04")
                && !path.to_string_lossy().ends_with("-shm")
        })
        .collect()
}

#[test]
fn what_can_be_read_of_a_damaged_library_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 400);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    for page in 0..8 {
        bytes[middle + page * 4096..middle + (page + 1) * 4096].fill(0xA5);
    }
    fs::write(&path, &bytes).unwrap();
    let opened = Library::mend(&path, now()).unwrap();
    let note = opened.note.unwrap();
    assert!(note.contains("1 feeds") && note.contains("library.db.damaged-2026-03-04"), "{note}");
    let saved = opened.library.stats().unwrap();
    assert!(saved.articles >= 300, "{saved:?}");
    assert!(found(&opened.library, "barge").len() == 20);
    sound(&opened.library);
    assert_eq!(fs::read(&aside(path.parent().unwrap())[0]).unwrap(), bytes, "untouched");
}

#[test]
fn files_that_are_no_library_are_set_aside() {
    let header = [b"SQLite format 3\0".as_slice(), &[16, 0, 1, 1, 0, 64, 32, 32], &[0; 76]].concat();
    let noise: Vec<u8> = (0..64_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("text", b"not a database\n".repeat(100)),
        ("header-only", header.clone()),
        ("header-noise", [header.clone(), noise].concat()),
        ("short", header[..50].to_vec()),
        ("nul-page", vec![0; 8192]),
        ("huge-page-count", [&header[..28], &[0xff; 4], &header[32..], &[0; 4000]].concat()),
    ];
    for (name, bytes) in cases {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("library.db");
        fs::write(&path, &bytes).unwrap();
        let mut opened = Library::open(&path, now()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(opened.note.is_some(), "{name}");
        assert_eq!(opened.library.saving(), Saving::Durable, "{name}");
        opened.library.add_feed("https://a.example/feed", "", now()).unwrap();
        assert_eq!(fs::read(&aside(home.path())[0]).unwrap(), bytes, "{name}");
    }
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("library.db");
    fs::write(&path, b"").unwrap();
    assert_eq!(Library::open(&path, now()).unwrap().note, None, "an empty file is an empty library");
}

#[test]
fn the_hostile_files_of_this_machine_are_survived() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/hostile/hostile.py");
    if !script.exists() {
        println!("skipped: ../shared is not on this machine");
        return;
    }
    let out = tempfile::tempdir().unwrap();
    let made = Command::new("python3").arg(script).arg("make").arg(out.path()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut count = 0;
    let files = fs::read_dir(out.path().join("db")).unwrap().map(|file| file.unwrap().path());
    for file in files {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("library.db");
        fs::copy(&file, &path).unwrap();
        let before = fs::read(&file).unwrap();
        if let Ok(opened) = Library::open(&path, now()) {
            sound(&opened.library);
            let kept = aside(home.path()).iter().any(|kept| fs::read(kept).unwrap() == before);
            assert!(before.is_empty() || kept || fs::read(&path).unwrap() == before, "{}", file.display());
        }
        count += 1;
    }
    assert!(count >= 8, "{count}");
}

#[test]
fn another_programs_database_is_left_alone_and_its_triggers_are_not_run() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("theirs.db");
    let theirs = rusqlite::Connection::open(&path).unwrap();
    theirs.execute_batch("CREATE TABLE bookmarks (x); INSERT INTO bookmarks VALUES (1)").unwrap();
    drop(theirs);
    let before = fs::read(&path).unwrap();
    assert!(matches!(Library::open(&path, now()), Err(Error::Foreign(_))));
    assert_eq!(fs::read(&path).unwrap(), before);

    let (path, mut library, _) = on_disk(home.path());
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TRIGGER evil AFTER INSERT ON feeds BEGIN DELETE FROM feeds; END;")
        .unwrap();
    library.add_feed("https://b.example/feed", "", now()).unwrap();
    assert_eq!(Library::open(&path, now()).unwrap().library.feeds().unwrap().len(), 2);
}

#[test]
fn a_library_of_a_newer_newsprint_is_only_read() {
    let home = tempfile::tempdir().unwrap();
    let path = filled(home.path(), 3);
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let mut opened = Library::open(&path, now()).unwrap();
    assert!(opened.note.unwrap().contains("newer newsprint (version 99)"));
    assert_eq!(ids(&opened.library).len(), 3);
    assert!(matches!(opened.library.add_feed("https://b.example/", "", now()), Err(Error::ReadOnly)));
}

#[test]
fn where_nothing_can_be_written_reading_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let path = filled(home.path(), 3);
    let nowhere = Library::open(Path::new("/proc/nowhere/library.db"), now()).unwrap();
    assert_eq!(nowhere.library.saving(), Saving::Memory);
    assert!(nowhere.note.unwrap().contains("nothing will be saved"));
    // Root may write anywhere: the folder's name stands for what a reader may not.
    let folder = Library::open(home.path(), now()).unwrap();
    assert_eq!(folder.library.saving(), Saving::Memory);
    assert_eq!(ids(&Library::open(&path, now()).unwrap().library).len(), 3);
}

#[test]
fn a_library_that_was_moved_away_is_not_written() {
    let home = tempfile::tempdir().unwrap();
    let (path, mut library, feed) = on_disk(home.path());
    fs::rename(&path, home.path().join("moved.db")).unwrap();
    assert!(matches!(library.take_in(feed, &items(), now()), Err(Error::Swapped)));
    fs::write(&path, b"").unwrap();
    assert!(matches!(library.add_feed("https://b.example/", "", now()), Err(Error::Swapped)));
    assert_eq!(library.feeds().unwrap().len(), 1, "reading goes on");
}

#[test]
fn a_library_without_its_log_opens() {
    let home = tempfile::tempdir().unwrap();
    let (path, mut library, feed) = on_disk(home.path());
    library.take_in(feed, &items(), now()).unwrap();
    let copy = home.path().join("copy.db");
    fs::copy(&path, &copy).unwrap();
    let opened = Library::open(&copy, now()).unwrap();
    sound(&opened.library);
    let with_log = home.path().join("with-log.db");
    fs::copy(&path, &with_log).unwrap();
    fs::copy(path.with_extension("db-wal"), with_log.with_extension("db-wal")).unwrap();
    assert_eq!(ids(&Library::open(&with_log, now()).unwrap().library).len(), 3);
}
