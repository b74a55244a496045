//! Where on the screen the parts of the desk stand, for any size.
//!
//! Wide: stacks, list and preview beside each other. Middling: stacks and list, the preview below
//! the list where that leaves enough of it. Narrow: the list; the stacks are a drawer over it.

use super::{Desk, DeskPane};
use crate::app::panes::SMALLEST;
use crate::app::{Pane, Size};

/// Where the parts of the desk stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeskPanes {
    /// The line above.
    pub top: Option<Pane>,
    /// Everything between the top and the status line.
    pub body: Pane,
    /// The stacks, beside the list or as a drawer over it.
    pub stacks: Option<Pane>,
    /// Whether the stacks lie over the list.
    pub drawer: bool,
    /// The list of articles.
    pub list: Pane,
    /// How many lines of the screen an article takes in it.
    pub lines: u16,
    /// The beginning of the selected article.
    pub preview: Option<Pane>,
    /// Whether it stands below the list; else beside it.
    pub below: bool,
    /// The line below.
    pub status: Option<Pane>,
}

/// From this width on the preview stands beside the list.
const WIDE: u16 = 110;
/// From this width on the stacks do.
const MIDDLING: u16 = 80;
/// From this height on a preview below the list leaves enough of it.
const TALL: u16 = 26;
/// From this height on there is air above and below.
const AIRY: u16 = 14;
/// From this height of the list on an article takes two lines,
const ROOMY: u16 = 12;
/// unless the list is so wide that one has room for all that is said of it.
const ONE_LINE: u16 = 72;
/// The widest preview: no line of text is longer than can be read with ease.
const PREVIEW: u16 = 78;

impl DeskPanes {
    /// Divides a screen. Without `stacks` they are a drawer at every width; `zen` leaves nothing
    /// but the list.
    #[must_use]
    pub fn of(size: Size, desk: &Desk, stacks: bool, zen: bool) -> Self {
        let Size { width, height } = size;
        if width < SMALLEST.width || height < SMALLEST.height {
            let line = Pane { x: 0, y: 0, width, height: height.min(1) };
            return Self { list: line, body: line, lines: 1, ..Self::default() };
        }
        let row = |y| Pane { x: 0, y, width, height: 1 };
        let framed = u16::from(!zen);
        let body = Pane { x: 0, y: framed, width, height: height - framed * 2 };
        let mut panes = Self { body, ..Self::default() };
        if !zen {
            (panes.top, panes.status) = (Some(row(0)), Some(row(height - 1)));
        }
        panes.divide(desk, stacks, zen);
        panes.lines = if panes.list.height >= ROOMY && panes.list.width < ONE_LINE { 2 } else { 1 };
        panes
    }

    /// Whether there is room for nothing but a line.
    #[must_use]
    pub fn is_one_line(&self) -> bool {
        self.top.is_none() && self.body.height < SMALLEST.height
    }

    fn divide(&mut self, desk: &Desk, stacks: bool, zen: bool) {
        let body = self.body;
        let air = u16::from(body.height + 2 >= AIRY);
        let inner = Pane { y: body.y + air, height: body.height - air * 2, ..body };
        self.list = inner;
        if desk.is_new() {
            return;
        }
        if stacks && !zen && body.width >= MIDDLING {
            let width = (body.width / 5).clamp(22, 30);
            self.stacks = Some(Pane { width, ..inner });
            self.list = Pane { x: width + 1, width: body.width - width - 1, ..inner };
        } else if desk.pane == DeskPane::Stacks {
            let width = (body.width - 4).min(32);
            self.stacks = Some(Pane { width, ..inner });
            self.drawer = true;
        }
        if zen {
            return;
        }
        if body.width >= WIDE {
            let width = (self.list.width / 2).min(PREVIEW);
            let x = body.width - width;
            self.list.width -= width + 1;
            self.preview = Some(Pane { x, width, ..inner });
        } else if body.width >= MIDDLING && body.height + 2 >= TALL {
            let height = (inner.height * 2 / 5).min(14);
            let y = inner.y + inner.height - height;
            self.list.height -= height + 1;
            self.preview = Some(Pane { y, height, ..self.list });
            self.below = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_pane_is_inside_the_screen_and_none_lies_on_another(
            width in 0..400_u16, height in 0..120_u16, stacks: bool, zen: bool, drawer: bool,
        ) {
            let pane = if drawer { DeskPane::Stacks } else { DeskPane::List };
            let desk = Desk { pane, filter: "x".into(), ..Desk::default() };
            let panes = DeskPanes::of(Size { width, height }, &desk, stacks, zen);
            let all = [panes.top, panes.stacks, Some(panes.list), panes.preview, panes.status];
            for pane in all.into_iter().flatten() {
                prop_assert!(pane.x + pane.width <= width && pane.y + pane.height <= height, "{pane:?}");
            }
            let apart = |one: Pane, other: Pane| {
                one.x + one.width < other.x || other.x + other.width < one.x
                    || one.y + one.height < other.y || other.y + other.height < one.y
            };
            if let Some(preview) = panes.preview {
                prop_assert!(apart(preview, panes.list), "{panes:?}");
            }
            if let (Some(stacks), false) = (panes.stacks, panes.drawer) {
                prop_assert!(apart(stacks, panes.list), "{panes:?}");
            }
        }
    }
}
