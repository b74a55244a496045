//! The library as the commands and the desk use it: feeds taken in, lists, searches, deeds taken
//! back, damage, other newsprints.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a library is a file")]
#![allow(clippy::print_stdout, reason = "what the other process acknowledges")]
#![allow(clippy::string_slice, reason = "a known beginning is cut off")]
#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use newsprint::library::{Error, Filter, Item, Keep, Library, Policy, Query, Saving};
use newsprint::model::{ArticleId, Bookmark, Clean, Completion, FeedId, Page, Sort, Source};

mod damage;
mod desk;
mod faults;
mod fixture;

fn now() -> Timestamp {
    "2026-03-04T08:00:00Z".parse().unwrap()
}

fn item(key: &str, title: &str, text: &str) -> Item {
    Item {
        key: key.to_owned(),
        address: Some(format!("https://gazette.example/{key}")),
        title: Clean::field(title),
        site: Clean::field("Halifax Gazette"),
        text: Clean::text(text),
        html: Some(format!("<p>{text}</p>")),
        ..Item::default()
    }
}

/// A feed of three items, newest first, as feeds are.
fn items() -> Vec<Item> {
    vec![
        item("c", "Council votes on the budget", "The council met until midnight."),
        item(
            "b",
            "Ferry terminal closed after a barge strikes the dock",
            "Two pilings cracked. Divers went down.",
        ),
        item("a", "東京港の渡船が再開", "港湾当局は水曜日に桟橋を開いた。"),
    ]
}

fn library() -> (Library, FeedId) {
    let mut library = Library::in_memory().unwrap();
    let feed = library.add_feed("https://gazette.example/feed", "Gazette", now()).unwrap();
    library.take_in(feed, &items(), now()).unwrap();
    (library, feed)
}

fn titles(library: &Library, filter: &Filter, sort: Sort) -> Vec<String> {
    let page = library.list(filter, sort, None, 100).unwrap();
    page.rows.iter().map(|row| row.title.split(' ').next().unwrap().to_owned()).collect()
}

fn found(library: &Library, query: &str) -> Vec<String> {
    let hits = library.search(&Query::parse(query, &TimeZone::UTC), 20).unwrap();
    hits.iter().map(|hit| hit.row.title.split(' ').next().unwrap().to_owned()).collect()
}

fn ids(library: &Library) -> Vec<ArticleId> {
    let page = library.list(&Filter::default(), Sort::Newest, None, 1000).unwrap();
    page.rows.iter().map(|row| row.id).collect()
}

fn sound(library: &Library) {
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_feed_is_taken_in_once_and_its_changes_are_seen() {
    let (mut library, feed) = library();
    assert_eq!(
        titles(&library, &Filter::default(), Sort::Newest),
        ["Council", "Ferry", "東京港の渡船が再開"]
    );
    let again = library.take_in(feed, &items(), now()).unwrap();
    assert_eq!(again, newsprint::library::Taken::default());
    let id = ids(&library)[1];
    library.mark_read(&[id], true, now()).unwrap();
    let mut changed = items();
    changed[1].title = Clean::field("Ferries sail again");
    changed[1].html = Some("<h1>Ferries sail again</h1>".to_owned());
    let taken = library.take_in(feed, &changed, now()).unwrap();
    assert_eq!((taken.new.len(), taken.updated.len()), (0, 1));
    assert_eq!(titles(&library, &Filter::default(), Sort::Newest)[1], "Ferries");
    assert!(library.row(id).unwrap().read);
    assert_eq!(found(&library, "barge"), Vec::<String>::new());
    assert_eq!(found(&library, "sail"), ["Ferries"]);
    assert_eq!(library.feed(feed).unwrap().unread, 2);
    sound(&library);
}

#[test]
fn the_same_story_in_two_feeds_is_one_article() {
    let (mut library, _) = library();
    let other = library.add_feed("https://wire.example/rss", "Wire", now()).unwrap();
    let mut same = item("x", "Ferry closed", "Short.");
    same.address = Some("http://www.gazette.example/b/?utm_source=wire#top".to_owned());
    let long = "The barge drifted into the ferry dock at dawn and cracked two pilings before the crew could lower an \
        anchor. Divers went down at noon, found the third piling sound, and sent the inspector a drawing of it. \
        The harbour office expects the ramp to open again when the new fender has been bolted on.";
    let told = item("one", "Barge", long);
    let taken = library.take_in(other, &[same, told.clone()], now()).unwrap();
    assert_eq!((taken.new.len(), taken.joined.len()), (1, 1));
    let third = library.add_feed("https://echo.example/rss", "Echo", now()).unwrap();
    let echo = Item { key: "two".into(), address: Some("https://echo.example/2".into()), ..told };
    let taken = library.take_in(third, &[echo], now()).unwrap();
    assert_eq!((taken.new.len(), taken.joined.len()), (0, 1));
    assert_eq!(library.get(taken.joined[0]).unwrap().feeds, [other, third]);
    assert_eq!(library.stats().unwrap().articles, 4);
    assert_eq!(library.find("https://echo.example/2/").unwrap(), Some(taken.joined[0]));
    sound(&library);
}

#[test]
fn a_page_is_kept_as_it_came_and_is_not_lost_to_the_feed() {
    let (mut library, feed) = library();
    let text = "The ferry terminal opened again on Friday, and the first boat left at six with forty people.";
    let html = format!(
        "<html><title>Open again</title><article><h1>Open again</h1><p>{text}</p><p>{text} Rain.</p></article>"
    );
    let url: url::Url = "https://gazette.example/b".parse().unwrap();
    let page = Page::new(Source::Url(url), html.into_bytes());
    let reading = newsprint::read::read(&page, &newsprint::read::Options::default());
    let id = ids(&library)[1];
    let keep = Keep {
        article: Some(id),
        address: Some("https://gazette.example/b"),
        page: &page,
        reading: &reading,
        by_hand: false,
    };
    assert_eq!(library.store(&keep, now()).unwrap(), id);
    let mut changed = items();
    changed[1].html = Some("<p>Teaser</p>".to_owned());
    library.take_in(feed, &changed, now()).unwrap();
    let back = library.get(id).unwrap();
    assert_eq!((back.page.bytes, back.is_from_feed), (page.bytes.clone(), false));
    assert!(library.row(id).unwrap().is_whole);
    assert_eq!(found(&library, "forty"), ["Open"]);
    let by_hand = Keep { article: None, address: Some("https://elsewhere.example/z"), by_hand: true, ..keep };
    let saved = library.store(&by_hand, now()).unwrap();
    assert!(saved == id || library.stats().unwrap().articles == 4);
    sound(&library);
}

#[test]
fn deeds_are_taken_back_one_by_one() {
    let (mut library, feed) = library();
    let all = ids(&library);
    library.mark_read(&all, true, now()).unwrap();
    library.star(&all[..1], true, now()).unwrap();
    library.tag(all[1], "sea", true, now()).unwrap();
    library.remove(&all[2..], now()).unwrap();
    library.remove_feed(feed, now()).unwrap();
    assert_eq!(titles(&library, &Filter::default(), Sort::Newest), ["Council", "Ferry"]);
    assert_eq!(library.feeds().unwrap().len(), 0);
    let told: Vec<String> = std::iter::from_fn(|| library.undo().unwrap()).collect();
    assert_eq!(told, ["feed removed", "removed", "tagged", "starred", "marked read"]);
    let stats = library.stats().unwrap();
    assert_eq!((stats.feeds, stats.articles, stats.unread, stats.starred), (1, 3, 3, 0));
    assert!(library.tags().unwrap().is_empty());
    assert_eq!(library.feed(feed).unwrap().unread, 3);
    sound(&library);
}

#[test]
fn a_removed_feed_comes_back_with_what_it_had_and_without_what_was_removed_by_hand() {
    let (mut library, feed) = library();
    let all = ids(&library);
    library.remove(&all[..1], now()).unwrap();
    library.remove_feed(feed, now()).unwrap();
    assert!(ids(&library).is_empty());
    assert_eq!(library.add_feed("https://gazette.example/feed", "", now()).unwrap(), feed);
    assert_eq!(ids(&library), all[1..]);
    sound(&library);
}

#[test]
fn feeds_are_named_tagged_and_asked_when_they_are_due() {
    let (mut library, feed) = library();
    library.rename_feed(feed, "My\nGazette", now()).unwrap();
    library.tag_feed(feed, "sea", true, now()).unwrap();
    library.complete_feed(feed, Completion::Always).unwrap();
    library.describe_feed(feed, "Halifax Gazette", "https://gazette.example/").unwrap();
    let hour = |hours: i64| now() + jiff::SignedDuration::from_hours(hours);
    library
        .asked(feed, &newsprint::model::Validators::default(), now(), hour(1), Some("404 \u{1b}[31m"))
        .unwrap();
    let known = library.feed(feed).unwrap();
    assert_eq!((&*known.title, known.completion), ("My Gazette", Completion::Always));
    assert_eq!(known.trouble.unwrap(), "404 \u{FFFD}[31m");
    assert_eq!(
        titles(&library, &Filter { tags: vec!["sea".into()], ..Filter::default() }, Sort::Newest).len(),
        3
    );
    assert!(library.due(now()).unwrap().is_empty());
    assert_eq!(library.due(hour(2)).unwrap(), [feed]);
    assert_eq!(
        library.due("1970-01-01T00:00:00Z".parse().unwrap()).unwrap(),
        [feed],
        "the clock was set back"
    );
    library.rename_feed(feed, "", now()).unwrap();
    assert_eq!(library.feed(feed).unwrap().title, "Halifax Gazette");
    assert!(matches!(library.take_in(FeedId(99), &items(), now()), Err(Error::Unknown("feed"))));
}

#[test]
fn words_are_found_in_every_script_with_their_surroundings() {
    let (library, _) = library();
    assert_eq!(found(&library, "PILINGS divers"), ["Ferry"]);
    assert_eq!(found(&library, "\"cracked divers\""), ["Ferry"]);
    assert_eq!(found(&library, "\"divers cracked\""), Vec::<String>::new());
    assert_eq!(found(&library, "桟橋"), ["東京港の渡船が再開"]);
    assert_eq!(found(&library, "橋桟"), Vec::<String>::new());
    assert_eq!(found(&library, "the -barge"), ["Council"]);
    assert_eq!(found(&library, "coun*"), ["Council"]);
    assert_eq!(found(&library, "site:halifax is:unread council"), ["Council"]);
    assert_eq!(found(&library, "feed:gazette -is:unread"), Vec::<String>::new());
    let hits = library.search(&Query::parse("桟橋", &TimeZone::UTC), 5).unwrap();
    let snippet: Vec<(&str, bool)> = hits[0].snippet.iter().map(|(text, is)| (&**text, *is)).collect();
    assert!(snippet.contains(&("桟橋", true)), "{snippet:?}");
}

#[test]
fn a_headline_counts_more_than_the_text() {
    let (mut library, feed) = library();
    let mut more = vec![item("d", "Harbour news", "Budget, budget and no end.")];
    more.extend(items());
    library.take_in(feed, &more, now()).unwrap();
    assert_eq!(found(&library, "budget"), ["Council", "Harbour"]);
}

#[test]
fn pages_follow_each_other_whatever_comes_in_between() {
    let (mut library, feed) = library();
    for sort in Sort::ALL {
        let mut seen = Vec::new();
        let mut spot = None;
        loop {
            let page = library.list(&Filter::default(), sort, spot.as_ref(), 1).unwrap();
            seen.extend(page.rows.iter().map(|row| row.id));
            let key = format!("new-{}-{}", sort.name(), seen.len());
            library.take_in(feed, &[item(&key, "Zzz", "Zzz")], now()).unwrap();
            spot = page.next;
            if spot.is_none() || seen.len() > 60 {
                break;
            }
        }
        let mut single = seen.clone();
        single.sort_unstable();
        single.dedup();
        assert_eq!(single.len(), seen.len(), "{}: none twice", sort.name());
        assert!(seen.len() >= 3, "{}: none left out", sort.name());
    }
}

#[test]
fn no_clock_puts_an_article_above_the_newest_for_ever() {
    let (mut library, feed) = library();
    for (at, year) in
        ["1970-01-01T00:00:00Z", "2038-01-19T03:14:08Z", "9999-12-30T00:00:00Z"].iter().enumerate()
    {
        let mut odd = item(&format!("odd{at}"), year, "x");
        odd.published = Some(year.parse().unwrap());
        library.take_in(feed, &[odd], now()).unwrap();
        let late = item(&format!("late{at}"), "Late", "x");
        library.take_in(feed, &[late], year.parse().unwrap()).unwrap();
    }
    let newest = item("last", "Newest", "x");
    let later = now() + jiff::SignedDuration::from_hours(1);
    library.take_in(feed, &[newest], later).unwrap();
    assert_eq!(titles(&library, &Filter::default(), Sort::Newest)[0], "Newest");
    let page = library.list(&Filter::default(), Sort::Date, None, 3).unwrap();
    assert!(page.rows.iter().any(|row| row.title == *"Newest" || row.dated > 2_000_000_000), "{page:?}");
}

#[test]
fn what_is_old_and_read_goes_and_does_not_come_back() {
    let (mut library, feed) = library();
    let all = ids(&library);
    library.mark_read(&all[..2], true, now()).unwrap();
    library.star(&all[..1], true, now()).unwrap();
    let later = now() + jiff::SignedDuration::from_hours(24 * 40);
    assert_eq!(library.expire(Policy { days: 50 }, later).unwrap(), 0);
    assert_eq!(library.expire(Policy { days: 30 }, later).unwrap(), 1);
    assert_eq!(ids(&library), [all[0], all[2]]);
    assert_eq!(library.take_in(feed, &items(), later).unwrap().new, []);
    assert_eq!(found(&library, "barge"), Vec::<String>::new());
    library.compact().unwrap();
    sound(&library);
}

#[test]
fn searches_are_kept_and_a_bookmark_comes_back() {
    let (mut library, _) = library();
    library.save_search("sea", "tag:sea is:unread").unwrap();
    assert_eq!(library.searches().unwrap(), [("sea".to_owned(), "tag:sea is:unread".to_owned())]);
    library.forget_search("sea").unwrap();
    assert!(matches!(library.forget_search("sea"), Err(Error::Unknown(_))));
    let id = ids(&library)[0];
    let mark = Bookmark::at(&["one", "two", "three"], 1, 300);
    library.set_bookmark(id, &mark).unwrap();
    assert_eq!(library.get(id).unwrap().bookmark, Some(mark));
}
