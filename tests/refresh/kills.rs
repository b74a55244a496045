//! The real program, killed or interrupted in the middle of a refresh: what it wrote down as asked is
//! in the library, and the rest comes with the next refresh. `NEWSPRINT_KILLS=1000` for a long run.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "a program is run, and the environment says how often")]

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use super::*;

const FEEDS: usize = 40;
const ITEMS: usize = 3;

fn site() -> Site {
    let site = Site::new();
    for feed in 0..FEEDS {
        let items: Vec<(usize, String)> = (0..ITEMS)
            .map(|item| {
                (
                    feed * 10 + item,
                    format!("<p>{feed} {item}: the lamps were lit, and the ferry went out all the same.</p>"),
                )
            })
            .collect();
        let items: Vec<(usize, &str)> = items.iter().map(|(number, text)| (*number, text.as_str())).collect();
        site.says(&format!("/feed-{feed}"), "200 OK", &format!("{RSS}ETag: \"e{feed}\"\r\n"), rss(&items));
    }
    site.hangs("/hangs");
    site
}

fn open(path: &Path) -> Library {
    Library::open(path, Timestamp::now()).unwrap().library
}

/// A library that is subscribed to all of it.
fn subscribed(path: &Path, site: &Site) {
    let mut library = open(path);
    let mut feeds: Vec<String> = (0..FEEDS).map(|feed| site.url(&format!("/feed-{feed}"))).collect();
    feeds.push(site.url("/hangs"));
    let tags: &[String] = &[];
    library.add_feeds(feeds.iter().map(|feed| (feed.as_str(), "", tags)), Timestamp::now()).unwrap();
}

fn start(path: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(["refresh", "--library"]).arg(path).env_clear().env("HOME", path.parent().unwrap());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits for something that is soon true.
fn until(mut is_true: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_true() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it never was");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Every feed that is written down as asked has all its items in the library.
fn assert_kept(library: &Library) -> usize {
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
    let feeds = library.feeds().unwrap();
    let asked = feeds.iter().filter(|feed| feed.validators.etag.is_some());
    let mut kept = 0;
    for feed in asked {
        let of_feed = Filter { feed: Some(feed.id), ..Filter::default() };
        assert_eq!(
            library.list(&of_feed, Sort::Newest, None, 100).unwrap().rows.len(),
            ITEMS,
            "{}",
            feed.address
        );
        kept += 1;
    }
    kept
}

#[test]
fn a_kill_loses_nothing_that_was_written_down() {
    let rounds: usize =
        std::env::var("NEWSPRINT_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(4);
    let folder = tempfile::tempdir().unwrap();
    let site = site();
    let mut in_the_middle = 0;
    for round in 0..rounds {
        let path = folder.path().join(format!("{round}.db"));
        subscribed(&path, &site);
        let asked = || (0..FEEDS).map(|feed| site.asked(&format!("/feed-{feed}")).0).sum::<usize>();
        let before = asked();
        let mut program = start(&path);
        let far = (round * 7) % (FEEDS - 4);
        until(|| asked() > before + far);
        // From the first request to long after the last was answered.
        thread::sleep(Duration::from_micros(u64::try_from(round % 5 * 3000).unwrap()));
        program.kill().unwrap();
        program.wait().unwrap();
        let mut library = open(&path);
        let kept = assert_kept(&library);
        in_the_middle += usize::from(kept < FEEDS);
        if round % 100 == 0 {
            let (_, summary) = refresh(&mut library, &Which::All);
            assert_eq!((summary.failed, assert_kept(&library)), (1, FEEDS), "the rest comes the next time");
            assert_eq!(titles(&library).len(), FEEDS * ITEMS);
        }
    }
    assert!(in_the_middle > 0, "no refresh was killed before its end");
}

#[test]
fn an_interrupt_ends_it_soon_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let site = site();
    subscribed(&path, &site);
    let program = start(&path);
    until(|| site.asked("/hangs").0 > 0);
    let begun = Instant::now();
    let status: ExitStatus = Command::new("kill").args(["-INT", &program.id().to_string()]).status().unwrap();
    assert!(status.success());
    let output = program.wait_with_output().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(10), "it does not wait for what hangs");
    assert_eq!(output.status.code(), Some(130));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("stopped: 41 feeds"), "{said}");
    assert_kept(&open(&path));
}
