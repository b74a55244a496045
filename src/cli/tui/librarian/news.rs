//! Brings the news in while the desk is used: on a thread with a library of its own.

use std::time::{Duration, Instant};

use super::{Voice, apart};
use crate::app::{Errand, Refreshing, Which, Word};
use crate::cli::tui::refreshing::{self, Handle};
use crate::config::RefreshWhen;
use crate::model::Page;
use crate::refresh::{self, Address};

/// Where refreshes are begun and stopped.
pub(super) struct Newsroom {
    /// Whether the reader's own library is shown and can be written.
    is_shown: bool,
    /// Why no feed is asked otherwise.
    why_not: &'static str,
    voice: Voice,
    /// What goes on; some of it may have ended.
    going: Vec<Handle>,
    when: RefreshWhen,
    /// When feeds are to be asked by themselves; none for not any more.
    due: Option<Instant>,
}

impl Newsroom {
    pub(super) fn new(is_shown: bool, why_not: &'static str, when: RefreshWhen, voice: Voice) -> Self {
        let due = (is_shown && when != RefreshWhen::Never).then(now);
        Self { is_shown, why_not, voice, going: Vec::new(), when, due }
    }

    /// How long until feeds are to be asked by themselves.
    pub(super) fn until_due(&self) -> Option<Duration> {
        self.due.map(|due| due.saturating_duration_since(now()))
    }

    /// Asks the feeds that are due, if it is time.
    pub(super) fn refresh_due(&mut self) {
        let Some(due) = self.due.filter(|due| *due <= now()) else { return };
        self.due = match self.when {
            RefreshWhen::Minutes(minutes) => due.checked_add(Duration::from_secs(u64::from(minutes) * 60)),
            RefreshWhen::Start | RefreshWhen::Never => None,
        };
        self.refresh(Which::Due);
    }

    /// Does an errand of its own; gives back any other.
    pub(super) fn take(&mut self, errand: Errand) -> Option<Errand> {
        match errand {
            Errand::Refresh(which) => self.refresh(which),
            Errand::StopRefresh => self.going.iter().for_each(Handle::stop),
            Errand::AddFeed(typed) => self.add(&typed),
            other => return Some(other),
        }
        None
    }

    /// Stops what goes on.
    pub(super) fn close(mut self) {
        self.going.clear();
    }

    fn refresh(&mut self, which: Which) {
        let Some(path) = self.voice.own.as_deref().filter(|_| self.is_shown) else {
            self.voice.tell(Word::Failed(self.why_not.to_owned()));
            return;
        };
        let which = match which {
            Which::Due => refresh::Which::Due,
            Which::All => refresh::Which::All,
            Which::These(feeds) => refresh::Which::These(feeds),
        };
        let voice = self.voice.clone();
        let begun = refreshing::start(path, which, (self.voice.ways)(), move |word| {
            // That no feed is due need not be told.
            if !matches!(word, Word::Refreshing(Some(Refreshing { feeds: 0, pages: 0, .. }))) {
                voice.tell(word);
            }
        });
        self.keep(begun);
    }

    /// Subscribes in the reader's own library.
    fn add(&mut self, typed: &str) {
        let Ok(typed) = Address::parse(typed) else {
            let why = format!("{typed} is no address; such as example.com/feed.xml");
            self.voice.tell(Word::Failed(why));
            return;
        };
        let Some(path) = self.voice.own.as_deref() else {
            self.voice.tell(Word::Failed("there is no library to add a feed to".to_owned()));
            return;
        };
        let (voice, settings) = (self.voice.clone(), (self.voice.ways)());
        let begun = refreshing::subscribe(path, typed, settings, move |word| voice.tell(word));
        self.keep(begun);
    }

    /// Keeps a page in the reader's own library.
    pub(super) fn keep_page(&self, page: Page) {
        let voice = self.voice.clone();
        _ = super::spawn(move || {
            if let Some(own) = &voice.own {
                apart::keep(own, &voice, &page);
            }
        });
    }

    fn keep(&mut self, begun: std::io::Result<Handle>) {
        match begun {
            Ok(handle) => self.going.push(handle),
            Err(_) => self.voice.tell(Word::Failed("the system gives no more threads".to_owned())),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "feeds are asked again after a time")]
fn now() -> Instant {
    Instant::now()
}
