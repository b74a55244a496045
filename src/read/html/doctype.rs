//! The document type of a page. It decides one thing only: whether the page is read in quirks
//! mode, where a table does not end a paragraph.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Doctype;

const OPEN: &str = "<!doctype";

/// How long the document type that begins here is, if one does. It ends at the first `>`,
/// even within quotes.
pub(super) fn length(rest: &str) -> Option<usize> {
    let is_doctype = rest.get(..OPEN.len()).is_some_and(|front| front.eq_ignore_ascii_case(OPEN));
    is_doctype.then(|| rest.find('>').map_or(rest.len(), |end| end + 1))
}

/// Reads a document type.
pub(super) fn read(written: &str) -> Doctype {
    let ended = written.ends_with('>');
    let inner = written.get(OPEN.len()..).unwrap_or_default().trim_end_matches('>');
    let inner = inner.trim_start_matches(is_space);
    let (name, rest) =
        inner.split_at_checked(inner.find(is_space).unwrap_or(inner.len())).unwrap_or_default();
    let mut doctype = Doctype { force_quirks: !ended || name.is_empty(), ..Doctype::default() };
    if !name.is_empty() {
        doctype.name = Some(StrTendril::from(name.to_ascii_lowercase()));
    }
    let rest = rest.trim_start_matches(is_space);
    let (keyword, ids) = rest.split_at_checked("public".len()).unwrap_or((rest, ""));
    if keyword.eq_ignore_ascii_case("public") {
        let (public, behind) = quoted(ids);
        doctype.force_quirks |= public.is_none();
        doctype.public_id = public.map(StrTendril::from_slice);
        doctype.system_id = quoted(behind).0.map(StrTendril::from_slice);
        doctype.force_quirks |=
            doctype.system_id.is_none() && !behind.trim_start_matches(is_space).is_empty();
    } else if keyword.eq_ignore_ascii_case("system") {
        doctype.system_id = quoted(ids).0.map(StrTendril::from_slice);
        doctype.force_quirks |= doctype.system_id.is_none();
    } else {
        doctype.force_quirks |= !rest.is_empty();
    }
    doctype
}

/// The text in quotes that begins here, and what is behind it. None without both quotes.
fn quoted(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start_matches(is_space);
    let inner = text.strip_prefix(['"', '\'']);
    let quote = if text.starts_with('"') { '"' } else { '\'' };
    match inner.and_then(|inner| inner.split_once(quote)) {
        Some((id, behind)) => (Some(id), behind),
        None => (None, text),
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_types_are_read_whole() {
        let doctype = read("<!DOCTYPE html>");
        assert_eq!((doctype.name.as_deref(), doctype.force_quirks), (Some("html"), false));
        let doctype = read("<!doctype html PUBLIC '-//W3C//DTD HTML 4.01//EN' \"http://a.example/s.dtd\">");
        assert_eq!(doctype.public_id.as_deref(), Some("-//W3C//DTD HTML 4.01//EN"));
        assert_eq!(doctype.system_id.as_deref(), Some("http://a.example/s.dtd"));
        assert!(!doctype.force_quirks);
    }

    #[test]
    fn a_broken_type_means_quirks() {
        for broken in ["<!doctype", "<!doctype >", "<!doctype html public>", "<!doctype html nonsense>"] {
            assert!(read(broken).force_quirks, "{broken}");
        }
    }

    #[test]
    fn a_type_ends_at_its_first_angle() {
        assert_eq!(length("<!DocType html>text>"), Some(15));
        assert_eq!(length("<!doc>"), None);
    }
}
