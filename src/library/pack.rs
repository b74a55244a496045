//! Bytes as they are kept: short ones as they are, longer ones packed by zstd with a checksum. The
//! first byte says which.

use super::Error;

/// Shorter bytes are not worth packing.
const SHORT: usize = 1024;

/// No page is larger, so nothing that unpacks to more was packed here.
const LARGEST: usize = 64 << 20;

const PLAIN: u8 = 0;
const ZSTD: u8 = 1;

/// Packs; one packer serves many pieces.
pub(super) struct Packer(Option<zstd::bulk::Compressor<'static>>);

impl Packer {
    pub(super) fn new() -> Self {
        let packer = zstd::bulk::Compressor::new(3).and_then(|mut packer| {
            packer.include_checksum(true)?;
            Ok(packer)
        });
        Self(packer.ok())
    }

    pub(super) fn pack(&mut self, bytes: &[u8]) -> Vec<u8> {
        let packed = match &mut self.0 {
            Some(packer) if bytes.len() >= SHORT => packer.compress(bytes).ok(),
            _ => None,
        };
        let (kind, body) = packed.as_ref().map_or((PLAIN, bytes), |packed| (ZSTD, packed));
        let mut whole = Vec::with_capacity(body.len() + 1);
        whole.push(kind);
        whole.extend_from_slice(body);
        whole
    }
}

/// What was packed.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let damaged = |what: &str| Error::Damaged(what.to_owned());
    match bytes.split_first() {
        Some((&PLAIN, rest)) => Ok(rest.to_owned()),
        Some((&ZSTD, rest)) => {
            let size = zstd::zstd_safe::get_frame_content_size(rest).ok().flatten().unwrap_or_default();
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            if size > LARGEST {
                return Err(damaged("a page of impossible size"));
            }
            zstd::bulk::decompress(rest, size).map_err(|error| Error::Damaged(error.to_string()))
        }
        _ => Err(damaged("a page that was never packed")),
    }
}

/// The same, for text.
pub(super) fn unpack_text(bytes: &[u8]) -> Result<String, Error> {
    String::from_utf8(unpack(bytes)?).map_err(|error| Error::Damaged(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_and_noise_is_an_error() {
        let mut packer = Packer::new();
        for bytes in [b"".to_vec(), b"short".to_vec(), b"The barge. ".repeat(500)] {
            let kept = packer.pack(&bytes);
            assert!(kept.len() <= bytes.len().max(SHORT) + 1);
            assert_eq!(unpack(&kept).unwrap(), bytes);
            for at in 1..kept.len() {
                let mut wrong = kept.clone();
                wrong[at] ^= 1;
                assert!(kept[0] == PLAIN || unpack(&wrong).map_or(true, |back| back == bytes), "{at}");
            }
        }
        assert!(unpack(b"").is_err() && unpack(b"\x07").is_err() && unpack(b"\x01noise").is_err());
    }
}
