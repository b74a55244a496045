//! The desk as a reader sees it: a desk in, a screen out, at several sizes.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    reason = "a test that cannot go on has failed"
)]

mod sample;

use newsprint::app::{Desk, Keymap, Looks, Size, State};
use newsprint::config::{Depth, Theme};
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
    let row = |cells: &[ratatui::buffer::Cell]| {
        let mut row = String::new();
        let mut skip = 0;
        for cell in cells {
            if skip == 0 {
                row.push_str(cell.symbol());
                skip = newsprint::wrap::width(cell.symbol()).max(1);
            }
            skip -= 1;
        }
        row.trim_end().to_owned()
    };
    let width = usize::from(buffer.area.width).max(1);
    buffer.content.chunks(width).map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn wide() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (60, 20), (40, 12)] {
        println!("{}", text(&screen(desk(), width, height)));
    }
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
