//! `newsprint explain`: every block of a page, with its verdict, rule and evidence.

use super::error::Error;
use super::output::Streams;
use super::plan::Explain;
use super::source::load;
use crate::{print, read};

/// Explains a source.
pub(super) fn run(explain: &Explain, streams: &mut Streams) -> Result<u8, Error> {
    let page = load(&explain.source, &explain.how, streams)?;
    let judged = read::judge(&page, &explain.how.options);
    streams.print(&print::explain(&judged))?;
    Ok(0)
}
