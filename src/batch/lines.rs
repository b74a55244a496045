//! The lines of a stream, none longer than a cap: what is longer is skipped, not stored.

use std::io::{self, BufRead};

/// One line of the input.
#[derive(Debug, PartialEq)]
pub(super) enum Line<'a> {
    /// Nothing but white space.
    Blank,
    /// Its bytes.
    Text(&'a [u8]),
    /// Longer than the cap.
    TooLong,
}

/// Reads lines, one after the other, into one buffer.
pub(super) struct Lines<'a> {
    input: &'a mut dyn BufRead,
    longest: usize,
    line: Vec<u8>,
    first: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead, longest: usize) -> Self {
        Self { input, longest, line: Vec::new(), first: true }
    }

    /// The next line; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let (mut seen, mut ended) = (0, false);
        while !ended {
            let piece = match self.input.fill_buf() {
                Ok(piece) => piece,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = memchr::memchr(b'\n', piece);
            ended = end.is_some() || piece.is_empty();
            let taken = end.map_or(piece.len(), |end| end + 1);
            if seen + taken <= self.longest {
                self.line.extend_from_slice(piece.get(..taken).unwrap_or_default());
            }
            seen += taken;
            self.input.consume(taken);
        }
        Ok(self.line_of(seen))
    }

    fn line_of(&mut self, seen: usize) -> Option<Line<'_>> {
        let begins = std::mem::replace(&mut self.first, false);
        if seen > self.longest {
            // A line far over the cap would else hold its memory to the end.
            self.line = Vec::new();
            return Some(Line::TooLong);
        }
        let line = if begins { self.line.strip_prefix(b"\xEF\xBB\xBF") } else { None };
        let line = line.unwrap_or(&self.line).trim_ascii();
        match (seen, line.is_empty()) {
            (0, _) => None,
            (_, true) => Some(Line::Blank),
            (_, false) => Some(Line::Text(line)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn a_line_over_the_cap_is_skipped_and_the_next_is_whole() {
        let mut input = BufReader::with_capacity(3, &b"\xEF\xBB\xBFab\r\n\n123456789\ncd"[..]);
        let mut lines = Lines::new(&mut input, 7);
        assert_eq!(lines.next().unwrap(), Some(Line::Text(b"ab")));
        assert_eq!(lines.next().unwrap(), Some(Line::Blank));
        assert_eq!(lines.next().unwrap(), Some(Line::TooLong));
        assert_eq!(lines.next().unwrap(), Some(Line::Text(b"cd")));
        assert_eq!(lines.next().unwrap(), None);
    }
}
