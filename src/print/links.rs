//! The addresses that may be printed as links, and their numbers as footnotes.

use std::collections::HashMap;
use std::fmt::Write as _;

use url::Url;

/// The address to print for a link: parsed, so that no control or space is left in it, and
/// only of a scheme that neither runs nor reads anything here. None for every other.
pub(super) fn target(written: &str) -> Option<String> {
    let url = Url::parse(written).ok()?;
    matches!(url.scheme(), "http" | "https" | "mailto").then(|| ascii(url.as_str()))
}

/// The same for a web address only.
pub(super) fn web_target(written: &str) -> Option<String> {
    target(written).filter(|url| !url.starts_with("mailto:"))
}

/// Percent-encodes what a parsed address may still hold beside printable ASCII.
fn ascii(url: &str) -> String {
    let mut plain = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'!'..=b'~' => plain.push(char::from(byte)),
            _ => _ = write!(plain, "%{byte:02X}"),
        }
    }
    plain
}

/// Numbers addresses from 1 in the order they are met; the same address, the same number.
#[derive(Default)]
pub(super) struct Footnotes {
    urls: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Footnotes {
    /// The number of an address.
    pub(super) fn number(&mut self, url: &str) -> usize {
        if let Some(number) = self.numbers.get(url) {
            return *number;
        }
        self.urls.push(url.to_owned());
        self.numbers.insert(url.to_owned(), self.urls.len());
        self.urls.len()
    }

    /// The addresses with their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.urls.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_run_nothing_here_are_printed() {
        assert_eq!(target("https://a.example/x").as_deref(), Some("https://a.example/x"));
        assert_eq!(target("mailto:desk@a.example").as_deref(), Some("mailto:desk@a.example"));
        for refused in
            ["javascript:alert(1)", "java\nscript:x", "data:text/html,x", "file:///etc/passwd", "/x", ""]
        {
            assert_eq!(target(refused), None, "{refused}");
        }
        assert_eq!(web_target("mailto:desk@a.example"), None);
    }

    #[test]
    fn what_is_not_plain_ascii_is_percent_encoded() {
        assert_eq!(
            target("https://a.example/é\u{9b} x").as_deref(),
            Some("https://a.example/%C3%A9%C2%9B%20x")
        );
        assert_eq!(target("mailto:é@a.example").as_deref(), Some("mailto:%C3%A9@a.example"));
    }

    #[test]
    fn one_address_has_one_number() {
        let mut notes = Footnotes::default();
        assert_eq!((notes.number("a"), notes.number("b"), notes.number("a")), (1, 2, 1));
        assert_eq!(notes.iter().collect::<Vec<_>>(), [(1, "a"), (2, "b")]);
    }
}
