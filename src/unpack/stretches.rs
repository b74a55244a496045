//! A file as the stretches that it was packed in: members of gzip, frames of zstd, or one that is the
//! whole of a plain file. Each can be read without those before it, so what is damaged costs no more
//! than itself: the next is found by how it begins, packed and unpacked.

use std::io::{self, BufRead, Read};

use memchr::memmem;

use super::gzip::{self, Gzip};
use super::packed::Packed;
use super::zst::{self, Zst};

/// What is unpacked at once.
const ROOM: usize = 64 << 10;
/// A stretch that is longer than this and so many times what was packed was made to be so.
const SWOLLEN: (u64, u64) = (64 << 20, 100);

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Not at all.
    Plain,
    /// Members of gzip.
    Gzip,
    /// Frames of zstd.
    Zstd,
}

/// Why a stretch cannot be read on.
#[derive(Debug)]
pub enum Fault {
    /// Its bytes are not as they were written.
    Damaged(&'static str),
    /// The input ended within it.
    Truncated,
    /// The input could not be read.
    Input(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Input(error)
    }
}

/// What one step of unpacking did.
pub(super) struct Step {
    pub(super) written: usize,
    pub(super) ended: bool,
}

enum How {
    Plain,
    Gzip(Box<Gzip>),
    Zstd(Box<Zst>),
}

#[derive(Debug)]
enum State {
    Between,
    Inside,
    /// Its last bytes have been given.
    Ended,
    /// Its last bytes before a fault have been given.
    Failed(Fault),
}

/// The stretches of a file, one after the other.
pub struct Stretches<R> {
    packed: Packed<R>,
    how: How,
    state: State,
    /// Where the present one begins in the packed bytes.
    start: u64,
    unpacked: u64,
    room: Vec<u8>,
    /// How much there is of what was given last.
    given: usize,
}

impl<R: Read> Stretches<R> {
    /// Looks at the first bytes, and waits for no more of them than it needs.
    pub fn new(from: R) -> io::Result<Self> {
        let mut packed = Packed::new(from);
        let how = match form(&mut packed)? {
            Form::Plain => How::Plain,
            Form::Gzip => How::Gzip(Box::new(Gzip::new())),
            Form::Zstd => How::Zstd(Box::new(Zst::new()?)),
        };
        Ok(Self { packed, how, state: State::Between, start: 0, unpacked: 0, room: Vec::new(), given: 0 })
    }

    /// How the file is packed.
    pub fn form(&self) -> Form {
        match self.how {
            How::Plain => Form::Plain,
            How::Gzip(_) => Form::Gzip,
            How::Zstd(_) => Form::Zstd,
        }
    }

    /// Begins the next stretch; false at the end of the input.
    pub fn begin(&mut self) -> Result<bool, Fault> {
        self.unpacked = 0;
        self.given = 0;
        if let How::Gzip(_) = self.how {
            // Tapes are filled up with zeros.
            while self.packed.fill_buf()?.first() == Some(&0) {
                self.packed.pass(1);
            }
        }
        self.start = self.packed.offset();
        self.packed.mark();
        let begun = match &mut self.how {
            How::Plain => return self.begin_plain(),
            How::Gzip(_) if self.packed.fill_buf()?.is_empty() => false,
            How::Gzip(gzip) => gzip.begin(&mut self.packed).map(|()| true)?,
            How::Zstd(zstd) => zstd.begin(&mut self.packed)?,
        };
        if matches!(self.how, How::Zstd(_)) {
            // What was skipped is no part of it.
            self.start = self.packed.offset();
        }
        self.state = if begun { State::Inside } else { State::Between };
        Ok(begun)
    }

    fn begin_plain(&mut self) -> Result<bool, Fault> {
        self.packed.unmark();
        let begun = !self.packed.fill_buf()?.is_empty();
        self.state = State::Inside;
        Ok(begun)
    }

    /// Some more of the stretch; nothing when it is over, and whole.
    pub fn more(&mut self) -> Result<&[u8], Fault> {
        self.given = 0;
        match std::mem::replace(&mut self.state, State::Between) {
            State::Between | State::Ended => return Ok(&[]),
            State::Failed(fault) => return Err(fault),
            State::Inside => self.state = State::Inside,
        }
        self.given = self.step()?;
        self.unpacked += self.given as u64;
        Ok(self.piece())
    }

    /// What was given last.
    pub fn piece(&self) -> &[u8] {
        match self.how {
            How::Plain => self.packed.taken(self.given),
            How::Gzip(_) | How::Zstd(_) => self.room.get(..self.given).unwrap_or_default(),
        }
    }

    /// Makes some more of the stretch, and says how much.
    fn step(&mut self) -> Result<usize, Fault> {
        if let How::Plain = self.how {
            // What is not packed is handed on as it comes: somebody may wait for it.
            let count = self.packed.fill_buf()?.len();
            self.packed.pass(count);
            if count == 0 {
                self.state = State::Ended;
            }
            return Ok(count);
        }
        let mut filled = 0;
        self.room.resize(ROOM, 0);
        while filled < ROOM {
            let room = self.room.get_mut(filled..).unwrap_or_default();
            let step = match &mut self.how {
                How::Plain => return Ok(filled),
                How::Gzip(gzip) => gzip.step(&mut self.packed, room),
                How::Zstd(zstd) => zstd.step(&mut self.packed, room),
            };
            match step {
                Ok(step) => {
                    filled += step.written;
                    if step.ended {
                        self.state = State::Ended;
                        break;
                    }
                }
                Err(fault) if filled == 0 => return Err(fault),
                Err(fault) => {
                    self.state = State::Failed(fault);
                    break;
                }
            }
        }
        Ok(filled)
    }

    /// Where the present stretch begins in the file; in a plain file, where the next byte stands.
    pub fn offset(&self) -> u64 {
        match self.how {
            How::Plain => self.packed.offset(),
            How::Gzip(_) | How::Zstd(_) => self.start,
        }
    }

    /// Whether the stretch is so much longer than what was packed that somebody made it so.
    pub fn is_swollen(&self) -> bool {
        let packed = self.packed.offset().saturating_sub(self.start);
        let (least, times) = SWOLLEN;
        !matches!(self.how, How::Plain) && self.unpacked > least && self.unpacked / times > packed
    }

    /// Goes to the next stretch behind the beginning of the present one that begins with these
    /// bytes when it is unpacked; false when there is none.
    pub fn resume(&mut self, beginning: &[u8]) -> io::Result<bool> {
        self.state = State::Between;
        self.given = 0;
        let magic = match self.how {
            How::Plain => return Ok(false),
            How::Gzip(_) => gzip::MAGIC,
            How::Zstd(_) => zst::MAGIC,
        };
        let finder = memmem::Finder::new(magic);
        let mut from = self.start + 1;
        loop {
            self.packed.back_to(from);
            self.packed.unmark();
            while finder.find(self.packed.rest()).is_none() {
                let passed = self.packed.rest().len().saturating_sub(magic.len() - 1);
                self.packed.pass(passed);
                if !self.packed.fill()? {
                    return Ok(false);
                }
            }
            let at = finder.find(self.packed.rest()).unwrap_or_default();
            self.packed.pass(at);
            self.start = self.packed.offset();
            let opens = match self.opens_with(beginning) {
                Err(Fault::Input(error)) => return Err(error),
                Err(_) => false,
                Ok(opens) => opens,
            };
            self.packed.back_to(self.start);
            self.state = State::Between;
            if opens {
                return Ok(true);
            }
            from = self.start + 1;
        }
    }

    /// Whether a stretch begins here, and unpacked begins so.
    fn opens_with(&mut self, beginning: &[u8]) -> Result<bool, Fault> {
        self.packed.mark();
        let mut first = [0; 16];
        let mut filled = 0;
        match &mut self.how {
            How::Plain => return Ok(false),
            How::Gzip(gzip) => gzip.begin(&mut self.packed)?,
            How::Zstd(zstd) => drop(zstd.begin(&mut self.packed)?),
        }
        while filled < beginning.len() {
            let room = first.get_mut(filled..).unwrap_or_default();
            let step = match &mut self.how {
                How::Plain => return Ok(false),
                How::Gzip(gzip) => gzip.step(&mut self.packed, room)?,
                How::Zstd(zstd) => zstd.step(&mut self.packed, room)?,
            };
            filled += step.written;
            if step.ended {
                break;
            }
        }
        Ok(first.get(..filled).unwrap_or_default().starts_with(beginning))
    }
}

/// How a file is packed, by its first bytes.
fn form<R: Read>(packed: &mut Packed<R>) -> io::Result<Form> {
    loop {
        let rest = packed.rest();
        // What is there of a beginning, as far as it has come.
        let is = |magic: &[u8], from: usize| {
            let there = rest.get(from..).unwrap_or_default();
            magic.starts_with(there.get(..there.len().min(magic.len())).unwrap_or_default())
        };
        let is_gzip = is(gzip::MAGIC, 0);
        let is_skipped = matches!(rest, [] | [0x50..=0x5F, ..]) && is(zst::SKIPPED, 1);
        if !is_gzip && !is(zst::MAGIC, 0) && !is_skipped {
            return Ok(Form::Plain);
        }
        if rest.len() >= 4 {
            return Ok(if is_gzip { Form::Gzip } else { Form::Zstd });
        }
        if !packed.fill()? {
            return Ok(Form::Plain);
        }
    }
}
