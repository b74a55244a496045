//! The sketches of a file: a line for each article that has a body, with its place in the output. They are
//! written with it and done with it, so whoever compares many files need not read them again.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use super::manifest::{Output, open};
use super::part::{Folder, Format, Part};
use crate::batch::answer::Answer;
use crate::batch::near::Sketched;

/// The first line of such a file. Another number: sketches that cannot be compared with these.
const FORM: &str = "newsprint-sketches 1\n";
/// Its ending. It is always packed: half of a line of hexadecimal digits is air.
const ENDING: &str = ".near.zst";

/// The sketches of a file that is being made.
pub(super) struct Sketches<'a> {
    part: Part<'a>,
    line: u64,
}

impl<'a> Sketches<'a> {
    pub(super) fn begin(folder: &'a Folder, name: &str) -> io::Result<Self> {
        let mut part = Part::begin(folder, &format!("{name}.near"), Format::Packed)?;
        part.write(FORM)?;
        Ok(Self { part, line: 0 })
    }

    /// Takes the sketch of the next answer, if it has one.
    pub(super) fn take(&mut self, answer: &Answer) -> io::Result<()> {
        self.line += 1;
        let Some(sketched) = &answer.sketched else { return Ok(()) };
        self.part.write(&format!("{} {}\n", self.line, sketched.to_line()))
    }
}

/// Gives sketches their name; where there are none, those of another run go.
pub(super) fn publish(
    sketches: Option<Sketches<'_>>,
    folder: &Folder,
    name: &str,
) -> io::Result<Option<Output>> {
    let file = format!("{name}{ENDING}");
    match sketches {
        Some(sketches) => sketches.part.publish_as(file).map(Some),
        None => folder.remove(&file).map(|()| None),
    }
}

/// Reads the sketches of a file.
pub(super) struct Reader {
    lines: BufReader<zstd::Decoder<'static, BufReader<File>>>,
    line: String,
}

impl Reader {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let lines = BufReader::with_capacity(64 << 10, zstd::Decoder::new(open(path)?)?);
        let mut reader = Self { lines, line: String::new() };
        reader.lines.read_line(&mut reader.line)?;
        if reader.line == FORM { Ok(reader) } else { Err(garbled()) }
    }

    /// Goes to the next sketch; false at the end.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        self.line.clear();
        Ok(self.lines.read_line(&mut self.line)? > 0)
    }

    /// The line of its article in the output, and the sketch.
    pub(super) fn read(&self) -> io::Result<(u64, Sketched)> {
        let parts = self.line.strip_suffix('\n').and_then(|line| line.split_once(' '));
        let (line, sketched) = parts.ok_or_else(garbled)?;
        let line = line.parse().map_err(|_| garbled())?;
        Ok((line, Sketched::from_line(sketched).ok_or_else(garbled)?))
    }
}

fn garbled() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "these are no sketches that this version knows")
}
