//! A body boiled down to bytes that can be compared. Files of them outlive a version: what is made
//! here must be the same on every machine, and whoever changes it changes `FORM` in `corpus::sketches`.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::{BANDS, Likeness, ROWS};
use crate::model::{Word, run_of, stir, words};

/// Shorter bodies are alike by chance: only those that are the same are told.
const SHORTEST: usize = 30;
/// So many words are a run; letters, in scripts without spaces.
const RUN: usize = 5;
/// How many rows a sketch has.
const ALL: usize = BANDS * ROWS;
/// So many of its numbers are kept, those with the least hashes: all that most articles have.
const NUMBERS: usize = 16;
/// So much of their runs two bodies share at least, in hundredths, to be nearly the same.
const ALIKE: f64 = 65.0;
/// And two of three numbers are the same, since reports of the weather and of markets share their wording and
/// differ in numbers; of fewer, one.
const FEW: usize = 3;

/// How rows are made of hashes: a multiplier and a summand each. An odd multiplier loses nothing.
const MULTIPLIERS: [u32; ALL] = seeds(1, 1);
const SUMMANDS: [u32; ALL] = seeds(2, 0);

/// A body boiled down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// The hash of all its words in their order.
    pub(super) whole: [u8; 16],
    /// What of it can be compared, if it is long enough.
    pub(super) rows: Option<Rows>,
}

/// What of a body can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// For each row a byte of the least hash.
    runs: [u8; ALL],
    /// The least hashes of the numbers in it, each with the word before it, in their order.
    numbers: [u16; NUMBERS],
    /// How many these are.
    count: u8,
}

impl Sketch {
    /// Boils a text down; none when there is not a word in it. Space, case and punctuation do not count,
    /// nor how letters are composed (NFKC).
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let words = words(&normalized(text));
        (!words.is_empty()).then(|| Self { whole: whole(&words), rows: Rows::of(&words) })
    }

    /// The same as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.whole.to_vec();
        if let Some(rows) = &self.rows {
            bytes.extend_from_slice(&rows.runs);
            bytes.extend(rows.numbers.iter().flat_map(|number| number.to_le_bytes()));
            bytes.push(rows.count);
        }
        bytes
    }

    /// The bytes read again.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (whole, rest) = bytes.split_first_chunk()?;
        if rest.is_empty() {
            return Some(Self { whole: *whole, rows: None });
        }
        let (runs, rest) = rest.split_first_chunk()?;
        let (pairs, rest) = rest.split_first_chunk::<{ 2 * NUMBERS }>()?;
        let &[count] = rest else { return None };
        let mut numbers = [0; NUMBERS];
        for (number, pair) in numbers.iter_mut().zip(pairs.as_chunks().0) {
            *number = u16::from_le_bytes(*pair);
        }
        Some(Self { whole: *whole, rows: Some(Rows { runs: *runs, numbers, count }) })
    }
}

impl Rows {
    fn of(words: &[Word]) -> Option<Self> {
        if words.len() < SHORTEST {
            return None;
        }
        let runs = least(words.windows(RUN).map(|run| upper(stir(run_of(run)))));
        // With the word before it: five degrees by night are not five knots.
        let pairs = words.windows(2).filter(|pair| pair.last().is_some_and(|word| word.is_number));
        let mut of_numbers: Vec<u16> = pairs.map(|pair| upper(stir(run_of(pair)))).collect();
        of_numbers.sort_unstable();
        of_numbers.dedup();
        of_numbers.truncate(NUMBERS);
        let mut numbers = [0; NUMBERS];
        for (number, found) in numbers.iter_mut().zip(&of_numbers) {
            *number = *found;
        }
        let count = u8::try_from(of_numbers.len()).unwrap_or_default();
        Some(Self { runs, numbers, count })
    }

    /// The bands: those of two bodies that are alike have one in common, most likely.
    pub(super) fn bands(&self) -> &[[u8; ROWS]] {
        self.runs.as_chunks().0
    }

    /// How alike two bodies are, if they are enough so to be called the same.
    pub(super) fn likeness(&self, other: &Self) -> Option<Likeness> {
        let alike = shared(&self.runs, &other.runs);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
        let hundredths = (alike.round() as u8).min(99);
        (alike >= ALIKE && self.has_numbers_of(other)).then_some(Likeness { is_exact: false, hundredths })
    }

    fn numbers(&self) -> &[u16] {
        self.numbers.get(..usize::from(self.count)).unwrap_or_default()
    }

    /// Whether most numbers of the one that has fewer are in the other, as far as that is known.
    fn has_numbers_of(&self, other: &Self) -> bool {
        let (one, other) = (self.numbers(), other.numbers());
        // Of who has as many as are kept, those that are greater than all of these are not known.
        let last = |numbers: &[u16]| numbers.get(NUMBERS - 1).copied().unwrap_or(u16::MAX);
        let last = last(one).min(last(other));
        let mut known = [one, other].concat();
        known.retain(|number| *number <= last);
        known.sort_unstable();
        known.dedup();
        let (mut in_one, mut in_other, mut in_both) = (0, 0, 0);
        for number in known {
            let (one, other) = (one.contains(&number), other.contains(&number));
            in_one += usize::from(one);
            in_other += usize::from(other);
            in_both += usize::from(one && other);
        }
        match in_one.min(in_other) {
            0 => true,
            1..FEW => in_both > 0,
            fewer => in_both * 3 >= fewer * 2,
        }
    }
}

/// The share of two sets of hashes that is in both, in hundredths, told from their rows. Where the least hashes
/// differ their bytes are the same once in 256 times.
fn shared(one: &[u8], other: &[u8]) -> f64 {
    let same = one.iter().zip(other).map(|(one, other)| u32::from(one == other)).sum::<u32>();
    let all = u32::try_from(one.len()).unwrap_or(u32::MAX);
    let share = f64::from(same) / f64::from(all);
    (100.0 * (share * 256.0 - 1.0) / 255.0).max(0.0)
}

fn normalized(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { text.into() } else { ComposingNormalizerBorrowed::new_nfkc().normalize(text) }
}

/// Two hashes of the words in their order, by unlike steps.
fn whole(words: &[Word]) -> [u8; 16] {
    let (mut one, mut other) = (0_u64, u64::MAX);
    for word in words {
        one = stir(one ^ word.hash);
        other = stir(other.rotate_left(29).wrapping_add(word.hash));
    }
    (u128::from(one) << 64 | u128::from(other)).to_le_bytes()
}

/// For each row a byte of the least hash, when all are stirred as the row does.
fn least<const COUNT: usize>(hashes: impl Iterator<Item = u32>) -> [u8; COUNT] {
    let mut least = [u32::MAX; COUNT];
    for hash in hashes {
        for ((least, multiplier), summand) in least.iter_mut().zip(&MULTIPLIERS).zip(&SUMMANDS) {
            *least = (*least).min(hash.wrapping_mul(*multiplier).wrapping_add(*summand));
        }
    }
    let mut bytes = [0; COUNT];
    for (byte, least) in bytes.iter_mut().zip(least) {
        [*byte, ..] = stir(u64::from(least)).to_be_bytes();
    }
    bytes
}

fn upper<T: TryFrom<u64> + Default>(hash: u64) -> T {
    T::try_from(hash >> (64 - 8 * size_of::<T>())).unwrap_or_default()
}

/// Numbers that look like chance, with some bits set.
#[expect(clippy::indexing_slicing, reason = "run by the compiler, which would see a mistake")]
const fn seeds(series: u64, set: u32) -> [u32; ALL] {
    let mut made = [0; ALL];
    let mut row = 0;
    while row < ALL {
        made[row] = (stir(stir(series << 32 | row as u64)) >> 32) as u32 | set;
        row += 1;
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hash;

    const STORY: &str = "The barge drifted into the ferry dock at dawn and cracked two pilings before the crew could \
        lower an anchor. Divers went down at noon, found the third piling sound, and sent the inspector a drawing. \
        The harbour office expects the ramp to open when the new fender has been bolted on, and asks people to take \
        the bus over the bridge until then. Nobody was hurt, said the captain, who had been asleep.";

    fn rows(text: &str) -> Rows {
        Sketch::of(text).unwrap().rows.unwrap()
    }

    #[test]
    fn sketches_never_change() {
        let sketch = Sketch::of(&format!("{STORY} It was the 3rd of 12, ﬁve — ＡＢ 港湾.")).unwrap();
        assert_eq!(hash(&sketch.to_bytes()), 5_125_704_140_193_778_485);
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
    }

    #[test]
    fn what_is_told_is_near_the_share_that_two_bodies_have() {
        let words: Vec<String> = (0..2000).map(|word| format!("w{word}")).collect();
        let one = rows(&words[..1000].join(" "));
        // Of 1000 and 1000 runs, or nearly so, so many are in both.
        for (begin, share) in [(0, 99), (53, 90), (111, 80), (176, 70)] {
            let other = rows(&words[begin..begin + 1000].join(" "));
            let told = one.likeness(&other).map_or(0, |likeness| likeness.hundredths);
            assert!(told.abs_diff(share) <= 8, "{told} for {share}");
        }
        assert_eq!(one.likeness(&rows(&words[500..1500].join(" "))), None);
    }

    #[test]
    fn numbers_count_where_there_are_any() {
        let with = |numbers: &str| rows(&format!("{STORY} {numbers}"));
        let is_like = |one: &str, other: &str| with(one).likeness(&with(other)).is_some();
        assert!(is_like("", "") && is_like("it was 12", "") && is_like("it was 12", "it was 12, on 4 March"));
        assert!(!is_like("it was 12", "it was 13"), "of two, none is the same");
        assert!(is_like("high 12 low 4 wind 7", "high 12 low 4 wind 8"), "two of three");
        assert!(!is_like("high 12 low 4 wind 7", "high 12 low 5 wind 8"), "one of three");
        assert!(
            !is_like("high 12 low 4 wind 7", "high 4 low 7 wind 12"),
            "the same numbers of something else"
        );
        let many =
            |from: u32| (from..from + 30).map(|number| format!("at {number}")).collect::<Vec<_>>().join(", ");
        assert!(is_like(&many(0), &many(2)) && !is_like(&many(0), &many(40)));
    }
}
