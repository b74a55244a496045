//! Which addresses are public. The check is made on what the name resolved to, and that is
//! what is connected to, so a name cannot change its mind in between.

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::{Host, Url};

/// Resolves names, and remembers which lead into this machine or its network.
#[derive(Debug)]
pub(super) struct Names<R> {
    /// What knows where they lead.
    pub(super) known_to: R,
    /// Whether those are refused that are not public.
    pub(super) public_only: bool,
    /// What came of it.
    pub(super) seen: Seen,
}

/// Which hosts were private all along. Asking again what a host is would give it the chance to
/// say something else than what was connected to.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen(Arc<Mutex<HashMap<String, bool>>>);

impl Seen {
    /// Whether a host is in this machine or its network. One that only a proxy has looked up is not.
    pub(super) fn is_home(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        is_plainly_private(url) || self.hosts().get(host).copied().unwrap_or_default()
    }

    fn note(&self, host: &str, private: bool) {
        *self.hosts().entry(host.to_owned()).or_insert(true) &= private;
    }

    fn hosts(&self) -> MutexGuard<'_, HashMap<String, bool>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The refusal.
#[derive(Debug)]
pub(super) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the address is not public")
    }
}

impl std::error::Error for Refused {}

impl<R: Resolver> Resolver for Names<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.known_to.resolve(uri, config, timeout)?;
        // A proxy is the person's own choice, and often stands in their network.
        if config.proxy().is_some_and(|proxy| uri == proxy.uri()) {
            return Ok(found);
        }
        let public = found.iter().filter(|address| is_public(address.ip())).count();
        self.seen.note(uri.host().unwrap_or_default(), public == 0);
        if self.public_only && public < found.len() {
            return Err(ureq::Error::Other(Box::new(Refused)));
        }
        Ok(found)
    }
}

/// Whether the host of an address says by itself that it is this machine.
pub(super) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(v4)) => v4.is_loopback(),
        Some(Host::Ipv6(v6)) => v6.is_loopback(),
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}

/// Whether the host of an address says by itself that it is not public. A proxy would look
/// up a name for us, but these need no looking up.
pub(super) fn is_plainly_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(v4)) => !is_public(v4.into()),
        Some(Host::Ipv6(v6)) => !is_public(v6.into()),
        Some(Host::Domain(_)) | None => is_this_machine(url),
    }
}

/// Whether an address lies outside this machine and its network.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => embedded(v6).map_or_else(|| is_public_v6(v6), is_public_v4),
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, ..] = v4.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let special = v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast();
    let protocols = v4.octets().starts_with(&[192, 0, 0]);
    !(special || shared || protocols || a == 0 || a >= 240)
}

fn is_public_v6(v6: Ipv6Addr) -> bool {
    // Only 2000::/3 is given out as global.
    v6.segments().first().is_some_and(|first| first & 0xE000 == 0x2000)
}

/// The IPv4 address that an IPv6 address stands for: mapped, NAT64, 6to4.
fn embedded(v6: Ipv6Addr) -> Option<Ipv4Addr> {
    let v4 = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match v6.segments() {
        [0, 0, 0, 0, 0, 0xFFFF, high, low]
        | [0x64, 0xFF9B, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_every_dress() {
        let private = "127.0.0.1 10.1.2.3 192.168.0.1 172.16.9.9 169.254.169.254 0.0.0.0 100.64.0.1 255.255.255.255 \
             192.0.0.8 224.0.0.1 ::1 :: fe80::1 fc00::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ff02::1";
        for address in private.split_whitespace() {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn hosts_that_need_no_looking_up_are_known() {
        for private in [
            "http://localhost:1/",
            "http://a.localhost/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::ffff:7f00:1]/",
        ] {
            assert!(is_plainly_private(&Url::parse(private).unwrap()), "{private}");
        }
        assert!(!is_plainly_private(&Url::parse("http://localhost.example/").unwrap()));
        assert!(!is_this_machine(&Url::parse("http://10.0.0.1/").unwrap()));
    }

    #[test]
    fn public_addresses_are_let_through() {
        for address in ["93.184.216.34", "100.63.0.1", "172.32.0.1", "2606:2800:220:1::1", "::ffff:8.8.8.8"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
