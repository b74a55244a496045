//! Whether bytes are something to read, or a format that is not text.

/// First bytes that no text begins with, and what they begin.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x7FELF", "a program"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1F\x8B", "gzip"),
    (b"\x28\xB5\x2F\xFD", "zstd"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"RIFF", "a RIFF file"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"SQLite format 3\0", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
];

/// What the bytes are, when they are nothing to read.
#[must_use]
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    // "BZh" and "RIFF" and "ID3" are letters that a text may begin with.
    let sure = magic.filter(|(magic, _)| magic.iter().any(|b| !b.is_ascii_alphanumeric()) || has_nul(bytes));
    sure.map(|(_, name)| *name).or_else(|| mostly_nul(bytes).then_some("binary"))
}

fn has_nul(bytes: &[u8]) -> bool {
    bytes.iter().take(512).any(|b| *b == 0)
}

/// Where a format that is not text shows its NULs; a page that holds some has its tags first.
const BEGINNING: usize = 128;

/// A tenth of NULs is more than damage does, and UTF-16 says what it is by its first bytes.
fn mostly_nul(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return false;
    }
    let sample = bytes.get(..BEGINNING).unwrap_or(bytes);
    memchr::memchr_iter(0, sample).count() * 10 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::binary;

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        assert_eq!(binary(b"%PDF-1.7\n"), Some("a PDF"));
        assert_eq!(binary(b"\x1f\x8b\x08\x00"), Some("gzip"));
        assert_eq!(binary(b"RIFF\0\0\0\0WAVE"), Some("a RIFF file"));
        assert_eq!(binary(&[0; 100]), Some("binary"));
    }

    #[test]
    fn text_is_text_even_when_it_is_odd() {
        for text in [&b"RIFFs and chords"[..], b"<p>a\0b</p>", b"\xFF\xFEa\0b\0", b"", b"caf\xE9"] {
            assert_eq!(binary(text), None, "{text:?}");
        }
    }
}
