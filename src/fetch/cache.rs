//! What a server says about time: how long an answer stays good, when to ask again.

use std::time::Duration;

use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use ureq::http::{HeaderMap, header};

/// Nobody may send us away for longer: a year is a slip of the pen.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long an answer stays as it is, if the server says so.
pub(super) fn fresh_for(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let said = directives(headers);
    if said.iter().any(|(name, _)| matches!(name.as_str(), "no-cache" | "no-store")) {
        return Some(Duration::ZERO);
    }
    let max_age = said.iter().find(|(name, _)| name == "max-age").map(|(_, value)| seconds(value));
    let whole = match max_age {
        Some(max_age) => max_age?,
        None => until_expiry(headers, now)?,
    };
    let age = first(headers, header::AGE).and_then(seconds).unwrap_or_default();
    Some(whole.saturating_sub(age).min(LONGEST))
}

/// Whether the server does not want the answer kept.
pub(super) fn no_store(headers: &HeaderMap) -> bool {
    directives(headers).iter().any(|(name, _)| name == "no-store")
}

/// How long to wait, as `Retry-After` says: seconds or a date.
pub(super) fn wait(said: &str, now: Timestamp) -> Option<Duration> {
    seconds(said).or_else(|| Some(between(now, date(said)?))).map(|wait| wait.min(LONGEST))
}

/// `Expires` counts from the server's own clock. One that is no date has passed.
fn until_expiry(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let expires = first(headers, header::EXPIRES)?;
    let from = first(headers, header::DATE).and_then(date).unwrap_or(now);
    Some(date(expires).map_or(Duration::ZERO, |expires| between(from, expires)))
}

/// The directives of `Cache-Control`, in lower case.
fn directives(headers: &HeaderMap) -> Vec<(String, String)> {
    let lines = headers.get_all(header::CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
    let parts = lines.flat_map(|line| line.split(','));
    let pairs = parts.map(|part| part.split_once('=').unwrap_or((part, "")));
    pairs.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect()
}

fn first(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// A number of seconds, however large.
fn seconds(said: &str) -> Option<Duration> {
    let said = said.trim().trim_matches('"');
    let digits = !said.is_empty() && said.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| Duration::from_secs(said.parse().unwrap_or(u64::MAX)))
}

/// From one moment to a later one; nothing if it is not later.
fn between(from: Timestamp, to: Timestamp) -> Duration {
    to.duration_since(from).max(SignedDuration::ZERO).unsigned_abs()
}

/// A date in any of the three ways that HTTP has written them.
fn date(said: &str) -> Option<Timestamp> {
    static USUAL: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    let said = said.trim();
    let old = || {
        // The name of the day says nothing that the date does not say.
        let rest = said.split_once([',', ' '])?.1.trim();
        let ways = ["%d-%b-%y %H:%M:%S GMT", "%b %e %H:%M:%S %Y"];
        let read = ways.iter().find_map(|way| DateTime::strptime(way, rest).ok())?;
        Some(read.to_zoned(TimeZone::UTC).ok()?.timestamp())
    };
    USUAL.parse_timestamp(said).ok().or_else(old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ureq::http::{HeaderName, HeaderValue};

    fn now() -> Timestamp {
        "2026-03-01T12:00:00Z".parse().unwrap()
    }

    fn fresh(lines: &[(&str, &str)]) -> Option<u64> {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(
                HeaderName::from_bytes(name.as_bytes()).unwrap(),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        fresh_for(&headers, now()).map(|fresh| fresh.as_secs())
    }

    #[test]
    fn dates_are_read_in_all_three_ways() {
        let same = Some("1994-11-06T08:49:37Z".parse().unwrap());
        assert_eq!(date("Sun, 06 Nov 1994 08:49:37 GMT"), same);
        assert_eq!(date("Tue, 06 Nov 1994 08:49:37 GMT"), same, "the wrong day of the week");
        assert_eq!(date("Sunday, 06-Nov-94 08:49:37 GMT"), same);
        assert_eq!(date("Sun Nov  6 08:49:37 1994"), same);
        assert_eq!(date("soon"), None);
    }

    #[test]
    fn waiting_is_told_in_seconds_or_by_a_date_and_ends_within_a_day() {
        let wait = |said| wait(said, now()).map(|wait| wait.as_secs());
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Sun, 01 Mar 2026 12:05:00 GMT"), Some(300));
        assert_eq!(wait("Sun, 01 Mar 2020 12:05:00 GMT"), Some(0));
        assert_eq!(wait("999999999"), Some(86_400));
        assert_eq!(wait("99999999999999999999999"), Some(86_400));
        assert_eq!(wait("-5"), None);
        assert_eq!(wait("a while"), None);
    }

    #[test]
    fn an_answer_stays_fresh_as_long_as_the_server_says() {
        assert_eq!(fresh(&[]), None);
        assert_eq!(fresh(&[("cache-control", "public, Max-Age=600"), ("age", "100")]), Some(500));
        assert_eq!(fresh(&[("cache-control", "max-age=10"), ("age", "100")]), Some(0));
        assert_eq!(fresh(&[("cache-control", "public"), ("cache-control", "no-cache")]), Some(0));
        let expires = ("expires", "Sun, 01 Mar 2026 12:10:00 GMT");
        assert_eq!(fresh(&[expires]), Some(600));
        assert_eq!(fresh(&[expires, ("date", "Sun, 01 Mar 2026 12:09:00 GMT")]), Some(60));
        assert_eq!(fresh(&[expires, ("cache-control", "max-age=5")]), Some(5));
        assert_eq!(fresh(&[("expires", "0")]), Some(0));
        assert_eq!(fresh(&[("cache-control", "max-age=31536000")]), Some(86_400));
    }
}
