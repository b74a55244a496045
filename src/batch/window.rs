//! Many workers, one order: documents are read ahead into a window that is bounded in number and in
//! bytes, and their answers leave it in the order in which the documents came.

use std::io;
use std::sync::mpsc::{Receiver, RecvError, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::answer::{Answer, Document};

/// So many documents a worker may wait for their turn.
const AHEAD: usize = 32;
/// So many bytes of documents a worker may be in the window. One larger than all is alone in it.
const ROOM: usize = 16 << 20;

/// Whoever answers documents, one after the other.
pub trait Worker {
    /// Whether it wants to know the next document while it answers one.
    const LOOKS_AHEAD: bool = false;

    /// The answer. The next document, if it is told, is the one that comes next; it may be begun with.
    ///
    /// # Errors
    /// When no document can be answered any more.
    fn answer(&mut self, document: &Document, next: Option<&Document>) -> io::Result<Answer>;
}

/// What leaves the window.
pub(super) enum Event<M> {
    /// What the feeder put between the documents.
    Mark(M),
    /// The answer to the next document.
    Answer(Answer),
    /// Nothing more is there just now: what was taken can be handed on.
    Idle,
}

/// A document on its way to a worker.
struct Task {
    document: Document,
    answer: SyncSender<io::Result<Answer>>,
}

/// What the window holds, in order.
enum Slip<M> {
    Mark(M),
    Answer(Receiver<io::Result<Answer>>),
}

/// Where documents are put into the window.
pub(super) struct Feeder<'a, M> {
    tasks: Sender<Task>,
    slips: Sender<Slip<M>>,
    room: &'a Room,
}

impl<M> Feeder<'_, M> {
    /// Hands in a document; whether there is anybody left to take the answer.
    pub(super) fn document(&self, document: Document) -> bool {
        let bytes = document.bytes();
        let (answer, answered) = sync_channel(1);
        self.room.take(bytes)
            && self.tasks.send(Task { document, answer }).is_ok()
            && self.slips.send(Slip::Answer(answered)).is_ok()
    }

    /// Hands in what is to come out between the documents before it and those behind it.
    pub(super) fn mark(&self, mark: M) -> bool {
        self.room.take(0) && self.slips.send(Slip::Mark(mark)).is_ok()
    }
}

/// Runs a feeder and some workers each on a thread of its own; what they make is taken here.
/// Whoever takes may end it all by an error.
pub(super) fn run<M: Send, W: Worker, E>(
    jobs: usize,
    hire: impl Fn() -> W + Sync,
    feed: impl FnOnce(&Feeder<'_, M>) + Send,
    mut take: impl FnMut(Event<M>) -> Result<(), E>,
    broken: impl Fn(io::Error) -> E,
) -> Result<(), E> {
    let jobs = jobs.max(1);
    let room = Room::of(jobs);
    let (tasks, waiting) = channel::<Task>();
    let (slips, next) = channel::<Slip<M>>();
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        let (room, waiting, hire) = (&room, &waiting, &hire);
        for _ in 0..jobs {
            scope.spawn(move || work(hire(), waiting, room));
        }
        scope.spawn(move || feed(&Feeder { tasks, slips, room }));
        let taken = drain(&next, room, &mut take, &broken);
        drop(next);
        room.close();
        taken
    })
}

fn work<W: Worker>(mut worker: W, waiting: &Mutex<Receiver<Task>>, room: &Room) {
    let mut next = None;
    while let Some(Task { document, answer }) = next.take().or_else(|| lock(waiting).recv().ok()) {
        if room.is_closed() {
            continue;
        }
        if W::LOOKS_AHEAD {
            // Whoever holds the lock waits for a task: then there is none.
            next = waiting.try_lock().ok().and_then(|waiting| waiting.try_recv().ok());
        }
        let made = worker.answer(&document, next.as_ref().map(|task| &task.document));
        room.swap(document.bytes(), made.as_ref().map_or(0, |made| made.line.len()));
        // Nobody waits for it when the run has ended early.
        _ = answer.send(made);
    }
}

fn drain<M, E>(
    next: &Receiver<Slip<M>>,
    room: &Room,
    take: &mut impl FnMut(Event<M>) -> Result<(), E>,
    broken: &impl Fn(io::Error) -> E,
) -> Result<(), E> {
    loop {
        match patiently(next, || take(Event::Idle))? {
            Err(RecvError) => return Ok(()),
            Ok(Slip::Mark(mark)) => {
                take(Event::Mark(mark))?;
                room.give_back(0);
            }
            Ok(Slip::Answer(answer)) => {
                let answer = match patiently(&answer, || take(Event::Idle))? {
                    Ok(answer) => answer.map_err(broken)?,
                    Err(RecvError) => return Err(broken(io::Error::other("a worker went away"))),
                };
                let bytes = answer.line.len();
                take(Event::Answer(answer))?;
                room.give_back(bytes);
            }
        }
    }
}

/// What comes next; if it is not yet there, something else is done before waiting for it.
fn patiently<T, E>(
    from: &Receiver<T>,
    idle: impl FnOnce() -> Result<(), E>,
) -> Result<Result<T, RecvError>, E> {
    match from.try_recv() {
        Ok(next) => Ok(Ok(next)),
        Err(TryRecvError::Disconnected) => Ok(Err(RecvError)),
        Err(TryRecvError::Empty) => {
            idle()?;
            Ok(from.recv())
        }
    }
}

/// How much may be in the window.
struct Room {
    /// How many documents and marks, and how many bytes.
    most: (usize, usize),
    state: Mutex<Held>,
    changed: Condvar,
}

/// How much is in the window.
#[derive(Default)]
struct Held {
    slips: usize,
    bytes: usize,
    is_full: bool,
    is_closed: bool,
}

impl Room {
    fn of(jobs: usize) -> Self {
        let most = (jobs.saturating_mul(AHEAD), jobs.saturating_mul(ROOM));
        Self { most, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until something of so many bytes has room; false when the window was closed. Once it is
    /// full, it waits until it is half empty, so as not to be woken for every document.
    fn take(&self, bytes: usize) -> bool {
        let mut held = lock(&self.state);
        while !held.is_closed && held.slips > 0 {
            let fits = held.slips < self.most.0 && held.bytes.saturating_add(bytes) <= self.most.1;
            if fits && !held.is_full {
                break;
            }
            held.is_full = true;
            held = self.changed.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        held.slips += 1;
        held.bytes = held.bytes.saturating_add(bytes);
        !held.is_closed
    }

    /// An answer has taken the place of its document.
    fn swap(&self, document: usize, answer: usize) {
        let mut held = lock(&self.state);
        held.bytes = held.bytes.saturating_sub(document).saturating_add(answer);
    }

    fn give_back(&self, bytes: usize) {
        let mut held = lock(&self.state);
        held.slips = held.slips.saturating_sub(1);
        held.bytes = held.bytes.saturating_sub(bytes);
        let is_half_empty = held.slips <= self.most.0 / 2 && held.bytes <= self.most.1 / 2;
        if held.is_full && (is_half_empty || held.slips == 0) {
            held.is_full = false;
            self.changed.notify_all();
        }
    }

    fn close(&self) {
        lock(&self.state).is_closed = true;
        self.changed.notify_all();
    }

    fn is_closed(&self) -> bool {
        lock(&self.state).is_closed
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Answers with the document itself, the later ones sooner.
    struct Echo;

    impl Worker for Echo {
        fn answer(&mut self, document: &Document, _: Option<&Document>) -> io::Result<Answer> {
            let Document::Line(line) = document else { return Err(io::Error::other("too long")) };
            let line = String::from_utf8_lossy(line).into_owned();
            if line.ends_with('0') {
                thread::yield_now();
            }
            Ok(Answer::read(line))
        }
    }

    #[test]
    fn answers_and_marks_come_out_in_the_order_they_went_in() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let feed = |feeder: &Feeder<'_, usize>| {
                for number in 0..500 {
                    assert!(feeder.document(Document::Line(number.to_string().into_bytes())));
                    assert!(number % 100 != 99 || feeder.mark(number));
                }
            };
            let take = |event| {
                match event {
                    Event::Mark(mark) => seen.push(format!("mark {mark}")),
                    Event::Answer(answer) => seen.push(answer.line),
                    Event::Idle => {}
                }
                Ok::<(), io::Error>(())
            };
            run(jobs, || Echo, feed, take, |error| error).unwrap();
            let mut expected = Vec::new();
            for number in 0..500 {
                expected.push(number.to_string());
                if number % 100 == 99 {
                    expected.push(format!("mark {number}"));
                }
            }
            assert_eq!(seen, expected);
        }
    }

    #[test]
    fn the_window_is_bounded_and_whoever_takes_may_end_it() {
        let count = AtomicUsize::new(0);
        let feed = |feeder: &Feeder<'_, ()>| {
            while feeder.document(Document::Line(vec![b'x'; ROOM / 2])) {
                count.fetch_add(1, Ordering::SeqCst);
            }
        };
        let mut answers = 0;
        let take = |event| match event {
            Event::Answer(_) if answers == 9 => Err("enough".to_owned()),
            Event::Answer(_) => {
                answers += 1;
                Ok(())
            }
            _ => Ok(()),
        };
        let end = run(2, || Echo, feed, take, |error| error.to_string());
        assert_eq!(end, Err("enough".to_owned()));
        let handed_in = count.load(Ordering::SeqCst);
        assert!(
            (9..=14).contains(&handed_in),
            "{handed_in} documents of half a worker's room, four at a time"
        );
    }

    #[test]
    fn a_worker_that_cannot_go_on_ends_the_run() {
        let feed = |feeder: &Feeder<'_, ()>| assert!(feeder.document(Document::TooLong));
        let end = run(1, || Echo, feed, |_| Ok(()), |error| error.to_string());
        assert_eq!(end, Err("too long".to_owned()));
    }
}
