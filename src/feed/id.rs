//! What items are known by: the same at every parse and on every machine, and one of a kind.

use std::collections::HashMap;

use url::Url;

use super::nouns::Item;
use crate::model::Clean;

/// A longer id is known by its hash.
const LENGTH: usize = 500;

/// What an id is made from when the feed gives none.
const HASHED: &str = "hash:";

/// The ids of a feed so far, each with a hash of the item that bears it.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashMap<Clean, u128>,
}

/// An item that the feed had before, letter for letter.
#[derive(Debug, PartialEq)]
pub(super) struct Twin;

impl Ids {
    /// Finds the id of an item. The first of several with the same id keeps it, the others are told
    /// apart by what they say, so an id never depends on what comes behind it in the feed.
    pub(super) fn give(
        &mut self,
        item: &mut Item,
        own: &str,
        date: &str,
        site: Option<&Url>,
    ) -> Result<(), Twin> {
        let said = said(item, date);
        let id = wanted(item, own, said, site);
        let id = match self.taken.get(&id) {
            Some(before) if *before == said => return Err(Twin),
            Some(_) => Clean::field(&format!("{id}#{said:032x}")),
            None => id,
        };
        if self.taken.contains_key(&id) {
            return Err(Twin);
        }
        self.taken.insert(id.clone(), said);
        item.id = id;
        Ok(())
    }
}

/// The feed's own id, else the link, else the hash. A link to the feed's front page is no id: the
/// items of some feeds all lead there.
fn wanted(item: &Item, own: &str, said: u128, site: Option<&Url>) -> Clean {
    let own = if own.len() > LENGTH { Clean::field(&hashed(hash([own]))) } else { Clean::field(own) };
    if !own.is_empty() {
        return own;
    }
    match &item.link {
        Some(link) if Some(link) != site && link.as_str().len() <= LENGTH => Clean::field(link.as_str()),
        _ => Clean::field(&hashed(said)),
    }
}

fn hashed(hash: u128) -> String {
    format!("{HASHED}{hash:032x}")
}

/// A hash of what an item says.
fn said(item: &Item, date: &str) -> u128 {
    let title = item.title.as_deref().unwrap_or_default();
    let link = item.link.as_ref().map_or("", Url::as_str);
    let media = item.media.first().map_or("", |medium| medium.url.as_str());
    hash([title, link, date.trim(), item.html().unwrap_or_default(), media])
}

/// FNV-1a, 128 bits: it is written down in libraries, so it must never change.
fn hash<const N: usize>(parts: [&str; N]) -> u128 {
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    let mut add = |byte: u8| {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    };
    for part in parts {
        part.bytes().for_each(&mut add);
        add(0xFF);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(title: &str, link: Option<&str>) -> Item {
        let link = link.map(|link| Url::parse(link).unwrap());
        Item { title: Some(Clean::field(title)), link, ..Item::default() }
    }

    fn id(ids: &mut Ids, mut item: Item, own: &str) -> String {
        let site = Url::parse("https://site.example/").ok();
        ids.give(&mut item, own, "", site.as_ref()).map_or("twin".into(), |()| item.id.to_string())
    }

    #[test]
    fn its_own_id_then_the_link_then_a_hash() {
        let ids = &mut Ids::default();
        assert_eq!(id(ids, item("a", Some("https://site.example/a")), " 7 "), "7");
        assert_eq!(id(ids, item("a", Some("https://site.example/a")), " "), "https://site.example/a");
        assert_eq!(id(ids, item("a", None), ""), "hash:463761acb13c64bf6f10f6084246fc35");
        assert!(id(ids, item("b", Some("https://site.example/")), "").starts_with("hash:"));
    }

    #[test]
    fn the_same_id_twice_is_told_apart_by_what_is_said() {
        let ids = &mut Ids::default();
        assert_eq!(id(ids, item("first", None), "7"), "7");
        assert!(id(ids, item("second", None), "7").starts_with("7#"));
        assert_eq!(id(ids, item("first", None), "7"), "twin");
        assert_eq!(id(ids, item("second", None), "7"), "twin");
    }

    #[test]
    fn a_long_id_is_hashed() {
        assert_eq!(id(&mut Ids::default(), item("a", None), &"g".repeat(1_000_000)).len(), 5 + 32);
    }
}
