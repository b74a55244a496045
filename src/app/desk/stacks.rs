//! The stacks, in their order: what is unread, starred and all; searches that are kept; tags with
//! their feeds; feeds without a tag.

use std::collections::{BTreeMap, HashMap};

use super::{Desk, FeedState, Stack, StackRow};
use crate::model::{Clean, FeedId, Subscription};

/// What a library holds, as far as the stacks tell it.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    /// Unread articles.
    pub unread: u64,
    /// The searches that are kept: names and queries.
    pub searches: Vec<(String, String)>,
    /// The subscriptions, by title.
    pub feeds: Vec<Subscription>,
    /// Every tag of articles and feeds, in order, and how many unread articles it has.
    pub tags: Vec<(Clean, u64)>,
}

/// The rows of what a library holds.
#[must_use]
pub fn stacks(holdings: &Holdings) -> Vec<StackRow> {
    let row = |stack, name: &str, unread| StackRow {
        stack,
        name: Clean::field(name),
        unread,
        depth: 0,
        state: FeedState::Still,
    };
    let mut rows = vec![
        row(Stack::Unread, "Unread", Some(holdings.unread)),
        row(Stack::Starred, "Starred", None),
        row(Stack::All, "All", None),
    ];
    for (name, query) in &holdings.searches {
        let stack = Stack::Search { name: Clean::field(name), query: query.clone() };
        rows.push(row(stack, name, None));
    }
    let mut below: BTreeMap<&Clean, Vec<&Subscription>> = BTreeMap::new();
    for feed in &holdings.feeds {
        for tag in &feed.tags {
            below.entry(tag).or_default().push(feed);
        }
    }
    for (tag, unread) in &holdings.tags {
        rows.push(row(Stack::Tag(tag.clone()), tag, Some(*unread)));
        rows.extend(below.get(tag).into_iter().flatten().map(|feed| feed_row(feed, 1)));
    }
    rows.extend(holdings.feeds.iter().filter(|feed| feed.tags.is_empty()).map(|feed| feed_row(feed, 0)));
    rows
}

fn feed_row(feed: &Subscription, depth: u8) -> StackRow {
    let state = feed.trouble.clone().map_or(FeedState::Still, FeedState::Trouble);
    let (stack, name, unread) = (Stack::Feed(feed.id), feed.title.clone(), Some(feed.unread));
    StackRow { stack, name, unread, depth, state }
}

impl Desk {
    /// The feed that is meant: the stack that is shown, if it is one.
    pub(in crate::app) fn feed(&self) -> Option<FeedId> {
        match self.shown()? {
            Stack::Feed(feed) => Some(*feed),
            _ => None,
        }
    }

    /// Takes new stacks; the one that is shown stays, and what feeds are doing now is kept.
    pub(super) fn restack(&mut self, stacks: Vec<StackRow>) {
        let shown = self.shown().cloned();
        let doing: HashMap<FeedId, FeedState> = self
            .stacks
            .iter()
            .filter_map(|row| match (&row.stack, &row.state) {
                (Stack::Feed(feed), state @ (FeedState::Asking | FeedState::Waiting)) => {
                    Some((*feed, state.clone()))
                }
                _ => None,
            })
            .collect();
        self.stacks = stacks;
        if self.refreshing.is_some() {
            for row in &mut self.stacks {
                if let Stack::Feed(feed) = row.stack
                    && let Some(state) = doing.get(&feed)
                {
                    row.state = state.clone();
                }
            }
        }
        let same = |row: &StackRow| Some(&row.stack) == shown.as_ref();
        let last = self.stacks.len().saturating_sub(1);
        self.stack = self.stacks.iter().position(same).unwrap_or(self.stack.min(last));
    }

    /// How a feed fares now, in each of its rows.
    pub(super) fn fares(&mut self, feed: FeedId, state: &FeedState) {
        for row in self.stacks.iter_mut().filter(|row| row.stack == Stack::Feed(feed)) {
            row.state = state.clone();
        }
    }
}
