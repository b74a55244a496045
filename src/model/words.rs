//! Counting words in any script.

/// Words between white space; two letters of a script without spaces count as one word.
#[must_use]
pub fn count_words(text: &str) -> usize {
    if text.is_ascii() {
        return count_ascii(text);
    }
    let (mut words, mut dense) = (0, 0);
    let (mut is_spoken, mut ideographs) = (false, 0);
    for c in text.chars().chain([' ']) {
        if c.is_whitespace() {
            words += usize::from(is_spoken && ideographs == 0);
            dense += ideographs;
            (is_spoken, ideographs) = (false, 0);
        } else {
            is_spoken |= c.is_alphanumeric();
            ideographs += usize::from(is_unspaced(c));
        }
    }
    words + dense.div_ceil(2)
}

/// The same for plain letters, which most texts are made of.
fn count_ascii(text: &str) -> usize {
    const KINDS: [u8; 256] = kinds();
    let (mut words, mut spoken) = (0, 0);
    for byte in text.bytes() {
        // Without a branch: where words end cannot be guessed.
        let kind = KINDS.get(usize::from(byte)).copied().unwrap_or_default();
        words += usize::from(kind & spoken);
        spoken = (spoken | kind >> 1) & !kind;
    }
    words + usize::from(spoken)
}

/// For each byte, 1 for white space, 2 for a letter or a digit.
#[expect(clippy::indexing_slicing, reason = "run by the compiler, which would see a mistake")]
const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        kinds[byte as usize] = if byte.is_ascii_alphanumeric() {
            2
        } else if matches!(byte, b' ' | b'\t'..=b'\r') {
            1
        } else {
            0
        };
        byte += 1;
    }
    kinds
}

/// Whether a letter belongs to a script written without spaces between words.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    c >= '\u{0E00}'
        && matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
