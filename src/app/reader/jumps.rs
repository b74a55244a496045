//! Where the reader jumped from, to go back there: a list for each article, as in vim.

use crate::app::Reader;
use crate::layout::Spot;

/// How many places are remembered.
const MOST: usize = 100;

/// Places that were jumped from. Walking back and forward changes nothing in the list; a new jump
/// forgets what lay ahead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jumps {
    spots: Vec<Spot>,
    /// The place that the walk stands on; past the last one while there is no walk.
    at: usize,
}

impl Jumps {
    /// Remembers a place that is about to be left.
    fn push(&mut self, spot: Spot) {
        self.spots.truncate(self.at);
        if self.spots.last() != Some(&spot) {
            self.spots.push(spot);
        }
        if self.spots.len() > MOST {
            self.spots.remove(0);
        }
        self.at = self.spots.len();
    }

    /// The place before this one. Where the walk begins is remembered, to come back to.
    fn back(&mut self, here: Spot) -> Option<Spot> {
        let before = self.spots.get(..self.at)?.iter().rposition(|spot| *spot != here)?;
        if self.at == self.spots.len() {
            self.spots.push(here);
        }
        self.at = before;
        self.spots.get(before).copied()
    }

    /// The place after this one.
    fn forward(&mut self, here: Spot) -> Option<Spot> {
        let ahead = self.spots.iter().enumerate().skip(self.at + 1);
        let (after, spot) = ahead.map(|(at, spot)| (at, *spot)).find(|(_, spot)| *spot != here)?;
        self.at = after;
        Some(spot)
    }
}

impl Reader {
    /// The place at the top of the screen.
    pub(in crate::app) fn here(&self) -> Spot {
        self.galley.spot(self.top)
    }

    /// Remembers this place, which is about to be left by a jump.
    pub(in crate::app) fn leave_mark(&mut self) {
        self.leave_mark_at(self.here());
    }

    /// Remembers a place that was left by a jump.
    pub(in crate::app) fn leave_mark_at(&mut self, spot: Spot) {
        self.jumps.push(spot);
    }

    /// Walks so many jumps back or forward. False if there are none.
    pub(in crate::app) fn walk(&mut self, forward: bool, times: usize) -> bool {
        let mut found = None;
        for _ in 0..times.clamp(1, MOST) {
            let here = found.unwrap_or_else(|| self.here());
            match if forward { self.jumps.forward(here) } else { self.jumps.back(here) } {
                Some(spot) => found = Some(spot),
                None => break,
            }
        }
        if let Some(spot) = found {
            self.leave_shelf();
            self.scroll_to_spot(spot);
        }
        found.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockId;

    fn spot(number: u32) -> Spot {
        Spot { block: Some(BlockId(number)), offset: 0, lead: 0 }
    }

    #[test]
    fn a_walk_goes_back_step_by_step_and_forward_to_where_it_began() {
        let mut jumps = Jumps::default();
        jumps.push(spot(1));
        jumps.push(spot(2));
        assert_eq!(jumps.back(spot(3)), Some(spot(2)));
        assert_eq!(jumps.back(spot(2)), Some(spot(1)));
        assert_eq!(jumps.back(spot(1)), None);
        assert_eq!(jumps.forward(spot(1)), Some(spot(2)));
        assert_eq!(jumps.forward(spot(2)), Some(spot(3)));
        assert_eq!(jumps.forward(spot(3)), None);
    }

    #[test]
    fn a_new_jump_forgets_what_lay_ahead() {
        let mut jumps = Jumps::default();
        for number in 1..=3 {
            jumps.push(spot(number));
        }
        jumps.back(spot(4));
        jumps.back(spot(3));
        jumps.push(spot(2));
        assert_eq!(jumps.forward(spot(9)), None);
        assert_eq!(jumps.back(spot(9)), Some(spot(2)));
    }

    #[test]
    fn no_more_than_a_hundred_places_are_kept() {
        let mut jumps = Jumps::default();
        (0..500).for_each(|number| jumps.push(spot(number)));
        assert_eq!((jumps.spots.len(), jumps.back(spot(999))), (MOST, Some(spot(499))));
    }
}
