//! The search in an article: begun, gone on with, shown.

use crate::app::{Find, Reader};
use crate::layout::Spot;

impl Reader {
    /// Searches from a spot on, for nothing less than what is typed so far.
    pub(in crate::app) fn search(&mut self, needle: &str, origin: Spot) {
        self.fold_again();
        let mark = self.steadily(|galley, reading| galley.mark_of(reading, origin));
        let row = self.galley.row(mark);
        let at = if origin.block.is_none() { (0, 0) } else { self.galley.text_at(row) };
        self.find = (!needle.is_empty()).then(|| Find::new(needle, at));
        self.search_on();
        if self.find.as_ref().and_then(Find::here).is_none() {
            self.scroll_to_spot(origin);
        }
    }

    /// Ends the search, and goes back to where it began.
    pub(in crate::app) fn cancel_search(&mut self, origin: Spot) {
        self.fold_again();
        self.find = None;
        self.scroll_to_spot(origin);
    }

    /// Stays where the search found something, while it goes on behind the keys. False if it is
    /// nowhere.
    pub(in crate::app) fn accept_search(&mut self) -> bool {
        self.search_until(|find| find.count() > 0);
        self.peeked = None;
        let found = self.find.as_ref().is_none_or(|find| find.count() > 0);
        self.find.take_if(|_| !found);
        found
    }

    /// Folds the section that was unfolded only to show a match of less than what is typed now.
    fn fold_again(&mut self) {
        if let Some(block) = self.peeked.take().filter(|block| self.folded.insert(*block)) {
            self.refold(block);
        }
    }

    /// Searches a part of the article, and shows the first match when it is found.
    pub(in crate::app) fn search_on(&mut self) {
        let Some(find) = self.find.as_mut().filter(|find| !find.is_done()) else { return };
        let leads = find.leads && find.here().is_none();
        find.go_on(&mut self.haystack, &self.galley, &self.reading);
        if leads {
            self.show_match();
        }
    }

    /// Searches on, until enough is found.
    fn search_until(&mut self, enough: impl Fn(&Find) -> bool) {
        while self.find.as_ref().is_some_and(|find| !find.is_done() && !enough(find)) {
            self.search_on();
        }
    }

    /// Whether a search has not seen all of the article.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.find.as_ref().is_some_and(|find| !find.is_done())
    }

    /// Searches other texts than before: those of the front, or all.
    pub(in crate::app) fn search_anew(&mut self, all: bool) {
        self.haystack.forget(if all { usize::MAX } else { self.galley.front_texts(&self.reading) });
        if let Some(find) = &mut self.find {
            find.restart();
            find.go_on(&mut self.haystack, &self.galley, &self.reading);
        }
    }

    /// Searches until it is known where a step leads: what comes next mostly is before all is
    /// searched, what comes before the first is not.
    pub(in crate::app) fn search_for_step(&mut self, forward: bool, times: usize) {
        self.search_until(|find| find.knows_the_step(forward, times));
    }

    /// Goes to another match.
    pub(in crate::app) fn step_match(&mut self, forward: bool, times: usize) {
        self.search_for_step(forward, times);
        self.peeked = None;
        if let Some(find) = &mut self.find {
            find.step(forward, times);
        }
        self.show_match();
    }

    /// Goes to where the search stands, and unfolds its section.
    pub(in crate::app) fn show_match(&mut self) {
        let found = self.find.as_ref().and_then(Find::here);
        let Some((text, byte)) = found.map(|(text, bytes)| (text, bytes.start)) else { return };
        if let Some(block) = self.galley.block_of_text(&self.reading, text) {
            self.peeked = self.unfold_at(block).or(self.peeked);
        }
        let mark = self.steadily(|galley, reading| galley.mark_of_text(reading, text, byte));
        self.show(mark);
    }
}
