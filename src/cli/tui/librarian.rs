//! The librarian: owns the library, and does errands for the desk. One thread writes, in the order
//! of the errands; another reads, on a connection of its own, so that no list waits for a disk.
//! Of several lists or previews that wait to be looked up, only the last is wanted.

mod acting;
mod reading;

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jiff::Timestamp;

use super::Wake;
use super::perform::Inbox;
use crate::app::{Desk, Errand, Msg, State, Word};
use crate::cli::terminal::WORKER;
use crate::library::{Library, Saving};
use crate::model::{Page, Reading};

/// Reads a page, by the rules that there are by then.
pub type Read = Arc<dyn Fn(&Page) -> Reading + Send + Sync>;

/// What the desk needs of the world.
pub struct DeskJob {
    /// The library.
    pub library: Library,
    /// Reads a page.
    pub read: Read,
    /// What a reader must know of the library all the time.
    pub warning: Option<String>,
}

/// Something for a thread of the librarian.
enum Note {
    Errand(Errand),
    /// Another newsprint may have changed the library.
    Look,
}

/// Does errands.
pub(super) struct Librarian {
    acts: Sender<Note>,
    reads: Sender<Note>,
    threads: Vec<JoinHandle<()>>,
}

/// Where a thread tells what it has to tell.
#[derive(Clone)]
struct Voice {
    inbox: Inbox,
    read: Read,
}

impl Voice {
    fn tell(&self, word: Word) {
        self.inbox.send(Msg::Word(word));
    }
}

impl Librarian {
    /// Begins; the library goes with it.
    pub(super) fn start(inbox: Inbox, job: DeskJob) -> std::io::Result<Self> {
        let desk = Voice { inbox, read: job.read };
        let library = job.library;
        let path = library.path().filter(|_| library.saving() == Saving::Durable).map(ToOwned::to_owned);
        let other = path.and_then(|path| Library::open(&path, now()).ok()).map(|opened| opened.library);
        let (acts, to_act) = mpsc::channel();
        let Some(reader) = other else {
            let thread = spawn(move || work(library, &desk, &to_act))?;
            return Ok(Self { reads: acts.clone(), acts, threads: vec![thread] });
        };
        let (reads, to_read) = mpsc::channel();
        let for_reads = desk.clone();
        let threads = vec![
            spawn(move || work(library, &desk, &to_act))?,
            spawn(move || work(reader, &for_reads, &to_read))?,
        ];
        Ok(Self { acts, reads, threads })
    }

    /// Does an errand, in its turn.
    pub(super) fn run(&self, errand: Errand) {
        let queue = if is_question(&errand) { &self.reads } else { &self.acts };
        _ = queue.send(Note::Errand(errand));
    }

    /// Looks whether another newsprint has changed the library.
    pub(super) fn look(&self) {
        _ = self.reads.send(Note::Look);
    }

    /// Ends when all that was asked is done.
    pub(super) fn end(self) {
        let Self { acts, reads, threads } = self;
        drop((acts, reads));
        for thread in threads {
            _ = thread.join();
        }
    }
}

fn spawn(work: impl FnOnce() + Send + 'static) -> std::io::Result<JoinHandle<()>> {
    thread::Builder::new().name(WORKER.into()).spawn(work)
}

/// Whether an errand only asks.
fn is_question(errand: &Errand) -> bool {
    matches!(errand, Errand::Stacks | Errand::List { .. } | Errand::Preview(_) | Errand::Open { .. })
}

/// Does what comes, until nobody can ask any more.
fn work(mut library: Library, desk: &Voice, notes: &Receiver<Note>) {
    let mut generation = library.generation().unwrap_or_default();
    while let Ok(first) = notes.recv() {
        let mut waiting: Vec<Note> = std::iter::once(first).chain(notes.try_iter()).collect();
        let mut looks = false;
        drop_old(&mut waiting);
        for note in waiting {
            match note {
                Note::Errand(errand) if is_question(&errand) => reading::answer(&library, desk, errand),
                Note::Errand(errand) => acting::perform(&mut library, desk, errand),
                Note::Look => looks = true,
            }
        }
        let before = std::mem::replace(&mut generation, library.generation().unwrap_or_default());
        if looks && generation != before {
            desk.tell(Word::Grown);
        }
    }
}

/// Leaves out questions that a later one makes idle.
fn drop_old(notes: &mut Vec<Note>) {
    let kind = |note: &Note| match note {
        Note::Errand(Errand::Stacks) => Some(0),
        Note::Errand(Errand::List { .. }) => Some(1),
        Note::Errand(Errand::Preview(_)) => Some(2),
        Note::Errand(Errand::Open { .. }) => Some(3),
        Note::Look => Some(4),
        Note::Errand(_) => None,
    };
    let mut seen = [false; 5];
    let mut at = notes.len();
    let mut keep = vec![true; at];
    while at > 0 {
        at -= 1;
        let place = notes.get(at).and_then(kind).and_then(|kind: usize| seen.get_mut(kind));
        if let (Some(seen), Some(keep)) = (place, keep.get_mut(at)) {
            *keep = !std::mem::replace(seen, true);
        }
    }
    let mut keep = keep.into_iter();
    notes.retain(|_| keep.next().unwrap_or(true));
}

/// How long the first frame waits for the first list; from a disk that is asleep it comes later.
const PATIENCE: Duration = Duration::from_millis(150);

/// Waits a moment for the first list, so that the first frame shows it; what else comes meanwhile
/// comes with it.
pub(super) fn wait(mut wakes: Vec<Wake>, inbox: &Receiver<Wake>, state: &State) -> Vec<Wake> {
    let is_list = |wake: &Wake| matches!(wake, Wake::Msg(Msg::Word(Word::List { .. })));
    if !state.desk.as_ref().is_some_and(Desk::is_loading) || wakes.iter().any(is_list) {
        return wakes;
    }
    while let Ok(wake) = inbox.recv_timeout(PATIENCE) {
        let is_last = is_list(&wake);
        wakes.push(wake);
        if is_last {
            break;
        }
    }
    wakes
}

/// What time it is.
#[expect(clippy::disallowed_methods, reason = "the edge tells the time to the library, which has no clock")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}
