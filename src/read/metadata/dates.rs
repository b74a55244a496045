//! A date in any of its spellings, to RFC 3339. The zone that was written is kept.

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Time, date};

use super::calendar;
use super::clock::{self, Clock};
use super::tokens::Tokens;
use crate::model::Clean;

/// Years outside of these are mistakes of a publishing system.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// A day, with a time when one was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Parsed {
    day: Date,
    clock: Option<Clock>,
}

impl Parsed {
    /// As RFC 3339. A day alone begins at midnight, universal time; a time without a zone
    /// is written as it stood, with an offset of zero.
    pub(super) fn rfc3339(&self) -> Clean {
        let time = self.clock.and_then(|at| Time::new(at.hour, at.minute, at.second, 0).ok());
        let moment = DateTime::from_parts(self.day, time.unwrap_or_else(Time::midnight));
        let mut text = moment.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        match self.clock {
            Some(clock) if !clock.is_universal => {
                let minutes = clock.zone.unwrap_or(0);
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.abs();
                _ = write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60);
            }
            _ => text.push('Z'),
        }
        Clean::field(&text)
    }

    /// Whether only the day is known.
    pub(super) fn is_day(&self) -> bool {
        self.clock.is_none()
    }
}

/// Reads a date. None for what holds no whole date, or an absurd one.
pub(super) fn parse(text: &str) -> Option<Parsed> {
    let mut tokens = Tokens::of(text);
    if let Some(parsed) = lone_number(&tokens) {
        return Some(parsed);
    }
    // Who writes am and pm writes the month first.
    let is_american = (0..tokens.len()).any(|at| matches!(tokens.word(at), Some("am" | "pm")));
    let clock = clock::take(&mut tokens);
    let day = (0..tokens.len()).find_map(|at| year_first(&tokens, at)).or_else(|| {
        let named = (0..tokens.len()).find_map(|at| named_month(&tokens, at));
        named.or_else(|| (0..tokens.len()).find_map(|at| year_last(&tokens, at, is_american)))
    });
    day.map(|day| Parsed { day, clock })
}

/// Only a number: seconds or milliseconds since 1970, or a day and a time run together.
fn lone_number(tokens: &Tokens) -> Option<Parsed> {
    let stamp = compact(tokens);
    if tokens.len() > 1 || stamp.is_some() {
        return stamp;
    }
    let seconds = tokens.written(0, 10).or_else(|| tokens.written(0, 13).map(|millis| millis / 1000));
    if let Some(seconds) = seconds {
        let moment = jiff::Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
        let moment = jiff::tz::Offset::UTC.to_datetime(moment);
        let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
        let clock = Clock { hour, minute, second, zone: Some(0), is_universal: true };
        return plausible(moment.date()).map(|day| Parsed { day, clock: Some(clock) });
    }
    let both = tokens.written(0, 14)?;
    Some(Parsed { day: packed_day(both / 1_000_000)?, clock: Some(packed_time(both % 1_000_000)?) })
}

/// `20240503`, `20240503T174700Z`
fn compact(tokens: &Tokens) -> Option<Parsed> {
    let day = packed_day(tokens.written(0, 8)?)?;
    let mut clock = None;
    if tokens.word(1) == Some("t") {
        let time = tokens.written(2, 6).or_else(|| tokens.written(2, 4).map(|time| time * 100));
        clock = time.and_then(packed_time);
        if let Some(clock) = &mut clock
            && tokens.word(3) == Some("z")
        {
            clock.is_universal = true;
        }
    } else if tokens.len() > 1 {
        return None;
    }
    Some(Parsed { day, clock })
}

fn packed_day(number: u64) -> Option<Date> {
    day(number / 10_000, number / 100 % 100, number % 100)
}

fn packed_time(number: u64) -> Option<Clock> {
    let part = |value: u64| i8::try_from(value).ok();
    let (hour, minute, second) = (part(number / 10_000)?, part(number / 100 % 100)?, part(number % 100)?);
    Time::new(hour, minute, second, 0).ok()?;
    Some(Clock { hour, minute, second, zone: None, is_universal: false })
}

/// `2024-05-03`, `2024/5/3`, `2024. 5. 3.`, `2024年5月3日`
fn year_first(tokens: &Tokens, at: usize) -> Option<Date> {
    let year = tokens.written(at, 4)?;
    let parts = |at: usize| {
        tokens.mark(at).is_some_and(|mark| matches!(mark, '-' | '/' | '.' | '–'))
            || matches!(tokens.word(at), Some("年" | "月" | "년" | "월"))
    };
    if !parts(at + 1) || !parts(at + 3) {
        return None;
    }
    day(year, tokens.number(at + 2, 2)?, tokens.number(at + 4, 2)?)
}

/// `3 May 2024`, `May 3, 2024`, `3 de mayo de 2024`, `Fri May 3 17:47:00 CEST 2024`, `2024. május 3.`
fn named_month(tokens: &Tokens, at: usize) -> Option<Date> {
    let month = u64::try_from(calendar::month(tokens.word(at)?)?).ok()?;
    let before = (1..=3).find_map(|back| day_before(tokens, at.checked_sub(back)?, at));
    let after = (1..=2).find_map(|step| tokens.number(at + step, 2));
    let years = (0..tokens.len()).filter(|place| tokens.written(*place, 4).is_some());
    let year = years.min_by_key(|place| place.abs_diff(at)).and_then(|place| tokens.written(place, 4))?;
    before.and_then(|number| day(year, month, number)).or_else(|| day(year, month, after?))
}

/// The day before a month: only a dot, an ending such as `rd`, or a word such as `de` part them.
fn day_before(tokens: &Tokens, at: usize, month: usize) -> Option<u64> {
    let number = tokens.number(at, 2).filter(|number| (1..=31).contains(number))?;
    let is_short = |word: &str| word.chars().count() <= 2;
    let parts = |at: usize| tokens.mark(at) == Some('.') || tokens.word(at).is_some_and(is_short);
    (at + 1..month).all(parts).then_some(number)
}

/// `03.05.2024`, `3/5/2024`
fn year_last(tokens: &Tokens, at: usize, is_american: bool) -> Option<Date> {
    let (first, second) = (tokens.number(at, 2)?, tokens.number(at + 2, 2)?);
    let year = tokens.written(at + 4, 4)?;
    let mark = tokens.mark(at + 1).filter(|mark| tokens.mark(at + 3) == Some(*mark))?;
    match mark {
        '.' | '-' => day(year, second, first),
        '/' if first > 12 => day(year, second, first),
        '/' if second > 12 || is_american || first == second => day(year, first, second),
        // Which of both is the month cannot be known; a wrong day is worse than none.
        _ => None,
    }
}

fn day(year: u64, month: u64, day: u64) -> Option<Date> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    plausible(Date::new(year, month, day).ok()?)
}

fn plausible(day: Date) -> Option<Date> {
    let last = date(*YEARS.end(), 12, 31);
    (YEARS.contains(&day.year()) && day <= last).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        parse(text).map_or_else(|| "none".to_owned(), |parsed| parsed.rfc3339().to_string())
    }

    #[test]
    fn iso_in_its_many_spellings() {
        assert_eq!(read("2024-05-03T17:47:00Z"), "2024-05-03T17:47:00Z");
        assert_eq!(read("2024-05-03 17:47:00.123 +0200"), "2024-05-03T17:47:00+02:00");
        assert_eq!(read("2024-05-03T17:47-04:00"), "2024-05-03T17:47:00-04:00");
        assert_eq!(read("2024-05-03T17:47\r\n"), "2024-05-03T17:47:00+00:00");
        assert_eq!(read("2024/05/03"), "2024-05-03T00:00:00Z");
        assert_eq!(read("20240503"), "2024-05-03T00:00:00Z");
        assert_eq!(read("20240503T174700Z"), "2024-05-03T17:47:00Z");
        assert_eq!(read("20240503174700"), "2024-05-03T17:47:00+00:00");
    }

    #[test]
    fn mail_and_script_dates_even_with_a_wrong_weekday() {
        assert_eq!(read("Mon, 03 May 2024 17:47:00 +0000"), "2024-05-03T17:47:00+00:00");
        assert_eq!(read("Fri May 03 2024 17:47:00 GMT+0200 (Central)"), "2024-05-03T17:47:00+02:00");
        assert_eq!(read("Fri May 3 17:47:36 CEST 2024"), "2024-05-03T17:47:36+02:00");
    }

    #[test]
    fn seconds_and_milliseconds() {
        assert_eq!(read("1714758420"), "2024-05-03T17:47:00Z");
        assert_eq!(read("1714758420000"), "2024-05-03T17:47:00Z");
    }

    #[test]
    fn dates_in_words() {
        assert_eq!(read("Published May 3, 2024, 5:47 pm"), "2024-05-03T17:47:00+00:00");
        assert_eq!(read("Friday 3rd of May 2024"), "2024-05-03T00:00:00Z");
        assert_eq!(read("3 de mayo de 2024 - 17:47"), "2024-05-03T17:47:00+00:00");
        assert_eq!(read("3. října 2024"), "2024-10-03T00:00:00Z");
        assert_eq!(read("2024. május 3."), "2024-05-03T00:00:00Z");
        assert_eq!(read("3 мая 2024, 17:47"), "2024-05-03T17:47:00+00:00");
        assert_eq!(read("2024年5月3日 午後5時47分"), "2024-05-03T17:47:00+00:00");
        assert_eq!(read("2024년 5월 3일"), "2024-05-03T00:00:00Z");
        assert_eq!(read("3 मई 2024"), "2024-05-03T00:00:00Z");
    }

    #[test]
    fn dates_in_numbers() {
        assert_eq!(read("03.05.2024 17:47"), "2024-05-03T17:47:00+00:00");
        assert_eq!(read("Stand: 03.05.2024, 17.47 Uhr"), "2024-05-03T17:47:00+00:00");
        assert_eq!(read("25/5/2024"), "2024-05-25T00:00:00Z");
        assert_eq!(read("5/25/2024"), "2024-05-25T00:00:00Z");
        assert_eq!(read("3/5/2024"), "none");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in
            ["", "soon", "17:47", "May 2024", "2024", "0001-01-01", "2024-13-40", "9999999999999", "1 2 3"]
        {
            assert_eq!(read(text), "none", "{text}");
        }
    }
}
