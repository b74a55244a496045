//! The desk as a reader sees it: a desk in, a screen out, at several sizes.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    reason = "a test that cannot go on has failed"
)]

mod any;
mod looks;
mod sample;
#[path = "../common/screen.rs"]
mod shown;
mod sizes;

use newsprint::app::{
    Desk, DeskPane, Effect, Errand, FeedState, Key, Keymap, List, Looks, Msg, Preview, Refreshing, Size,
    Stack, State, Word, update,
};
use newsprint::config::{Depth, Theme};
use newsprint::model::{ArticleId, Clean, Sort};
use newsprint::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sample::desk;

fn screen(desk: Desk, width: u16, height: u16) -> State {
    let mut state = State::new(Size { width, height }, Looks::default(), Keymap::default());
    state.desk = Some(desk);
    state
}

fn buffer(state: &State, theme: &Theme) -> Buffer {
    let Size { width, height } = state.size;
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
    view::draw(state, theme, &mut buffer);
    buffer
}

fn text(state: &State) -> String {
    let buffer = buffer(state, &Theme::shipped("dark", Depth::default()).unwrap());
    shown::rows(&buffer).join("\n")
}

/// Keys as a person writes them, separated by spaces; what they ask of the library stays unanswered.
fn press(mut state: State, keys: &str) -> State {
    for key in keys.split(' ').filter(|key| !key.is_empty()) {
        update(&mut state, Msg::Key(key.parse::<Key>().unwrap()));
    }
    state
}

fn rows(state: &State) -> Vec<String> {
    text(state).lines().map(str::to_owned).collect()
}

/// A desk without articles, in front of a stack.
fn empty(stack: usize) -> Desk {
    let mut desk = Desk { list: List { total: Some(0), ..List::default() }, preview: None, stack, ..desk() };
    desk.stacks[stack].unread = desk.stacks[stack].unread.map(|_| 0);
    desk
}

/// Where a stack stands among the stacks.
fn stack_of(name: &str) -> usize {
    sample::stacks().iter().position(|row| row.name.as_str() == name).unwrap()
}

#[test]
fn a_filter_is_shown_and_what_it_finds_is_marked() {
    let mut desk = Desk { filter: "fer site:halifax".to_owned(), ..desk() };
    desk.list.rows.retain(|row| row.title.contains("fer"));
    desk.list.total = Some(desk.list.rows.len() as u64);
    let state = screen(desk, 120, 14);
    insta::assert_snapshot!(text(&state));
    let theme = looks::labels();
    let marked = |role| looks::cells_of(&state, &theme, role);
    assert_eq!(marked(newsprint::layout::Role::Found), "ferferfer");
    assert_eq!(marked(newsprint::layout::Role::Term), "/ fer site:halifaxfer");
}

#[test]
fn in_the_order_of_days_each_day_has_its_name() {
    insta::assert_snapshot!(text(&screen(Desk { sort: Sort::Date, ..desk() }, 60, 44)));
}

#[test]
fn in_the_list_of_a_feed_its_name_is_not_said_again_and_again() {
    let mut desk = Desk { stack: stack_of("Halifax Gazette"), ..desk() };
    desk.list.rows.retain(|row| row.site.as_str() == "Halifax Gazette");
    desk.list.total = Some(3);
    let rows = rows(&screen(desk, 80, 24));
    assert!(rows[0].starts_with(" Halifax Gazette ·"), "{}", rows[0]);
    assert!(
        rows[3].contains("Dana Whitlock · 2 min · ▶ 2") && !rows[3].contains("│▎  Halifax"),
        "{}",
        rows[3]
    );
}

#[test]
fn the_line_above_tells_how_far_a_refresh_is() {
    let refreshing = Refreshing { feeds: 40, done: 12, failed: 1, new: 5, pages: 3 };
    let at = |refreshing, width| {
        rows(&screen(Desk { refreshing: Some(refreshing), ..desk() }, width, 24)).swap_remove(0)
    };
    assert!(
        at(refreshing, 100).ends_with("  ━━━───────── 12/40 · 5 new  1 of 30"),
        "{}",
        at(refreshing, 100)
    );
    assert!(at(refreshing, 40).ends_with("  12/40  1 of 30"), "{}", at(refreshing, 40));
    let pages = Refreshing { done: 40, ..refreshing };
    assert!(at(pages, 100).ends_with("  ━━━━━━━━━━━━ 3 pages to go · 5 new  1 of 30"), "{}", at(pages, 100));
}

#[test]
fn a_feed_shows_how_it_fares_and_the_line_below_says_it_in_words() {
    let mut desk = desk();
    let [asked, waits] = ["Halifax Gazette", "Sund Courier"].map(stack_of);
    desk.stacks[asked].state = FeedState::Asking;
    desk.stacks[waits].state = FeedState::Waiting;
    (desk.stack, desk.pane) = (stack_of("Tidewater Weekly"), DeskPane::Stacks);
    let rows = rows(&screen(desk, 120, 36));
    let left = |row: &String| row.split('│').next().unwrap_or_default().to_owned();
    let line = |name: &str| rows.iter().skip(1).map(left).find(|row| row.contains(name)).unwrap();
    assert_eq!(line("Halifax"), "    Halifax Gazet… ↻ 23 ");
    assert_eq!(line("Sund Cour").trim_end(), "    Sund Courier    · 4");
    assert_eq!(line("Tidewater").trim_end(), "▎   Tidewater We… ! 108");
    assert!(rows[35].starts_with(" asks for a password (403); its address may have changed"), "{}", rows[35]);
}

#[test]
fn what_a_reader_must_know_all_the_time_stands_below() {
    let warning = Some(Clean::field("the library can only be read: nothing will be kept"));
    let rows = rows(&screen(Desk { warning, ..desk() }, 120, 24));
    assert!(rows[23].starts_with(" the library can only be read: nothing will be kept  "), "{}", rows[23]);
}

#[test]
fn numbers_of_any_size_fit() {
    let mut desk = desk();
    desk.stacks[0].unread = Some(123_456);
    desk.stacks[3].unread = Some(12_345_678);
    let shown = text(&screen(desk, 80, 24));
    assert!(shown.contains("Unread         123k") && shown.contains("Ferries         12M"), "{shown}");
}

#[test]
fn every_empty_list_says_why_and_what_to_do() {
    let said = |desk: Desk| {
        let screen = text(&screen(desk, 60, 14));
        let lines: Vec<&str> =
            screen.lines().skip(1).take(12).map(str::trim).filter(|line| !line.is_empty()).collect();
        lines.join(" | ")
    };
    let filtered = Desk { filter: "xyzzy".to_owned(), ..empty(2) };
    let awaited = Desk { list: List { more: true, ..List::default() }, ..empty(0) };
    let all = [
        ("all read", said(empty(0))),
        ("no star", said(empty(1))),
        ("no hit", said(filtered)),
        ("a search", said(empty(3))),
        ("a feed", said(empty(stack_of("Le Quai")))),
        ("awaited", said(awaited)),
        ("counted, but not here", said(Desk { stacks: sample::stacks(), ..empty(0) })),
        ("nothing told yet", said(Desk::default())),
    ];
    let all: Vec<String> = all.into_iter().map(|(name, said)| format!("{name}: {said}")).collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn the_first_run_explains_itself() {
    let mut desk = empty(0);
    desk.stacks.truncate(3);
    insta::assert_snapshot!(text(&screen(desk.clone(), 100, 24)));
    insta::assert_snapshot!(text(&screen(desk.clone(), 40, 16)));
    assert!(text(&screen(desk, 20, 5)).contains("newsprint"));
}

#[test]
fn keys_move_what_is_selected_and_the_screen_follows() {
    let at = |keys: &str| {
        let rows = rows(&press(screen(desk(), 60, 14), keys));
        let selected = rows.iter().position(|row| row.starts_with('▎')).unwrap();
        (
            selected,
            rows[selected].trim_start_matches(['▎', ' ', '•']).chars().take(16).collect::<String>(),
            rows[0].clone(),
        )
    };
    assert_eq!(at("").0, 2);
    assert_eq!(at("j j").0, 4);
    let (row, title, top) = at("G");
    assert_eq!((row, &*title), (11, "Vor hundert Jahr"));
    assert!(top.ends_with(" 30 of 30"), "{top}");
    assert_eq!(at("G g"), at(""));
}

#[test]
fn the_stacks_are_a_drawer_where_there_is_no_room_and_can_be_put_away_where_there_is() {
    let narrow = |keys: &str| text(&press(screen(desk(), 60, 20), keys));
    assert!(!narrow("").contains("FEEDS 20") && narrow("tab").contains("FEEDS 20"));
    assert_eq!(narrow("tab tab"), narrow(""));
    let wide = |keys: &str| text(&press(screen(desk(), 120, 20), keys));
    assert!(wide("").contains("FEEDS 20") && !wide("\\").contains("FEEDS 20"));
    assert!(wide("\\ tab").contains("FEEDS 20"));
}

#[test]
fn zen_leaves_nothing_but_the_list() {
    let rows = rows(&press(screen(desk(), 120, 12), "z"));
    assert!(
        rows[1].starts_with("▎• Halifax ferry terminal") && !rows.iter().any(|row| row.contains('│')),
        "{rows:?}"
    );
}

#[test]
fn a_preview_is_of_what_is_selected_or_none() {
    let mut desk =
        Desk { preview: Some(Preview { id: ArticleId(2), text: Clean::text("Of another one.") }), ..desk() };
    let shown = |desk: &Desk| text(&screen(desk.clone(), 120, 20));
    assert!(!shown(&desk).contains("Of another one"));
    desk.list.selected = 1;
    assert!(shown(&desk).contains("Of another one."));
}

#[test]
fn what_is_no_article_says_so() {
    let desk = Desk { list: List { rows: vec![sample::row(19)], ..List::default() }, stack: 2, ..desk() };
    assert!(text(&screen(desk.clone(), 60, 20)).contains("1 min · paywall stub"));
    assert!(matches!(desk.shown(), Some(Stack::All)));
}

/// Fills the library that `NEWSPRINT_LIBRARY` names, to look at it: `cargo test --test desk_screens -- --ignored`.
#[test]
#[ignore = "writes a library to be looked at"]
#[expect(clippy::disallowed_methods, reason = "the file is named by whoever runs this")]
fn a_library_to_look_at() {
    let path = std::env::var_os("NEWSPRINT_LIBRARY").unwrap();
    let mut opened = newsprint::library::Library::open(path.as_ref(), jiff::Timestamp::now()).unwrap();
    sample::fill(&mut opened.library);
    assert_eq!(opened.library.stats().unwrap().articles, sample::ARTICLES.len() as u64);
}

#[test]
fn an_article_of_the_desk_says_which_of_the_list_it_is_and_how_to_go_on() {
    let reading = newsprint::read::read(
        &newsprint::model::Page::new(
            newsprint::model::Source::Stdin,
            "Ferry closed\n\nThe ferry is closed.".into(),
        ),
        &newsprint::read::Options::default(),
    );
    let mut desk = desk();
    desk.list.selected = 3;
    let mut state = screen(desk, 100, 12);
    let Some(Effect::Errands(asked)) = update(&mut state, Msg::Key("enter".parse().unwrap())) else {
        unreachable!()
    };
    let ticket = asked.iter().find_map(|errand| match errand {
        Errand::Open { ticket, .. } => Some(*ticket),
        _ => None,
    });
    let word = Word::Opened {
        ticket: ticket.unwrap(),
        row: Box::new(sample::row(3)),
        result: Ok(Box::new(reading)),
        bookmark: None,
        fetches: false,
    };
    update(&mut state, Msg::Word(word));
    let rows = rows(&state);
    assert!(rows[0].ends_with(" ★ · 4 of 30 · 100 %"), "{}", rows[0]);
    assert!(rows[11].contains("q desk  J next  * star"), "{}", rows[11]);
}

#[test]
fn a_list_that_keeps_what_was_read_counts_it() {
    let mut desk = desk();
    (desk.list.total, desk.list.selected) = (Some(12), 29);
    assert!(rows(&screen(desk.clone(), 60, 20))[0].ends_with(" 30 of 30"));
    (desk.list.total, desk.list.more) = (None, true);
    assert!(rows(&screen(desk.clone(), 60, 20))[0].ends_with(" 30 of 30+"));
    desk.list.total = Some(4000);
    assert!(rows(&screen(desk, 60, 20))[0].ends_with(" 30 of 4000"));
}
