//! Threads that read: feeds, their items, pages. What breaks one piece of work breaks no other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::gate::Gate;
use super::page::{self, Got, Wanted};
use super::{Stop, intake, words};
use crate::feed::{self, Feed};
use crate::fetch::{Answer, FetchError, Fetched, Report, Status};
use crate::library::Item;
use crate::model::{Clean, FeedId, Subscription};
use crate::read::UserRules;

/// Something to read.
pub(super) enum Job {
    /// What came from the address of a feed.
    Feed(Box<Subscription>, Box<Fetched>),
    /// A part of the items of a feed, by its number, that are new or have changed.
    Items(FeedId, usize, Vec<Item>),
    /// A no of the server of a feed.
    No(FeedId, Box<Status>),
    /// What came from the address of an article.
    Page(Box<Wanted>, Box<Result<Answer, FetchError>>),
}

/// Something for the one who writes.
pub(super) enum Event {
    /// From those who fetch.
    Report(Box<Report>),
    /// A feed was read, or what came is none.
    Feed(FeedId, Box<Result<Parsed, Clean>>),
    /// What the server's no means, and how long it wants to be left alone.
    No(FeedId, Clean, Option<Duration>),
    /// A part of the items of a feed was read.
    Items(FeedId, usize, Vec<Item>),
    /// A page was read.
    Page(Box<Wanted>, Box<Got>),
}

/// A feed, and what came with it.
pub(super) struct Parsed {
    /// Its head; the items are taken out of it.
    pub(super) feed: Feed,
    /// The items, with no text yet.
    pub(super) items: Vec<Item>,
    /// Whether something of it is missing, so that it must be sent again as a whole.
    pub(super) is_cut: bool,
    /// What the server said.
    pub(super) told: crate::fetch::Told,
}

/// The threads; they end when this is dropped.
pub(super) struct Workers {
    jobs: Sender<Job>,
    /// Reads by itself where no thread could be had.
    alone: Option<Worker>,
}

impl Workers {
    /// Starts the threads.
    pub(super) fn start(events: &Sender<Event>, gate: &Arc<Gate>, stop: &Stop, rules: &UserRules) -> Self {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let worker = || Worker {
            queue: Arc::clone(&queue),
            events: events.clone(),
            gate: Arc::clone(gate),
            stop: stop.clone(),
            rules: rules.clone(),
        };
        let count = thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
        let started = (0..count).filter(|_| {
            let worker = worker();
            thread::Builder::new().name(super::WORKER.into()).spawn(move || worker.work()).is_ok()
        });
        let alone = (started.count() == 0).then(worker);
        Self { jobs, alone }
    }

    /// Puts something at the end of what is to be read.
    pub(super) fn give(&self, job: Job) {
        match &self.alone {
            Some(worker) => _ = worker.events.send(worker.read(job)),
            None => _ = self.jobs.send(job),
        }
    }
}

struct Worker {
    queue: Arc<Mutex<Receiver<Job>>>,
    events: Sender<Event>,
    gate: Arc<Gate>,
    stop: Stop,
    rules: UserRules,
}

impl Worker {
    fn work(&self) {
        loop {
            let next = self.queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(job) = next else { return };
            if self.stop.is_stopped() {
                return;
            }
            if self.events.send(self.read(job)).is_err() {
                return;
            }
        }
    }

    fn read(&self, job: Job) -> Event {
        match job {
            Job::Feed(feed, fetched) => {
                let (id, bytes) = (feed.id, fetched.page.bytes.len());
                let parsed = catch_unwind(AssertUnwindSafe(|| parse(&feed, *fetched)));
                self.gate.leave(bytes);
                let broken = |_| Err(Clean::field("reading it failed, which is our fault; please report it"));
                Event::Feed(id, Box::new(parsed.unwrap_or_else(broken)))
            }
            Job::Items(feed, part, mut items) => {
                for item in &mut items {
                    _ = catch_unwind(AssertUnwindSafe(|| intake::read(item, &self.rules)));
                }
                Event::Items(feed, part, items)
            }
            Job::No(feed, status) => {
                let meant = catch_unwind(AssertUnwindSafe(|| words::status(&status)));
                let why = meant.unwrap_or_else(|_| Clean::field(status.reason));
                Event::No(feed, why, status.told.retry_after)
            }
            Job::Page(wanted, answer) => {
                let bytes = weight(&answer);
                let judged = catch_unwind(AssertUnwindSafe(|| page::judge(&wanted, *answer, &self.rules)));
                self.gate.leave(bytes);
                let broken = |_| Got::nothing(Clean::field("reading it failed"), None);
                Event::Page(wanted, Box::new(judged.unwrap_or_else(broken)))
            }
        }
    }
}

/// How many bytes an answer holds.
pub(super) fn weight(answer: &Result<Answer, FetchError>) -> usize {
    match answer {
        Ok(Answer::Fresh(fetched)) => fetched.page.bytes.len(),
        _ => 0,
    }
}

fn parse(subscription: &Subscription, fetched: Fetched) -> Result<Parsed, Clean> {
    let Fetched { page, cut, told } = fetched;
    let mut feed = feed::read(&page.bytes, page.content_type.as_deref(), page.base.as_ref())
        .map_err(|why| words::no_feed(&why, &page))?;
    let items = intake::items(&feed, subscription);
    feed.items = Vec::new();
    let is_cut = cut.is_some() || feed.broken.is_some();
    Ok(Parsed { feed, items, is_cut, told })
}
