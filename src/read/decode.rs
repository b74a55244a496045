//! Bytes to text. Never fails: what is no text becomes U+FFFD.
//!
//! The order is the web's, with one step more: byte-order mark, the sender's charset, UTF-8
//! if the bytes are valid UTF-8, the first `<meta>` charset, then detection (chardetng).
//! Valid UTF-8 goes before `<meta>`: pages saved by other programs are often UTF-8 under an
//! old label, and a text in another charset is hardly ever valid UTF-8 by chance.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use url::Url;

use crate::model::Page;

/// How far into the bytes a `<meta>` charset is looked for. Browsers look at 1024 bytes; real
/// pages put it later.
const META_WITHIN: usize = 8192;

/// How many bytes the detector is shown.
const DETECT_WITHIN: usize = 64 * 1024;

/// The text of a page.
pub(super) fn decode(page: &Page) -> Cow<'_, str> {
    let bytes = page.bytes.as_slice();
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    let claimed = page.content_type.as_deref().and_then(|value| label_after_charset(value.as_bytes()));
    if let Some(encoding) = claimed {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let head = bytes.get(..META_WITHIN).unwrap_or(bytes);
    let encoding = in_meta(head).unwrap_or_else(|| detect(bytes, page.base.as_ref()));
    encoding.decode_without_bom_handling(bytes).0
}

/// The text of a feed. Its senders and its first line are wrong about the charset more often than
/// bytes are valid UTF-8 by chance, so they are asked after that; what is cut within a character
/// is UTF-8 all the same.
#[must_use]
pub fn decode_feed<'a>(bytes: &'a [u8], content_type: Option<&str>, base: Option<&Url>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    match bytes.get(..4) {
        Some([b'<', 0, _, 0]) => return UTF_16LE.decode_without_bom_handling(bytes).0,
        Some([0, b'<', 0, _]) => return UTF_16BE.decode_without_bom_handling(bytes).0,
        _ => {}
    }
    let claimed = content_type.and_then(|value| label_after(value.as_bytes(), b"charset"));
    let claimed = claimed.or_else(|| in_declaration(bytes)).map(readable);
    match std::str::from_utf8(bytes) {
        Ok(text) if claimed != Some(ISO_2022_JP) => return Cow::Borrowed(text),
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            return UTF_8.decode_without_bom_handling(bytes).0;
        }
        _ => {}
    }
    claimed.unwrap_or_else(|| detect(bytes, base)).decode_without_bom_handling(bytes).0
}

/// The charset of `<?xml encoding=".."?>`.
fn in_declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let from = memchr::memmem::find(head, b"<?xml")?;
    let declaration = head.get(from..)?;
    let end = memchr::memmem::find(declaration, b"?>").unwrap_or(declaration.len());
    label_after(declaration.get(..end)?, b"encoding")
}

/// What could be read so far is in no 16-bit charset, whatever it says.
fn readable(claimed: &'static Encoding) -> &'static Encoding {
    if claimed == UTF_16LE || claimed == UTF_16BE {
        UTF_8
    } else if claimed == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        claimed
    }
}

/// The charset of the first `<meta>` that names one. A page that can be read so far is in no
/// 16-bit charset, whatever it says.
fn in_meta(head: &[u8]) -> Option<&'static Encoding> {
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(head.get(from..)?, b"<meta") {
        let tag = head.get(from + at..)?;
        let end = memchr::memchr(b'>', tag).unwrap_or(tag.len());
        if let Some(encoding) = label_after_charset(tag.get(..end)?) {
            return Some(readable(encoding));
        }
        from += at + end.max(1);
    }
    None
}

/// The encoding named after `charset=`.
fn label_after_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    label_after(bytes, b"charset")
}

/// The encoding named after a word and `=`.
fn label_after(bytes: &[u8], word: &[u8]) -> Option<&'static Encoding> {
    let lower = bytes.to_ascii_lowercase();
    let at = memchr::memmem::find(&lower, word)? + word.len();
    let rest = bytes.get(at..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let is_end = |b: &u8| matches!(b, b'"' | b'\'' | b';' | b'>' | b'/') || b.is_ascii_whitespace();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(is_end).unwrap_or(rest.len());
    Encoding::for_label(rest.get(..end)?)
}

/// A guess from the bytes and the country of the address.
fn detect(bytes: &[u8], base: Option<&Url>) -> &'static Encoding {
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let host = base.and_then(Url::domain);
    let country = host.and_then(|host| host.rsplit('.').next()).filter(|tld| tld.is_ascii());
    let country = country.map(str::to_ascii_lowercase);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..DETECT_WITHIN).unwrap_or(bytes), true);
    detector.guess(country.as_deref().map(str::as_bytes), Utf8Detection::Deny)
}

/// Whether the bytes are UTF-8 with a few wounds: far more good sequences than bad ones.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let mut good = 0_usize;
    let mut bad = 0_usize;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC2).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && good > bad * 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;

    fn read(bytes: &[u8]) -> String {
        decode(&Page::new(Source::Stdin, bytes.to_vec())).into_owned()
    }

    #[test]
    fn byte_order_marks_decide() {
        assert_eq!(read(b"\xEF\xBB\xBFharbour"), "harbour");
        assert_eq!(read(b"\xFF\xFEh\0i\0"), "hi");
    }

    #[test]
    fn a_meta_label_is_believed_when_the_bytes_are_not_utf8() {
        assert_eq!(read(b"<meta charset=\"iso-8859-2\">\xB1"), "<meta charset=\"iso-8859-2\">\u{105}");
    }

    #[test]
    fn a_meta_label_is_not_believed_when_the_bytes_are_utf8() {
        assert_eq!(read("<meta charset=latin1>\u{e9}".as_bytes()), "<meta charset=latin1>\u{e9}");
    }

    #[test]
    fn the_sender_goes_before_the_page() {
        let mut page = Page::new(Source::Stdin, b"<meta charset=utf-8>\xE9".to_vec());
        page.content_type = Some("text/html; charset=ISO-8859-1".into());
        assert!(decode(&page).ends_with('\u{e9}'));
    }

    #[test]
    fn a_feed_is_utf8_if_it_can_be_and_else_what_it_says() {
        let read = |bytes: &[u8], kind| decode_feed(bytes, kind, None).into_owned();
        assert_eq!(read("<?xml encoding='latin1'?>é".as_bytes(), None), "<?xml encoding='latin1'?>é");
        assert!(read(b"<?xml version='1.0' encoding=\"iso-8859-2\"?>\xB1", None).ends_with('\u{105}'));
        assert!(
            read(b"<?xml encoding='utf-8'?>\xB1", Some("text/xml; charset=iso-8859-2")).ends_with('\u{105}')
        );
        assert_eq!(read(b"<\0r\0", None), "<r");
        assert_eq!(read(b"\0<\0r", None), "<r");
        assert_eq!(read(b"<?xml encoding='latin1'?>abc\xC3", None), "<?xml encoding='latin1'?>abc\u{FFFD}");
    }

    #[test]
    fn wounded_utf8_stays_utf8() {
        let text = "Größe über Öl ".repeat(20);
        let bytes = [text.as_bytes(), b"\xFF"].concat();
        assert!(read(&bytes).starts_with("Größe über"));
    }

    #[test]
    fn unlabelled_latin_text_is_detected() {
        let bytes: Vec<u8> = "Le d\u{e9}put\u{e9} a \u{e9}t\u{e9} \u{e9}lu \u{e0} la majorit\u{e9}. "
            .repeat(10)
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        assert!(read(&bytes).contains("d\u{e9}put\u{e9}"));
    }
}
