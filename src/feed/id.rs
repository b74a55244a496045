//! What items are known by: the same at every parse and on every machine, and one of a kind.
//!
//! The feed's own id, else the link, else the headline, else what the item says. An item without
//! an id of its own thus stays the same when its date or its text is changed. Only where several
//! items of one feed have the same id more is asked: what makes them differ. All of them are then
//! told apart, so that none takes the id of another when a new one comes before it.

use std::collections::HashMap;

use url::Url;

use super::nouns::{Feed, Item};
use crate::model::Clean;

/// A longer id is known by its hash.
const LENGTH: usize = 500;

/// What an id is made from when the feed gives none.
const HASHED: &str = "hash:";

/// What the items of a feed say of themselves, in their order.
#[derive(Debug, Default)]
pub(super) struct Ids(Vec<Own>);

/// What an item says of itself.
#[derive(Debug)]
struct Own {
    id: Clean,
    date: String,
}

impl Ids {
    /// Writes down what an item says of itself.
    pub(super) fn note(&mut self, own: &str, date: &str) {
        let id = if own.len() > LENGTH { Clean::field(&hashed(hash([own]))) } else { Clean::field(own) };
        self.0.push(Own { id, date: date.trim().to_owned() });
    }

    /// Gives every item of a feed that was read to its end its id. What stands in it twice, letter
    /// for letter, is left out.
    pub(super) fn settle(self, feed: &mut Feed) {
        let site = feed.site.clone();
        let mut groups: HashMap<Clean, Vec<usize>> = HashMap::new();
        for (at, (item, own)) in feed.items.iter_mut().zip(&self.0).enumerate() {
            item.id = wanted(item, own, site.as_ref());
            groups.entry(item.id.clone()).or_default().push(at);
        }
        let mut twins = vec![false; feed.items.len()];
        for group in groups.into_values().filter(|group| group.len() > 1) {
            self.tell_apart(&mut feed.items, group, &mut twins);
        }
        let mut twins = twins.into_iter();
        feed.items.retain(|_| !twins.next().unwrap_or_default());
        feed.shortened.twins += self.0.len().saturating_sub(feed.items.len());
    }

    /// Tells items with the same id apart by as little as is needed: by link and headline, by the
    /// date as well, by all that they say. Of those that say the same the first is kept.
    fn tell_apart(&self, items: &mut [Item], group: Vec<usize>, twins: &mut [bool]) {
        let hashes = |at: usize| Some((at, levels(items.get(at)?, &self.0.get(at)?.date)));
        let mut left: Vec<(usize, [u128; 3])> = Vec::with_capacity(group.len());
        let mut said = HashMap::new();
        for (at, hashes) in group.into_iter().filter_map(hashes) {
            if said.insert(hashes[2], at).is_none() {
                left.push((at, hashes));
            } else if let Some(twin) = twins.get_mut(at) {
                *twin = true;
            }
        }
        if left.len() < 2 {
            return;
        }
        for level in 0..3 {
            let of = |hashes: &[u128; 3]| hashes.get(level).copied().unwrap_or_default();
            let mut times: HashMap<u128, usize> = HashMap::new();
            for (_, hashes) in &left {
                *times.entry(of(hashes)).or_default() += 1;
            }
            left.retain(|(at, hashes)| {
                let hash = of(hashes);
                if times.get(&hash) != Some(&1) {
                    return true;
                }
                if let Some(item) = items.get_mut(*at) {
                    item.id = Clean::field(&format!("{}#{hash:032x}", item.id));
                }
                false
            });
        }
    }
}

/// The feed's own id, else the link, else a hash. A link to the feed's front page is no id: the
/// items of some feeds all lead there.
fn wanted(item: &Item, own: &Own, site: Option<&Url>) -> Clean {
    if !own.id.is_empty() {
        return own.id.clone();
    }
    let link = item.link.as_ref().filter(|link| Some(*link) != site).map(Url::as_str);
    match (link, item.title.as_deref()) {
        (Some(link), _) if link.len() <= LENGTH => Clean::field(link),
        (Some(link), _) => Clean::field(&hashed(hash([link]))),
        (None, Some(title)) => Clean::field(&hashed(hash([title]))),
        (None, None) => Clean::field(&hashed(hash([item.html().unwrap_or_default(), medium(item)]))),
    }
}

fn medium(item: &Item) -> &str {
    item.media.first().map_or("", |medium| medium.url.as_str())
}

fn hashed(hash: u128) -> String {
    format!("{HASHED}{hash:032x}")
}

/// Hashes of what an item says, each of more than the one before.
fn levels(item: &Item, date: &str) -> [u128; 3] {
    let title = item.title.as_deref().unwrap_or_default();
    let link = item.link.as_ref().map_or("", Url::as_str);
    let html = item.html().unwrap_or_default();
    [hash([title, link]), hash([title, link, date]), hash([title, link, date, html, medium(item)])]
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
        Item { title: (!title.is_empty()).then(|| Clean::field(title)), link, ..Item::default() }
    }

    /// The ids of items with an id of their own and a date each.
    fn ids(items: &[(&str, &str, Item)]) -> Vec<String> {
        let mut ids = Ids::default();
        for (own, date, _) in items {
            ids.note(own, date);
        }
        let site = Url::parse("https://site.example/").ok();
        let mut feed =
            Feed { site, items: items.iter().map(|(.., item)| item.clone()).collect(), ..Feed::default() };
        ids.settle(&mut feed);
        feed.items.iter().map(|item| item.id.to_string()).collect()
    }

    fn id(own: &str, date: &str, item: Item) -> String {
        ids(&[(own, date, item)]).remove(0)
    }

    #[test]
    fn its_own_id_then_the_link_then_the_headline() {
        let link = Some("https://site.example/a");
        assert_eq!(id(" 7 ", "", item("a", link)), "7");
        assert_eq!(id(" ", "", item("a", link)), "https://site.example/a");
        assert_eq!(id("", "", item("a", None)), "hash:0880954550ab1be95aa0733055b751b9");
        assert_eq!(id("", "", item("a", Some("https://site.example/"))), id("", "", item("a", None)));
    }

    #[test]
    fn another_date_or_text_makes_no_other_item() {
        let told = |html: &str| Item { content_html: Some(html.to_owned()), ..item("Ferry halted", None) };
        assert_eq!(id("", "Monday", told("once")), id("", "Tuesday", told("twice")));
        let untitled = |html: &str| Item { content_html: Some(html.to_owned()), ..Item::default() };
        assert_eq!(id("", "Monday", untitled("once")), id("", "Tuesday", untitled("once")));
        assert_ne!(id("", "", untitled("once")), id("", "", untitled("twice")));
    }

    #[test]
    fn the_same_id_several_times_is_told_apart_by_as_little_as_is_needed() {
        let daily = |html: &str| Item { content_html: Some(html.to_owned()), ..item("Weather", None) };
        let [monday, tuesday] = [("", "Monday", daily("rain")), ("", "Tuesday", daily("sun"))];
        let two = ids(&[tuesday.clone(), monday.clone()]);
        assert!(two.iter().all(|id| id.starts_with("hash:") && id.contains('#')), "{two:?}");
        let three = ids(&[("", "Wednesday", daily("sun")), tuesday.clone(), monday]);
        assert_eq!(three[1..], two, "what comes before them changes nothing");
        let changed = ids(&[("", "Tuesday", daily("sun, then fog")), ("", "Monday", daily("rain"))]);
        assert_eq!(changed, two, "nor does another text");
        assert_eq!(ids(&[tuesday.clone(), tuesday]).len(), 1, "what stands there twice is there once");
        let own = ids(&[("7", "", item("first", None)), ("7", "", item("second", None))]);
        assert!(own.iter().all(|id| id.starts_with("7#")) && own[0] != own[1]);
    }

    #[test]
    fn a_long_id_is_hashed() {
        assert_eq!(id(&"g".repeat(1_000_000), "", item("a", None)).len(), 5 + 32);
        let long = format!("https://site.example/{}", "g".repeat(LENGTH));
        assert_eq!(id("", "", item("a", Some(&long))), id("", "", item("b", Some(&long))));
    }
}
