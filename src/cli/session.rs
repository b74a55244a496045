//! Programs in a session of their own: they cannot draw on our terminal, nor take its keys.

#[cfg_attr(windows, path = "session/windows.rs")]
#[cfg_attr(not(windows), path = "session/unix.rs")]
mod system;

pub(super) use system::{become_program, end, start};
