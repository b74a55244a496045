//! One member of gzip after the other, each with its header and its checksum.

use std::io::Read;

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::packed::Packed;
use super::stretches::{Fault, Step};

pub(super) const MAGIC: &[u8] = b"\x1F\x8B\x08";
/// Fewer flags are defined than there are bits.
const UNKNOWN_FLAGS: u8 = 0xE0;
const LONGEST_NAME: usize = 64 << 10;

/// What inflates a member.
pub(super) struct Gzip {
    inflate: Decompress,
    checksum: Crc,
    /// Whether nothing but the checksum is left of the member.
    is_over: bool,
}

impl Gzip {
    pub(super) fn new() -> Self {
        Self { inflate: Decompress::new(false), checksum: Crc::new(), is_over: false }
    }

    /// Begins a member: its header is taken.
    pub(super) fn begin<R: Read>(&mut self, packed: &mut Packed<R>) -> Result<(), Fault> {
        let length = header(packed)?;
        packed.pass(length);
        self.inflate.reset(false);
        self.checksum.reset();
        self.is_over = false;
        Ok(())
    }

    /// Inflates some bytes into the room that is given.
    pub(super) fn step<R: Read>(&mut self, packed: &mut Packed<R>, room: &mut [u8]) -> Result<Step, Fault> {
        if self.is_over {
            return self.check(packed).map(|()| Step { written: 0, ended: true });
        }
        if packed.rest().is_empty() && !packed.fill()? {
            return Err(Fault::Truncated);
        }
        let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self.inflate.decompress(packed.rest(), room, FlushDecompress::None);
        let status = status.map_err(|_| Fault::Damaged("the packed bytes make no sense"))?;
        let read = since(read, self.inflate.total_in());
        let written = since(written, self.inflate.total_out());
        packed.pass(read);
        self.checksum.update(room.get(..written).unwrap_or_default());
        match status {
            Status::StreamEnd => {
                // Told apart, so that what is whole in a member that is not is given first.
                self.is_over = true;
                Ok(Step { written, ended: false })
            }
            Status::BufError if read == 0 && written == 0 && !packed.fill()? => Err(Fault::Truncated),
            Status::Ok | Status::BufError => Ok(Step { written, ended: false }),
        }
    }

    fn check<R: Read>(&self, packed: &mut Packed<R>) -> Result<(), Fault> {
        let end = peek(packed, 8)?;
        let (Some(sum), Some(amount)) = (end.first_chunk(), end.last_chunk()) else {
            return Err(Fault::Truncated);
        };
        let (sum, amount) = (u32::from_le_bytes(*sum), u32::from_le_bytes(*amount));
        if sum != self.checksum.sum() || amount != self.checksum.amount() {
            return Err(Fault::Damaged("the checksum does not fit"));
        }
        packed.pass(8);
        Ok(())
    }
}

fn since(before: u64, now: u64) -> usize {
    usize::try_from(now.saturating_sub(before)).unwrap_or_default()
}

/// So many bytes, not taken.
fn peek<R: Read>(packed: &mut Packed<R>, count: usize) -> Result<&[u8], Fault> {
    packed.has(count)?;
    packed.rest().get(..count).ok_or(Fault::Truncated)
}

/// How long the header is.
fn header<R: Read>(packed: &mut Packed<R>) -> Result<usize, Fault> {
    let &[_, _, _, flags, ..] = peek(packed, 10)? else { return Err(Fault::Truncated) };
    if !packed.rest().starts_with(MAGIC) || flags & UNKNOWN_FLAGS != 0 {
        return Err(Fault::Damaged("this is not gzip"));
    }
    let mut length = 10;
    if flags & 4 != 0 {
        let [.., low, high] = *peek(packed, length + 2)? else { return Err(Fault::Truncated) };
        length += 2 + usize::from(u16::from_le_bytes([low, high]));
    }
    // A name and a remark, each up to a zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            length = behind_zero(packed, length)?;
        }
    }
    if flags & 2 != 0 {
        length += 2;
    }
    peek(packed, length).map(<[u8]>::len)
}

fn behind_zero<R: Read>(packed: &mut Packed<R>, from: usize) -> Result<usize, Fault> {
    let mut seen = from;
    loop {
        let rest = packed.rest().get(seen..).unwrap_or_default();
        if let Some(at) = memchr::memchr(0, rest) {
            return Ok(seen + at + 1);
        }
        seen = seen.max(packed.rest().len());
        if seen > from + LONGEST_NAME {
            return Err(Fault::Damaged("the header has no end"));
        }
        if !packed.fill()? {
            return Err(Fault::Truncated);
        }
    }
}
