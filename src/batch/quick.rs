//! A record as nearly every line writes it, read in one pass: most of a line is one long string, and
//! to find its end first and to read it then took a sixth of the time of the whole batch. Whatever
//! is odd in the least is left to the whole grammar, which also knows what to say of it.

use memchr::memchr2;
use serde_json::Deserializer;
use serde_json::value::RawValue;

use super::names::Names;

/// The values of a record. What is null is not there.
#[derive(Debug, Default)]
pub(super) struct Values<'a> {
    pub(super) id: Option<&'a RawValue>,
    pub(super) url: Option<Vec<u8>>,
    pub(super) html: Option<Vec<u8>>,
    pub(super) text: Option<Vec<u8>>,
}

/// Reads a line that is an object without a fault. None for any other, and for some that are one.
pub(super) fn read<'a>(line: &'a str, names: &Names) -> Option<Values<'a>> {
    // No string may hold one of these. Asked of all bytes, many at a time, it costs next to nothing.
    if line.bytes().fold(u8::MAX, u8::min) < b' ' {
        return None;
    }
    let mut values = Values::default();
    let mut seen = Vec::new();
    let mut rest = line.strip_prefix('{')?;
    loop {
        let (key, behind) = rest.trim_start_matches(' ').strip_prefix('"')?.split_once('"')?;
        if key.contains('\\') || seen.contains(&key) {
            return None;
        }
        seen.push(key);
        rest = behind.trim_start_matches(' ').strip_prefix(':')?.trim_start_matches(' ');
        rest = if key == names.html {
            take(rest, &mut values.html)?
        } else if key == names.text {
            take(rest, &mut values.text)?
        } else if key == names.url {
            take(rest, &mut values.url)?
        } else {
            let (other, behind) = value(rest)?;
            if key == names.id {
                values.id = Some(other).filter(|id| id.get() != "null");
            }
            behind
        };
        rest = rest.trim_start_matches(' ');
        match rest.strip_prefix(',') {
            Some(next) => rest = next,
            None => return (rest == "}").then_some(values),
        }
    }
}

/// A value of any kind, and what stands behind it.
fn value(rest: &str) -> Option<(&RawValue, &str)> {
    let mut values = Deserializer::from_str(rest).into_iter::<&RawValue>();
    let value = values.next()?.ok()?;
    Some((value, rest.get(values.byte_offset()..)?))
}

/// Takes a string, unless it is null. Gives what stands behind it.
fn take<'a>(rest: &'a str, slot: &mut Option<Vec<u8>>) -> Option<&'a str> {
    if let Some(behind) = rest.strip_prefix("null") {
        return Some(behind);
    }
    let (text, behind) = string(rest.strip_prefix('"')?)?;
    *slot = Some(text);
    Some(behind)
}

/// How many bytes of a string are looked at once.
const AT_ONCE: usize = 16;

/// A string whose quote has been opened, and what stands behind it. Sixteen bytes at a time: pages break
/// lines and quote attributes, so the next escape is rarely far. What is written is never longer than
/// what was read, so the room is measured once.
fn string(rest: &str) -> Option<(Vec<u8>, &str)> {
    let bytes = rest.as_bytes();
    let mut text = vec![0; bytes.len()];
    let (mut from, mut to) = (0, 0);
    loop {
        if let Some(piece) = bytes.get(from..).and_then(<[u8]>::first_chunk::<AT_ONCE>) {
            *text.get_mut(to..)?.first_chunk_mut()? = *piece;
            let plain = plain(piece);
            (from, to) = (from + plain, to + plain);
            if plain == AT_ONCE {
                continue;
            }
        } else {
            let tail = bytes.get(from..)?;
            let plain = memchr2(b'"', b'\\', tail)?;
            text.get_mut(to..to + plain)?.copy_from_slice(tail.get(..plain)?);
            (from, to) = (from + plain, to + plain);
        }
        // One rarely comes alone.
        while bytes.get(from) == Some(&b'\\') {
            let byte = meaning(*bytes.get(from + 1)?);
            if byte == UNKNOWN {
                let (c, behind) = numbered(bytes.get(from + 1..)?.strip_prefix(b"u")?)?;
                to += c.encode_utf8(text.get_mut(to..)?.first_chunk_mut::<4>()?).len();
                from = bytes.len() - behind.len();
            } else {
                *text.get_mut(to)? = byte;
                (from, to) = (from + 2, to + 1);
            }
        }
        if bytes.get(from) == Some(&b'"') {
            text.truncate(to);
            return Some((text, rest.get(from + 1..)?));
        }
    }
}

/// How many bytes are before the first quote or backslash.
fn plain(piece: &[u8; AT_ONCE]) -> usize {
    let marks = marks(u128::from_le_bytes(*piece));
    marks.trailing_zeros() as usize / 8
}

/// The bytes that are a quote or a backslash, by their upper bits. What is above the first
/// of them may be wrong.
fn marks(piece: u128) -> u128 {
    const LOW: u128 = u128::MAX / 255;
    let is_zero = |bytes: u128| bytes.wrapping_sub(LOW) & !bytes & (LOW << 7);
    is_zero(piece ^ (LOW * 0x22)) | is_zero(piece ^ (LOW * 0x5C))
}

/// No escape of one letter means this.
const UNKNOWN: u8 = 0;

/// What a letter behind a backslash stands for.
fn meaning(letter: u8) -> u8 {
    match letter {
        b'"' | b'\\' | b'/' => letter,
        b'n' => b'\n',
        b't' => b'\t',
        b'r' => b'\r',
        b'b' => 8,
        b'f' => 12,
        _ => UNKNOWN,
    }
}

/// A character written as its number, or as the two halves of it.
fn numbered(digits: &[u8]) -> Option<(char, &[u8])> {
    let (first, behind) = unit(digits)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, behind));
    }
    let (second, behind) = unit(behind.strip_prefix(b"\\u")?)?;
    let (Ok(first), Ok(second)) = (u16::try_from(first), u16::try_from(second)) else { return None };
    Some((char::decode_utf16([first, second]).next()?.ok()?, behind))
}

/// Four digits.
fn unit(digits: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, behind) = digits.split_at_checked(4)?;
    let add = |number: u32, byte: &u8| Some(number << 4 | char::from(*byte).to_digit(16)?);
    Some((digits.iter().try_fold(0, add)?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(line: &str) -> Option<String> {
        read(line, &Names::default())
            .and_then(|values| values.html)
            .map(|html| String::from_utf8(html).unwrap())
    }

    #[test]
    fn a_record_without_a_fault_is_read_at_once() {
        let line = r#"{"id" : [1.0, "a"] ,"more":{"html":"no"},"html": "<p class=\"a\\b\/c\">\n\té\u00e9\ud83d\ude00\b\f\r", "url":null, "n":1.5}"#;
        let values = read(line, &Names::default()).unwrap();
        assert_eq!(values.id.unwrap().get(), r#"[1.0, "a"]"#);
        assert_eq!(html(line).unwrap(), "<p class=\"a\\b/c\">\n\téé😀\u{8}\u{c}\r");
        assert!(values.url.is_none() && values.text.is_none());
        assert!(
            read(r#"{"id":null,"html":""}"#, &Names::default()).is_some_and(|values| values.id.is_none())
        );
    }

    #[test]
    fn what_is_odd_is_left_to_the_whole_grammar() {
        for line in [
            "{}",
            "[1]",
            "{\"html\":\"a\tb\"}",
            r#"{"html":"a"#,
            r#"{"html":"a"}}"#,
            r#"{"html":"a",}"#,
            r#"{"html":"a" "url":"b"}"#,
            r#"{"html":"a","html":"b"}"#,
            r#"{"html":5}"#,
            r#"{"html":nullx}"#,
            r#"{"html":"\x"}"#,
            r#"{"html":"\u12"}"#,
            r#"{"html":"\u+123"}"#,
            r#"{"html":"\ud83d"}"#,
            r#"{"html":"\ud83d\u0041"}"#,
            r#"{"html":"\ude00\ud83d"}"#,
            r#"{"ht\u006dl":"a"}"#,
            r#"{"id":tru,"html":"a"}"#,
            r#"{"more":"\ud8","html":"a"}"#,
        ] {
            assert!(read(line, &Names::default()).is_none(), "{line}");
        }
    }
}
