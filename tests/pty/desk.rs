//! The desk in a terminal: it opens, is used, is left, and everything is there the next time.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use newsprint::library::{Filter, Item, Library};
use newsprint::model::{Clean, Sort};

use crate::session::{Session, wait};

const ONCE: &str = "\"$0\"";
const TWICE: &str = "\"$0\"; echo; echo 'once more'; read wait; \"$0\"; echo \"ended $?\"; read wait";

fn now() -> Timestamp {
    "2026-03-04T08:00:00Z".parse().unwrap()
}

fn open(path: &Path) -> Library {
    Library::open(path, now()).unwrap().library
}

/// An item with many paragraphs of its own.
fn item(title: &str) -> Item {
    let paragraph = |number: usize| {
        let words: Vec<String> =
            (0..20).map(|at| format!("{}{}", title.to_lowercase(), at * 7 + number)).collect();
        format!("Paragraph {number} of {title}: {}.", words.join(" "))
    };
    let texts: Vec<String> = (1..=40).map(paragraph).collect();
    let html = format!("<p>{}</p>", texts.join("</p><p>"));
    Item {
        key: title.to_owned(),
        address: Some(format!("https://gazette.example/{title}")),
        title: Clean::field(title),
        site: Clean::field("Gazette"),
        text: Clean::text(&texts.join("\n\n")),
        html: Some(format!("<h1>{title}</h1>{html}")),
        ..Item::default()
    }
}

/// Three articles of a feed that is asked again in a day.
fn fill(path: &Path) {
    let mut library = open(path);
    let feed = library.add_feed("http://127.0.0.1:9/feed", "Gazette", now()).unwrap();
    library.take_in(feed, &[item("Adrift"), item("Bridges"), item("Crossings")], now()).unwrap();
    let tomorrow = Timestamp::now() + jiff::SignedDuration::from_hours(20);
    library.asked(feed, &newsprint::model::Validators::default(), Timestamp::now(), tomorrow, None).unwrap();
}

#[test]
fn what_was_marked_and_where_one_stopped_is_there_the_next_time() {
    let mut session = Session::desk(TWICE, fill);
    session.wait_for_text("Adrift");
    session.wait_for_text("Crossings");
    session.press("*\r");
    session.wait_for_text("Paragraph 1 of Adrift");
    session.press("  ");
    session.wait_for("the next pages", |seen| !seen.screen.screen().contents().contains("Paragraph 1 of"));
    session.press("q");
    session.wait_for_text("Bridges");
    session.press("jmq");
    session.wait_for_text("once more");
    session.press("\r");
    // Only one is unread; all are below.
    session.wait_for("the desk", |seen| seen.screen.screen().contents().contains("Crossings"));
    assert!(!session.contents().contains("Bridges"), "{}", session.contents());
    session.press("\tjj\t");
    session.wait_for_text("Bridges");
    session.press("\r");
    session.wait_for("the place", |seen| {
        let screen = seen.screen.screen().contents();
        screen.contains("of Adrift") && !screen.contains("Paragraph 1 of")
    });
    session.press("qq");
    session.wait_for_text("ended 0");
    let library = open(&session.path("library.db"));
    let starred =
        library.list(&Filter { starred: Some(true), ..Filter::default() }, Sort::Newest, None, 9).unwrap();
    assert_eq!(starred.rows.len(), 1);
}

#[test]
fn the_place_is_noted_at_a_pause_so_that_a_signal_takes_nothing() {
    let mut session = Session::desk("exec \"$0\"", fill);
    session.wait_for_text("Adrift");
    session.press("\r");
    session.wait_for_text("Paragraph 1 of Adrift");
    session.press("  ");
    session.wait_for("the next pages", |seen| !seen.screen.screen().contents().contains("Paragraph 1 of"));
    let path = session.path("library.db");
    let id = open(&path).find("https://gazette.example/Adrift").unwrap().unwrap();
    wait("mark", || open(&path).get(id).unwrap().bookmark.is_some());
    session.signal("TERM");
    assert_eq!(session.end(), 128 + 15);
    session.assert_given_back();
}

#[test]
fn an_open_desk_sleeps_and_so_does_one_over_which_an_article_lies() {
    let mut session = Session::desk("exec \"$0\"", fill);
    session.wait_for_text("Adrift");
    for keys in ["j", "k", "\r", "q"] {
        session.press(keys);
        // The place is noted a moment after the last key.
        std::thread::sleep(Duration::from_millis(2500));
        let before = session.process().unwrap().1;
        std::thread::sleep(Duration::from_secs(1));
        assert!(session.process().unwrap().1 - before <= 1, "{keys:?}");
    }
}

#[test]
fn what_another_newsprint_does_is_seen_at_the_next_key() {
    let mut session = Session::desk(ONCE, fill);
    session.wait_for_text("Adrift");
    let mut other = open(&session.path("library.db"));
    let feed = other.feeds().unwrap()[0].id;
    other.take_in(feed, &[item("Dunes")], now()).unwrap();
    wait("the other's article", || {
        session.press("jk");
        std::thread::sleep(Duration::from_millis(300));
        session.press("g");
        session.contents().contains("Dunes")
    });
}

#[test]
fn the_first_run_says_what_to_press_and_makes_a_library() {
    let mut session = Session::desk("\"$0\"; echo \"ended $?\"; read wait", |_| ());
    session.wait_for_text("follow a site");
    session.press("a");
    session.wait_for_text("add feed:");
    session.press("\x1b");
    std::thread::sleep(Duration::from_millis(300));
    session.press("q");
    session.wait_for_text("ended 0");
    assert!(session.path("library.db").exists());
}

#[test]
fn a_feed_that_is_named_is_looked_into_and_nothing_is_kept() {
    let feed = "<rss version=2.0><channel><title>Harbour News</title><item><title>Adrift at dawn</title>\
        <guid>1</guid><description>The barge came adrift at dawn and struck the ferry dock, cracking two pilings \
        and stopping all service for a day, said the harbour master.</description></item></channel></rss>";
    let line = "\"$0\" feed.xml; echo \"ended $?\"; ls; read wait";
    let mut session =
        Session::desk(line, |path| std::fs::write(path.with_file_name("feed.xml"), feed).unwrap());
    session.wait_for_text("Adrift at dawn");
    session.press("\r");
    session.wait_for_text("cracking two");
    session.press("qq");
    session.wait_for_text("ended 0");
    session.wait_for_text("feed.xml");
    assert!(!session.contents().contains("library.db"), "{}", session.contents());
}

#[test]
fn an_article_is_kept_by_s_and_its_place_known_when_it_is_opened_again() {
    let line = "\"$0\" \"$1\"; echo; echo 'once more'; read wait; \"$0\"; read wait";
    let mut session = Session::desk(line, |_| ());
    session.wait_for_text("A loaded gravel barge");
    session.press("s");
    session.wait_for_text("kept in your library");
    session.press("q");
    session.wait_for_text("once more");
    session.press("\r");
    session.wait_for_text("Ferry terminal closed");
    session.press("\r");
    session.wait_for_text("A loaded gravel barge");
}
