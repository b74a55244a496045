//! Blocks that the reader put back into the text, with the reasons for which they may be dropped
//! again.

use std::collections::BTreeMap;

use super::Reader;
use crate::layout::{Line, imprint};
use crate::model::{BlockId, Reading, Reason};

/// What the reader put back, and why it had been dropped.
pub type Restored = BTreeMap<BlockId, Reason>;

/// Counts the removed blocks that have text to show.
pub(super) fn count_removed(reading: &Reading) -> usize {
    reading.ledger.iter().filter(|dropped| !dropped.block.text().trim().is_empty()).count()
}

impl Reader {
    /// Puts a removed block back into the text, or drops a restored one again. Whether it is
    /// in the text now; nothing if the block is neither.
    pub(super) fn restore_or_drop(&mut self, id: BlockId) -> Option<bool> {
        let restored = if let Some(reason) = self.restored.remove(&id) {
            self.reading.drop_block(id, reason);
            false
        } else {
            let dropped = self.reading.ledger.iter().find(|dropped| dropped.block.id == id)?;
            let reason = dropped.reason.clone();
            self.restored.insert(id, reason);
            self.reading.restore(id)
        };
        self.removals = count_removed(&self.reading);
        self.imprint = imprint(&self.reading);
        self.set_anew();
        Some(restored)
    }

    /// The removed and restored blocks on the screen, from the top, while they are shown.
    fn changeable(&self) -> impl Iterator<Item = BlockId> {
        let lines = self.lines();
        let mut last = None;
        let begun = move |line: &Line| line.from.filter(|from| last.replace(*from) != Some(*from));
        lines.filter(|_| self.removed).filter_map(begun).filter(|id| self.may_change(*id))
    }

    /// The block that is restored or dropped: of those on the screen the one of that number.
    #[must_use]
    pub fn marked(&self, number: usize) -> Option<BlockId> {
        self.changeable().nth(number.saturating_sub(1))
    }

    fn may_change(&self, id: BlockId) -> bool {
        let ledger = &self.reading.ledger;
        let at = ledger.partition_point(|dropped| dropped.block.id < id);
        self.restored.contains_key(&id) || ledger.get(at).is_some_and(|dropped| dropped.block.id == id)
    }
}
