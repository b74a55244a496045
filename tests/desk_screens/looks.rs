//! The desk in every theme and with every set of signs.

use std::fmt::Write as _;

use newsprint::app::{Desk, State};
use newsprint::config::{Depth, Theme, theme_names};
use newsprint::layout::Role;
use newsprint::view::{self, Glyphs, Outfit};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::{buffer, desk, press, screen};

/// A theme in which the colour of a role is its number.
pub(crate) fn labels() -> Theme {
    let mut text = String::from("[styles]\n");
    for (index, role) in Role::ALL.iter().enumerate() {
        writeln!(text, "{} = \"#0000{index:02x}\"", role.name()).unwrap();
    }
    Theme::parse(&text).unwrap()
}

/// What stands on the screen in a role, letter by letter.
pub(crate) fn cells_of(state: &State, labels: &Theme, role: Role) -> String {
    let buffer = buffer(state, labels);
    let ink = labels.style(role).fg.unwrap();
    buffer.content.iter().filter(|cell| cell.fg == ink).map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn every_theme_draws_it_on_any_terminal() {
    for name in theme_names() {
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None] {
            let theme = Theme::shipped(name, depth).unwrap();
            let drawn = buffer(&screen(desk(), 120, 30), &theme);
            let coloured =
                drawn.content.iter().any(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset);
            assert_eq!(coloured, depth != Depth::None && name != "plain", "{name} {depth:?}");
        }
    }
}

#[test]
fn what_is_selected_can_be_told_without_colours() {
    let plain = Theme::shipped("plain", Depth::None).unwrap();
    let lines = |state: &State| {
        let buffer = buffer(state, &plain);
        let reversed = |y: &u16| buffer.cell((40, *y)).unwrap().modifier.contains(Modifier::REVERSED);
        (0..20).filter(reversed).collect::<Vec<u16>>()
    };
    assert_eq!(lines(&screen(desk(), 60, 20)), [2, 3]);
    assert_eq!(lines(&press(screen(desk(), 60, 20), "j")), [4, 5]);
}

#[test]
fn what_is_unread_and_what_is_starred_has_a_sign_and_not_only_a_colour() {
    let state = screen(Desk::default(), 100, 24);
    assert_eq!(cells_of(&state, &labels(), Role::UnreadMark), "");
    let state = screen(desk(), 140, 70);
    let (unread, starred) = (super::sample::rows().into_iter(), super::sample::rows().into_iter());
    // The selected one has the colour of what is selected.
    assert_eq!(
        cells_of(&state, &labels(), Role::UnreadMark).matches('•').count(),
        unread.filter(|row| !row.read).count() - 1
    );
    assert_eq!(
        cells_of(&state, &labels(), Role::Star).matches('★').count(),
        starred.filter(|row| row.starred).count()
    );
}

#[test]
fn a_terminal_with_few_signs_gets_others_of_the_same_width() {
    let theme = Theme::shipped("dark", Depth::True).unwrap();
    let mut state = screen(desk(), 100, 30);
    if let Some(desk) = &mut state.desk {
        desk.stacks[5].state = newsprint::app::FeedState::Asking;
    }
    let drawn = |glyphs| {
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: 100, height: 30 });
        view::draw_in(&state, &Outfit { theme: &theme, themes: &[], glyphs }, &mut buffer);
        buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect::<String>()
    };
    assert!(drawn(Glyphs::Bare).is_ascii());
    let ascii = drawn(Glyphs::Ascii);
    assert!(!ascii.contains(['•', '★', '│', '─', '▎', '…', '▶', '↻']), "{ascii}");
    let console = drawn(Glyphs::Console);
    assert!(console.contains('•') && console.contains('│') && !console.contains(['★', '▎', '▶', '↻']));
}
