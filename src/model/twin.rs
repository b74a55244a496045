//! Whether two texts tell the same story. The numbers made here are stored, so they must be the
//! same in every version and on every machine.

use std::collections::HashSet;

/// Shorter texts are alike by chance.
const WORDS: usize = 40;

/// Two prints that differ in more bits belong to different texts.
const BITS: u32 = 6;

/// A number for some bytes: FNV-1a, stirred at the end so that all of its bits can be used.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    stir(bytes.iter().fold(FNV, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME)))
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Makes every bit of a number depend on all the others.
#[must_use]
pub const fn stir(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// The print of a text: texts that share most of their wording have prints that share most of
/// their bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print(pub u64);

impl Print {
    /// The print of a text that is long enough to have one.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let words = words(text);
        if words.len() < WORDS {
            return None;
        }
        let mut votes = [0_i32; 64];
        for run in words.windows(3) {
            let run = hash(&run_of(run).to_le_bytes());
            for (bit, vote) in votes.iter_mut().enumerate() {
                *vote += if run >> bit & 1 == 1 { 1 } else { -1 };
            }
        }
        Some(Self(votes.iter().rev().fold(0, |print, vote| print << 1 | u64::from(*vote > 0))))
    }

    /// Four keys to find alike prints by: of two prints that differ in fewer than four bits, and
    /// mostly of those that differ in a few more, at least one key is the same.
    pub fn keys(self) -> impl Iterator<Item = i64> {
        (0..4_u32).map(move |place| i64::from(place) << 16 | (self.0 >> (16 * place) & 0xffff).cast_signed())
    }

    /// Whether the texts may be the same.
    #[must_use]
    pub fn is_near(self, other: Self) -> bool {
        (self.0 ^ other.0).count_ones() <= BITS
    }
}

/// Whether two texts are the same story told again: nine of ten runs of words are in both, and
/// every number. Tables of results and reports of weather share their wording and differ in
/// numbers.
#[must_use]
pub fn told_again(one: &str, other: &str) -> bool {
    if numbers(one) != numbers(other) {
        return false;
    }
    let (one, other) = (runs(one), runs(other));
    let shared = one.intersection(&other).count();
    let all = one.len() + other.len() - shared;
    all > 0 && shared * 10 >= all * 9
}

fn runs(text: &str) -> HashSet<u64> {
    words(text).windows(3).map(run_of).collect()
}

/// A number for some words, in their order.
#[must_use]
pub fn run_of(words: &[Word]) -> u64 {
    words.iter().fold(0, |sum: u64, word| sum.rotate_left(21) ^ word.hash)
}

fn numbers(text: &str) -> HashSet<&str> {
    let pieces = text.split(|c: char| !c.is_alphanumeric());
    pieces.filter(|piece| piece.starts_with(|c: char| c.is_ascii_digit())).collect()
}

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its hash, in small letters.
    pub hash: u64,
    /// Whether it begins with a digit.
    pub is_number: bool,
}

/// Runs of letters, small; each letter by itself in scripts without spaces.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut rest = text.char_indices();
    while let Some((start, first)) = rest.find(|(_, c)| c.is_alphanumeric()) {
        let (mut plain, mut is_plain) = (fold(FNV, first), first.is_ascii());
        let end = loop {
            match rest.next() {
                Some((_, c)) if c.is_alphanumeric() => {
                    is_plain &= c.is_ascii();
                    plain = fold(plain, c);
                }
                Some((end, _)) => break end,
                None => break text.len(),
            }
        };
        if is_plain {
            words.push(Word { hash: stir(plain), is_number: first.is_ascii_digit() });
        } else {
            other_words(text.get(start..end).unwrap_or_default(), &mut words);
        }
    }
    words
}

/// Goes on with a plain letter, made small.
fn fold(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(u32::from(c.to_ascii_lowercase()))).wrapping_mul(PRIME)
}

/// The same for a run that has other than plain letters.
fn other_words(piece: &str, words: &mut Vec<Word>) {
    let is_number = |piece: &str| piece.starts_with(|c: char| c.is_ascii_digit());
    if piece.chars().any(super::is_unspaced) {
        let mut room = [0; 4];
        words.extend(piece.chars().map(|c| {
            let letter = &*c.encode_utf8(&mut room);
            Word { hash: hash(letter.as_bytes()), is_number: is_number(letter) }
        }));
    } else {
        words.push(Word { hash: hash(piece.to_lowercase().as_bytes()), is_number: is_number(piece) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The barge drifted into the ferry dock at dawn and cracked two pilings before the crew could \
        lower an anchor. Divers went down at noon, found the third piling sound, and sent the inspector a drawing. \
        The harbour office expects the ramp to open on 4 March, when the new fender has been bolted on, and asks \
        people to take bus 12 over the bridge until then. Nobody was hurt, said the captain, who had been asleep.";

    #[test]
    fn hashes_never_change() {
        assert_eq!((hash(b""), hash(b"ferry")), (18_284_041_282_127_212_159, 13_060_714_865_877_848_628));
        assert_eq!(Print::of(STORY), Some(Print(5_494_099_865_435_904_191)));
        let mixed = "港湾A当局は水曜日の朝Bに渡船Öの桟橋を閉鎖したと発表し Ärger 再開の時期は未定であると述べた利用者は橋を渡ること";
        assert_eq!(Print::of(mixed), Some(Print(17_137_823_520_062_034_016)));
    }

    #[test]
    fn words_are_small_and_letters_without_spaces_are_words() {
        let hashes = |text: &str| -> Vec<u64> { words(text).iter().map(|word| word.hash).collect() };
        let expected = ["the", "fähre", "n1", "2", "港", "湾", "ab", "été"].map(|word| hash(word.as_bytes()));
        assert_eq!(hashes("\u{2014}The FÄHRE N1, 2. 港湾\nAB \u{201c}Été\u{201d}"), expected);
        // A run that has such a letter is letters as they are.
        assert_eq!(hashes("A港"), [hash(b"A"), hash("港".as_bytes())]);
        let numbers: Vec<bool> = words("3rd r3 12").iter().map(|word| word.is_number).collect();
        assert_eq!(numbers, [true, false, true]);
        assert!(words("— …").is_empty());
    }

    #[test]
    fn a_story_told_again_has_a_near_print_and_another_story_has_not() {
        let again = STORY.to_uppercase().replace("asleep", "asleep all night");
        let (a, b) = (Print::of(STORY).unwrap(), Print::of(&again).unwrap());
        assert!(a.is_near(b) && told_again(STORY, &again));
        assert!(a.keys().zip(b.keys()).any(|(a, b)| a == b));
        let other = "The council voted on the budget of the library after a long debate. ".repeat(6);
        assert!(!a.is_near(Print::of(&other).unwrap()) && !told_again(STORY, &other));
    }

    #[test]
    fn the_same_wording_with_other_numbers_is_another_story() {
        assert!(!told_again(STORY, &STORY.replace("4 March", "11 March")));
    }

    #[test]
    fn a_short_text_has_no_print_and_letters_without_spaces_count_one_by_one() {
        assert_eq!(Print::of("Sign in to read on."), None);
        let long = "港湾当局は水曜日の朝に渡船の桟橋を閉鎖したと発表し再開の時期は未定であると述べた利用者は橋を渡ること";
        assert!(Print::of(long).is_some());
    }
}
