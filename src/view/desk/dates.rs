//! When an article is from, in words: how old it is in a list, its day above others, its date
//! in full. The reader's clock is told; none is asked.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::app::Desk;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The clock on the reader's wall at a moment; none for one that no calendar has.
fn wall(desk: &Desk, moment: i64) -> Option<DateTime> {
    let moment = Timestamp::from_second(moment.checked_add(i64::from(desk.ahead))?).ok()?;
    Some(TimeZone::UTC.to_datetime(moment))
}

fn written(desk: &Desk, moment: i64, form: &str) -> String {
    wall(desk, moment).map(|wall| wall.strftime(form).to_string()).unwrap_or_default()
}

fn is_this_year(desk: &Desk, moment: i64) -> bool {
    wall(desk, moment).map(DateTime::year) == wall(desk, desk.now).map(DateTime::year)
}

/// How old something is: `3 h`, `2 d`, `3 Mar`. Below the name of its day, at what time it was.
pub(super) fn age(desk: &Desk, moment: i64) -> String {
    if desk.now == 0 {
        return String::new();
    }
    if desk.has_days() && desk.day_of(moment) != desk.day_of(desk.now) {
        return written(desk, moment, "%H:%M");
    }
    match desk.now.saturating_sub(moment) {
        ..MINUTE => "now".to_owned(),
        age @ MINUTE..HOUR => format!("{} m", age / MINUTE),
        age @ HOUR..DAY => format!("{} h", age / HOUR),
        age if age < 7 * DAY => format!("{} d", age / DAY),
        _ if is_this_year(desk, moment) => written(desk, moment, "%-d %b"),
        _ => written(desk, moment, "%b %Y"),
    }
}

/// The name of a day above its articles.
pub(super) fn day(desk: &Desk, moment: i64) -> String {
    let ago = desk.day_of(desk.now).saturating_sub(desk.day_of(moment));
    match ago {
        ..=0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        2..7 => written(desk, moment, "%A"),
        _ if is_this_year(desk, moment) => written(desk, moment, "%A, %-d %B"),
        _ => written(desk, moment, "%-d %B %Y"),
    }
}

/// A date as a person writes it.
pub(super) fn date(desk: &Desk, moment: i64) -> String {
    written(desk, moment, if is_this_year(desk, moment) { "%-d %B, %H:%M" } else { "%-d %B %Y" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sort;

    /// Noon of a Wednesday, 3 March 2021.
    const NOON: i64 = 1_614_772_800;

    #[test]
    fn an_age_is_short_and_a_day_has_a_name() {
        let mut desk = Desk { now: NOON, sort: Sort::Newest, ..Desk::default() };
        let ages = [0, 59, 90, 3 * HOUR, 23 * HOUR, DAY, 6 * DAY, 20 * DAY, 400 * DAY]
            .map(|ago| age(&desk, NOON - ago));
        assert_eq!(ages, ["now", "now", "1 m", "3 h", "23 h", "1 d", "6 d", "11 Feb", "Jan 2020"]);
        let days =
            [-HOUR, 0, 13 * HOUR, 2 * DAY, 6 * DAY, 7 * DAY, 400 * DAY].map(|ago| day(&desk, NOON - ago));
        let names = [
            "Today",
            "Today",
            "Yesterday",
            "Monday",
            "Thursday",
            "Wednesday, 24 February",
            "28 January 2020",
        ];
        assert_eq!(days, names);
        desk.sort = Sort::Date;
        assert_eq!([HOUR, 14 * HOUR, 3 * DAY].map(|ago| age(&desk, NOON - ago)), ["1 h", "22:00", "12:00"]);
        desk.ahead = 7200;
        assert_eq!(day(&desk, NOON - 13 * HOUR), "Today");
        assert_eq!(date(&desk, NOON), "3 March, 14:00");
    }

    #[test]
    fn no_moment_is_too_strange() {
        let desk = Desk { now: NOON, ..Desk::default() };
        for moment in [i64::MIN, -1, 0, i64::MAX] {
            assert!(
                age(&desk, moment).len() < 12
                    && day(&desk, moment).len() < 24
                    && date(&desk, moment).len() < 40
            );
        }
        assert_eq!(age(&Desk::default(), 5), "");
    }
}
