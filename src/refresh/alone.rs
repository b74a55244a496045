//! A feed that is here already, taken into a library without asking anybody: to look into it.

use jiff::Timestamp;

use super::intake;
use crate::feed;
use crate::library::{Error, Library};
use crate::model::{Clean, Page, Source};
use crate::read::UserRules;

/// Takes in what a page carries that is a feed; what the feed calls itself. Why it cannot be read, in
/// words, if it cannot.
pub fn take_page(
    library: &mut Library,
    page: &Page,
    rules: &UserRules,
    now: Timestamp,
) -> Result<Result<Clean, Clean>, Error> {
    let read = feed::read(&page.bytes, page.content_type.as_deref(), page.base.as_ref());
    let feed = match read {
        Ok(feed) => feed,
        Err(why) => return Ok(Err(Clean::field(&why.to_string()))),
    };
    let address = match &page.source {
        Source::Url(url) => url.to_string(),
        source => source.to_string(),
    };
    let title = feed.title.clone().unwrap_or_else(|| Clean::field(&address));
    let id = library.add_feed(&address, &title, now)?;
    let mut items = intake::items(&feed, &library.feed(id)?);
    for item in &mut items {
        intake::read(item, rules);
    }
    library.take_in(id, &items, now)?;
    Ok(Ok(title))
}
