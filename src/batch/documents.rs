//! The documents of an input, whatever it is: lines of JSON, an archive or a table, packed or not. What it is
//! is known by its first bytes, so a name or its ending means nothing.

use std::io::{self, BufRead, Read};

use super::Settings;
use super::answer::{Complaint, Document, Given, Lost, No};
use super::lines::{Line, Lines};
use super::parquet::Rows;
use super::warc::Archive;
use crate::unpack::{Fault, Form, Stretches};

/// The documents of an input, one at a time.
pub struct Documents<'a> {
    kind: Kind<'a>,
    present: Present,
}

/// What is read by this.
type Input<'a> = &'a mut dyn Read;

enum Kind<'a> {
    Lines(Box<Lines<Unpacking<'a>>>),
    Archive(Box<Archive<Input<'a>>>),
    Table(Box<Rows>),
}

/// The document that was reached.
enum Present {
    None,
    Line,
    TooLong,
    Found(Document),
}

impl<'a> Documents<'a> {
    /// Looks at the first bytes; waits for no more of them than it needs.
    pub fn new(input: &'a mut dyn Read, settings: &Settings) -> io::Result<Self> {
        let mut unpacking = Unpacking::new(Stretches::new(input)?);
        let kind = if unpacking.begins_with(super::warc::BEGINNING)? {
            let Unpacking { from, left, begun, fault, .. } = unpacking;
            Kind::Archive(Box::new(Archive::new(from, (begun, left, fault), settings)))
        } else if unpacking.begins_with(super::parquet::BEGINNING)? && unpacking.fault.is_none() {
            let path = settings.path.as_deref().filter(|_| unpacking.from.form() == Form::Plain);
            Kind::Table(Box::new(Rows::open(path, &mut unpacking, settings)?))
        } else {
            Kind::Lines(Box::new(Lines::new(unpacking, settings.longest)))
        };
        Ok(Self { kind, present: Present::None })
    }

    /// The next document, to keep; none at the end.
    ///
    /// # Errors
    /// When the input cannot be read on.
    #[expect(clippy::should_implement_trait, reason = "its errors end it: an iterator's may be passed over")]
    pub fn next(&mut self) -> io::Result<Option<Document>> {
        if !self.advance()? {
            return Ok(None);
        }
        Ok(Some(match std::mem::replace(&mut self.present, Present::None) {
            Present::Found(document) => document,
            Present::Line => match &mut self.kind {
                Kind::Lines(lines) => lines.take().map_or(Document::TooLong, Document::Line),
                Kind::Archive(_) | Kind::Table(_) => Document::TooLong,
            },
            Present::TooLong | Present::None => Document::TooLong,
        }))
    }

    /// Goes to the next document; false at the end.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        let lines = match &mut self.kind {
            Kind::Archive(archive) => {
                let next = archive.next()?;
                return Ok(self.reached(next));
            }
            Kind::Table(rows) => {
                let next = rows.next()?;
                return Ok(self.reached(next));
            }
            Kind::Lines(lines) => lines,
        };
        loop {
            let failed = match lines.read() {
                Ok(true) => {
                    self.present = match lines.line() {
                        Line::Blank => continue,
                        Line::Text(_) => Present::Line,
                        Line::TooLong => Present::TooLong,
                    };
                    return Ok(true);
                }
                Ok(false) => return Ok(false),
                Err(error) => error,
            };
            let Some(complaint) = lines.input_mut().resume(failed)? else { return Ok(false) };
            let lost = Lost { id: None, src: None, no: No::Failed(complaint) };
            self.present = Present::Found(Document::Lost(Box::new(lost)));
            return Ok(true);
        }
    }

    /// The document that was reached.
    pub(super) fn given(&self) -> Given<'_> {
        match (&self.present, &self.kind) {
            (Present::Found(document), _) => document.as_given(),
            (Present::TooLong, _) => Given::Line(Line::TooLong),
            (_, Kind::Lines(lines)) => Given::Line(lines.line()),
            (_, Kind::Archive(_) | Kind::Table(_)) => Given::Line(Line::Blank),
        }
    }

    /// How far an input is read that is not read from its first byte to its last: so much of so much.
    pub(super) fn share(&self) -> Option<(u64, u64)> {
        match &self.kind {
            Kind::Table(rows) => Some(rows.share()),
            Kind::Lines(_) | Kind::Archive(_) => None,
        }
    }

    fn reached(&mut self, next: Option<Document>) -> bool {
        let found = next.is_some();
        self.present = next.map_or(Present::None, Present::Found);
        found
    }
}

/// Unpacked bytes as one stream. A fault in them is an error of the stream, that [`Unpacking::resume`]
/// knows how to go on behind.
struct Unpacking<'a> {
    from: Stretches<Input<'a>>,
    /// What was looked at to know what it is, as long as it is not taken.
    left: Vec<u8>,
    /// How far what is there was taken.
    at: usize,
    begun: bool,
    fault: Option<Fault>,
    is_over: bool,
}

impl<'a> Unpacking<'a> {
    fn new(from: Stretches<Input<'a>>) -> Self {
        Self { from, left: Vec::new(), at: 0, begun: false, fault: None, is_over: false }
    }

    fn begins_with(&mut self, beginning: &[u8]) -> io::Result<bool> {
        while self.fault.is_none() {
            let count = self.left.len().min(beginning.len());
            if self.left.get(..count) != beginning.get(..count) {
                return Ok(false);
            }
            if self.left.len() >= beginning.len() {
                return Ok(true);
            }
            match self.more() {
                Ok(true) => self.left.extend_from_slice(self.from.piece()),
                Ok(false) => return Ok(false),
                Err(Fault::Input(error)) => return Err(error),
                Err(fault) => self.fault = Some(fault),
            }
        }
        // What is packed and cannot be unpacked from the first byte on may still be an archive behind
        // that: archives are what is packed in members.
        Ok(true)
    }

    /// What is there, taken or not.
    fn there(&self) -> &[u8] {
        if self.left.is_empty() { self.from.piece() } else { &self.left }
    }

    /// Goes to the next piece; false at the end.
    fn more(&mut self) -> Result<bool, Fault> {
        loop {
            if !self.begun {
                if !self.from.begin()? {
                    return Ok(false);
                }
                self.begun = true;
            }
            if !self.from.more()?.is_empty() {
                return Ok(true);
            }
            if self.from.form() == Form::Plain {
                return Ok(false);
            }
            self.begun = false;
        }
    }

    /// What is to be said of an error, having gone on behind it; none when nothing is to be said any more.
    fn resume(&mut self, error: io::Error) -> io::Result<Option<Complaint>> {
        if self.is_over {
            return Ok(None);
        }
        let Some(fault) = self.fault.take() else { return Err(error) };
        let complaint = super::warc::complaint(fault)?;
        self.left = Vec::new();
        self.at = 0;
        self.begun = false;
        // A record is an object: what begins otherwise is the rest of one.
        self.is_over = !self.from.resume(b"{")?;
        Ok(Some(complaint))
    }
}

impl Read for Unpacking<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Unpacking<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.there().len() && !self.is_over {
            self.left = Vec::new();
            // Until there is more, there is nothing.
            self.at = self.from.piece().len();
            let more = match self.fault.take() {
                Some(fault) => Err(fault),
                None => self.more(),
            };
            match more {
                Ok(_) => self.at = 0,
                Err(Fault::Input(error)) => return Err(error),
                Err(fault) => {
                    self.fault = Some(fault);
                    return Err(io::ErrorKind::InvalidData.into());
                }
            }
        }
        Ok(self.there().get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.there().len());
    }
}
