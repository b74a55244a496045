//! Who takes too long is killed. Time is counted in ticks of our own, so that a machine that slept,
//! or a run that was stopped and goes on, kills nobody.

use std::process::Child;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use crate::batch::memory;

const TICK: Duration = Duration::from_millis(50);

/// Counts the time of children.
#[derive(Debug)]
pub(super) struct Watch {
    patience: u64,
    /// The most memory that one of them had, as far as was seen.
    peak: AtomicU64,
    watched: Mutex<Vec<Weak<Watched>>>,
}

/// A child whose time is counted.
#[derive(Debug)]
pub(super) struct Watched {
    pub(super) child: Mutex<Child>,
    pid: u32,
    /// How many ticks it has left; none are counted at zero.
    left: AtomicU64,
    overdue: AtomicBool,
}

impl Watch {
    pub(super) fn start(patience: Duration) -> Arc<Self> {
        let ticks = patience.as_millis().div_ceil(TICK.as_millis()).max(1);
        let patience = u64::try_from(ticks).unwrap_or(u64::MAX).saturating_add(1);
        let watch = Arc::new(Self { patience, peak: AtomicU64::new(0), watched: Mutex::default() });
        let weak = Arc::downgrade(&watch);
        thread::spawn(move || {
            while let Some(watch) = weak.upgrade() {
                watch.tick();
                drop(watch);
                thread::sleep(TICK);
            }
        });
        watch
    }

    pub(super) fn add(&self, child: Child) -> Arc<Watched> {
        let (left, overdue) = (AtomicU64::new(0), AtomicBool::new(false));
        let pid = child.id();
        let watched = Arc::new(Watched { child: Mutex::new(child), pid, left, overdue });
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(&watched));
        watched
    }

    fn tick(&self) {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched.retain(|child| child.upgrade().is_some_and(|child| self.look(&child)));
    }

    /// Weighs a child that is at work, and counts a tick; whether it is still to be watched.
    fn look(&self, child: &Watched) -> bool {
        if (1..self.patience).contains(&child.left.load(Ordering::SeqCst)) {
            // Who has the same document for longer than a tick may need much.
            self.weigh(child);
        }
        child.tick()
    }

    /// How much memory a child had, if it is there.
    pub(super) fn weigh(&self, child: &Watched) {
        self.peak.fetch_max(memory::peak(child.pid).unwrap_or(0), Ordering::Relaxed);
    }

    /// The most memory that a child had, in bytes, as far as was seen; zero if nobody told.
    pub(super) fn peak(&self) -> u64 {
        self.peak.load(Ordering::Relaxed)
    }

    /// Counts the time of a child from now on.
    pub(super) fn begin(&self, child: &Watched) {
        child.left.store(self.patience, Ordering::SeqCst);
    }
}

impl Watched {
    /// Counts no more.
    pub(super) fn end(&self) {
        self.left.store(0, Ordering::SeqCst);
    }

    pub(super) fn is_overdue(&self) -> bool {
        self.overdue.load(Ordering::SeqCst)
    }

    pub(super) fn kill(&self) {
        _ = self.child.lock().unwrap_or_else(PoisonError::into_inner).kill();
    }

    /// Counts a tick; whether the child is still to be watched.
    fn tick(&self) -> bool {
        let count = |left: u64| left.checked_sub(1);
        if self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, count) != Ok(1) {
            return true;
        }
        self.overdue.store(true, Ordering::SeqCst);
        self.kill();
        false
    }
}
