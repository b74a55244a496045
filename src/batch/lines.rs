//! The lines of a stream, none longer than a cap: what is longer is skipped, not stored.

use std::io::{self, BufRead};

/// No more room than this is made for a line before it is there.
const LIKELY: usize = 1 << 20;

/// One line of the input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Line<'a> {
    /// Nothing but white space.
    Blank,
    /// Its bytes.
    Text(&'a [u8]),
    /// Longer than the cap.
    TooLong,
}

/// Reads lines, one after the other, into one buffer.
pub(super) struct Lines<R> {
    input: R,
    longest: usize,
    line: Vec<u8>,
    /// How long the line is, kept or not.
    seen: usize,
    /// How many lines there were; only the first can begin with a mark.
    number: usize,
    /// How long the last was: the next is likely to be alike.
    likely: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R, longest: usize) -> Self {
        Self { input, longest, line: Vec::new(), seen: 0, number: 0, likely: 0 }
    }

    /// Reads the next line; false at the end.
    pub(super) fn read(&mut self) -> io::Result<bool> {
        if self.seen > self.longest {
            // A line far over the cap would else hold its memory to the end.
            self.line = Vec::new();
        }
        self.line.clear();
        self.seen = 0;
        let mut ended = false;
        while !ended {
            let piece = match self.input.fill_buf() {
                Ok(piece) => piece,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = memchr::memchr(b'\n', piece);
            ended = end.is_some() || piece.is_empty();
            let taken = end.map_or(piece.len(), |end| end + 1);
            if self.seen + taken <= self.longest {
                if self.line.is_empty() && !ended {
                    self.line.reserve(self.likely);
                }
                self.line.extend_from_slice(piece.get(..taken).unwrap_or_default());
            }
            self.seen += taken;
            self.input.consume(taken);
        }
        self.number += 1;
        self.likely = self.seen.min(LIKELY);
        Ok(self.seen > 0)
    }

    /// The line that was read.
    pub(super) fn line(&self) -> Line<'_> {
        if self.seen > self.longest {
            return Line::TooLong;
        }
        let line = if self.number == 1 { self.line.strip_prefix(b"\xEF\xBB\xBF") } else { None };
        let line = line.unwrap_or(&self.line).trim_ascii();
        if line.is_empty() { Line::Blank } else { Line::Text(line) }
    }

    /// The line that was read, to keep; none when it is not there.
    pub(super) fn take(&mut self) -> Option<Vec<u8>> {
        let Line::Text(text) = self.line() else { return None };
        let (length, end) = (text.len(), self.line.trim_ascii_end().len());
        let mut line = std::mem::take(&mut self.line);
        line.truncate(end);
        line.drain(..end - length);
        Some(line)
    }

    /// Where the lines come from.
    pub(super) fn input_mut(&mut self) -> &mut R {
        &mut self.input
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn a_line_over_the_cap_is_skipped_and_the_next_is_whole() {
        let input = BufReader::with_capacity(3, &b"\xEF\xBB\xBFab\r\n\n123456789\ncd"[..]);
        let mut lines = Lines::new(input, 7);
        for line in [Line::Text(b"ab"), Line::Blank, Line::TooLong, Line::Text(b"cd")] {
            assert!(lines.read().unwrap());
            assert_eq!(lines.line(), line);
            let kept = if let Line::Text(text) = line { Some(text.to_owned()) } else { None };
            assert_eq!(lines.take(), kept);
        }
        assert!(!lines.read().unwrap());
    }
}
