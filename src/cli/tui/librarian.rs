//! The librarian: owns the library, and does errands for the desk. One thread writes, in the order
//! of the errands; another reads, on a connection of its own, so that no list waits for a disk; news
//! is brought in by a third while they work.
//! Of several lists or previews that wait to be looked up, only the last is wanted.

mod acting;
mod apart;
mod news;
mod reading;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jiff::Timestamp;

use super::Wake;
use super::perform::Inbox;
use crate::app::{Desk, Errand, Msg, State, Word};
use crate::cli::terminal::WORKER;
use crate::config::RefreshWhen;
use crate::library::{Library, Saving};
use crate::model::{ArticleId, Page};
use crate::refresh::{Got, Settings, Wanted};
use news::Newsroom;

/// How feeds and pages are asked and read, by the rules that there are by then.
pub type Ways = Arc<dyn Fn() -> Settings + Send + Sync>;

/// What the desk needs of the world.
pub struct DeskJob {
    /// The library that it shows.
    pub library: Library,
    /// What a reader must know of it all the time.
    pub warning: Option<String>,
    /// The reader's own library, where feeds are added.
    pub own: Option<PathBuf>,
    /// The feed that is only looked at, if the library is made of one.
    pub source: Option<String>,
    /// How feeds and pages are asked and read.
    pub ways: Ways,
    /// When feeds are asked by themselves.
    pub refresh: RefreshWhen,
}

/// Something for a thread of the librarian.
enum Note {
    Errand(Errand),
    /// Another newsprint may have changed the library.
    Look,
    /// What came of fetching the page of an article.
    Page(Box<(Wanted, Got)>),
    /// A feed that is only looked at.
    Feed(Box<Page>),
    /// An article of a feed that is only looked at is to be kept.
    Keep(ArticleId),
    /// Nothing more comes.
    End,
}

/// Does errands.
pub(super) struct Librarian {
    acts: Sender<Note>,
    reads: Sender<Note>,
    newsroom: Newsroom,
    threads: Vec<JoinHandle<()>>,
}

/// Where a thread tells what it has to tell, and what all of them know.
#[derive(Clone)]
struct Voice {
    inbox: Inbox,
    ways: Ways,
    /// The reader's own library.
    own: Option<PathBuf>,
    /// To the thread that writes.
    acts: Sender<Note>,
}

impl Voice {
    fn tell(&self, word: Word) {
        self.inbox.send(Msg::Word(word));
    }
}

impl Librarian {
    /// Begins; the library goes with it.
    pub(super) fn start(inbox: Inbox, job: DeskJob) -> std::io::Result<Self> {
        let DeskJob { library, own, ways, refresh, source, .. } = job;
        let (acts, to_act) = mpsc::channel();
        let voice = Voice { inbox, ways, own, acts: acts.clone() };
        let path = library.path().filter(|_| library.saving() == Saving::Durable).map(Path::to_owned);
        let why_not = match source {
            Some(_) => "this feed is only looked at; a adds it to your library, where it is asked again",
            None => "the library cannot be written, so no feed is asked",
        };
        let newsroom = Newsroom::new(path.is_some(), why_not, refresh, voice.clone());
        let reads_apart = path.and_then(|path| Library::open(&path, now()).ok()).map(|opened| opened.library);
        let for_reads = voice.clone();
        let mut threads = vec![spawn(move || work(library, &voice, &to_act))?];
        let Some(library) = reads_apart else {
            return Ok(Self { reads: acts.clone(), acts, newsroom, threads });
        };
        let (reads, to_read) = mpsc::channel();
        threads.push(spawn(move || work(library, &for_reads, &to_read))?);
        Ok(Self { acts, reads, newsroom, threads })
    }

    /// Does an errand, in its turn.
    pub(super) fn run(&mut self, errand: Errand) {
        let Some(errand) = self.newsroom.take(errand) else { return };
        let queue = if is_question(&errand) { &self.reads } else { &self.acts };
        _ = queue.send(Note::Errand(errand));
    }

    /// How long until feeds are to be asked by themselves.
    pub(super) fn until_refresh(&self) -> Option<Duration> {
        self.newsroom.until_due()
    }

    /// Asks the feeds that are due, if it is time.
    pub(super) fn refresh(&mut self) {
        self.newsroom.refresh_due();
    }

    /// Shows the items of a feed, and keeps none.
    pub(super) fn look_into(&self, page: Page) {
        _ = self.acts.send(Note::Feed(Box::new(page)));
    }

    /// Keeps an article in the reader's own library: one of those that are shown, or a page.
    pub(super) fn keep(&self, article: Option<ArticleId>, page: Option<Page>) {
        match (article, page) {
            (Some(id), _) => _ = self.acts.send(Note::Keep(id)),
            (None, Some(page)) => self.newsroom.keep_page(page),
            (None, None) => {}
        }
    }

    /// Looks whether another newsprint has changed the library.
    pub(super) fn look(&self) {
        _ = self.reads.send(Note::Look);
    }

    /// Ends when all that was asked is done; news that is still on its way is not waited for.
    pub(super) fn end(self) {
        let Self { acts, reads, newsroom, threads } = self;
        newsroom.close();
        _ = (acts.send(Note::End), reads.send(Note::End));
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
    matches!(
        errand,
        Errand::Stacks
            | Errand::List { .. }
            | Errand::Preview(_)
            | Errand::Open { .. }
            | Errand::Fetch(_)
            | Errand::Find(_)
    )
}

/// Does what comes, until nothing more comes.
fn work(mut library: Library, voice: &Voice, notes: &Receiver<Note>) {
    let mut generation = library.generation().unwrap_or_default();
    while let Ok(first) = notes.recv() {
        let mut waiting: Vec<Note> = std::iter::once(first).chain(notes.try_iter()).collect();
        let mut looks = false;
        drop_old(&mut waiting);
        for note in waiting {
            match note {
                Note::Errand(errand) if is_question(&errand) => reading::answer(&library, voice, errand),
                Note::Errand(errand) => acting::perform(&mut library, voice, errand),
                Note::Page(page) => acting::keep_page(&mut library, voice, &page.0, page.1),
                Note::Feed(page) => apart::look_into(&mut library, voice, &page),
                Note::Keep(id) => acting::keep(&library, voice, id),
                Note::Look => looks = true,
                Note::End => return,
            }
        }
        if looks {
            let now = library.generation().unwrap_or(generation);
            if std::mem::replace(&mut generation, now) != now {
                voice.tell(Word::Grown);
            }
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
        Note::Errand(_) | Note::Page(_) | Note::Feed(_) | Note::Keep(_) | Note::End => None,
    };
    let mut seen = [false; 5];
    let mut keep: Vec<bool> = notes
        .iter()
        .rev()
        .map(|note| match kind(note).and_then(|kind: usize| seen.get_mut(kind)) {
            Some(seen) => !std::mem::replace(seen, true),
            None => true,
        })
        .collect();
    notes.retain(|_| keep.pop().unwrap_or(true));
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
        let ends = is_list(&wake);
        wakes.push(wake);
        if ends {
            break;
        }
    }
    wakes
}

/// What time it is.
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}
