//! Pages from the web, with limits: on time, on size, on hops, on where a page may send us.
//!
//! What a person typed may point anywhere. A redirect off a public host may not lead into
//! the machine or its network: the address that is connected to is the one that is checked.

mod address;
mod body;
mod error;

use std::net::ToSocketAddrs;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::config::Config;
use ureq::http::{Response, header};
use ureq::tls::TlsConfig;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::model::{Page, Source};

use address::{PublicOnly, is_plainly_private, is_public, is_this_machine};
pub use error::FetchError;

/// How much a fetch may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the first line of the answer.
    pub answer: Duration,
    /// For everything, redirects included.
    pub total: Duration,
    /// The bytes of a page, counted after decompression.
    pub body: u64,
    /// The redirects that are followed.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(15),
            total: Duration::from_secs(60),
            body: 16 << 20,
            redirects: 10,
        }
    }
}

/// A page from the web.
#[derive(Debug)]
pub struct Fetched {
    /// The page; its base is the address it came from in the end.
    pub page: Page,
    /// Why its end is missing, when it is.
    pub cut: Option<String>,
}

/// Fetches pages. Keeps no cookies and sends no credentials.
#[derive(Debug)]
pub struct Client {
    /// For what a person typed.
    open: Agent,
    /// For where a public page sends us.
    guarded: Agent,
    limits: Limits,
}

const ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1";
const AGENT: &str = concat!("newsprint/", env!("CARGO_PKG_VERSION"));
const HEADERS: usize = 64 << 10;

impl Client {
    /// A client that holds to the limits. Proxies come from the environment.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let config = config(&limits);
        let open = Agent::with_parts(config.clone(), DefaultConnector::default(), DefaultResolver::default());
        let guarded = Agent::with_parts(config, DefaultConnector::default(), PublicOnly::default());
        Self { open, guarded, limits }
    }

    /// The page at an address.
    pub fn get(&self, url: &Url) -> Result<Page, FetchError> {
        self.fetch(url).map(|fetched| fetched.page)
    }

    /// The page at an address, and whether its end is missing.
    pub fn fetch(&self, url: &Url) -> Result<Fetched, FetchError> {
        let end = now() + self.limits.total;
        let mut at = without_credentials(url)?;
        let mut guarded = false;
        for _ in 0..=self.limits.redirects {
            if guarded && is_plainly_private(&at) {
                return Err(FetchError::Private);
            }
            let mut response = Self::call(if guarded { &self.guarded } else { &self.open }, &at, end)?;
            let Some(next) = next_hop(&at, &response)? else {
                return self.fetched(url, at, &mut response);
            };
            guarded |= next.host_str() != at.host_str() && is_public_host(&at);
            at = next;
        }
        Err(FetchError::TooManyRedirects { hops: self.limits.redirects, last: at })
    }

    fn call(agent: &Agent, at: &Url, end: Instant) -> Result<Response<ureq::Body>, FetchError> {
        let left = end.saturating_duration_since(now());
        if left.is_zero() {
            return Err(FetchError::Timeout);
        }
        let mut config = agent.get(at.as_str()).config().timeout_global(Some(left));
        if is_this_machine(at) {
            // No proxy knows this machine by that name.
            config = config.proxy(None);
        }
        config.build().call().map_err(|error| FetchError::from_ureq(&error))
    }

    fn fetched(
        &self,
        asked: &Url,
        at: Url,
        response: &mut Response<ureq::Body>,
    ) -> Result<Fetched, FetchError> {
        let status = response.status();
        if status.is_client_error() || status.is_server_error() || status.as_u16() > 599 {
            let reason = status.canonical_reason().unwrap_or("unknown status");
            return Err(FetchError::Status { code: status.as_u16(), reason });
        }
        let content_type = header_text(response, header::CONTENT_TYPE);
        let (bytes, cut) = body::read(response.body_mut().as_reader(), self.limits.body)?;
        let page = Page { source: Source::Url(asked.clone()), base: Some(at), content_type, bytes };
        Ok(Fetched { page, cut })
    }
}

fn config(limits: &Limits) -> Config {
    Config::builder()
        .timeout_connect(Some(limits.connect))
        .timeout_recv_response(Some(limits.answer))
        .timeout_global(Some(limits.total))
        .http_status_as_error(false)
        // Each hop is ours to judge.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_response_header_size(HEADERS)
        .user_agent(AGENT)
        .accept(ACCEPT)
        .tls_config(TlsConfig::default())
        .build()
}

/// Where a redirect leads; none when the answer is the page itself.
fn next_hop(at: &Url, response: &Response<ureq::Body>) -> Result<Option<Url>, FetchError> {
    let redirects = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let Some(location) = header_text(response, header::LOCATION).filter(|_| redirects) else {
        return if redirects { Err(FetchError::NoLocation) } else { Ok(None) };
    };
    let next = at.join(&location).map_err(|_| FetchError::Address(location))?;
    without_credentials(&next).map(Some)
}

/// A web address without user name and password.
fn without_credentials(url: &Url) -> Result<Url, FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::Scheme(url.scheme().to_owned()));
    }
    let mut bare = url.clone();
    _ = bare.set_username("");
    _ = bare.set_password(None);
    Ok(bare)
}

/// Whether a host lies outside this machine and its network. One that is not found here,
/// behind a proxy for instance, counts as outside.
fn is_public_host(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let found = (host, url.port_or_known_default().unwrap_or(80)).to_socket_addrs();
    found.map_or(true, |mut found| found.all(|address| is_public(address.ip())))
}

fn header_text(response: &Response<ureq::Body>, name: header::HeaderName) -> Option<String> {
    let value = response.headers().get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

#[expect(clippy::disallowed_methods, reason = "a fetch has a deadline")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests;
