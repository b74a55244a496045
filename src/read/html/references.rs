//! Text as written to text as meant: character references, line ends, null characters.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use html5ever::tendril::StrTendril;
use memchr::memchr3;

/// Where a text stands, which decides what references count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// In a script, a style, a frame: none.
    Raw,
    /// Between tags: all.
    Text,
    /// In a value: not those that look like a part of an address, as in `?a=1&copy=2`.
    Value,
}

/// The text as it is meant. Line ends become `\n`, null characters U+FFFD.
pub(super) fn decode(text: &str, within: Within) -> StrTendril {
    let mut meant = StrTendril::new();
    let mut rest = text;
    while let Some(next) = memchr3(b'&', b'\r', 0, rest.as_bytes()) {
        meant.push_slice(rest.get(..next).unwrap_or_default());
        rest = rest.get(next..).unwrap_or_default();
        let length = match rest.as_bytes().first() {
            Some(b'\r') => {
                meant.push_char('\n');
                1 + usize::from(rest.starts_with("\r\n"))
            }
            Some(b'&') => {
                let reference = if within == Within::Raw { None } else { reference(rest, within) };
                let (chars, length) = reference.unwrap_or((['&', '\0'], 1));
                chars.iter().filter(|c| **c != '\0').for_each(|c| meant.push_char(*c));
                length
            }
            _ => {
                meant.push_char(char::REPLACEMENT_CHARACTER);
                1
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    meant.push_slice(rest);
    meant
}

/// Whether a text begins with a line feed that is written as a number without its semicolon.
pub(super) fn begins_open(text: &str) -> bool {
    text.starts_with("&#")
        && numbered(text).is_some_and(|([meant, _], length)| {
            meant == '\n' && text.as_bytes().get(length - 1) != Some(&b';')
        })
}

/// Character references of HTML, resolved. What looks like a part of an address stays, as in
/// `?a=1&copy=2`, and so does every name that HTML does not know.
#[must_use]
pub fn unescape(text: &str) -> Cow<'_, str> {
    if memchr3(b'&', b'\r', 0, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(decode(text, Within::Value).to_string())
}

/// The one or two characters that a reference at the start of a text stands for, and how long
/// it is.
fn reference(text: &str, within: Within) -> Option<([char; 2], usize)> {
    match text.as_bytes().get(1)? {
        b'#' => numbered(text),
        b if b.is_ascii_alphanumeric() => named(text, within),
        _ => None,
    }
}

fn numbered(text: &str) -> Option<([char; 2], usize)> {
    let is_hex = matches!(text.as_bytes().get(2), Some(b'x' | b'X'));
    let (radix, from) = if is_hex { (16, 3) } else { (10, 2) };
    let behind = text.get(from..)?;
    let count = behind.chars().take_while(|c| c.is_digit(radix)).count();
    let digits = behind.get(..count).filter(|digits| !digits.is_empty())?;
    let semicolon = usize::from(behind.as_bytes().get(count) == Some(&b';'));
    // What is too long for a number is too big for a character.
    let number = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let replaced = || {
        let index = number.checked_sub(0x80)?;
        C1_REPLACEMENTS.get(usize::try_from(index).ok()?).copied().flatten()
    };
    let meant = replaced().or_else(|| char::from_u32(number).filter(|c| *c != '\0'));
    Some(([meant.unwrap_or(char::REPLACEMENT_CHARACTER), '\0'], from + count + semicolon))
}

fn named(text: &str, within: Within) -> Option<([char; 2], usize)> {
    let behind = text.get(1..)?;
    let ((first, second), length) = whole(behind).or_else(|| longest(behind))?;
    let is_bare = behind.as_bytes().get(length - 1) != Some(&b';');
    let goes_on = behind.as_bytes().get(length).is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric());
    if within == Within::Value && is_bare && goes_on {
        return None;
    }
    Some(([char::from_u32(first)?, char::from_u32(second)?], 1 + length))
}

/// A name that ends with its semicolon, as nearly all do: one look is enough.
fn whole(behind: &str) -> Option<((u32, u32), usize)> {
    let length = behind.bytes().take_while(u8::is_ascii_alphanumeric).count() + 1;
    let name = behind.get(..length).filter(|name| name.ends_with(';'))?;
    NAMED_ENTITIES.get(name).map(|entry| (*entry, length))
}

/// The longest name that is known. The table knows the beginnings of names too.
fn longest(behind: &str) -> Option<((u32, u32), usize)> {
    let mut found = None;
    for length in 1..=behind.len() {
        let Some(entry) = behind.get(..length).and_then(|name| NAMED_ENTITIES.get(name)) else { break };
        if entry.0 != 0 {
            found = Some((*entry, length));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(written: &str) -> String {
        decode(written, Within::Text).to_string()
    }

    #[test]
    fn names_and_numbers_stand_for_characters() {
        assert_eq!(text("a &amp; b &lt;c&gt; &notin; &notit; &ampx"), "a & b <c> ∉ ¬it; &x");
        assert_eq!(text("&#233;&#xE9;&#Xe9 &#8217;s"), "éé\u{e9} ’s");
        assert_eq!(text("&NotEqualTilde;"), "\u{2242}\u{338}");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for written in ["&", "a & b", "&;", "&#;", "&#x;", "&#xg", "&unknown;", "&é;"] {
            assert_eq!(text(written), written);
        }
    }

    #[test]
    fn characters_that_are_none_are_replaced() {
        assert_eq!(text("&#0;&#xD800;&#x110000;&#99999999999999999999;"), "\u{FFFD}".repeat(4));
        assert_eq!(text("&#x80;&#146;"), "€’");
    }

    #[test]
    fn an_address_keeps_what_looks_like_a_reference() {
        assert_eq!(&*decode("?a=1&copy=2&amp;b=3&copy", Within::Value), "?a=1&copy=2&b=3©");
        assert_eq!(text("?a=1&copy=2"), "?a=1©=2");
    }

    #[test]
    fn line_ends_are_one_character() {
        assert_eq!(text("a\r\nb\rc\nd"), "a\nb\nc\nd");
        assert_eq!(&*decode("a &amp; b\r\nc\0", Within::Raw), "a &amp; b\nc\u{FFFD}");
    }
}
