//! Articles over the desk: opened, left, walked through, with the place kept.

use newsprint::app::{Effect, Errand, MarkRead, Msg, Word};
use newsprint::model::{Page, Source};
use newsprint::read;

use super::{Stage, bring, item, library, now};

#[test]
fn an_article_opens_over_the_desk_is_marked_read_and_q_goes_back_to_its_row() {
    let mut stage = Stage::open(library(9));
    stage.press("j j enter");
    assert_eq!((stage.is_reading(), stage.open_title().as_str()), (true, "Story 7"));
    assert!(stage.text().contains("Paragraph 1 of Story 7"));
    assert_eq!(stage.unread("Unread"), Some(8));
    stage.press("q");
    assert!(!stage.is_reading() && stage.effects.is_empty());
    assert_eq!((stage.selected().as_str(), stage.titles()[2].as_str()), ("Story 7", "Story 7"));
    stage.press("enter esc");
    assert!(!stage.is_reading());
}

#[test]
fn the_place_is_kept_by_its_paragraph_at_any_width() {
    let mut stage = Stage::open(library(2));
    stage.press("enter space space j");
    let top = stage.state.reader().unwrap().lines().find_map(|line| {
        let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
        text.contains("Paragraph").then_some(text)
    });
    let top: String = top.unwrap().split(':').next().unwrap().trim().to_owned();
    stage.press("q");
    assert!(stage.errands.iter().any(|errand| matches!(errand, Errand::Bookmark(..))));
    stage.resize(60, 20).press("enter");
    let reader = stage.state.reader().unwrap();
    assert!(reader.top > 0);
    let first: String =
        reader.lines().take(8).flat_map(|line| &line.runs).map(|run| run.text.as_str()).collect();
    let number: usize = top.split(' ').nth(1).unwrap().parse().unwrap();
    let seen = [number - 1, number].map(|number| format!("Paragraph {number} "));
    assert!(seen.iter().any(|seen| first.contains(seen)), "{top} / {first}");
    // Where nothing has moved since, nothing is written.
    stage.errands.clear();
    stage.press("q");
    assert!(stage.errands.is_empty(), "{:?}", stage.errands);
}

#[test]
fn a_pause_notes_the_place_and_the_end_of_the_program_does_too() {
    let mut stage = Stage::open(library(2));
    stage.press("enter");
    assert!(!stage.state.has_moved());
    stage.press("space");
    assert!(stage.state.has_moved());
    stage.send(Msg::Pause);
    assert!(matches!(stage.errands.last(), Some(Errand::Bookmark(..))) && !stage.state.has_moved());
    stage.press("space Q");
    assert_eq!(stage.effects, [Effect::Quit]);
    assert_eq!(stage.state.bookmarks().len(), 1);
    assert!(stage.state.bookmarks().is_empty());
}

#[test]
fn the_next_and_the_one_before_open_in_the_same_frame() {
    let mut stage = Stage::open(library(5));
    stage.press("enter J");
    assert_eq!(stage.open_title(), "Story 4");
    assert_eq!(stage.press("2 J").open_title(), "Story 2");
    assert_eq!(stage.press("K").open_title(), "Story 3");
    stage.press("2 J J");
    assert_eq!(
        (stage.open_title().as_str(), stage.notice()),
        ("Story 1", "this is the last article of the list")
    );
    stage.press("q");
    assert_eq!(stage.selected(), "Story 1");
}

#[test]
fn behind_the_last_row_that_is_known_the_list_goes_on() {
    let mut stage = Stage::open(library(450));
    stage.press("enter");
    stage.press("2 5 0 J");
    let first = stage.open_title();
    stage.press("J");
    assert!(stage.is_reading() && stage.open_title() != first, "{first}");
}

#[test]
fn n_is_the_next_unread_unless_something_is_searched_for() {
    let mut stage = Stage::open(library(5));
    stage.press("j j m g enter");
    stage.press("n");
    assert_eq!(stage.open_title(), "Story 4");
    stage.press("n");
    assert_eq!(stage.open_title(), "Story 2");
    stage.press("/").write("captain").press("enter n");
    assert_eq!(stage.open_title(), "Story 2");
    assert!(stage.state.reader().unwrap().find.is_some());
    stage.press("esc n");
    assert_eq!(stage.open_title(), "Story 1");
    assert_eq!(stage.press("n").notice(), "nothing unread is left");
}

#[test]
fn n_goes_on_in_the_next_feed() {
    let (mut library, _) = library(1);
    let herald = library.add_feed("https://herald.example/feed", "Herald", now()).unwrap();
    bring(&mut library, herald, 2..=3);
    let mut stage = Stage::of_size(library, 120, 30);
    stage.press("tab j j j tab enter");
    assert_eq!(stage.open_title(), "Story 1");
    stage.press("n");
    assert_eq!((stage.open_title().as_str(), stage.notice()), ("Story 3", "on in Herald"));
    stage.press("q");
    assert_eq!(stage.desk().shown(), Some(&newsprint::app::Stack::Feed(herald)));
}

#[test]
fn an_article_counts_as_read_at_its_end_or_never_if_that_was_said() {
    for (when, at_open, at_end) in [(MarkRead::End, 2, 1), (MarkRead::Never, 2, 2)] {
        let mut stage = Stage::open(library(2));
        stage.state.mark_read = when;
        stage.press("enter");
        assert_eq!(stage.unread("Unread"), Some(at_open));
        stage.press("G");
        assert_eq!(stage.unread("Unread"), Some(at_end), "{when:?}");
        assert_eq!(stage.press("m").unread("Unread"), Some(if at_end == 1 { 2 } else { 1 }));
    }
}

#[test]
fn stars_and_tags_work_in_the_article_too() {
    let mut stage = Stage::open(library(2));
    stage.press("enter *");
    assert_eq!(stage.notice(), "starred");
    stage.press("#").write("sea, harbour").press("enter q");
    assert_eq!(stage.titles()[0], "Story 2 *");
    let tags: Vec<_> = stage.errands.iter().filter(|errand| matches!(errand, Errand::Tag(..))).collect();
    assert_eq!(tags.len(), 2);
}

#[test]
fn a_teaser_is_shown_until_the_whole_article_is_here() {
    let mut stage = Stage::open(library(2));
    stage.is_busy = true;
    stage.press("enter");
    let mut words = std::mem::take(&mut stage.kept_back);
    let Some(Word::Opened { ticket, row, result, bookmark, .. }) = words.pop() else { panic!("not opened") };
    let id = row.id;
    stage.is_busy = false;
    stage.word(Word::Opened { ticket, row, result, bookmark, fetches: true });
    assert_eq!(stage.state.waiting().unwrap().what, "fetching the whole article");
    let html = format!(
        "<article><h1>Story 2</h1>{}</article>",
        "<p>The whole of it: the barge came adrift at dawn and struck the dock.</p>".repeat(9)
    );
    let page = Page::new(Source::Stdin, html.into_bytes());
    let reading = Box::new(read::read(&page, &read::Options::default()));
    stage.word(Word::Whole { article: id, row: None, result: Ok(reading) });
    assert!(stage.text().contains("The whole of it") && stage.state.waiting().is_none());
    stage.word(Word::Whole { article: id, row: None, result: Err("it asks for money".into()) });
    assert_eq!(stage.notice(), "what the feed gives is shown: it asks for money");
    assert!(stage.text().contains("The whole of it"));
}

#[test]
fn what_cannot_be_opened_is_said_on_the_desk() {
    let mut stage = Stage::open(library(2));
    stage.is_busy = true;
    stage.press("enter");
    let Some(Word::Opened { ticket, row, .. }) = stage.kept_back.pop() else { panic!("not opened") };
    stage.is_busy = false;
    let result = Err("the article could not be read".to_owned());
    stage.word(Word::Opened { ticket, row, result, bookmark: None, fetches: false });
    assert!(!stage.is_reading());
    assert_eq!(stage.notice(), "the article could not be read");
    assert_eq!(stage.unread("Unread"), Some(2));
}

#[test]
fn two_stories_of_one_headline_are_two_rows() {
    let (mut library, feed) = library(1);
    library.take_in(feed, &[item("x", "Story 1", 12)], now()).unwrap();
    let stage = Stage::of_size(library, 80, 24);
    assert_eq!(stage.titles(), ["Story 1 •", "Story 1 •"]);
}
