//! The signs of a line, counted in one pass.

/// What stands in a text, counted in one pass.
#[derive(Default)]
pub(super) struct Signs {
    pub(super) commas: usize,
    pub(super) digits: usize,
    pub(super) capitals: usize,
    pub(super) quotes: usize,
    /// Whether a bar or a dot stands between two spaces.
    pub(super) bars: bool,
    pub(super) at: bool,
}

impl Signs {
    pub(super) fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let (mut before, mut barred) = ('\0', false);
        for c in text.chars() {
            signs.bars |= barred && c == ' ';
            barred = false;
            match c {
                'a'..='z' | ' ' => {}
                'A'..='Z' => signs.capitals += 1,
                '0'..='9' => signs.digits += 1,
                ',' | '،' | '、' | '，' => signs.commas += 1,
                '@' => signs.at = true,
                '|' | '·' | '•' => barred = before == ' ',
                _ if is_quotation(c) => signs.quotes += 1,
                _ if !c.is_ascii() => signs.capitals += usize::from(c.is_uppercase()),
                _ => {}
            }
            before = c;
        }
        signs
    }
}

/// Whether a sign opens or ends a quotation.
pub(super) fn is_quotation(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_counted_and_a_bar_needs_its_spaces() {
        let signs = Signs::of("“Marl”, 22 ÉCLAIRS, a@b");
        assert_eq!((signs.commas, signs.digits, signs.capitals, signs.quotes), (2, 2, 8, 2));
        assert!(signs.at && !signs.bars);
        assert!(Signs::of("Marl | Coast").bars && Signs::of("é · b").bars);
        assert!(!Signs::of("a|b").bars && !Signs::of("| b").bars && !Signs::of("a |").bars);
    }
}
