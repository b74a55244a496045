//! `newsprint save`: pages kept by hand.

use jiff::Timestamp;

use super::{rows, tag};
use crate::cli::args::library::SaveArgs;
use crate::cli::dump::no_article;
use crate::cli::error::{Error, Kind};
use crate::cli::output::Streams;
use crate::cli::plan::{self, How};
use crate::cli::rules;
use crate::cli::source::load;
use crate::library::{Keep, Library};
use crate::model::{ArticleId, Class, Source};
use crate::read;

/// Keeps every page in turn. One that fails is reported and does not stop the others; the exit
/// code is that of the worst.
pub(super) fn run(args: SaveArgs, streams: &mut Streams) -> Result<u8, Error> {
    let mut how = plan::how(&args.reading)?;
    let tags: Vec<String> = args.tag.iter().map(|tag| tag::named(tag)).collect::<Result<_, _>>()?;
    let sources = plan::sources(args.sources)?;
    if let Err(wrong) = rules::load(&mut how) {
        return Ok(rules::report(&wrong, streams));
    }
    let mut library = args.place.open(streams)?;
    let mut worst: Option<Kind> = None;
    for source in &sources {
        match keep(&mut library, source, &how, args.force, streams) {
            Ok(id) => {
                library.tag_all(&[id], &tags, true, Timestamp::now())?;
                streams.print(&told(&library, id, args.json, streams.terminal)?)?;
                // What is printed is kept; a reader of the output need not wait for the others.
                streams.flush()?;
            }
            Err(error) if matches!(error.kind, Kind::Unreadable | Kind::NoArticle) => {
                streams.report(&error);
                // A page that could not be had is worse than one that is no article.
                worst = if worst == Some(Kind::Unreadable) { worst } else { Some(error.kind) };
            }
            Err(error) => return Err(error),
        }
    }
    Ok(worst.map_or(0, Kind::exit_code))
}

fn keep(
    library: &mut Library,
    source: &Source,
    how: &How,
    force: bool,
    streams: &mut Streams,
) -> Result<ArticleId, Error> {
    let page = load(source, how, streams)?;
    let reading = read::read(&page, &how.options);
    if let Some(error) = no_article(&reading).filter(|_| !force) {
        let way = error.hint.clone().unwrap_or_default();
        return Err(match reading.class {
            Class::Feed => error.hint("newsprint add subscribes to it"),
            // What `dump` prints of these is no way out here.
            Class::Listing | Class::Product | Class::VideoOnly => error.hint("--force keeps it all the same"),
            _ if way.is_empty() => error.hint("--force keeps it all the same"),
            _ => error.hint(format!("{way}; --force keeps it as it is")),
        });
    }
    let own = reading.metadata.url.as_deref().filter(|url| url.starts_with("http"));
    let address = match source {
        Source::Url(url) => Some(page.base.as_ref().filter(|_| how.base.is_none()).unwrap_or(url).as_str()),
        _ => own.or(page.base.as_ref().map(url::Url::as_str)),
    };
    let keep = Keep { article: None, address, page: &page, reading: &reading, by_hand: true };
    Ok(library.store(&keep, Timestamp::now())?)
}

/// The number; a person is told the title, too.
fn told(library: &Library, id: ArticleId, json: bool, on_terminal: bool) -> Result<String, Error> {
    if json {
        return rows::json(library, id, None);
    }
    Ok(if on_terminal { format!("{}  {}\n", id.0, library.row(id)?.title) } else { format!("{}\n", id.0) })
}
