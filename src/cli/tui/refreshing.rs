//! A refresh behind the screen: on a thread with a library of its own, told in words of the desk.

use std::cell::RefCell;
use std::io;
use std::path::Path;
use std::thread;

use jiff::Timestamp;

use crate::app::{FeedState, Refreshing, Word};
use crate::library::Library;
use crate::model::FeedId;
use crate::refresh::{self, News, Outcome, Settings, Stop, Summary, Which};

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
    thread::Builder::new().name("refresh".into()).spawn(work)?;
    Ok(Handle(stop))
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
    use crate::model::Clean;

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
