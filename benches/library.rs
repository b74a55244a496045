//! What a library of 100,000 articles costs beside an empty one: start to the first page of the
//! list, a search, a feed of 20,000 items, and the memory that the desk takes.
//!
//! ```sh
//! cargo bench --bench library            # ARTICLES=10000 for a quick look
//! ```

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]
#![allow(clippy::disallowed_methods, reason = "a bench has a clock and an environment")]
#![allow(clippy::indexing_slicing, reason = "a bench")]

use std::path::Path;
use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use newsprint::library::{Filter, Item, Library, Query};
use newsprint::model::{Clean, Sort};

fn now() -> Timestamp {
    "2026-03-04T08:00:00Z".parse().unwrap()
}

/// Words that come as often as words do: a few all the time, most hardly ever.
struct Writer(u64);

impl Writer {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn word(&mut self) -> String {
        let (a, b) = (self.number() % 30_000, self.number() % 30_000);
        let mut rank = a * b / 30_000 + 1;
        let mut word = String::new();
        while rank > 0 {
            word.push_str(
                ["ba", "ri", "to", "len", "mu", "sa", "de", "kor", "vi", "nu"][(rank % 10) as usize],
            );
            rank /= 10;
        }
        word
    }

    fn text(&mut self, letters: usize) -> String {
        let mut text = String::new();
        while text.len() < letters {
            text.push_str(&self.word());
            text.push_str(if self.number().is_multiple_of(90) { ".\n\n" } else { " " });
        }
        text
    }

    fn item(&mut self, n: usize, letters: usize) -> Item {
        let text = self.text(letters);
        Item {
            key: format!("urn:story:{n}"),
            address: Some(format!("https://site{}.example/news/{n}", n % 50)),
            title: Clean::field(&self.text(60)),
            site: Clean::field(&format!("Site {}", n % 50)),
            published: Some(now()),
            text: Clean::text(&text),
            html: Some(format!("<p>{}</p>", text.replace("\n\n", "</p><p>"))),
            ..Item::default()
        }
    }
}

fn fill(path: &Path, articles: usize) {
    let mut library = Library::open(path, now()).unwrap().library;
    let feeds: Vec<_> = (0..100)
        .map(|n| {
            library.add_feed(&format!("https://site{n}.example/feed"), &format!("Site {n}"), now()).unwrap()
        })
        .collect();
    let mut writer = Writer(1);
    for at in (0..articles).step_by(500) {
        let items: Vec<Item> = (at..(at + 500).min(articles)).map(|n| writer.item(n, 4000)).collect();
        library.take_in(feeds[at / 500 % 100], &items, now()).unwrap();
    }
}

/// The best of several runs, in milliseconds.
fn best(runs: usize, mut run: impl FnMut()) -> f64 {
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1000.0
    });
    times.fold(f64::MAX, f64::min)
}

fn first_page(path: &Path) -> usize {
    let library = Library::open(path, now()).unwrap().library;
    let rows = library.list(&Filter::default(), Sort::Newest, None, 60).unwrap().rows;
    library.feeds().unwrap().len() + rows.len() + usize::from(library.stats().unwrap().articles > 0)
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| status.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    format!("{} {}", line("VmRSS"), line("VmHWM"))
}

fn main() {
    let articles = std::env::var("ARTICLES").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    if let Some(path) = std::env::args().nth(1).filter(|argument| !argument.starts_with("--")) {
        return desk(Path::new(&path));
    }
    let folder = tempfile::tempdir().unwrap();
    let (empty, large) = (folder.path().join("empty.db"), folder.path().join("large.db"));
    drop(Library::open(&empty, now()).unwrap());
    let start = Instant::now();
    fill(&large, articles);
    let size = std::fs::metadata(&large).unwrap().len() / 1_000_000;
    println!("filled with {articles} articles in {:.1} s, {size} MB", start.elapsed().as_secs_f64());
    let (none, all) = (best(30, || _ = first_page(&empty)), best(30, || _ = first_page(&large)));
    println!("start to the first page: empty {none:.2} ms, large {all:.2} ms, {:.2}x", all / none);

    let mut writer = Writer(2);
    let items: Vec<Item> = (0..20_000).map(|n| writer.item(1_000_000 + n, 300)).collect();
    let feed_path = folder.path().join("feed.db");
    let mut library = Library::open(&feed_path, now()).unwrap().library;
    let feed = library.add_feed("https://a.example/feed", "A", now()).unwrap();
    let took = best(1, || _ = library.take_in(feed, &items, now()).unwrap());
    let again = best(1, || _ = library.take_in(feed, &items, now()).unwrap());
    println!("a feed of 20000 items: {took:.0} ms, the same again {again:.0} ms");

    let child = std::process::Command::new(std::env::current_exe().unwrap()).arg(&large).status().unwrap();
    assert!(child.success());
}

/// What the desk does, in a process of its own, and what that takes.
fn desk(path: &Path) {
    _ = first_page(path);
    let library = Library::open(path, now()).unwrap().library;
    for text in
        ["ri", "bari", "tolen munu", "\"ba ri\"", "kor*", "is:unread site:site7 vilen", "to -ba", "munusade"]
    {
        let query = Query::parse(text, &TimeZone::UTC);
        let mut hits = 0;
        let took = best(5, || hits = library.search(&query, 30).unwrap().len());
        println!("search {text:?}: {hits} hits, {took:.1} ms");
    }
    for sort in Sort::ALL {
        let took = best(3, || _ = library.list(&Filter::default(), sort, None, 60).unwrap());
        println!("list by {}: {took:.1} ms", sort.name());
    }
    let filter =
        Filter { unread: Some(true), feed: Some(library.feeds().unwrap()[0].id), ..Filter::default() };
    println!("list a feed: {:.1} ms", best(3, || _ = library.list(&filter, Sort::Newest, None, 60).unwrap()));
    println!("{}", memory());
}
