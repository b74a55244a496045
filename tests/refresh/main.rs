//! Refreshes against a real server on loopback: what servers say and do, what feeds and pages are,
//! and what is left in the library when all of it goes wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on has failed"
)]
#![allow(clippy::disallowed_methods, reason = "a test that waits has a clock")]

#[path = "../common/mod.rs"]
mod common;
mod kills;
mod shell;
mod teasers;
mod web;

use std::cell::RefCell;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use newsprint::fetch::Limits;
use newsprint::library::{Filter, Library};
use newsprint::model::{FeedId, Sort, Subscription};
use newsprint::refresh::{self, News, Outcome, Settings, Stop, Summary, Which};

use web::Site;

const RSS: &str = "Content-Type: application/rss+xml\r\n";

/// A feed of these items: a number and a text each.
fn rss(items: &[(usize, &str)]) -> String {
    let mut feed = "<rss version=\"2.0\"><channel><title>Harbour Post</title><link>/</link>".to_owned();
    for (number, text) in items {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        _ = write!(
            feed,
            "<item><guid>s{number}</guid><title>Story {number}</title><link>/story-{number}</link>\
             <description>{text}</description></item>"
        );
    }
    feed + "</channel></rss>"
}

/// A text that is no teaser.
fn whole(number: usize) -> String {
    let line = "The pilot of the night ferry counted the lamps along the quay and found one missing, which \
                he wrote down in the book that nobody reads until the spring. ";
    format!("<p>Number {number}. {}</p><p>{}</p>", line.repeat(3), line.repeat(3))
}

/// Short limits: no test waits for long.
fn settings() -> Settings {
    let limits = Limits {
        connect: Duration::from_secs(2),
        answer: Duration::from_secs(2),
        idle: Duration::from_secs(2),
        total: Duration::from_secs(4),
        ..Limits::default()
    };
    Settings { limits, ..Settings::default() }
}

fn library(feeds: &[String]) -> (Library, Vec<FeedId>) {
    let mut library = Library::in_memory().unwrap();
    let ids = feeds.iter().map(|feed| library.add_feed(feed, "", Timestamp::now()).unwrap()).collect();
    (library, ids)
}

/// A refresh, and what came of every feed.
fn refresh(library: &mut Library, which: &Which) -> (Vec<(FeedId, Outcome)>, Summary) {
    let outcomes = RefCell::new(Vec::new());
    let summary = refresh::run(library, which, &settings(), &Stop::default(), |news| {
        if let News::Asked(feed, outcome) = news {
            outcomes.borrow_mut().push((feed, outcome));
        }
    });
    let mut outcomes = outcomes.into_inner();
    outcomes.sort_by_key(|(feed, _)| *feed);
    (outcomes, summary.unwrap())
}

/// What came of the only feed.
fn outcome(library: &mut Library) -> Outcome {
    let (mut outcomes, _) = refresh(library, &Which::All);
    assert_eq!(outcomes.len(), 1);
    outcomes.remove(0).1
}

fn only(library: &Library) -> Subscription {
    library.feeds().unwrap().remove(0)
}

fn titles(library: &Library) -> Vec<String> {
    let page = library.list(&Filter::default(), Sort::Newest, None, 1000).unwrap();
    page.rows.iter().map(|row| row.title.to_string()).collect()
}

/// In how many seconds the feed is asked again.
fn wait(library: &Library) -> i64 {
    only(library).next - Timestamp::now().as_second()
}

fn fed(new: usize, changed: usize) -> Outcome {
    Outcome::Fed { new, changed }
}

fn why(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Failed(why) => why,
        other => panic!("no failure: {other:?}"),
    }
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let site = Site::new();
    site.says(
        "/tagged",
        "200 OK",
        &format!("{RSS}ETag: \"one\"\r\n"),
        rss(&[(1, &whole(1)), (2, &whole(2))]),
    );
    let dated = format!("{RSS}Last-Modified: Sun, 01 Mar 2026 12:00:00 GMT\r\n");
    site.says("/dated", "200 OK", &dated, rss(&[(3, &whole(3))]));
    let (mut library, _) = library(&[site.url("/tagged"), site.url("/dated")]);
    let (outcomes, summary) = refresh(&mut library, &Which::Due);
    assert_eq!([&outcomes[0].1, &outcomes[1].1], [&fed(2, 0), &fed(1, 0)]);
    assert_eq!((summary.new, summary.failed), (3, 0));
    let (outcomes, summary) = refresh(&mut library, &Which::All);
    assert!(outcomes.iter().all(|(_, outcome)| *outcome == Outcome::Unchanged), "{outcomes:?}");
    assert_eq!((summary.new, summary.unchanged), (0, 2));
    for path in ["/tagged", "/dated"] {
        assert_eq!(site.asked(path), (2, 1), "{path}");
    }
    assert_eq!(refresh(&mut library, &Which::Due).1.feeds, 0, "none is due so soon");
    assert_eq!(titles(&library).len(), 3);
}

#[test]
fn a_feed_that_is_asked_a_hundred_times_has_its_items_once() {
    let site = Site::new();
    let (mut library, _) = library(&[site.url("/feed")]);
    let anonymous = "<rss><channel><item><title>No id</title></item><item><description>No title</description>\
                     </item><item><title>Twin</title><description>one</description></item><item><title>Twin</title>\
                     <description>two</description></item></channel></rss>";
    site.says("/feed", "200 OK", RSS, anonymous);
    assert_eq!(outcome(&mut library), fed(4, 0));
    for _ in 0..20 {
        assert_eq!(outcome(&mut library), fed(0, 0));
    }
    site.says(
        "/feed",
        "200 OK",
        RSS,
        anonymous.replace("No id</title>", "No id</title><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>"),
    );
    assert_eq!(outcome(&mut library), fed(0, 0), "another date makes no other item");
    assert_eq!(titles(&library).len(), 4);
}

#[test]
fn what_is_said_anew_is_changed_and_what_is_read_stays_read() {
    let site = Site::new();
    let (mut library, _) = library(&[site.url("/feed")]);
    site.says("/feed", "200 OK", RSS, rss(&[(1, &whole(1))]));
    outcome(&mut library);
    let id = library.list(&Filter::default(), Sort::Newest, None, 1).unwrap().rows[0].id;
    library.mark_read(&[id], true, Timestamp::now()).unwrap();
    site.says(
        "/feed",
        "200 OK",
        RSS,
        rss(&[(2, &whole(2)), (1, &format!("{}<p>And a correction.</p>", whole(1)))]),
    );
    assert_eq!(outcome(&mut library), fed(1, 1));
    let row = library.row(id).unwrap();
    assert!(row.read);
    assert!(library.preview(id, 10_000).unwrap().contains("And a correction."));
    assert_eq!(titles(&library), ["Story 2", "Story 1"]);
}

#[test]
fn a_feed_that_moved_for_good_is_asked_there() {
    let site = Site::new();
    site.says("/old", "301 Moved Permanently", "Location: /new\r\n", "");
    site.says("/new", "200 OK", &format!("{RSS}ETag: \"n\"\r\n"), rss(&[(1, &whole(1))]));
    site.says("/for-now", "302 Found", "Location: /new\r\n", "");
    let (mut library, ids) = library(&[site.url("/old")]);
    assert_eq!(outcome(&mut library), fed(1, 0));
    assert_eq!(only(&library).address, site.url("/new"));
    assert_eq!(outcome(&mut library), Outcome::Unchanged);
    assert_eq!(site.asked("/old").0, 1);
    library.remove_feed(ids[0], Timestamp::now()).unwrap();
    library.add_feed(&site.url("/for-now"), "", Timestamp::now()).unwrap();
    refresh(&mut library, &Which::All);
    assert_eq!(only(&library).address, site.url("/for-now"), "a way round is no new address");
}

#[test]
fn a_portal_that_sends_everybody_to_its_login_moves_no_feed() {
    let site = Site::new();
    site.says("/feed", "200 OK", RSS, rss(&[(1, &whole(1)), (2, &whole(2))]));
    let (mut library, _) = library(&[site.url("/feed")]);
    outcome(&mut library);
    site.says("/feed", "301 Moved Permanently", "Location: /login\r\n", "");
    let login = "<html><head><title>Hotel Wi-Fi</title></head><body><form>Room <input></form></body></html>";
    site.says("/login", "200 OK", "Content-Type: text/html\r\n", login);
    let outcome = outcome(&mut library);
    assert!(why(&outcome).contains("it is a page, not a feed (“Hotel Wi-Fi”)"), "{outcome:?}");
    assert_eq!(only(&library).address, site.url("/feed"));
    assert!(only(&library).trouble.unwrap().contains("login"));
    assert_eq!(titles(&library).len(), 2);
}

#[test]
fn what_is_no_feed_says_what_it_is_and_known_items_stay() {
    let site = Site::new();
    let (mut library, _) = library(&[site.url("/feed")]);
    site.says("/feed", "200 OK", &format!("{RSS}ETag: \"good\"\r\n"), rss(&[(1, &whole(1))]));
    outcome(&mut library);
    let kept = only(&library).validators;
    let bot = include_bytes!("../pages/bot-check/page.html");
    for (body, said) in [
        (&b""[..], "it is empty"),
        (&b" \n\0"[..], "it is binary"),
        (&b"{\"error\": 1}"[..], "no JSON Feed"),
        (&bot[..], "whether you are a machine"),
        (&b"<opml><body/></opml>"[..], "list of feeds"),
    ] {
        site.says("/feed", "200 OK", "Content-Type: text/html\r\n", body);
        let outcome = outcome(&mut library);
        assert!(why(&outcome).contains(said), "{outcome:?}");
        assert_eq!(titles(&library), ["Story 1"]);
        assert_eq!(only(&library).validators, kept, "what is no feed brings no validators");
    }
    site.says("/feed", "200 OK", RSS, rss(&[(2, &whole(2)), (1, &whole(1))]));
    assert_eq!(outcome(&mut library), fed(1, 0));
    assert_eq!(only(&library).trouble, None, "what works again has no trouble");
}

#[test]
fn a_feed_that_is_gone_is_asked_once_a_day() {
    let site = Site::new();
    site.says("/feed", "410 Gone", "", "");
    let (mut library, _) = library(&[site.url("/feed")]);
    let outcome = outcome(&mut library);
    assert!(why(&outcome).contains("gone for good"), "{outcome:?}");
    assert!((80_000..=86_400).contains(&wait(&library)));
}

#[test]
fn who_wants_to_be_left_alone_is_left_alone() {
    let site = Site::new();
    let (mut library, _) = library(&[site.url("/feed")]);
    site.says("/feed", "429 Too Many Requests", "Retry-After: 7200\r\n", "");
    let first = outcome(&mut library);
    assert!(
        why(&first).contains("429") && why(&first).contains("2 hours") || why(&first).contains("120"),
        "{first:?}"
    );
    assert!((7100..=7300).contains(&wait(&library)), "{}", wait(&library));
    site.says("/feed", "503 Service Unavailable", "Retry-After: Sun, 01 Mar 2099 12:05:00 GMT\r\n", "");
    outcome(&mut library);
    assert!((86_000..=86_400).contains(&wait(&library)), "a day at most: {}", wait(&library));
    assert!(library.due(Timestamp::now()).unwrap().is_empty());
}

#[test]
fn failures_wait_longer_and_longer() {
    let site = Site::new();
    let (mut library, _) = library(&[site.url("/missing")]);
    let mut waits = Vec::new();
    for _ in 0..9 {
        outcome(&mut library);
        waits.push(wait(&library));
    }
    assert!((880..1000).contains(&waits[0]), "{waits:?}");
    assert!(waits.windows(2).all(|pair| pair[1] > pair[0] || pair[1] > 86_000), "{waits:?}");
    assert!(waits.iter().all(|wait| *wait <= 86_400), "{waits:?}");
    site.says("/missing", "200 OK", RSS, rss(&[]));
    assert_eq!(outcome(&mut library), fed(0, 0));
    assert!((3500..=4000).contains(&wait(&library)), "the usual hour: {}", wait(&library));
}

#[test]
fn a_feed_says_itself_how_often_it_is_asked() {
    let site = Site::new();
    let (mut library, _) = library(&[site.url("/feed")]);
    let often = rss(&[]).replace("<title>", "<ttl>240</ttl><title>");
    site.says("/feed", "200 OK", RSS, often);
    outcome(&mut library);
    assert!((14_300..=15_900).contains(&wait(&library)), "{}", wait(&library));
    site.says("/feed", "200 OK", &format!("{RSS}Cache-Control: max-age=21600\r\nETag: \"x\"\r\n"), rss(&[]));
    outcome(&mut library);
    let six = 21_500..=23_800;
    assert!(six.contains(&wait(&library)), "{}", wait(&library));
    assert_eq!(outcome(&mut library), Outcome::Unchanged);
    assert!(six.contains(&wait(&library)), "{}", wait(&library));
}

#[test]
fn a_feed_that_hangs_delays_no_other() {
    let site = Site::new();
    site.hangs("/hangs");
    let mut feeds = vec![site.url("/hangs")];
    for number in 0..30 {
        site.says(&format!("/feed-{number}"), "200 OK", RSS, rss(&[(number, &whole(number))]));
        feeds.push(site.url(&format!("/feed-{number}")));
    }
    let (mut library, ids) = library(&feeds);
    let order = RefCell::new(Vec::new());
    let summary = refresh::run(&mut library, &Which::Due, &settings(), &Stop::default(), |news| {
        if let News::Asked(feed, _) = news {
            order.borrow_mut().push(feed);
        }
    });
    assert_eq!(order.borrow().last(), Some(&ids[0]), "all others are in before it is given up");
    assert_eq!((summary.unwrap().new, titles(&library).len()), (30, 30));
    assert!(library.feed(ids[0]).unwrap().trouble.unwrap().contains("no answer in time"));
}

#[test]
fn a_feed_that_is_cut_off_gives_what_came_and_is_sent_as_a_whole_again() {
    let site = Site::new();
    let feed = rss(&[(1, &whole(1)), (2, &whole(2)), (3, &whole(3))]);
    let end = feed.find("<guid>s3").unwrap();
    let head = format!("HTTP/1.1 200 OK\r\n{RSS}ETag: \"c\"\r\nContent-Length: {}\r\n\r\n", feed.len());
    site.cuts("/feed", head + &feed[..end]);
    let (mut library, _) = library(&[site.url("/feed")]);
    assert_eq!(outcome(&mut library), fed(2, 0));
    site.says("/feed", "200 OK", &format!("{RSS}ETag: \"c\"\r\n"), feed);
    assert_eq!(outcome(&mut library), fed(1, 0));
    assert_eq!(site.asked("/feed"), (2, 0), "nothing was sent along that would spare the rest");
    assert_eq!(titles(&library).len(), 3);
}

#[test]
fn packed_feeds_are_unpacked() {
    use std::io::Read as _;
    let site = Site::new();
    let feed = rss(&[(1, &whole(1))]);
    let mut gzip = Vec::new();
    let level = flate2::Compression::default();
    flate2::read::GzEncoder::new(feed.as_bytes(), level).read_to_end(&mut gzip).unwrap();
    site.says("/gzip", "200 OK", &format!("{RSS}Content-Encoding: gzip\r\n"), gzip);
    let packed =
        zstd::encode_all(feed.replace("s1", "z1").replace("Number 1", "Another").as_bytes(), 3).unwrap();
    site.says("/zstd", "200 OK", &format!("{RSS}Content-Encoding: zstd\r\n"), packed);
    let (mut library, _) = library(&[site.url("/gzip"), site.url("/zstd")]);
    let (outcomes, _) = refresh(&mut library, &Which::Due);
    assert!(outcomes.iter().all(|(_, outcome)| matches!(outcome, Outcome::Fed { .. })), "{outcomes:?}");
}

#[test]
fn without_a_network_no_feed_is_marked_as_broken() {
    let feeds: Vec<String> = (0..20).map(|number| format!("http://nowhere-{number}.invalid/feed")).collect();
    let (mut library, _) = library(&feeds);
    let (outcomes, summary) = refresh(&mut library, &Which::Due);
    assert!(
        summary.is_offline && outcomes.iter().all(|(_, outcome)| *outcome == Outcome::Offline),
        "{outcomes:?}"
    );
    assert_eq!(outcomes.len(), 20);
    assert!(library.feeds().unwrap().iter().all(|feed| feed.trouble.is_none() && feed.next == 0));
    // One that answers is enough to know better.
    let site = Site::new();
    site.says("/feed", "200 OK", RSS, rss(&[(1, &whole(1))]));
    library.add_feed(&site.url("/feed"), "", Timestamp::now()).unwrap();
    let (_, summary) = refresh(&mut library, &Which::Due);
    assert_eq!((summary.is_offline, summary.failed, summary.new), (false, 20, 1));
    assert!(library.due(Timestamp::now()).unwrap().is_empty(), "none of them is asked again at once");
}

#[test]
fn a_refresh_that_is_stopped_keeps_what_was_told_and_goes_on_the_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let site = Site::new();
    let mut feeds = Vec::new();
    for number in 0..60 {
        site.says(
            &format!("/feed-{number}"),
            "200 OK",
            &format!("{RSS}ETag: \"e\"\r\n"),
            rss(&[(number, &whole(number))]),
        );
        feeds.push(site.url(&format!("/feed-{number}")));
    }
    site.hangs("/hangs");
    feeds.push(site.url("/hangs"));
    let mut library = Library::open(&path, Timestamp::now()).unwrap().library;
    for feed in &feeds {
        library.add_feed(feed, "", Timestamp::now()).unwrap();
    }
    let (stop, told) = (Stop::default(), RefCell::new(0));
    let begun = Instant::now();
    let summary = refresh::run(&mut library, &Which::Due, &settings(), &stop, |news| {
        if let News::Asked(_, Outcome::Fed { new, .. }) = news {
            *told.borrow_mut() += new;
            if *told.borrow() >= 10 {
                stop.stop();
            }
        }
    });
    let summary = summary.unwrap();
    assert!(summary.is_stopped && begun.elapsed() < Duration::from_secs(20));
    assert_eq!((titles(&library).len(), summary.new), (told.into_inner(), summary.new));
    drop(library);
    let mut library = Library::open(&path, Timestamp::now()).unwrap().library;
    assert!(library.check().unwrap().is_empty());
    let before = titles(&library).len();
    let (_, summary) = refresh(&mut library, &Which::Due);
    assert_eq!((before + summary.new, titles(&library).len()), (60, 60));
}
