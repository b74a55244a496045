//! What stands above an article: its headline, its standfirst, who wrote it, when and where.
//! The page's own words come first; what only its metadata says fills the gaps.

use crate::model::{Block, Clean, Part, Reading};

/// The headline: the one on the page, so that no block is lost, or else the metadata's.
pub(super) fn title(reading: &Reading) -> Option<Clean> {
    let on_page = of(reading, Part::Title).next().map(|block| block.clean_text().folded());
    on_page.or_else(|| reading.title()).filter(|title| !title.is_empty())
}

/// The blocks of one part, in document order.
pub(super) fn of(reading: &Reading, part: Part) -> impl Iterator<Item = &Block> {
    reading.article.front.iter().filter(move |front| front.part == part).map(|front| &front.block)
}

/// Byline, day and site as one line; empty when nothing is known.
pub(super) fn line(reading: &Reading) -> String {
    let metadata = &reading.metadata;
    let day = metadata.published.as_ref().map(|time| day(time));
    let mut known = words(reading, Part::Byline, metadata.byline.as_deref());
    known.extend(words(reading, Part::Date, day));
    known.extend(metadata.site.as_deref().map(str::to_owned));
    known.retain(|part| !part.trim().is_empty());
    known.join(" · ")
}

fn words(reading: &Reading, part: Part, otherwise: Option<&str>) -> Vec<String> {
    let on_page: Vec<String> =
        of(reading, part).map(|block| block.clean_text().folded().into_string()).collect();
    if on_page.is_empty() { otherwise.map(str::to_owned).into_iter().collect() } else { on_page }
}

/// The day of an RFC 3339 time, as its writer's clock had it.
fn day(time: &str) -> &str {
    time.split_once('T').map_or(time, |(day, _)| day)
}
