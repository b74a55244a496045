//! Keys in, screen out: what a reader sees, at several sizes.
//!
//! Snapshots are text. Where the meaning of the letters matters, a second grid shows the role
//! of every cell by a letter, with a legend under it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

#[path = "screens/long.rs"]
mod long;
mod sample;
#[path = "common/screen.rs"]
mod shown;
#[path = "screens/sizes.rs"]
mod sizes;

use std::fmt::Write;

use newsprint::app::{Effect, Key, Keymap, Looks, Msg, Size, State, update};
use newsprint::config::{Depth, Theme};
use newsprint::layout::{Galley, Options, Role, Typesetting};
use newsprint::model::{BlockKind, Reading, Reason};
use newsprint::view;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use sample::{Sample, ferry, harbour};

/// A screen with articles on it.
struct Screen {
    state: State,
    effects: Vec<Effect>,
}

impl Screen {
    fn new(width: u16, height: u16, readings: Vec<Reading>) -> Self {
        let looks = Looks { themes: vec!["dark".into(), "light".into()], ..Looks::default() };
        let mut state = State::new(Size { width, height }, looks, Keymap::default());
        for reading in readings {
            state.open(reading);
        }
        Self { state, effects: Vec::new() }
    }

    fn send(&mut self, msg: Msg) {
        let mut effect = update(&mut self.state, msg);
        while effect == Some(Effect::GoOn) {
            effect = update(&mut self.state, Msg::GoOn);
        }
        self.effects.extend(effect);
    }

    /// Keys as a person writes them, separated by spaces.
    fn press(mut self, keys: &str) -> Self {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            let key: Key = key.parse().unwrap();
            self.send(Msg::Key(key));
        }
        self
    }

    fn resize(mut self, width: u16, height: u16) -> Self {
        self.send(Msg::Resize(Size { width, height }));
        self
    }

    fn buffer(&self, theme: &Theme) -> Buffer {
        let Size { width, height } = self.state.size;
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
        view::draw(&self.state, theme, &mut buffer);
        buffer
    }

    fn rows(&self) -> Vec<String> {
        let buffer = self.buffer(&Theme::shipped("dark", Depth::default()).unwrap());
        shown::rows(&buffer)
    }

    fn text(&self) -> String {
        self.rows().join("\n")
    }

    fn top_row(&self) -> String {
        let reader = self.state.reader().unwrap();
        reader.galley.line(reader.top).unwrap().text()
    }

    /// The role of every cell as a letter, and what the letters mean.
    fn roles(&self) -> String {
        let name = |index: usize| char::from(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[index]);
        let buffer = self.buffer(&labels());
        let mut grid = String::new();
        let mut used = vec![false; Role::ALL.len()];
        for cells in buffer.content.chunks(usize::from(buffer.area.width)) {
            let mut row = String::new();
            for cell in cells {
                let Color::Rgb(_, _, role) = cell.fg else { panic!("a cell without a role") };
                used[usize::from(role)] |= cell.symbol() != " ";
                row.push(if cell.symbol() == " " { ' ' } else { name(usize::from(role)) });
            }
            writeln!(grid, "{}", row.trim_end()).unwrap();
        }
        for (index, role) in Role::ALL.iter().enumerate().filter(|(index, _)| used[*index]) {
            write!(grid, "{}={} ", name(index), role.name()).unwrap();
        }
        grid
    }
}

/// A theme in which the colour of a role is its number.
fn labels() -> Theme {
    let mut text = String::from("[styles]\n");
    for (index, role) in Role::ALL.iter().enumerate() {
        writeln!(text, "{} = \"#0000{index:02x}\"", role.name()).unwrap();
    }
    Theme::parse(&text).unwrap()
}

fn open(width: u16, height: u16) -> Screen {
    Screen::new(width, height, vec![ferry(), harbour()])
}

#[test]
fn a_wide_screen_has_the_sidebar_beside_the_text() {
    insta::assert_snapshot!(open(120, 36).text());
}

#[test]
fn every_cell_has_the_role_of_what_it_shows() {
    insta::assert_snapshot!(open(104, 24).press("tab").roles());
}

#[test]
fn at_eighty_columns_the_text_has_the_screen_to_itself() {
    insta::assert_snapshot!(open(80, 24).press("]").text());
}

#[test]
fn at_eighty_columns_the_sidebar_is_a_drawer() {
    insta::assert_snapshot!(open(80, 24).press("tab tab j").text());
}

#[test]
fn a_small_screen_keeps_the_essentials() {
    insta::assert_snapshot!(open(40, 12).press("j j").text());
}

#[test]
fn a_tiny_screen_has_one_line() {
    assert_eq!(open(19, 3).rows(), ["1 of 2 · 0 % Halif…", "", ""]);
    assert_eq!(open(0, 0).rows(), Vec::<String>::new());
}

#[test]
fn zen_leaves_nothing_but_the_text() {
    insta::assert_snapshot!(open(100, 20).press("z").text());
}

#[test]
fn removed_blocks_come_back_in_their_place_with_the_rule_that_removed_them() {
    insta::assert_snapshot!(open(80, 40).press("x").text());
}

#[test]
fn the_ledger_is_grouped_by_rule() {
    insta::assert_snapshot!(open(80, 30).press("X").text());
}

#[test]
fn a_removed_line_is_put_back_in_its_place_and_dropped_again() {
    let screen = open(80, 24).press("x 2 r");
    assert!(screen.text().contains("5 lines removed, 1 put back") || screen.text().contains("put back into"));
    let screen = screen.press("x");
    insta::assert_snapshot!(screen.text());
    let count = |screen: &Screen| screen.state.reader().unwrap().reading.body().count();
    let before = count(&open(80, 24));
    assert_eq!(count(&screen), before + 1);
    let screen = screen.press("x 2 r");
    assert!(screen.text().contains("removed again"));
    assert_eq!(count(&screen), before);
    assert_eq!(screen.press("x").text(), open(80, 24).press("j k").text());
}

#[test]
fn the_line_that_would_be_put_back_is_marked() {
    insta::assert_snapshot!(open(60, 18).press("r").roles());
}

#[test]
fn lines_are_chosen_on_the_ledger_and_put_back_from_there() {
    let screen = open(80, 20).press("X j j r");
    insta::assert_snapshot!(screen.text());
    let reader = screen.state.reader().unwrap();
    assert!(reader.reading.body().any(|block| block.text() == "Advertisement"));
    let screen = screen.press("r esc");
    assert!(screen.text().contains("6 lines removed (x to see)"), "{}", screen.text());
}

#[test]
fn on_a_small_ledger_the_chosen_line_stays_on_the_screen() {
    let mut screen = open(60, 10).press("X");
    for key in ["j", "j", "j", "j", "j", "j", "k", "k", "G", "g", "d", "d", "u", "b", "space"] {
        screen = screen.press(key);
        let page = screen.state.page().unwrap();
        let height = usize::from(screen.state.panes().text.height);
        let rows = page.chosen_rows();
        assert!(rows.start >= page.top && rows.end <= page.top + height, "{key}: {}", screen.text());
    }
}

#[test]
fn without_removed_lines_in_sight_restoring_says_how() {
    assert!(open(80, 24).press("r").text().contains("removed: "));
    assert!(open(80, 5).press("] ] x 1 r").text().contains("there is no removed line 1 on the screen"));
}

#[test]
fn lines_removed_for_one_reason_tell_it_once() {
    let reading = Sample::new("T")
        .dropped("Share", Reason::Outside)
        .dropped("Print", Reason::Outside)
        .dropped("Advertisement", Reason::AdMarker)
        .par("One.")
        .build();
    let text = Screen::new(60, 14, vec![reading]).press("x").text();
    insta::assert_snapshot!(text, @"
    1 min                                                100 %

    T
    ────────────────────────────────────────────────────────

    ╎ Share
    ╎ Print  ‹outside the article · 2 lines›
    ╎ Advertisement  ‹ad marker›

    One.



    3 lines removed (x to hide)     ? help  r put back  o open
    ");
}

#[test]
fn a_page_on_its_way_says_so_and_can_be_stopped() {
    let mut screen = Screen::new(60, 10, vec![]);
    let address = newsprint::app::Address::parse("https://gazette.example/ferry").unwrap();
    let ticket = screen.state.expect(address);
    insta::assert_snapshot!(screen.text(), @"
    newsprint


    ⠋ fetching gazette.example
    https://gazette.example/ferry




                                              esc stop  q quit
    ");
    let mut screen = screen.press("esc");
    screen.send(Msg::Loaded { ticket, result: Ok(Box::new(ferry())) });
    insta::assert_snapshot!(screen.text(), @"
    newsprint


    stopped before it arrived
    https://gazette.example/ferry

    ^r  tries again
     o  opens it in the browser
     y  copies the address
                                                ? help  q quit
    ");
    assert_eq!(screen.state.unread()[0].why, "stopped before it arrived");
    screen.state.open(harbour());
    assert_eq!(screen.state.unread(), []);
}

#[test]
fn the_help_page_comes_from_the_table_of_actions() {
    insta::assert_snapshot!(open(100, 62).press("?").text());
}

#[test]
fn the_details_say_what_is_known() {
    insta::assert_snapshot!(open(80, 24).press("i").text());
}

#[test]
fn text_without_spaces_fills_its_column() {
    insta::assert_snapshot!(open(60, 16).press("J").text());
}

#[test]
fn a_search_shows_its_matches_while_it_is_typed() {
    let screen = open(80, 16).press("/ d o c k");
    insta::assert_snapshot!(screen.roles());
    let screen = screen.press("enter n n");
    assert!(screen.text().contains("/dock  3 of 5"), "{}", screen.text());
}

#[test]
fn a_search_that_finds_nothing_says_so_and_goes_nowhere() {
    let screen = open(80, 24).press("/ z z q enter");
    assert!(screen.text().contains("“zzq” is not in the text"));
    assert_eq!(screen.state.reader().unwrap().top, 0);
}

#[test]
fn a_number_before_a_command_names_the_item() {
    let screen = open(80, 24).press("3 o");
    assert!(matches!(&screen.effects[..], [Effect::Open(address)] if address.host() == "gazette.example"));
    let screen = open(80, 24).press("1 v");
    assert!(matches!(&screen.effects[..], [Effect::Play(address)] if address.host() == "video.example"));
    assert!(open(80, 24).press("9 9 o").text().contains("there is no item 99"));
}

#[test]
fn nothing_but_the_web_is_opened() {
    let reading = Sample::new("T").par("One [trap](javascript:alert(1)) here.").build();
    let screen = Screen::new(80, 24, vec![reading]).press("1 o");
    assert_eq!(screen.effects, []);
    assert!(screen.text().contains("javascript: addresses are not opened"), "{}", screen.text());
}

#[test]
fn choosing_an_item_brings_its_place_to_the_screen() {
    let screen = open(120, 14).press("tab j");
    assert!(screen.text().contains("and parking is short already.  ▶2"), "{}", screen.text());
}

#[test]
fn a_followed_link_opens_here_and_q_comes_back() {
    let mut screen = open(80, 24).press("j j 4 enter");
    let Some(Effect::Load { ticket, .. }) = screen.effects.first() else { panic!("{:?}", screen.effects) };
    let (ticket, before) = (*ticket, screen.top_row());
    assert!(screen.text().contains("fetching gazette.example"));
    screen.send(Msg::Loaded { ticket, result: Ok(Box::new(harbour())) });
    assert!(screen.text().contains("海港晚报"));
    let screen = screen.press("q");
    assert_eq!(screen.top_row(), before);
    assert_eq!(screen.press("q").effects.last(), Some(&Effect::Quit));
}

#[test]
fn an_answer_that_nobody_waits_for_changes_nothing() {
    let mut screen = open(80, 24).press("4 enter esc");
    screen.send(Msg::Loaded { ticket: 1, result: Ok(Box::new(harbour())) });
    assert!(screen.text().contains("Halifax ferry terminal"));
}

#[test]
fn a_page_that_cannot_be_fetched_is_a_notice() {
    let mut screen = open(80, 24).press("4 enter");
    screen.send(Msg::Loaded { ticket: 1, result: Err("gazette.example: 404\u{1b}[2J".into()) });
    assert!(screen.text().contains("gazette.example: 404"));
}

#[test]
fn copies_go_to_the_clipboard_whole() {
    let screen = open(80, 24).press("Y");
    let [Effect::Copy(text)] = &screen.effects[..] else { panic!() };
    assert!(text.starts_with("Halifax ferry terminal closed") && text.contains("never before by gravel."));
    assert_eq!(open(80, 24).press("5 y").effects, [Effect::Copy("https://port.example/statement".into())]);
}

#[test]
fn a_resize_keeps_the_place_in_the_text() {
    let screen = open(120, 24).press("] ] ]");
    let before = screen.top_row();
    let screen = screen.resize(41, 24).resize(300, 10).resize(7, 2).resize(120, 24);
    assert_eq!(screen.top_row(), before);
}

#[test]
fn showing_what_was_removed_keeps_the_place_too() {
    let screen = open(120, 12).press("] ]");
    let before = screen.top_row();
    let screen = screen.press("x");
    assert_eq!(screen.top_row(), before);
    assert_eq!(screen.press("x").top_row(), before);
}

#[test]
fn moving_stops_at_both_ends() {
    let screen = open(80, 24).press("9 9 9 9 k G 9 9 9 9 j");
    let reader = screen.state.reader().unwrap();
    assert_eq!((reader.top, reader.percent()), (reader.last_top(), 100));
    assert!(screen.text().contains("never before by gravel."));
    assert_eq!(screen.press("g").state.reader().unwrap().top, 0);
}

#[test]
fn going_to_sections_and_back_ends_where_it_began() {
    let screen = open(80, 10).press("] ] [ [ [");
    assert_eq!(screen.state.reader().unwrap().top, 0);
}

#[test]
fn what_is_not_an_article_is_still_a_screen() {
    let empty = Screen::new(60, 10, vec![]).press("j tab x X i o y Y / n 3 enter ? esc");
    assert!(empty.text().contains("Nothing to read yet."));
    let blank = Screen::new(60, 10, vec![Sample::new("").build()]).press("tab j G ] [ x X");
    assert!(blank.text().contains("Nothing was removed."), "{}", blank.text());
}

#[test]
fn a_long_word_a_wide_letter_and_a_deep_list_fit_any_column() {
    let reading = Sample::new("A")
        .par(&"w".repeat(5000))
        .par("渡船👩‍👩‍👧‍👦é\u{301}ﷺ")
        .item(200, Some(1_000_000), "deep")
        .block(BlockKind::Quote, "渡船")
        .block(BlockKind::Row, "a\tb\tc")
        .block(BlockKind::Code, "\tx渡\ny")
        .dropped("渡", Reason::AdMarker)
        .build();
    for width in 1..80 {
        assert_no_row_is_wider(&reading, width);
    }
}

fn assert_no_row_is_wider(reading: &Reading, width: usize) {
    let galley = Galley::set(
        reading,
        Options { width, removed: true, imprint: true, typesetting: Typesetting::default() },
    );
    for line in galley.lines(0) {
        assert!(line.width() <= width, "{width}: {:?}", line.text());
    }
}

#[expect(clippy::disallowed_methods, reason = "it is about time")]
#[test]
fn a_word_of_a_hundred_and_sixty_thousand_letters_is_set_at_once() {
    let reading = Sample::new("A").par(&"w".repeat(160_000)).par(&"word ".repeat(160_000)).build();
    let begun = std::time::Instant::now();
    let galley = Galley::set(
        &reading,
        Options { width: 72, removed: false, imprint: false, typesetting: Typesetting::default() },
    );
    assert!(galley.rows() > 13_000);
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

#[test]
fn every_size_draws() {
    for keys in ["", "tab", "?", "X", "/ d", "z", "G x"] {
        for (width, height) in [
            (0, 0),
            (1, 1),
            (2, 1),
            (1, 24),
            (80, 1),
            (20, 4),
            (21, 5),
            (39, 7),
            (99, 14),
            (100, 13),
            (500, 200),
        ] {
            let screen = open(width, height).press(keys);
            assert_eq!(screen.rows().len(), if width == 0 { 0 } else { usize::from(height) });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_row_of_the_sample_is_wider_than_asked(width in 1..200_usize) {
        assert_no_row_is_wider(&ferry(), width);
        assert_no_row_is_wider(&harbour(), width);
    }

    #[test]
    fn no_keys_and_no_size_can_break_the_screen(
        keys in proptest::collection::vec("[a-zA-Z0-9\\[\\]<>/?\\\\]|tab|shift-tab|enter|esc|\\^d|up|down|left|right|backspace", 0..60),
        sizes in proptest::collection::vec((0..130_u16, 0..50_u16), 1..4),
    ) {
        let mut screen = open(100, 30);
        for (index, key) in keys.iter().enumerate() {
            screen = screen.press(key);
            if index % 20 == 19 {
                let (width, height) = sizes[index / 20 % sizes.len()];
                screen = screen.resize(width, height);
            }
            screen.rows();
        }
        let clicks = [(0, 0), (50, 5), (90, 8), (129, 49)];
        for (x, y) in clicks {
            screen.send(Msg::Click { x, y });
        }
        screen.rows();
    }
}
