//! The reading of a kept article: its bytes read again, and what its feed said of it where the page
//! says nothing.

use crate::library::Library;
use crate::model::{ArticleId, ArticleRow, Clean, Reading};
use crate::read::UserRules;
use crate::refresh::read_kept;

use super::rows::time;
use crate::cli::error::Error;

/// An article as its page is read today.
pub(in crate::cli) struct Kept {
    /// What the page is read as.
    pub(in crate::cli) reading: Reading,
    /// Whether the page is what a feed gave.
    pub(in crate::cli) is_from_feed: bool,
}

/// Reads a kept article.
pub(in crate::cli) fn read(library: &Library, id: ArticleId, rules: &UserRules) -> Result<Kept, Error> {
    let article = library.get(id)?;
    let mut reading = read_kept(&article, rules);
    let row = library.details(id)?;
    let known = &mut reading.metadata;
    let ArticleRow { title, site, byline, .. } = row.row;
    let pairs = [(&mut known.title, Some(title)), (&mut known.site, Some(site)), (&mut known.byline, byline)];
    for (of_page, of_library) in pairs {
        let of_library = of_library.filter(|text| !text.is_empty());
        // What a feed gives is a piece of a page: the feed knows better what it belongs to.
        let first = if article.is_from_feed { of_library.clone() } else { of_page.take() };
        *of_page = first.or_else(|| of_page.take()).or(of_library);
    }
    let published = row.published.and_then(time).map(|time| Clean::field(&time));
    known.published = known.published.take().or(published);
    Ok(Kept { reading, is_from_feed: article.is_from_feed })
}
