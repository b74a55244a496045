//! `newsprint dump --input feed`: the items of a feed, one after another, each read as a page is.

use super::error::{Error, Kind};
use super::output::Streams;
use super::plan::Dump;
use crate::feed::{self, Feed, Item};
use crate::model::{Clean, Page};
use crate::print;
use crate::read::{self, Input, Options};

/// Prints a feed. What is wrong with it is said on stderr; the items before are good all the same.
pub(super) fn print(page: &Page, dump: &Dump, streams: &mut Streams) -> Result<(), Error> {
    let base = page.base.as_ref();
    let feed = feed::read(&page.bytes, page.content_type.as_deref(), base)
        .map_err(|why| Error::new(Kind::Unreadable, format!("no feed in {}: {why}", page.source)))?;
    streams.print(&head(&feed))?;
    let options = Options { input: Input::Html, ..dump.how.options.clone() };
    for item in &feed.items {
        streams.print(&entry(item, &options, &dump.options))?;
    }
    if let Some(broken) = feed.broken {
        streams.note(&format!("{}: {broken}", page.source));
    }
    if feed.shortened != feed::Shortened::default() {
        streams.note(&format!("{}: {}", page.source, feed.shortened));
    }
    Ok(())
}

fn head(feed: &Feed) -> String {
    let title = feed.title.as_deref().unwrap_or("(a feed without a title)");
    let site = feed.site.as_ref().map(|site| Clean::field(site.as_str()).into_string());
    let count = format!("{}, {} items", feed.format.name(), feed.items.len());
    let lines = [Some(title.to_owned()), feed.description.as_deref().map(str::to_owned), Some(count), site];
    lines.into_iter().flatten().map(|line| line + "\n").collect()
}

/// Title, date and authors, address, then the text.
fn entry(item: &Item, options: &Options, style: &print::Options) -> String {
    let mut out = format!("\n\n{}\n", item.title.as_deref().unwrap_or("(without a title)"));
    let about = item.published.iter().chain(&item.authors).map(Clean::as_str).collect::<Vec<_>>();
    if !about.is_empty() {
        out.push_str(&about.join(" · "));
        out.push('\n');
    }
    let media = item.media.iter().map(|medium| &medium.url);
    for url in item.link.iter().chain(media) {
        out.push_str(&Clean::field(url.as_str()));
        out.push('\n');
    }
    let text = item.html().map(|_| text(item, options, style)).filter(|text| !text.is_empty());
    text.map_or(out.clone(), |text| format!("{out}\n{text}"))
}

/// The text of an item as the judge leaves it. A few lines that are no article on a page are the
/// whole of an item, so nothing is left out of them.
fn text(item: &Item, options: &Options, style: &print::Options) -> String {
    let reading = read::read(&item.page(), options);
    let text = print::print(&reading, print::Format::Text, style);
    if !text.trim().is_empty() || reading.ledger.is_empty() {
        return text;
    }
    reading.ledger.iter().map(|dropped| Clean::field(&dropped.block.text()).into_string() + "\n").collect()
}
