//! Text folded for comparison, by the program and by its build script.

#![allow(dead_code, reason = "the build script needs a part of it, the program another")]

/// Lower case, everything but letters and digits a single space, none at the ends.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Whether a letter came last.
    let mut open = false;
    for c in text.chars() {
        if c.is_ascii() {
            match letter(c) {
                Some(letter) => folded.push(letter),
                None if open => folded.push(' '),
                None => {}
            }
            open = c.is_ascii_alphanumeric();
            continue;
        }
        match c {
            // Turkish has two letters i, and titles in capitals lose the difference.
            'İ' | 'ı' => folded.push('i'),
            // Arabic is written with and without the signs on alef and ya.
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' => folded.push('ي'),
            'ـ' => {}
            _ if c.is_alphanumeric() || is_joined(c) => {
                folded.extend(c.to_lowercase().filter(|_| !is_optional(c)));
            }
            _ if open => folded.push(' '),
            _ => {}
        }
        open = !folded.is_empty() && !folded.ends_with(' ');
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// The small letter or the digit that a character of ASCII is.
pub(crate) fn letter(c: char) -> Option<char> {
    const LETTERS: [u8; 128] = letters();
    let letter = LETTERS.get(c as usize).copied().unwrap_or_default();
    (letter != 0).then_some(char::from(letter))
}

#[expect(clippy::indexing_slicing, reason = "run by the compiler, which would see a mistake")]
const fn letters() -> [u8; 128] {
    let mut letters = [0; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            letters[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
}

/// Marks that are parts of a letter.
fn is_joined(c: char) -> bool {
    c > '\u{2FF}' && unicode_width::UnicodeWidthChar::width(c) == Some(0)
}

/// Marks that are left out as often as they are written: the vowels of Arabic and Hebrew, the
/// dot below a letter in Hindi, joiners.
fn is_optional(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C7}' | '\u{64B}'..='\u{652}'
        | '\u{670}' | '\u{93C}' | '\u{200C}' | '\u{200D}')
}

/// An entry's alternatives, written out: `(a|b) c` gives `a c` and `b c`.
pub(crate) fn expand(entry: &str) -> Vec<String> {
    let Some((before, rest)) = entry.split_once('(') else { return vec![entry.to_owned()] };
    let Some((choices, after)) = rest.split_once(')') else { return vec![entry.to_owned()] };
    let tails = expand(after);
    let choices = choices.split('|');
    choices.flat_map(|choice| tails.iter().map(move |tail| format!("{before}{choice}{tail}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_letters_and_digits() {
        assert_eq!(fold("  »READ MORE: It’s 5°C!« "), "read more it s 5 c");
        assert_eq!(fold("【関連記事】港の橋"), "関連記事 港の橋");
    }

    #[test]
    fn marks_that_may_be_left_out_make_no_difference() {
        assert_eq!(fold("اقرأ أيضًا"), fold("اقرا ايضا"));
        assert_eq!(fold("ताज़ा"), fold("ताजा"));
        assert_eq!(fold("שָׁלוֹם"), "שלום");
    }

    #[test]
    fn alternatives_are_written_out() {
        assert_eq!(expand("(a|b) c(|d)"), ["a c", "a cd", "b c", "b cd"]);
        assert_eq!(expand("plain"), ["plain"]);
    }
}
