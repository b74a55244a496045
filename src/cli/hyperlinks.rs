//! A backend that writes links of the terminal (OSC 8): cells say by the colour of their
//! underline which link they are part of, and are stripped of it here.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::Color;

use crate::view::Links;

/// A backend whose cells may be links.
pub(super) struct Hyperlinks<B> {
    inner: B,
    links: Rc<RefCell<Links>>,
}

impl<B> Hyperlinks<B> {
    /// Wraps a backend. The links are those of the frame that is drawn.
    pub(super) fn new(inner: B, links: Rc<RefCell<Links>>) -> Self {
        Self { inner, links }
    }
}

impl<B: Backend<Error = io::Error> + Write> Hyperlinks<B> {
    /// Draws cells of one link, or of none. Its number keeps the lines of a link together.
    fn stretch(&mut self, colour: Color, cells: &[(u16, u16, Cell)]) -> io::Result<()> {
        let link = self.links.borrow().address(colour).map(|(number, to)| (number, to.to_owned()));
        if let Some((number, address)) = &link {
            write!(self.inner, "\x1b]8;id=n{number:x};{address}\x1b\\")?;
        }
        self.inner.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
        if link.is_some() {
            self.inner.write_all(b"\x1b]8;;\x1b\\")?;
        }
        Ok(())
    }
}

impl<B: Backend<Error = io::Error> + Write> Backend for Hyperlinks<B> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let mut stretch: Vec<(u16, u16, Cell)> = Vec::new();
        let mut of = Color::Reset;
        for (x, y, cell) in content {
            if cell.underline_color != of {
                self.stretch(of, &stretch)?;
                stretch.clear();
                of = cell.underline_color;
            }
            let mut cell = cell.clone();
            cell.underline_color = Color::Reset;
            stretch.push((x, y, cell));
        }
        self.stretch(of, &stretch)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

impl<B: Write> Write for Hyperlinks<B> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Whether a terminal takes links: most do, or swallow them; some old ones print them.
pub(super) fn are_taken(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let term = variable("TERM").unwrap_or_default();
    let prints = ["dumb", "linux", "cons25", "eterm", "vt1", "vt2", "vt52"];
    // tmux often calls itself screen, and hands links on; screen does not.
    let screen = term.starts_with("screen") && !set("TMUX");
    let off = set("NEWSPRINT_NO_OSC8") || term.is_empty() || screen;
    !off && prints.iter().all(|name| !term.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_that_would_print_links_get_none() {
        let with = |set: &'static [(&str, &str)]| {
            are_taken(|name| {
                set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(with(&[("TERM", "xterm-256color")]));
        assert!(with(&[("TERM", "screen-256color"), ("TMUX", "/tmp/x,1,0")]));
        assert!(!with(&[("TERM", "screen.xterm")]) && !with(&[]) && !with(&[("TERM", "linux")]));
        assert!(!with(&[("TERM", "xterm"), ("NEWSPRINT_NO_OSC8", "1")]));
    }
}
