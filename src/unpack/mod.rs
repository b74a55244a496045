//! Packed bytes as they were before: gzip, deflate, brotli, zstd. What a server or an archive packed is
//! undone by [`Unpacked`]; a file of many members or frames is walked through by [`Stretches`], which go
//! on behind what is damaged.

mod body;
mod gzip;
mod packed;
mod stretches;
mod zst;

pub use body::{ACCEPTED, PackedTwice, Packing, Unpacked};
pub use stretches::{Fault, Form, Stretches};
