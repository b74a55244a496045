//! The streams of the program, handed down so that nothing below names them.

use std::io::{self, BufRead, Read, Write};

use super::error::Error;
use crate::model::Clean;

/// Where the program reads, prints, and says what went wrong.
pub struct Streams<'a> {
    /// Standard input.
    pub input: &'a mut (dyn BufRead + Send),
    /// Standard output, buffered.
    pub output: &'a mut dyn Write,
    /// Standard error.
    pub errors: &'a mut dyn Write,
    /// Whether output goes to a terminal.
    pub terminal: bool,
}

impl Streams<'_> {
    /// Prints.
    pub fn print(&mut self, text: &str) -> Result<(), Error> {
        self.output.write_all(text.as_bytes()).map_err(|error| Error::output(&error))
    }

    /// Hands on what was printed so far.
    pub fn flush(&mut self) -> Result<(), Error> {
        self.output.flush().map_err(|error| Error::output(&error))
    }

    /// Says what went wrong, on a line of its own. When even that cannot be written, there
    /// is nobody left to tell.
    pub fn report(&mut self, error: &Error) {
        _ = writeln!(self.errors, "{error}").and_then(|()| self.errors.flush());
    }

    /// Says something that is no failure, on a line of its own.
    pub fn note(&mut self, message: &str) {
        _ = writeln!(self.errors, "newsprint: {}", Clean::field(message)).and_then(|()| self.errors.flush());
    }
}

/// How much of one source is read.
pub(super) const CAP: u64 = 16 << 20;

/// Reads to the end or to the cap; whether there was more.
pub(super) fn read_capped(from: impl Read, cap: u64) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    from.take(cap + 1).read_to_end(&mut bytes)?;
    let kept = usize::try_from(cap).unwrap_or(usize::MAX);
    let more = bytes.len() > kept;
    bytes.truncate(kept);
    Ok((bytes, more))
}
