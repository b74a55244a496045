//! Draws the state with a theme. Reads only; draws no row that is not on the screen.

mod address;
mod article;
mod chrome;
mod hints;
mod links;
mod outline;
mod pages;
mod paint;
mod waiting;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Overlay, Pane, Screen, State};
use crate::config::Theme;
use crate::layout::Role;
pub use links::Links;
use paint::Paint;

/// Draws the whole screen; the links on it, where the terminal takes any.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) -> Links {
    let items = state.reader().filter(|_| state.looks.hyperlinks).map(|reader| &*reader.galley.items);
    let mut paint = Paint::new(buffer, theme).with_links(items.unwrap_or_default());
    let panes = state.panes();
    paint.fill(whole(state), Role::Body);
    if panes.top.is_none() && panes.status.is_none() && panes.gutter.is_none() {
        chrome::one_line(state, &mut paint, panes.text);
        return Links::default();
    }
    match (state.page(), state.trail().map(crate::app::Trail::top)) {
        (Some(page), _) => pages::page(page, &mut paint, &panes),
        (None, Some(Screen::Reading(reader))) => article::draw(reader, &mut paint, &panes),
        (None, Some(Screen::Loading { address, .. })) => {
            pages::loading(state, address, &mut paint, panes.text);
        }
        (None, Some(Screen::Failed { address, failure })) => {
            pages::failed(address, failure, &state.keymap, &mut paint, panes.text);
        }
        (None, None) => pages::empty(&mut paint, panes.text),
    }
    if let Some(top) = panes.top {
        chrome::top(state, &mut paint, top);
    }
    if let (Some(Overlay::Hints(hints)), Some(reader)) = (&state.overlay, state.reader()) {
        hints::draw(hints, reader, &mut paint, &panes);
    }
    chrome::status(state, &mut paint, panes.status.or_else(|| last_row(state)));
    paint.into_links()
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
