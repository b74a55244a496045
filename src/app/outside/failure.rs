//! Why a page could not be had, and what a reader can do about it.

use crate::app::{Action, Keymap};

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// In words.
    pub why: String,
    /// What kind of trouble it is.
    pub trouble: Trouble,
}

/// What kind of trouble keeps a page away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such host, or no network to ask.
    Host,
    /// Nothing answers there.
    Connection,
    /// It takes too long.
    Slow,
    /// The server knows of no such page.
    Gone,
    /// The server wants to know who asks, or takes us for a robot.
    Refused,
    /// Too many questions.
    TooOften,
    /// The server is broken.
    Server,
    /// The connection cannot be trusted.
    Trust,
    /// It is no page but something else.
    NoPage,
    /// It is sent in circles, or to where no page may send us.
    Astray,
    /// The reader waited no longer.
    Stopped,
    /// Anything else.
    #[default]
    Other,
}

impl Trouble {
    /// What lies behind it, in a line.
    #[must_use]
    pub fn explanation(self) -> Option<&'static str> {
        Some(match self {
            Self::Host => "Is there a network? Is the address spelled right?",
            Self::Connection => "The machine is there, but nothing answers; it may be down for now.",
            Self::Slow => "The server or the network is slow.",
            Self::Gone => "The page may have moved or been deleted.",
            Self::Refused => "The site lets only browsers in, or only those who have signed in.",
            Self::TooOften => "The site has been asked too often; wait a while.",
            Self::Server => "The site is broken at the moment; later it may work.",
            Self::Trust => "Nobody vouches for the other end; someone may be listening in.",
            Self::NoPage => "There is nothing in it that newsprint could read.",
            Self::Astray => "The site sends us where no page should.",
            Self::Stopped | Self::Other => return None,
        })
    }

    /// What may help, the most useful first: the key that does it, and what that does.
    #[must_use]
    pub fn ways_out(self, keymap: &Keymap) -> Vec<(String, &'static str)> {
        let again = (Action::Reload, "tries again");
        let browser = (Action::OpenBrowser, "opens it in the browser");
        let copy = (Action::CopyLink, "copies the address");
        let ways = match self {
            Self::Gone | Self::Refused | Self::NoPage | Self::Trust | Self::Astray => [browser, copy, again],
            _ => [again, browser, copy],
        };
        let worth = ways.into_iter().filter(|(action, _)| self.is_worth(*action));
        worth.filter_map(|(action, text)| Some((keymap.key(action)?, text))).collect()
    }

    /// Asking again for what is gone, or is no page, gives the same.
    fn is_worth(self, action: Action) -> bool {
        action != Action::Reload || !matches!(self, Self::NoPage | Self::Astray)
    }
}

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Self { why, trouble: Trouble::Other }
    }
}

impl From<&str> for Failure {
    fn from(why: &str) -> Self {
        why.to_owned().into()
    }
}
