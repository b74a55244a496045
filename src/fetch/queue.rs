//! Who is next: what waits and what runs, so that no host is asked by too many at once and
//! each host in the order of asking.

use std::collections::{HashMap, VecDeque};

use super::address::is_this_machine;
use super::{Limits, Request};

/// A number for each request, given in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub(super) u64);

/// What was called off.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum CalledOff<S> {
    /// It runs, and this stops it.
    Running(S),
    /// It had not begun.
    Waiting,
    /// It is over, or never was.
    Nothing,
}

/// What waits, and what runs; `S` is what stops it.
#[derive(Debug)]
pub(super) struct Queue<S> {
    waiting: VecDeque<(Ticket, Request)>,
    running: HashMap<Ticket, S>,
    hosts: HashMap<String, usize>,
    last: u64,
}

impl<S> Queue<S> {
    pub(super) fn new() -> Self {
        Self { waiting: VecDeque::new(), running: HashMap::new(), hosts: HashMap::new(), last: 0 }
    }

    pub(super) fn push(&mut self, request: Request) -> Ticket {
        self.last += 1;
        self.waiting.push_back((Ticket(self.last), request));
        Ticket(self.last)
    }

    /// The first that waits and whose host has time. It runs until `end`, called off or not.
    pub(super) fn take(&mut self, limits: &Limits, stop: S) -> Option<(Ticket, Request)> {
        let free = |request: &Request| self.busy(request) < share(request, limits);
        let place = self.waiting.iter().position(|(_, request)| free(request))?;
        let (ticket, request) = self.waiting.remove(place)?;
        *self.hosts.entry(host(&request)).or_default() += 1;
        self.running.insert(ticket, stop);
        Some((ticket, request))
    }

    /// A request no longer keeps its host busy. Whether it was not called off meanwhile.
    pub(super) fn end(&mut self, ticket: Ticket, request: &Request) -> bool {
        let host = host(request);
        if let Some(busy) = self.hosts.get_mut(&host) {
            *busy = busy.saturating_sub(1);
            if *busy == 0 {
                self.hosts.remove(&host);
            }
        }
        self.running.remove(&ticket).is_some()
    }

    /// Calls a request off. What runs keeps its host busy until it ends.
    pub(super) fn cancel(&mut self, ticket: Ticket) -> CalledOff<S> {
        if let Some(stop) = self.running.remove(&ticket) {
            return CalledOff::Running(stop);
        }
        let place = self.waiting.iter().position(|(waiting, _)| *waiting == ticket);
        match place.and_then(|place| self.waiting.remove(place)) {
            Some(_) => CalledOff::Waiting,
            None => CalledOff::Nothing,
        }
    }

    /// All that wait or run, in the order of asking.
    pub(super) fn tickets(&self) -> Vec<Ticket> {
        let waiting = self.waiting.iter().map(|(ticket, _)| *ticket);
        let mut all: Vec<Ticket> = self.running.keys().copied().chain(waiting).collect();
        all.sort_unstable();
        all
    }

    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    fn busy(&self, request: &Request) -> usize {
        self.hosts.get(&host(request)).copied().unwrap_or_default()
    }
}

/// How many may ask a host at once. With this machine nobody needs to be polite.
fn share(request: &Request, limits: &Limits) -> usize {
    if is_this_machine(&request.url) { limits.at_once } else { limits.per_host.max(1) }
}

fn host(request: &Request) -> String {
    request.url.host_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn request(url: &str) -> Request {
        Request::feed(Url::parse(url).unwrap())
    }

    fn paths(queue: &mut Queue<()>) -> Vec<String> {
        let taken = std::iter::from_fn(|| queue.take(&Limits::default(), ()));
        taken.map(|(_, request)| request.url.path().to_owned()).collect()
    }

    #[test]
    fn a_host_is_asked_by_two_at_once_and_in_order() {
        let mut queue = Queue::new();
        let first =
            ["/1", "/2", "/3", "/4"].map(|path| queue.push(request(&format!("http://a.example{path}"))));
        queue.push(request("https://b.example/5"));
        assert_eq!(paths(&mut queue), ["/1", "/2", "/5"]);
        assert!(queue.end(first[1], &request("http://a.example/2")));
        assert_eq!(paths(&mut queue), ["/3"]);
        assert_eq!(queue.waiting(), 1);
    }

    #[test]
    fn this_machine_need_not_be_spared() {
        let mut queue = Queue::new();
        for path in ["1", "2", "3"] {
            queue.push(request(&format!("http://127.0.0.1/{path}")));
        }
        assert_eq!(paths(&mut queue).len(), 3);
    }

    #[test]
    fn what_is_called_off_keeps_its_host_busy_until_it_ends() {
        let mut queue = Queue::new();
        let first =
            ["/1", "/2", "/3", "/4"].map(|path| queue.push(request(&format!("http://a.example{path}"))));
        assert_eq!(paths(&mut queue), ["/1", "/2"]);
        assert_eq!(queue.cancel(first[0]), CalledOff::Running(()));
        assert_eq!(queue.cancel(first[2]), CalledOff::Waiting);
        assert_eq!(queue.cancel(first[2]), CalledOff::Nothing);
        assert_eq!(paths(&mut queue), Vec::<String>::new());
        assert!(!queue.end(first[0], &request("http://a.example/1")));
        assert_eq!(paths(&mut queue), ["/4"]);
        assert_eq!(queue.tickets(), [first[1], first[3]]);
    }
}
