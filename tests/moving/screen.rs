//! A screen to press keys on, without a terminal.

use std::sync::LazyLock;

use newsprint::app::{Effect, Key, Keymap, Looks, Msg, Size, State, Ticket, update};
use newsprint::config::{Depth, Theme};
use newsprint::layout::Role;
use newsprint::model::Reading;
use newsprint::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A screen with articles on it, and what it asked for.
pub(crate) struct Screen {
    pub(crate) state: State,
    pub(crate) effects: Vec<Effect>,
}

impl Screen {
    pub(crate) fn new(width: u16, height: u16, readings: Vec<Reading>) -> Self {
        let looks = Looks { themes: vec!["dark".into(), "light".into()], ..Looks::default() };
        let mut state = State::new(Size { width, height }, looks, Keymap::default());
        for reading in readings {
            state.open(reading);
        }
        Self { state, effects: Vec::new() }
    }

    pub(crate) fn send(&mut self, msg: Msg) {
        self.effects.extend(update(&mut self.state, msg));
    }

    /// Keys as a person writes them, separated by spaces.
    pub(crate) fn press(mut self, keys: &str) -> Self {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            let key: Key = key.parse().unwrap();
            self.send(Msg::Key(key));
        }
        self
    }

    /// A text, letter by letter.
    pub(crate) fn type_in(mut self, text: &str) -> Self {
        for c in text.chars() {
            let name = if c == ' ' { "space".to_owned() } else { c.to_string() };
            self = self.press(&name);
        }
        self
    }

    pub(crate) fn resize(mut self, width: u16, height: u16) -> Self {
        self.send(Msg::Resize(Size { width, height }));
        self
    }

    /// The page that was asked for last arrives.
    pub(crate) fn arrive(mut self, reading: Reading) -> Self {
        let ticket = self.ticket();
        self.send(Msg::Loaded { ticket, result: Ok(Box::new(reading)) });
        self
    }

    fn ticket(&self) -> Ticket {
        let asked = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Load { ticket, .. } => Some(*ticket),
            _ => None,
        });
        asked.unwrap()
    }

    fn buffer(&self) -> Buffer {
        let Size { width, height } = self.state.size;
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
        view::draw(&self.state, &THEME, &mut buffer);
        buffer
    }

    pub(crate) fn rows(&self) -> Vec<String> {
        let buffer = self.buffer();
        let width = usize::from(buffer.area.width).max(1);
        let row = |cells: &[ratatui::buffer::Cell]| {
            let row: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
            row.trim_end().to_owned()
        };
        buffer.content.chunks(width).map(row).collect()
    }

    pub(crate) fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// The line below the text.
    pub(crate) fn status(&self) -> String {
        self.rows().pop().unwrap_or_default()
    }

    /// What stands on the screen in the style of a role, row by row.
    pub(crate) fn in_role(&self, role: Role) -> Vec<String> {
        let style = THEME.style(role);
        let is = |cell: &ratatui::buffer::Cell| {
            cell.style().fg == style.fg && cell.bg == style.bg.unwrap_or(cell.bg)
        };
        let buffer = self.buffer();
        let width = usize::from(buffer.area.width).max(1);
        let row = |cells: &[ratatui::buffer::Cell]| {
            let text: String = cells.iter().map(|cell| if is(cell) { cell.symbol() } else { " " }).collect();
            text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        buffer.content.chunks(width).flat_map(row).collect()
    }

    /// The first line of text on the screen.
    pub(crate) fn top_row(&self) -> String {
        self.state
            .reader()
            .unwrap()
            .lines()
            .map(newsprint::layout::Line::text)
            .find(|text| !text.is_empty())
            .unwrap()
    }

    pub(crate) fn top(&self) -> usize {
        self.state.reader().unwrap().top
    }

    pub(crate) fn percent(&self) -> usize {
        self.state.reader().unwrap().percent()
    }
}

/// The theme, read once.
static THEME: LazyLock<Theme> = LazyLock::new(|| Theme::shipped("dark", Depth::default()).unwrap());
