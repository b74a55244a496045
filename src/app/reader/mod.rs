//! One article on the screen: how it is set, where the reader is in it, what is chosen.

pub(super) mod bookmark;
pub(super) mod find;
pub(super) mod haystack;
pub(super) mod jumps;
pub(super) mod marking;
pub(super) mod outline;
pub(super) mod proposal;
pub(super) mod restored;
pub(super) mod scroll;
pub(super) mod search;
pub(super) mod sections;
pub(super) mod sidebar;

use std::collections::BTreeSet;

use crate::app::reader::haystack::Haystack;
use crate::app::reader::restored::{History, count_removed};
use crate::app::{Find, Jumps, Marked, Panes, Proposal, Restored};
use crate::layout::{Bidi, Frame, Galley, Imprint, Line, Options, Role, Shelf, Spot, Typesetting};
use crate::model::{ArticleRow, BlockId, Reading, Source};

/// Where the keys go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// To the text.
    #[default]
    Text,
    /// To an entry of the sidebar.
    Shelf {
        /// Which one.
        entry: usize,
    },
}

/// One article on the screen.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is true by itself")]
pub struct Reader {
    /// The article.
    pub reading: Reading,
    /// Who, when, where, how long.
    pub imprint: Imprint,
    /// How many removed blocks have text to show.
    pub removals: usize,
    /// The article, set.
    pub galley: Galley,
    /// The sidebar, set.
    pub shelf: Shelf,
    /// The topmost row of the galley on the screen. What is above it may turn out higher or lower
    /// when it is set: then this changes, and the text on the screen does not.
    pub top: usize,
    /// The topmost row of the sidebar on the screen.
    pub shelf_top: usize,
    /// Where the keys go.
    pub focus: Focus,
    /// The entry of the sidebar that is nearest to what is being read.
    pub near: Option<usize>,
    /// The search, while there is one.
    pub find: Option<Find>,
    /// Whether removed blocks are shown.
    pub removed: bool,
    /// What the reader put back into the text.
    pub restored: Restored,
    /// The block that is about to be put back or dropped.
    pub mark: Option<Marked>,
    /// What was put back and dropped, to be undone.
    pub(in crate::app) history: History,
    /// The rule that is being written.
    pub(in crate::app) proposed: Option<Proposal>,
    /// Where the reader jumped from.
    pub(in crate::app) jumps: Jumps,
    /// What the sidebar was set for; none if it must be set anew.
    pub(in crate::app) framed: Option<Frame>,
    /// The first blocks of the sections that are folded.
    pub(in crate::app) folded: BTreeSet<BlockId>,
    /// The section that was unfolded to show a match while the search is still typed.
    pub(in crate::app) peeked: Option<BlockId>,
    /// What a search looks through.
    pub(in crate::app) haystack: Haystack,
    /// The place at the top of the screen, for when the text is set anew.
    pub(in crate::app) spot: Spot,
    /// The letters above the screen at the end of the article.
    pub(in crate::app) last_letters: usize,
    /// The row of the library, if the article is in it.
    pub article: Option<Box<ArticleRow>>,
    /// Whether it was put into the reader's library by hand, from elsewhere.
    pub(in crate::app) is_kept: bool,
    /// Whether its end was on the screen.
    pub(in crate::app) was_at_end: bool,
    /// Where the reader was when that was noted last.
    pub(in crate::app) noted: Option<Spot>,
    /// Whether the reading has changed since the galley was made.
    stale: bool,
    /// What the galley and the shelf were set for.
    fitted: Fitted,
}

/// What a galley and a shelf were set for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fitted {
    width: u16,
    height: u16,
    shelf_width: u16,
    shelf_height: u16,
    removed: bool,
    imprint: bool,
    typesetting: Typesetting,
}

impl Reader {
    /// An article, set for no screen yet.
    #[must_use]
    pub fn new(reading: Reading) -> Self {
        let galley = Galley::new(&reading, false);
        let shelf = Shelf::set(&galley.items, &[], Frame::default(), &Shelf::default());
        Self {
            imprint: galley.imprint.clone(),
            removals: count_removed(&reading),
            reading,
            galley,
            shelf,
            top: 0,
            shelf_top: 0,
            focus: Focus::Text,
            near: None,
            find: None,
            removed: false,
            restored: Restored::new(),
            mark: None,
            history: History::default(),
            proposed: None,
            jumps: Jumps::default(),
            framed: None,
            folded: BTreeSet::new(),
            peeked: None,
            haystack: Haystack::default(),
            spot: Spot::default(),
            last_letters: 0,
            article: None,
            is_kept: false,
            was_at_end: false,
            noted: None,
            stale: false,
            fitted: Fitted::default(),
        }
    }

    /// Sets the article for the screen, if anything that matters has changed, and keeps the
    /// place in the text.
    pub(in crate::app) fn fit(&mut self, panes: &Panes, imprint: bool, typesetting: Typesetting) {
        let beside = panes.shelf.unwrap_or_default();
        let wanted = Fitted {
            width: panes.text.width,
            height: panes.text.height,
            shelf_width: beside.width,
            shelf_height: beside.height,
            removed: self.removed,
            imprint,
            typesetting,
        };
        let had = std::mem::replace(&mut self.fitted, wanted);
        let other_texts = had.width == 0 || had.removed != wanted.removed;
        let other_lines = (had.width, had.typesetting) != (wanted.width, wanted.typesetting);
        if other_lines || had.imprint != wanted.imprint || other_texts {
            self.lay();
            let all = other_texts || self.galley.has_tables();
            if all || had.imprint != wanted.imprint {
                self.search_anew(all);
            }
        }
        if had != wanted {
            self.come_back();
        }
    }

    /// The headline, once all of it has left the screen.
    #[must_use]
    pub fn running_title(&self) -> Option<String> {
        let is_title = |line: &Line| line.runs.iter().any(|run| run.role == Role::Title);
        let rows =
            self.galley.lines(0).take(usize::from(self.fitted.height)).take_while(|line| is_title(line));
        let title = self.reading.title().filter(|_| self.top >= rows.count().max(1))?;
        Some(title.folded().into_string()).filter(|title| !title.is_empty())
    }

    /// Lays the article out for the screen.
    fn lay(&mut self) {
        let Fitted { width, removed, imprint, typesetting, .. } = self.fitted;
        if std::mem::take(&mut self.stale) {
            self.galley = Galley::new(&self.reading, removed);
        }
        let options = Options { width: usize::from(width), removed, imprint, typesetting };
        self.galley.lay(&self.reading, options, &self.folded);
        self.framed = None;
    }

    /// Lets the article be set anew, because it is another now.
    pub(in crate::app) fn set_anew(&mut self) {
        self.stale = true;
        self.fitted = Fitted { width: 0, ..self.fitted };
    }

    /// Takes over the place of an older reading of the same article, once it is set.
    pub(in crate::app) fn stand_where(&mut self, old: &Self) {
        self.spot = old.spot;
        self.article.clone_from(&old.article);
        self.removed = old.removed;
    }

    /// Columns and rows of the sidebar's pane.
    pub(in crate::app) fn shelf_size(&self) -> (u16, u16) {
        (self.fitted.shelf_width, self.fitted.shelf_height)
    }

    /// Who orders text that runs to the left.
    pub(in crate::app) fn bidi(&self) -> Bidi {
        self.fitted.typesetting.bidi
    }

    /// The machine that the article was fetched from.
    pub(in crate::app) fn host(&self) -> Option<&str> {
        match &self.reading.source {
            Source::Url(url) => url.host_str(),
            _ => None,
        }
    }

    /// Rows of text on the screen.
    #[must_use]
    pub fn height(&self) -> usize {
        usize::from(self.fitted.height)
    }
}
