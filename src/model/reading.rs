//! A reading: the article, the sidebar and the ledger. Blocks move here; none is copied or lost.

use super::{
    Anchor, Block, BlockId, BlockKind, Class, Clean, LinkId, MediaKind, Metadata, Part, Reason, Source, Tree,
    count_words,
};

/// What a page became.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Where the page came from.
    pub source: Source,
    /// What kind of page it is.
    pub class: Class,
    /// What is known about it.
    pub metadata: Metadata,
    /// The article.
    pub article: Article,
    /// The videos and the links.
    pub sidebar: Sidebar,
    /// What was dropped, in document order.
    pub ledger: Vec<Dropped>,
    /// What the links of the spans point to.
    pub anchors: Vec<Anchor>,
    /// The skeleton that the blocks stood in.
    pub tree: Tree,
}

/// The article: what stands before its text, and its text in sections.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Headline, standfirst, byline and date, in document order.
    pub front: Vec<Front>,
    /// The text. A section is a heading with its blocks; an article without headings is
    /// cut at its embeds.
    pub sections: Vec<Section>,
}

/// A block that stands before the text.
#[derive(Clone, Debug)]
pub struct Front {
    /// Which part it is; never `Body` or `Caption`.
    pub part: Part,
    /// The block.
    pub block: Block,
}

/// A section: its heading, if it has one, is its first block.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The blocks, in document order.
    pub blocks: Vec<Block>,
}

impl Section {
    /// The text of the heading that the section begins with.
    #[must_use]
    pub fn title(&self) -> Option<Clean> {
        let first = self.blocks.first()?;
        matches!(first.kind, super::BlockKind::Heading(_)).then(|| first.clean_text().trimmed())
    }
}

/// What was moved beside the article.
#[derive(Clone, Debug, Default)]
pub struct Sidebar {
    /// Videos, in document order.
    pub videos: Vec<Video>,
    /// Links, in document order: related stories, embeds, links within the text.
    pub links: Vec<Link>,
}

/// A video: the caption, the doubled title and the WATCH line of one embed, as one.
#[derive(Clone, Debug, Default)]
pub struct Video {
    /// Its title.
    pub title: Option<Clean>,
    /// What it shows.
    pub description: Option<Clean>,
    /// Where it plays.
    pub url: Option<Clean>,
    /// Length in seconds.
    pub duration: Option<u32>,
    /// The still picture.
    pub poster: Option<Clean>,
    /// The last body block before it.
    pub after: Option<BlockId>,
    /// The blocks that were merged into it.
    pub blocks: Vec<Block>,
}

/// A length in seconds as `1:12` or `1:02:03`.
#[must_use]
pub fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// A link beside the article.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it says, without its label.
    pub text: Clean,
    /// Where it leads.
    pub url: Option<Clean>,
    /// What kind it is.
    pub kind: LinkKind,
    /// What an embed is.
    pub what: Option<MediaKind>,
    /// The last body block before it; the block that holds it for an inline link.
    pub after: Option<BlockId>,
    /// Its number among the document's anchors, for an inline link.
    pub anchor: Option<LinkId>,
    /// The block that was moved here. None for inline links, which stay in their sentence,
    /// and for the second and later links of one block.
    pub block: Option<Block>,
}

/// What kind of link it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// Another story.
    Related,
    /// A link within a sentence of the body.
    Inline,
    /// An embedded post, podcast or document.
    Embed,
}

impl LinkKind {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Related => "related",
            Self::Inline => "inline",
            Self::Embed => "embed",
        }
    }
}

/// A dropped block, with the reason and the evidence.
#[derive(Clone, Debug)]
pub struct Dropped {
    /// The block.
    pub block: Block,
    /// Why it was dropped.
    pub reason: Reason,
    /// The last body block before it.
    pub after: Option<BlockId>,
}

impl Reading {
    /// The blocks of the text, captions included, in document order.
    pub fn body(&self) -> impl Iterator<Item = &Block> {
        self.article.sections.iter().flat_map(|section| &section.blocks)
    }

    /// The clean body as plain text: a blank line between blocks, body kinds only.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for block in self.body().filter(|block| block.is_prose()) {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&number(block));
            for span in &block.spans {
                text.push_str(&span.text);
            }
        }
        text
    }

    /// The title of the metadata, which the page has judged; else the headline on the page.
    #[must_use]
    pub fn title(&self) -> Option<Clean> {
        self.metadata.title.clone().or_else(|| {
            let front = self.article.front.iter().find(|front| front.part == Part::Title)?;
            Some(front.block.clean_text().trimmed())
        })
    }

    /// The number of words in the body. Scripts without spaces count two letters as a word.
    #[must_use]
    pub fn words(&self) -> usize {
        self.body().filter(|block| block.is_prose()).map(|block| count_words(&block.text())).sum()
    }

    /// Every block of the reading, in no particular order: front, body, sidebar, ledger.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let front = self.article.front.iter().map(|front| &front.block);
        let videos = self.sidebar.videos.iter().flat_map(|video| &video.blocks);
        let links = self.sidebar.links.iter().filter_map(|link| link.block.as_ref());
        let ledger = self.ledger.iter().map(|dropped| &dropped.block);
        front.chain(self.body()).chain(videos).chain(links).chain(ledger)
    }
}

impl Block {
    /// Whether it is part of the plain text: not a caption, not media, not blank.
    #[must_use]
    pub fn is_prose(&self) -> bool {
        use super::BlockKind::{Caption, Media};
        !matches!(self.kind, Caption | Media(_)) && self.spans.iter().any(|span| !span.text.trim().is_empty())
    }
}

/// The number that a plain text has before a line of a list. In a page of HTML it is no text.
fn number(block: &Block) -> String {
    match (&block.kind, block.origin.line) {
        (BlockKind::Item { ordinal: Some(number), .. }, Some(_)) => format!("{number}. "),
        _ => String::new(),
    }
}
