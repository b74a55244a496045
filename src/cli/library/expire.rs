//! `newsprint expire` and `newsprint compact`: what is old is thrown away, and its room given back.

use jiff::Timestamp;
use serde::Serialize;

use super::rows::line_of;
use crate::cli::args::library::PlainArgs;
use crate::cli::args::upkeep::ExpireArgs;
use crate::cli::error::Error;
use crate::cli::output::Streams;
use crate::library::Policy;

/// What was thrown away.
#[derive(Serialize)]
struct Gone {
    articles: usize,
    done: bool,
}

/// Says how many would go, or throws them away.
pub(super) fn run(args: &ExpireArgs, streams: &mut Streams) -> Result<u8, Error> {
    let days = days(&args.older_than)?;
    let (policy, now) = (Policy { days }, Timestamp::now());
    let articles = if args.yes {
        args.place.writable(streams)?.expire(policy, now)?
    } else {
        args.place.existing(streams)?.expiring(policy, now)?
    };
    let of = if articles == 1 { "article" } else { "articles" };
    match () {
        () if args.json => streams.print(&line_of(&Gone { articles, done: args.yes })?)?,
        () if args.yes => streams.print(&format!("{articles} {of} thrown away\n"))?,
        () => {
            streams.print(&format!("{articles} {of} would be thrown away\n"))?;
            if articles > 0 {
                streams.flush()?;
                streams.note("nothing was done: --yes does it, and it cannot be undone");
            }
        }
    }
    Ok(0)
}

/// `90d`, `12w` or `90`.
fn days(typed: &str) -> Result<u32, Error> {
    let (number, of) = match typed.strip_suffix('w') {
        Some(weeks) => (weeks, 7),
        None => (typed.strip_suffix('d').unwrap_or(typed), 1),
    };
    let days = number.parse().ok().and_then(|number: u32| number.checked_mul(of)).filter(|days| *days > 0);
    days.ok_or_else(|| Error::usage(format!("--older-than {typed}: not an age")).hint("such as 90d or 12w"))
}

/// How large the library was, and is.
#[derive(Serialize)]
struct Sizes {
    before: u64,
    after: u64,
}

/// Gives room back.
pub(super) fn compact(args: &PlainArgs, streams: &mut Streams) -> Result<u8, Error> {
    let mut library = args.place.writable(streams)?;
    let before = library.stats()?.bytes;
    library.compact()?;
    let sizes = Sizes { before, after: library.stats()?.bytes };
    let told = if args.json {
        line_of(&sizes)?
    } else {
        format!("{} before, {} after\n", size(sizes.before), size(sizes.after))
    };
    streams.print(&told)?;
    Ok(0)
}

/// A size for people.
fn size(bytes: u64) -> String {
    match bytes {
        ..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_days_or_weeks() {
        let read = ["90d", "12w", "7"].map(|typed| days(typed).unwrap());
        assert_eq!(read, [90, 84, 7]);
        for typed in ["", "d", "0", "-3d", "2y", "999999999w", "٣d"] {
            assert!(days(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_size_is_told_with_one_place() {
        assert_eq!(
            [4_096, 999_999, 1_000_000, 12_345_678].map(size),
            ["5 kB", "1000 kB", "1.0 MB", "12.3 MB"]
        );
    }
}
