//! A refresh of 500 feeds on loopback, ten items each: the real binary from its start to its end, the
//! first time and when nothing has changed; and newsboat on the same feeds in the same run, in
//! turns, where it is installed. Then once with a tenth of the feeds hanging.
//! `cargo bench --profile measure --bench refresh`; `FEEDS=50` for a quick look. Prints seconds and
//! ratios, and judges nothing.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a bench prints what it measured, and a bench that cannot go on has failed"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const ITEMS: usize = 10;

/// How often each is run.
const TURNS: usize = 3;

/// Words in no order, the same at every call: stories that are alike would be taken for one.
struct Writer(u64);

impl Writer {
    fn text(&mut self, words: usize) -> String {
        let mut text = String::new();
        for _ in 0..words {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut rank = (self.0 >> 33) % 20_000 + 1;
            while rank > 0 {
                let syllables = ["ba", "ri", "to", "len", "mu", "sa", "de", "kor", "vi", "nu"];
                text.push_str(syllables.get(usize::try_from(rank % 10).unwrap()).unwrap());
                rank /= 10;
            }
            text.push(' ');
        }
        text
    }
}

/// A feed of ten stories of some hundred words.
fn feed(number: u64) -> String {
    let mut writer = Writer(number * 2 + 1);
    let mut feed = format!("<rss version=\"2.0\"><channel><title>Feed {number}</title>");
    for item in 0..ITEMS {
        let title = writer.text(8);
        _ = write!(feed, "<item><guid>{number}-{item}</guid><title>{title}</title><description>");
        for _ in 0..4 {
            _ = write!(feed, "&lt;p&gt;{}.&lt;/p&gt;", writer.text(50));
        }
        feed.push_str("</description></item>");
    }
    feed + "</channel></rss>"
}

/// Serves the feeds; those at `/hang` are never answered. The address.
fn serve(feeds: u32) -> String {
    // Made before: the server is to take no time.
    let bodies: Arc<Vec<String>> = Arc::new((0..feeds).map(|number| feed(u64::from(number))).collect());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let bodies = Arc::clone(&bodies);
            thread::spawn(move || answer(stream, &bodies));
        }
    });
    address
}

fn answer(stream: TcpStream, bodies: &[String]) {
    _ = stream.set_nodelay(true);
    let mut line = BufReader::new(stream);
    loop {
        let (mut head, mut known) = (String::new(), false);
        loop {
            let before = head.len();
            if line.read_line(&mut head).unwrap_or(0) == 0 {
                return;
            }
            let last = head.get(before..).unwrap_or_default().to_lowercase();
            known |= last.starts_with("if-none-match");
            if last.trim().is_empty() {
                break;
            }
        }
        let path = head.split(' ').nth(1).unwrap_or("/");
        if path.starts_with("/hang") {
            _ = line.get_mut().read(&mut [0]);
            return;
        }
        let number = path.rsplit('-').next().and_then(|number| number.parse().ok()).unwrap_or(0_usize);
        let body = if known { String::new() } else { bodies.get(number).cloned().unwrap_or_default() };
        let status = if known { "304 Not Modified" } else { "200 OK" };
        let answer = format!(
            "HTTP/1.1 {status}\r\nETag: \"{number}\"\r\nContent-Type: application/rss+xml\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        if line.get_mut().write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn main() {
    let feeds = std::env::var("FEEDS").ok().and_then(|feeds| feeds.parse().ok()).unwrap_or(500);
    let folder = tempfile::tempdir().unwrap();
    let site = serve(feeds);
    let urls: Vec<String> = (0..feeds).map(|number| format!("{site}/feed-{number}")).collect();
    fs::write(folder.path().join("urls"), urls.join("\n") + "\n").unwrap();
    let outlines = urls.iter().map(|url| format!("<outline xmlUrl='{url}'/>")).collect::<Vec<_>>().concat();
    fs::write(folder.path().join("list.opml"), format!("<opml><body>{outlines}</body></opml>")).unwrap();
    let has_newsboat = Command::new("newsboat").arg("-v").stdout(Stdio::null()).status().is_ok();
    let mut times = [const { Vec::new() }; 6];
    for turn in 0..TURNS {
        let library = folder.path().join(format!("{turn}.db"));
        newsprint(folder.path(), &library, &["import", "list.opml"]);
        times[0].push(newsprint(folder.path(), &library, &["refresh", "--no-pages"]));
        times[1].push(newsprint(folder.path(), &library, &["refresh", "--all", "--no-pages"]));
        for (at, threads) in [(2, 1), (4, 16)].into_iter().filter(|_| has_newsboat) {
            let cache = folder.path().join(format!("{turn}-{threads}.cache"));
            times[at].push(newsboat(folder.path(), &cache, threads));
            times[at + 1].push(newsboat(folder.path(), &cache, threads));
        }
    }
    let names = [
        "newsprint, first",
        "newsprint, nothing changed",
        "newsboat, first",
        "newsboat, nothing changed",
        "newsboat with 16 threads, first",
        "newsboat with 16 threads, nothing changed",
    ];
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    for (at, (name, median)) in
        names.iter().zip(&medians).enumerate().filter(|(_, (_, median))| **median > 0.0)
    {
        let ours = medians.get(at % 2).copied().unwrap_or(1.0);
        let each = median * 1000.0 / f64::from(feeds);
        println!("{name:42} {median:7.3} s, {each:6.2} ms a feed, {:5.2} of newsprint's", median / ours);
    }
    hanging(folder.path(), &site, feeds);
}

/// A tenth of the feeds never answer.
fn hanging(folder: &Path, site: &str, feeds: u32) {
    let url = |number| {
        if number % 10 == 0 { format!("{site}/hang-{number}") } else { format!("{site}/feed-{number}") }
    };
    let outlines = (0..feeds).map(|number| format!("<outline xmlUrl='{}'/>", url(number)));
    let outlines = outlines.collect::<Vec<_>>().concat();
    fs::write(folder.join("hang.opml"), format!("<opml><body>{outlines}</body></opml>")).unwrap();
    let library = folder.join("hang.db");
    newsprint(folder, &library, &["import", "hang.opml"]);
    let time = newsprint(folder, &library, &["refresh", "--no-pages"]);
    println!("{:42} {time:7.3} s", "newsprint, a tenth of the feeds hanging");
}

/// Runs newsprint; the seconds that it took.
fn newsprint(folder: &Path, library: &Path, args: &[&str]) -> f64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(args).arg("--library").arg(library).current_dir(folder);
    timed(command.env("HOME", folder).env("NEWSPRINT_CONFIG_DIR", folder))
}

/// Runs newsboat; the seconds that it took.
fn newsboat(folder: &Path, cache: &Path, threads: u8) -> f64 {
    let config = folder.join("config");
    fs::write(&config, format!("reload-threads {threads}\n")).unwrap();
    let mut command = Command::new("newsboat");
    command.arg("-q").arg("-u").arg(folder.join("urls")).arg("-c").arg(cache).arg("-C").arg(config);
    timed(command.args(["-x", "reload"]).env("HOME", folder))
}

fn timed(command: &mut Command) -> f64 {
    let begun = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    let time = begun.elapsed();
    assert!(status.success(), "{command:?}: {status}");
    time.max(Duration::from_nanos(1)).as_secs_f64()
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
