//! A set of the pages of one site, by their numbers.

/// So many pages of a site are learned from; a share of a third is found in fewer.
pub(super) const MOST: usize = 256;

/// Some of the pages of a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pages([u64; MOST / 64]);

impl Pages {
    pub(super) fn add(&mut self, page: usize) {
        if let Some(word) = self.0.get_mut(page / 64) {
            *word |= 1 << (page % 64);
        }
    }

    pub(super) fn with(self, other: Self) -> Self {
        let mut both = self;
        both.0.iter_mut().zip(other.0).for_each(|(word, more)| *word |= more);
        both
    }

    pub(super) fn count(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        (0..MOST).filter(move |page| self.0.get(page / 64).is_some_and(|word| word >> (page % 64) & 1 == 1))
    }
}
