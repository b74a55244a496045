//! When a feed is asked again: as often as it and its server want it, later and later while it
//! fails, and never all feeds at the same moment.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::feed::Rhythm;
use crate::model::Subscription;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
/// Nobody waits for longer: the library takes a later date for a clock that was wrong.
const DAY: i64 = 24 * HOUR;

/// How long a feed is left alone that says nothing of it.
const USUAL: i64 = HOUR;
/// However much a feed hurries.
const SHORTEST: i64 = 10 * MINUTE;
/// After the first failure.
const FIRST: i64 = 15 * MINUTE;
/// A page that was fetched in vain is tried again after so long, then after so long; then no more.
const PAGES: [i64; 3] = [HOUR, 6 * HOUR, DAY];

/// Something between 0 and 1, each time another.
pub(super) fn dice() -> f64 {
    let bits = RandomState::new().hash_one(0_u8) >> 40;
    f64::from(u32::try_from(bits).unwrap_or_default()) / f64::from(1_u32 << 24)
}

/// When a feed is asked again that could be read, or had not changed: then what it said the last
/// time still holds.
pub(super) fn after_answer(
    rhythm: Option<&Rhythm>,
    feed: &Subscription,
    fresh_for: Option<Duration>,
    now: Timestamp,
    dice: f64,
) -> Timestamp {
    let said = match rhythm {
        Some(rhythm) => rhythm.minutes.map(|minutes| i64::from(minutes) * MINUTE),
        None => last_wait(feed).filter(|_| feed.trouble.is_none()),
    };
    let fresh_for = fresh_for.map_or(0, seconds);
    let wait = said.unwrap_or(USUAL).max(fresh_for).clamp(SHORTEST, DAY);
    // What was spread once is not spread again: an hour would else become a day in time.
    let wait = if rhythm.is_some() || said.is_none() { spread(wait, dice) } else { wait };
    let next = after(now, wait);
    rhythm.map_or(next, |rhythm| out_of_quiet(rhythm, next, after(now, DAY)))
}

/// When a feed is asked again that could not be had: each time twice as late, and not before the
/// server wants it.
pub(super) fn after_failure(
    feed: &Subscription,
    retry_after: Option<Duration>,
    now: Timestamp,
    dice: f64,
) -> Timestamp {
    let before = last_wait(feed).filter(|_| feed.trouble.is_some());
    let wait = before.map_or(FIRST, |before| before.saturating_mul(2)).clamp(FIRST, DAY);
    after(now, spread(wait, dice).max(retry_after.map_or(0, seconds)).min(DAY))
}

/// When a feed is asked again that is gone.
pub(super) fn after_its_end(now: Timestamp) -> Timestamp {
    after(now, DAY)
}

/// When a page that was tried so often before is tried again; none if it was tried often enough.
pub(super) fn page_again(tries: u32, retry_after: Option<Duration>, now: Timestamp) -> Option<Timestamp> {
    let wait = PAGES.get(usize::try_from(tries).ok()?)?;
    Some(after(now, retry_after.map_or(0, seconds).max(*wait).min(DAY)))
}

/// How long the feed was left alone the last time.
fn last_wait(feed: &Subscription) -> Option<i64> {
    feed.asked.map(|asked| feed.next.saturating_sub(asked)).filter(|wait| (1..=DAY).contains(wait))
}

/// Up to a tenth later, so that feeds that were added together are not asked together for ever.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "seconds of a day")]
fn spread(wait: i64, dice: f64) -> i64 {
    (wait + (wait as f64 * dice / 10.0) as i64).min(DAY)
}

/// The first moment from `next` on at which the feed says that there may be something new.
fn out_of_quiet(rhythm: &Rhythm, next: Timestamp, latest: Timestamp) -> Timestamp {
    let mut at = next;
    while at < latest && is_quiet(rhythm, at) {
        let into = at.as_second().rem_euclid(HOUR);
        at = after(at, HOUR - into);
    }
    at.min(latest)
}

fn is_quiet(rhythm: &Rhythm, at: Timestamp) -> bool {
    let at = at.to_zoned(TimeZone::UTC);
    let day = u8::try_from(at.weekday().to_monday_zero_offset()).unwrap_or_default();
    let hour = u8::try_from(at.hour()).unwrap_or_default();
    rhythm.quiet_hours.contains(&hour) || rhythm.quiet_days.contains(&day)
}

fn after(now: Timestamp, seconds: i64) -> Timestamp {
    now.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(now)
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Clean, Completion, FeedId, Validators};

    fn now() -> Timestamp {
        "2026-03-04T08:30:00Z".parse().unwrap()
    }

    /// A feed that was left alone for so long the last time.
    fn feed(wait: Option<i64>, trouble: bool) -> Subscription {
        let asked = now().as_second() - 2 * DAY;
        Subscription {
            id: FeedId(1),
            address: "https://post.example/feed".to_owned(),
            title: Clean::default(),
            site: Clean::default(),
            tags: Vec::new(),
            completion: Completion::Auto,
            validators: Validators::default(),
            asked: wait.map(|_| asked),
            next: wait.map_or(0, |wait| asked + wait),
            trouble: trouble.then(|| Clean::field("no answer in time")),
            unread: 0,
        }
    }

    fn minutes(at: Timestamp) -> i64 {
        (at.as_second() - now().as_second()) / MINUTE
    }

    #[test]
    fn a_feed_is_asked_as_often_as_it_and_its_server_say() {
        let new = feed(None, false);
        let ask = |minutes: Option<u32>, fresh: Option<u64>| {
            let rhythm = Rhythm { minutes, ..Rhythm::default() };
            super::tests::minutes(after_answer(
                Some(&rhythm),
                &new,
                fresh.map(Duration::from_secs),
                now(),
                0.0,
            ))
        };
        assert_eq!(ask(None, None), 60);
        assert_eq!(ask(Some(180), None), 180);
        assert_eq!(ask(Some(1), None), 10);
        assert_eq!(ask(Some(30), Some(7200)), 120);
        assert_eq!(ask(Some(4_000_000_000), None), 24 * 60);
        let jitter = after_answer(Some(&Rhythm::default()), &new, None, now(), 0.99);
        assert_eq!(minutes(jitter), 65);
    }

    #[test]
    fn what_has_not_changed_keeps_its_rhythm() {
        let next = |feed: &Subscription| minutes(after_answer(None, feed, None, now(), 0.99));
        assert_eq!(next(&feed(Some(3 * HOUR), false)), 180);
        assert_eq!(next(&feed(Some(3 * HOUR), true)), 65, "a wait after a failure is no rhythm");
        assert_eq!(next(&feed(None, false)), 65);
    }

    #[test]
    fn quiet_hours_and_days_are_waited_for() {
        let rhythm = Rhythm { minutes: Some(60), quiet_hours: vec![9, 10], quiet_days: Vec::new() };
        let next = after_answer(Some(&rhythm), &feed(None, false), None, now(), 0.0);
        assert_eq!(next.to_string(), "2026-03-04T11:00:00Z");
        let rhythm = Rhythm { quiet_days: vec![0, 1, 2, 3, 4, 5, 6], ..Rhythm::default() };
        let next = after_answer(Some(&rhythm), &feed(None, false), None, now(), 0.0);
        assert_eq!(minutes(next), 24 * 60, "a feed that is always quiet is asked once a day");
    }

    #[test]
    fn failures_are_left_alone_for_longer_and_longer() {
        let next = |wait, trouble, retry: Option<u64>| {
            minutes(after_failure(&feed(wait, trouble), retry.map(Duration::from_secs), now(), 0.0))
        };
        assert_eq!(next(None, false, None), 15);
        assert_eq!(next(Some(HOUR), false, None), 15, "the first failure");
        assert_eq!(next(Some(HOUR), true, None), 120);
        assert_eq!(next(Some(DAY), true, None), 24 * 60);
        assert_eq!(next(None, false, Some(3600)), 60, "as long as the server wants");
        assert_eq!(next(Some(DAY), true, Some(60)), 24 * 60);
    }

    #[test]
    fn a_page_is_tried_a_few_times() {
        let tries: Vec<_> = (0..5).map(|tries| page_again(tries, None, now()).map(minutes)).collect();
        assert_eq!(tries, [Some(60), Some(360), Some(1440), None, None]);
    }

    #[test]
    fn dice_fall_between_nothing_and_one() {
        assert!((0..100).map(|_| dice()).all(|fell| (0.0..1.0).contains(&fell)));
    }
}
