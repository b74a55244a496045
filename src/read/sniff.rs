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

/// Whether a text is a feed: RSS, Atom or JSON Feed.
pub(super) fn is_feed(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(WITHIN).collect::<String>().to_ascii_lowercase();
    let is_xml = head.starts_with('<') && !head.contains("<html");
    let is_json = head.starts_with('{') && head.contains("jsonfeed.org/version");
    is_json || (is_xml && ["<rss", "<feed", "<rdf:rdf"].iter().any(|tag| head.contains(tag)))
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

    #[test]
    fn feeds_are_told_by_their_first_element() {
        assert!(is_feed("<?xml version='1.0'?><rss version='2.0'><channel>"));
        assert!(is_feed("<feed xmlns='http://www.w3.org/2005/Atom'>"));
        assert!(!is_feed("<!DOCTYPE html><html><p>about <rss></p>"));
        assert!(!is_feed("The <rss> element begins a feed."));
    }

    #[test]
    fn a_page_may_open_late_or_in_capitals() {
        assert!(is_html("\n\n  <!-- made by hand --><HTML><BODY>a", None));
        assert!(is_html("<ARTICLE><H1>Bridge opens</H1>", None));
        assert!(is_html("Bridge opens", Some("Application/XHTML+XML")) && is_html("a", Some("text/html")));
    }

    #[test]
    fn a_text_about_markup_is_a_text() {
        assert!(!is_html("The tag <p> begins a paragraph, the teacher said.", None));
        assert!(!is_html("Prices rose by < 1 % while wages rose by > 2 %.", None));
        assert!(!is_html("", None));
    }
}
