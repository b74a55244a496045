//! How documents go to a child, and answers come back: a letter, a length, so many bytes.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use memchr::memchr;

use crate::batch::answer::{Answer, Document, Held, Outcome};
use crate::batch::near::Sketched;

const LINE: u8 = b'l';
const HELD: u8 = b'a';
const READ: u8 = b'r';
const FAILED: u8 = b'f';
const SKIPPED: u8 = b's';

/// Writes some bytes with what they are.
pub(super) fn write(to: &mut impl Write, letter: u8, parts: &[&[u8]]) -> io::Result<()> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let length = u32::try_from(length).map_err(|_| io::Error::other("too long for a child"))?;
    let [a, b, c, d] = length.to_le_bytes();
    to.write_all(&[letter, a, b, c, d])?;
    parts.iter().try_for_each(|part| to.write_all(part))?;
    to.flush()
}

/// Reads some bytes into a buffer and says what they are; none at the end.
pub(super) fn read(from: &mut impl Read, into: &mut Vec<u8>) -> io::Result<Option<u8>> {
    let (mut letter, mut length) = ([0], [0; 4]);
    match from.read_exact(&mut letter) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        done => done?,
    }
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    into.clear();
    let read = from.take(u64::from(length)).read_to_end(into)?;
    if read < usize::try_from(length).unwrap_or(usize::MAX) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(letter.into_iter().next().unwrap_or_default()))
}

/// Hands a document to a child.
pub(super) fn ask(child: &mut impl Write, document: &Document) -> io::Result<()> {
    match document {
        Document::Line(line) => write(child, LINE, &[line]),
        Document::Held(held) => {
            let first = serde_json::to_vec(&held.head)?;
            write(child, HELD, &[&first, b"\n", &held.block])
        }
        // They are answered without a child.
        Document::TooLong | Document::Lost(_) => Err(garbled()),
    }
}

/// The document that a child was handed.
pub(super) fn asked(letter: u8, bytes: &mut Vec<u8>) -> io::Result<Document> {
    match letter {
        LINE => Ok(Document::Line(std::mem::take(bytes))),
        HELD => {
            let (head, block) =
                bytes.split_at_checked(memchr(b'\n', bytes).ok_or_else(garbled)?).ok_or_else(garbled)?;
            let (head, block) =
                (serde_json::from_slice(head)?, block.get(1..).unwrap_or_default().to_owned());
            Ok(Document::Held(Box::new(Held { head, block })))
        }
        _ => Err(garbled()),
    }
}

/// Hands an answer back.
pub(super) fn answer(parent: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let sketched = || answer.sketched.as_deref().map(Sketched::to_line).unwrap_or_default();
    let (letter, code) = match &answer.outcome {
        Outcome::Read => (READ, Cow::Owned(sketched())),
        Outcome::Failed(kind) => (FAILED, Cow::Borrowed(kind.as_str())),
        Outcome::Skipped(code) => (SKIPPED, Cow::Borrowed(code.as_str())),
    };
    write(parent, letter, &[code.as_bytes(), b"\n", answer.line.as_bytes()])
}

/// The answer of a child.
pub(super) fn answered(letter: u8, bytes: Vec<u8>) -> io::Result<Answer> {
    let mut code = String::from_utf8(bytes).map_err(|_| garbled())?;
    let end = code.find('\n').ok_or_else(garbled)?;
    let line = code.split_off(end + 1);
    code.truncate(end);
    let mut sketched = None;
    let outcome = match letter {
        READ => {
            if !code.is_empty() {
                sketched = Some(Box::new(Sketched::from_line(&code).ok_or_else(garbled)?));
            }
            Outcome::Read
        }
        FAILED => Outcome::Failed(code),
        SKIPPED => Outcome::Skipped(code),
        _ => return Err(garbled()),
    };
    Ok(Answer { outcome, line, sketched })
}

pub(super) fn garbled() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a worker and its child do not understand each other")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_cut_is_told() {
        for outcome in [Outcome::Read, Outcome::Failed("panic".into()), Outcome::Skipped("not-html".into())] {
            let sketched = (outcome == Outcome::Read).then(|| Sketched::of("a body", None)).flatten();
            let whole = Answer { outcome, line: "{}\n".to_owned(), sketched };
            let mut bytes = Vec::new();
            answer(&mut bytes, &whole).unwrap();
            let mut buffer = Vec::new();
            let letter = read(&mut &bytes[..], &mut buffer).unwrap().unwrap();
            assert_eq!(answered(letter, buffer).unwrap(), whole);
            for cut in 1..bytes.len() {
                assert!(read(&mut &bytes[..cut], &mut Vec::new()).is_err(), "cut at {cut}");
            }
            assert_eq!(read(&mut &[][..], &mut Vec::new()).unwrap(), None);
        }
    }
}
