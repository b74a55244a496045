//! The list and the stacks: moving, filtering, marking, and being steady.

use newsprint::app::{DeskPane, Effect, Errand, FeedState, Stack, Which, Word};
use newsprint::library::Library;
use newsprint::model::{Clean, Sort};

use super::{Stage, bring, library, now};

/// Two feeds of two articles; the first of them has a tag.
fn two_feeds() -> Library {
    let (mut library, gazette) = library(2);
    let herald = library.add_feed("https://herald.example/feed", "Herald", now()).unwrap();
    bring(&mut library, herald, 3..=4);
    library.tag_feed(gazette, "sea", true, now()).unwrap();
    library
}

#[test]
fn it_opens_with_what_is_unread_and_the_stacks() {
    let stage = Stage::of_size(two_feeds(), 120, 30);
    assert_eq!(stage.titles(), ["Story 4 •", "Story 3 •", "Story 2 •", "Story 1 •"]);
    let names: Vec<(&str, u8)> =
        stage.desk().stacks.iter().map(|row| (row.name.as_str(), row.depth)).collect();
    assert_eq!(names, [("Unread", 0), ("Starred", 0), ("All", 0), ("sea", 0), ("Gazette", 1), ("Herald", 0)]);
    assert_eq!(
        (stage.unread("Unread"), stage.unread("sea"), stage.unread("Herald")),
        (Some(4), Some(2), Some(2))
    );
    assert!(stage.text().contains("Paragraph 1 of Story 4"), "{}", stage.text());
}

#[test]
fn the_list_comes_in_parts_and_its_end_can_be_reached() {
    let mut stage = Stage::open(library(700));
    assert_eq!((stage.desk().list.rows.len(), stage.desk().list.total), (200, Some(700)));
    stage.press("9 9 j");
    assert_eq!((stage.selected().as_str(), stage.desk().list.rows.len()), ("Story 601", 200));
    stage.press("5 0 j");
    assert_eq!(stage.desk().list.rows.len(), 400);
    stage.press("G");
    assert_eq!((stage.selected().as_str(), stage.desk().list.rows.len()), ("Story 1", 700));
    assert!(!stage.desk().list.more);
    let mut ids = stage.ids();
    ids.dedup();
    assert_eq!(ids.len(), 700);
    assert_eq!(stage.press("g").selected(), "Story 700");
    assert_eq!(stage.press("1 0 G").selected(), "Story 691");
}

#[test]
fn of_many_previews_that_were_wanted_only_the_last_is_shown() {
    let mut stage = Stage::open(library(5));
    stage.is_busy = true;
    stage.press("j j j");
    let words = std::mem::take(&mut stage.kept_back);
    assert_eq!(words.len(), 3);
    stage.is_busy = false;
    for word in words {
        stage.word(word);
    }
    let shown = stage.desk().preview.as_ref().unwrap();
    assert_eq!(Some(shown.id), stage.desk().list.row().map(|row| row.id));
}

#[test]
fn keys_mean_on_the_desk_what_they_mean_there_and_in_an_article_what_they_mean_there() {
    let mut stage = Stage::open(library(3));
    stage.press("u R T");
    assert!(stage.errands.contains(&Errand::Undo) && stage.errands.contains(&Errand::Refresh(Which::All)));
    assert!(stage.text().contains("tag:"));
    stage.press("esc enter");
    stage.errands.clear();
    stage.press("d");
    let before = stage.state.reader().unwrap().top;
    stage.press("u R");
    assert!(before > 0 && stage.state.reader().unwrap().top == 0);
    assert!(!stage.errands.contains(&Errand::Undo));
    assert!(stage.notice().contains("drop this?") || stage.text().contains("drop this?"), "{}", stage.text());
}

#[test]
fn marks_and_stars_change_at_once_and_are_taken_back() {
    let mut stage = Stage::open(library(3));
    stage.press("m");
    assert_eq!(stage.titles(), ["Story 3", "Story 2 •", "Story 1 •"]);
    assert_eq!(stage.unread("Gazette"), Some(2));
    stage.press("j 2 *");
    assert_eq!(stage.titles(), ["Story 3", "Story 2 • *", "Story 1 • *"]);
    stage.press("u");
    assert_eq!(stage.titles(), ["Story 3", "Story 2 •", "Story 1 •"]);
    assert!(stage.notice().contains("undone"));
    stage.press("u");
    assert_eq!(stage.titles()[0], "Story 3 •");
    stage.press("A");
    assert_eq!(stage.titles(), ["Story 3", "Story 2", "Story 1"]);
    assert_eq!(stage.unread("Unread"), Some(0));
    stage.press("u");
    assert_eq!(stage.unread("Unread"), Some(3));
    assert_eq!(stage.titles(), ["Story 3 •", "Story 2 •", "Story 1 •"]);
}

#[test]
fn what_was_read_stays_on_the_list_until_it_is_asked_anew() {
    let mut stage = Stage::open(library(3));
    stage.press("j m");
    stage.word(Word::Grown);
    assert_eq!(stage.titles(), ["Story 3 •", "Story 2", "Story 1 •"]);
    // To the stack below and back.
    stage.press("tab j k");
    assert_eq!(stage.titles(), ["Story 3 •", "Story 1 •"]);
}

#[test]
fn the_selected_article_stays_on_its_line_when_others_come() {
    let (mut library, feed) = library(60);
    bring(&mut library, feed, 1..=60);
    let mut stage = Stage::of_size(library, 120, 30);
    stage.press("2 5 j 4 k");
    let (selected, line) = (stage.selected(), stage.line_of_selected());
    assert_eq!((selected.as_str(), line > 0), ("Story 39", true));
    bring(&mut stage.library, feed, 61..=75);
    stage.word(Word::Grown);
    assert_eq!((stage.selected(), stage.line_of_selected()), (selected, line));
    assert_eq!(stage.desk().list.rows.len(), 75);
    assert_eq!(stage.press("g").selected(), "Story 75");
}

#[test]
fn a_list_that_was_read_far_down_is_kept_when_others_come() {
    let (library, feed) = library(3000);
    let mut stage = Stage::of_size(library, 120, 30);
    stage.press("G");
    assert_eq!(stage.desk().list.rows.len(), 3000);
    bring(&mut stage.library, feed, 3001..=3002);
    stage.word(Word::Grown);
    assert_eq!((stage.desk().list.rows.len(), stage.selected().as_str()), (3002, "Story 1"));
    let mut ids = stage.ids();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3002);
}

#[test]
fn a_filter_works_while_it_is_typed_and_esc_lifts_it() {
    let mut stage = Stage::open(library(12));
    stage.press("j /").write("\"story 7\"");
    assert_eq!(stage.titles(), ["Story 7 •"]);
    stage.press("backspace backspace").write("12\"");
    assert_eq!(stage.titles(), ["Story 12 •"]);
    stage.press("^u").write("gazette");
    assert_eq!(stage.desk().list.rows.len(), 12);
    stage.press("enter j");
    assert_eq!(stage.selected(), "Story 11");
    stage.press("esc");
    assert_eq!((stage.desk().list.rows.len(), stage.selected().as_str()), (12, "Story 11"));
    stage.press("/").write("is:starred").press("esc");
    assert_eq!(stage.desk().list.rows.len(), 12);
}

#[test]
fn a_search_is_kept_as_a_stack_and_given_up() {
    let mut stage = Stage::open(library(12));
    stage.press("/").write("\"story 7\"").press("enter :").write("save-search sevens").press("enter");
    let stack = stage.desk().stacks.iter().find(|row| row.name == "sevens").unwrap();
    assert!(matches!(&stack.stack, Stack::Search { query, .. } if query == "is:unread \"story 7\""));
    stage.press("esc tab j j j");
    assert_eq!(stage.titles(), ["Story 7 •"]);
    stage.press("D");
    assert!(stage.desk().stacks.iter().all(|row| row.name != "sevens"));
}

#[test]
fn the_order_is_turned_and_named() {
    let mut stage = Stage::open(library(3));
    stage.press("O O");
    assert_eq!(stage.titles(), ["Story 1 •", "Story 2 •", "Story 3 •"]);
    stage.press(":").write("sort title").press("enter");
    assert_eq!(stage.desk().sort, Sort::Title);
    stage.press(":").write("sort colour").press("enter");
    assert!(stage.notice().contains("date, newest, oldest"), "{}", stage.notice());
    stage.press(":").write("sort lo").press("tab enter");
    assert_eq!(stage.desk().sort, Sort::Longest);
}

#[test]
fn stacks_are_walked_and_feeds_tagged_renamed_given_up_and_had_again() {
    let mut stage = Stage::of_size(two_feeds(), 120, 30);
    stage.press("tab G");
    assert_eq!(stage.titles(), ["Story 4 •", "Story 3 •"]);
    stage.press("T").write("inla").press("enter");
    assert!(stage.desk().stacks.iter().any(|row| row.name == "inla"));
    stage.press("T").write("-inla, se").press("tab").press("enter");
    let tags: Vec<&str> = stage
        .desk()
        .stacks
        .iter()
        .filter(|row| matches!(row.stack, Stack::Tag(_)))
        .map(|row| row.name.as_str())
        .collect();
    assert_eq!(tags, ["sea"]);
    stage.press(":").write("rename Daily Herald").press("enter");
    assert!(stage.desk().stacks.iter().any(|row| row.name == "Daily Herald"));
    stage.press("D");
    assert!(stage.notice().contains("u undoes"));
    assert!(stage.desk().stacks.iter().all(|row| row.name != "Daily Herald"));
    stage.press("u");
    assert!(stage.desk().stacks.iter().any(|row| row.name == "Daily Herald"));
    // Articles are tagged where the keys go to the list.
    stage.press("tab").press("T").write("harbour").press("enter");
    assert_eq!(stage.desk().pane, DeskPane::List);
    assert!(
        matches!(stage.errands.iter().rev().find(|errand| matches!(errand, Errand::Tag(..))), Some(Errand::Tag(_, tag, true)) if tag == "harbour")
    );
}

#[test]
fn an_article_is_taken_out_and_had_again() {
    let mut stage = Stage::open(library(3));
    stage.press("j D");
    assert_eq!(
        (stage.titles(), stage.selected()),
        (vec!["Story 3 •".into(), "Story 1 •".into()], "Story 1".into())
    );
    assert_eq!(stage.desk().list.total, Some(2));
    stage.press("u");
    assert_eq!(stage.titles(), ["Story 3 •", "Story 2 •", "Story 1 •"]);
}

#[test]
fn what_fails_is_said_and_the_rows_are_as_before() {
    let mut stage = Stage::open(library(2));
    stage.is_busy = true;
    stage.press("m");
    assert_eq!(stage.titles()[0], "Story 2");
    stage.kept_back.clear();
    stage.is_busy = false;
    let id = stage.ids()[0];
    stage.library.mark_read(&[id], false, now()).unwrap();
    let row = stage.library.row(id).unwrap();
    stage.word(Word::Failed("the library cannot be written; nothing is saved".into()));
    assert!(stage.notice().contains("nothing is saved"));
    stage.word(Word::Changed(vec![row]));
    assert_eq!(stage.titles()[0], "Story 2 •");
}

#[test]
fn esc_closes_one_thing_after_another_and_q_leaves() {
    let mut stage = Stage::open(library(2));
    stage.press("/").write("story").press("enter tab");
    assert_eq!(stage.press("esc").desk().pane, DeskPane::List);
    assert_eq!(stage.press("esc").desk().filter, "");
    assert_eq!(stage.press("esc").notice(), "q quits");
    stage.press("q");
    assert_eq!(stage.effects, [Effect::Quit]);
}

#[test]
fn the_mouse_selects_and_opens() {
    let mut stage = Stage::open(library(9));
    let list = stage.state.desk_panes().list;
    let third = (list.y..30)
        .find(|y| stage.desk().row_at(&stage.state.desk_panes(), list.x + 4, *y) == Some(2))
        .unwrap();
    let click = |stage: &mut Stage, x, y| stage.send(newsprint::app::Msg::Click { x, y });
    click(&mut stage, list.x + 4, third);
    assert_eq!(stage.selected(), "Story 7");
    click(&mut stage, list.x + 4, third);
    assert_eq!(stage.open_title(), "Story 7");
    stage.press("q");
    let stacks = stage.state.desk_panes().stacks.unwrap();
    let all = (stacks.y..30)
        .find(|y| stage.desk().stack_at(&stage.state.desk_panes(), stacks.x + 3, *y) == Some(2))
        .unwrap();
    click(&mut stage, stacks.x + 3, all);
    assert_eq!((stage.desk().stack, stage.titles().len()), (2, 9));
    stage.send(newsprint::app::Msg::Wheel { rows: 3, x: list.x + 4 });
    assert_eq!(stage.desk().list.selected, 3);
}

#[test]
fn what_a_feed_does_now_outlives_new_counts() {
    let mut stage = Stage::of_size(two_feeds(), 120, 30);
    let feed = stage.library.feeds().unwrap()[0].id;
    stage.word(Word::Refreshing(Some(newsprint::app::Refreshing { feeds: 2, ..Default::default() })));
    stage.word(Word::Feed(feed, FeedState::Asking)).word(Word::Grown);
    let fares = |stage: &Stage| {
        stage.desk().stacks.iter().find(|row| row.stack == Stack::Feed(feed)).unwrap().state.clone()
    };
    assert_eq!(fares(&stage), FeedState::Asking);
    stage.word(Word::Feed(feed, FeedState::Trouble(Clean::field("no answer in time"))));
    assert!(matches!(fares(&stage), FeedState::Trouble(_)));
}
