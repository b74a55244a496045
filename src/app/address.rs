//! An address that may leave the program: on the web, and nothing else.

use url::Url;

/// No address that a person follows is longer.
const LONGEST: usize = 8 * 1024;

/// An http or https address. Decided on the parsed form, so that no spelling slips past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// Says why it may not be opened.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err("the address is too long".into());
        }
        let url = Url::parse(text).map_err(|_| "the address is not complete".to_owned())?;
        match url.scheme() {
            "http" | "https" if url.has_host() => Ok(Self(url)),
            scheme => Err(format!("{scheme}: addresses are not opened")),
        }
    }

    /// The parsed address.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// The machine that it leads to.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.0.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_opened_however_the_scheme_is_written() {
        for text in
            ["javascript:alert(1)", "java\nscript:x", "FILE:///etc/passwd", "data:text/html,x", "-o", ""]
        {
            assert!(Address::parse(text).is_err(), "{text}");
        }
        assert!(Address::parse(&format!("https://a.example/{}", "x".repeat(9000))).is_err());
        assert_eq!(
            Address::parse("HTTPS://Ferry.example/a b").unwrap().to_string(),
            "https://ferry.example/a%20b"
        );
    }
}
