//! The child's side: documents in, answers out, until there are no more.

use std::io::{self, BufRead, Write};

use super::Hello;
use super::wire::{self, Message};
use crate::batch::{Settings, answer};

/// What this child was told; none when nobody is there.
///
/// # Errors
/// When the parent cannot be read or understood.
pub fn hello(mut parent: &mut dyn BufRead) -> io::Result<Option<Hello>> {
    let mut message = Message::default();
    if !wire::hear(&mut parent, &mut message)? {
        return Ok(None);
    }
    if message.letter != wire::HELLO {
        return Err(wire::garbled());
    }
    Ok(serde_json::from_slice(&message.bytes).map(Some)?)
}

/// Says that it is there, and how much the pipe to it holds, then answers every document.
///
/// # Errors
/// When the parent cannot be read or written to.
pub fn serve(
    mut parent: &mut dyn BufRead,
    output: &mut dyn Write,
    settings: &Settings,
    room: usize,
) -> io::Result<()> {
    wire::say(output, wire::HELLO, &[], room.to_string().as_bytes())?;
    let mut message = Message::default();
    while wire::hear(&mut parent, &mut message)? {
        let answer = wire::asked(&mut message, |given| answer(given, settings))?;
        wire::answer(output, &answer)?;
    }
    Ok(())
}
