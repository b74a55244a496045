//! Pages from the web, with limits: on time, on size, on hops, on where a page may send us.
//!
//! What a person typed may point anywhere. A redirect off a public host may not lead into
//! the machine or its network: the address that is connected to is the one that is checked.

mod address;
mod answer;
mod body;
mod cache;
mod error;
mod pool;
mod queue;
mod request;
mod sniff;
mod unpack;

use std::net::ToSocketAddrs;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderValue, Response, StatusCode, header};
use ureq::tls::TlsConfig;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::model::{Page, Source};

use address::{PublicOnly, is_plainly_private, is_public, is_this_machine};
pub use answer::{Answer, Fetched, Status, Told};
pub use error::FetchError;
pub use pool::{Pool, Report, Ticket};
pub use request::{Kind, Manners, Origin, Request};
pub use sniff::binary;

/// How much a fetch may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until all headers of the answer are there.
    pub answer: Duration,
    /// Without a single byte.
    pub idle: Duration,
    /// For everything, redirects included.
    pub total: Duration,
    /// The bytes of a page, counted after decompression.
    pub body: u64,
    /// The redirects that are followed.
    pub redirects: usize,
    /// What a pool fetches at once.
    pub at_once: usize,
    /// What it fetches at once from one host.
    pub per_host: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(15),
            idle: Duration::from_secs(15),
            total: Duration::from_secs(60),
            body: 16 << 20,
            redirects: 10,
            at_once: 16,
            per_host: 2,
        }
    }
}

/// Fetches pages. Keeps no cookies and sends no credentials.
#[derive(Debug)]
pub struct Client {
    /// For what a person typed.
    open: Agent,
    /// For where a public page sends us.
    guarded: Agent,
    limits: Limits,
    manners: Manners,
}

const HEADER_BYTES: usize = 64 << 10;
const HEADERS: usize = 100;

impl Client {
    /// A client that holds to the limits. Proxies come from the environment.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self::with(limits, Manners::default())
    }

    /// The same, with manners of one's own.
    #[must_use]
    pub fn with(limits: Limits, manners: Manners) -> Self {
        Self::build(limits, manners, TlsConfig::default())
    }

    fn build(limits: Limits, manners: Manners, tls: TlsConfig) -> Self {
        let config = config(&limits, &manners, tls);
        let open = Agent::with_parts(config.clone(), DefaultConnector::default(), DefaultResolver::default());
        let guarded = Agent::with_parts(config, DefaultConnector::default(), PublicOnly::default());
        Self { open, guarded, limits, manners }
    }

    /// The page at an address.
    pub fn get(&self, url: &Url) -> Result<Page, FetchError> {
        self.fetch(url).map(|fetched| fetched.page)
    }

    /// The page at an address that a person typed; every other answer is a failure.
    pub fn fetch(&self, url: &Url) -> Result<Fetched, FetchError> {
        let status = |status: StatusCode, told| Status::new(status, told);
        let no = match self.ask(&Request::page(url.clone()))? {
            Answer::Fresh(fetched) => return Ok(*fetched),
            Answer::Status(no) => no,
            Answer::Gone(told) => status(StatusCode::GONE, told),
            Answer::Empty(told) => status(StatusCode::NO_CONTENT, told),
            Answer::NotModified(told) => status(StatusCode::NOT_MODIFIED, told),
        };
        Err(FetchError::Status { code: no.code, reason: no.reason })
    }

    /// What the server has to say to a request.
    pub fn ask(&self, request: &Request) -> Result<Answer, FetchError> {
        let end = now() + self.limits.total;
        let headers = self.manners.headers(request);
        let mut at = without_credentials(&request.url)?;
        let mut guarded = request.origin == Origin::Found && !is_at_home(request);
        let (mut moved, mut for_good) = (None, true);
        let mut chain = vec![at.clone()];
        for _ in 0..=self.limits.redirects {
            if guarded && is_plainly_private(&at) {
                return Err(FetchError::Private);
            }
            let agent = if guarded { &self.guarded } else { &self.open };
            let mut response = Self::call(agent, &at, &headers, end)?;
            let Some(next) = next_hop(&at, &response)? else {
                let told = Told::new(response.headers(), at, moved, Timestamp::now());
                return self.answer(request, told, &mut response);
            };
            if request.kind == Kind::Feed && at.scheme() == "https" && next.scheme() == "http" {
                return Err(FetchError::Unsafe(next));
            }
            guarded = guarded || (next.host_str() != at.host_str() && is_public_host(&at));
            for_good &= matches!(response.status().as_u16(), 301 | 308);
            moved = if for_good { Some(next.clone()) } else { moved };
            at = next;
            chain.push(at.clone());
        }
        Err(FetchError::TooManyRedirects { hops: self.limits.redirects, chain: in_words(&chain) })
    }

    /// Breaks every connection off. No request succeeds any more.
    pub fn stop(&self) {
        self.open.clone().shutdown();
        self.guarded.clone().shutdown();
    }

    fn call(
        agent: &Agent,
        at: &Url,
        headers: &[(&'static str, HeaderValue)],
        end: Instant,
    ) -> Result<Response<ureq::Body>, FetchError> {
        let left = end.saturating_duration_since(now());
        if left.is_zero() {
            return Err(FetchError::Timeout);
        }
        let request = agent.get(at.as_str());
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, value));
        let mut config = request.config().timeout_global(Some(left));
        if is_this_machine(at) {
            // No proxy knows this machine by that name.
            config = config.proxy(None);
        }
        let response = config.build().call().map_err(|error| FetchError::from_ureq(&error))?;
        if response.headers().len() > HEADERS { Err(FetchError::Headers(HEADERS)) } else { Ok(response) }
    }

    fn answer(
        &self,
        request: &Request,
        told: Told,
        response: &mut Response<ureq::Body>,
    ) -> Result<Answer, FetchError> {
        let status = response.status();
        match status.as_u16() {
            204 | 205 => return Ok(Answer::Empty(told)),
            304 if request.validators.is_some() => return Ok(Answer::NotModified(told)),
            410 => return Ok(Answer::Gone(told)),
            200..=303 => {}
            _ => return Ok(Answer::Status(Status::new(status, told))),
        }
        let packing = answer::text(response.headers(), header::CONTENT_ENCODING);
        let packing = unpack::Packing::named(packing.as_deref())?;
        let content_type = answer::text(response.headers(), header::CONTENT_TYPE);
        let (bytes, cut) = body::read(response.body_mut().as_reader(), packing, self.limits.body)?;
        let (source, base) = (Source::Url(request.url.clone()), Some(told.at.clone()));
        let page = Page { source, base, content_type, bytes };
        Ok(Answer::Fresh(Box::new(Fetched { page, cut, told })))
    }
}

fn config(limits: &Limits, manners: &Manners, tls: TlsConfig) -> Config {
    Config::builder()
        .timeout_connect(Some(limits.connect))
        .timeout_recv_response(Some(limits.answer))
        .timeout_per_read(Some(limits.idle))
        .timeout_global(Some(limits.total))
        .http_status_as_error(false)
        // Each hop is ours to judge.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_response_header_size(HEADER_BYTES)
        .user_agent(manners.name())
        .accept_encoding(unpack::ACCEPTED)
        .tls_config(tls)
        .build()
}

/// The first two addresses of a chain and the last.
fn in_words(chain: &[Url]) -> String {
    match chain {
        [first, second, .., last] => format!("{first} to {second} .. to {last}"),
        _ => chain.iter().map(Url::as_str).collect::<Vec<_>>().join(" to "),
    }
}

/// Where a redirect leads; none when the answer is the page itself.
fn next_hop(at: &Url, response: &Response<ureq::Body>) -> Result<Option<Url>, FetchError> {
    let redirects = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let Some(location) = answer::text(response.headers(), header::LOCATION).filter(|_| redirects) else {
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

/// Whether a feed in the person's own network names a page there. The person who subscribed to it
/// named what is there as well; a name that must be looked up speaks for itself only.
fn is_at_home(request: &Request) -> bool {
    let Some(feed) = &request.named_by else { return false };
    let is_same = request.url.host_str() == feed.host_str();
    is_plainly_private(feed) || (is_same && !is_public_host(feed))
}

/// Whether a host lies outside this machine and its network. One that is not found here,
/// behind a proxy for instance, counts as outside.
fn is_public_host(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let found = (host, url.port_or_known_default().unwrap_or(80)).to_socket_addrs();
    found.map_or(true, |mut found| found.all(|address| is_public(address.ip())))
}

#[expect(clippy::disallowed_methods, reason = "a fetch has a deadline")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests;
