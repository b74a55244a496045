//! The time of day and its zone, found among the tokens of a date.

use super::calendar;
use super::tokens::Tokens;

/// A time of day and what is known of its zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: i8,
    /// Minutes ahead of universal time.
    pub(super) zone: Option<i32>,
    /// Whether the zone was written as universal time.
    pub(super) is_universal: bool,
}

/// Takes the time of day out of the tokens.
pub(super) fn take(tokens: &mut Tokens) -> Option<Clock> {
    (0..tokens.len()).find_map(|at| colons(tokens, at).or_else(|| marked_hour(tokens, at)))
}

/// `17:47`, `17:47:05.123`, and `17.47 Uhr` or `17h47`.
fn colons(tokens: &mut Tokens, at: usize) -> Option<Clock> {
    let hour = tokens.small(at).filter(|hour| *hour < 24)?;
    let minute = tokens.small(at + 2).filter(|minute| *minute < 60)?;
    let hourly = |word: Option<&str>| matches!(word, Some("uhr" | "h" | "hrs" | "uur" | "am" | "pm"));
    let is_time = match tokens.mark(at + 1) {
        Some(':' | '：') => true,
        Some('.') => hourly(tokens.word(at + 3)),
        None => matches!(tokens.word(at + 1), Some("h" | "時" | "시")),
        Some(_) => false,
    };
    if !is_time {
        return None;
    }
    let mut next = at + 3;
    let second = tokens.small(next + 1).filter(|second| *second < 60 && tokens.mark(next) == Some(':'));
    if second.is_some() {
        next += 2;
        if matches!(tokens.mark(next), Some('.' | ','))
            && !tokens.is_spaced(next + 1)
            && tokens.number(next + 1, 12).is_some()
        {
            next += 2;
        }
    }
    Some(finish(tokens, at, next, (hour, minute, second.unwrap_or(0))))
}

/// `5 pm`, `5 p.m.`
fn marked_hour(tokens: &mut Tokens, at: usize) -> Option<Clock> {
    let hour = tokens.small(at).filter(|hour| (1..=12).contains(hour))?;
    meridiem(tokens, at + 1)?;
    Some(finish(tokens, at, at + 1, (hour, 0, 0)))
}

/// Reads what may follow a time, and takes all of it out.
fn finish(
    tokens: &mut Tokens,
    from: usize,
    mut next: usize,
    (mut hour, minute, second): (i8, i8, i8),
) -> Clock {
    let after = meridiem(tokens, next);
    if let Some((is_late, end)) = after.or_else(|| before(tokens, from).map(|is_late| (is_late, next))) {
        hour = match (is_late, hour) {
            (true, 1..12) => hour + 12,
            (false, 12) => 0,
            _ => hour,
        };
        next = end;
    }
    let (zone, is_universal, end) = zone(tokens, next);
    tokens.take(from, end);
    Clock { hour, minute, second, zone, is_universal }
}

/// Whether a time is after noon, and where its mark ends.
fn meridiem(tokens: &Tokens, at: usize) -> Option<(bool, usize)> {
    match (tokens.word(at)?, tokens.mark(at + 1), tokens.word(at + 2)) {
        ("am", ..) => Some((false, at + 1)),
        ("pm", ..) => Some((true, at + 1)),
        ("a", Some('.'), Some("m")) => Some((false, at + 3)),
        ("p", Some('.'), Some("m")) => Some((true, at + 3)),
        _ => None,
    }
}

/// Whether the word before a time says that it is after noon.
fn before(tokens: &Tokens, at: usize) -> Option<bool> {
    match tokens.word(at.checked_sub(1)?)? {
        "後" | "下" | "오후" => Some(true),
        "前" | "上" | "오전" => Some(false),
        "午" => match tokens.word(at.checked_sub(2)?)? {
            "下" => Some(true),
            "上" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// The zone after a time, whether it is universal time by name, and where it ends.
fn zone(tokens: &Tokens, at: usize) -> (Option<i32>, bool, usize) {
    let skipped = at + usize::from(matches!(tokens.mark(at), Some('.' | '(')));
    if let Some(minutes) = tokens.word(skipped).and_then(calendar::zone) {
        if let Some((offset, end)) = offset(tokens, skipped + 1).filter(|_| minutes == 0) {
            return (Some(offset), false, end);
        }
        return (Some(minutes), minutes == 0, skipped + 1);
    }
    match offset(tokens, at) {
        Some((minutes, end)) => (Some(minutes), false, end),
        None => (None, false, at),
    }
}

/// `+02:00`, `-0400`, `+09`: a sign with its number right behind it.
fn offset(tokens: &Tokens, at: usize) -> Option<(i32, usize)> {
    let sign = match tokens.mark(at)? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    if tokens.is_spaced(at + 1) {
        return None;
    }
    let (hours, minutes, end) = if let Some(both) = tokens.written(at + 1, 4) {
        (both / 100, both % 100, at + 2)
    } else {
        let hours = tokens.number(at + 1, 2)?;
        let minutes = tokens.written(at + 3, 2).filter(|_| tokens.mark(at + 2) == Some(':'));
        (hours, minutes.unwrap_or(0), if minutes.is_some() { at + 4 } else { at + 2 })
    };
    let total = i32::try_from(hours * 60 + minutes).ok()?;
    (hours <= 14 && minutes < 60).then_some((sign * total, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(line: &str) -> Option<(i8, i8, i8, Option<i32>)> {
        take(&mut Tokens::of(line)).map(|clock| (clock.hour, clock.minute, clock.second, clock.zone))
    }

    #[test]
    fn times_in_many_spellings() {
        assert_eq!(clock("at 17:47"), Some((17, 47, 0, None)));
        assert_eq!(clock("17:47:05.123Z"), Some((17, 47, 5, Some(0))));
        assert_eq!(clock("5:47 pm EDT"), Some((17, 47, 0, Some(-240))));
        assert_eq!(clock("12:05 a.m."), Some((0, 5, 0, None)));
        assert_eq!(clock("5 p.m."), Some((17, 0, 0, None)));
        assert_eq!(clock("17.47 Uhr"), Some((17, 47, 0, None)));
        assert_eq!(clock("17h47"), Some((17, 47, 0, None)));
        assert_eq!(clock("午後5時47分"), Some((17, 47, 0, None)));
        assert_eq!(clock("오후 5:47"), Some((17, 47, 0, None)));
    }

    #[test]
    fn offsets_stand_right_behind_their_sign() {
        assert_eq!(clock("17:47 +02:00"), Some((17, 47, 0, Some(120))));
        assert_eq!(clock("17:47-0430"), Some((17, 47, 0, Some(-270))));
        assert_eq!(clock("17:47 GMT+0200 (CEST)"), Some((17, 47, 0, Some(120))));
        assert_eq!(clock("17:47 - 03 May"), Some((17, 47, 0, None)));
        assert_eq!(clock("17:47 +99:00"), Some((17, 47, 0, None)));
    }

    #[test]
    fn dates_and_scores_are_no_times() {
        assert_eq!(clock("03.05.2024"), None);
        assert_eq!(clock("won 31:12"), None);
    }
}
