//! What a run of text means. Only the theme knows how a meaning looks.

/// One row per role: its variant, its name in a theme, and the role whose style it takes
/// where a theme is silent.
macro_rules! roles {
    ($($(#[$doc:meta])+ $role:ident = $name:literal, $parent:expr;)+) => {
        /// What a run of text means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Role { $($(#[$doc])+ $role),+ }

        impl Role {
            /// Every role, parents before their children.
            pub const ALL: &[Self] = &[$(Self::$role),+];

            /// The name in a theme.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$role => $name),+ }
            }

            /// The role whose style it takes where a theme is silent.
            #[must_use]
            pub fn parent(self) -> Option<Self> {
                match self { $(Self::$role => $parent),+ }
            }
        }
    };
}

roles! {
    /// The text of the article; the root of all styles.
    Body = "body", None;
    /// Secondary text: still to be read, but later.
    Faint = "faint", Some(Self::Body);
    /// Strong importance.
    Strong = "strong", Some(Self::Body);
    /// Emphasis.
    Emphasis = "emphasis", Some(Self::Body);
    /// Struck out.
    Strike = "strike", Some(Self::Faint);
    /// Code, within a line or as a block.
    Code = "code", Some(Self::Body);
    /// The text of a link.
    Link = "link", Some(Self::Body);
    /// The headline.
    Title = "title", Some(Self::Strong);
    /// The summary under the headline.
    Standfirst = "standfirst", Some(Self::Body);
    /// Who wrote it.
    Byline = "byline", Some(Self::Faint);
    /// When it was published.
    Date = "date", Some(Self::Faint);
    /// The site's name.
    Site = "site", Some(Self::Faint);
    /// A heading of any level.
    Heading = "heading", Some(Self::Strong);
    /// A heading of level 1 or 2.
    HeadingMajor = "heading-major", Some(Self::Heading);
    /// A heading of level 4 or deeper.
    HeadingMinor = "heading-minor", Some(Self::Heading);
    /// A quotation.
    Quote = "quote", Some(Self::Body);
    /// The bar beside a quotation.
    QuoteBar = "quote-bar", Some(Self::Faint);
    /// The dot or number before an item of a list.
    ItemMark = "item-mark", Some(Self::Faint);
    /// A caption or credit.
    Caption = "caption", Some(Self::Faint);
    /// A row of a table.
    Row = "row", Some(Self::Body);
    /// The mark where a video stood.
    MediaMark = "media-mark", Some(Self::Link);
    /// The mark after a link or where a related story stood.
    LinkMark = "link-mark", Some(Self::MediaMark);
    /// A removed block, shown in place.
    Removed = "removed", Some(Self::Faint);
    /// The rule that removed it.
    RemovedRule = "removed-rule", Some(Self::Removed);
    /// A thin line that divides.
    Rule = "rule", Some(Self::Faint);
    /// The line above the text.
    Top = "top", Some(Self::Faint);
    /// The site's name in the line above the text.
    TopSite = "top-site", Some(Self::Top);
    /// The line below the text.
    Status = "status", Some(Self::Faint);
    /// A key to press.
    Key = "key", Some(Self::Strong);
    /// What the program has to say.
    Notice = "notice", Some(Self::Body);
    /// What went wrong.
    Mistake = "mistake", Some(Self::Notice);
    /// The ground of a drawer or overlay.
    Panel = "panel", Some(Self::Body);
    /// A heading in the sidebar.
    ShelfHeading = "shelf-heading", Some(Self::Faint);
    /// The number of an item in the sidebar.
    ShelfNumber = "shelf-number", Some(Self::MediaMark);
    /// The text of an item in the sidebar.
    ShelfText = "shelf-text", Some(Self::Body);
    /// How long a video is.
    ShelfTime = "shelf-time", Some(Self::Faint);
    /// The item nearest to what is being read.
    Near = "near", Some(Self::ShelfText);
    /// The chosen item.
    Selected = "selected", Some(Self::Strong);
    /// Text that was searched for.
    Found = "found", Some(Self::Strong);
    /// The match that the search stands on.
    FoundHere = "found-here", Some(Self::Found);
    /// What is being typed.
    Prompt = "prompt", Some(Self::Body);
    /// Where the next letter goes.
    Caret = "caret", Some(Self::Prompt);
    /// The line between text and sidebar.
    Separator = "separator", Some(Self::Rule);
    /// The part of the article that is on the screen.
    ScrollThumb = "scroll-thumb", Some(Self::Rule);
    /// The host that an item of the sidebar leads to.
    ShelfHost = "shelf-host", Some(Self::ShelfTime);
    /// A label to type on a link.
    Hint = "hint", Some(Self::FoundHere);
    /// A label that no longer matches what was typed, or the part of one that was typed.
    HintOther = "hint-other", Some(Self::Faint);
    /// The host within an address.
    Host = "host", Some(Self::Strong);
    /// What a folded section hides.
    Fold = "fold", Some(Self::Faint);
    /// The headline of an article in a list, as long as it is unread.
    Unread = "unread", Some(Self::Body);
    /// The headline of one that was read.
    Read = "read", Some(Self::Faint);
    /// The dot before what is unread.
    UnreadMark = "unread-mark", Some(Self::ItemMark);
    /// The star of what is starred.
    Star = "star", Some(Self::MediaMark);
    /// What else is said of an article in a list: its site, how long it takes.
    Meta = "meta", Some(Self::Faint);
    /// How old it is.
    Age = "age", Some(Self::Meta);
    /// A day, above its articles.
    Day = "day", Some(Self::ShelfHeading);
    /// What is searched for, in a list and in what an article begins with.
    Term = "term", Some(Self::MediaMark);
    /// A feed or another stack that has something unread.
    Stack = "stack", Some(Self::ShelfText);
    /// One that has nothing unread.
    StackRead = "stack-read", Some(Self::Faint);
    /// How many of a stack are unread.
    Count = "count", Some(Self::Faint);
    /// A feed that could not be had, or a page that is no article.
    Trouble = "trouble", Some(Self::Mistake);
    /// A feed that is being asked, or waits for its turn.
    Asking = "asking", Some(Self::ItemMark);
    /// What is selected where the keys do not go to.
    Shown = "shown", Some(Self::Near);
    /// The bar beside what is selected.
    SelectedBar = "selected-bar", Some(Self::ItemMark);
    /// How far a refresh has come.
    Progress = "progress", Some(Self::ItemMark);
}

impl Role {
    /// Whether it is drawn as lines, not letters, and needs less contrast.
    #[must_use]
    pub fn is_ornament(self) -> bool {
        matches!(
            self,
            Self::Rule
                | Self::Separator
                | Self::ScrollThumb
                | Self::QuoteBar
                | Self::SelectedBar
                | Self::Progress
        )
    }
}
