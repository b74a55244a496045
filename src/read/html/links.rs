//! Link targets, resolved against the page's base and numbered.

use std::collections::HashMap;

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
        Self { base: base.cloned(), known: HashMap::new() }
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
