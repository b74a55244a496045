//! What becomes of a block, and why. The evidence is in the variant.

use super::{BlockId, Clean, Cue, Dropped, Landmark};

/// What becomes of a block. Every block gets exactly one.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It belongs to the article.
    Keep(Part),
    /// It goes to the sidebar.
    Shelve(Shelf),
    /// It goes to the ledger.
    Drop(Reason),
}

/// Which part of the article a kept block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The headline.
    Title,
    /// The summary under the headline.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Date,
    /// A block of the text.
    Body,
    /// A caption or a credit: shown with the text, not part of it.
    Caption,
}

/// Where in the sidebar a block goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shelf {
    /// It is a part of the video that begins with block `lead`.
    Video {
        /// The first block of that video.
        lead: BlockId,
        /// Which part it is.
        part: VideoPart,
    },
    /// It is a link to another story; the text after byte `label` is its title.
    Related {
        /// How many bytes of the block's text are the label before the title.
        label: u32,
    },
    /// It is an embed other than a video: a post, a podcast, a document.
    Embed,
}

/// Which part of a video a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VideoPart {
    /// The player.
    Player,
    /// Its title, after `label` bytes of label ("WATCH: ").
    Title {
        /// How many bytes of the block's text are the label before the title.
        label: u32,
    },
    /// What it shows, after `label` bytes of label ("WATCH: ").
    Description {
        /// How many bytes of the block's text are the label before the caption.
        label: u32,
    },
    /// Its length, as the page writes it.
    Duration {
        /// In seconds.
        seconds: u32,
    },
}

/// Why a block was dropped, with the evidence.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// It marks the place of an advertisement.
    AdMarker,
    /// It says what another block says.
    Repeats(BlockId),
    /// It repeats the headline.
    RepeatsTitle,
    /// It is made of links.
    LinkDense {
        /// The share of its letters that are inside links.
        percent: u8,
    },
    /// It stands in a part of the page that is not the article.
    Furniture(Landmark),
    /// Its element's class or id says what it is.
    Named(Cue),
    /// It asks the reader to do something.
    Prompt(Invitation),
    /// It belongs to a control or a widget of the page.
    Interface(Fixture),
    /// It stands outside the article.
    Outside,
    /// It is the heading of something that was moved or dropped.
    HeadingOf(BlockId),
    /// It is a part of a link to another story: a teaser, a kicker.
    PartOf(BlockId),
    /// The page's own data does not count it as the article's text.
    NotInData,
    /// It stands after the article's last paragraph.
    AfterEnd,
    /// It is unlike the text of an article, by a model learned from pages.
    Unlike {
        /// How sure the model is that it is text: 0 to 100.
        percent: u8,
        /// What speaks most against it, in words.
        against: String,
    },
    /// It is a short line that no sentence is near.
    Stub {
        /// How many words it has.
        words: u32,
    },
    /// It stands on many pages of its site.
    OnManyPages {
        /// What of it.
        what: Returning,
        /// On how many pages.
        pages: u32,
        /// Of how many.
        of: u32,
    },
    /// It has no text and shows nothing.
    Blank,
    /// The reader dropped it.
    ByReader,
    /// A rule of the reader's own says so.
    ByRule {
        /// The number of the rule.
        rule: u32,
        /// What the reader wrote beside it.
        note: Option<Clean>,
    },
}

/// What a prompt asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Invitation {
    /// Sign up for a newsletter.
    Newsletter,
    /// Subscribe or log in.
    Subscribe,
    /// Install an app.
    App,
    /// Follow an account.
    Follow,
    /// Comment.
    Comment,
    /// Send feedback or report an error.
    Feedback,
    /// Give money.
    Donate,
}

impl Invitation {
    /// In words, for a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Newsletter => "sign-up for a newsletter",
            Self::Subscribe => "prompt to subscribe or log in",
            Self::App => "prompt to install an app",
            Self::Follow => "prompt to follow an account",
            Self::Comment => "prompt to comment",
            Self::Feedback => "prompt for feedback",
            Self::Donate => "prompt to give money",
        }
    }
}

/// What returns on the pages of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Returning {
    /// The same text.
    Text,
    /// The same box, with texts that return as well.
    Box,
}

/// A control or widget of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fixture {
    /// Buttons to share the page.
    ShareBar,
    /// Buttons and notices of a player.
    Player,
    /// Buttons and counters of a gallery.
    Gallery,
    /// The tags of the article.
    Tags,
    /// The copyright line.
    Copyright,
    /// Consent to cookies.
    Consent,
    /// Minutes to read, counts of views.
    Counter,
    /// A heading such as "Most read".
    Recirculation,
    /// Who the author is.
    Biography,
    /// "Show more", "Close", "Skip to content".
    Button,
    /// What a forum puts around a post: ranks, counts, buttons, signatures.
    Post,
}

impl Fixture {
    /// In words, for a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::ShareBar => "share buttons",
            Self::Player => "player's buttons",
            Self::Gallery => "gallery's buttons",
            Self::Tags => "tags of the article",
            Self::Copyright => "copyright line",
            Self::Consent => "cookie notice",
            Self::Counter => "counter",
            Self::Recirculation => "list of other stories",
            Self::Biography => "about the author",
            Self::Button => "button",
            Self::Post => "forum's frame of a post",
        }
    }
}

impl Reason {
    /// The rule's name, stable, for scripts.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match self {
            Self::AdMarker => "ad-marker",
            Self::Repeats(_) => "repeated-line",
            Self::RepeatsTitle => "repeated-title",
            Self::LinkDense { .. } => "link-list",
            Self::Furniture(_) => "furniture",
            Self::Named(_) => "named",
            Self::Prompt(_) => "prompt",
            Self::Interface(_) => "interface",
            Self::Outside => "outside",
            Self::HeadingOf(_) => "heading-of-moved",
            Self::PartOf(_) => "card",
            Self::NotInData => "not-in-data",
            Self::AfterEnd => "after-end",
            Self::Unlike { .. } => "unlike-text",
            Self::Stub { .. } => "stub",
            Self::OnManyPages { .. } => "on-many-pages",
            Self::Blank => "blank",
            Self::ByReader => "by-reader",
            Self::ByRule { .. } => "by-rule",
        }
    }

    /// What the rule takes out, as a heading over several lines.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::AdMarker => "Ad markers",
            Self::Repeats(_) => "Lines that are there twice",
            Self::RepeatsTitle => "The headline again",
            Self::LinkDense { .. } => "Lists of links",
            Self::Furniture(_) => "Furniture of the page",
            Self::Named(_) => "Named by the page",
            Self::Prompt(_) => "Prompts",
            Self::Interface(_) => "Buttons and widgets",
            Self::Outside => "Outside the article",
            Self::HeadingOf(_) => "Headings of what was moved",
            Self::PartOf(_) => "Teasers of other stories",
            Self::NotInData => "Not in the page's own data",
            Self::AfterEnd => "After the article's end",
            Self::Unlike { .. } => "Unlike the article",
            Self::Stub { .. } => "Short lines alone",
            Self::OnManyPages { .. } => "On many pages of the site",
            Self::Blank => "Nothing to show",
            Self::ByReader => "Dropped by you",
            Self::ByRule { .. } => "Dropped by your rules",
        }
    }

    /// Why, in words, with the evidence. A block that it names is told by its number; on a screen
    /// without numbers say [`Reason::told`].
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::AdMarker => "ad marker".into(),
            Self::Repeats(id) => format!("same as block {}", id.0),
            Self::RepeatsTitle => "same as the headline".into(),
            Self::LinkDense { percent } => format!("link list, {percent} % links"),
            Self::Furniture(landmark) => landmark.words().into(),
            Self::Named(cue) => format!("the page calls it “{}”", cue.word()),
            Self::Prompt(invitation) => invitation.words().into(),
            Self::Interface(fixture) => fixture.words().into(),
            Self::Outside => "outside the article".into(),
            Self::HeadingOf(id) => format!("heading of block {}, which was moved", id.0),
            Self::PartOf(id) => format!("teaser of another story, block {}", id.0),
            Self::NotInData => "not in the text that the page's own data gives".into(),
            Self::AfterEnd => "after the article's end".into(),
            Self::Unlike { percent, against } => {
                format!("unlike the article, {percent} % sure that it is text ({against})")
            }
            Self::Stub { words: 1 } => "a single word, no sentence near".into(),
            Self::Stub { words } => format!("{words} words, no sentence near"),
            Self::OnManyPages { what: Returning::Text, pages, of } => {
                format!("stands on {pages} of {of} pages of this site")
            }
            Self::OnManyPages { what: Returning::Box, pages, of } => {
                format!("a box like it stands on {pages} of {of} pages of this site")
            }
            Self::Blank => "nothing to show".into(),
            Self::ByReader => "you dropped it".into(),
            Self::ByRule { rule, note: None } => format!("your rule {rule}"),
            Self::ByRule { rule, note: Some(note) } => format!("your rule {rule}: {note}"),
        }
    }

    /// Why this block was dropped, as it is said where blocks have no numbers: other blocks are
    /// told by where they stand.
    #[must_use]
    pub fn told(&self, dropped: BlockId) -> String {
        match self {
            Self::Repeats(id) if id.0.checked_add(1) == Some(dropped.0) => "same as the line above".into(),
            Self::Repeats(id) if *id < dropped => "same as a line above".into(),
            Self::Repeats(id) if dropped.0.checked_add(1) == Some(id.0) => "same as the line below".into(),
            Self::Repeats(_) => "same as a line below".into(),
            Self::HeadingOf(_) => "heading of what was moved".into(),
            Self::PartOf(_) => "teaser of another story".into(),
            _ => self.words(),
        }
    }

    /// Whether this reason, of a block of that number, is told in the words in which the other's
    /// is.
    #[must_use]
    pub fn is_told_as(&self, id: BlockId, other: &Dropped) -> bool {
        self == &other.reason
            || (self.rule() == other.reason.rule() && self.told(id) == other.reason.told(other.block.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_there_twice_is_told_by_where_the_other_stands() {
        let told = |other| Reason::Repeats(BlockId(other)).told(BlockId(4));
        assert_eq!(
            [3, 1, 5, 9].map(told),
            ["the line above", "a line above", "the line below", "a line below"]
                .map(|place| format!("same as {place}"))
        );
        assert_eq!(Reason::PartOf(BlockId(9)).told(BlockId(8)), "teaser of another story");
        assert_eq!(Reason::Stub { words: 2 }.told(BlockId(8)), "2 words, no sentence near");
    }
}
