//! What is asked of the edge, and what is remembered until it answers.

use std::collections::HashSet;

use super::{Desk, Errand, Stack};
use crate::app::{Effect, State, Ticket};
use crate::model::{ArticleId, FeedId};

/// So many rows are asked for at once.
const PART: usize = 200;
/// So many when the end of the list is wanted.
const LONG_PART: usize = 5000;
/// With so few rows left below the selected one, more are asked for.
const LEFT: usize = 60;
/// No more rows than these are asked for again when something came in.
const MOST_AGAIN: usize = 2000;

/// What was asked of the edge and not answered yet, and what must be known for it.
#[derive(Clone, Debug, Default)]
pub struct Questions {
    /// The part of the list that was asked for last.
    pub(super) list: Option<(Ticket, Part)>,
    /// The article that is to be opened.
    pub(in crate::app) open: Option<(Ticket, ArticleId)>,
    /// The teaser whose page is being fetched, and since when that is waited for.
    pub(in crate::app) page: Option<(Ticket, ArticleId)>,
    /// The preview that was asked for last.
    pub(super) preview: Option<ArticleId>,
    /// The feed that is shown once it is among the stacks.
    pub(super) show: Option<FeedId>,
    /// The article that stays selected when another list comes, if it is on it.
    pub(super) keep: Option<ArticleId>,
    /// What is to be selected once the list is there.
    pub(super) then: Option<Then>,
    /// Articles that do not belong to the list any more since they were read or changed here, but
    /// stay until it is asked anew.
    pub(super) linger: HashSet<ArticleId>,
}

/// Which part of a list was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The beginning of another list.
    First,
    /// What lies behind the last row.
    More,
    /// The beginning of the same list, since it may have changed.
    Again,
}

/// What is to be selected once the list is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// Its last row.
    Last,
    /// The first row behind this one that is unread, and whether it is to be opened.
    Unread {
        /// The first that may be meant.
        from: usize,
        /// Whether it is opened.
        opens: bool,
    },
    /// The next row, to be opened.
    Next,
}

impl Desk {
    /// A question for a part of the list.
    pub(super) fn list_errand(&mut self, part: Part, ticket: Ticket) -> Option<Errand> {
        let stack = self.shown().cloned().unwrap_or(Stack::Unread);
        let count = match part {
            Part::More if self.asked.then == Some(Then::Last) => LONG_PART,
            Part::First | Part::More => PART,
            Part::Again => self.list.rows.len().clamp(PART, MOST_AGAIN),
        };
        let behind = match part {
            Part::More => Some(self.list.rows.last()?.id),
            Part::First | Part::Again => None,
        };
        self.asked.list = Some((ticket, part));
        let (filter, sort) = (self.filter.clone(), self.sort);
        Some(Errand::List { ticket, stack, filter, sort, behind, count })
    }

    /// Whether the list is being asked for from its beginning.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        matches!(self.asked.list, Some((_, Part::First)))
    }
}

impl State {
    /// Asks for another list: of another stack, filter or order.
    pub(super) fn ask_list(&mut self) -> Vec<Errand> {
        self.ask_part(Part::First)
    }

    pub(super) fn ask_part(&mut self, part: Part) -> Vec<Errand> {
        let ticket = self.ticket();
        let Some(desk) = &mut self.desk else { return Vec::new() };
        if part == Part::First {
            desk.asked.linger.clear();
            (desk.asked.then, desk.asked.keep) = (None, None);
        }
        desk.list_errand(part, ticket).into_iter().collect()
    }

    /// What the selection asks for: a preview of another article, and the next part of the list
    /// before its end is reached.
    pub(super) fn ask_around(&mut self) -> Vec<Errand> {
        let Some(desk) = &mut self.desk else { return Vec::new() };
        let mut errands = Vec::new();
        let selected = desk.list.row().map(|row| row.id);
        if selected != desk.asked.preview {
            desk.asked.preview = selected;
            desk.preview.take_if(|_| selected.is_none());
            errands.extend(selected.map(Errand::Preview));
        }
        let left = desk.list.last() - desk.list.selected.min(desk.list.last());
        let wanted = desk.list.more && (left < LEFT || desk.asked.then.is_some());
        if wanted && desk.asked.list.is_none() {
            errands.extend(self.ask_part(Part::More));
        }
        errands
    }
}

/// Opens the desk: asks for all that stands on it.
pub(in crate::app) fn sit_down(state: &mut State) -> Option<Effect> {
    state.desk.get_or_insert_default();
    let mut errands = vec![Errand::Stacks];
    errands.extend(state.ask_list());
    errand(errands)
}

/// Errands as an effect, if there are any.
pub(in crate::app) fn errand(errands: Vec<Errand>) -> Option<Effect> {
    (!errands.is_empty()).then_some(Effect::Errands(errands))
}
