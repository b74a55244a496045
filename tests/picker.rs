//! The list of themes on the screen: keys in, screen out, at several sizes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use newsprint::app::{Key, Keymap, Looks, Msg, Size, State, update};
use newsprint::config::{Depth, Theme, theme_names};
use newsprint::layout::Role;
use newsprint::model::{Page, Source};
use newsprint::read;
use newsprint::view::{Glyphs, Outfit, draw_in};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const STORY: &str = "Bridge opens\n\nThe swing bridge over the Marl opened to carts on Tuesday, nine weeks after a barge bent its gate.\n\nThe keeper of the bridge lost his last game of chess on the morning that it opened again, and says so to everyone who crosses.\n";

/// The screen after some keys, with every theme that comes with the program.
fn screen(width: u16, height: u16, keys: &str, glyphs: Glyphs) -> Buffer {
    let themes: Vec<Theme> = theme_names().map(|name| Theme::shipped(name, Depth::True).unwrap()).collect();
    let looks = Looks { themes: theme_names().map(str::to_owned).collect(), ..Looks::default() };
    let mut state = State::new(Size { width, height }, looks, Keymap::default());
    let page = Page::new(Source::Stdin, STORY.as_bytes().to_vec());
    state.open(read::read(&page, &read::Options::default()));
    for key in keys.split_whitespace() {
        update(&mut state, Msg::Key(key.parse::<Key>().unwrap()));
    }
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
    let outfit = Outfit { theme: &themes[state.looks.theme], themes: &themes, glyphs };
    draw_in(&state, &outfit, &mut buffer);
    buffer
}

fn text(buffer: &Buffer) -> String {
    let row = |cells: &[ratatui::buffer::Cell]| {
        let row: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
        row.trim_end().to_owned()
    };
    let rows: Vec<String> = buffer.content.chunks(usize::from(buffer.area.width)).map(row).collect();
    rows.join("\n")
}

#[test]
fn beside_the_article_where_there_is_room() {
    insta::assert_snapshot!(text(&screen(100, 24, "t j j", Glyphs::Unicode)));
}

#[test]
fn below_the_article_on_a_narrow_screen_and_in_plain_signs() {
    insta::assert_snapshot!(text(&screen(44, 16, "t G k", Glyphs::Ascii)));
}

#[test]
fn a_tiny_screen_takes_the_next_theme_instead() {
    let theme = Theme::shipped("light", Depth::True).unwrap();
    let buffer = screen(19, 3, "t", Glyphs::Unicode);
    assert_eq!(buffer.cell((0, 0)).unwrap().bg, theme.style(Role::Body).bg.unwrap());
}

#[test]
fn the_article_wears_what_is_tried_on_and_every_row_its_own() {
    let [dark, sepia] = ["dark", "sepia"].map(|name| Theme::shipped(name, Depth::True).unwrap());
    let ground = |theme: &Theme| theme.style(Role::Body).bg.unwrap();
    let buffer = screen(100, 24, "t j j", Glyphs::Unicode);
    assert_eq!(buffer.cell((0, 20)).unwrap().bg, ground(&sepia));
    let swatch = (100 - 6, 4);
    assert_eq!(buffer.cell(swatch).unwrap().bg, ground(&dark));
    let buffer = screen(100, 24, "t j j esc", Glyphs::Unicode);
    assert_eq!(buffer.cell((0, 20)).unwrap().bg, ground(&dark));
    let buffer = screen(100, 24, "t j j enter", Glyphs::Unicode);
    assert_eq!(buffer.cell(swatch).unwrap().bg, ground(&sepia));
}
