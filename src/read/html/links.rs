//! Link targets, resolved against the page's base and numbered.

use foldhash::HashMap;
use memchr::memchr_iter;
use url::{Position, Url};

use crate::model::{Anchor, Clean, Document, LinkId};

/// Addresses longer than this are not kept.
const LENGTH: usize = 8 * 1024;

/// Resolves and numbers link targets.
pub(super) struct Links {
    base: Option<Url>,
    known: HashMap<String, LinkId>,
}

impl Links {
    pub(super) fn new(base: Option<&Url>) -> Self {
        Self { base: base.cloned(), known: HashMap::default() }
    }

    /// The number of a link target. None for what leads nowhere.
    pub(super) fn add(&mut self, document: &mut Document, href: &str) -> Option<LinkId> {
        let href = href.trim();
        if href.is_empty() || href.len() > LENGTH {
            return None;
        }
        if let Some(id) = self.known.get(href) {
            return Some(*id);
        }
        let id = LinkId(u32::try_from(document.anchors.len()).ok()?);
        document.anchors.push(Anchor { url: self.resolve(href), local: self.is_local(href) });
        self.known.insert(href.to_owned(), id);
        Some(id)
    }

    /// An address, absolute when the base is known.
    pub(super) fn resolve(&self, href: &str) -> Clean {
        let href = href.trim();
        if let Some(address) = self.as_written(href) {
            return address;
        }
        let resolved = match &self.base {
            Some(base) => base.join(href).ok(),
            None if href.starts_with("//") => Url::parse(&format!("https:{href}")).ok(),
            None => Url::parse(href).ok(),
        };
        match resolved {
            Some(url) => Clean::field(url.as_str()),
            None => Clean::field(href),
        }
    }

    /// An address in which nothing is left to resolve: its own host's or another's. To see that takes a
    /// tenth of the time of resolving it, and most are such.
    fn as_written(&self, href: &str) -> Option<Clean> {
        if !is_plain(href) {
            return None;
        }
        if href.starts_with('/') && !href.starts_with("//") {
            let base = self.base.as_ref().filter(|base| matches!(base.scheme(), "http" | "https"))?;
            return Some(Clean::field(&[&base[..Position::BeforePath], href].concat()));
        }
        let rest = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://"))?;
        let (host, path) = rest.split_once('/')?;
        (is_plain_host(host) && is_plain(path)).then(|| Clean::field(href))
    }

    /// Whether an address is the page's own.
    pub(super) fn is_own(&self, address: &str) -> bool {
        let bare = |url: &str| url.split('#').next().unwrap_or_default().to_owned();
        self.base.as_ref().is_some_and(|base| bare(base.as_str()) == bare(address))
    }

    /// Whether a link leads nowhere else: into the page itself, or to a program.
    fn is_local(&self, href: &str) -> bool {
        let scheme = href.split_once(':').map(|(scheme, _)| scheme.trim().to_ascii_lowercase());
        let is_program =
            |scheme: &str| matches!(scheme, "javascript" | "data" | "vbscript" | "about" | "blob");
        if href.starts_with('#') || scheme.is_some_and(|scheme| is_program(&scheme)) {
            return true;
        }
        let Some((before, _)) = href.split_once('#') else { return false };
        self.base.as_ref().is_some_and(|base| base.join(before).is_ok_and(|url| url == *base))
    }
}

/// Whether an address has no character that would be written otherwise, and no step that leads
/// up again.
fn is_plain(href: &str) -> bool {
    let is_plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'/' | b'-'
                    | b'_'
                    | b'.'
                    | b'~'
                    | b'?'
                    | b'&'
                    | b'='
                    | b'+'
                    | b','
                    | b':'
                    | b'@'
                    | b'%'
                    | b'#'
            )
    };
    let bytes = href.as_bytes();
    let steps = || memchr_iter(b'/', bytes).filter_map(|at| bytes.get(at + 1));
    bytes.iter().all(|byte| is_plain(*byte)) && steps().all(|first| !matches!(first, b'.' | b'%'))
}

/// Whether a host is names of small letters and digits, the last one of letters: no number, no port,
/// no name in another script.
fn is_plain_host(host: &str) -> bool {
    let is_name = |name: &str| {
        let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        !name.is_empty() && !name.starts_with("xn--") && name.bytes().all(is_plain)
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    last.bytes().all(|byte| byte.is_ascii_lowercase()) && host.split('.').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_no_resolving_is_what_resolving_gives() {
        let pieces = [
            "https://",
            "http://",
            "HTTP://",
            "/",
            "//",
            ".",
            "..",
            "/..",
            "/.",
            "a",
            "B",
            "7",
            "0x1f",
            "-",
            "_",
            "%2e",
            "%41",
            "?",
            "#",
            "=",
            "&",
            ":",
            "@",
            "+",
            ",",
            "~",
            "xn--",
            "com",
            "news.example",
            ":80",
            "\\",
            "'",
            " ",
            "é",
        ];
        let bases = [None, Some("https://user@News.example:8080/a/b?c#d"), Some("http://x.example")];
        let (mut seed, mut plain) = (7_u64, 0);
        for round in 0..60_000 {
            let mut href = String::new();
            if round % 2 == 0 {
                href.push_str(if round % 4 == 0 { "https://news.example/" } else { "/" });
            }
            for _ in 0..round % 7 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                href.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let href = href.trim();
            for base in bases.map(|base| base.and_then(|base| Url::parse(base).ok())) {
                let links = Links::new(base.as_ref());
                let Some(address) = links.as_written(href) else { continue };
                plain += 1;
                let resolved = base.map_or_else(|| Url::parse(href), |base| base.join(href)).unwrap();
                assert_eq!(address.as_str(), resolved.as_str(), "{href}");
            }
        }
        assert!(plain > 10_000, "{plain}");
    }

    #[test]
    fn what_runs_a_program_or_stays_on_the_page_leads_nowhere() {
        let mut links = Links::new(Url::parse("https://news.example/a/b").ok().as_ref());
        let mut document = Document::default();
        for (href, url, local) in [
            ("c?utm_source=x", "https://news.example/a/c?utm_source=x", false),
            ("//other.example/", "https://other.example/", false),
            ("mailto:desk@news.example", "mailto:desk@news.example", false),
            ("#note", "https://news.example/a/b#note", true),
            ("/a/b#note", "https://news.example/a/b#note", true),
            (" JavaScript:void(0)", "javascript:void(0)", true),
            ("data:text/html,x", "data:text/html,x", true),
        ] {
            let id = links.add(&mut document, href).unwrap();
            let anchor = document.anchor(id).unwrap();
            assert_eq!((anchor.url.as_str(), anchor.local), (url, local), "{href}");
        }
        assert_eq!(links.add(&mut document, "  "), None);
    }
}
