//! An address that may leave the program: on the web, and nothing else.

use url::{Host, Url};

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

    /// What about it may deceive the eye, if anything: then a person is asked first.
    #[must_use]
    pub fn doubt(&self) -> Option<String> {
        let host = self.host();
        if self.has_name() {
            return Some(format!("an address with a name before the @, at {host}"));
        }
        match self.0.host()? {
            Host::Ipv4(_) | Host::Ipv6(_) => Some(format!("raw address {host}")),
            Host::Domain(name) if name.split('.').any(|part| part.starts_with("xn--")) => {
                Some(format!("{host}, written in other letters"))
            }
            Host::Domain(_) => None,
        }
    }

    fn has_name(&self) -> bool {
        !self.0.username().is_empty() || self.0.password().is_some()
    }

    /// The machine that it leads to.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

/// What a person was asked about: the next command of the same aim is the answer.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Doubt {
    now: Option<Address>,
    before: Option<Address>,
}

impl Doubt {
    /// A new command begins.
    pub(in crate::app) fn turn(&mut self) {
        self.before = self.now.take();
    }

    /// What to ask about an address, unless that was asked just before. On the host that the
    /// article came from nobody is deceived by the host.
    pub(in crate::app) fn about(&mut self, address: &Address, own: Option<&str>) -> Option<String> {
        let what = address.doubt().filter(|_| own != Some(address.host()) || address.has_name())?;
        let asked = self.before.as_ref() == Some(address);
        self.now = Some(address.clone());
        (!asked).then_some(what)
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
    #[test]
    fn what_may_deceive_the_eye_is_doubted() {
        let doubt = |text: &str| Address::parse(text).unwrap().doubt();
        for text in
            ["https://bank.example@evil.example/", "http://127.1/", "http://①②⑦.0.0.1/", "http://[::1]/"]
        {
            assert!(doubt(text).is_some(), "{text}");
        }
        assert_eq!(doubt("http://2130706433/").unwrap(), "raw address 127.0.0.1");
        assert!(doubt("https://аpple.com/").unwrap().starts_with("xn--pple-43d.com"));
        assert_eq!(doubt("https://ferry.example/@name?u=10.0.0.1"), None);
    }

    #[test]
    fn a_host_is_not_doubted_in_its_own_article() {
        let ask = |text: &str, own| Doubt::default().about(&Address::parse(text).unwrap(), own).is_some();
        assert!(ask("http://10.0.0.1/a", None) && ask("http://10.0.0.1/a", Some("10.0.0.2")));
        assert!(!ask("http://10.0.0.1/a", Some("10.0.0.1")));
        assert!(ask("http://bank.example@10.0.0.1/a", Some("10.0.0.1")));
    }
}
