//! The entries of the book as a table of bits: most words and lines of a page are none, and so much
//! is told faster than by the ordered map. Made by the build script, asked by the program.

#![allow(dead_code, reason = "the build script needs a part of it, the program another")]

/// The size of the table in bytes: few bits of a hundred are set.
pub(crate) const SIZE: usize = 64 * 1024;

/// Sets the bit of an entry.
pub(crate) fn enter(table: &mut [u8], entry: &str) {
    let (byte, bit) = place(entry);
    if let Some(slot) = table.get_mut(byte) {
        *slot |= bit;
    }
}

/// Whether a text may be an entry.
pub(crate) fn may_hold(table: &[u8], text: &str) -> bool {
    let (byte, bit) = place(text);
    table.get(byte).is_some_and(|set| set & bit != 0)
}

/// The byte and the bit of a text.
fn place(text: &str) -> (usize, u8) {
    let mut rest = text.as_bytes();
    let mut number = rest.len() as u64;
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        number = spread(number ^ u64::from_le_bytes(*eight));
        rest = behind;
    }
    let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
    let bit = usize::try_from(spread(number ^ last) >> 45).unwrap_or_default();
    (bit / 8 % SIZE, 1 << (bit % 8))
}

/// Multiplying spreads the bits upward, turning brings them down again.
fn spread(number: u64) -> u64 {
    number.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_right(23).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_entered_may_be_an_entry_and_little_else() {
        let entry = |number: usize| format!("story {number} continues below advertisement");
        let mut table = vec![0; SIZE];
        for number in 0..1000 {
            enter(&mut table, &entry(number));
        }
        assert!((0..1000).all(|number| may_hold(&table, &entry(number))));
        assert!((1000..2000).filter(|number| may_hold(&table, &entry(*number))).count() < 20);
    }
}
