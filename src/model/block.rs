//! A block: the smallest piece of a page that is judged, moved and shown whole.

use super::{Clean, PlaceId};

/// A block's number in document order. The same from parse to screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

impl BlockId {
    /// As an index into the document's blocks.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The number of a link target in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

impl LinkId {
    /// As an index into the document's anchors.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The level of a heading, 1 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// A level, held within 1 to 6.
    #[must_use]
    pub fn new(level: u8) -> Self {
        Self(level.clamp(1, 6))
    }

    /// The number, 1 to 6.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

/// A piece of the page's text or one embed, with what kind of thing it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its number in document order.
    pub id: BlockId,
    /// What it is.
    pub kind: BlockKind,
    /// Its text, in runs of one style and one link each. Empty for most media.
    pub spans: Vec<Span>,
    /// Where it stood.
    pub origin: Origin,
}

/// What kind of thing a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A heading of the page.
    Heading(Level),
    /// A paragraph that the page marked as one.
    Paragraph,
    /// An item of a list.
    Item {
        /// How many lists it is nested in, less one.
        depth: u8,
        /// Its number, in a numbered list.
        ordinal: Option<u32>,
    },
    /// A quotation set apart.
    Quote,
    /// Text to be kept letter for letter.
    Code,
    /// The caption or the credit of a picture or a player.
    Caption,
    /// A row of a table; cells are separated by a tab.
    Row,
    /// A picture, a player, an embedded post.
    Media(Box<Media>),
    /// Text that stood in no element made for text. Read as a paragraph.
    Loose,
}

/// Something embedded that is not text.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// What it is.
    pub kind: MediaKind,
    /// Its address, absolute when the page's base is known.
    pub url: Option<Clean>,
    /// Its title, or the alternative text of a picture.
    pub title: Option<Clean>,
    /// What the page says about it in attributes or data.
    pub description: Option<Clean>,
    /// Length in seconds.
    pub duration: Option<u32>,
    /// The still picture shown before it plays.
    pub poster: Option<Clean>,
    /// The number or name under which its player knows it.
    pub id: Option<Clean>,
    /// Whose it is: the account of a post.
    pub by: Option<Clean>,
}

impl Media {
    /// Media of one kind with nothing known about it.
    #[must_use]
    pub fn new(kind: MediaKind) -> Self {
        Self {
            kind,
            url: None,
            title: None,
            description: None,
            duration: None,
            poster: None,
            id: None,
            by: None,
        }
    }
}

/// What an embed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// A moving picture.
    Video,
    /// Sound: a podcast, the article read aloud.
    Audio,
    /// A picture.
    Image,
    /// A post of a social network.
    Post,
    /// A document shown in place.
    Document,
    /// A map.
    Map,
    /// A chart or a table drawn elsewhere.
    Chart,
    /// A poll, a quiz, a form to fill in.
    Poll,
    /// Another small application.
    Widget,
    /// A frame whose content is unknown.
    Frame,
}

impl MediaKind {
    /// The name in JSON; none for a frame, which may hold anything.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Video => Some("video"),
            Self::Audio => Some("audio"),
            Self::Image => Some("image"),
            Self::Post => Some("post"),
            Self::Document => Some("document"),
            Self::Map => Some("map"),
            Self::Chart => Some("chart"),
            Self::Poll => Some("poll"),
            Self::Widget => Some("widget"),
            Self::Frame => None,
        }
    }

    /// The word for it, for a person.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Video => "Video",
            Self::Audio => "Audio",
            Self::Image => "Picture",
            Self::Post => "Post",
            Self::Document => "Document",
            Self::Map => "Map",
            Self::Chart => "Chart",
            Self::Poll => "Poll",
            Self::Widget => "Widget",
            Self::Frame => "Frame",
        }
    }
}

/// A run of text in one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Span {
    /// The text. May hold line breaks.
    pub text: Clean,
    /// Its style.
    pub marks: Marks,
    /// Where it links to.
    pub link: Option<LinkId>,
}

impl Span {
    /// A plain span.
    #[must_use]
    pub fn plain(text: Clean) -> Self {
        Self { text, marks: Marks::NONE, link: None }
    }
}

/// The inline styles of a span, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks(u8);

impl Marks {
    /// No style.
    pub const NONE: Self = Self(0);
    /// Strong importance, usually bold.
    pub const STRONG: Self = Self(1);
    /// Emphasis, usually italic.
    pub const EMPHASIS: Self = Self(2);
    /// Code within a line.
    pub const CODE: Self = Self(4);
    /// Struck out.
    pub const STRIKE: Self = Self(8);
    /// Raised.
    pub const SUPER: Self = Self(16);

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether every style of `other` is in this set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Where a block stood on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The nearest place of the page's tree.
    pub place: PlaceId,
    /// The line it began on, counted from 1, for plain text.
    pub line: Option<u32>,
    /// Cues of the inline elements that wrap the whole block.
    pub cues: super::Cues,
}

impl Block {
    /// The text of all spans, joined.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// The text of all spans, joined, still marked as clean.
    #[must_use]
    pub fn clean_text(&self) -> Clean {
        let mut joined = Clean::default();
        for span in &self.spans {
            joined.push(&span.text);
        }
        joined
    }

    /// The text from a byte offset on, without leading and trailing space.
    /// An offset inside a character or past the end is moved to the next border.
    #[must_use]
    pub fn text_from(&self, offset: usize) -> Clean {
        let whole = self.clean_text();
        whole.slice(offset, whole.len()).trimmed()
    }

    /// How many letters it holds, white space left out.
    #[must_use]
    pub fn letters(&self) -> usize {
        let count = |span: &Span| span.text.chars().filter(|c| !c.is_whitespace()).count();
        self.spans.iter().map(count).sum()
    }
}
