//! Pages from the web, with limits: on time, on size, on hops, on where a page may send us.
//!
//! What a person typed may point anywhere. A redirect off a public host may not lead into
//! the machine or its network: the address that is connected to is the one that is checked.
//!
//! HTTP/1.1 only, with lines kept open for the next request: ureq knows no HTTP/2, and what does
//! would bring a runtime with it.

mod address;
mod answer;
mod body;
mod cache;
mod error;
mod hint;
mod line;
mod pool;
mod queue;
mod request;
mod sniff;
mod surroundings;

use std::time::{Duration, Instant};

use jiff::Timestamp;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderValue, Response, header};
use ureq::unversioned::resolver::{DefaultResolver, Resolver};
use ureq::unversioned::transport::Connector;
use url::Url;

use crate::model::{Page, Source};
use crate::unpack;

use address::{Names, Seen, is_plainly_private, is_this_machine};
pub use answer::{Answer, Fetched, Status, Told};
pub use error::{Distrust, FetchError};
pub use line::Stop;
pub use pool::{Pool, Report, Ticket};
pub use request::{Kind, Manners, Origin, Request};
pub use sniff::binary;
use surroundings::Surroundings;

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

/// Fetches pages, from any number of threads. Keeps no cookies and sends no credentials.
#[derive(Debug)]
pub struct Client {
    /// For what a person typed.
    open: Agent,
    /// For where a public page sends us.
    guarded: Agent,
    /// What the hosts were that were connected to.
    seen: Seen,
    surroundings: Surroundings,
    limits: Limits,
    manners: Manners,
}

const HEADER_BYTES: usize = 64 << 10;
const HEADERS: usize = 100;

impl Client {
    /// A client that holds to the limits. Proxies, and whose certificates are trusted, come from
    /// the environment.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self::with(limits, Manners::default())
    }

    /// The same, with manners of one's own.
    #[must_use]
    pub fn with(limits: Limits, manners: Manners) -> Self {
        let tls = line::Tls::default();
        let surroundings = Surroundings::of_this_process();
        Self::build(limits, manners, surroundings, || line::lines(&tls), DefaultResolver::default)
    }

    /// The same, in surroundings of one's own; what lays lines, and what knows where names lead.
    fn build<C: Connector, R: Resolver>(
        limits: Limits,
        manners: Manners,
        surroundings: Surroundings,
        lines: impl Fn() -> C,
        names: impl Fn() -> R,
    ) -> Self {
        let config = config(&limits, &manners, &surroundings);
        let seen = Seen::default();
        let names = |public_only| Names { known_to: names(), public_only, seen: seen.clone() };
        let open = Agent::with_parts(config.clone(), lines(), names(false));
        let guarded = Agent::with_parts(config, lines(), names(true));
        Self { open, guarded, seen, surroundings, limits, manners }
    }

    /// The page at an address.
    pub fn get(&self, url: &Url) -> Result<Page, FetchError> {
        self.fetch(url).map(|fetched| fetched.page)
    }

    /// The page at an address that a person typed; every other answer is a failure.
    pub fn fetch(&self, url: &Url) -> Result<Fetched, FetchError> {
        self.ask(&Request::page(url.clone()))?.page()
    }

    /// What the server has to say to a request.
    pub fn ask(&self, request: &Request) -> Result<Answer, FetchError> {
        self.ask_until(&Stop::default(), request)
    }

    /// The same, unless it is broken off.
    pub fn ask_until(&self, stop: &Stop, request: &Request) -> Result<Answer, FetchError> {
        let answer = stop.over(|| self.follow(stop, request));
        // What was broken off may look like a page that ends too soon.
        if stop.is_stopped() { Err(FetchError::Cancelled) } else { answer }
    }

    fn follow(&self, stop: &Stop, request: &Request) -> Result<Answer, FetchError> {
        let end = now() + self.limits.total;
        let headers = self.manners.headers(request);
        let mut at = without_credentials(&request.url)?;
        let mut guarded = request.origin == Origin::Found && !self.is_at_home(request);
        let (mut moved, mut for_good) = (None, true);
        let mut chain = vec![at.clone()];
        for _ in 0..=self.limits.redirects {
            if guarded && is_plainly_private(&at) {
                return Err(FetchError::Private);
            }
            if stop.is_stopped() {
                return Err(FetchError::Cancelled);
            }
            let agent = if guarded { &self.guarded } else { &self.open };
            let mut response = self.call(agent, &at, &headers, end)?;
            let Some(next) = next_hop(&at, &response)? else {
                let told = Told::new(response.headers(), at, moved, Timestamp::now());
                return self.answer(request, told, &mut response);
            };
            if request.kind == Kind::Feed && at.scheme() == "https" && next.scheme() == "http" {
                return Err(FetchError::Unsafe(next));
            }
            guarded = guarded || !self.seen.is_home(&at);
            for_good &= matches!(response.status().as_u16(), 301 | 308);
            moved = if for_good { Some(next.clone()) } else { moved };
            at = next;
            chain.push(at.clone());
        }
        Err(FetchError::TooManyRedirects { hops: self.limits.redirects, chain: in_words(&chain) })
    }

    /// Whether a feed in the person's own network names a page there. The person who subscribed to it
    /// named what is there as well; a name that was looked up speaks for itself only.
    fn is_at_home(&self, request: &Request) -> bool {
        let Some(feed) = &request.named_by else { return false };
        let is_same = request.url.host_str() == feed.host_str();
        is_plainly_private(feed) || (is_same && self.seen.is_home(feed))
    }

    /// Asks, and again as long as lines that were left open turn out to have ended.
    fn call(
        &self,
        agent: &Agent,
        at: &Url,
        headers: &[(&'static str, HeaderValue)],
        end: Instant,
    ) -> Result<Response<ureq::Body>, FetchError> {
        loop {
            line::begin();
            match self.call_once(agent, at, headers, end) {
                Err(FetchError::Broken(why)) if why == error::HUNG_UP && line::was_kept() => {}
                answer => return answer,
            }
        }
    }

    fn call_once(
        &self,
        agent: &Agent,
        at: &Url,
        headers: &[(&'static str, HeaderValue)],
        end: Instant,
    ) -> Result<Response<ureq::Body>, FetchError> {
        let left = end.saturating_duration_since(now());
        if left.is_zero() {
            return Err(FetchError::Timeout);
        }
        if let Some(why) = self.surroundings.distrust().filter(|_| at.scheme() == "https") {
            return Err(FetchError::Untrusted(Distrust::Setting(why.to_owned())));
        }
        // No proxy knows this machine by that name.
        let proxy = if is_this_machine(at) { Ok(None) } else { self.surroundings.proxy(at) };
        let request = agent.get(at.as_str());
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, value));
        let config = request.config().timeout_global(Some(left)).proxy(proxy.map_err(FetchError::Proxy)?);
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
            204 | 205 => Ok(Answer::Empty(told)),
            304 if request.validators.is_some() => Ok(Answer::NotModified(told)),
            410 => Ok(Answer::Gone(told)),
            200..=303 => self.body(request, told, response).map(|fetched| Answer::Fresh(Box::new(fetched))),
            _ => {
                let mut no = Status::new(status, told.clone());
                let wall = matches!(status.as_u16(), 401..=403 | 406 | 429 | 451 | 503);
                if wall && request.kind == Kind::Page && answer::is_html(response.headers()) {
                    let body = self.body(request, told, response).ok();
                    no.page = body.map(|fetched| Box::new(fetched.page));
                }
                Ok(Answer::Status(no))
            }
        }
    }

    fn body(
        &self,
        request: &Request,
        told: Told,
        response: &mut Response<ureq::Body>,
    ) -> Result<Fetched, FetchError> {
        let packing = answer::text(response.headers(), header::CONTENT_ENCODING);
        let packing = unpack::Packing::named(packing.as_deref()).map_err(|_| FetchError::PackedTwice)?;
        let content_type = answer::text(response.headers(), header::CONTENT_TYPE);
        let (bytes, cut) = body::read(response.body_mut().as_reader(), packing, self.limits.body)?;
        let (source, base) = (Source::Url(request.url.clone()), Some(told.at.clone()));
        Ok(Fetched { page: Page { source, base, content_type, bytes }, cut, told })
    }
}

fn config(limits: &Limits, manners: &Manners, surroundings: &Surroundings) -> Config {
    let usual_proxy = Url::parse("https://a.example").ok().and_then(|url| surroundings.proxy(&url).ok()?);
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
        .tls_config(surroundings.tls())
        .proxy(usual_proxy)
        .max_idle_connections(limits.at_once)
        // No more lie idle than were in use at once, and that is for the pool to say.
        .max_idle_connections_per_host(limits.at_once)
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

#[expect(clippy::disallowed_methods, reason = "a fetch has a deadline")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests;
