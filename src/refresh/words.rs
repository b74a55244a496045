//! What went wrong, in one line with a way out.

use crate::feed::NotAFeed;
use crate::fetch::{FetchError, Status};
use crate::model::{Class, Clean, Page};
use crate::read::{self, Input, Options};

/// What a server's no means for a feed; a page that came with it says who stands in the way.
pub(super) fn status(status: &Status) -> Clean {
    let code = status.code;
    let what = match status.page.as_deref().map(class).and_then(in_the_way) {
        Some(what) => format!("the server answers {code}; {what}"),
        None => return failure(&FetchError::from(status.clone())),
    };
    Clean::field(&what)
}

/// A feed that is gone for good.
pub(super) fn gone() -> Clean {
    Clean::field("it is gone for good (410); remove it, or look for another on its site")
}

/// Why a feed was not fetched.
pub(super) fn failure(error: &FetchError) -> Clean {
    let way_out = match error {
        FetchError::Status { code: 404, .. } => {
            Some("has it moved? look on the site for RSS or Atom".to_owned())
        }
        error => error.way_out(),
    };
    let way_out = way_out.map(|way_out| format!("; {way_out}")).unwrap_or_default();
    Clean::field(&format!("{error}{way_out}"))
}

/// Why what came is no feed: with what kind of page it is, since that says who stands in the way.
pub(super) fn no_feed(why: &NotAFeed, page: &Page) -> Clean {
    let what = match why {
        NotAFeed::Page(_) => in_the_way(class(page))
            .unwrap_or("does a network ask for a login, or is the feed elsewhere on the site?"),
        NotAFeed::Empty => "it is asked again later",
        _ => "is the address right?",
    };
    Clean::field(&format!("{why}; {what}"))
}

fn in_the_way(class: Class) -> Option<&'static str> {
    match class {
        Class::BotCheck => Some("it asks whether you are a machine, and lets nobody else in"),
        Class::ConsentWall => Some("it asks for consent before it shows anything"),
        Class::PaywallStub => Some("it is for those who pay"),
        _ => None,
    }
}

/// What kind of page it is.
pub(super) fn class(page: &Page) -> Class {
    read::judge(page, &Options::of(Input::Html)).class
}
