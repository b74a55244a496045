//! What went wrong, in one line with a way out.

use crate::feed::NotAFeed;
use crate::fetch::{FetchError, Status};
use crate::model::{Class, Clean, Page};
use crate::read::{self, Input, Options};

/// What a server's no means for a feed.
pub(super) fn status(status: &Status) -> Clean {
    let what = match status.code {
        401 | 402 | 403 | 407 | 451 => "it may not be read without an account, or not from here",
        404 => "is the address still right? open the site to find its feed",
        429 => "it was asked too often; it is left alone for as long as it wants",
        503 => "it has no time now; it is asked again later",
        500.. => "the fault is there; it is asked again later",
        _ => "try the address in a browser",
    };
    Clean::field(&format!("the server answers {} ({}); {what}", status.code, status.reason))
}

/// A feed that is gone for good.
pub(super) fn gone() -> Clean {
    Clean::field("it is gone for good (410); remove it, or look for another on its site")
}

/// Why a feed was not fetched.
pub(super) fn failure(error: &FetchError) -> Clean {
    let way_out = match error {
        FetchError::NoHost => "; is the address right, and the network there?",
        FetchError::Timeout => "; it is asked again later",
        FetchError::TooManyRedirects { .. } | FetchError::NoLocation | FetchError::Address(_) => {
            "; try the address in a browser"
        }
        FetchError::Unsafe(_) | FetchError::Private => "; if that is right, add the new address by hand",
        _ => "",
    };
    Clean::field(&format!("{error}{way_out}"))
}

/// Why what came is no feed: with what kind of page it is, since that says who stands in the way.
pub(super) fn no_feed(why: &NotAFeed, page: &Page) -> Clean {
    let class = matches!(why, NotAFeed::Page(_)).then(|| class(page));
    let what = match (why, class) {
        (_, Some(Class::BotCheck)) => "; it asks whether you are a machine, and lets nobody else in",
        (_, Some(Class::ConsentWall)) => "; it asks for consent before it shows anything",
        (NotAFeed::Page(_), _) => "; does a network ask for a login, or is the feed elsewhere on the site?",
        (NotAFeed::Empty, _) => "; it is asked again later",
        _ => "; is the address right?",
    };
    Clean::field(&format!("{why}{what}"))
}

fn class(page: &Page) -> Class {
    read::judge(page, &Options::of(Input::Html)).class
}
