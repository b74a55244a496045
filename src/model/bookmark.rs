//! Where a person stopped reading, in a form that survives another width, another theme and
//! another extraction of the same page: by what the paragraph says, not by its number.

use super::hash;

/// So many words at the start of a paragraph know it again when its end was changed.
const OPENING: usize = 8;

/// A place in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bookmark {
    /// What the paragraph says.
    pub paragraph: u64,
    /// Its first words.
    pub opening: u64,
    /// What the paragraph before it says; 0 at the start.
    pub before: u64,
    /// What the paragraph behind it says; 0 at the end.
    pub behind: u64,
    /// Its number.
    pub ordinal: u32,
    /// How many paragraphs there were.
    pub count: u32,
    /// How far in it, in thousandths of its letters.
    pub offset: u32,
}

impl Bookmark {
    /// A mark at a paragraph, `offset` thousandths into it.
    #[must_use]
    pub fn at<T: AsRef<str>>(paragraphs: &[T], ordinal: usize, offset: u32) -> Self {
        let says = |at: Option<usize>| {
            at.and_then(|at| paragraphs.get(at)).map_or(0, |text| fingerprint(text.as_ref(), usize::MAX))
        };
        let opening = paragraphs.get(ordinal).map_or(0, |text| fingerprint(text.as_ref(), OPENING));
        Self {
            paragraph: says(Some(ordinal)),
            opening,
            before: says(ordinal.checked_sub(1)),
            behind: says(ordinal.checked_add(1)),
            ordinal: u32::try_from(ordinal).unwrap_or(u32::MAX),
            count: u32::try_from(paragraphs.len()).unwrap_or(u32::MAX),
            offset: offset.min(1000),
        }
    }

    /// The paragraph and the thousandths in it where the mark stands now: the paragraph that says
    /// the same, with the same neighbour where several do; else the one that begins alike; else the
    /// one between the old neighbours; else as far down as it was.
    #[must_use]
    pub fn find<T: AsRef<str>>(&self, paragraphs: &[T]) -> Option<(usize, u32)> {
        let last = paragraphs.len().checked_sub(1)?;
        let says: Vec<u64> = paragraphs.iter().map(|text| fingerprint(text.as_ref(), usize::MAX)).collect();
        let same = (0..says.len()).filter(|at| says.get(*at) == Some(&self.paragraph) && self.paragraph != 0);
        if let Some(at) = same.max_by_key(|at| self.fit(&says, *at)) {
            return Some((at, self.offset));
        }
        let begins = |at: &usize| {
            self.opening != 0
                && paragraphs.get(*at).is_some_and(|text| fingerprint(text.as_ref(), OPENING) == self.opening)
        };
        if let Some(at) = (0..says.len()).filter(begins).max_by_key(|at| self.fit(&says, *at)) {
            return Some((at, self.offset));
        }
        let beside = (0..says.len()).filter(|at| self.fit(&says, *at).0 > 0);
        let beside = beside.max_by_key(|at| self.fit(&says, *at));
        Some((beside.unwrap_or_else(|| self.scaled(says.len()).min(last)), 0))
    }

    /// How well a paragraph's place fits: its neighbours, then its nearness to the old number.
    fn fit(&self, says: &[u64], at: usize) -> (usize, std::cmp::Reverse<usize>) {
        let neighbour = |at: Option<usize>| at.and_then(|at| says.get(at)).copied().unwrap_or_default();
        let before = self.before != 0 && neighbour(at.checked_sub(1)) == self.before;
        let behind = self.behind != 0 && neighbour(at.checked_add(1)) == self.behind;
        let distance = self.scaled(says.len()).abs_diff(at);
        (usize::from(before) + usize::from(behind), std::cmp::Reverse(distance))
    }

    /// The number that it would have among so many.
    fn scaled(&self, count: usize) -> usize {
        let (ordinal, of) = (u64::from(self.ordinal), u64::from(self.count.max(1)));
        usize::try_from(ordinal * count as u64 / of).unwrap_or_default()
    }
}

/// What a paragraph says, up to so many words: letters and digits alone, small; its signs if it
/// has none. Never 0 if it says anything.
fn fingerprint(text: &str, words: usize) -> u64 {
    let words = text.split_whitespace().take(words);
    let letters = words.flat_map(str::chars).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let said: String = letters.collect();
    match (said.as_str(), text.trim()) {
        ("", "") => 0,
        ("", signs) => hash(signs.as_bytes()).max(1),
        (said, _) => hash(said.as_bytes()).max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: [&str; 6] = [
        "The dock.",
        "* * *",
        "The barge drifted in at dawn, and two pilings cracked.",
        "* * *",
        "Nobody was hurt, said the captain.",
        "The ramp opens in March.",
    ];

    #[test]
    fn every_place_is_found_again_on_the_same_page() {
        for (at, paragraph) in PAGE.iter().enumerate() {
            assert_eq!(Bookmark::at(&PAGE, at, 250).find(&PAGE), Some((at, 250)), "{paragraph}");
        }
    }

    #[test]
    fn another_extraction_moves_the_number_and_not_the_place() {
        let mark = Bookmark::at(&PAGE, 4, 700);
        let other =
            ["Share this", "THE DOCK", "The barge drifted in at dawn.", "Nobody was hurt, said the captain"];
        assert_eq!(mark.find(&other), Some((3, 700)));
    }

    #[test]
    fn a_paragraph_that_was_changed_is_known_by_its_opening_or_its_neighbours() {
        let mut page = PAGE;
        page[2] = "The barge drifted in at dawn, and two beams broke.";
        assert_eq!(Bookmark::at(&PAGE, 2, 100).find(&page), Some((2, 100)));
        page[4] = "All were safe.";
        assert_eq!(Bookmark::at(&PAGE, 4, 100).find(&page), Some((4, 0)));
    }

    #[test]
    fn a_page_that_shares_nothing_is_opened_as_far_down() {
        let other = ["a"; 12];
        assert_eq!(Bookmark::at(&PAGE, 3, 500).find(&other), Some((6, 0)));
        assert_eq!(Bookmark::at(&PAGE, 3, 500).find::<&str>(&[]), None);
        assert_eq!(Bookmark::default().find(&PAGE), Some((0, 0)));
    }
}
