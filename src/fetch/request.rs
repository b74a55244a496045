//! What is asked for, and how politely.

use ureq::http::HeaderValue;
use url::Url;

use crate::model::Validators;

/// What is fetched from an address.
#[derive(Clone, Debug)]
pub struct Request {
    /// Where it is.
    pub url: Url,
    /// What is hoped for there.
    pub kind: Kind,
    /// Who named the address.
    pub origin: Origin,
    /// The feed that named the address, if a feed did: one that a person subscribed to.
    pub named_by: Option<Url>,
    /// What the last answer said of itself: then it need not be sent again unchanged.
    pub validators: Option<Validators>,
}

/// What is hoped for at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page.
    Page,
    /// A feed; one that was safe is not followed to where it is not.
    Feed,
}

/// Who named an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A person: it may lead anywhere.
    Typed,
    /// A page or a feed: it may not lead into this machine or its network.
    Found,
}

impl Request {
    /// A page at an address that a person typed.
    #[must_use]
    pub fn page(url: Url) -> Self {
        Self { url, kind: Kind::Page, origin: Origin::Typed, named_by: None, validators: None }
    }

    /// A feed that a person subscribed to.
    #[must_use]
    pub fn feed(url: Url) -> Self {
        Self { kind: Kind::Feed, ..Self::page(url) }
    }

    /// The same at an address that stood in a page or a feed.
    #[must_use]
    pub fn found(self) -> Self {
        Self { origin: Origin::Found, ..self }
    }

    /// The same at an address that stood in a feed that a person subscribed to.
    #[must_use]
    pub fn found_by(self, feed: Option<Url>) -> Self {
        Self { named_by: feed, ..self.found() }
    }

    /// The same, unless it has not changed.
    #[must_use]
    pub fn unless_unchanged(self, validators: Option<Validators>) -> Self {
        Self { validators, ..self }
    }
}

/// What we say of ourselves.
#[derive(Clone, Debug, Default)]
pub struct Manners {
    agent: Option<String>,
    languages: Option<String>,
}

const AGENT: &str = concat!("newsprint/", env!("CARGO_PKG_VERSION"));

impl Manners {
    /// Another name than our own. One that no header can hold is not taken.
    #[must_use]
    pub fn agent(self, name: &str) -> Self {
        Self { agent: fit(name), ..self }
    }

    /// The languages that are read, as `Accept-Language` writes them: `de, en;q=0.5`.
    #[must_use]
    pub fn languages(self, languages: &str) -> Self {
        Self { languages: fit(languages), ..self }
    }

    pub(super) fn name(&self) -> &str {
        self.agent.as_deref().unwrap_or(AGENT)
    }

    /// The headers that go with a request.
    pub(super) fn headers(&self, request: &Request) -> Vec<(&'static str, HeaderValue)> {
        let validators = request.validators.as_ref();
        let accept = match request.kind {
            Kind::Page => PAGES,
            Kind::Feed => FEEDS,
        };
        let said = [
            ("accept", Some(accept)),
            ("accept-language", self.languages.as_deref()),
            ("if-none-match", validators.and_then(|validators| validators.etag.as_deref())),
            ("if-modified-since", validators.and_then(|validators| validators.last_modified.as_deref())),
        ];
        let held =
            said.into_iter().filter_map(|(name, value)| Some((name, HeaderValue::from_str(value?).ok()?)));
        held.collect()
    }
}

const PAGES: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1";
const FEEDS: &str = "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml;q=0.9,\
     application/xml;q=0.8,text/xml;q=0.8,application/json;q=0.7,text/html;q=0.3,*/*;q=0.1";

/// A text that a header can hold.
fn fit(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = !text.is_empty() && HeaderValue::from_str(text).is_ok_and(|value| value.to_str().is_ok());
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_no_header_holds_is_not_taken() {
        assert_eq!(Manners::default().agent("a\r\nCookie: b").name(), AGENT);
        assert_eq!(Manners::default().agent("").name(), AGENT);
        assert_eq!(Manners::default().agent(" Owl/2 ").name(), "Owl/2");
    }

    #[test]
    fn odd_validators_are_not_sent() {
        let odd =
            Validators { etag: Some("\"a\u{1b}[31m\"".into()), last_modified: Some("yesterday".into()) };
        let request = Request::feed(Url::parse("http://h.example/").unwrap()).unless_unchanged(Some(odd));
        let sent = Manners::default().headers(&request);
        let names: Vec<&str> = sent.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["accept", "if-modified-since"]);
    }
}
