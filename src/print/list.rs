//! The items of nested lists: how far each is indented. Knows no format.

/// The markers of the items that an item may stand in.
#[derive(Default)]
pub(super) struct Nesting {
    widths: Vec<usize>,
}

impl Nesting {
    /// Enters an item whose marker takes `width` columns; returns its indent. An item that
    /// skips a depth is drawn one deeper than the last.
    pub(super) fn enter(&mut self, depth: u8, width: usize) -> usize {
        self.widths.truncate(usize::from(depth));
        let indent = self.widths.iter().sum();
        self.widths.push(width);
        indent
    }

    /// Leaves the list.
    pub(super) fn leave(&mut self) {
        self.widths.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Nesting;

    #[test]
    fn items_stand_under_the_text_of_the_item_around_them() {
        let mut nesting = Nesting::default();
        let indents: Vec<_> = [(0, 3), (1, 2), (2, 2), (1, 2), (0, 3), (5, 2)]
            .map(|(depth, width)| nesting.enter(depth, width))
            .into();
        assert_eq!(indents, [0, 3, 5, 3, 0, 3]);
        nesting.leave();
        assert_eq!(nesting.enter(3, 2), 0);
    }
}
