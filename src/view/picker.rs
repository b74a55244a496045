//! The list of themes, each with a swatch on its own ground.

use ratatui::style::{Color, Style};

use super::Outfit;
use super::paint::Paint;
use crate::app::{Pane, Picker, PickerPlace, State};
use crate::layout::Role;
use crate::wrap::{clip, width, wrap};

/// What a swatch shows, and in which roles.
const SWATCH: &[(&str, Role)] = &[
    (" ", Role::Body),
    ("Text", Role::Body),
    (" ", Role::Body),
    ("link", Role::Link),
    (" ▶1 ", Role::MediaMark),
];

/// Columns for the mark before a name, and for the longest name.
const MARK: usize = 2;
const NAME: usize = 17;

/// What the terminal has of itself, for what a theme leaves to it.
const OWN: Style = Style::new().fg(Color::Reset).bg(Color::Reset);

/// Draws the list over what is on the screen.
pub(super) fn draw(state: &State, outfit: &Outfit<'_>, paint: &mut Paint<'_>) {
    let Some((picker, place)) = state.picker() else { return };
    paint.fill(place.panel, Role::Panel);
    edge(place, state.size.width, paint);
    let themes = state.looks.themes.len();
    paint.text(place.heading, 0, 0, &format!("THEMES {themes}"), Role::ShelfHeading);
    rows(state, picker, outfit, paint, place.list);
    if let Some(about) = place.about {
        let (text, columns) = (outfit.theme.about(), usize::from(about.width));
        for (row, line) in wrap(text, columns, columns).into_iter().enumerate() {
            paint.text(about, row, 0, text.get(line).unwrap_or_default(), Role::Faint);
        }
    }
}

/// The line between the list and the article.
fn edge(place: PickerPlace, screen: u16, paint: &mut Paint<'_>) {
    let panel = place.panel;
    if panel.width < screen {
        for row in 0..usize::from(panel.height) {
            paint.text(panel, row, 0, "│", Role::Separator);
        }
    }
}

fn rows(state: &State, picker: &Picker, outfit: &Outfit<'_>, paint: &mut Paint<'_>, pane: Pane) {
    let names = state.looks.themes.iter().enumerate().skip(picker.top);
    for (row, (index, name)) in names.take(usize::from(pane.height)).enumerate() {
        let worn = index == state.looks.theme;
        if worn {
            let y = pane.y + u16::try_from(row).unwrap_or_default();
            paint.fill(Pane { y, height: 1, ..pane }, Role::Selected);
        }
        let role = if worn { Role::Selected } else { Role::ShelfText };
        if index == picker.before {
            paint.text(pane, row, 0, "•", role);
        }
        paint.text(pane, row, MARK, &clip(name, NAME), role);
        swatch(outfit, index, paint, pane, row);
    }
}

/// A theme's own letters on its own ground, at the right where there is room.
fn swatch(outfit: &Outfit<'_>, index: usize, paint: &mut Paint<'_>, pane: Pane, row: usize) {
    let wide: usize = SWATCH.iter().map(|(text, _)| width(text)).sum();
    let start = MARK + NAME;
    let Some(theme) = outfit.themes.get(index).filter(|_| start + wide <= usize::from(pane.width)) else {
        return;
    };
    let mut column = start;
    for (text, role) in SWATCH {
        let style = OWN.patch(theme.style(Role::Body)).patch(theme.style(*role));
        column = paint.dyed(pane, row, column, text, style);
    }
}
