//! Many requests at once, on threads: each fails alone, and each can be called off.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

pub use super::queue::Ticket;
use super::queue::{CalledOff, Queue};
use super::{Answer, Client, FetchError, Limits, Manners, Request, Stop};

/// What becomes of a request; one `Begun` at most, and exactly one `Done`.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "they are few, and moved once or twice")]
pub enum Report {
    /// The server is being asked.
    Begun(Ticket),
    /// It has answered, or did not, or the request was called off.
    Done(Ticket, Result<Answer, FetchError>),
}

/// Runs requests, some at once, and reports on each. Dropping it calls all of them off.
pub struct Pool {
    shared: Arc<Shared>,
}

struct Shared {
    client: Client,
    state: Mutex<State>,
    news: Condvar,
    tell: Box<dyn Fn(Report) + Send + Sync>,
}

struct State {
    queue: Queue<Stop>,
    threads: usize,
    idle: usize,
    closed: bool,
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("waiting", &self.shared.lock().queue.waiting()).finish_non_exhaustive()
    }
}

impl Pool {
    /// A pool that tells what becomes of its requests, from threads of its own and from the
    /// thread that calls one off. Whoever is told must not call the pool meanwhile for long.
    pub fn new(limits: Limits, manners: Manners, tell: impl Fn(Report) + Send + Sync + 'static) -> Self {
        Self::of(Client::with(limits, manners), tell)
    }

    /// The same, with a client that is there.
    pub(super) fn of(client: Client, tell: impl Fn(Report) + Send + Sync + 'static) -> Self {
        let state = State { queue: Queue::new(), threads: 0, idle: 0, closed: false };
        let (state, news) = (Mutex::new(state), Condvar::new());
        Self { shared: Arc::new(Shared { client, state, news, tell: Box::new(tell) }) }
    }

    /// Puts a request at the end of the queue.
    pub fn ask(&self, request: Request) -> Ticket {
        let mut state = self.shared.lock();
        let ticket = state.queue.push(request);
        if state.idle < state.queue.waiting() && state.threads < self.shared.client.limits.at_once.max(1) {
            let shared = Arc::clone(&self.shared);
            // Threads of this name fail quietly: their failures are caught, and told.
            let started = thread::Builder::new().name("worker".into()).spawn(move || shared.work());
            state.threads += usize::from(started.is_ok());
        }
        let stuck = state.threads == 0 && matches!(state.queue.cancel(ticket), CalledOff::Waiting);
        drop(state);
        if stuck {
            let why = FetchError::Broken("there is no thread to fetch it".into());
            (self.shared.tell)(Report::Done(ticket, Err(why)));
        }
        self.shared.news.notify_one();
        ticket
    }

    /// Calls a request off: it is reported at once, and its connection broken off.
    pub fn cancel(&self, ticket: Ticket) {
        let called_off = self.shared.lock().queue.cancel(ticket);
        match called_off {
            CalledOff::Running(request) => request.stop(),
            CalledOff::Waiting => {}
            CalledOff::Nothing => return,
        }
        (self.shared.tell)(Report::Done(ticket, Err(FetchError::Cancelled)));
    }

    /// Calls all requests off.
    pub fn cancel_all(&self) {
        let tickets = self.shared.lock().queue.tickets();
        // The last first: otherwise those that wait would begin.
        for ticket in tickets.into_iter().rev() {
            self.cancel(ticket);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.cancel_all();
        self.shared.news.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a thread does until the pool is closed.
    fn work(&self) {
        while let Some((ticket, request, stop)) = self.next() {
            (self.tell)(Report::Begun(ticket));
            let asked = catch_unwind(AssertUnwindSafe(|| self.client.ask_until(&stop, &request)));
            let answer = asked.unwrap_or_else(|_| Err(FetchError::Broken("fetching it failed".into())));
            let wanted = self.lock().queue.end(ticket, &request);
            // Its host may have kept others waiting.
            self.news.notify_all();
            if wanted {
                (self.tell)(Report::Done(ticket, answer));
            }
        }
    }

    /// Waits for a request; none once the pool is closed.
    fn next(&self) -> Option<(Ticket, Request, Stop)> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            let stop = Stop::default();
            if let Some((ticket, request)) = state.queue.take(&self.client.limits, stop.clone()) {
                return Some((ticket, request, stop));
            }
            state.idle += 1;
            state = self.news.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.idle -= 1;
        }
    }
}
