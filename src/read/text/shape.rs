//! What a line of plain text is by the marks it begins with.

/// What a line is by its marks. `mark` is how many bytes the marks take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// An item of a list.
    Item { ordinal: Option<u32>, mark: usize },
    /// A heading with hash signs.
    Heading { level: u8, mark: usize },
    /// A quoted line.
    Quote { mark: usize },
    /// Cells with tabs between them.
    Row,
    /// A line of nothing but signs.
    Rule,
    /// None of these.
    Plain,
}

/// The shape of a line without white space at its ends.
pub(super) fn of(line: &str) -> Shape {
    if !line.chars().any(char::is_alphanumeric) {
        return Shape::Rule;
    }
    heading(line).or_else(|| quote(line)).or_else(|| item(line)).unwrap_or(if line.contains('\t') {
        Shape::Row
    } else {
        Shape::Plain
    })
}

fn heading(line: &str) -> Option<Shape> {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    let level = u8::try_from(hashes).ok().filter(|level| (1..=6).contains(level))?;
    line.get(hashes..)?.starts_with(' ').then_some(Shape::Heading { level, mark: hashes })
}

fn quote(line: &str) -> Option<Shape> {
    line.starts_with("> ").then_some(Shape::Quote { mark: 1 })
}

fn item(line: &str) -> Option<Shape> {
    let first = line.chars().next()?;
    if matches!(first, '-' | '*' | '+' | '•' | '◦' | '▪' | '‣' | '·' | '●' | '○') {
        let rest = line.get(first.len_utf8()..)?;
        let is_mark = rest.starts_with(char::is_whitespace) || matches!(first, '•' | '●' | '▪' | '‣');
        return is_mark.then_some(Shape::Item { ordinal: None, mark: first.len_utf8() });
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let ordinal = line.get(..digits).filter(|digits| digits.len() <= 3)?.parse().ok()?;
    let rest = line.get(digits..)?;
    let behind = rest.strip_prefix('.').or_else(|| rest.strip_prefix(')'))?;
    behind.starts_with(' ').then_some(Shape::Item { ordinal: Some(ordinal), mark: digits + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell_the_shape() {
        assert_eq!(of("- one"), Shape::Item { ordinal: None, mark: 1 });
        assert_eq!(of("12. one"), Shape::Item { ordinal: Some(12), mark: 3 });
        assert_eq!(of("### one"), Shape::Heading { level: 3, mark: 3 });
        assert_eq!(of("-----"), Shape::Rule);
    }

    #[test]
    fn sentences_that_look_like_marks_are_plain() {
        assert_eq!(of("2021 was a dry year."), Shape::Plain);
        assert_eq!(of("-40 degrees were measured."), Shape::Plain);
        assert_eq!(of("#1 in the charts"), Shape::Plain);
    }
}
