//! Choosing a block in the text: a mark moves among those that can be put back or dropped.

use crate::app::reader::restored::Wish;
use crate::app::{Action, Reader};
use crate::layout::Spot;
use crate::model::BlockId;

/// The block that is about to be put back or dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Which block.
    pub block: BlockId,
    /// What is to become of it.
    pub wish: Wish,
}

impl Reader {
    /// Marks the block nearest to where one reads: a third from the top of the screen. False if
    /// there is none.
    pub(in crate::app) fn mark_near(&mut self, wish: Wish) -> bool {
        let blocks = self.markable(wish);
        let eye = self.top + self.height() / 3;
        let here = self.galley.spot(eye).block.unwrap_or(BlockId(0));
        let at = blocks.partition_point(|block| *block < here);
        let around = [at.checked_sub(1), Some(at)].into_iter().flatten();
        let near = around.filter_map(|at| blocks.get(at).copied());
        let Some(block) = near.min_by_key(|block| self.row_of(*block).abs_diff(eye)) else { return false };
        self.put_mark(block, wish);
        true
    }

    /// Moves the mark. False if that is nothing to move a mark with.
    pub(in crate::app) fn move_mark(&mut self, action: Action, times: usize) -> bool {
        let Some(Marked { block, wish }) = self.mark else { return false };
        let blocks = self.markable(wish);
        let last = blocks.len().saturating_sub(1);
        let at = blocks.partition_point(|other| *other < block);
        let at = match action {
            Action::ScrollDown => at.saturating_add(times).min(last),
            Action::ScrollUp => at.saturating_sub(times),
            Action::Top => 0,
            Action::Bottom => last,
            _ => return false,
        };
        if let Some(block) = blocks.get(at) {
            self.put_mark(*block, wish);
        }
        true
    }

    /// Marks a block and brings it to the screen.
    pub(in crate::app) fn put_mark(&mut self, block: BlockId, wish: Wish) {
        self.mark = Some(Marked { block, wish });
        self.show_block(block);
    }

    /// The block of that number, from 1, of those on the screen that can be put back or dropped
    /// again.
    pub(in crate::app) fn nth_on_screen(&self, number: usize) -> Option<BlockId> {
        let known = self.changeable();
        let mut seen: Vec<BlockId> = self.lines().filter_map(|line| line.from).collect();
        seen.retain(|block| known.binary_search(block).is_ok());
        seen.dedup();
        seen.get(number.checked_sub(1)?).copied()
    }

    fn markable(&self, wish: Wish) -> Vec<BlockId> {
        match wish {
            Wish::PutBack => self.changeable(),
            Wish::Drop => self.reading.body().map(|block| block.id).collect(),
        }
    }

    fn row_of(&mut self, block: BlockId) -> usize {
        let spot = Spot { block: Some(block), ..Spot::default() };
        let mark = self.steadily(|galley, reading| galley.mark_of(reading, spot));
        self.galley.row(mark)
    }
}
