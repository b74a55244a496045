//! Which cells of the screen are links, and where they lead.
//!
//! A cell has no room for an address. It carries a number in its underline's colour, which no
//! theme uses, so that a cell whose link has changed is drawn anew as one whose colour has; the
//! backend takes the number out again and writes the address. The number comes from the
//! address, so that it means the same in every frame.

use std::collections::BTreeMap;

use ratatui::style::Color;
use url::Url;

use crate::layout::{Item, Run};

/// No longer address is handed to a terminal.
const LONGEST: usize = 2048;

/// Where the links of a frame lead, by their number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    addresses: BTreeMap<u32, String>,
}

impl Links {
    /// Where the link of a cell leads, by the colour of its underline.
    #[must_use]
    pub fn address(&self, colour: Color) -> Option<(u32, &str)> {
        let Color::Rgb(high, middle, low) = colour else { return None };
        let number = u32::from_be_bytes([0, high, middle, low]);
        self.addresses.get(&number).map(|address| (number, address.as_str()))
    }

    /// The colour that stands for a run's link, if it leads to the web.
    pub(super) fn colour(&mut self, run: &Run, items: &[Item]) -> Option<Color> {
        let (first, _) = run.items?;
        let address = address(items.get(first.checked_sub(1)?)?)?;
        let number = number(&address);
        // Two addresses with one number: the second is no link.
        if *self.addresses.entry(number).or_insert_with(|| address.clone()) != address {
            return None;
        }
        let [_, high, middle, low] = number.to_be_bytes();
        Some(Color::Rgb(high, middle, low))
    }
}

/// The parsed address: nothing in it that a terminal would obey.
fn address(item: &Item) -> Option<String> {
    let text = item.url.as_deref().filter(|url| url.len() <= LONGEST)?;
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let address = String::from(url);
    (address.len() <= LONGEST && address.bytes().all(|byte| byte.is_ascii_graphic())).then_some(address)
}

/// FNV-1a, folded to the 24 bits of a colour.
fn number(address: &str) -> u32 {
    let hash = address
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 24) ^ (hash & 0x00ff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{ItemKind, Role};
    use crate::model::Clean;

    fn item(url: &str) -> Item {
        Item {
            number: 1,
            kind: ItemKind::Inline,
            text: Clean::field("x"),
            url: Some(Clean::field(url)),
            duration: None,
            after: None,
            anchor: None,
            host: None,
            also: Vec::new(),
        }
    }

    fn colour(links: &mut Links, url: &str) -> Option<Color> {
        links.colour(&Run::label("x", Role::Link).for_item(1), &[item(url)])
    }

    #[test]
    fn a_colour_leads_to_the_address_that_it_was_made_from() {
        let mut links = Links::default();
        let one = colour(&mut links, "https://a.example/é b").unwrap();
        let other = colour(&mut links, "https://b.example/").unwrap();
        assert_ne!(one, other);
        assert_eq!(links.address(one).unwrap().1, "https://a.example/%C3%A9%20b");
        assert_eq!(links.address(other).unwrap().1, "https://b.example/");
        assert_eq!(links.address(Color::Reset), None);
    }

    #[test]
    fn what_is_not_the_web_or_too_long_is_no_link() {
        for url in ["javascript:alert(1)", "file:///x", &format!("https://a.example/{}", "x".repeat(2050))] {
            assert_eq!(colour(&mut Links::default(), url), None, "{url}");
        }
    }
}
