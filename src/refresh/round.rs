//! One refresh: who is asked, what comes back, and what of it is written. The only thread that
//! writes; what takes time is done by others.

mod outcome;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use url::Url;

use super::gate::Gate;
use super::offline::Doubt;
use super::page::{Got, Wanted, keep_page};
use super::teasers::Teasers;
use super::workers::{Event, Job, Parsed, Workers, weight};
use super::{News, Outcome, Settings, Stop, Summary, rhythm, words};
use crate::fetch::{Answer, FetchError, Fetched, Pool, Report, Request, Ticket};
use crate::library::{Error, Item, Library, Taken};
use crate::model::{ArticleId, Clean, FeedId, Subscription, Validators};

/// How soon a stop is noticed.
const TURN: Duration = Duration::from_millis(100);

/// How often the library is asked for pages while feeds come in.
const NOW_AND_THEN: Duration = Duration::from_millis(500);

/// So many items are read at a time, so that one long feed keeps all threads busy.
const PART: usize = 50;

/// A refresh.
pub(super) struct Round<'a> {
    library: &'a mut Library,
    stop: &'a Stop,
    tell: &'a dyn Fn(News),
    pool: Pool,
    workers: Workers,
    gate: Arc<Gate>,
    /// Keeps the inbox open.
    _events: Sender<Event>,
    inbox: Receiver<Event>,
    feeds: HashMap<FeedId, Subscription>,
    /// What is being fetched.
    asked: HashMap<Ticket, Asked>,
    /// The feeds that wait for their turn.
    waiting: usize,
    /// Feeds whose items are being read.
    reading: HashMap<FeedId, Pending>,
    /// Work that is given to those who read.
    jobs: usize,
    /// The pages that are still to be had.
    pages: usize,
    teasers: Teasers,
    /// When the library was asked for pages.
    looked: Option<Instant>,
    /// The feeds whose pages are fetched; all if none.
    only: Option<HashSet<FeedId>>,
    doubt: Doubt,
    summary: Summary,
}

/// What is being fetched.
enum Asked {
    Feed(FeedId),
    Page(Box<Wanted>),
}

/// A feed whose items are being read.
struct Pending {
    parts: BTreeMap<usize, Vec<Item>>,
    missing: usize,
    end: End,
}

/// What is written of a feed once its items are in.
struct End {
    validators: Validators,
    next: Timestamp,
    moved: Option<Url>,
}

impl<'a> Round<'a> {
    pub(super) fn new(
        library: &'a mut Library,
        settings: &Settings,
        stop: &'a Stop,
        tell: &'a dyn Fn(News),
    ) -> Self {
        let (sender, inbox) = mpsc::channel();
        let gate = Arc::new(Gate::default());
        let workers = Workers::start(&sender, &gate, stop, &settings.rules);
        let (events, entrance) = (sender.clone(), Arc::clone(&gate));
        let pool = Pool::new(settings.limits, settings.manners.clone(), move |report| {
            if let Report::Done(_, answer) = &report {
                entrance.enter(weight(answer));
            }
            _ = events.send(Event::Report(Box::new(report)));
        });
        Self {
            library,
            stop,
            tell,
            pool,
            workers,
            gate,
            _events: sender,
            inbox,
            feeds: HashMap::new(),
            asked: HashMap::new(),
            waiting: 0,
            reading: HashMap::new(),
            jobs: 0,
            pages: 0,
            teasers: Teasers::new(settings.teasers),
            looked: None,
            only: None,
            doubt: Doubt::default(),
            summary: Summary::default(),
        }
    }

    /// Asks these feeds, but for those whose answer is here already.
    pub(super) fn run(
        mut self,
        feeds: &[FeedId],
        here: Vec<(FeedId, Fetched)>,
        are_chosen: bool,
    ) -> Result<Summary, Error> {
        let mut known: HashMap<FeedId, Subscription> =
            self.library.feeds()?.into_iter().map(|feed| (feed.id, feed)).collect();
        let feeds: Vec<FeedId> = feeds.iter().copied().filter(|id| known.contains_key(id)).collect();
        known.retain(|id, _| feeds.contains(id));
        self.feeds = known;
        self.only = are_chosen.then(|| feeds.iter().copied().collect());
        self.summary.feeds = feeds.len();
        (self.tell)(News::Begins(feeds.clone()));
        for feed in &feeds {
            if here.iter().all(|(id, _)| id != feed) {
                self.ask(*feed)?;
            }
        }
        for (feed, fetched) in here {
            self.gate.enter(fetched.page.bytes.len());
            self.fresh(feed, fetched);
        }
        let done = self.work();
        self.gate.open();
        if done.is_ok() && !self.stop.is_stopped() {
            self.decide()?;
        }
        self.summary.is_stopped = self.stop.is_stopped();
        (self.tell)(News::Ends(self.summary));
        done.map(|()| self.summary)
    }

    fn ask(&mut self, id: FeedId) -> Result<(), Error> {
        let Some(feed) = self.feeds.get(&id) else { return Ok(()) };
        let Ok(url) = Url::parse(&feed.address) else {
            let why = Clean::field("it is no address; remove it and add it again");
            return self.failed(id, why, None);
        };
        let validators =
            Some(feed.validators.clone()).filter(|validators| *validators != Validators::default());
        let ticket = self.pool.ask(Request::feed(url).unless_unchanged(validators));
        self.asked.insert(ticket, Asked::Feed(id));
        self.waiting += 1;
        Ok(())
    }

    /// Takes in what comes until nothing more is to come.
    fn work(&mut self) -> Result<(), Error> {
        while !self.stop.is_stopped() {
            if self.asked.is_empty() && self.jobs == 0 {
                self.look_for_pages()?;
                if self.asked.is_empty() {
                    break;
                }
            }
            match self.inbox.recv_timeout(TURN) {
                Ok(event) => self.take(event)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(())
    }

    fn take(&mut self, event: Event) -> Result<(), Error> {
        match event {
            Event::Report(report) => match *report {
                Report::Begun(ticket) => {
                    if let Some(Asked::Feed(id)) = self.asked.get(&ticket) {
                        (self.tell)(News::Asking(*id));
                        self.waiting = self.waiting.saturating_sub(1);
                    }
                    self.look_now_and_then()
                }
                Report::Done(ticket, answer) => match self.asked.remove(&ticket) {
                    Some(Asked::Feed(id)) => self.answered(id, answer),
                    Some(Asked::Page(wanted)) => {
                        self.jobs += 1;
                        self.workers.give(Job::Page(wanted, Box::new(answer)));
                        Ok(())
                    }
                    None => Ok(()),
                },
            },
            Event::Feed(id, parsed) => {
                self.jobs -= 1;
                match *parsed {
                    Ok(parsed) => self.parsed(id, parsed),
                    Err(why) => self.failed(id, why, None),
                }
            }
            Event::No(id, why, retry_after) => {
                self.jobs -= 1;
                self.failed(id, why, retry_after)
            }
            Event::Items(id, part, items) => {
                self.jobs -= 1;
                self.read(id, part, items)
            }
            Event::Page(wanted, got) => {
                self.jobs -= 1;
                self.page(&wanted, &got)
            }
        }
    }

    fn answered(&mut self, id: FeedId, answer: Result<Answer, FetchError>) -> Result<(), Error> {
        let error = match answer {
            Ok(answer) => {
                self.dispel()?;
                return self.said(id, answer);
            }
            Err(FetchError::Cancelled) => return Ok(()),
            Err(error) => error,
        };
        match self.doubt.keep(id, error) {
            Some(error) => self.failed(id, words::failure(&error), None),
            None => Ok(()),
        }
    }

    fn said(&mut self, id: FeedId, answer: Answer) -> Result<(), Error> {
        match answer {
            Answer::Fresh(fetched) => {
                self.fresh(id, *fetched);
                Ok(())
            }
            Answer::NotModified(told) | Answer::Empty(told) => self.unchanged(id, told),
            Answer::Gone(_) => {
                let next = rhythm::after_its_end(Timestamp::now());
                self.trouble(id, words::gone(), next)
            }
            Answer::Status(status) => {
                self.jobs += 1;
                self.workers.give(Job::No(id, Box::new(status)));
                Ok(())
            }
        }
    }

    fn fresh(&mut self, id: FeedId, fetched: Fetched) {
        let Some(feed) = self.feeds.get(&id) else { return self.gate.leave(fetched.page.bytes.len()) };
        self.jobs += 1;
        self.workers.give(Job::Feed(Box::new(feed.clone()), Box::new(fetched)));
    }

    /// A feed was read: what of it is not known yet is read as well.
    fn parsed(&mut self, id: FeedId, parsed: Parsed) -> Result<(), Error> {
        let Some(feed) = self.feeds.get(&id) else { return Ok(()) };
        let Parsed { feed: head, items, is_cut, told } = parsed;
        let next =
            rhythm::after_answer(Some(&head.rhythm), feed, told.fresh_for, Timestamp::now(), rhythm::dice());
        let title = head.title.as_ref().map_or("", |title| title.as_str());
        let site = head.site.as_ref().map_or("", Url::as_str);
        if (!title.is_empty() && title != feed.title.as_str())
            || (!site.is_empty() && site != feed.site.as_str())
        {
            self.library.describe_feed(id, title, site)?;
        }
        // What came in part is asked for as a whole the next time.
        let validators = told.validators.filter(|_| !is_cut).unwrap_or_default();
        let end = End { validators, next, moved: told.moved };
        let mut news = self.library.news(id, items)?;
        let mut pending = Pending { parts: BTreeMap::new(), missing: 0, end };
        while !news.is_empty() {
            let part = news.split_off(news.len().saturating_sub(PART));
            self.jobs += 1;
            self.workers.give(Job::Items(id, pending.missing, part));
            pending.missing += 1;
        }
        self.reading.insert(id, pending);
        self.finish(id)
    }

    fn read(&mut self, id: FeedId, part: usize, items: Vec<Item>) -> Result<(), Error> {
        let Some(pending) = self.reading.get_mut(&id) else { return Ok(()) };
        pending.parts.insert(part, items);
        pending.missing -= 1;
        self.finish(id)
    }

    /// Takes in the items of a feed once all of them are read.
    fn finish(&mut self, id: FeedId) -> Result<(), Error> {
        if self.reading.get(&id).is_none_or(|pending| pending.missing > 0) {
            return Ok(());
        }
        let Some(Pending { parts, end, .. }) = self.reading.remove(&id) else { return Ok(()) };
        // The first part has the last items.
        let items: Vec<Item> = parts.into_values().rev().flatten().collect();
        let taken = if items.is_empty() {
            Ok(Taken::default())
        } else {
            self.library.take_in(id, &items, Timestamp::now())
        };
        let taken = match taken {
            // It was removed meanwhile.
            Err(Error::Unknown(_)) => return Ok(()),
            taken => taken?,
        };
        // Only now: whoever is stopped before asks for the items again.
        self.end(id, &end)?;
        let (new, changed) = (taken.new.len(), taken.updated.len());
        self.summary.new += new;
        self.summary.changed += changed;
        (self.tell)(News::Asked(id, Outcome::Fed { new, changed }));
        self.look_now_and_then()
    }

    /// Asks for the pages of teasers, once every feed has had its turn: one that hangs does not hold
    /// them up. Looking for them costs more than most feeds do.
    fn look_now_and_then(&mut self) -> Result<(), Error> {
        if self.waiting > 0 || self.looked.is_some_and(|at| at.elapsed() < NOW_AND_THEN) {
            return Ok(());
        }
        self.look_for_pages()
    }

    #[expect(clippy::disallowed_methods, reason = "how often the library is asked")]
    fn look_for_pages(&mut self) -> Result<(), Error> {
        self.looked = Some(Instant::now());
        for wanted in self.teasers.due(self.library, self.only.as_ref(), Timestamp::now())? {
            let ticket = self.pool.ask(wanted.request());
            self.asked.insert(ticket, Asked::Page(Box::new(wanted)));
            self.pages += 1;
        }
        if self.pages > 0 {
            (self.tell)(News::Pages(self.pages));
        }
        Ok(())
    }

    fn page(&mut self, wanted: &Wanted, got: &Got) -> Result<(), Error> {
        self.pages -= 1;
        let article: ArticleId = match keep_page(self.library, wanted, got, Timestamp::now()) {
            Err(Error::Unknown(_)) => return Ok(()),
            article => article?,
        };
        match got {
            Got::Article(_) => self.summary.completed += 1,
            Got::Instead { .. } => self.summary.in_vain += 1,
        }
        (self.tell)(News::Completed(article));
        (self.tell)(News::Pages(self.pages));
        Ok(())
    }
}
