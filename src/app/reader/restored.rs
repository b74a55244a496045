//! What the reader chose for blocks: put back into the text, dropped from it; and how it is undone.

use std::collections::BTreeMap;

use crate::app::Reader;
use crate::layout::imprint;
use crate::model::{BlockId, Deed, Reading, Reason};

/// What the reader put back, and why it had been dropped.
pub type Restored = BTreeMap<BlockId, Reason>;

/// What was done to a block, with what it takes to undo it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) enum Step {
    /// It was put back into the text; it had been dropped for this.
    PutBack(Reason),
    /// It was dropped. If it had been put back before, why it was dropped at first.
    Dropped(Option<Reason>),
    /// It was put beside the text, from the text. If it had been put back before, why it was
    /// dropped at first.
    Shelved(Option<Reason>),
}

/// What can be done to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Put it back into the text.
    PutBack,
    /// Drop it from the text.
    Drop,
}

/// What was done at once, and is undone at once.
#[derive(Clone, Debug)]
struct Choice {
    steps: Vec<(BlockId, Step)>,
    /// Whether a new rule did it.
    by_rule: bool,
}

/// What was undone: its first block, and whether a rule had done it.
#[derive(Clone, Copy, Debug)]
pub(in crate::app) struct Undone {
    pub(in crate::app) block: BlockId,
    pub(in crate::app) by_rule: bool,
}

/// What was done, the last at the end.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct History(Vec<Choice>);

impl History {
    /// The block of the last choice, and what was wished for it.
    pub(in crate::app) fn last(&self) -> Option<(BlockId, Wish)> {
        let (block, step) = self.0.last()?.steps.first()?;
        let wish = if matches!(step, Step::PutBack(_)) { Wish::PutBack } else { Wish::Drop };
        Some((*block, wish))
    }
}

/// Counts the removed blocks that have text to show.
pub(in crate::app) fn count_removed(reading: &Reading) -> usize {
    reading.ledger.iter().filter(|dropped| !dropped.block.text().trim().is_empty()).count()
}

/// What the reader dropped needs no second reason; what was dropped for another keeps it.
fn is_own(reason: &Reason) -> bool {
    matches!(reason, Reason::ByReader | Reason::ByRule { .. })
}

impl Reader {
    /// Puts a removed block back into the text, or drops a restored one again. Whether it is
    /// in the text now; nothing if the block is neither.
    pub(in crate::app) fn restore_or_drop(&mut self, id: BlockId) -> Option<bool> {
        let back = self.restored.contains_key(&id);
        let step = if back { self.drop_for(id, Reason::ByReader) } else { self.put_back(id) }?;
        self.note(vec![(id, step)], false);
        Some(!back)
    }

    /// Drops a block of the text. False if it is not in the text.
    pub(in crate::app) fn drop_from_text(&mut self, id: BlockId) -> bool {
        let Some(step) = self.drop_for(id, Reason::ByReader) else { return false };
        self.note(vec![(id, step)], false);
        true
    }

    /// Does what a new rule says to blocks of this page that are in the text or in the ledger.
    pub(in crate::app) fn obey(&mut self, blocks: &[BlockId], deed: Deed, reason: &Reason) {
        let mut done = Vec::new();
        for id in blocks.iter().copied() {
            let steps = match deed {
                Deed::Keep => [self.put_back(id), None],
                Deed::Drop => [self.drop_for(id, reason.clone()), None],
                Deed::Shelve => [self.put_back(id), self.shelve(id)],
            };
            done.extend(steps.into_iter().flatten().map(|step| (id, step)));
        }
        self.note(done, true);
    }

    /// Undoes what was done last. None if nothing was.
    pub(in crate::app) fn undo(&mut self) -> Option<Undone> {
        let Choice { steps, by_rule } = self.history.0.pop()?;
        let first = steps.first().map(|(block, _)| Undone { block: *block, by_rule });
        for (id, step) in steps.into_iter().rev() {
            match step {
                Step::PutBack(reason) => {
                    self.restored.remove(&id);
                    self.reading.drop_block(id, reason);
                }
                Step::Dropped(was) | Step::Shelved(was) => {
                    self.reading.restore(id);
                    self.restored.extend(was.map(|reason| (id, reason)));
                }
            }
        }
        self.look_anew();
        first
    }

    fn put_back(&mut self, id: BlockId) -> Option<Step> {
        let dropped = self.reading.ledger.iter().find(|dropped| dropped.block.id == id)?;
        let reason = dropped.reason.clone();
        self.reading.restore(id);
        if !is_own(&reason) {
            self.restored.insert(id, reason.clone());
        }
        Some(Step::PutBack(reason))
    }

    /// A block that was put back is dropped for the reason that it had.
    fn drop_for(&mut self, id: BlockId, reason: Reason) -> Option<Step> {
        let was = self.restored.remove(&id);
        let done = self.reading.drop_block(id, was.clone().unwrap_or(reason));
        done.then_some(Step::Dropped(was))
    }

    fn shelve(&mut self, id: BlockId) -> Option<Step> {
        let done = self.reading.shelve_block(id);
        done.then(|| Step::Shelved(self.restored.remove(&id)))
    }

    fn note(&mut self, steps: Vec<(BlockId, Step)>, by_rule: bool) {
        if !steps.is_empty() {
            self.history.0.push(Choice { steps, by_rule });
            self.look_anew();
        }
    }

    fn look_anew(&mut self) {
        self.removals = count_removed(&self.reading);
        self.imprint = imprint(&self.reading);
        self.set_anew();
    }

    /// What can be put back or dropped again: removed blocks with text, and restored ones.
    pub(in crate::app) fn changeable(&self) -> Vec<BlockId> {
        let shown = self.reading.ledger.iter().filter(|dropped| !dropped.block.text().trim().is_empty());
        let mut ids: Vec<BlockId> = shown.map(|dropped| dropped.block.id).collect();
        ids.extend(self.restored.keys());
        ids.sort_unstable();
        ids
    }
}
