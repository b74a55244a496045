//! Where the items of the sidebar have their marks in the text.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::layout::Item;
use crate::model::{BlockId, LinkId};

/// The items by the block that they stood after, and by their link.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Places {
    items: Arc<[Item]>,
    after: HashMap<Option<BlockId>, Vec<usize>>,
    inline: HashMap<LinkId, usize>,
    /// All of them by the block they belong to, in document order.
    held: BTreeMap<Option<BlockId>, Vec<usize>>,
}

impl Places {
    pub(in crate::layout) fn of(items: Arc<[Item]>) -> Self {
        let (mut after, mut inline) = (HashMap::new(), HashMap::new());
        let mut held: BTreeMap<Option<BlockId>, Vec<usize>> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            for stand in item.stands() {
                held.entry(stand.after).or_default().push(index);
                match stand.anchor {
                    Some(anchor) => {
                        inline.entry(anchor).or_insert(index);
                    }
                    None => after.entry(stand.after).or_insert_with(Vec::new).push(index),
                }
            }
        }
        Self { items, after, inline, held }
    }

    /// No items at all.
    pub(in crate::layout) fn none() -> Self {
        Self::of(Arc::default())
    }

    /// What stood after a block, or before the first.
    pub(in crate::layout) fn after(&self, block: Option<BlockId>) -> Vec<&Item> {
        let indices = self.after.get(&block).map_or(&[][..], Vec::as_slice);
        indices.iter().filter_map(|index| self.items.get(*index)).collect()
    }

    /// The item of a link within the text.
    pub(in crate::layout) fn inline(&self, link: LinkId) -> Option<&Item> {
        self.items.get(*self.inline.get(&link)?)
    }

    /// The items within and after a block, counted from 0.
    pub(in crate::layout) fn held(&self, block: Option<BlockId>) -> &[usize] {
        self.held.get(&block).map_or(&[], Vec::as_slice)
    }

    /// Of the blocks before one that have items the last: its last item, that is, the first of
    /// those that stood after it, else the last within it.
    pub(in crate::layout) fn last_before(&self, block: Option<BlockId>) -> Option<usize> {
        let (last, held) = self.held.range(..block).next_back()?;
        self.after.get(last).and_then(|after| after.first()).or(held.last()).copied()
    }
}
