//! The real binary in a pseudo-terminal: it opens, reads keys, and gives the terminal back
//! whatever happens to it.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    reason = "a test that cannot go on has failed"
)]

mod acting;
mod desk;
mod files;
mod ground;
mod leaving;
mod server;
mod session;
mod showing;
mod web;
