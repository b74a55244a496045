//! The items of the sidebar, in one numbering: videos, then stories and embeds, then the
//! links within the text.

use crate::model::{BlockId, Clean, LinkId, LinkKind, MediaKind, Reading};

/// What an item of the sidebar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A video.
    Video,
    /// Another story.
    Related,
    /// An embedded post, podcast or document.
    Embed,
    /// A link within the text.
    Inline,
}

/// An item of the sidebar.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its number, counted from 1; the same in the text.
    pub number: usize,
    /// What it is.
    pub kind: ItemKind,
    /// What it says.
    pub text: Clean,
    /// Where it leads.
    pub url: Option<Clean>,
    /// Length of a video in seconds.
    pub duration: Option<u32>,
    /// The last body block before it, or the block that holds it.
    pub after: Option<BlockId>,
    /// Its number among the document's anchors, for a link within the text.
    pub anchor: Option<LinkId>,
}

impl Item {
    /// The mark that stands for it in the text.
    #[must_use]
    pub fn sign(&self) -> char {
        match self.kind {
            ItemKind::Video => '▶',
            ItemKind::Related | ItemKind::Embed | ItemKind::Inline => '→',
        }
    }
}

/// The items of a reading, numbered.
#[must_use]
pub fn items(reading: &Reading) -> Vec<Item> {
    let links = |inline: bool| {
        let links = reading.sidebar.links.iter();
        links.filter(move |link| (link.kind == LinkKind::Inline) == inline).map(link_item)
    };
    let videos = reading.sidebar.videos.iter().map(video_item);
    let mut items: Vec<Item> = videos.chain(links(false)).chain(links(true)).collect();
    for (index, item) in items.iter_mut().enumerate() {
        item.number = index + 1;
    }
    items
}

fn video_item(video: &crate::model::Video) -> Item {
    let text = video.title.as_ref().or(video.description.as_ref()).or(video.url.as_ref());
    Item {
        number: 0,
        kind: ItemKind::Video,
        text: text.map_or_else(|| Clean::field("Video"), Clean::folded),
        url: video.url.clone(),
        duration: video.duration,
        after: video.after,
        anchor: None,
    }
}

fn link_item(link: &crate::model::Link) -> Item {
    let kind = match link.kind {
        LinkKind::Related => ItemKind::Related,
        LinkKind::Embed => ItemKind::Embed,
        LinkKind::Inline => ItemKind::Inline,
    };
    let text = told(link);
    let text = if text.is_empty() { link.url.clone().unwrap_or_default() } else { text };
    Item {
        number: 0,
        kind,
        text,
        url: link.url.clone(),
        duration: None,
        after: link.after,
        anchor: link.anchor,
    }
}

/// What a link says; before the title of an embed, what it is: `Map: the harbour`.
fn told(link: &crate::model::Link) -> Clean {
    let text = link.text.folded();
    let Some(what) = link.what.and_then(MediaKind::name) else { return text };
    if text.to_lowercase().starts_with(what) {
        return text;
    }
    let (first, rest) = what.split_at(1);
    Clean::field(&format!("{}{rest}: {text}", first.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Link;

    fn embed(text: &str, what: MediaKind) -> String {
        let link = Link {
            text: Clean::field(text),
            url: None,
            kind: LinkKind::Embed,
            what: Some(what),
            after: None,
            anchor: None,
            block: None,
        };
        link_item(&link).text.into_string()
    }

    #[test]
    fn an_embed_says_what_it_is() {
        assert_eq!(embed("The harbour", MediaKind::Map), "Map: The harbour");
        assert_eq!(embed("Map", MediaKind::Map), "Map");
        assert_eq!(embed("Post by @fair", MediaKind::Post), "Post by @fair");
        assert_eq!(embed("tides.example", MediaKind::Frame), "tides.example");
    }
}
