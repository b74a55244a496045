//! Whether numbers that are written as differences are as many as they may be. The decoders make room for
//! as many as the bytes say, which may be all that a number can hold.

/// What is said before the differences.
struct Deltas<'a> {
    bytes: &'a [u8],
    /// How many numbers are in a block, in how many parts, and how many there are in all.
    block: usize,
    parts: usize,
    count: usize,
}

/// Whether there are no more than so many.
pub(super) fn fits(bytes: &[u8], count: usize) -> bool {
    Deltas::new(bytes).is_some_and(|deltas| deltas.count <= count)
}

/// The same for two rows of numbers, one behind the other.
pub(super) fn both_fit(bytes: &[u8], count: usize) -> bool {
    Deltas::new(bytes)
        .filter(|deltas| deltas.count <= count)
        .and_then(Deltas::behind)
        .is_some_and(|behind| fits(behind, count))
}

impl<'a> Deltas<'a> {
    fn new(mut bytes: &'a [u8]) -> Option<Self> {
        let [block, parts, count] = [number(&mut bytes)?, number(&mut bytes)?, number(&mut bytes)?];
        // The first of them.
        number(&mut bytes)?;
        let is_sane = (1..=1 << 20).contains(&block) && (1..=block).contains(&parts);
        is_sane.then_some(Self { bytes, block, parts, count })
    }

    /// What stands behind them.
    fn behind(self) -> Option<&'a [u8]> {
        let Self { mut bytes, block, parts, count } = self;
        let mut left = count.saturating_sub(1);
        while left > 0 {
            number(&mut bytes)?;
            let (widths, rest) = bytes.split_at_checked(parts)?;
            bytes = rest;
            for width in widths {
                if left == 0 {
                    break;
                }
                bytes = bytes.get(usize::from(*width) * (block / parts) / 8..)?;
                left = left.saturating_sub(block / parts);
            }
        }
        Some(bytes)
    }
}

/// A number, seven bits a byte.
fn number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if *byte < 0x80 {
            return usize::try_from(number).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_and_what_stands_behind_them_is_found() {
        // 128 in 4 parts, three of them, the first is 5; differences of two bits.
        let mut bytes = vec![0x80, 1, 4, 3, 10, 0, 2, 0, 0, 0];
        bytes.extend_from_slice(&[0; 8]);
        let first = bytes.len();
        bytes.extend_from_slice(&[0x80, 1, 4, 1, 10]);
        assert!(fits(&bytes, 3) && !fits(&bytes, 2));
        assert_eq!(Deltas::new(&bytes).and_then(Deltas::behind), Some(&bytes[first..]));
        assert!(both_fit(&bytes, 3) && !both_fit(&bytes[..first + 3], 3));
        bytes[first + 3] = 9;
        assert!(!both_fit(&bytes, 3), "the second row is too long");
        assert!(!fits(&[0x80, 1, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0], 1000));
        assert!(!fits(&[0, 0, 1, 0], 1) && !fits(&[], 1));
    }
}
