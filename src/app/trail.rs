//! One source and the articles that were followed from it.

use super::{Address, Failure, Reader, Trouble};

/// Tells an answer which question it belongs to.
pub type Ticket = u32;

/// Why there is no page when the reader waited no longer.
pub(super) const STOPPED: &str = "stopped before it arrived";

/// What fills the screen.
#[derive(Clone, Debug)]
pub enum Screen {
    /// A page that has not arrived yet.
    Loading {
        /// What the answer will carry.
        ticket: Ticket,
        /// What is being fetched.
        address: Address,
    },
    /// An article.
    Reading(Box<Reader>),
    /// A page that could not be read.
    Failed {
        /// What was asked for.
        address: Address,
        /// Why not.
        failure: Failure,
    },
}

/// The screens of one source: those below to go back to, the one that is shown, and those that
/// were gone back from.
#[derive(Clone, Debug)]
pub struct Trail {
    below: Vec<Screen>,
    top: Screen,
    above: Vec<Screen>,
    /// A page that will lie on top when it arrives.
    pub following: Option<(Ticket, Address)>,
    /// Whether that page takes the place of what is shown.
    pub(super) renewing: bool,
}

impl Trail {
    /// A trail that begins with a screen.
    #[must_use]
    pub fn new(top: Screen) -> Self {
        Self { below: Vec::new(), top, above: Vec::new(), following: None, renewing: false }
    }

    /// What is shown.
    #[must_use]
    pub fn top(&self) -> &Screen {
        &self.top
    }

    /// What is shown, to change it.
    pub(super) fn top_mut(&mut self) -> &mut Screen {
        &mut self.top
    }

    /// Lays a screen on top; what was gone back from is forgotten.
    pub(super) fn push(&mut self, screen: Screen) {
        self.above.clear();
        self.below.push(std::mem::replace(&mut self.top, screen));
    }

    /// Puts a newer article in the place of the one that is shown, at about the same row.
    pub(super) fn renew(&mut self, mut screen: Screen) {
        if let (Screen::Reading(old), Screen::Reading(new)) = (&self.top, &mut screen) {
            new.stand_where(old);
        }
        self.top = screen;
    }

    /// Back to the screen below, which is as it was left. False if there is none.
    pub(super) fn back(&mut self) -> bool {
        let Some(below) = self.below.pop() else { return false };
        self.above.push(std::mem::replace(&mut self.top, below));
        true
    }

    /// Forward again to a screen that was gone back from. False if there is none.
    pub(super) fn forward(&mut self) -> bool {
        let Some(above) = self.above.pop() else { return false };
        self.below.push(std::mem::replace(&mut self.top, above));
        true
    }

    /// Waits no longer for the page that is shown. False if it is not waited for.
    pub(super) fn stop(&mut self) -> bool {
        let Screen::Loading { address, .. } = &self.top else { return false };
        let failure = Failure { why: STOPPED.into(), trouble: Trouble::Stopped };
        self.top = Screen::Failed { address: address.clone(), failure };
        true
    }

    /// All its screens, to change them.
    pub(super) fn screens_mut(&mut self) -> impl Iterator<Item = &mut Screen> {
        let Self { below, top, above, .. } = self;
        below.iter_mut().chain([top]).chain(above)
    }

    /// How many screens lie below.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.below.len()
    }

    /// Whether this trail waits for an answer, as its screen or on top of it.
    pub(super) fn waits_for(&self, wanted: Ticket) -> bool {
        let first = matches!(&self.top, Screen::Loading { ticket, .. } if *ticket == wanted);
        first || self.following.as_ref().is_some_and(|(ticket, _)| *ticket == wanted)
    }
}
