//! `newsprint refresh`: asks the feeds for what is new.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use signal_hook::consts::{SIGINT, SIGTERM};

use super::{count, json, parts, settings};
use crate::cli::args::news::RefreshArgs;
use crate::cli::error::{Error, Kind};
use crate::cli::library::feed;
use crate::cli::output::Streams;
use crate::library::Library;
use crate::model::{Clean, FeedId, Subscription};
use crate::refresh::{self, News, Outcome, Settings, Stop, Summary, Which};

/// What a shell says of a program that was stopped.
const STOPPED: u8 = 130;

/// Asks the feeds, tells which failed and what came of it all.
pub(super) fn run(args: &RefreshArgs, streams: &mut Streams) -> Result<u8, Error> {
    let mut settings = match settings(streams) {
        Ok(settings) => settings,
        Err(code) => return Ok(code),
    };
    if args.no_pages {
        settings.teasers = 0;
    }
    let mut library = args.place.open(streams)?;
    let which = which(args, &library)?;
    let feeds: HashMap<FeedId, Subscription> =
        library.feeds()?.into_iter().map(|feed| (feed.id, feed)).collect();
    let stop = stop_by_signal();
    let (outcomes, summary) = watched(&mut library, &which, &settings, &stop)?;
    if args.json {
        for (id, outcome) in &outcomes {
            streams.print(&json(&line(*id, feeds.get(id), outcome))?)?;
        }
        streams.print(&json(&total(&summary))?)?;
    }
    for (id, outcome) in &outcomes {
        if let (Outcome::Failed(why), Some(feed)) = (outcome, feeds.get(id)) {
            streams.note(&format!("{} ({}): {why}", feed.title, feed.address));
        }
    }
    if !args.json {
        streams.print(&in_words(&summary, feeds.len(), which == Which::Due))?;
    }
    if summary.is_offline {
        let what = "no feed could be reached; is the network there? what is in the library can be read";
        streams.note(what);
    }
    Ok(match summary {
        Summary { is_stopped: true, .. } => STOPPED,
        Summary { feeds, failed, .. } if feeds > 0 && failed >= feeds => Kind::Unreadable.exit_code(),
        _ => 0,
    })
}

fn which(args: &RefreshArgs, library: &Library) -> Result<Which, Error> {
    if args.all {
        return Ok(Which::All);
    }
    if args.feeds.is_empty() {
        return Ok(Which::Due);
    }
    let meant: Result<Vec<FeedId>, Error> =
        args.feeds.iter().map(|typed| Ok(feed(library, typed)?.id)).collect();
    let mut meant = meant?;
    meant.sort_unstable();
    meant.dedup();
    Ok(Which::These(meant))
}

/// A refresh that ends soon after Ctrl-C; a second one ends the program.
fn stop_by_signal() -> Stop {
    let stop = Stop::default();
    for signal in [SIGINT, SIGTERM] {
        let code = i32::from(STOPPED);
        _ = signal_hook::flag::register_conditional_shutdown(signal, code, stop.flag());
        _ = signal_hook::flag::register(signal, stop.flag());
    }
    stop
}

/// The refresh, with a bar on a terminal: what came of every feed, and of all.
fn watched(
    library: &mut Library,
    which: &Which,
    settings: &Settings,
    stop: &Stop,
) -> Result<(BTreeMap<FeedId, Outcome>, Summary), Error> {
    // It draws on stderr, and only where that is a terminal.
    let bar = ProgressBar::new(0);
    bar.enable_steady_tick(Duration::from_millis(120));
    let style = ProgressStyle::with_template("{bar:24} {pos}/{len} feeds {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let told = RefCell::new((BTreeMap::new(), 0_usize));
    let summary = refresh::run(library, which, settings, stop, |news| match news {
        News::Begins(feeds) => bar.set_length(u64::try_from(feeds.len()).unwrap_or_default()),
        News::Asked(id, outcome) => {
            let (outcomes, new) = &mut *told.borrow_mut();
            if let Outcome::Fed { new: more, .. } = &outcome {
                *new += more;
            }
            bar.inc(1);
            bar.set_message(format!("· {}", count(*new, "new article", "new articles")));
            outcomes.insert(id, outcome);
        }
        News::Pages(left @ 1..) => bar.set_message(format!("· {}", count(left, "page left", "pages left"))),
        News::Asking(_) | News::Pages(_) | News::Completed(_) => {}
        News::Ends(_) => bar.finish_and_clear(),
    });
    bar.finish_and_clear();
    Ok((told.into_inner().0, summary?))
}

/// What came of it, in words.
fn in_words(summary: &Summary, known: usize, only_due: bool) -> String {
    if known == 0 {
        return "no feeds yet; newsprint add URL subscribes to one\n".to_owned();
    }
    let Summary { feeds, unchanged, failed, new, changed, completed, in_vain, is_stopped, .. } = *summary;
    if feeds == 0 && completed == 0 && only_due {
        return "no feed is due; --all asks all of them\n".to_owned();
    }
    let stopped = if is_stopped { "stopped: " } else { "" };
    let feeds = count(feeds, "feed", "feeds") + &parts(&[(unchanged, "unchanged"), (failed, "failed")]);
    let articles = count(new, "new article", "new articles") + &parts(&[(changed, "changed")]);
    let pages = match (completed, in_vain) {
        (0, 0) => String::new(),
        (pages, vain) => {
            format!("; {} fetched{}", count(pages, "page", "pages"), parts(&[(vain, "in vain")]))
        }
    };
    format!("{stopped}{feeds}; {articles}{pages}\n")
}

/// What came of a feed, for JSON.
#[derive(Serialize)]
struct Line<'a> {
    feed: i64,
    address: Option<&'a str>,
    title: Option<&'a Clean>,
    outcome: &'static str,
    new: usize,
    changed: usize,
    why: Option<&'a Clean>,
}

fn line<'a>(id: FeedId, feed: Option<&'a Subscription>, outcome: &'a Outcome) -> Line<'a> {
    let (name, new, changed, why) = match outcome {
        Outcome::Fed { new, changed } => ("fed", *new, *changed, None),
        Outcome::Unchanged => ("unchanged", 0, 0, None),
        Outcome::Failed(why) => ("failed", 0, 0, Some(why)),
        Outcome::Offline => ("offline", 0, 0, None),
    };
    let (address, title) = (feed.map(|feed| feed.address.as_str()), feed.map(|feed| &feed.title));
    Line { feed: id.0, address, title, outcome: name, new, changed, why }
}

/// What came of all, for JSON.
#[derive(Serialize)]
struct Total {
    feeds: usize,
    unchanged: usize,
    failed: usize,
    new: usize,
    changed: usize,
    pages: usize,
    pages_in_vain: usize,
    offline: bool,
    stopped: bool,
}

fn total(summary: &Summary) -> Total {
    Total {
        feeds: summary.feeds,
        unchanged: summary.unchanged,
        failed: summary.failed,
        new: summary.new,
        changed: summary.changed,
        pages: summary.completed,
        pages_in_vain: summary.in_vain,
        offline: summary.is_offline,
        stopped: summary.is_stopped,
    }
}
