//! One frame of zstd after the other. The first may be a dictionary for all others, as archives of the
//! web have it: a frame to be skipped by those who do not know it, itself packed or not.

use std::io::{self, Read};

use zstd::stream::raw::{DParameter, Decoder, Operation};

use super::packed::Packed;
use super::stretches::{Fault, Step};

pub(super) const MAGIC: &[u8] = b"\x28\xB5\x2F\xFD";
/// What all frames to be skipped have, behind a byte of which half is free.
pub(super) const SKIPPED: &[u8] = b"\x2A\x4D\x18";
const DICTIONARY: u8 = 0x5D;
const LONGEST_DICTIONARY: usize = 8 << 20;
/// 128 megabytes, what the tool itself goes up to. Held only as far as a frame fills it.
const WINDOW_LOG: u32 = 27;

/// What unpacks a frame.
pub(super) struct Zst {
    decoder: Decoder<'static>,
}

impl Zst {
    pub(super) fn new() -> io::Result<Self> {
        Self::with(&[])
    }

    fn with(dictionary: &[u8]) -> io::Result<Self> {
        let mut decoder = Decoder::with_dictionary(dictionary)?;
        decoder.set_parameter(DParameter::WindowLogMax(WINDOW_LOG))?;
        Ok(Self { decoder })
    }

    /// Begins a frame; false at the end of the input. Frames without content are passed over.
    pub(super) fn begin<R: Read>(&mut self, packed: &mut Packed<R>) -> Result<bool, Fault> {
        loop {
            packed.mark();
            let is_first = packed.offset() == 0;
            if !packed.has(4)? {
                return if packed.rest().is_empty() { Ok(false) } else { Err(Fault::Truncated) };
            }
            match *packed.rest() {
                [0x28, 0xB5, 0x2F, 0xFD, ..] => {
                    self.decoder.reinit()?;
                    return Ok(true);
                }
                [kind @ 0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => {
                    self.skip(packed, is_first && kind == DICTIONARY)?;
                }
                _ => return Err(Fault::Damaged("this is not zstd")),
            }
        }
    }

    fn skip<R: Read>(&mut self, packed: &mut Packed<R>, is_dictionary: bool) -> Result<(), Fault> {
        packed.has(8)?;
        let &[_, _, _, _, a, b, c, d, ..] = packed.rest() else { return Err(Fault::Truncated) };
        packed.pass(8);
        let length = usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        if is_dictionary && length <= LONGEST_DICTIONARY {
            packed.has(length)?;
            let bytes = packed.rest().get(..length).ok_or(Fault::Truncated)?;
            let bytes = if bytes.starts_with(MAGIC) { unpacked(bytes)? } else { bytes.to_vec() };
            *self = Self::with(&bytes)?;
            packed.pass(length);
            return Ok(());
        }
        let mut left = length;
        while left > 0 {
            if packed.rest().is_empty() && !packed.fill()? {
                return Err(Fault::Truncated);
            }
            let count = packed.rest().len().min(left);
            packed.pass(count);
            left -= count;
        }
        Ok(())
    }

    /// Unpacks some bytes into the room that is given.
    pub(super) fn step<R: Read>(&mut self, packed: &mut Packed<R>, room: &mut [u8]) -> Result<Step, Fault> {
        if packed.rest().is_empty() && !packed.fill()? {
            return Err(Fault::Truncated);
        }
        let status = self.decoder.run_on_buffers(packed.rest(), room);
        let status = status.map_err(|_| Fault::Damaged("the packed bytes make no sense"))?;
        packed.pass(status.bytes_read);
        let step = Step { written: status.bytes_written, ended: status.remaining == 0 };
        if status.bytes_read == 0 && step.written == 0 && !step.ended && !packed.fill()? {
            return Err(Fault::Truncated);
        }
        Ok(step)
    }
}

fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let unfit = |_| Fault::Damaged("its dictionary makes no sense");
    let mut plain = Vec::new();
    let mut decoder = zstd::stream::read::Decoder::with_buffer(bytes)?.single_frame();
    decoder.by_ref().take(LONGEST_DICTIONARY as u64).read_to_end(&mut plain).map_err(unfit)?;
    Ok(plain)
}
