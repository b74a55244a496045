//! Packed bytes as they were before: gzip, deflate, brotli, zstd. What a server or an archive packed is
//! undone by [`Unpacked`]; a file of many members or frames is walked through by [`Stretches`], which go
//! on behind what is damaged.

#[cfg(feature = "parquet")]
mod block;
mod body;
mod gzip;
mod packed;
mod stretches;
mod zst;

#[cfg(feature = "parquet")]
pub use block::{Codec, block, checksum};
pub use body::{ACCEPTED, PackedTwice, Packing, Unpacked};
pub use stretches::{Fault, Form, Stretches};
