//! The first bytes of all phrases, as a table of bits: most words of a page begin none, and so much
//! is told faster than by the ordered map. Made by the build script, asked by the program.

#![allow(dead_code, reason = "the build script needs a part of it, the program another")]

/// No phrase is shorter than this, in bytes.
const SHORT: usize = 5;

/// Of longer phrases so many bytes are looked at: few words of a page begin with the same.
const LONG: usize = 8;

/// The size of the table in bytes: one bit in ten is set.
pub(crate) const SIZE: usize = 16 * 1024;

/// Sets the bit of a phrase. Says whether the phrase was long enough.
pub(crate) fn enter(table: &mut [u8], phrase: &str) -> bool {
    let place = place::<LONG>(phrase).or_else(|| place::<SHORT>(phrase));
    let slot = place.and_then(|(byte, bit)| Some((table.get_mut(byte)?, bit)));
    slot.map(|(byte, bit)| *byte |= bit).is_some()
}

/// Whether a phrase may begin where this text begins.
pub(crate) fn may_begin(table: &[u8], text: &str) -> bool {
    let is_set = |(byte, bit): (usize, u8)| table.get(byte).is_some_and(|set| set & bit != 0);
    place::<LONG>(text).is_some_and(is_set) || place::<SHORT>(text).is_some_and(is_set)
}

/// The byte and the bit of the first bytes of a text.
fn place<const HEAD: usize>(text: &str) -> Option<(usize, u8)> {
    let head = text.as_bytes().first_chunk::<HEAD>()?;
    let number = head.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    // Multiplying spreads the bits: the upper ones depend on all bytes.
    let spread = usize::try_from(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 47).ok()?;
    Some((spread / 8, 1 << (spread % 8)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_phrase_may_be_one() {
        let mut table = [0; SIZE];
        assert!(
            enter(&mut table, "sign up for it") && enter(&mut table, "share") && !enter(&mut table, "sign")
        );
        assert!(may_begin(&table, "sign up for all") && may_begin(&table, "shared by"));
        assert!(
            !may_begin(&table, "sign up") && !may_begin(&table, "resign up for") && !may_begin(&table, "")
        );
    }
}
