//! Where the reader stopped, kept by what the paragraph says, so that it is found again at any
//! width and in another reading of the page.

use crate::app::Reader;
use crate::layout::Spot;
use crate::model::{ArticleId, Block, Bookmark};

impl Reader {
    /// Goes where the reader stopped, once the article is set.
    pub(in crate::app) fn resume(&mut self, bookmark: Option<Bookmark>) {
        let texts = self.texts();
        let found = bookmark.and_then(|mark| mark.find(&texts)).filter(|place| *place != (0, 0));
        if let Some((at, thousandths)) = found {
            let block = self.reading.body().nth(at).map(|block| block.id);
            let text = texts.get(at).map(String::as_str).unwrap_or_default();
            let wanted = text.len() * usize::try_from(thousandths).unwrap_or_default() / 1000;
            let offset = (0..=wanted.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
            self.spot = Spot { block, offset: offset.unwrap_or_default(), lead: 0 };
        }
        self.noted = Some(self.spot);
    }

    /// A mark at the top of the screen, if the article is in the library and the mark is new.
    pub(in crate::app) fn new_bookmark(&mut self) -> Option<(ArticleId, Bookmark)> {
        let id = self.article.as_ref()?.id;
        if !self.has_moved() {
            return None;
        }
        self.noted = Some(self.spot);
        Some((id, self.bookmark()))
    }

    /// Whether the reader is elsewhere than where the place was noted last.
    pub(in crate::app) fn has_moved(&self) -> bool {
        self.article.is_some() && self.noted != Some(self.spot)
    }

    /// A block that is no part of the text, such as one of the ledger that is shown, counts as the
    /// one before it.
    fn bookmark(&self) -> Bookmark {
        let texts = self.texts();
        let Some(block) = self.spot.block.filter(|_| self.top > 0) else {
            return Bookmark::at(&texts, 0, 0);
        };
        let ids: Vec<_> = self.reading.body().map(|block| block.id).collect();
        let at = ids.iter().position(|id| *id == block);
        let before = || ids.iter().rposition(|id| *id < block).unwrap_or_default();
        let length = at.and_then(|at| texts.get(at)).map_or(0, String::len);
        let offset = (self.spot.offset.min(length) * 1000).checked_div(length).unwrap_or_default();
        Bookmark::at(&texts, at.unwrap_or_else(before), u32::try_from(offset).unwrap_or_default())
    }

    fn texts(&self) -> Vec<String> {
        self.reading.body().map(Block::text).collect()
    }
}
