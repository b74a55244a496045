//! Where on the screen everything goes, for any size.

use std::ops::RangeInclusive;

/// The size of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// A rectangle of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pane {
    /// Its leftmost column.
    pub x: u16,
    /// Its topmost row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Pane {
    /// The row and column within it of a cell of the screen.
    #[must_use]
    pub fn within(self, x: u16, y: u16) -> Option<(usize, usize)> {
        let inside =
            |at: u16, from: u16, len: u16| at.checked_sub(from).filter(|at| *at < len).map(usize::from);
        Some((inside(y, self.y, self.height)?, inside(x, self.x, self.width)?))
    }
}

/// Where everything goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The line above the text.
    pub top: Option<Pane>,
    /// The column of text.
    pub text: Pane,
    /// Everything between the top and the status line, margins included.
    pub body: Pane,
    /// The sidebar, beside the text or as a drawer over it.
    pub shelf: Option<Pane>,
    /// Whether the sidebar lies over the text.
    pub drawer: bool,
    /// The column of the scroll mark, which also divides text and sidebar.
    pub gutter: Option<Pane>,
    /// The line below the text.
    pub status: Option<Pane>,
}

/// What the division of the screen depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    /// The widest column of text.
    pub(super) measure: u16,
    /// Whether there is a sidebar to show.
    pub(super) shelf: bool,
    /// Whether the focus is on it.
    pub(super) focused: bool,
    /// Nothing but the text.
    pub(super) zen: bool,
    /// How wide the sidebar is; none for a quarter of the screen.
    pub(super) sidebar: Option<u16>,
}

/// Below this there is one plain line only.
pub(super) const SMALLEST: Size = Size { width: 20, height: 4 };
/// From this width on the sidebar stands beside the text.
const WIDE: u16 = 100;
/// From this height on there is air above and below the text.
const AIRY: u16 = 14;

impl Panes {
    /// How wide a sidebar a reader may choose.
    pub const SIDEBARS: RangeInclusive<u16> = 24..=60;

    /// Divides a screen.
    #[must_use]
    pub(super) fn of(size: Size, wish: Wish) -> Self {
        let Size { width, height } = size;
        if width < SMALLEST.width || height < SMALLEST.height {
            let line = Pane { x: 0, y: 0, width, height: height.min(1) };
            return Self { text: line, body: line, ..Self::default() };
        }
        let row = |y| Pane { x: 0, y, width, height: 1 };
        let (above, below) = if wish.zen { (0, 0) } else { (1, 1) };
        let body = Pane { x: 0, y: above, width, height: height - above - below };
        let mut panes = Self { body, ..Self::default() };
        if !wish.zen {
            (panes.top, panes.status) = (Some(row(0)), Some(row(height - 1)));
        }
        panes.divide(wish);
        panes
    }

    fn divide(&mut self, wish: Wish) {
        let body = self.body;
        let air = u16::from(body.height + 2 >= AIRY);
        let (y, height) = (body.y + air, body.height - air * 2);
        let beside = wish.shelf && !wish.zen && body.width >= WIDE;
        let usual = || (body.width / 4).clamp(30, 42);
        // A wide sidebar leaves the text at least half of the screen.
        let column = wish.sidebar.map_or_else(usual, |wanted| wanted.min(body.width / 2));
        let room = if beside { body.width - column - 4 } else { body.width - 1 };
        self.gutter = Some(Pane { x: room, y: body.y, width: 1, height: body.height });
        if beside {
            self.shelf = Some(Pane { x: room + 2, y, width: column, height });
        } else if wish.shelf && wish.focused {
            let usual = || (body.width - 8).clamp(16, 44);
            // The blank at the edge of the screen is counted in.
            let width = wish.sidebar.map_or_else(usual, |wanted| wanted.saturating_add(1));
            let width = width.min(body.width - 2);
            self.shelf = Some(Pane { x: body.width - width, y, width: width - 1, height });
            self.drawer = true;
        }
        let margin = if body.width < 40 { 1 } else { 2 };
        let width = wish.measure.min(room - margin - 1).max(1);
        self.text = Pane { x: ((room - width) / 2).max(1), y, width, height };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_pane_is_inside_the_screen(
            width in 0..500_u16, height in 0..200_u16, measure in 20..160_u16,
            shelf: bool, focused: bool, zen: bool, sidebar in proptest::option::of(24..60_u16),
        ) {
            let panes = Panes::of(Size { width, height }, Wish { measure, shelf, focused, zen, sidebar });
            let some = [panes.top, panes.shelf, panes.gutter, panes.status, Some(panes.text), Some(panes.body)];
            for pane in some.into_iter().flatten() {
                prop_assert!(pane.x + pane.width <= width && pane.y + pane.height <= height, "{pane:?}");
            }
            if let (Some(shelf), false) = (panes.shelf, panes.drawer) {
                prop_assert!(panes.text.x + panes.text.width < shelf.x);
            }
        }
    }
}
