//! How documents go to a child, and answers come back: a letter, two lengths, so many bytes and so many.

use std::borrow::Cow;
use std::io::{self, IoSlice, Read, Write};

use crate::batch::answer::{Answer, Document, Given, Held, Outcome};
use crate::batch::lines::Line;
use crate::batch::near::Sketched;

/// What is said first, by both.
pub(super) const HELLO: u8 = b'h';
const LINE: u8 = b'l';
const HELD: u8 = b'a';
const READ: u8 = b'r';
const FAILED: u8 = b'f';
const SKIPPED: u8 = b's';

/// How long a letter and two lengths are.
const HEAD: usize = 9;
/// Room is made for so much at once: what is said of a length may be wrong.
const STEP: usize = 1 << 20;
/// A larger buffer is not kept for the next document.
const LARGE: usize = 4 << 20;

/// What was said: a letter, what it is about, and the bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) letter: u8,
    pub(super) about: Vec<u8>,
    pub(super) bytes: Vec<u8>,
}

/// Says something, at one go if the pipe has room for it.
pub(super) fn say(to: &mut dyn Write, letter: u8, about: &[u8], bytes: &[u8]) -> io::Result<()> {
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).map(u32::to_le_bytes);
    let (Ok(first), Ok(second)) = (length(about), length(bytes)) else {
        return Err(io::Error::other("too long for a child"));
    };
    let head = [&[letter][..], &first, &second, about].concat();
    let mut left = &mut [IoSlice::new(&head), IoSlice::new(bytes)][..];
    while !left.is_empty() {
        match to.write_vectored(left) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut left, written),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    to.flush()
}

/// Hears what is said next; false at the end.
pub(super) fn hear(from: &mut dyn Read, message: &mut Message) -> io::Result<bool> {
    let mut letter = [0];
    match from.read_exact(&mut letter) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
        done => done?,
    }
    [message.letter] = letter;
    let (about, bytes) = (length(from)?, length(from)?);
    fill(from, &mut message.about, about)?;
    fill(from, &mut message.bytes, bytes)?;
    Ok(true)
}

fn length(from: &mut dyn Read) -> io::Result<usize> {
    let mut bytes = [0; 4];
    from.read_exact(&mut bytes)?;
    Ok(usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(usize::MAX))
}

/// Reads so many bytes. What stands in the buffer is written over: to clear it would cost more.
fn fill(from: &mut dyn Read, into: &mut Vec<u8>, length: usize) -> io::Result<()> {
    if into.capacity() > LARGE.max(length) {
        *into = Vec::new();
    }
    into.truncate(length);
    let mut filled = 0;
    while filled < length {
        let end = length.min(filled + STEP);
        if into.len() < end {
            into.resize(end, 0);
        }
        from.read_exact(into.get_mut(filled..end).unwrap_or_default())?;
        filled = end;
    }
    Ok(())
}

/// How many bytes a document is on its way to a child; none if it is answered without one.
pub(super) fn size(document: &Document) -> Option<usize> {
    match document {
        Document::Line(line) => Some(HEAD + line.len()),
        // What is said about a record is short, but who knows what somebody wrote into it.
        Document::Held(held) => {
            let Held { head, block } = &**held;
            let texts = [&head.src.file, &head.id, &head.url, &head.media, &head.identified];
            let texts: usize = texts.into_iter().chain(&head.digests).flatten().map(String::len).sum();
            Some(HEAD + 512 + 6 * (texts + head.kind.len()) + block.len())
        }
        Document::TooLong | Document::Lost(_) => None,
    }
}

/// Hands a document to a child.
pub(super) fn ask(child: &mut dyn Write, document: &Document) -> io::Result<()> {
    match document {
        Document::Line(line) => say(child, LINE, &[], line),
        Document::Held(held) => say(child, HELD, &serde_json::to_vec(&held.head)?, &held.block),
        // They are answered without a child.
        Document::TooLong | Document::Lost(_) => Err(garbled()),
    }
}

/// Has the document answered that a child was handed.
pub(super) fn asked(message: &mut Message, answer: impl FnOnce(Given<'_>) -> Answer) -> io::Result<Answer> {
    match message.letter {
        LINE => Ok(answer(Given::Line(Line::Text(&message.bytes)))),
        HELD => {
            let head = serde_json::from_slice(&message.about)?;
            let record = Held { head, block: std::mem::take(&mut message.bytes) };
            let answer = answer(Given::Held(&record));
            message.bytes = record.block;
            Ok(answer)
        }
        _ => Err(garbled()),
    }
}

/// Hands an answer back.
pub(super) fn answer(parent: &mut dyn Write, answer: &Answer) -> io::Result<()> {
    let sketched = || answer.sketched.as_deref().map(Sketched::to_line).unwrap_or_default();
    let (letter, code) = match &answer.outcome {
        Outcome::Read => (READ, Cow::Owned(sketched())),
        Outcome::Failed(kind) => (FAILED, Cow::Borrowed(kind.as_str())),
        Outcome::Skipped(code) => (SKIPPED, Cow::Borrowed(code.as_str())),
    };
    say(parent, letter, code.as_bytes(), answer.line.as_bytes())
}

/// The answer of a child.
pub(super) fn answered(message: Message) -> io::Result<Answer> {
    let text = |bytes| String::from_utf8(bytes).map_err(|_| garbled());
    let (code, line) = (text(message.about)?, text(message.bytes)?);
    let mut sketched = None;
    let outcome = match message.letter {
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
    use crate::batch::answer::Head;

    #[test]
    fn what_is_said_is_heard_and_what_is_cut_is_told() {
        for outcome in [Outcome::Read, Outcome::Failed("panic".into()), Outcome::Skipped("not-html".into())] {
            let sketched = (outcome == Outcome::Read).then(|| Sketched::of("a body", None)).flatten();
            let whole = Answer { outcome, line: "{}\n".to_owned(), sketched };
            let mut bytes = Vec::new();
            answer(&mut bytes, &whole).unwrap();
            let mut message = Message::default();
            assert!(hear(&mut &bytes[..], &mut message).unwrap());
            assert_eq!(answered(message).unwrap(), whole);
            for cut in 1..bytes.len() {
                assert!(hear(&mut &bytes[..cut], &mut Message::default()).is_err(), "cut at {cut}");
            }
            assert!(!hear(&mut &[][..], &mut Message::default()).unwrap());
        }
    }

    #[test]
    fn a_document_arrives_as_it_was_in_a_buffer_that_held_another() {
        let head = Head { url: Some("\"\u{1}".repeat(9)), kind: "response".to_owned(), ..Head::default() };
        let record =
            |block: &[u8]| Document::Held(Box::new(Held { head: head.clone(), block: block.to_owned() }));
        let mut message = Message::default();
        let large = vec![b'x'; LARGE + 1];
        for document in
            [Document::Line(large.clone()), record(b"ab"), Document::Line(b"c".to_vec()), record(&large)]
        {
            let mut bytes = Vec::new();
            ask(&mut bytes, &document).unwrap();
            assert!(size(&document).unwrap() >= bytes.len());
            assert!(hear(&mut &bytes[..], &mut message).unwrap());
            let mut same = false;
            let echo = |given: Given<'_>| {
                same = match (given, &document) {
                    (Given::Line(Line::Text(line)), Document::Line(sent)) => line == &sent[..],
                    (Given::Held(record), Document::Held(sent)) => record == &**sent,
                    _ => false,
                };
                Answer::read(String::new())
            };
            asked(&mut message, echo).unwrap();
            assert!(same);
        }
    }
}
