//! Puts lines on the screen, cut to their pane. Never writes outside the buffer, and never
//! half of a letter: what does not fit is left out whole.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::links::Links;
use super::rect;
use crate::app::Pane;
use crate::config::Theme;
use crate::layout::{Bidi, Item, Line, Role, Run};
use crate::model::Marks;
use crate::wrap::{join_letters, visual, width};

/// A buffer and the theme to paint it with.
pub(super) struct Paint<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    bidi: Bidi,
    items: &'a [Item],
    links: Links,
}

impl<'a> Paint<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, theme: &'a Theme, bidi: Bidi) -> Self {
        Self { buffer, theme, bidi, items: &[], links: Links::default() }
    }

    /// Lets runs that stand for these items be links of the terminal.
    pub(super) fn with_links(self, items: &'a [Item]) -> Self {
        Self { items, ..self }
    }

    /// The links that were painted.
    pub(super) fn into_links(self) -> Links {
        self.links
    }

    /// Empties a pane and gives it the ground of a role.
    pub(super) fn fill(&mut self, pane: Pane, role: Role) {
        let style = self.theme.style(role);
        let area = rect(pane).intersection(self.buffer.area);
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Whether a role has a ground of its own, and is not only drawn in reverse.
    pub(super) fn has_ground(&self, role: Role) -> bool {
        self.theme.style(role).bg != self.theme.style(Role::Body).bg
    }

    /// Gives what stands in a pane the style of a role.
    pub(super) fn tint(&mut self, pane: Pane, role: Role) {
        let style = self.theme.style(role);
        self.buffer.set_style(rect(pane), style);
    }

    /// Writes a line on a row of a pane. The ground stays that of the pane.
    pub(super) fn line(&mut self, pane: Pane, row: usize, line: &Line) {
        let texts: Vec<Cow<'_, str>> = line.runs.iter().map(|run| self.drawn(run)).collect();
        let texts = self.joined(texts);
        let mut column = 0;
        for (run, text) in line.runs.iter().zip(&texts) {
            let underline_color = self.links.colour(run, self.items);
            let style = Style { underline_color, ..self.style(run) };
            column = self.write(pane, row, column, text, style);
        }
    }

    /// What is cut from a text was ordered with its line; a label stands for itself.
    fn drawn<'t>(&self, run: &'t Run) -> Cow<'t, str> {
        if run.at.is_none() { self.ordered(&run.text) } else { Cow::Borrowed(&run.text) }
    }

    fn ordered<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.bidi.is_on() { visual(text) } else { Cow::Borrowed(text) }
    }

    fn joined<'t>(&self, texts: Vec<Cow<'t, str>>) -> Vec<Cow<'t, str>> {
        let pieces: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        match join_letters(&pieces).filter(|_| self.bidi.is_on()) {
            Some(joined) => joined.into_iter().map(Cow::Owned).collect(),
            None => texts,
        }
    }

    /// A text that stands alone on its line, as it is drawn.
    fn label<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.joined(vec![self.ordered(text)]).pop().unwrap_or(Cow::Borrowed(text))
    }

    /// Writes text in a role; returns the column after it.
    pub(super) fn text(&mut self, pane: Pane, row: usize, column: usize, text: &str, role: Role) -> usize {
        let style = groundless(self.theme.style(role));
        self.write(pane, row, column, &self.label(text), style)
    }

    /// As [`Paint::text`], on the ground of the role.
    pub(super) fn block(&mut self, pane: Pane, row: usize, column: usize, text: &str, role: Role) -> usize {
        let style = self.theme.style(role);
        self.write(pane, row, column, &self.label(text), style)
    }

    /// Writes text in a style of another theme.
    pub(super) fn dyed(&mut self, pane: Pane, row: usize, column: usize, text: &str, style: Style) -> usize {
        self.write(pane, row, column, text, style)
    }

    fn write(&mut self, pane: Pane, row: usize, column: usize, text: &str, style: Style) -> usize {
        let Some(y) = u16::try_from(row).ok().filter(|row| *row < pane.height).map(|row| pane.y + row) else {
            return column;
        };
        let mut column = column;
        for grapheme in text.graphemes(true) {
            let wide = width(grapheme);
            if column + wide > usize::from(pane.width) {
                break;
            }
            if wide == 0 {
                continue;
            }
            let x = pane.x + u16::try_from(column).unwrap_or(u16::MAX - pane.x);
            self.put(x, y, grapheme, wide, style);
            column += wide;
        }
        column
    }

    /// Writes one grapheme. The cells behind a wide one are emptied.
    fn put(&mut self, x: u16, y: u16, grapheme: &str, wide: usize, style: Style) {
        let last = x.saturating_add(u16::try_from(wide).unwrap_or(1)).saturating_sub(1);
        if self.buffer.cell((last, y)).is_none() {
            return;
        }
        for behind in x.saturating_add(1)..=last {
            if let Some(cell) = self.buffer.cell_mut((behind, y)) {
                cell.set_symbol(" ").set_style(style);
            }
        }
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            // White space that does not break is for setting only; it would stay in what is copied.
            cell.set_symbol(if grapheme == "\u{A0}" { " " } else { grapheme });
            cell.set_style(style);
        }
    }

    /// The style of a run: its role, then the weights of its marks. Code has its own colour,
    /// a link keeps the link's.
    fn style(&self, run: &Run) -> Style {
        let mut style = groundless(self.theme.style(run.role));
        for (mark, role) in
            [(Marks::STRONG, Role::Strong), (Marks::EMPHASIS, Role::Emphasis), (Marks::STRIKE, Role::Strike)]
        {
            if run.marks.has(mark) {
                let marked = self.theme.style(role);
                style = style.add_modifier(marked.add_modifier);
                if run.role == Role::Body {
                    style.fg = marked.fg.or(style.fg);
                }
            }
        }
        if run.marks.has(Marks::CODE) && run.link.is_none() {
            style.fg = self.theme.style(Role::Code).fg.or(style.fg);
        }
        style
    }
}

/// A style without its ground, so that text can lie on a panel.
fn groundless(style: Style) -> Style {
    Style { bg: None, sub_modifier: Modifier::empty(), ..style }
}
