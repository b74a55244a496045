//! Archives of the web: WARC 1.0 and 1.1, plain, in members of gzip or in frames of zstd. One record is
//! held at a time. What is damaged costs itself: the next record is found by how it begins, and every
//! one that was lost is told.

mod chunks;
mod digest;
mod header;
mod page;
mod text;

use std::io::{self, Read};

use memchr::memmem;

use super::Settings;
use super::answer::{Complaint, Document, Head, Held, Lost, No, Place, Skip, Src};
use crate::model::Clean;
use crate::unpack::{Fault, Form, Stretches};
use header::{End, Fields};
pub(super) use page::page;
use text::Text;

/// What every record begins with.
pub(super) const BEGINNING: &[u8] = b"WARC/1.";
/// What every record ends with.
const END: &[u8] = b"\r\n\r\n";
/// Blank lines behind a record, two as a rule.
const BLANKS: usize = 64;

/// The documents of an archive.
pub(super) struct Archive<R> {
    text: Text<R>,
    way: Way,
    longest: usize,
    file: Option<String>,
}

/// How to go on.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// The next record begins here.
    Straight,
    /// Somewhere behind.
    Search,
    /// With a member or frame behind the present one.
    Stretch,
    /// Not at all.
    Over,
}

/// Why a record cannot be had.
enum Wrong {
    Fault(Fault),
    /// It is not what it should be; where the next may be.
    Record(Complaint, Way),
}

impl From<Fault> for Wrong {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What is to be said of a fault. One of the input itself ends the run.
pub(super) fn complaint(fault: Fault) -> io::Result<Complaint> {
    match fault {
        Fault::Damaged(why) => Ok(Complaint::new("damaged", why)),
        Fault::Truncated => Ok(Complaint::new("truncated", "the input ends here")),
        Fault::Input(error) => Err(error),
    }
}

impl<R: Read> Archive<R> {
    /// Goes on where somebody has looked at the first bytes.
    pub(super) fn new(from: Stretches<R>, seen: (bool, Vec<u8>, Option<Fault>), settings: &Settings) -> Self {
        let longest = settings.longest;
        let file = settings.file.as_deref().map(|file| Clean::field(file).into_string());
        Self { text: Text::new(from, seen), way: Way::Straight, longest, file }
    }

    /// The next document; none at the end. Records that are about others are passed over.
    pub(super) fn next(&mut self) -> io::Result<Option<Document>> {
        loop {
            let src = self.text.offset();
            let (head, length) = match self.reach() {
                Ok(None) => return Ok(None),
                Ok(Some(found)) => found,
                Err(wrong) => return self.lost(None, src, wrong).map(Some),
            };
            let block = match self.block(length) {
                Ok(block) => block,
                Err(wrong) => return self.lost(Some(head), src, wrong).map(Some),
            };
            match head.kind.as_str() {
                "response" | "resource" | "conversion" => {
                    return Ok(Some(Document::Held(Box::new(Held { head, block }))));
                }
                "warcinfo" | "request" | "metadata" => {}
                "revisit" => return Ok(Some(skipped(head, Skip::Revisit))),
                "continuation" => return Ok(Some(skipped(head, Skip::Segment))),
                _ => return Ok(Some(skipped(head, Skip::UnknownType))),
            }
        }
    }

    /// What is answered for a record that cannot be had, and how it goes on behind.
    fn lost(&mut self, head: Option<Head>, offset: u64, wrong: Wrong) -> io::Result<Document> {
        let (complaint, way) = match wrong {
            Wrong::Fault(fault) => (complaint(fault)?, Way::Stretch),
            Wrong::Record(complaint, way) => (complaint, way),
        };
        self.way = way;
        let src = head.as_ref().map_or_else(|| self.src(offset), |head| head.src.clone());
        let id = head.and_then(|head| head.id);
        Ok(Document::Lost(Box::new(Lost { id, src: Some(src), no: No::Failed(complaint) })))
    }

    fn src(&self, offset: u64) -> Src {
        Src { file: self.file.clone(), place: Place::Offset(offset) }
    }

    /// Goes to the next record and reads its header.
    fn reach(&mut self) -> Result<Option<(Head, u64)>, Wrong> {
        loop {
            match self.way {
                Way::Over => return Ok(None),
                Way::Stretch => {
                    let found = self.text.resume(BEGINNING).map_err(Fault::Input)?;
                    self.way = if found { Way::Straight } else { Way::Over };
                }
                // A fault while searching is part of what was told already.
                Way::Search => match self.search() {
                    Ok(Some(found)) => {
                        self.way = Way::Straight;
                        return Ok(Some(found));
                    }
                    Ok(None) => self.way = Way::Straight,
                    Err(Fault::Input(error)) => return Err(Fault::Input(error).into()),
                    Err(_) => self.way = Way::Stretch,
                },
                Way::Straight => {
                    if !self.text.is_inside && !self.text.begin()? {
                        self.way = Way::Over;
                    } else if self.pass_blanks()? {
                        return self.head().map(Some);
                    } else {
                        self.text.is_inside = false;
                        // A plain file is one stretch.
                        if self.text.from.form() == Form::Plain {
                            self.way = Way::Over;
                        }
                    }
                }
            }
        }
    }

    /// Passes blank lines; false at the end of the stretch.
    fn pass_blanks(&mut self) -> Result<bool, Fault> {
        loop {
            let blanks = self.text.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.text.pass(blanks);
            if !self.text.rest().is_empty() {
                return Ok(true);
            }
            if !self.text.more()? {
                return Ok(false);
            }
        }
    }

    /// Reads the header that begins here.
    fn head(&mut self) -> Result<(Head, u64), Wrong> {
        let offset = self.text.offset();
        let wrong = |kind, message: &str| Wrong::Record(Complaint::new(kind, message), Way::Search);
        while BEGINNING.starts_with(self.text.rest()) || header::end(self.text.rest()) == End::Unknown {
            if !self.text.rest().starts_with(BEGINNING) && !BEGINNING.starts_with(self.text.rest()) {
                break;
            }
            if self.text.more()? {
                continue;
            }
            // The header goes on in the next stretch, unless another begins there.
            let there = self.text.rest().len();
            if !self.text.join()? {
                return Err(Fault::Truncated.into());
            }
            self.text.has(there + BEGINNING.len())?;
            if self.text.rest().get(there..).is_some_and(|next| next.starts_with(BEGINNING)) {
                self.text.pass(there);
                let unfit = "the record ends within its header";
                return Err(Wrong::Record(Complaint::new("not-a-record", unfit), Way::Straight));
            }
        }
        if !self.text.rest().starts_with(BEGINNING) {
            return Err(wrong("not-a-record", "no record begins here"));
        }
        let Some((head, length, whole)) = self.parsed(offset) else {
            self.text.pass(1);
            return Err(wrong("not-a-record", "the header of the record has no end, no type or no length"));
        };
        self.text.pass(whole);
        Ok((head, length))
    }

    /// The header that begins here, if it is one: with the length of its block, and its own.
    fn parsed(&self, offset: u64) -> Option<(Head, u64, usize)> {
        let End::At(end, whole) = header::end(self.text.rest()) else { return None };
        let header = self.text.rest().get(..end)?;
        let first = memchr::memchr(b'\n', header)?;
        let version = header.get(BEGINNING.len()..first)?.trim_ascii_end();
        if !header.starts_with(BEGINNING) || version.is_empty() || !version.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let fields = Fields::of(header.get(first + 1..)?);
        let head = Head {
            src: self.src(offset),
            id: fields.text("WARC-Record-ID"),
            url: fields.text("WARC-Target-URI").map(bare),
            kind: fields.text("WARC-Type")?.to_ascii_lowercase(),
            media: fields.text("Content-Type"),
            identified: fields.text("WARC-Identified-Payload-Type"),
            is_cut: fields.get("WARC-Truncated").is_some(),
            digests: [fields.text("WARC-Block-Digest"), fields.text("WARC-Payload-Digest")],
        };
        Some((head, fields.number("Content-Length")?, whole))
    }

    /// Searches the rest of the stretch for what begins a record: where a piece is gone, it may stand
    /// in the middle of a line.
    fn search(&mut self) -> Result<Option<(Head, u64)>, Fault> {
        let finder = memmem::Finder::new(BEGINNING);
        loop {
            if self.text.from.is_swollen() {
                return Err(Fault::Damaged("it holds far more than it is long"));
            }
            let Some(at) = finder.find(self.text.rest()) else {
                let passed = self.text.rest().len().saturating_sub(BEGINNING.len() - 1);
                self.text.pass(passed);
                if self.text.more()? {
                    continue;
                }
                self.text.is_inside = false;
                if self.text.from.form() == Form::Plain {
                    self.way = Way::Over;
                }
                return Ok(None);
            };
            self.text.pass(at);
            let offset = self.text.offset();
            // A header has an end before the next may begin: looked for so, each byte is looked at once.
            let others = self.text.rest().get(1..).and_then(|rest| finder.find(rest));
            let is_whole = |rest: &[u8]| matches!(header::end(rest), End::At(..));
            if others.is_none_or(|next| self.text.rest().get(..=next).is_some_and(is_whole)) {
                while header::end(self.text.rest()) == End::Unknown && self.text.more()? {}
                if let Some((head, length, whole)) = self.parsed(offset) {
                    self.text.pass(whole);
                    return Ok(Some((head, length)));
                }
            }
            self.text.pass(1);
        }
    }

    /// Reads the block of a record, and looks whether it ends where it should.
    fn block(&mut self, length: u64) -> Result<Vec<u8>, Wrong> {
        let wrong = |kind, message: String, way| Wrong::Record(Complaint::new(kind, message), way);
        let longest = self.longest;
        let Some(length) = usize::try_from(length).ok().filter(|length| *length <= longest) else {
            return Err(wrong(
                "too-long",
                format!("the record is longer than {longest} bytes (--max-size)"),
                Way::Search,
            ));
        };
        // What is said of the length may be wrong.
        let mut block = Vec::with_capacity(length.min(1 << 20));
        while block.len() < length {
            let rest = self.text.rest();
            let count = rest.len().min(length - block.len());
            block.extend_from_slice(rest.get(..count).unwrap_or_default());
            self.text.pass(count);
            if block.len() == length || self.text.more()? {
                continue;
            }
            let short = || format!("the record ends before the {length} bytes that it should have");
            if memmem::find(&block, BEGINNING).is_some() {
                self.text.put_back(block);
                return Err(wrong("wrong-length", short(), Way::Search));
            }
            if self.is_cut_off()? {
                return Err(wrong("wrong-length", short(), Way::Straight));
            }
        }
        if !self.ends_here(&block)? {
            let long = format!("the record goes on behind the {length} bytes that it should have");
            self.text.put_back(block);
            return Err(wrong("wrong-length", long, Way::Search));
        }
        Ok(block)
    }

    /// Whether a block ends with its stretch though it should be longer. Some cut a file in pieces
    /// to pack them: then it goes on in the next.
    fn is_cut_off(&mut self) -> Result<bool, Fault> {
        if self.text.from.form() == Form::Plain || !self.text.begin()? {
            return Err(Fault::Truncated);
        }
        self.text.has(BEGINNING.len())?;
        Ok(self.text.rest().starts_with(BEGINNING))
    }

    /// Whether nothing but blank lines is left before the next record or the end of the stretch. If the
    /// next does not begin as it should, it may be the one that is damaged.
    fn ends_here(&mut self, block: &[u8]) -> Result<bool, Fault> {
        let mut blanks = 0;
        loop {
            let rest = self.text.rest();
            let behind = rest.get(blanks..).unwrap_or_default();
            blanks += behind.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let behind = rest.get(blanks..).unwrap_or_default();
            let is_next = behind.starts_with(BEGINNING);
            if is_next || behind.len() >= BEGINNING.len() || blanks > BLANKS || !BEGINNING.starts_with(behind)
            {
                let is_whole = rest.starts_with(END) && memmem::find(block, b"\nWARC/1.").is_none();
                return Ok(is_next || is_whole);
            }
            let is_empty = behind.is_empty();
            // At the end, what is there is nothing, or the beginning of a record that is cut off.
            if !self.text.more()? && (is_empty || !self.text.join()?) {
                return Ok(true);
            }
        }
    }
}

fn skipped(head: Head, why: Skip) -> Document {
    Document::Lost(Box::new(Lost { id: head.id, src: Some(head.src), no: No::Skipped(why) }))
}

/// An address without the brackets that some put around it.
fn bare(url: String) -> String {
    match url.strip_prefix('<').and_then(|url| url.strip_suffix('>')) {
        Some(bare) => bare.to_owned(),
        None => url,
    }
}
