//! The unpacked text of one stretch of an archive, with what has been looked at and not taken.

use std::io::Read;

use crate::unpack::{Fault, Form, Stretches};

/// The text of a stretch.
pub(super) struct Text<R> {
    pub(super) from: Stretches<R>,
    buffer: Vec<u8>,
    at: usize,
    /// Whether a stretch was begun and did not end.
    pub(super) is_inside: bool,
    fault: Option<Fault>,
}

impl<R: Read> Text<R> {
    /// Goes on where somebody has looked at the first bytes.
    pub(super) fn new(from: Stretches<R>, seen: (bool, Vec<u8>, Option<Fault>)) -> Self {
        let (is_inside, buffer, fault) = seen;
        Self { from, buffer, at: 0, is_inside, fault }
    }

    /// Begins the next stretch; false at the end of the input.
    pub(super) fn begin(&mut self) -> Result<bool, Fault> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        self.buffer.clear();
        self.at = 0;
        self.is_inside = self.from.begin()?;
        Ok(self.is_inside)
    }

    /// Goes on in the next stretch with what is left of this one: some cut a file in pieces to pack
    /// them. False at the end of the input.
    pub(super) fn join(&mut self) -> Result<bool, Fault> {
        self.is_inside = self.from.form() != Form::Plain && self.from.begin()?;
        Ok(self.is_inside)
    }

    /// Goes to the next stretch that begins as a record does; false when there is none.
    pub(super) fn resume(&mut self, beginning: &[u8]) -> std::io::Result<bool> {
        self.buffer.clear();
        self.at = 0;
        self.is_inside = false;
        self.from.resume(beginning)
    }

    pub(super) fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    pub(super) fn pass(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.buffer.len());
    }

    /// Reads some more of the stretch; false when it is over.
    pub(super) fn more(&mut self) -> Result<bool, Fault> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        if self.at > 0 && self.at * 2 >= self.buffer.len() {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        let more = self.from.more()?;
        self.buffer.extend_from_slice(more);
        Ok(!more.is_empty())
    }

    /// Whether so many bytes are there, reading as far as is needed.
    pub(super) fn has(&mut self, count: usize) -> Result<bool, Fault> {
        while self.rest().len() < count {
            if !self.more()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Puts back what was taken and is something else than it seemed.
    pub(super) fn put_back(&mut self, bytes: Vec<u8>) {
        let rest = std::mem::replace(&mut self.buffer, bytes);
        self.buffer.extend_from_slice(rest.get(self.at..).unwrap_or_default());
        self.at = 0;
    }

    /// Where the present stretch begins in the file; in a plain file, where the next byte stands.
    pub(super) fn offset(&self) -> u64 {
        match self.from.form() {
            Form::Plain => self.from.offset().saturating_sub(self.rest().len() as u64),
            Form::Gzip | Form::Zstd => self.from.offset(),
        }
    }
}
