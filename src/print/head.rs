//! What stands above an article: who wrote it, when, and where.

use crate::model::Reading;

/// Byline, day and site as one line; empty when nothing is known.
pub(super) fn line(reading: &Reading) -> String {
    let metadata = &reading.metadata;
    let day = metadata.published.as_deref().map(day);
    let known = [metadata.byline.as_deref(), day, metadata.site.as_deref()];
    let known: Vec<&str> = known.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
    known.join(" · ")
}

/// The day of an RFC 3339 time, as its writer's clock had it.
fn day(time: &str) -> &str {
    time.split_once('T').map_or(time, |(day, _)| day)
}
