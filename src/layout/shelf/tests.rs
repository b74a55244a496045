//! The sidebar in small panes.

use super::*;
use crate::model::{BlockId, Clean};

fn rows(text: &str, time: &str, host: &str, columns: usize) -> Vec<String> {
    let mut lines = set(&Run::label("▶ 1 ", Role::ShelfNumber), text, time, columns, 2);
    at_the_edge(&mut lines, host, 4, columns, true);
    lines.iter().map(Line::text).collect()
}

fn link(number: usize) -> Item {
    Item {
        number,
        kind: ItemKind::Inline,
        text: Clean::field(&format!("link {number}")),
        url: None,
        host: None,
        duration: None,
        after: None,
        anchor: None,
        also: Vec::new(),
    }
}

fn chapters(count: usize) -> Vec<Chapter> {
    let chapter = |n: usize| Chapter {
        title: format!("Part {n}"),
        level: None,
        block: BlockId(0),
        letters: 0..0,
        paragraphs: 1,
        words: 0,
        pieces: 0..0,
    };
    (1..=count).map(chapter).collect()
}

fn shown(shelf: &Shelf) -> String {
    shelf.lines.iter().map(Line::text).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_entry_takes_two_rows_at_most_and_says_that_there_is_more() {
    let rows = rows("Terminal closed after a barge struck the dock on Wednesday", "1:12", "", 24);
    assert_eq!(rows, ["▶ 1 Terminal closed 1:12", "    after a barge struc…"]);
}

#[test]
fn a_short_entry_has_its_time_at_the_right_edge_and_the_host_below() {
    assert_eq!(rows("Barge", "0:09", "", 16), ["▶ 1 Barge   0:09"]);
    assert_eq!(rows("Barge", "0:09", "a.example", 16), ["▶ 1 Barge   0:09", "       a.example"]);
    assert_eq!(rows("Barge", "", "a.example", 22), ["▶ 1 Barge    a.example"]);
}

#[test]
fn a_long_part_shows_a_window_that_moves_no_more_than_it_must() {
    let items: Vec<Item> = (1..=40).map(link).collect();
    let chapters = chapters(2);
    let frame = Frame { columns: 20, rows: 14, ..Frame::default() };
    let shelf = Shelf::set(&items, &chapters, frame, &Shelf::default());
    assert_eq!(shelf.lines.len(), 14);
    insta::assert_snapshot!(shown(&shelf), @r"
    LINKS 40
    →  1 link 1
    →  2 link 2
    →  3 link 3
    →  4 link 4
    →  5 link 5
    →  6 link 6
    →  7 link 7
    →  8 link 8
    … 32 more

    OUTLINE 2
    ○ Part 1
    ○ Part 2
    ");
    let shelf = Shelf::set(&items, &chapters, Frame { watched: Some(8), ..frame }, &shelf);
    assert!(shown(&shelf).contains("… 2 above\n→  3 link 3\n"), "{}", shown(&shelf));
    assert!(shown(&shelf).contains("→  9 link 9\n… 31 more\n"), "{}", shown(&shelf));
    let same = Shelf::set(&items, &chapters, Frame { watched: Some(4), ..frame }, &shelf);
    assert_eq!(shown(&same), shown(&shelf));
    let end = Shelf::set(&items, &chapters, Frame { watched: Some(39), ..frame }, &shelf);
    assert!(shown(&end).contains("… 32 above\n→ 33 link 33\n"), "{}", shown(&end));
    assert!(shown(&end).contains("→ 40 link 40\n\nOUTLINE"), "{}", shown(&end));
}

#[test]
fn a_part_takes_the_same_rows_wherever_its_window_is() {
    let items: Vec<Item> = (1..=60).map(link).collect();
    let mut shelf = Shelf::default();
    for watched in [0, 5, 30, 59, 31, 7, 0] {
        let frame = Frame { columns: 20, rows: 16, watched: Some(watched), chapter: Some(0) };
        shelf = Shelf::set(&items, &chapters(3), frame, &shelf);
        assert_eq!((shelf.lines.len(), shelf.outline), (16, Some(12)));
        assert!(!shelf.entries[watched].rows.is_empty(), "{watched}\n{}", shown(&shelf));
        assert_eq!(shelf.entries.len(), 63);
    }
}

#[test]
fn hours_are_told_only_when_there_are_any() {
    assert_eq!(clock(72), "1:12");
    assert_eq!(clock(3723), "1:02:03");
}

#[test]
fn a_chapter_is_a_step_deeper_than_the_one_it_is_in() {
    let levels = [6, 2, 4, 4, 6, 3, 1];
    let of = |level| {
        chapters(1).into_iter().map(move |chapter| Chapter { level: Some(Level::new(level)), ..chapter })
    };
    let chapters: Vec<Chapter> = levels.into_iter().flat_map(of).collect();
    assert_eq!(depths(&chapters), [0, 0, 1, 1, 2, 1, 0]);
}
