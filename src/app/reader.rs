//! One article on the screen: how it is set, where the reader is in it, what is chosen.

use std::collections::BTreeSet;

use super::haystack::Haystack;
use super::restored::count_removed;
use super::{Find, Panes, Restored};
use crate::layout::{Entry, Galley, Imprint, Item, Options, Shelf, ShelfPart, Spot};
use crate::model::{BlockId, Reading};

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
    /// The first blocks of the sections that are folded.
    pub(super) folded: BTreeSet<BlockId>,
    /// The section that was unfolded to show a match while the search is still typed.
    pub(super) peeked: Option<BlockId>,
    /// What a search looks through.
    pub(super) haystack: Haystack,
    /// The place at the top of the screen, for when the text is set anew.
    pub(super) spot: Spot,
    /// The letters above the screen at the end of the article.
    pub(super) last_letters: usize,
    /// The columns that the sidebar was set for.
    shelf_columns: u16,
    /// Whether the reading has changed since the galley was made.
    stale: bool,
    /// What the galley and the shelf were set for.
    fitted: Fitted,
}

/// The columns of a sidebar that was never shown.
const NARROW: u16 = 30;

/// What a galley and a shelf were set for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fitted {
    width: u16,
    height: u16,
    shelf_width: u16,
    shelf_height: u16,
    removed: bool,
    imprint: bool,
}

impl Reader {
    /// An article, set for no screen yet.
    #[must_use]
    pub fn new(reading: Reading) -> Self {
        let galley = Galley::new(&reading, false);
        let shelf = Shelf::set(&galley, usize::from(NARROW));
        Self {
            imprint: galley.imprint.clone(),
            removals: count_removed(&reading),
            reading,
            galley,
            shelf,
            top: 0,
            shelf_top: 0,
            shelf_columns: NARROW,
            focus: Focus::Text,
            near: None,
            find: None,
            removed: false,
            restored: Restored::new(),
            folded: BTreeSet::new(),
            peeked: None,
            haystack: Haystack::default(),
            spot: Spot::default(),
            last_letters: 0,
            stale: false,
            fitted: Fitted::default(),
        }
    }

    /// Sets the article for the screen, if anything that matters has changed, and keeps the
    /// place in the text.
    pub(super) fn fit(&mut self, panes: &Panes, imprint: bool) {
        let beside = panes.shelf.unwrap_or_default();
        let wanted = Fitted {
            width: panes.text.width,
            height: panes.text.height,
            shelf_width: beside.width,
            shelf_height: beside.height,
            removed: self.removed,
            imprint,
        };
        let had = std::mem::replace(&mut self.fitted, wanted);
        let other_texts = had.width == 0 || had.removed != wanted.removed;
        if had.width != wanted.width || had.imprint != wanted.imprint || other_texts {
            self.lay();
            let all = other_texts || self.galley.has_tables();
            if all || had.imprint != wanted.imprint {
                self.search_anew(all);
            }
        }
        self.set_shelf(beside.width);
        if had != wanted {
            self.come_back();
        }
    }

    /// Lays the article out for the screen.
    fn lay(&mut self) {
        let Fitted { width, removed, imprint, .. } = self.fitted;
        if std::mem::take(&mut self.stale) {
            self.galley = Galley::new(&self.reading, removed);
            self.shelf_columns = 0;
        }
        let options = Options { width: usize::from(width), removed, imprint };
        self.galley.lay(&self.reading, options, &self.folded);
    }

    /// Lets the article be set anew, because it is another now.
    pub(super) fn set_anew(&mut self) {
        self.stale = true;
        self.fitted = Fitted { width: 0, ..self.fitted };
    }

    /// Sets the sidebar for a width, if it is not; one that is not shown stays as it is.
    fn set_shelf(&mut self, width: u16) {
        let had = self.shelf_columns;
        self.shelf_columns = if width > 0 { width } else { had.max(NARROW) };
        if self.shelf_columns == had {
            return;
        }
        self.shelf = Shelf::set(&self.galley, usize::from(self.shelf_columns));
        if let Focus::Shelf { entry } = self.focus {
            self.focus = match self.shelf.entries.len() {
                0 => Focus::Text,
                count => Focus::Shelf { entry: entry.min(count - 1) },
            };
        }
    }

    /// Rows of text on the screen.
    #[must_use]
    pub fn height(&self) -> usize {
        usize::from(self.fitted.height)
    }

    pub(super) fn scroll_shelf(&mut self) {
        let height = usize::from(self.fitted.shelf_height);
        let watched = match self.focus {
            Focus::Shelf { entry } => Some(entry),
            Focus::Text => self.near,
        };
        let rows = watched.and_then(|entry| self.shelf.entries.get(entry)).map(|entry| entry.rows.clone());
        if let Some(rows) = rows {
            // One row more, so that the heading of a part is seen with its first item.
            let first = rows.start.saturating_sub(1);
            self.shelf_top = self
                .shelf_top
                .clamp(rows.end.saturating_sub(height), first.max(rows.end.saturating_sub(height)));
        }
        self.shelf_top = self.shelf_top.min(self.shelf.lines.len().saturating_sub(height));
    }

    /// The entry of the sidebar that the keys go to.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        match self.focus {
            Focus::Shelf { entry } => self.shelf.entries.get(entry),
            Focus::Text => None,
        }
    }

    /// The chosen item.
    #[must_use]
    pub fn chosen(&self) -> Option<&Item> {
        let entry = self.entry().filter(|entry| entry.part != ShelfPart::Outline)?;
        self.galley.items.get(entry.index)
    }

    /// Chooses an entry of the sidebar and brings its place in the text to the screen.
    pub(super) fn choose(&mut self, entry: usize) {
        let entry = entry.min(self.shelf.entries.len().saturating_sub(1));
        let Some(chosen) = self.shelf.entries.get(entry) else { return };
        let (part, index) = (chosen.part, chosen.index);
        self.focus = Focus::Shelf { entry };
        match part {
            ShelfPart::Outline => {
                if let Some(block) = self.galley.headings.get(index).map(|heading| heading.block) {
                    self.show_block(block);
                }
            }
            ShelfPart::Videos | ShelfPart::Links => self.show_item(index),
        }
        self.scroll_shelf();
    }

    /// Chooses the item of a number, counted from 1.
    pub(super) fn choose_item(&mut self, number: usize) {
        if let Some(entry) = self.shelf.entries.iter().position(|e| is_item(e, number.wrapping_sub(1))) {
            self.choose(entry);
        }
    }

    /// Gives the keys back to the text.
    pub(super) fn leave_shelf(&mut self) {
        self.focus = Focus::Text;
        self.look_around();
    }

    /// Moves the focus on: text, videos, links, outline, leaving out what is empty. In a
    /// part the entry nearest to the text is chosen.
    pub(super) fn turn_focus(&mut self, forward: bool) {
        let mut stops = vec![None];
        for part in [ShelfPart::Videos, ShelfPart::Links, ShelfPart::Outline] {
            if self.shelf.entries.iter().any(|entry| entry.part == part) {
                stops.push(Some(part));
            }
        }
        let here = stops.iter().position(|stop| *stop == self.entry().map(|entry| entry.part)).unwrap_or(0);
        let next = (here + if forward { 1 } else { stops.len() - 1 }) % stops.len();
        match stops.get(next).copied().flatten() {
            Some(part) => self.enter(part),
            None => self.leave_shelf(),
        }
    }

    fn enter(&mut self, part: ShelfPart) {
        let belongs = |entry: &usize| self.shelf.entries.get(*entry).is_some_and(|e| e.part == part);
        let near = self.near.filter(belongs);
        let first = self.shelf.entries.iter().position(|entry| entry.part == part);
        if let Some(entry) = near.or(first) {
            self.choose(entry);
        }
    }
}

pub(super) fn is_item(entry: &Entry, item: usize) -> bool {
    entry.part != ShelfPart::Outline && entry.index == item
}
