//! A way out of each failure, in a line for a person.

use std::time::Duration;

use super::FetchError;
use super::error::Distrust;

const BROWSER: &str = "a browser may get through; save the page there and read the file";

impl FetchError {
    /// What to try. A failure that a person brought about needs none.
    #[must_use]
    pub fn way_out(&self) -> Option<String> {
        let words = match self {
            Self::Status { code, wait, .. } => return Some(status(*code, *wait)),
            Self::Binary("a PDF") => "pdftotext makes a text of it",
            Self::Binary(_) | Self::Scheme(_) => "a browser knows what to do with it",
            Self::Address(_) | Self::NoLocation | Self::Headers(_) | Self::PackedTwice => {
                "the server is at fault; later it may work"
            }
            Self::TooManyRedirects { .. } => {
                "it may want cookies, which are not kept; save the page in a browser and read the file"
            }
            Self::Private => "type the address it leads to yourself, if you trust it",
            Self::Unsafe(_) => "subscribe to that address, if you trust it",
            Self::Untrusted(why) => why.way_out(),
            Self::Proxy(_) => {
                "proxies come from HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; NO_PROXY spares hosts"
            }
            Self::Cancelled => return None,
            Self::Timeout => "the server or the network is slow; later it may work",
            Self::NoHost => "is there a network? is the address spelled right?",
            Self::Broken(what) => broken(what),
        };
        Some(words.to_owned())
    }
}

impl Distrust {
    fn way_out(&self) -> &'static str {
        match self {
            Self::Expired => "the site has to renew it; is this machine's clock right?",
            Self::NotYet => "is this machine's clock right?",
            Self::OtherHost => "is the address spelled right?",
            Self::NobodyKnown => {
                "if your company or its proxy signs for it, name a file of its certificates in SSL_CERT_FILE"
            }
            Self::NoTls => "try it with http:// instead of https://",
            Self::Setting(_) => "name another file or folder of certificates, or unset the variable",
            Self::Revoked | Self::Outdated | Self::Other(_) => "only the site can mend that",
        }
    }
}

fn status(code: u16, wait: Option<Duration>) -> String {
    let words = match code {
        204 | 205 => "there is nothing to read there",
        400 => "is the address whole?",
        401 | 407 => "it wants a name and a password, which are never sent; save the page in a browser",
        402 => "it is for sale; save the page in a browser where you have paid",
        404 => "is the address spelled right? the page may have moved",
        410 => "it is gone for good; an archive of the web may have a copy",
        429 | 503 => return later(code, wait),
        451 => "the law bars it where you are",
        304 | 500..600 => "the site is broken at the moment; later it may work",
        _ => BROWSER,
    };
    words.to_owned()
}

fn later(code: u16, wait: Option<Duration>) -> String {
    let why = if code == 429 { "it was asked too often" } else { "the site is busy or being mended" };
    match wait.map(|wait| wait.as_secs().div_ceil(60)).filter(|minutes| *minutes > 0) {
        None => format!("{why}; try again later"),
        Some(1) => format!("{why}; try again in a minute"),
        Some(minutes) if minutes <= 90 => format!("{why}; try again in {minutes} minutes"),
        Some(minutes) => format!("{why}; try again in {} hours", minutes.div_ceil(60)),
    }
}

/// What the system says of a connection is known by its words only.
fn broken(what: &str) -> &'static str {
    if what.contains("refused") {
        "the machine is there, but nothing answers; is the port right?"
    } else if what.contains("unreachable") || what.contains("no route") {
        "is there a network?"
    } else {
        "the line or the server broke down; try again"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(code: u16, wait: Option<u64>) -> String {
        let wait = wait.map(Duration::from_secs);
        FetchError::Status { code, reason: "", wait }.way_out().unwrap()
    }

    #[test]
    fn when_to_come_back_is_told_as_the_server_says_it() {
        assert_eq!(hint(429, None), "it was asked too often; try again later");
        assert_eq!(hint(429, Some(0)), "it was asked too often; try again later");
        assert_eq!(hint(429, Some(61)), "it was asked too often; try again in 2 minutes");
        assert_eq!(hint(503, Some(60)), "the site is busy or being mended; try again in a minute");
        assert_eq!(hint(429, Some(86_400)), "it was asked too often; try again in 24 hours");
    }

    #[test]
    fn every_status_has_a_way_out() {
        let all: Vec<String> = (100..1000).map(|code| hint(code, None)).collect();
        assert!(all.iter().all(|hint| !hint.is_empty()));
        assert_eq!(hint(403, None), BROWSER);
        assert_eq!(hint(500, None), "the site is broken at the moment; later it may work");
        assert_eq!(hint(999, None), BROWSER);
    }
}
