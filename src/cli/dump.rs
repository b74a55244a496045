//! `newsprint dump`: the cleaned text of pages on standard output.

use super::error::{Error, Kind};
use super::feed;
use super::output::Streams;
use super::plan::Dump;
use super::source::load;
use crate::model::{Class, Clean, Reading, Source};
use crate::print::{self, Format};
use crate::read::{self, Input};

/// Prints every source in turn. One that fails is reported and does not stop the others;
/// the exit code is that of the worst.
pub(super) fn run(dump: &Dump, streams: &mut Streams) -> Result<u8, Error> {
    let mut worst = None;
    for (number, source) in dump.sources.iter().enumerate() {
        match one(dump, source, number, streams) {
            Ok(()) => {}
            Err(error) if worse_than_the_rest(&error) => return Err(error),
            Err(error) => {
                streams.report(&error);
                worst = worst.max(Some(rank(error.kind)));
            }
        }
    }
    Ok(worst.map_or(0, |(_, code)| code))
}

/// Output that cannot be written cannot be written for the next source either.
fn worse_than_the_rest(error: &Error) -> bool {
    matches!(error.kind, Kind::ClosedPipe | Kind::Unexpected)
}

/// A source that could not be read is worse than one without an article.
fn rank(kind: Kind) -> (bool, u8) {
    (kind == Kind::Unreadable, kind.exit_code())
}

fn one(dump: &Dump, source: &Source, number: usize, streams: &mut Streams) -> Result<(), Error> {
    let page = load(source, &dump.how, streams)?;
    if dump.how.options.input == Input::Feed {
        if dump.sources.len() > 1 {
            streams.print(&divider(dump.format, source, number))?;
        }
        return feed::print(&page, dump, streams);
    }
    let reading = read::read(&page, &dump.how.options);
    if dump.sources.len() > 1 {
        streams.print(&divider(dump.format, source, number))?;
    }
    streams.print(&print::print(&reading, dump.format, &dump.options))?;
    match no_article(&reading) {
        Some(error) => {
            streams.flush()?;
            Err(error)
        }
        None => Ok(()),
    }
}

/// What stands between several outputs: for lines of JSON nothing, else the source's name.
pub(super) fn divider(format: Format, source: &Source, number: usize) -> String {
    let gap = if number > 0 { "\n" } else { "" };
    let name = Clean::field(&source.to_string());
    match format {
        Format::Json | Format::Ndjson | Format::Html => String::new(),
        Format::Markdown if number == 0 => String::new(),
        Format::Markdown => format!("{gap}---\n\n"),
        Format::Text | Format::Ansi => format!("{gap}==> {name} <==\n\n"),
    }
}

const IN_A_BROWSER: &str = "go through it in a browser, save the page there and read the file";

/// Why there is no article in it, when there is none. What there is was printed before.
pub(super) fn no_article(reading: &Reading) -> Option<Error> {
    no_article_in(&reading.source.to_string(), reading)
}

/// The same of a page that is called otherwise.
pub(super) fn no_article_in(name: &str, reading: &Reading) -> Option<Error> {
    let what = match reading.class {
        Class::Article | Class::Thread => return None,
        Class::ConsentWall => "a consent wall: it asks for consent before it shows anything",
        Class::BotCheck => "a bot check: it asks whether you are a machine",
        Class::PaywallStub => "a paywall stub: a few lines, and the rest is for sale",
        Class::ScriptOnly => "a page that shows nothing without scripts",
        Class::VideoOnly => "a page with a video and nothing to read",
        Class::Listing => "a listing: it leads to other pages",
        Class::Product => "a product page: it sells something",
        Class::Feed => "a feed, not an article",
        Class::Empty => "a page with nothing in it to read",
    };
    let error = Error::new(Kind::NoArticle, format!("no article in {name}: it is {what}"));
    Some(match reading.class {
        Class::Listing => error.hint("open one of the pages it leads to; what was found is printed"),
        Class::Feed => error.hint("--input feed prints its items"),
        Class::Product => error.hint("what was found is printed all the same"),
        Class::ConsentWall | Class::BotCheck => error.hint(IN_A_BROWSER),
        Class::PaywallStub => error.hint("where you have paid, save the page in a browser and read the file"),
        Class::ScriptOnly => error.hint("save the page in a browser once it shows, and read the file"),
        Class::VideoOnly => error.hint("--sidebar prints its address"),
        Class::Article | Class::Thread | Class::Empty => error,
    })
}
