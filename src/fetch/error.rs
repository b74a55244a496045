//! Why a page could not be fetched, in words for a person.

use std::io;

use thiserror::Error;
use url::Url;

/// Why a page could not be fetched.
#[derive(Debug, Error)]
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
    #[error("more than {hops} redirects, the last to {last}")]
    TooManyRedirects {
        /// How many were followed.
        hops: usize,
        /// Where the last one led.
        last: Url,
    },
    /// A page of the web that leads into this machine or its network.
    #[error("it redirects from the web into a private network")]
    Private,
    /// The server says no.
    #[error("the server answers {code} ({reason})")]
    Status {
        /// The status code.
        code: u16,
        /// Its usual name.
        reason: &'static str,
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
            ureq::Error::Other(cause) if cause.is::<super::address::Refused>() => Self::Private,
            _ => Self::Broken(error.to_string()),
        }
    }

    pub(super) fn from_io(error: &io::Error) -> Self {
        if let Some(inner) = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
            return Self::from_ureq(inner);
        }
        let text = error.to_string();
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::Timeout,
            _ if text.contains("lookup address") => Self::NoHost,
            _ => Self::Broken(text.split(" (os error").next().unwrap_or_default().to_lowercase()),
        }
    }
}
