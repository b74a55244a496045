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

    /// Resolves what follows against another base.
    pub(super) fn rebase(&mut self, base: Option<&Url>) {
        self.base = base.cloned();
        self.known.clear();
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

    fn is_local(&self, href: &str) -> bool {
        if href.starts_with('#') {
            return true;
        }
        let Some((before, _)) = href.split_once('#') else { return false };
        self.base.as_ref().is_some_and(|base| base.join(before).is_ok_and(|url| url == *base))
    }
}
