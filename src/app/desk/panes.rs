//! Where on the desk everything goes, for any size.

use super::{Desk, DeskPane};
use crate::app::{Pane, Size};

/// Where everything goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeskPanes {
    /// The line above the list.
    pub top: Option<Pane>,
    /// The stacks, beside the list or as a drawer over it.
    pub stacks: Option<Pane>,
    /// Whether the stacks lie over the list.
    pub drawer: bool,
    /// The list.
    pub list: Pane,
    /// The beginning of the selected article.
    pub preview: Option<Pane>,
    /// The line below the list.
    pub status: Option<Pane>,
}

/// From this width on the preview stands beside the list.
const WIDE: u16 = 110;
/// From this width on the stacks stand beside it.
const MEDIUM: u16 = 80;

impl DeskPanes {
    /// Divides a screen.
    #[must_use]
    pub fn of(size: Size, desk: &Desk, zen: bool) -> Self {
        let Size { width, height } = size;
        let least = crate::app::panes::SMALLEST;
        if width < least.width || height < least.height {
            return Self { list: Pane { x: 0, y: 0, width, height }, ..Self::default() };
        }
        let row = |y| Pane { x: 0, y, width, height: 1 };
        let (above, below) = if zen { (0, 0) } else { (1, 1) };
        let body = Pane { x: 0, y: above, width, height: height - above - below };
        let mut panes = Self { list: body, ..Self::default() };
        if !zen {
            (panes.top, panes.status) = (Some(row(0)), Some(row(height - 1)));
        }
        let beside = !zen && width >= MEDIUM;
        if beside {
            let column = (width / 5).clamp(20, 32);
            panes.stacks = Some(Pane { width: column, ..body });
            panes.list = Pane { x: column + 1, width: width - column - 1, ..body };
        } else if desk.pane == DeskPane::Stacks {
            panes.stacks = Some(Pane { width: (width * 3 / 4).clamp(16, 40).min(width), ..body });
            panes.drawer = true;
        }
        if beside && width >= WIDE {
            let whole = panes.list;
            let column = whole.width * 9 / 20;
            panes.list.width = column;
            panes.preview = Some(Pane { x: whole.x + column + 1, width: whole.width - column - 1, ..whole });
        }
        panes
    }
}

/// How many rows of the screen a row of the list takes, when `top` is the first on it.
#[must_use]
pub fn height_of(_desk: &Desk, _row: usize, _top: usize) -> usize {
    1
}
