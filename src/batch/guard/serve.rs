//! The child's side: documents in, answers out, until there are no more.

use std::io::{self, BufRead, Write};

use super::Hello;
use super::wire;
use crate::batch::{Settings, answer};

/// What this child was told; none when nobody is there.
///
/// # Errors
/// When the parent cannot be read or understood.
pub fn hello(parent: &mut dyn BufRead) -> io::Result<Option<Hello>> {
    let mut bytes = Vec::new();
    match wire::read(&mut &mut *parent, &mut bytes)? {
        Some(b'h') => Ok(serde_json::from_slice(&bytes).map(Some)?),
        Some(_) => Err(wire::garbled()),
        None => Ok(None),
    }
}

/// Says that it is there, then answers every document.
///
/// # Errors
/// When the parent cannot be read or written to.
pub fn serve(parent: &mut dyn BufRead, output: &mut dyn Write, settings: &Settings) -> io::Result<()> {
    let (mut parent, mut output) = (parent, output);
    wire::write(&mut output, b'h', &[])?;
    let mut bytes = Vec::new();
    while let Some(letter) = wire::read(&mut parent, &mut bytes)? {
        let document = wire::asked(letter, &mut bytes)?;
        wire::answer(&mut output, &answer(document.as_given(), settings))?;
    }
    Ok(())
}
