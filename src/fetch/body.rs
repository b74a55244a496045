//! The body of an answer, up to a cap that counts what comes out of the decompressor: a
//! hundred kilobytes of gzip can hold seventy megabytes.

use std::io::Read;

use super::FetchError;

/// The bytes, and why the end is missing when it is. What came before a fault is kept.
pub(super) fn read(mut from: impl Read, cap: u64) -> Result<(Vec<u8>, Option<String>), FetchError> {
    let mut bytes = Vec::new();
    let fault = from.by_ref().take(cap + 1).read_to_end(&mut bytes).err();
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
