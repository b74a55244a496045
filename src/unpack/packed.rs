//! Packed bytes on their way in. What was read since a mark is kept for a while, so that a search for
//! the next whole member can begin before the place where damage was noticed.

use std::io::{self, BufRead, ErrorKind, Read};

const CHUNK: usize = 64 << 10;
/// How far back a search can begin. Damage is noticed within kilobytes of it.
const KEPT: usize = 4 << 20;

/// A window on the packed bytes.
pub(super) struct Packed<R> {
    from: R,
    buffer: Vec<u8>,
    /// Where the next byte stands in the buffer.
    at: usize,
    /// Where the buffer begins in the input.
    base: u64,
    /// From where on bytes are kept.
    mark: Option<u64>,
}

impl<R: Read> Packed<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from, buffer: Vec::new(), at: 0, base: 0, mark: None }
    }

    /// What has been read and not taken.
    pub(super) fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    pub(super) fn pass(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.buffer.len());
    }

    /// The last of what was taken, as long as nothing more was read.
    pub(super) fn taken(&self, count: usize) -> &[u8] {
        self.buffer.get(self.at.saturating_sub(count)..self.at).unwrap_or_default()
    }

    /// Where the next byte stands in the input.
    pub(super) fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// Keeps what comes from here on, as long as it is not too much.
    pub(super) fn mark(&mut self) {
        self.mark = Some(self.offset());
    }

    /// Keeps nothing that was taken.
    pub(super) fn unmark(&mut self) {
        self.mark = None;
    }

    /// Goes back to a place, or as near to it as bytes are kept.
    pub(super) fn back_to(&mut self, offset: u64) {
        let at = usize::try_from(offset.saturating_sub(self.base)).unwrap_or(usize::MAX);
        self.at = at.min(self.buffer.len());
    }

    /// Reads once; whether anything came.
    pub(super) fn fill(&mut self) -> io::Result<bool> {
        self.forget();
        let old = self.buffer.len();
        self.buffer.resize(old + CHUNK, 0);
        let read = loop {
            match self.from.read(self.buffer.get_mut(old..).unwrap_or_default()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.buffer.truncate(old + read.as_ref().copied().unwrap_or_default());
        read.map(|count| count > 0)
    }

    /// Whether so many bytes are there, reading as far as is needed.
    pub(super) fn has(&mut self, count: usize) -> io::Result<bool> {
        while self.rest().len() < count {
            if !self.fill()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Lets go of what nobody can go back to, when that is most of the buffer.
    fn forget(&mut self) {
        let marked = self.mark.map_or(self.at, |mark| {
            usize::try_from(mark.saturating_sub(self.base)).unwrap_or(usize::MAX).min(self.at)
        });
        let gone = marked.max(self.at.saturating_sub(KEPT));
        if gone > self.buffer.len() / 2 {
            self.buffer.drain(..gone);
            self.at -= gone;
            self.base += gone as u64;
        }
    }
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.pass(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Packed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.rest().is_empty() {
            self.fill()?;
        }
        Ok(self.rest())
    }

    fn consume(&mut self, count: usize) {
        self.pass(count);
    }
}
