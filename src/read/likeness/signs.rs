//! What the letters and signs of a line say of it.

pub(super) fn is_quotation(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「')
}

/// Whether a line that ends so ends in neither a word nor a sentence.
pub(super) fn is_symbol(c: char) -> bool {
    let ends = matches!(c, '.' | '?' | '!' | ')' | ':' | '。' | '」' | ',' | '\'' | '’' | '…' | '؟' | '।');
    !c.is_alphanumeric() && !is_quotation(c) && !ends
}

pub(super) fn names_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
}
