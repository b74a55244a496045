//! The names of tags and attributes, as they are compared. A page has few, and says them often.

use std::cell::RefCell;

use html5ever::LocalName;

/// How many names are remembered at most.
const SLOTS: usize = 256;

/// The names that were seen last, each in the slot that its letters give.
pub(super) struct Names(RefCell<Vec<LocalName>>);

impl Default for Names {
    fn default() -> Self {
        Self(RefCell::new(vec![LocalName::default(); SLOTS]))
    }
}

impl Names {
    /// The name that is written so. To look one up in html5ever's own table takes far longer than
    /// to see that it is the one that was last in its slot.
    pub(super) fn get(&self, written: &str) -> LocalName {
        let mut known = self.0.borrow_mut();
        let Some(slot) = known.get_mut(slot(written.as_bytes())) else { return name(written) };
        if **slot != *written {
            let found = name(written);
            // A name in capitals is another one than it is written: it would never be found again.
            if *found != *written {
                return found;
            }
            *slot = found;
        }
        slot.clone()
    }
}

/// Where a name is remembered: by its length, and its first, middle and last letter.
fn slot(written: &[u8]) -> usize {
    let at = |index: usize| written.get(index).copied().map_or(0, usize::from);
    let (middle, last) = (at(written.len() / 2), at(written.len().wrapping_sub(1)));
    (at(0) + 3 * middle + 37 * last + 101 * written.len()) % SLOTS
}

fn name(written: &str) -> LocalName {
    let is_odd = |b: u8| b.is_ascii_uppercase() || b == 0;
    if !written.bytes().any(is_odd) {
        return LocalName::from(written);
    }
    LocalName::from(written.to_ascii_lowercase().replace('\0', "\u{FFFD}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_often_and_in_whatever_case_it_is_said() {
        let names = Names::default();
        let said =
            ["div", "DIV", "data-story-id", "div", "d\0v", "", "span", "data-story-id", "snap", "span"];
        for written in said {
            let wanted = written.to_ascii_lowercase().replace('\0', "\u{FFFD}");
            assert_eq!(&*names.get(written), wanted, "{written}");
        }
    }
}
