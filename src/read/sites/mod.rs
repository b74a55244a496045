//! What returns on the pages of a site: learned from many of its pages, shown to the judge of each
//! as evidence. Texts are known by their hashes alone, so nothing of a page is carried to another.

mod lines;
mod trace;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use lines::{Boxed, boxes, frame, text};
pub use trace::Trace;
pub(super) use trace::trace;

/// What is known of sites, by their hosts. Nothing, unless it was learned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sites(Option<Arc<BTreeMap<String, Site>>>);

/// What is known of one site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// How many different pages were seen.
    pub pages: u32,
    /// What returns, by its hash: on how many of them.
    pub returning: BTreeMap<u64, u32>,
}

impl Sites {
    /// What is known of a host.
    #[must_use]
    pub fn of(&self, host: &str) -> Option<&Site> {
        self.0.as_ref()?.get(site(host))
    }

    /// The hosts in their order, with what is known of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Site)> {
        self.0.iter().flat_map(|sites| sites.iter()).map(|(host, site)| (host.as_str(), site))
    }

    /// Whether anything is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|sites| sites.is_empty())
    }
}

impl FromIterator<(String, Site)> for Sites {
    fn from_iter<I: IntoIterator<Item = (String, Site)>>(sites: I) -> Self {
        Self(Some(Arc::new(sites.into_iter().collect())))
    }
}

/// The site of a host: with and without `www` it is the same.
fn site(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

impl Site {
    /// On how many pages that returns.
    #[must_use]
    pub fn on(&self, hash: u64) -> u32 {
        self.returning.get(&hash).copied().unwrap_or_default()
    }

    /// Whether so many pages are at least that many, and at least that share of all, in percent.
    pub(super) fn is_common(&self, pages: u32, least: u32, percent: u32) -> bool {
        pages >= least && u64::from(pages) * 100 >= u64::from(self.pages) * u64::from(percent)
    }
}

/// A hash that is the same in every version, on every machine: it is written into files.
fn hash(kind: u8, parts: &[&str]) -> u64 {
    // FNV-1a.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    add(kind);
    for part in parts {
        part.bytes().for_each(&mut add);
        add(0xff);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_the_same_for_ever_and_parts_are_not_glued() {
        assert_eq!(hash(0, &[]), 0xaf63_bd4c_8601_b7df);
        assert_ne!(hash(1, &["ab", "c"]), hash(1, &["a", "bc"]));
        assert_ne!(hash(1, &["ab"]), hash(2, &["ab"]));
    }

    #[test]
    fn a_site_is_known_with_and_without_www() {
        let sites = Sites::from_iter([("a.example".to_owned(), Site { pages: 9, ..Site::default() })]);
        assert_eq!(sites.of("www.a.example").map(|site| site.pages), Some(9));
        assert_eq!(sites.of("b.a.example"), None);
        assert!(Sites::default().is_empty() && Sites::default().of("a.example").is_none());
    }
}
