//! Every size that a screen may have shows something, and nothing moves the text that should not.

use super::open;

#[test]
fn a_very_wide_screen_has_air_and_a_wider_sidebar() {
    insta::assert_snapshot!(open(200, 60).text());
}

#[test]
fn the_smallest_screen_with_frame_shows_text() {
    let rows = open(20, 5).press("j").rows();
    let text = [" terminal closed   ▐", " after barge", " strikes dock", " 6 lines removed…"];
    assert_eq!(rows, [&["       1 of 2 · 0 %"], &text[..]].concat());
}

/// From one cell up: as many rows as there are, none wider than the screen, and something to read
/// on it, whatever is open.
#[test]
fn the_smallest_screens_say_something_sensible() {
    for keys in ["", "G", "tab", "?", "X", "i", "t", "f", ":", "/ d", "z", "x G", "R", "r", "R R W", "=", "7"]
    {
        for (width, height) in (1..=20).flat_map(|width| (1..=5).map(move |height| (width, height))) {
            let screen = open(width, height).press(keys);
            let rows = screen.rows();
            assert_eq!(rows.len(), usize::from(height), "{width}x{height} {keys}");
            let text = rows.join("\n");
            assert!(rows.iter().all(|row| newsprint::wrap::width(row) <= usize::from(width)), "{text}");
            assert!(!text.trim().is_empty(), "{width}x{height} {keys}");
            let framed = width >= 20 && height >= 4;
            assert!(
                framed || rows[1..].iter().all(|row| row.trim().is_empty()),
                "{width}x{height} {keys}: {text}"
            );
        }
    }
}

#[test]
fn the_line_above_says_where_it_is_from_and_then_what_is_read() {
    let above = |width, keys: &str| open(width, 24).press(keys).rows().swap_remove(0);
    assert!(above(100, "").starts_with(" Halifax Gazette · 2 min  "));
    assert!(above(100, "j").starts_with(" Halifax Gazette · Halifax ferry terminal"));
    assert!(above(40, "space").starts_with(" Halifax Gazette    "));
}

#[test]
fn a_notice_moves_nothing_but_the_last_line() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let screen = open(width, height);
        let before = screen.rows();
        let after = screen.press("y").rows();
        assert_ne!(before.last(), after.last());
        assert_eq!(before[..before.len() - 1], after[..after.len() - 1]);
    }
}

#[test]
fn the_help_page_has_two_columns_where_there_is_room() {
    let screen = open(160, 60).press("?");
    assert!(screen.rows()[2].contains("Reading"));
    assert!(screen.text().contains(":justify"), "{}", screen.text());
    assert!(screen.rows()[0].ends_with("100 %"), "{}", screen.rows()[0]);
    // Coming back, the article is set as it was.
    assert_eq!(screen.press("esc").rows(), open(160, 60).rows());
}
