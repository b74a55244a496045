//! Draws the state with a theme. Reads only; draws no row that is not on the screen.

mod address;
mod article;
mod chrome;
mod desk;
mod glyphs;
mod hints;
mod links;
mod outline;
mod pages;
mod paint;
mod picker;
mod waiting;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Desk, Overlay, Pane, Screen, State};
use crate::config::Theme;
use crate::layout::Role;
pub use glyphs::Glyphs;
pub use links::Links;
use paint::Paint;

/// What the screen is drawn with.
#[derive(Clone, Copy)]
pub struct Outfit<'a> {
    /// The theme that is worn.
    pub theme: &'a Theme,
    /// Every theme that can be chosen, in the order of their names in the state.
    pub themes: &'a [Theme],
    /// The signs that the terminal can show.
    pub glyphs: Glyphs,
}

/// Draws the whole screen with a theme; the links on it, where the terminal takes any.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) -> Links {
    draw_in(state, &Outfit { theme, themes: &[], glyphs: Glyphs::Unicode }, buffer)
}

/// Draws the whole screen; the links on it, where the terminal takes any.
pub fn draw_in(state: &State, outfit: &Outfit<'_>, buffer: &mut Buffer) -> Links {
    let items = state.reader().filter(|_| state.looks.hyperlinks).map(|reader| &*reader.galley.items);
    let bidi = state.looks.typesetting.bidi;
    let mut paint = Paint::new(buffer, outfit.theme, bidi).with_links(items.unwrap_or_default());
    screen(state, &mut paint);
    picker::draw(state, outfit, &mut paint);
    let links = paint.into_links();
    outfit.glyphs.apply(buffer);
    links
}

fn screen(state: &State, paint: &mut Paint<'_>) {
    let panes = state.panes();
    paint.fill(whole(state), Role::Body);
    if let Some(shown) = state.shown_desk().filter(|_| state.page().is_none()) {
        return desk(state, shown, paint);
    }
    if panes.top.is_none() && panes.status.is_none() && panes.gutter.is_none() {
        return chrome::one_line(state, paint, panes.text);
    }
    match (state.page(), state.trail().map(crate::app::Trail::top)) {
        (Some(page), _) => pages::page(page, paint, &panes),
        (None, Some(Screen::Reading(reader))) => article::draw(reader, paint, &panes),
        (None, Some(Screen::Loading { address, .. })) => pages::loading(state, address, paint, panes.text),
        (None, Some(Screen::Failed { address, failure })) => {
            pages::failed(address, failure, &state.keymap, paint, panes.text);
        }
        (None, None) => pages::empty(paint, panes.text),
    }
    if let Some(top) = panes.top {
        chrome::top(state, paint, top);
    }
    if let (Some(Overlay::Hints(hints)), Some(reader)) = (&state.overlay, state.reader()) {
        hints::draw(hints, reader, paint, &panes);
    }
    chrome::status(state, paint, panes.status.or_else(|| last_row(state)));
}

fn desk(state: &State, shown: &Desk, paint: &mut Paint<'_>) {
    let panes = state.desk_panes();
    if panes.is_one_line() {
        return chrome::one_line(state, paint, panes.list);
    }
    desk::draw(state, shown, paint, &panes);
    if let Some(top) = panes.top {
        desk::top(shown, paint, top);
    }
    chrome::status(state, paint, panes.status.or_else(|| last_row(state)));
}

fn whole(state: &State) -> Pane {
    Pane { x: 0, y: 0, width: state.size.width, height: state.size.height }
}

/// With nothing but the text on the screen, what is typed or said still needs a row.
fn last_row(state: &State) -> Option<Pane> {
    let needed = state.notice.is_some() || matches!(state.overlay, Some(Overlay::Prompt(_)));
    let pane = whole(state);
    needed.then(|| Pane { y: pane.height.saturating_sub(1), height: 1, ..pane })
}

fn rect(pane: Pane) -> Rect {
    Rect { x: pane.x, y: pane.y, width: pane.width, height: pane.height }
}
