//! How many rows each slug takes: where a slug begins, and which slug a row is in. A Fenwick tree,
//! so that a slug may change its height among a hundred thousand others.

/// The heights of a column of slugs.
#[derive(Clone, Debug, Default)]
pub(in crate::layout) struct Heights {
    rows: Vec<usize>,
    /// Counted from 1: each entry sums the slugs of the block of indices that ends with it.
    tree: Vec<usize>,
}

/// The next entry of the tree that sums over this one.
fn above(at: usize) -> usize {
    at + (at & at.wrapping_neg())
}

impl Heights {
    pub(in crate::layout) fn of(rows: Vec<usize>) -> Self {
        let mut tree = vec![0];
        tree.extend(&rows);
        for at in 1..tree.len() {
            let sum = tree.get(at).copied().unwrap_or_default();
            if let Some(entry) = tree.get_mut(above(at)) {
                *entry += sum;
            }
        }
        Self { rows, tree }
    }

    /// The height of a slug.
    pub(in crate::layout) fn get(&self, slug: usize) -> usize {
        self.rows.get(slug).copied().unwrap_or_default()
    }

    /// Gives a slug another height.
    pub(in crate::layout) fn set(&mut self, slug: usize, rows: usize) {
        let Some(had) = self.rows.get_mut(slug) else { return };
        let had = std::mem::replace(had, rows);
        let mut at = slug + 1;
        while let Some(entry) = self.tree.get_mut(at) {
            *entry = *entry + rows - had;
            at = above(at);
        }
    }

    /// The rows above a slug.
    pub(in crate::layout) fn before(&self, slug: usize) -> usize {
        let mut at = slug.min(self.rows.len());
        let mut sum = 0;
        while at > 0 {
            sum += self.tree.get(at).copied().unwrap_or_default();
            at &= at - 1;
        }
        sum
    }

    /// The rows of all slugs.
    pub(in crate::layout) fn total(&self) -> usize {
        self.before(self.rows.len())
    }

    /// The slug that a row is in, and which of its rows that is. A row past the end is in a slug
    /// past the last.
    pub(in crate::layout) fn find(&self, row: usize) -> (usize, usize) {
        let (mut at, mut rest) = (0, row);
        let mut step = self.tree.len().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.tree.get(at + step).filter(|sum| **sum <= rest) {
                at += step;
                rest -= sum;
            }
            step /= 2;
        }
        (at, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_and_searches_agree_with_counting(
            rows in proptest::collection::vec(0..9_usize, 0..70),
            changes in proptest::collection::vec((0..70_usize, 0..9_usize), 0..9),
        ) {
            let mut plain = rows.clone();
            let mut heights = Heights::of(rows);
            for (slug, height) in changes {
                heights.set(slug, height);
                if let Some(entry) = plain.get_mut(slug) {
                    *entry = height;
                }
            }
            let owners: Vec<usize> = plain.iter().enumerate().flat_map(|(slug, rows)| vec![slug; *rows]).collect();
            prop_assert_eq!(heights.total(), owners.len());
            for (row, owner) in owners.iter().enumerate() {
                let (slug, within) = heights.find(row);
                prop_assert_eq!(slug, *owner);
                prop_assert_eq!(heights.before(slug) + within, row);
            }
            prop_assert_eq!(heights.find(owners.len()).0, plain.len());
        }
    }
}
