//! Link targets, resolved against the page's base and numbered.

use foldhash::HashMap;
use url::Url;

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

#[cfg(test)]
mod tests {
    use super::*;

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
