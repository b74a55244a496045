//! The page of an article: fetched, read, and taken only if it is better than what the feed gave.

use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use super::{Settings, intake, rhythm, words};
use crate::fetch::{self, Answer, Client, FetchError, Fetched, Request, Status, Told};
use crate::library::{Error, Keep, Library};
use crate::model::{ArticleId, Class, Clean, Page, Reading};
use crate::read::{self, Input, Options, UserRules};

/// A page that is to be fetched.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Whose page it is.
    pub article: ArticleId,
    /// Where it is.
    pub url: Url,
    /// The feed that named it.
    pub feed: Option<Url>,
    /// How many words the feed gives of it: a page with fewer is not taken.
    pub words: u64,
    /// How often it was tried in vain.
    pub tries: u32,
}

impl Wanted {
    /// What is asked of the server.
    pub(super) fn request(&self) -> Request {
        Request::page(self.url.clone()).found_by(self.feed.clone())
    }
}

/// What came of fetching a page.
pub enum Got {
    /// An article; its page is to be kept.
    Article(Box<Whole>),
    /// Something else: what the feed gives is shown, and this is said.
    Instead {
        /// Why the page is not shown, in words.
        why: Clean,
        /// What kind of page it is, if it is one.
        class: Option<Class>,
        /// Whether it may be tried again.
        again: bool,
        /// How long the server wants to be left alone.
        retry_after: Option<Duration>,
    },
}

/// An article with its page.
pub struct Whole {
    /// The page as it came.
    pub page: Page,
    /// What it became.
    pub reading: Reading,
    /// Where it came from in the end.
    pub at: Url,
}

impl Got {
    /// Nothing to be read.
    pub(super) fn nothing(why: Clean, class: Option<Class>) -> Self {
        Self::Instead { why, class, again: true, retry_after: None }
    }
}

/// An article, opened.
pub struct Paged {
    /// Which article it is now: two that tell the same become one.
    pub article: ArticleId,
    /// What to show.
    pub reading: Reading,
    /// Why it is what the feed gives and not the page, if so.
    pub instead: Option<Clean>,
}

/// Fetches the page of an article now, keeps it if it is better than what the feed gave, and gives
/// what is to be shown.
pub fn page(library: &mut Library, article: ArticleId, settings: &Settings) -> Result<Paged, Error> {
    let shown = |library: &Library, article, instead| -> Result<Paged, Error> {
        let reading = intake::read_kept(&library.get(article)?, &settings.rules);
        Ok(Paged { article, reading, instead })
    };
    let Some(wanted) = wanted_page(library, article)? else { return shown(library, article, None) };
    let got = fetch_page(&wanted, settings);
    let article = keep_page(library, &wanted, &got, Timestamp::now())?;
    match got {
        Got::Article(whole) => Ok(Paged { article, reading: whole.reading, instead: None }),
        Got::Instead { why, .. } => shown(library, article, Some(why)),
    }
}

/// What there is to fetch to make an article whole; none if its page is here, or has no address.
pub fn wanted_page(library: &Library, article: ArticleId) -> Result<Option<Wanted>, Error> {
    let details = library.details(article)?;
    let url = details.row.url.as_ref().and_then(|url| Url::parse(url.as_str()).ok());
    let Some(url) = url.filter(|_| !details.row.is_whole) else { return Ok(None) };
    let feed = details.feeds.first().and_then(|(feed, _)| library.feed(*feed).ok());
    let feed = feed.and_then(|feed| Url::parse(&feed.address).ok());
    let tries = details.tried.map_or(0, |tried| tried.times);
    Ok(Some(Wanted { article, url, feed, words: details.row.words, tries }))
}

/// Fetches a page and judges it. Needs no library, so it may be done on any thread.
#[must_use]
pub fn fetch_page(wanted: &Wanted, settings: &Settings) -> Got {
    let client = Client::with(settings.limits, settings.manners.clone());
    judge(wanted, client.ask(&wanted.request()), &settings.rules)
}

/// Keeps what came of fetching a page; which article it is now.
pub fn keep_page(
    library: &mut Library,
    wanted: &Wanted,
    got: &Got,
    now: Timestamp,
) -> Result<ArticleId, Error> {
    let article = wanted.article;
    match got {
        Got::Article(whole) => {
            let address = Some(whole.at.as_str());
            let Whole { page, reading, .. } = &**whole;
            library.store(&Keep { article: Some(article), address, page, reading, by_hand: false }, now)
        }
        Got::Instead { why, class, again, retry_after } => {
            let again = again.then(|| rhythm::page_again(wanted.tries, *retry_after, now)).flatten();
            let got = class.map_or(why.as_str(), |class| class.name());
            library.tried_page(article, got, now, again).map(|()| article)
        }
    }
}

/// What an answer is good for.
pub(super) fn judge(wanted: &Wanted, answer: Result<Answer, FetchError>, rules: &UserRules) -> Got {
    match answer {
        Ok(Answer::Fresh(fetched)) => read_page(wanted, *fetched, rules),
        Ok(Answer::Status(status)) => refused(&status),
        Ok(Answer::Gone(_)) => never("the page is gone"),
        Ok(Answer::Empty(_) | Answer::NotModified(_)) => {
            Got::nothing(Clean::field("the page is empty"), None)
        }
        Err(FetchError::Private) => never("the page is in a private network, to which no feed may lead"),
        Err(error @ (FetchError::Binary(_) | FetchError::Scheme(_))) => never(&error.to_string()),
        Err(error) => Got::nothing(Clean::field(&format!("the page was not fetched: {error}")), None),
    }
}

fn never(why: &str) -> Got {
    Got::Instead { why: Clean::field(why), class: None, again: false, retry_after: None }
}

fn refused(status: &Status) -> Got {
    let Status { code, reason, told: Told { retry_after, .. }, page } = status;
    let walls = [Class::BotCheck, Class::ConsentWall, Class::PaywallStub];
    let class = page.as_deref().map(words::class).filter(|class| walls.contains(class));
    let why = match class {
        Some(class) => in_the_way(class).to_owned(),
        None => format!("the page was not fetched: the server answers {code} ({reason})"),
    };
    let again = !matches!(code, 401 | 402 | 404 | 451);
    Got::Instead { why: Clean::field(&why), class, again, retry_after: *retry_after }
}

fn read_page(wanted: &Wanted, fetched: Fetched, rules: &UserRules) -> Got {
    let Fetched { page, cut, told } = fetched;
    if let Some(what) = fetch::binary(&page.bytes) {
        return never(&format!("the page is {what}"));
    }
    let reading =
        read::read(&page, &Options { input: Input::Auto, rules: rules.clone(), ..Options::default() });
    let words = u64::try_from(reading.words()).unwrap_or(u64::MAX);
    match reading.class {
        Class::Article | Class::Thread if words >= wanted.words && words > 0 && cut.is_none() => {
            Got::Article(Box::new(Whole { page, reading, at: told.at }))
        }
        Class::Article | Class::Thread if cut.is_some() => {
            Got::nothing(Clean::field("the page was cut short on its way"), None)
        }
        Class::Article | Class::Thread => {
            let why = Clean::field("the page has less text than the feed");
            Got::Instead { why, class: None, again: false, retry_after: None }
        }
        class => Got::nothing(Clean::field(in_the_way(class)), Some(class)),
    }
}

/// What stands where the article should be.
fn in_the_way(class: Class) -> &'static str {
    match class {
        Class::ConsentWall => "the page asks for consent before it shows anything",
        Class::BotCheck => "the page asks whether you are a machine",
        Class::PaywallStub => "the page is for those who pay",
        Class::ScriptOnly => "the page shows nothing without scripts",
        Class::VideoOnly => "the page has a video and nothing to read",
        Class::Listing => "the page only leads to others",
        Class::Product => "the page sells something",
        Class::Feed => "the page is a feed",
        Class::Empty | Class::Article | Class::Thread => "there is nothing to read on the page",
    }
}
