//! The desk at every size.

use newsprint::app::{Desk, DeskPane};
use newsprint::model::Sort;

use super::{desk, rows, sample, screen, text};

#[test]
fn wide_it_has_three_columns() {
    insta::assert_snapshot!(text(&screen(Desk { sort: Sort::Date, ..desk() }, 140, 40)));
}

#[test]
fn in_the_middle_the_preview_stands_below() {
    insta::assert_snapshot!(text(&screen(desk(), 100, 40)));
    assert!(!text(&screen(desk(), 100, 30)).contains("No one was hurt"));
}

#[test]
fn at_eighty_columns_it_has_stacks_and_list() {
    insta::assert_snapshot!(text(&screen(desk(), 80, 24)));
}

#[test]
fn narrow_it_is_a_list_and_the_stacks_a_drawer() {
    insta::assert_snapshot!(text(&screen(desk(), 60, 20)));
    insta::assert_snapshot!(text(&screen(Desk { pane: DeskPane::Stacks, ..desk() }, 60, 20)));
}

#[test]
fn small_it_has_a_line_for_an_article() {
    insta::assert_snapshot!(text(&screen(desk(), 40, 12)));
}

#[test]
fn the_smallest_screens_say_something_sensible() {
    for (width, height) in (1..=24).flat_map(|width| (1..=6).map(move |height| (width, height))) {
        let shown = rows(&screen(desk(), width, height));
        assert!(
            shown.iter().all(|row| newsprint::wrap::width(row) <= usize::from(width)),
            "{width}x{height}"
        );
        assert!(!shown.join("").trim().is_empty(), "{width}x{height}");
    }
    assert_eq!(rows(&screen(desk(), 19, 9))[0], "1 of 30 Halifax…");
}

/// What a click means is what is drawn under it.
#[test]
fn the_article_under_a_cell_is_the_one_whose_headline_is_there() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (60, 20), (40, 12), (30, 8)] {
        for (sort, top) in [(Sort::Newest, 0), (Sort::Date, 0), (Sort::Date, 7)] {
            let mut desk = Desk { sort, ..desk() };
            desk.list.top = top;
            let state = screen(desk, width, height);
            let (panes, desk) = (state.desk_panes(), state.desk.clone().unwrap());
            let shown = rows(&state);
            let mut seen = 0;
            for y in 0..height {
                let Some(row) = desk.row_at(&panes, panes.list.x + 5, y) else { continue };
                let title = sample::ARTICLES[row].1;
                if title.is_ascii() && desk.row_at(&panes, panes.list.x + 5, y.wrapping_sub(1)) != Some(row) {
                    let begins: String = title.chars().take(12).collect();
                    assert!(shown[usize::from(y)].contains(&begins), "{width}x{height} {y}: {begins}");
                    seen += 1;
                }
            }
            assert!(seen >= 2, "{width}x{height}");
            assert_eq!(desk.row_at(&panes, panes.list.x + 5, height), None);
        }
    }
}

#[test]
fn the_stack_under_a_cell_is_the_one_whose_name_is_there() {
    for (width, height) in [(140, 40), (80, 24), (80, 9)] {
        for stack in [0, 12, 26] {
            let state = screen(Desk { stack, ..desk() }, width, height);
            let (panes, desk) = (state.desk_panes(), state.desk.clone().unwrap());
            let shown = rows(&state);
            let names: Vec<(usize, usize)> =
                (0..height).filter_map(|y| Some((usize::from(y), desk.stack_at(&panes, 4, y)?))).collect();
            assert!(names.iter().any(|(_, at)| *at == stack), "{stack} is not on {width}x{height}");
            for (y, at) in names {
                let name: String = desk.stacks[at].name.chars().take(6).collect();
                assert!(!name.is_ascii() || shown[y].contains(&name), "{name} is not in {}", shown[y]);
            }
        }
    }
}
