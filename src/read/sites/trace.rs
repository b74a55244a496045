//! What one page shows of its site: the hashes of what is kept of it and might return on others.

use serde::{Deserialize, Serialize};

use super::super::judge::{Case, Verdicts};
use super::lines::{boxes, frame, text};

/// What one page shows of its site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The site's host.
    pub host: String,
    /// The lines of its text, each with how many letters it has.
    pub texts: Vec<(u64, u32)>,
    /// The labels before its links.
    pub labels: Vec<u64>,
    /// The boxes in its text, each with what is said in it.
    pub boxes: Vec<(u64, u64)>,
}

/// What is kept of a page.
pub(in crate::read) fn trace(case: &Case<'_>, verdicts: &Verdicts) -> Trace {
    let mut trace = Trace { host: super::site(case.host.unwrap_or_default()).to_owned(), ..Trace::default() };
    if case.thread.is_some() {
        // Posts quote each other, and every page of a forum has them.
        return trace;
    }
    for (block, facts) in case.each().filter(|(block, _)| verdicts.is_body(block.id)) {
        let letters = u32::try_from(facts.letters).unwrap_or(u32::MAX);
        trace.texts.extend(text(block, facts).map(|hash| (hash, letters)));
        trace.labels.extend(frame(case, block, facts).map(|frame| frame.hash));
    }
    trace.boxes = boxes(case, verdicts).into_iter().map(|found| (found.kind, found.wording)).collect();
    once(&mut trace.texts);
    once(&mut trace.labels);
    once(&mut trace.boxes);
    trace
}

/// What a page says twice it says on one page.
fn once<T: Ord>(list: &mut Vec<T>) {
    list.sort_unstable();
    list.dedup();
}
