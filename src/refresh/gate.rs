//! Holds back those who fetch while too much of what they fetched is still unread.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// So many bytes may wait to be read; a single answer may be longer.
const ROOM: usize = 64 << 20;

/// The gate. Whoever comes with bytes waits until there is room for them.
#[derive(Debug, Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    news: Condvar,
}

#[derive(Debug, Default)]
struct State {
    inside: usize,
    is_open: bool,
}

impl Gate {
    /// Comes in with so many bytes.
    pub(super) fn enter(&self, bytes: usize) {
        let mut state = self.lock();
        while state.inside > 0 && state.inside.saturating_add(bytes) > ROOM && !state.is_open {
            state = self.news.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.inside = state.inside.saturating_add(bytes);
    }

    /// Goes out with them.
    pub(super) fn leave(&self, bytes: usize) {
        let mut state = self.lock();
        state.inside = state.inside.saturating_sub(bytes);
        drop(state);
        self.news.notify_all();
    }

    /// Lets everybody in: nothing is to be read any more.
    pub(super) fn open(&self) {
        self.lock().is_open = true;
        self.news.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
