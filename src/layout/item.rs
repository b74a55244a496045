//! The items of the sidebar, in one numbering: videos, then stories and embeds, then the
//! links within the text.

use crate::model::{BlockId, Clean, LinkId, LinkKind, Reading};

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
    let text = link.text.folded();
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
