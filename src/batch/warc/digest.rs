//! The digests of an archive, as `sha1:` in base 32 or `sha256:`, in base 32 or 16.

use sha1::Sha1;
use sha2::{Digest, Sha256};

/// Whether some bytes have a digest; none when nobody knows how it was made.
pub(super) fn fits(said: &str, bytes: &[u8]) -> Option<bool> {
    let (how, value) = said.split_once(':')?;
    let digest = match how.trim().to_ascii_lowercase().as_str() {
        "sha1" | "sha-1" => Sha1::digest(bytes).to_vec(),
        "sha256" | "sha-256" => Sha256::digest(bytes).to_vec(),
        _ => return None,
    };
    let value = value.trim().trim_end_matches('=');
    Some(value.eq_ignore_ascii_case(&base32(&digest)) || value.eq_ignore_ascii_case(&base16(&digest)))
}

/// RFC 4648, without the signs that fill it up.
fn base32(bytes: &[u8]) -> String {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for five in bytes.chunks(5) {
        let number = (0..5)
            .fold(0_u64, |number, at| number << 8 | u64::from(five.get(at).copied().unwrap_or_default()));
        let count = (five.len() * 8).div_ceil(5);
        let place = |at: usize| usize::try_from(number >> (35 - 5 * at) & 31).unwrap_or_default();
        text.extend((0..count).filter_map(|at| digits.get(place(at))).map(|digit| char::from(*digit)));
    }
    text
}

fn base16(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_known_in_either_base() {
        let abc = "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5";
        assert_eq!((fits(abc, b"abc"), fits(abc, b"abd")), (Some(true), Some(false)));
        assert_eq!(fits("SHA1:a9993e364706816aba3e25717850c26c9cd0d89d", b"abc"), Some(true));
        let long = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(fits(long, b"abc"), Some(true));
        assert_eq!((fits("md5:x", b""), fits("x", b"")), (None, None));
        assert_eq!(base32(b"fooba"), "MZXW6YTB");
        assert_eq!(base32(b"foob"), "MZXW6YQ");
    }
}
