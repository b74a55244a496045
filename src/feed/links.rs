//! Addresses of a feed. The web only: nothing else leaves this module.

use url::Url;

/// A longer address is a mistake or worse.
const LENGTH: usize = 8192;

/// The address, if it leads to the web.
pub(super) fn web(written: &str, base: Option<&Url>) -> Option<Url> {
    let written = written.trim();
    if written.is_empty() || written.len() > LENGTH {
        return None;
    }
    let url = match Url::parse(written) {
        Ok(url) => url,
        // What other readers would run as a program is no address of a file on the site.
        Err(url::ParseError::RelativeUrlWithoutBase) if !written.starts_with('|') => {
            base?.join(written).ok()?
        }
        Err(_) => return None,
    };
    is_web(&url).then_some(url)
}

/// Whether an address leads to the web.
pub(super) fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_only_whole_addresses() {
        let base = Url::parse("https://news.example/feeds/all.xml").unwrap();
        let found = |written: &str| web(written, Some(&base)).map(|url| url.to_string());
        assert_eq!(found(" /a b ").as_deref(), Some("https://news.example/a%20b"));
        assert_eq!(found("//cdn.example/x").as_deref(), Some("https://cdn.example/x"));
        for written in [
            "",
            "  ",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:,x",
            "http://",
            "http://[::1",
            "|touch /x",
        ] {
            assert_eq!(found(written), None, "{written}");
        }
        assert_eq!(web("/a", None), None);
    }
}
