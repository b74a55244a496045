//! Why a page could not be fetched, in words for a person.

use std::io;
use std::time::Duration;

use rustls::{AlertDescription, CertificateError};
use thiserror::Error;
use url::Url;

use super::{HEADER_BYTES, HEADERS};

/// Why a page could not be fetched.
#[derive(Clone, Debug, Error)]
pub enum FetchError {
    /// Not a web address.
    #[error("{0}: is no web address; http and https are fetched")]
    Scheme(String),
    /// A redirect to something that is no address.
    #[error("it redirects to something that is no address: {0}")]
    Address(String),
    /// A redirect without an aim.
    #[error("it redirects without saying where to")]
    NoLocation,
    /// Redirects without an end.
    #[error("more than {hops} redirects: {chain}")]
    TooManyRedirects {
        /// How many were followed.
        hops: usize,
        /// Where they led: the first two and the last.
        chain: String,
    },
    /// An address from the web that leads into this machine or its network.
    #[error("it leads from the web into a private network")]
    Private,
    /// A feed that was safe and sends us to where it is not.
    #[error("it redirects from a safe address to one that is not: {0}")]
    Unsafe(Url),
    /// The server cannot prove that it is who it says.
    #[error("the connection is not safe: {0}")]
    Untrusted(Distrust),
    /// The proxy, or what says where it is.
    #[error("{0}")]
    Proxy(String),
    /// More headers than anybody needs.
    #[error("the answer has more than {0} headers")]
    Headers(usize),
    /// Packed more than once.
    #[error("the answer is packed more than once")]
    PackedTwice,
    /// Nothing to read.
    #[error("it is {0}, not a page or a text")]
    Binary(&'static str),
    /// It was called off.
    #[error("called off")]
    Cancelled,
    /// The server says no.
    #[error("the server answers {code} ({reason})")]
    Status {
        /// The status code.
        code: u16,
        /// Its usual name.
        reason: &'static str,
        /// How long it wants us to wait.
        wait: Option<Duration>,
    },
    /// It took too long.
    #[error("no answer in time")]
    Timeout,
    /// There is no such host.
    #[error("the host was not found")]
    NoHost,
    /// The connection or the answer was broken.
    #[error("{0}")]
    Broken(String),
}

impl FetchError {
    pub(super) fn from_ureq(error: &ureq::Error) -> Self {
        match error {
            ureq::Error::Timeout(_) => Self::Timeout,
            ureq::Error::HostNotFound => Self::NoHost,
            ureq::Error::Io(error) => Self::from_io(error),
            ureq::Error::Rustls(error) => Self::from_tls(error),
            ureq::Error::ConnectProxyFailed(why) => Self::Proxy(proxy(why)),
            ureq::Error::Other(cause) if cause.is::<super::address::Refused>() => Self::Private,
            ureq::Error::Protocol(why) => Self::from_protocol(&why.to_string()),
            ureq::Error::LargeResponseHeader(..) => {
                Self::Broken(format!("the answer has more than {} KB of headers", HEADER_BYTES >> 10))
            }
            _ => Self::Broken(error.to_string()),
        }
    }

    pub(super) fn from_io(error: &io::Error) -> Self {
        let inner = error.get_ref();
        if let Some(inner) = inner.and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
            return Self::from_ureq(inner);
        }
        if let Some(inner) = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            return Self::from_tls(inner);
        }
        let text = error.to_string();
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::Timeout,
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Self::Broken("its packing is damaged".to_owned())
            }
            _ if text.contains("lookup address") => Self::NoHost,
            _ if hung_up(&text) => Self::Broken(HUNG_UP.to_owned()),
            _ => Self::Broken(text.split(" (os error").next().unwrap_or_default().to_lowercase()),
        }
    }

    /// What does not keep to HTTP.
    fn from_protocol(why: &str) -> Self {
        if why.contains("too many headers") {
            return Self::Headers(HEADERS);
        }
        let why = why.strip_prefix("http parse fail: ").unwrap_or(why);
        Self::Broken(format!("the answer is no proper HTTP: {why}"))
    }

    fn from_tls(error: &rustls::Error) -> Self {
        Self::Untrusted(match error {
            rustls::Error::InvalidCertificate(why) => certificate(why),
            rustls::Error::PeerIncompatible(_)
            | rustls::Error::AlertReceived(AlertDescription::ProtocolVersion) => Distrust::Outdated,
            rustls::Error::InvalidMessage(_) => Distrust::NoTls,
            other => Distrust::Other(other.to_string()),
        })
    }
}

/// Why a server cannot prove that it is who it says.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Distrust {
    /// Its certificate is too old.
    #[error("its certificate has expired")]
    Expired,
    /// Its certificate is too new.
    #[error("its certificate is not valid yet")]
    NotYet,
    /// Its certificate names others.
    #[error("its certificate is for another host")]
    OtherHost,
    /// Its certificate was taken back.
    #[error("its certificate was revoked")]
    Revoked,
    /// Nobody whom we know signed its certificate.
    #[error("its certificate is signed by nobody we know")]
    NobodyKnown,
    /// It cannot talk as securely as it has to.
    #[error("the server knows only encryption that is out of date")]
    Outdated,
    /// It does not talk TLS at all.
    #[error("the server does not answer in TLS")]
    NoTls,
    /// What we were told to trust cannot be read.
    #[error("{0}")]
    Setting(String),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

pub(super) const HUNG_UP: &str = "the server hung up";

/// The end of a line has many names, and no number of its own.
fn hung_up(what: &str) -> bool {
    let names =
        ["disconnected", "unexpected end of file", "handshake eof", "closed connection", "reset by peer"];
    names.iter().any(|name| what.contains(name))
}

/// What a proxy says, in words; ureq gives its number only.
fn proxy(why: &str) -> String {
    let code = why.rsplit_once(' ').and_then(|(_, code)| code.get(..3)).and_then(|code| code.parse().ok());
    match code {
        Some(407_u16) => "the proxy wants a name and a password (407)".to_owned(),
        Some(code) => format!("the proxy answers {code}"),
        None => "the proxy does not answer as one".to_owned(),
    }
}

fn certificate(why: &CertificateError) -> Distrust {
    match why {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Distrust::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Distrust::NotYet,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Distrust::OtherHost
        }
        CertificateError::Revoked => Distrust::Revoked,
        CertificateError::UnknownIssuer => Distrust::NobodyKnown,
        // A server that signs for itself, as an authority would.
        CertificateError::Other(why) if why.to_string().contains("CaUsedAsEndEntity") => {
            Distrust::NobodyKnown
        }
        _ => Distrust::Other("its certificate is not in order".to_owned()),
    }
}
