//! Where the items of the sidebar have their marks in the text.

use std::collections::HashMap;

use super::{Item, ItemKind};
use crate::model::{BlockId, LinkId};

/// The items by the block that they stood after, and by their link.
pub(super) struct Places<'a> {
    after: HashMap<Option<BlockId>, Vec<&'a Item>>,
    inline: HashMap<LinkId, &'a Item>,
}

impl<'a> Places<'a> {
    pub(super) fn of(items: &'a [Item]) -> Self {
        let mut places = Self { after: HashMap::new(), inline: HashMap::new() };
        for item in items {
            match (item.kind, item.anchor) {
                (ItemKind::Inline, Some(anchor)) => {
                    places.inline.entry(anchor).or_insert(item);
                }
                _ => places.after.entry(item.after).or_default().push(item),
            }
        }
        places
    }

    /// No items at all.
    pub(super) fn none() -> Self {
        Self::of(&[])
    }

    /// What stood after a block, or before the first.
    pub(super) fn after(&self, block: Option<BlockId>) -> &[&'a Item] {
        self.after.get(&block).map_or(&[], Vec::as_slice)
    }

    /// The item of a link within the text.
    pub(super) fn inline(&self, link: LinkId) -> Option<&'a Item> {
        self.inline.get(&link).copied()
    }
}
