//! One article on the screen: how it is set, where the reader is in it, what is chosen.

use super::restored::count_removed;
use super::sidebar::is_item;
use super::{Find, Jumps, Panes, Restored};
use crate::layout::{Chapter, Frame, Galley, Imprint, Options, Shelf, Spot, imprint};
use crate::model::Reading;

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
    /// The topmost row of the galley on the screen.
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
    /// Where the reader jumped from.
    pub(super) jumps: Jumps,
    /// What the outline lists.
    pub(super) chapters: Vec<Chapter>,
    /// What the sidebar was set for.
    pub(super) framed: Option<Frame>,
    /// The place at the top of the screen, for when the text is set anew.
    spot: Spot,
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
}

impl Reader {
    /// An article, set for no screen yet.
    #[must_use]
    pub fn new(reading: Reading) -> Self {
        let galley = Galley::set(&reading, Options { width: 72, removed: false, imprint: false });
        let shelf = Shelf::set(&galley.items, &[], Frame::default(), &Shelf::default());
        Self {
            imprint: imprint(&reading),
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
            jumps: Jumps::default(),
            chapters: Vec::new(),
            framed: None,
            spot: Spot::default(),
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
        if (had.width, had.removed, had.imprint) != (wanted.width, wanted.removed, wanted.imprint) {
            let width = usize::from(wanted.width);
            self.galley = Galley::set(&self.reading, Options { width, removed: wanted.removed, imprint });
            if let Some(find) = &mut self.find {
                find.search(&self.galley);
            }
            let top = self.galley.headings.iter().map(|heading| heading.level.get()).min().unwrap_or(1);
            let chapter = |heading: &crate::layout::Heading| Chapter {
                title: heading.text.clone(),
                depth: usize::from(heading.level.get() - top),
            };
            self.chapters = self.galley.headings.iter().map(chapter).collect();
            self.framed = None;
            self.set_shelf();
        }
        if had != wanted {
            self.top = self.galley.row(self.spot).min(self.last_top());
            self.look_around();
        }
    }

    /// Lets the article be set anew, because it is another now.
    pub(super) fn set_anew(&mut self) {
        self.fitted = Fitted { width: 0, ..self.fitted };
    }

    /// Columns and rows of the sidebar's pane.
    pub(super) fn shelf_size(&self) -> (u16, u16) {
        (self.fitted.shelf_width, self.fitted.shelf_height)
    }

    /// Rows of text on the screen.
    #[must_use]
    pub fn height(&self) -> usize {
        usize::from(self.fitted.height)
    }

    /// The row that is topmost when the end of the article is at the bottom of the screen.
    #[must_use]
    pub fn last_top(&self) -> usize {
        self.galley.lines.len().saturating_sub(self.height())
    }

    /// How much of the article has been on the screen.
    #[must_use]
    pub fn percent(&self) -> usize {
        (self.top * 100).checked_div(self.last_top()).unwrap_or(100).min(100)
    }

    /// Brings a row to the top, as far as the article goes.
    pub(super) fn scroll_to(&mut self, row: usize) {
        self.top = row.min(self.last_top());
        self.spot = self.galley.spot(self.top);
        self.look_around();
    }

    /// Scrolls by rows, up or down.
    pub(super) fn scroll(&mut self, rows: isize) {
        self.scroll_to(self.top.saturating_add_signed(rows));
    }

    /// Scrolls only as far as needed to have a row on the screen, with some text around it.
    pub(super) fn show(&mut self, row: usize) {
        let around = (self.height() / 5).min(3);
        if row < self.top + around || row + around >= self.top + self.height() {
            self.scroll_to(row.saturating_sub(self.height() / 3));
        }
    }

    /// To a section: the next one below the top row, or the last one above it.
    pub(super) fn scroll_to_section(&mut self, forward: bool) {
        let here = self.top + 1;
        let rows = self.galley.sections.iter().copied();
        let row = if forward {
            rows.filter(|row| *row > here).min().unwrap_or_else(|| self.last_top())
        } else {
            rows.filter(|row| *row < here.saturating_sub(1)).max().unwrap_or(0)
        };
        let keep = if forward || row > 0 { row.saturating_sub(1) } else { 0 };
        self.scroll_to(keep);
    }

    /// Finds the entry nearest to what is being read, and keeps it on the screen.
    pub(super) fn look_around(&mut self) {
        let eye = self.top + self.height() / 3;
        let seen = self.top..self.top + self.height();
        let distance = |row: usize| (!seen.contains(&row), row.abs_diff(eye));
        let rows = self.galley.marks.iter().enumerate().filter(|(_, row)| **row < seen.end);
        let near = rows.min_by_key(|(_, row)| distance(**row)).map(|(item, _)| item);
        self.near = near.and_then(|item| self.shelf.entries.iter().position(|e| is_item(e, item)));
        self.set_shelf();
    }

    /// Goes to where the search stands.
    pub(super) fn show_match(&mut self) {
        if let Some(row) = self.find.as_ref().and_then(|find| find.here()).map(|found| found.row) {
            self.show(row);
        }
    }
}
