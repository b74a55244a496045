//! The desk: what a reader subscribed to, and the list of articles that the chosen part of it holds.
//! Knows no library: it asks by [`Errand`]s and is told by [`Word`]s.

mod act;
mod asking;
pub(super) mod commands;
mod deeds;
mod hearing;
pub(super) mod keeping;
mod list;
pub(super) mod mouse;
mod moving;
mod nothing;
pub(super) mod opening;
mod panes;
pub(super) mod prompts;
mod rows;
mod seeking;
mod shelves;
mod stacks;

use super::Ticket;
use crate::model::{ArticleId, ArticleRow, Bookmark, Clean, Completion, FeedId, Reading, Sort, Source};
pub(super) use act::{back, route};
pub use asking::Questions;
pub(super) use asking::{errand, sit_down};
pub(super) use hearing::hear;
pub use nothing::Nothing;
pub use opening::MarkRead;
pub use panes::DeskPanes;
pub use rows::Placed;
pub use shelves::Shelved;
pub use stacks::{Holdings, stacks};

/// Which articles a list holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Stack {
    /// Those that are unread.
    Unread,
    /// Those that are starred.
    Starred,
    /// All.
    All,
    /// Those that fit a query which was kept under a name.
    Search {
        /// The name.
        name: Clean,
        /// The query.
        query: String,
    },
    /// Those of feeds with this tag, and those that have it themselves.
    Tag(Clean),
    /// Those of a feed.
    Feed(FeedId),
}

/// A row of the pane that lists the stacks.
#[derive(Clone, Debug)]
pub struct StackRow {
    /// Which articles.
    pub stack: Stack,
    /// What it is called.
    pub name: Clean,
    /// How many of them are unread; none where that is not counted.
    pub unread: Option<u64>,
    /// How deep it stands: a feed below its tag.
    pub depth: u8,
    /// How the feed fares, if it is one.
    pub state: FeedState,
}

/// How a feed fares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FeedState {
    /// Well.
    #[default]
    Still,
    /// It waits for its turn to be asked.
    Waiting,
    /// It is being asked.
    Asking,
    /// This went wrong when it was asked last.
    Trouble(Clean),
}

/// Which pane the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeskPane {
    /// The stacks.
    Stacks,
    /// The list of articles.
    #[default]
    List,
}

/// The list of articles, as far as it was asked for.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Its rows, from the first.
    pub rows: Vec<ArticleRow>,
    /// Which row is selected.
    pub selected: usize,
    /// The first row on the screen.
    pub top: usize,
    /// How many there are in all, once it was counted.
    pub total: Option<u64>,
    /// Whether there are more behind the last row.
    pub more: bool,
}

/// What an article begins with, beside or below the list.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Which article.
    pub id: ArticleId,
    /// Its first paragraphs, or the places in it that fit what is searched for.
    pub text: Clean,
}

/// How far a refresh has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refreshing {
    /// How many feeds are asked.
    pub feeds: usize,
    /// How many have answered, or did not.
    pub done: usize,
    /// How many of these failed.
    pub failed: usize,
    /// How many new articles came.
    pub new: usize,
    /// How many pages are still to be fetched to make teasers whole.
    pub pages: usize,
}

/// The desk.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// The stacks, in order.
    pub stacks: Vec<StackRow>,
    /// Which of them is shown.
    pub stack: usize,
    /// The list.
    pub list: List,
    /// The beginning of the selected article.
    pub preview: Option<Preview>,
    /// Which pane the keys go to.
    pub pane: DeskPane,
    /// What the list is filtered by, as it was typed.
    pub filter: String,
    /// The order of the list.
    pub sort: Sort,
    /// The refresh that goes on.
    pub refreshing: Option<Refreshing>,
    /// What time it is, in seconds since 1970: for ages.
    pub now: i64,
    /// How many seconds the reader's clock on the wall is ahead of that of Greenwich: for days.
    pub ahead: i32,
    /// The address of the feed that is only looked at, and not in the reader's library.
    pub source: Option<Clean>,
    /// What a reader must know of the library all the time, such as that nothing can be written.
    pub warning: Option<Clean>,
    /// What was asked of the edge and not answered yet, and what must be known for it.
    pub asked: Questions,
}

/// Something for the edge to do with the library. Each is answered by one [`Word`] or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Tell the stacks.
    Stacks,
    /// Tell a part of a list.
    List {
        /// To be given back with the answer.
        ticket: Ticket,
        /// Which articles.
        stack: Stack,
        /// What they must fit besides.
        filter: String,
        /// In which order.
        sort: Sort,
        /// Behind this article; from the first if none.
        behind: Option<ArticleId>,
        /// How many.
        count: usize,
    },
    /// Tell what an article begins with.
    Preview(ArticleId),
    /// Read an article for the screen.
    Open {
        /// To be given back with the answer.
        ticket: Ticket,
        /// Which article.
        article: ArticleId,
    },
    /// Ask for the page of an article that is a teaser.
    Fetch(ArticleId),
    /// Tell of the article that an address leads to, if there is one.
    Find(String),
    /// Mark articles as read or unread.
    Mark(Vec<ArticleId>, bool),
    /// Mark all articles of a list as read.
    MarkAll {
        /// Which articles.
        stack: Stack,
        /// What they must fit besides.
        filter: String,
    },
    /// Star articles, or take the star off.
    Star(Vec<ArticleId>, bool),
    /// Give an article a tag, or take it away.
    Tag(ArticleId, String, bool),
    /// Take articles out of every list.
    Remove(Vec<ArticleId>),
    /// Take the last act back.
    Undo,
    /// Write down where the reader stopped.
    Bookmark(ArticleId, Bookmark),
    /// Ask these feeds, or those that are due, or all.
    Refresh(Which),
    /// Ask no more.
    StopRefresh,
    /// Subscribe to a feed, or find one on the page of that address.
    AddFeed(String),
    /// Give up a feed.
    RemoveFeed(FeedId),
    /// Call a feed something else.
    RenameFeed(FeedId, String),
    /// Give a feed a tag, or take it away.
    TagFeed(FeedId, String, bool),
    /// When the pages of a feed's items are fetched.
    Complete(FeedId, Completion),
    /// Keep a query under a name.
    SaveSearch(String, String),
    /// Forget one.
    ForgetSearch(String),
}

/// Which feeds to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that are due.
    Due,
    /// All.
    All,
    /// These.
    These(Vec<FeedId>),
}

/// What the edge tells of the library.
#[derive(Debug)]
pub enum Word {
    /// The stacks.
    Stacks(Vec<StackRow>),
    /// A part of a list.
    List {
        /// The question that this answers.
        ticket: Ticket,
        /// The rows.
        rows: Vec<ArticleRow>,
        /// Whether there are more.
        more: bool,
        /// How many there are in all, if it was counted.
        total: Option<u64>,
    },
    /// What an article begins with.
    Preview(Preview),
    /// An article for the screen.
    Opened {
        /// The question that this answers.
        ticket: Ticket,
        /// Its row.
        row: Box<ArticleRow>,
        /// The article, or why it cannot be shown.
        result: Result<Box<Reading>, String>,
        /// Where the reader stopped last time.
        bookmark: Option<Bookmark>,
        /// Whether it is a teaser whose page is being fetched.
        fetches: bool,
    },
    /// The page of an article that was a teaser.
    Whole {
        /// Which article it was asked for.
        article: ArticleId,
        /// Its row now, if it could be kept.
        row: Option<Box<ArticleRow>>,
        /// The whole article, or why what the feed gives must do.
        result: Result<Box<Reading>, String>,
    },
    /// The article that an address leads to is in the library.
    Found {
        /// The address.
        address: String,
        /// Its row.
        row: Box<ArticleRow>,
        /// Where the reader stopped last time.
        bookmark: Option<Bookmark>,
    },
    /// An article was put into the reader's library.
    Kept {
        /// Where it came from.
        source: Source,
        /// Its row there.
        row: Box<ArticleRow>,
    },
    /// A feed was added: it is the one to be shown.
    Added(FeedId),
    /// A question has no answer, in words: a list, or an article that was to be opened.
    Lost(Ticket, String),
    /// Rows that are not as they were.
    Changed(Vec<ArticleRow>),
    /// Something came into the library: lists may be longer.
    Grown,
    /// How a feed fares.
    Feed(FeedId, FeedState),
    /// How far the refresh has come; none when it has ended.
    Refreshing(Option<Refreshing>),
    /// An act was done, in words.
    Done(String),
    /// An act could not be done, in words with a way out.
    Failed(String),
    /// What time it is, in seconds since 1970.
    Now(i64),
}
