//! Whether a text is a page of HTML or plain text.

/// How far into the text is looked.
const WITHIN: usize = 4096;

/// Whether a text is HTML: the sender says so, or its beginning looks like it.
pub(super) fn is_html(text: &str, content_type: Option<&str>) -> bool {
    if let Some(kind) = content_type.map(str::to_ascii_lowercase) {
        if kind.contains("html") {
            return true;
        }
        if kind.starts_with("text/plain") {
            return false;
        }
    }
    let head: String = text.trim_start().chars().take(WITHIN).collect::<String>().to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body", "<!--", "<article", "<div", "<p>", "<p "]
        .iter()
        .any(|tag| head.starts_with(tag))
    {
        return true;
    }
    let tags = [
        "<html", "<body", "<div", "<p>", "<p ", "<br", "<span", "<h1", "<h2", "<table", "<script", "<meta",
        "</",
    ];
    tags.iter().filter(|tag| head.contains(*tag)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_texts_are_told_apart() {
        assert!(is_html("<!DOCTYPE html><p>a", None));
        assert!(is_html("junk <div><p>a</p></div>", None));
        assert!(!is_html("Ferry halted\n\na < b and b > c", None));
        assert!(!is_html("<p>a", Some("text/plain; charset=utf-8")));
    }
}
