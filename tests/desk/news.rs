//! Feeds asked and added; pages that are read outside of the desk.

use newsprint::app::{Address, Effect, Errand, Msg, Refreshing, Screen, Stack, Which, Word};
use newsprint::library::Library;
use newsprint::model::{Clean, Page, Source};
use newsprint::read;

use super::{Stage, library, now};

#[test]
fn feeds_are_asked_and_no_more_when_esc_says_so() {
    let mut stage = Stage::open(library(2));
    stage.press("r");
    assert_eq!(stage.errands, [Errand::Refresh(Which::Due)]);
    stage.word(Word::Refreshing(Some(Refreshing { feeds: 1, ..Refreshing::default() })));
    stage.press("R");
    assert!(stage.notice().contains("already"));
    stage.press("esc");
    assert!(stage.errands.contains(&Errand::StopRefresh));
    stage.word(Word::Refreshing(None));
    stage.errands.clear();
    let feed = stage.library.feeds().unwrap()[0].id;
    stage.press("tab G r");
    assert!(stage.errands.contains(&Errand::Refresh(Which::These(vec![feed]))));
}

#[test]
fn a_feed_is_added_and_then_shown() {
    let mut stage = Stage::of_size(Library::in_memory().unwrap(), 120, 30);
    assert!(stage.desk().is_new());
    stage.press("enter");
    assert_eq!(stage.notice(), "a adds a feed");
    stage.press("R");
    assert_eq!(stage.notice(), "there are no feeds yet; a adds one");
    stage.press("a").write("gazette.example").press("enter");
    assert_eq!(stage.errands, [Errand::AddFeed("gazette.example".into())]);
    let feed = stage.library.add_feed("https://gazette.example/feed", "Gazette", now()).unwrap();
    super::bring(&mut stage.library, feed, 1..=3);
    stage.word(Word::Added(feed)).word(Word::Grown);
    assert_eq!(stage.desk().shown(), Some(&Stack::Feed(feed)));
    assert_eq!(stage.titles(), ["Story 3 •", "Story 2 •", "Story 1 •"]);
}

#[test]
fn an_empty_address_adds_nothing() {
    let mut stage = Stage::open(library(1));
    stage.press("a enter");
    stage.press(":").write("add").press("enter");
    assert!(stage.errands.is_empty(), "{:?}", stage.errands);
}

#[test]
fn a_page_that_is_a_feed_becomes_a_desk() {
    let mut stage = Stage::open(library(2));
    let address = Address::parse("https://gazette.example/feed").unwrap();
    let ticket = stage.state.expect(address);
    assert!(stage.is_reading());
    stage.send(Msg::Feed(Some(ticket)));
    assert!(!stage.is_reading() && stage.state.trails.is_empty());
    assert_eq!(stage.titles().len(), 2);
}

#[test]
fn an_article_is_kept_and_the_second_s_saves_it_as_a_file() {
    let mut stage = Stage::open(library(0));
    stage.state.desk = None;
    stage.state.keeps = true;
    let page = Page::new(Source::Stdin, super::item("a", "Adrift", 9).html.unwrap().into_bytes());
    stage.state.open(read::read(&page, &read::Options::default()));
    stage.press("s");
    assert_eq!(stage.effects, [Effect::Keep]);
    let (mut other, feed) = library(1);
    super::bring(&mut other, feed, 1..=1);
    let row = Box::new(
        other
            .list(&newsprint::library::Filter::default(), newsprint::model::Sort::Newest, None, 1)
            .unwrap()
            .rows
            .remove(0),
    );
    stage.word(Word::Kept { source: Source::Stdin, row });
    assert!(stage.notice().contains("kept in your library"));
    stage.press("s");
    assert!(stage.text().contains("save as: "), "{}", stage.text());
    stage.press("esc *");
    assert!(matches!(stage.errands.last(), Some(Errand::Star(..))));
}

#[test]
fn without_a_library_s_asks_for_a_file_and_marks_say_why_not() {
    let mut stage = Stage::open(library(0));
    stage.state.desk = None;
    let page = Page::new(Source::Stdin, super::item("a", "Adrift", 9).html.unwrap().into_bytes());
    stage.state.open(read::read(&page, &read::Options::default()));
    stage.press("m");
    assert!(stage.notice().contains("not in the library"));
    stage.press("s");
    assert!(stage.text().contains("save as: "));
}

#[test]
fn an_article_that_was_opened_by_its_address_is_known_to_the_library() {
    let (library, _) = library(1);
    let mut stage = Stage::open((library, newsprint::model::FeedId(1)));
    stage.state.desk = None;
    stage.state.keeps = true;
    let url = "https://gazette.example/1-1";
    let ticket = stage.state.expect(Address::parse(url).unwrap());
    let page = Page::new(
        Source::Url(url.parse().unwrap()),
        super::item("a", "Story 1", 30).html.unwrap().into_bytes(),
    );
    let reading = Box::new(read::read(&page, &read::Options::default()));
    stage.errands.clear();
    stage.send(Msg::Loaded { ticket, result: Ok(reading) });
    assert_eq!(stage.errands, [Errand::Find(url.into())]);
    let id = stage.library.find(url).unwrap().unwrap();
    let row = Box::new(stage.library.row(id).unwrap());
    stage.word(Word::Found { address: url.into(), row, bookmark: None });
    stage.press("space");
    assert!(stage.state.has_moved());
    assert!(
        matches!(stage.state.trail().unwrap().top(), Screen::Reading(reader) if reader.article.is_some())
    );
}

#[test]
fn what_a_reader_must_know_of_the_library_is_on_the_screen() {
    let mut stage = Stage::open(library(1));
    let warning = "The library cannot be written; nothing will be saved.";
    stage.state.desk.as_mut().unwrap().warning = Some(Clean::field(warning));
    assert!(stage.text().contains("nothing will be saved"), "{}", stage.text());
}
