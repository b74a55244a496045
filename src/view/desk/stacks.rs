//! The stacks: how many of each are unread, and how the feeds fare.

use super::super::paint::Paint;
use super::{count, list, rows_of};
use crate::app::{Desk, DeskPane, DeskPanes, FeedState, Pane, Shelved, Stack, StackRow};
use crate::layout::Role;
use crate::wrap::{clip, width};

/// Where names begin, and how much deeper those below a tag do.
const INDENT: usize = 2;
const STEP: usize = 2;

/// Draws what is seen of them.
pub(super) fn draw(desk: &Desk, paint: &mut Paint<'_>, panes: &DeskPanes, pane: Pane) {
    for (y, line) in desk.shelved(panes).into_iter().enumerate() {
        let row = rows_of(pane, u16::try_from(y).unwrap_or(u16::MAX), 1);
        match line {
            Shelved::Blank => {}
            Shelved::Searches => heading(paint, row, "SEARCHES", None),
            Shelved::Feeds => heading(paint, row, "FEEDS", Some(desk.feeds())),
            Shelved::Stack(index) => {
                if let Some(stack) = desk.stacks.get(index) {
                    self::stack(desk, stack, index == desk.stack, paint, row);
                }
            }
        }
    }
}

fn heading(paint: &mut Paint<'_>, pane: Pane, name: &str, count: Option<usize>) {
    let column = paint.text(pane, 0, INDENT, name, Role::ShelfHeading) + 1;
    if let Some(count) = count {
        paint.text(pane, 0, column, &count.to_string(), Role::Faint);
    }
}

fn stack(desk: &Desk, stack: &StackRow, shown: bool, paint: &mut Paint<'_>, pane: Pane) {
    let focused = desk.pane == DeskPane::Stacks;
    let selected = shown && focused;
    if selected {
        paint.fill(pane, Role::Selected);
    }
    let unread = stack.unread.filter(|unread| *unread > 0);
    let number = unread.map(count).unwrap_or_default();
    let end = usize::from(pane.width).saturating_sub(1);
    let start = end.saturating_sub(width(&number));
    paint.text(pane, 0, start, &number, Role::Count);
    let mut end = start.saturating_sub(1);
    if let Some((sign, role)) = sign(&stack.state) {
        end = end.saturating_sub(width(sign));
        paint.text(pane, 0, end, sign, role);
        end = end.saturating_sub(1);
    }
    let role = if unread.is_some() || stack.unread.is_none() { Role::Stack } else { Role::StackRead };
    let mut column = INDENT + STEP * usize::from(stack.depth.min(3));
    if matches!(stack.stack, Stack::Tag(_)) {
        column = paint.text(pane, 0, column, "# ", Role::Faint);
    }
    paint.text(pane, 0, column, &clip(stack.name.as_str(), end.saturating_sub(column)), role);
    if shown {
        paint.tint(pane, if focused { Role::Selected } else { Role::Shown });
        list::bar(paint, pane);
    }
}

/// How a feed fares, as a sign.
fn sign(state: &FeedState) -> Option<(&'static str, Role)> {
    match state {
        FeedState::Still => None,
        FeedState::Waiting => Some(("·", Role::Asking)),
        FeedState::Asking => Some(("↻", Role::Asking)),
        FeedState::Trouble(_) => Some(("!", Role::Trouble)),
    }
}
