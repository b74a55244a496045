//! Why the list is empty.

use super::{Desk, Stack};

/// Why the list is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// It was asked for and has not come yet.
    Awaited,
    /// There is nothing here yet: no feed, no article.
    New,
    /// Nothing fits the filter.
    NoHits,
    /// All was read.
    AllRead,
    /// The stack holds nothing.
    Bare,
}

impl Desk {
    /// Why the list is empty; none if it is not.
    #[must_use]
    pub fn nothing(&self) -> Option<Nothing> {
        if !self.list.rows.is_empty() {
            return None;
        }
        Some(if self.stacks.is_empty() || self.list.more {
            Nothing::Awaited
        } else if !self.filter.trim().is_empty() {
            Nothing::NoHits
        } else if self.is_loading() || self.is_counted() {
            Nothing::Awaited
        } else if self.is_bare() {
            Nothing::New
        } else if self.shown() == Some(&Stack::Unread) {
            Nothing::AllRead
        } else {
            Nothing::Bare
        })
    }

    /// Whether the stack that is shown is known to hold something.
    fn is_counted(&self) -> bool {
        self.stacks.get(self.stack).and_then(|row| row.unread).is_some_and(|unread| unread > 0)
    }

    /// Whether nobody ever brought anything here: no feed, and the stack that is shown would
    /// hold what there is.
    fn is_bare(&self) -> bool {
        let fixed = matches!(self.shown(), Some(Stack::Unread | Stack::All));
        let own = |stack: &Stack| matches!(stack, Stack::Unread | Stack::Starred | Stack::All);
        // Where a feed is looked into, it is still on its way.
        fixed && self.source.is_none() && self.stacks.iter().all(|row| own(&row.stack))
    }

    /// Whether the desk is new to its reader.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.nothing() == Some(Nothing::New)
    }

    /// The stack that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&Stack> {
        self.stacks.get(self.stack).map(|row| &row.stack)
    }
}
