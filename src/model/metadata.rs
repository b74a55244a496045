//! What is known about a page beside its text.

use super::{Clean, Media};

/// What is known about a page beside its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// The headline, without the site's name.
    pub title: Option<Clean>,
    /// The authors, as one line.
    pub byline: Option<Clean>,
    /// The site's name.
    pub site: Option<Clean>,
    /// When it was published, RFC 3339.
    pub published: Option<Clean>,
    /// When it was last changed, RFC 3339.
    pub modified: Option<Clean>,
    /// The language, BCP 47.
    pub language: Option<Clean>,
    /// The standfirst or description.
    pub description: Option<Clean>,
    /// The address of the lead picture.
    pub image: Option<Clean>,
    /// The part of the site that it stands in.
    pub section: Option<Clean>,
    /// What it was tagged with.
    pub tags: Vec<Clean>,
    /// The page's own address.
    pub url: Option<Clean>,
    /// Whether the page's data calls it a piece of news.
    pub is_news: bool,
    /// Other wordings of the title that the page gives, for telling headlines apart.
    pub titles: Vec<Clean>,
    /// The article's text as the page's data gives it, for telling body from the rest.
    pub body: Option<Clean>,
    /// The videos that the page's data names.
    pub videos: Vec<NamedVideo>,
    /// What the page's data calls the page.
    pub claims: Claims,
}

/// A video that the page's data names.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedVideo {
    /// What the data says of it.
    pub media: Media,
    /// Every address and number that the data gives it, for telling which player plays it.
    pub known_as: Vec<Clean>,
}

/// What the data of a page calls the page. Pages call themselves several things at once, so
/// these are clues, and the structure decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a clue of its own")]
pub struct Claims {
    /// An article, a review, a recipe.
    pub article: bool,
    /// An article, says only the card that social networks show.
    pub shared_as_article: bool,
    /// A list of other pages.
    pub listing: bool,
    /// Something for sale.
    pub product: bool,
    /// A discussion, or a question with answers.
    pub thread: bool,
}

/// What kind of page it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Class {
    /// There is an article in it.
    #[default]
    Article,
    /// It asks for consent before it shows anything.
    ConsentWall,
    /// It asks whether the reader is a machine.
    BotCheck,
    /// It shows a few lines and asks for money.
    PaywallStub,
    /// It shows nothing without scripts.
    ScriptOnly,
    /// It shows a video and nothing to read.
    VideoOnly,
    /// It leads to other pages: a front page, an index, results of a search, a shop's shelf.
    Listing,
    /// Posts of several people that answer each other. It is read, post by post.
    Thread,
    /// It sells something.
    Product,
    /// It is a feed.
    Feed,
    /// There is nothing in it.
    Empty,
}

impl Class {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::ConsentWall => "consent-wall",
            Self::BotCheck => "bot-check",
            Self::PaywallStub => "paywall-stub",
            Self::ScriptOnly => "script-only",
            Self::VideoOnly => "video-only",
            Self::Listing => "listing",
            Self::Thread => "thread",
            Self::Product => "product",
            Self::Feed => "feed",
            Self::Empty => "empty",
        }
    }
}
