//! `newsprint show`: kept articles in the forms of `dump`, from the bytes that are here.

use super::kept::{self, Kept};
use super::which;
use crate::cli::args::library::ShowArgs;
use crate::cli::dump::{divider, no_article_in};
use crate::cli::error::{Error, Kind};
use crate::cli::output::Streams;
use crate::cli::plan::{How, printing, rules_from};
use crate::cli::rules;
use crate::model::{ArticleId, Source};
use crate::print::{self, Format};

/// Prints every article in turn.
pub(super) fn run(args: &ShowArgs, streams: &mut Streams) -> Result<u8, Error> {
    let (format, style) = printing(&args.printing);
    let mut how = How { rules: rules_from(&args.own), ..How::default() };
    if let Err(wrong) = rules::load(&mut how) {
        return Ok(rules::report(&wrong, streams));
    }
    let library = args.place.existing(streams)?;
    let ids = which::articles(&library, &args.ids, streams)?;
    if ids.len() > 1 && matches!(format, Format::Json | Format::Html) {
        let one = "json and html hold one article, and several were named";
        return Err(Error::usage(one).hint("--format ndjson prints one object a line"));
    }
    let mut worst = 0;
    for (number, id) in ids.iter().enumerate() {
        let kept = kept::read(&library, *id, &how.options.rules)?;
        if ids.len() > 1 {
            streams.print(&divider(format, &Source::Record(id.0.to_string()), number))?;
        }
        streams.print(&print::print(&kept.reading, format, &style))?;
        if let Some(error) = missing(*id, &kept) {
            streams.flush()?;
            streams.report(&error);
            worst = worst.max(error.kind.exit_code());
        }
    }
    Ok(worst)
}

/// Why there is no article in it, when there is none. What a feed gives is what there is, however
/// short.
fn missing(id: ArticleId, kept: &Kept) -> Option<Error> {
    let name = format!("number {}", id.0);
    if !kept.is_from_feed {
        return no_article_in(&name, &kept.reading);
    }
    let error = || {
        let error =
            Error::new(Kind::NoArticle, format!("no article in {name}: its feed gave a headline only"));
        match &kept.reading.source {
            Source::Url(url) => error.hint(format!("newsprint save {url} fetches the page")),
            _ => error,
        }
    };
    (kept.reading.words() == 0).then(error)
}
