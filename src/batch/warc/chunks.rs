//! A body that was sent in chunks, each with its length before it. Archives often hold the body put
//! together and still say that it came in chunks: what does not begin as a chunk is passed on.

/// The body put together; none when it is not in chunks. What is cut off ends where it ends.
pub(super) fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut is_first = true;
    while let Some((length, behind)) = length(rest) {
        is_first = false;
        let chunk = behind.get(..length.min(behind.len())).unwrap_or_default();
        whole.extend_from_slice(chunk);
        rest = behind.get(chunk.len()..).unwrap_or_default();
        if length == 0 || rest.is_empty() {
            break;
        }
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    (!is_first).then_some(whole)
}

/// The line with the length of a chunk, and what stands behind it.
fn length(rest: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', rest.get(..rest.len().min(256))?)?;
    let (line, behind) = rest.split_at_checked(end + 1)?;
    let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
    let fits = !digits.is_empty() && digits.len() <= 15 && digits.iter().all(u8::is_ascii_hexdigit);
    let number = std::str::from_utf8(digits).ok().filter(|_| fits)?;
    Some((usize::from_str_radix(number, 16).ok()?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_put_together_and_what_is_none_is_left() {
        assert_eq!(joined(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n").unwrap(), b"abcde");
        assert_eq!(joined(b"3\nabc\n0\n\n").unwrap(), b"abc");
        assert_eq!(joined(b"0\r\n\r\n").unwrap(), b"");
        // Cut off, and with a length that is too long.
        assert_eq!(joined(b"3\r\nabc\r\nff\r\nde").unwrap(), b"abcde");
        assert_eq!(joined(b"fffffffffffffff\r\nabc").unwrap(), b"abc");
        for plain in [&b"<p>abc"[..], b"", b"\r\n", b"<!doctype html>\n<p>", b"ffffffffffffffffff\r\nabc"] {
            assert_eq!(joined(plain), None);
        }
    }
}
