//! Any desk on any screen: nothing panics, nothing is drawn outside.

use newsprint::app::{
    Desk, DeskPane, FeedState, Keymap, List, Looks, Preview, Refreshing, Size, Stack, StackRow, State,
};
use newsprint::config::{Depth, Theme};
use newsprint::model::{ArticleId, ArticleRow, Clean, FeedId, Sort};
use newsprint::view;
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

/// Text as a page may hold it, cleaned as all text is.
fn clean() -> impl Strategy<Value = Clean> {
    let text = prop_oneof!["[ a-zA-Z]{0,60}", "[渡船港é🚢\u{301}اﻻב 👨‍👩‍👧a.-]{0,40}", "\\PC{0,30}"];
    text.prop_map(|text| Clean::field(&text))
}

prop_compose! {
    fn row()(
        id in 1..500_i64, title in clean(), site in clean(), byline in proptest::option::of(clean()),
        dated in prop_oneof![Just(i64::MIN), Just(i64::MAX), 0..4_000_000_000_i64],
        words in prop_oneof![0..9000_u64, Just(u64::MAX)], videos in prop_oneof![0..9_u64, Just(u64::MAX)],
        language in proptest::option::of("ar|he|de|xx|"), class in proptest::option::of("article|bot-check|\\PC{0,9}"),
        signs in any::<[bool; 3]>(),
    ) -> ArticleRow {
        let [read, starred, is_whole] = signs;
        let (language, class) = (language.map(|tag| Clean::field(&tag)), class.map(|class| Clean::field(&class)));
        ArticleRow { id: ArticleId(id), title, site, byline, url: None, dated, words, videos, language, class, read, starred, is_whole }
    }
}

fn stack() -> impl Strategy<Value = Stack> {
    prop_oneof![
        Just(Stack::Unread),
        Just(Stack::Starred),
        Just(Stack::All),
        (clean(), "\\PC{0,12}").prop_map(|(name, query)| Stack::Search { name, query }),
        clean().prop_map(Stack::Tag),
        (0..9_i64).prop_map(|id| Stack::Feed(FeedId(id))),
    ]
}

prop_compose! {
    fn stack_row()(
        stack in stack(), name in clean(), unread in proptest::option::of(any::<u64>()), depth: u8,
        state in prop_oneof![Just(FeedState::Still), Just(FeedState::Waiting), Just(FeedState::Asking), clean().prop_map(FeedState::Trouble)],
    ) -> StackRow {
        StackRow { stack, name, unread, depth, state }
    }
}

prop_compose! {
    fn any_desk()(
        stacks in proptest::collection::vec(stack_row(), 0..40), stack in 0..45_usize,
        rows in proptest::collection::vec(row(), 0..40), selected in 0..50_usize, top in 0..50_usize,
        total in proptest::option::of(any::<u64>()), more: bool, text in "[ a-z渡\n]{0,400}|\\PC{0,80}", preview in 1..500_i64,
        stacks_have_keys: bool, filter in "[a-zé\":*港 -]{0,20}", sort in 0..7_usize, (feeds, done) in any::<(usize, usize)>(),
        goes_on: bool, now in prop_oneof![Just(0), Just(i64::MIN), Just(i64::MAX), 0..4_000_000_000_i64], ahead: i32,
        warning in proptest::option::of(clean()),
    ) -> Desk {
        let refreshing = goes_on.then_some(Refreshing { feeds, done: done / 16, failed: done, new: feeds, pages: done });
        Desk {
            stacks, stack, list: List { rows, selected, top, total, more },
            preview: Some(Preview { id: ArticleId(preview), text: Clean::text(&text) }),
            pane: if stacks_have_keys { DeskPane::Stacks } else { DeskPane::List },
            filter, sort: Sort::ALL[sort], refreshing, now, ahead, warning, ..Desk::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_desk_fits_on_any_screen(
        desk in any_desk(), width in prop_oneof![1..30_u16, 1..200_u16], height in prop_oneof![1..8_u16, 1..60_u16],
        sidebar: bool, zen: bool,
    ) {
        let looks = Looks { sidebar, zen, ..Looks::default() };
        let mut state = State::new(Size { width, height }, looks, Keymap::default());
        let selected = desk.list.selected;
        state.desk = Some(desk);
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: width + 3, height: height + 2 });
        view::draw(&state, &Theme::shipped("dark", Depth::True).unwrap(), &mut buffer);
        for position in buffer.area.positions().filter(|at| at.x >= width || at.y >= height) {
            prop_assert_eq!(buffer.cell(position).unwrap(), &Cell::default(), "{:?} on {}x{}", position, width, height);
        }
        let panes = state.desk_panes();
        let desk = state.desk.as_ref().unwrap();
        prop_assert!(desk.top_for_selected(&panes) <= selected);
        for (x, y) in [(0, 0), (width / 2, height / 2), (width - 1, height - 1)] {
            prop_assert!(desk.row_at(&panes, x, y).is_none_or(|row| row < desk.list.rows.len()));
            prop_assert!(desk.stack_at(&panes, x, y).is_none_or(|stack| stack < desk.stacks.len()));
        }
    }
}
