//! Which stack is on which line of the screen: the fixed ones, then what was searched for, then
//! the feeds below their tags, each part under a heading where there is room for it.

use super::{Desk, DeskPanes, Stack};

/// What stands on a line of the pane of the stacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelved {
    /// Nothing.
    Blank,
    /// The heading of what was searched for.
    Searches,
    /// The heading of tags and feeds.
    Feeds,
    /// A stack, by its number.
    Stack(usize),
}

/// With fewer lines there are no headings.
const HEADED: usize = 14;

impl Desk {
    /// The lines of the pane of the stacks as they are seen: the stack that is shown is
    /// among them.
    #[must_use]
    pub fn shelved(&self, panes: &DeskPanes) -> Vec<Shelved> {
        let height = panes.stacks.map_or(0, |pane| usize::from(pane.height));
        let lines = self.shelves(height >= HEADED);
        let shown = lines.iter().position(|line| *line == Shelved::Stack(self.stack)).unwrap_or(0);
        // As much before it as behind it, where there is more than fits.
        let top = shown.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
        lines.into_iter().skip(top).take(height).collect()
    }

    fn shelves(&self, headed: bool) -> Vec<Shelved> {
        let mut lines = Vec::with_capacity(self.stacks.len() + 4);
        let mut part = None;
        for (index, row) in self.stacks.iter().enumerate() {
            let heading = match row.stack {
                Stack::Unread | Stack::Starred | Stack::All => None,
                Stack::Search { .. } => Some(Shelved::Searches),
                Stack::Tag(_) | Stack::Feed(_) => Some(Shelved::Feeds),
            };
            if let Some(heading) = heading.filter(|_| headed && heading != part) {
                if !lines.is_empty() {
                    lines.push(Shelved::Blank);
                }
                lines.push(heading);
            }
            part = heading;
            lines.push(Shelved::Stack(index));
        }
        lines
    }

    /// The number of the stack at a cell of the screen.
    #[must_use]
    pub fn stack_at(&self, panes: &DeskPanes, x: u16, y: u16) -> Option<usize> {
        let (line, _) = panes.stacks?.within(x, y)?;
        match self.shelved(panes).get(line)? {
            Shelved::Stack(index) => Some(*index),
            Shelved::Blank | Shelved::Searches | Shelved::Feeds => None,
        }
    }

    /// How many feeds there are; one that stands below several tags counts once.
    #[must_use]
    pub fn feeds(&self) -> usize {
        let feeds = self.stacks.iter().filter_map(|row| match row.stack {
            Stack::Feed(feed) => Some(feed),
            _ => None,
        });
        feeds.collect::<std::collections::HashSet<_>>().len()
    }
}
