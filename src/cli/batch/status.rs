//! `newsprint batch --status`: what a folder of outputs holds.

use std::fmt::Write as _;
use std::path::Path;

use super::progress::size;
use crate::batch::corpus::{Marked, Status};
use crate::cli::error::{Error, Kind, plain};
use crate::cli::output::Streams;

/// Sums the manifests and names those that are not true: then it is a failure.
pub(super) fn run(folder: &Path, is_json: bool, streams: &mut Streams) -> Result<u8, Error> {
    let unreadable =
        |error| Error::unreadable(format!("cannot read {}: {}", folder.display(), plain(&error)));
    let status = Status::of(folder).map_err(unreadable)?;
    if is_json {
        let json = serde_json::to_string(&status);
        let json = json.map_err(|error| Error::new(Kind::Unexpected, error.to_string()))?;
        streams.print(&format!("{json}\n"))?;
    } else {
        streams.print(&in_words(&status))?;
    }
    for violated in &status.violated {
        let name = folder.join(&violated.name);
        streams.report(&Error::new(Kind::Unexpected, format!("{}: {}", name.display(), violated.why)));
    }
    Ok(if status.violated.is_empty() { 0 } else { Kind::Unexpected.exit_code() })
}

fn in_words(status: &Status) -> String {
    let counts = &status.counts;
    let mut text = format!("files      {} done, {} unfinished\n", status.files, status.unfinished);
    _ = writeln!(
        text,
        "documents  {} in = {} ok + {} error + {} skipped",
        counts.all, counts.ok, counts.error, counts.skipped
    );
    for (name, parts) in [("errors", &counts.errors), ("skipped", &counts.skips)] {
        let parts: Vec<String> = parts.iter().map(|(code, count)| format!("{code} {count}")).collect();
        if !parts.is_empty() {
            _ = writeln!(text, "{name:9}  {}", parts.join(", "));
        }
    }
    if let Some(duplicates) = &status.near_duplicates {
        let Marked { articles, exact, near, .. } = &duplicates.marked;
        let old = "; files have changed since: newsprint batch --near-dup --out DIR";
        let old = if duplicates.is_current { "" } else { old };
        _ = writeln!(text, "near-dup   {articles} articles, {exact} exact, {near} near{old}");
    }
    let (read, made) = (size(status.input_bytes), size(status.output_bytes));
    _ = writeln!(text, "size       {read} in, {made} out");
    let memory = &status.memory;
    if let Some(peak) = memory.peak_bytes {
        let worker = memory.worker_peak_bytes.map(|peak| format!(", a worker {}", size(peak)));
        _ = writeln!(text, "memory     at most {}{}", size(peak), worker.unwrap_or_default());
    }
    text
}
