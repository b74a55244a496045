//! What a library of 100,000 articles costs beside an empty one: start to the first page of the
//! list, a search at every key, a feed of 20,000 items, the reader's acts, and the memory that the
//! desk takes. Times are those of the processor; a feed's with waiting for the disk besides.
//!
//! ```sh
//! cargo bench --bench library            # ARTICLES=10000 for a quick look
//! LIBRARY=/tmp/large.db cargo bench --bench library      # made once, used again
//! ```

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]
#![allow(clippy::disallowed_methods, reason = "a bench has a clock and an environment")]
#![allow(clippy::indexing_slicing, reason = "a bench")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a bench"
)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use newsprint::library::{Filter, Item, Keep, Library, Query};
use newsprint::model::{ArticleId, Clean, Page, Sort, Source};

/// What words are made of.
const SYLLABLES: [&str; 60] = [
    "the", "ba", "ri", "to", "len", "mu", "sa", "de", "kor", "vi", "nu", "pra", "ste", "con", "in", "ra",
    "ge", "fo", "hu", "min", "al", "te", "re", "pro", "da", "wo", "sho", "ca", "ne", "dis", "ju", "ple",
    "mar", "bo", "ex", "un", "lo", "si", "ti", "per", "gra", "ho", "sto", "be", "ke", "za", "fri", "po",
    "ru", "an", "ver", "ha", "tra", "ma", "ci", "ou", "ye", "ni", "clo", "di",
];

/// How many words there are.
const WORDS: f64 = 100_000.0;

fn now() -> Timestamp {
    "2026-03-04T08:00:00Z".parse().unwrap()
}

/// Words that come as often as words do: the commonest is one in sixteen, the tenth a tenth of that.
struct Writer(u64);

impl Writer {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn word(&mut self, text: &mut String) {
        let share = self.number() as f64 / f64::from(1_u32 << 31);
        let mut rank = WORDS.powf(share) as usize - 1;
        loop {
            text.push_str(SYLLABLES[rank % 60]);
            rank /= 60;
            if rank == 0 {
                break;
            }
        }
    }

    fn text(&mut self, letters: usize) -> String {
        let mut text = String::with_capacity(letters + 20);
        while text.len() < letters {
            self.word(&mut text);
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

/// A hundred feeds in five folders; every twentieth article has its page, and most were read.
fn fill(path: &Path, articles: usize) {
    let mut library = Library::open(path, now()).unwrap().library;
    let feeds: Vec<_> = (0..100)
        .map(|n| {
            let feed = library
                .add_feed(&format!("https://site{n}.example/feed"), &format!("Site {n}"), now())
                .unwrap();
            library.tag_feed(feed, ["news", "sea", "law", "sport", "science"][n % 5], true, now()).unwrap();
            feed
        })
        .collect();
    let mut writer = Writer(1);
    for at in (0..articles).step_by(500) {
        let items: Vec<Item> = (at..(at + 500).min(articles)).map(|n| writer.item(n, 4000)).collect();
        let new = library.take_in(feeds[at / 500 % 100], &items, now()).unwrap().new;
        for (item, id) in items.iter().zip(&new).step_by(20) {
            keep_page(&mut library, item, *id, &mut writer);
        }
        let read: Vec<ArticleId> =
            new.into_iter().enumerate().filter(|(n, _)| n % 10 > 1).map(|(_, id)| id).collect();
        library.mark_read(&read, true, now()).unwrap();
    }
}

fn keep_page(library: &mut Library, item: &Item, id: ArticleId, writer: &mut Writer) {
    let head = writer.text(20_000).replace(' ', "\",\"");
    let html = format!(
        "<html><head><title>{}</title><script>var x = [\"{head}\"]</script></head><body><article><h1>{}</h1>{}</article>",
        item.title,
        item.title,
        item.html.as_deref().unwrap_or_default()
    );
    let address = item.address.clone().unwrap();
    let page = Page::new(Source::Url(address.parse().unwrap()), html.into_bytes());
    let reading = newsprint::read::read(&page, &newsprint::read::Options::default());
    let keep =
        Keep { article: Some(id), address: Some(&address), page: &page, reading: &reading, by_hand: false };
    library.store(&keep, now()).unwrap();
}

/// What the processor has done for this program, in milliseconds: the same on a busy machine.
fn worked() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1000.0 + time.tv_nsec as f64 / 1e6
}

/// Several runs, in milliseconds, shortest first.
fn times(runs: usize, mut run: impl FnMut()) -> Vec<f64> {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = worked();
            run();
            worked() - start
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

/// The best of several runs.
fn best(runs: usize, run: impl FnMut()) -> f64 {
    times(runs, run)[0]
}

/// What the desk asks before its first frame: stacks with their counts, a page.
fn first_page(path: &Path) -> usize {
    let library = Library::open(path, now()).unwrap().library;
    let stacks = library.stacks().unwrap();
    let unread = Filter { unread: Some(true), ..Filter::default() };
    let rows = library.list(&unread, Sort::Newest, None, 60).unwrap().rows;
    stacks.feeds.len() + rows.len()
}

/// What the parts of a start take.
fn parts(path: &Path) {
    let unread = Filter { unread: Some(true), ..Filter::default() };
    let opened = best(20, || drop(Library::open(path, now()).unwrap()));
    let [stacks, feeds, list, preview] = [0, 1, 2, 3].map(|part| {
        (0..20)
            .map(|_| {
                let library = Library::open(path, now()).unwrap().library;
                let id = if part == 3 {
                    library.list(&unread, Sort::Newest, None, 1).unwrap().rows[0].id
                } else {
                    ArticleId(0)
                };
                best(1, || match part {
                    0 => _ = library.stacks().unwrap(),
                    1 => _ = library.feeds().unwrap(),
                    2 => _ = library.list(&unread, Sort::Newest, None, 60).unwrap(),
                    _ => _ = library.preview(id, 600).unwrap(),
                })
            })
            .fold(f64::MAX, f64::min)
    });
    println!(
        "opened in {opened:.2} ms, stacks {stacks:.2} (feeds {feeds:.2}), list {list:.2}, a beginning {preview:.2}"
    );
}

fn start(empty: &Path, large: &Path) {
    let mut both = [Vec::new(), Vec::new()];
    for _ in 0..40 {
        for (times, path) in both.iter_mut().zip([empty, large]) {
            times.push(best(1, || _ = first_page(path)));
        }
    }
    for times in &mut both {
        times.sort_by(f64::total_cmp);
    }
    let [empty, large] = both.map(|times| (times[0], times[times.len() / 2]));
    println!(
        "start to the first page: empty {:.2} ms, large {:.2} ms, {:.2}x; medians {:.2}, {:.2}, {:.2}x",
        empty.0,
        large.0,
        large.0 / empty.0,
        empty.1,
        large.1,
        large.1 / empty.1
    );
}

fn take_in(path: &Path) {
    let mut writer = Writer(2);
    let items: Vec<Item> = (0..20_000).map(|n| writer.item(1_000_000 + n, 300)).collect();
    let mut library = Library::open(path, now()).unwrap().library;
    let feed = library.add_feed("https://a.example/feed", "A", now()).unwrap();
    let start = Instant::now();
    let took = best(1, || _ = library.take_in(feed, &items, now()).unwrap());
    let wall = start.elapsed().as_secs_f64() * 1000.0;
    let again = best(1, || _ = library.take_in(feed, &items, now()).unwrap());
    println!("a feed of 20000 items: {took:.0} ms, with waiting {wall:.0} ms, the same again {again:.0} ms");
    let all: Vec<ArticleId> = library
        .list(&Filter::default(), Sort::Newest, None, 20_000)
        .unwrap()
        .rows
        .iter()
        .map(|row| row.id)
        .collect();
    let took = best(1, || library.mark_read(&all, true, now()).unwrap());
    let back = best(1, || _ = library.undo().unwrap());
    println!("marking 20000 as read: {took:.0} ms, taken back {back:.0} ms");
    let mut each = all[..100].iter();
    let one = times(100, || library.star(&[*each.next().unwrap()], true, now()).unwrap());
    println!("one star: {:.1} ms, worst of 100 {:.1} ms", one[50], one[99]);
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
    let empty = folder.path().join("empty.db");
    let large = std::env::var_os("LIBRARY").map_or_else(|| folder.path().join("large.db"), PathBuf::from);
    drop(Library::open(&empty, now()).unwrap());
    if !large.exists() {
        let start = Instant::now();
        fill(&large, articles);
        println!("filled with {articles} articles in {:.1} s", start.elapsed().as_secs_f64());
    }
    println!("{} MB", std::fs::metadata(&large).unwrap().len() / 1_000_000);
    start(&empty, &large);
    parts(&large);
    take_in(&folder.path().join("feed.db"));
    let child = std::process::Command::new(std::env::current_exe().unwrap()).arg(&large).status().unwrap();
    assert!(child.success());
}

/// What the desk does, in a process of its own, and what that takes.
#[expect(clippy::too_many_lines, reason = "a list of what is typed")]
fn desk(path: &Path) {
    _ = first_page(path);
    let library = Library::open(path, now()).unwrap().library;
    let zone = &TimeZone::UTC;
    let mut worst = Vec::new();
    let mut search = |query: &Query, text: &str| {
        let mut hits = 0;
        let took = best(3, || hits = library.search(query, 30).unwrap().len());
        worst.push(took);
        println!("search {text:?}: {hits} hits, {took:.1} ms");
    };
    for text in [
        "the",
        "ri",
        "bari",
        "tolen munu",
        "\"ba ri\"",
        "the ba ri",
        "kor*",
        "is:unread site:site7 vilen",
        "the -ba",
        "geconmin",
    ] {
        search(&Query::parse(text, zone), text);
    }
    for text in ["thestecon", "kor min", "procidi", "is:unread storu", "ni"] {
        for end in 1..=text.len() {
            let typed = text.get(..end).unwrap_or_default();
            search(&Query::typing(typed, zone), typed);
        }
    }
    let (all, feed) = (Filter::default(), library.feeds().unwrap()[0].id);
    let unread = Filter { unread: Some(true), ..Filter::default() };
    for text in ["t", "the", "thest", "kor", "kor m", "procid", "the procid", "thestecon t", "-the"] {
        let query = Query::typing(text, zone);
        for (name, filter) in [("all", &all), ("unread", &unread)] {
            for sort in [Sort::Newest, Sort::Date, Sort::Title] {
                let took = best(3, || _ = library.matching(filter, &query, sort, None, 60).unwrap());
                println!("filter {name} by {text:?}, {}: {took:.1} ms", sort.name());
            }
        }
        println!(
            "count {text:?}: {:.1} ms",
            best(3, || _ = library.count_matching(&all, &query, 1000).unwrap())
        );
    }
    println!("worst search: {:.1} ms", worst.into_iter().fold(0.0, f64::max));
    for sort in Sort::ALL {
        let took = best(3, || _ = library.list(&all, sort, None, 60).unwrap());
        println!("list by {}: {took:.1} ms", sort.name());
    }
    let of = Filter { feed: Some(feed), ..Filter::default() };
    let tag = Filter { tags: vec!["sea".to_owned()], ..Filter::default() };
    for (name, filter) in [("a feed", of), ("a tag", tag)] {
        for unread in [None, Some(true)] {
            let filter = Filter { unread, ..filter.clone() };
            let took = best(3, || _ = library.list(&filter, Sort::Newest, None, 60).unwrap());
            let count = best(3, || _ = library.count(&filter).unwrap());
            println!("list {name}, unread {unread:?}: {took:.1} ms, counted in {count:.1} ms");
        }
    }
    println!("{}", memory());
}
