//! A refresh behind the screen: on a thread with a library of its own, told in words of the desk.

use std::cell::RefCell;
use std::io;
use std::path::Path;
use std::thread;

use jiff::Timestamp;

use crate::app::{FeedState, Refreshing, Word};
use crate::cli::terminal::WORKER;
use crate::library::Library;
use crate::model::{Clean, FeedId};
use crate::refresh::{self, Address, News, Outcome, Settings, Stop, Summary, Which};

/// A refresh that goes on. It is stopped when this is dropped.
pub(in crate::cli) struct Handle(Stop);

impl Handle {
    /// Asks no more; [`Word::Refreshing`] with nothing follows soon.
    pub(in crate::cli) fn stop(&self) {
        self.0.stop();
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Starts a refresh of the library at a path. What it tells comes from its own thread; the last is
/// always that it has ended.
pub(in crate::cli) fn start(
    path: &Path,
    which: Which,
    settings: Settings,
    tell: impl Fn(Word) + Send + 'static,
) -> io::Result<Handle> {
    let (path, stop) = (path.to_owned(), Stop::default());
    let stopped = stop.clone();
    let work = move || {
        let opened = Library::open(&path, Timestamp::now());
        let done = opened.and_then(|mut opened| run(&mut opened.library, &which, &settings, &stopped, &tell));
        if let Err(error) = done {
            tell(Word::Failed(format!("the refresh ended: {error}")));
        }
        tell(Word::Refreshing(None));
    };
    thread::Builder::new().name(WORKER.into()).spawn(work)?;
    Ok(Handle(stop))
}

/// Subscribes to the feed at an address, or to the one that its page leads to, and takes in what it
/// carries.
pub(in crate::cli) fn subscribe(
    path: &Path,
    typed: Address,
    settings: Settings,
    tell: impl Fn(Word) + Send + 'static,
) -> io::Result<Handle> {
    let (path, stop) = (path.to_owned(), Stop::default());
    let stopped = stop.clone();
    let work = move || {
        match added(&path, &typed, &settings, &stopped, &tell) {
            Ok(said) => tell(Word::Done(said)),
            Err(why) => tell(Word::Failed(why)),
        }
        tell(Word::Grown);
        tell(Word::Refreshing(None));
    };
    thread::Builder::new().name(WORKER.into()).spawn(work)?;
    Ok(Handle(stop))
}

/// What came of it, in words.
fn added(
    path: &Path,
    typed: &Address,
    settings: &Settings,
    stop: &Stop,
    tell: &impl Fn(Word),
) -> Result<String, String> {
    let found = refresh::find_feed(typed, settings);
    let found = found.map_err(|why| format!("no feed at {}: {why}", typed.url))?;
    let plainly = |error: crate::library::Error| error.to_string();
    let mut library = Library::open(path, Timestamp::now()).map_err(plainly)?.library;
    let address = found.url.clone();
    let known = library.feeds().map_err(plainly)?;
    if let Some(feed) = known.iter().find(|feed| feed.address == address.as_str()) {
        tell(Word::Added(feed.id));
        return Ok(format!("{} is among your feeds already", feed.title));
    }
    let title = found.title.clone().unwrap_or_else(|| Clean::field(address.host_str().unwrap_or_default()));
    let id = library.add_feed(address.as_str(), &title, Timestamp::now()).map_err(plainly)?;
    let others = found.others.len();
    tell(Word::Added(id));
    tell(Word::Grown);
    let teller = RefCell::new(Teller::default());
    let taken = refresh::take_in(&mut library, id, found, settings, stop, |news| {
        for word in teller.borrow_mut().words(news).into_iter().filter(|word| !matches!(word, Word::Done(_)))
        {
            tell(word);
        }
    });
    let summary = taken.map_err(plainly)?;
    let more = match others {
        0 => String::new(),
        _ => format!("; the page has {others} more, newsprint add names them"),
    };
    let articles = if summary.new == 1 { "article" } else { "articles" };
    Ok(format!("subscribed to {title}: {} {articles}{more}", summary.new))
}

/// Refreshes a library on this thread.
pub(in crate::cli) fn run(
    library: &mut Library,
    which: &Which,
    settings: &Settings,
    stop: &Stop,
    tell: &impl Fn(Word),
) -> Result<Summary, crate::library::Error> {
    let teller = RefCell::new(Teller::default());
    refresh::run(library, which, settings, stop, |news| {
        for word in teller.borrow_mut().words(news) {
            tell(word);
        }
    })
}

/// Keeps count of what was told.
#[derive(Default)]
struct Teller {
    so_far: Refreshing,
    /// The feeds that were not asked yet.
    waiting: Vec<FeedId>,
}

impl Teller {
    /// What a piece of news means for the desk.
    fn words(&mut self, news: News) -> Vec<Word> {
        let mut words = Vec::new();
        match news {
            News::Begins(feeds) => {
                self.so_far.feeds = feeds.len();
                words.extend(feeds.iter().map(|feed| Word::Feed(*feed, FeedState::Waiting)));
                self.waiting = feeds;
            }
            News::Asking(feed) => words.push(Word::Feed(feed, FeedState::Asking)),
            News::Asked(feed, outcome) => {
                self.so_far.done += 1;
                self.waiting.retain(|waiting| *waiting != feed);
                words.extend(self.asked(feed, outcome));
            }
            News::Pages(count) => self.so_far.pages = count,
            News::Completed(_) => words.push(Word::Grown),
            News::Ends(summary) => {
                // Those that were not asked are as they were.
                let left = std::mem::take(&mut self.waiting);
                words.extend(left.into_iter().map(|feed| Word::Feed(feed, FeedState::Still)));
                words.extend(ended(&summary));
                return words;
            }
        }
        words.push(Word::Refreshing(Some(self.so_far)));
        words
    }

    fn asked(&mut self, feed: FeedId, outcome: Outcome) -> Vec<Word> {
        match outcome {
            Outcome::Fed { new, changed } => {
                self.so_far.new += new;
                let still = Word::Feed(feed, FeedState::Still);
                if new + changed > 0 { vec![still, Word::Grown] } else { vec![still] }
            }
            Outcome::Unchanged | Outcome::Offline => vec![Word::Feed(feed, FeedState::Still)],
            Outcome::Failed(why) => {
                self.so_far.failed += 1;
                vec![Word::Feed(feed, FeedState::Trouble(why))]
            }
        }
    }
}

/// What is said at the end, if anything is.
fn ended(summary: &Summary) -> Option<Word> {
    if summary.is_offline {
        let what = "no feed could be reached; is the network there? what you have can be read";
        return Some(Word::Failed(what.to_owned()));
    }
    let articles = if summary.new == 1 { "article" } else { "articles" };
    (summary.new > 0).then(|| Word::Done(format!("{} new {articles}", summary.new)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_is_told_in_words_of_the_desk() {
        let mut teller = Teller::default();
        let [one, two, three] = [1, 2, 3].map(FeedId);
        assert_eq!(teller.words(News::Begins(vec![one, two, three])).len(), 4);
        let words = teller.words(News::Asked(one, Outcome::Fed { new: 3, changed: 0 }));
        assert!(matches!(words[..], [Word::Feed(..), Word::Grown, Word::Refreshing(Some(_))]), "{words:?}");
        let why = Clean::field("no answer in time");
        let words = teller.words(News::Asked(two, Outcome::Failed(why.clone())));
        assert!(matches!(&words[0], Word::Feed(_, FeedState::Trouble(said)) if *said == why));
        let so_far = Refreshing { feeds: 3, done: 2, failed: 1, new: 3, pages: 0 };
        assert!(matches!(words[1], Word::Refreshing(Some(told)) if told == so_far), "{words:?}");
        let words = teller.words(News::Ends(Summary { new: 3, ..Summary::default() }));
        assert!(matches!(&words[..], [Word::Feed(left, FeedState::Still), Word::Done(_)] if *left == three));
    }
}
