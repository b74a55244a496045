//! Telling a feed that cannot be reached from a machine that can reach nothing.

use crate::fetch::FetchError;
use crate::model::FeedId;

/// How sure a failure to connect says that there is no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The network answered, or nothing says that it did not.
    Reached,
    /// Nobody answered: the host, or the network.
    Nobody,
    /// Not even a name was found, or no way led out.
    NoWay,
}

/// What a failure says of the network.
pub(super) fn reach(error: &FetchError) -> Reach {
    match error {
        FetchError::NoHost => Reach::NoWay,
        FetchError::Timeout => Reach::Nobody,
        FetchError::Broken(what) => {
            let what = what.to_lowercase();
            let says = |words: &[&str]| words.iter().any(|word| what.contains(word));
            if says(&["network is unreachable", "no route", "network is down"]) {
                Reach::NoWay
            } else if says(&["connection refused", "proxy"]) {
                Reach::Nobody
            } else {
                Reach::Reached
            }
        }
        _ => Reach::Reached,
    }
}

/// The feeds that could not be connected to while no other could be, either.
#[derive(Debug, Default)]
pub(super) struct Doubt {
    unreached: Vec<(FeedId, FetchError)>,
    was_reached: bool,
}

impl Doubt {
    /// Somebody answered: what failed to connect failed by itself.
    pub(super) fn dispel(&mut self) -> Vec<(FeedId, FetchError)> {
        self.was_reached = true;
        std::mem::take(&mut self.unreached)
    }

    /// A failure that may say nothing of the feed is kept until more is known; else given back.
    pub(super) fn keep(&mut self, feed: FeedId, error: FetchError) -> Option<FetchError> {
        if self.was_reached || reach(&error) == Reach::Reached {
            return Some(error);
        }
        self.unreached.push((feed, error));
        None
    }

    /// At the end: whether there is no network. A single host that does not answer is no proof.
    pub(super) fn is_offline(&self) -> bool {
        let is_sure = self.unreached.iter().any(|(_, error)| reach(error) == Reach::NoWay);
        !self.unreached.is_empty() && (is_sure || self.unreached.len() > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_host_that_does_not_answer_is_no_proof() {
        let mut doubt = Doubt::default();
        assert!(doubt.keep(FeedId(1), FetchError::Timeout).is_none());
        assert!(!doubt.is_offline());
        assert!(doubt.keep(FeedId(2), FetchError::Broken("connection refused".into())).is_none());
        assert!(doubt.is_offline());
        assert_eq!(doubt.dispel().len(), 2);
        assert!(doubt.keep(FeedId(3), FetchError::NoHost).is_some());
    }

    #[test]
    fn no_name_and_no_way_are() {
        let mut doubt = Doubt::default();
        assert!(doubt.keep(FeedId(1), FetchError::PackedTwice).is_some());
        assert!(doubt.keep(FeedId(1), FetchError::NoHost).is_none());
        assert!(doubt.is_offline());
    }
}
