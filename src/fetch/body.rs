//! The body of an answer, up to a cap that counts what comes out of the unpacking: a
//! hundred kilobytes of gzip can hold seventy megabytes.

use std::io::Read;

use super::FetchError;
use super::sniff;
use crate::unpack::{Packing, Unpacked};

/// What is read before it is decided whether the rest is wanted.
const BEGINNING: u64 = 512;

/// The bytes, and why the end is missing when it is. What came before a fault is kept.
pub(super) fn read(
    from: impl Read,
    packing: Packing,
    cap: u64,
) -> Result<(Vec<u8>, Option<String>), FetchError> {
    let mut from = Unpacked::new(from, packing).map_err(|error| FetchError::from_io(&error))?;
    let mut bytes = Vec::new();
    let mut fault = from.by_ref().take(BEGINNING.min(cap + 1)).read_to_end(&mut bytes).err();
    if let Some(what) = sniff::binary(&bytes) {
        return Err(FetchError::Binary(what));
    }
    if fault.is_none() {
        let left = (cap + 1).saturating_sub(bytes.len() as u64);
        fault = from.by_ref().take(left).read_to_end(&mut bytes).err();
    }
    let kept = usize::try_from(cap).unwrap_or(usize::MAX);
    if bytes.len() > kept {
        bytes.truncate(kept);
        return Ok((bytes, Some(format!("longer than {} MB", (cap >> 20).max(1)))));
    }
    match fault.as_ref().map(FetchError::from_io) {
        None => Ok((bytes, None)),
        Some(fault) if bytes.is_empty() => Err(fault),
        Some(fault) => Ok((bytes, Some(format!("cut short ({fault})")))),
    }
}
