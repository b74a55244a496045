//! Lines of names and values, as archives and servers write them: lenient, the first of a name counts.

/// The fields of a header.
#[derive(Debug, Default)]
pub(super) struct Fields<'a>(Vec<(&'a [u8], Vec<u8>)>);

impl<'a> Fields<'a> {
    /// Reads the lines behind the first one. What is no field is passed over.
    pub(super) fn of(lines: &'a [u8]) -> Self {
        let mut fields: Vec<(&[u8], Vec<u8>)> = Vec::new();
        for line in lines.split(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(b' ');
                    value.extend_from_slice(line.trim_ascii());
                }
                continue;
            }
            if let Some(colon) = memchr::memchr(b':', line) {
                let (name, value) = line.split_at(colon);
                fields.push((name.trim_ascii(), value.get(1..).unwrap_or_default().trim_ascii().to_vec()));
            }
        }
        Self(fields)
    }

    /// The value of a field that is there and not empty.
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        let mut found = self.0.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name.as_bytes()));
        found.next().map(|(_, value)| value.as_slice()).filter(|value| !value.is_empty())
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(|value| String::from_utf8_lossy(value).into_owned())
    }

    /// A number written in digits and nothing else.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        let value = self.get(name)?;
        let is_number = value.iter().all(u8::is_ascii_digit);
        std::str::from_utf8(value).ok().filter(|_| is_number)?.parse().ok()
    }
}

/// The longest header of a record.
pub(super) const LONGEST: usize = 64 << 10;

/// Where a header ends.
#[derive(Debug, PartialEq)]
pub(super) enum End {
    /// Here: its length, and that with the blank line.
    At(usize, usize),
    /// Not before another record begins, or not within what a header may have.
    Nowhere,
    /// Not within what is there.
    Unknown,
}

/// Where a header ends that begins here.
pub(super) fn end(bytes: &[u8]) -> End {
    let mut from = 0;
    loop {
        let within = bytes.get(from..bytes.len().min(LONGEST)).unwrap_or_default();
        let Some(at) = memchr::memchr(b'\n', within).map(|at| from + at) else {
            return if bytes.len() < LONGEST { End::Unknown } else { End::Nowhere };
        };
        match bytes.get(at + 1..).unwrap_or_default() {
            [b'\n', ..] => return End::At(at + 1, at + 2),
            [b'\r', b'\n', ..] => return End::At(at + 1, at + 3),
            [b'W', b'A', b'R', b'C', b'/', b'1', b'.', ..] => return End::Nowhere,
            _ => from = at + 1,
        }
    }
}

/// Where the first blank line of an answer of a server is: the length before it, and with it.
pub(super) fn blank(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr(b'\n', bytes.get(from..)?)?;
        match bytes.get(at + 1..)? {
            [b'\n', ..] => return Some((at + 1, at + 2)),
            [b'\r', b'\n', ..] => return Some((at + 1, at + 3)),
            _ => from = at + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_whatever_the_case_and_the_first_counts() {
        let fields = Fields::of(b"Content-length: 12\r\nno field\r\nX:a\r\n b\r\nx: c\nEmpty:\r\n: y\r\n");
        assert_eq!(fields.number("Content-Length"), Some(12));
        assert_eq!(fields.text("x").as_deref(), Some("a b"));
        assert_eq!((fields.get("Empty"), fields.get("Y")), (None, None));
        for odd in ["-1", "+1", "1e3", "99999999999999999999", "0x10", "1 2"] {
            assert_eq!(Fields::of(format!("N: {odd}").as_bytes()).number("N"), None, "{odd}");
        }
    }

    #[test]
    fn a_header_ends_at_a_blank_line_of_either_kind() {
        assert_eq!(end(b"a\r\nb\r\n\r\nc"), End::At(6, 8));
        assert_eq!(end(b"a\n\nc"), End::At(2, 3));
        assert_eq!(end(b"a\r\nb\r\n\r"), End::Unknown);
        assert_eq!(end(b"a\r\nWARC/1.0\r\n\r\n"), End::Nowhere);
        assert_eq!(end("a: b\n".repeat(LONGEST).as_bytes()), End::Nowhere);
    }
}
