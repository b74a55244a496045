//! What is being waited for, and since when. The edge tells the time; nothing here has a clock.

use crate::app::{Screen, State, Ticket};

/// The time, as the edge told it last, and when each question was asked.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Waits {
    /// Milliseconds since the start.
    pub(in crate::app) now: u64,
    /// When the question of each ticket was asked; the first ticket is 1.
    begun: Vec<u64>,
}

/// A program that was given the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piping {
    /// Tells its answer.
    pub ticket: Ticket,
    /// Its name.
    pub program: String,
}

/// Something that is being waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What, in words.
    pub what: String,
    /// Milliseconds so far.
    pub elapsed: u64,
}

impl Waits {
    /// A ticket for a question that is asked now.
    pub(in crate::app) fn ticket(&mut self) -> Ticket {
        self.begun.push(self.now);
        Ticket::try_from(self.begun.len()).unwrap_or(Ticket::MAX)
    }

    fn elapsed(&self, ticket: Ticket) -> u64 {
        let begun = usize::try_from(ticket).ok().and_then(|ticket| self.begun.get(ticket.checked_sub(1)?));
        begun.map_or(0, |begun| self.now.saturating_sub(*begun))
    }
}

impl Waiting {
    /// How long, once it is worth saying.
    #[must_use]
    pub fn seconds(&self) -> Option<u64> {
        Some(self.elapsed / 1000).filter(|seconds| *seconds > 0)
    }
}

impl State {
    /// What is being waited for on the screen that is shown.
    #[must_use]
    pub fn waiting(&self) -> Option<Waiting> {
        let (ticket, what) = self.awaited()?;
        Some(Waiting { what, elapsed: self.waits.elapsed(ticket) })
    }

    fn awaited(&self) -> Option<(Ticket, String)> {
        let trail = self.trail();
        if let Some((ticket, address)) = trail.and_then(|trail| trail.following.as_ref()) {
            return Some((*ticket, format!("fetching {}", address.host())));
        }
        if let Some(Screen::Loading { ticket, address }) = trail.map(crate::app::Trail::top) {
            return Some((*ticket, format!("fetching {}", address.host())));
        }
        if let Some(asked) = self.desk.as_ref().map(|desk| &desk.asked) {
            if let Some((ticket, _)) = asked.open {
                return Some((ticket, "opening".to_owned()));
            }
            if let Some((ticket, _)) = asked.page.filter(|_| self.reader().is_some()) {
                return Some((ticket, "fetching the whole article".to_owned()));
            }
        }
        self.piping.as_ref().map(|piping| (piping.ticket, format!("waiting for {}", piping.program)))
    }
}
