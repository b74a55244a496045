//! The article set in one column: only what is seen is set, slug by slug; of the rest the height
//! is an estimate. Who goes to a row sets what is around it first ([`Galley::reach`]); that may
//! move the rows of other slugs, so a place is kept as a [`Mark`] or a `Spot`, never as a row.

pub(super) mod compositor;
pub(super) mod heights;
pub(super) mod manuscript;
pub(super) mod places;
pub(super) mod slug;
pub(super) mod spots;

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use crate::layout::galley::compositor::{Compositor, Proof};
use crate::layout::galley::heights::Heights;
use crate::layout::galley::manuscript::Manuscript;
use crate::layout::galley::slug::{Slug, What, slugs};
use crate::layout::{Chapter, Imprint, Item, Line, Typesetting, imprint};
use crate::model::{BlockId, Level, Reading};

/// An article of no more bytes is set whole: that is soon done, and its rows are then exact.
const WHOLE: usize = 64 << 10;

/// How many rows are kept when they have left the screen.
const KEPT: usize = 20_000;

/// How to set an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Columns.
    pub width: usize,
    /// Show removed blocks in place.
    pub removed: bool,
    /// Say where and how long under the headline, because nothing else on the screen does.
    pub imprint: bool,
    /// What the reader chose about how text is set.
    pub typesetting: Typesetting,
}

/// A heading of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// What it says.
    pub text: String,
    /// Its level.
    pub level: Level,
    /// Its block.
    pub block: BlockId,
}

/// A row of a slug: a place that stays the same while other slugs are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    pub(in crate::layout) slug: usize,
    pub(in crate::layout) row: usize,
}

/// The article set in one column.
#[derive(Clone, Debug)]
pub struct Galley {
    /// The items of the sidebar, numbered from 1.
    pub items: Arc<[Item]>,
    /// Who, when, where, how long.
    pub imprint: Imprint,
    /// The headings, in order.
    pub headings: Vec<Heading>,
    pub(in crate::layout) options: Options,
    pub(in crate::layout) manuscript: Manuscript,
    pub(in crate::layout) slugs: Vec<Slug>,
    pub(in crate::layout) heights: Heights,
    /// The texts of the front.
    pub(in crate::layout) front: Vec<String>,
    /// The slugs that are set, the longest ago first, and how many rows they have.
    recent: VecDeque<usize>,
    kept: usize,
}

impl Galley {
    /// An article, not laid out yet.
    #[must_use]
    pub fn new(reading: &Reading, removed: bool) -> Self {
        let manuscript = Manuscript::of(reading, removed);
        let heading = |chapter: &Chapter| {
            let (text, block) = (chapter.title.clone(), chapter.block);
            Some(Heading { text, level: chapter.level?, block })
        };
        Self {
            items: Arc::clone(&manuscript.items),
            imprint: imprint(reading),
            headings: manuscript.chapters.iter().filter_map(heading).collect(),
            options: Options { width: 0, removed, imprint: false, typesetting: Typesetting::default() },
            manuscript,
            slugs: Vec::new(),
            heights: Heights::default(),
            front: Vec::new(),
            recent: VecDeque::new(),
            kept: 0,
        }
    }

    /// An article set whole.
    #[must_use]
    pub fn set(reading: &Reading, options: Options) -> Self {
        let mut galley = Self::new(reading, options.removed);
        galley.lay(reading, options, &BTreeSet::new());
        (0..galley.slugs.len()).for_each(|slug| galley.set_slug(reading, slug));
        galley
    }

    /// Lays the article out: of one that is not short nothing is set but the front. `folded` has
    /// the first blocks of the chapters that are folded.
    pub fn lay(&mut self, reading: &Reading, options: Options, folded: &BTreeSet<BlockId>) {
        let had = std::mem::replace(&mut self.options, options);
        if had.removed != options.removed {
            self.manuscript.collect(reading, options.removed);
        }
        if had.removed != options.removed || self.slugs.is_empty() {
            self.fold(reading, folded);
        } else {
            self.measure(reading);
        }
    }

    /// Lays the article out in the same way, with other chapters folded.
    pub fn fold(&mut self, reading: &Reading, folded: &BTreeSet<BlockId>) {
        self.slugs = slugs(&self.manuscript, reading, folded);
        self.measure(reading);
    }

    /// Lets go of all lines, and guesses how many there will be.
    fn measure(&mut self, reading: &Reading) {
        self.slugs.iter_mut().for_each(|slug| slug.lines = None);
        let rows = self.slugs.iter().map(|slug| slug.estimate(&self.manuscript, self.options.width));
        self.heights = Heights::of(rows.collect());
        (self.recent, self.kept) = (VecDeque::new(), 0);
        self.set_slug(reading, 0);
        if self.manuscript.bytes <= WHOLE {
            (1..self.slugs.len()).for_each(|slug| self.set_slug(reading, slug));
        }
    }

    /// Sets a slug, if it is not set.
    pub(in crate::layout) fn set_slug(&mut self, reading: &Reading, index: usize) {
        let last = index + 1 == self.slugs.len();
        let below = index > 1 || index == 1 && self.heights.get(0) > 0;
        let Some(slug) = self.slugs.get_mut(index).filter(|slug| slug.lines.is_none()) else { return };
        let manuscript = &self.manuscript;
        let compositor = Compositor { reading, manuscript, options: self.options, imprint: &self.imprint };
        let Proof { lines, texts } = compositor.set(slug, below, last);
        if matches!(slug.what, What::Front) {
            self.front = texts;
        }
        self.heights.set(index, lines.len());
        self.kept += lines.len();
        self.recent.push_back(index);
        slug.lines = Some(lines);
    }

    /// Lets go of the lines that were set longest ago, but for some slugs. Heights stay exact.
    fn forget(&mut self, but: &Range<usize>) {
        for _ in 0..self.recent.len() {
            let Some(oldest) = (self.kept > KEPT).then(|| self.recent.pop_front()).flatten() else { break };
            if oldest == 0 || but.contains(&oldest) {
                self.recent.push_back(oldest);
            } else if let Some(slug) = self.slugs.get_mut(oldest) {
                slug.lines = None;
                self.kept -= self.heights.get(oldest);
            }
        }
    }

    /// Sets what is needed to have so many rows above a mark and below it. Other marks stay
    /// true; rows may not.
    pub fn reach(&mut self, reading: &Reading, mark: Mark, above: usize, below: usize) {
        self.set_slug(reading, mark.slug);
        let (mut first, mut next) = (mark.slug, mark.slug + 1);
        let mut rows = self.heights.get(mark.slug).saturating_sub(mark.row);
        while rows < below && next < self.slugs.len() {
            self.set_slug(reading, next);
            rows += self.heights.get(next);
            next += 1;
        }
        let mut rows = mark.row;
        while rows < above && first > 0 {
            first -= 1;
            self.set_slug(reading, first);
            rows += self.heights.get(first);
        }
        self.forget(&(first..next));
    }

    /// How many rows there are, as far as that is known.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.heights.total()
    }

    /// The mark of a row.
    #[must_use]
    pub fn mark(&self, row: usize) -> Mark {
        let (slug, row) = self.heights.find(row);
        if slug < self.slugs.len() { Mark { slug, row } } else { self.last_mark() }
    }

    /// The mark of the last row.
    #[must_use]
    pub fn last_mark(&self) -> Mark {
        let slug = self.slugs.len().saturating_sub(1);
        Mark { slug, row: self.heights.get(slug).saturating_sub(1) }
    }

    /// The row of a mark, as far as it is known.
    #[must_use]
    pub fn row(&self, mark: Mark) -> usize {
        self.heights.before(mark.slug) + mark.row.min(self.heights.get(mark.slug).saturating_sub(1))
    }

    /// A row, if it is set.
    #[must_use]
    pub fn line(&self, row: usize) -> Option<&Line> {
        let (slug, row) = self.heights.find(row);
        self.slugs.get(slug)?.lines.as_ref()?.get(row)
    }

    /// Rows from one on. What is not set is blank.
    pub fn lines(&self, from: usize) -> impl Iterator<Item = &Line> {
        static BLANK: Line = Line { runs: Vec::new(), from: None, flow: None, start: 0, end: 0 };
        let (first, skip) = self.heights.find(from);
        let slugs = self.slugs.iter().enumerate().skip(first);
        slugs
            .flat_map(|(at, slug)| {
                let lines = slug.lines.as_deref().unwrap_or_default();
                lines.iter().chain(std::iter::repeat_n(&BLANK, self.heights.get(at) - lines.len()))
            })
            .skip(skip)
    }
}
