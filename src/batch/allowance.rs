//! How many documents of a batch may fail before the run counts as failed.

use std::fmt;
use std::str::FromStr;

use super::Tally;

/// How many documents may fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowance {
    /// So many.
    Count(usize),
    /// So many of a hundred.
    Percent(u8),
    /// So many of a million.
    Rate(u32),
}

impl Allowance {
    /// Whether more failed than may.
    #[must_use]
    pub fn is_exceeded(self, tally: Tally) -> bool {
        let Tally { read, failed, .. } = tally;
        let all = read.saturating_add(failed);
        match self {
            Self::Count(count) => failed > count,
            Self::Percent(percent) => failed.saturating_mul(100) > usize::from(percent).saturating_mul(all),
            Self::Rate(rate) => {
                failed.saturating_mul(1_000_000)
                    > usize::try_from(rate).unwrap_or_default().saturating_mul(all)
            }
        }
    }
}

impl Allowance {
    /// A share of all: `0.02` or `2%`, to a millionth.
    #[must_use]
    pub fn rate(text: &str) -> Option<Self> {
        let (digits, places) = match text.strip_suffix('%') {
            Some(percent) => (percent, 4),
            None => (text, 6),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let fits = !whole.is_empty() && part.len() <= places && whole.len() <= 3;
        let is_number = whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit());
        let rate: u32 = format!("{whole}{part:0<places$}").parse().ok().filter(|_| fits && is_number)?;
        (rate <= 1_000_000).then_some(Self::Rate(rate))
    }
}

/// `10` or `2%`.
impl FromStr for Allowance {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        // A sign is no part of a number of documents.
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        match text.strip_suffix('%') {
            Some(percent) if digits(percent) => {
                percent.parse().ok().filter(|percent| *percent <= 100).map(Self::Percent).ok_or(())
            }
            None if digits(text) => text.parse().map(Self::Count).map_err(drop),
            _ => Err(()),
        }
    }
}

impl fmt::Display for Allowance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(f, "{count}"),
            Self::Percent(percent) => write!(f, "{percent}%"),
            Self::Rate(rate) => {
                let share = format!("{}.{:06}", rate / 1_000_000, rate % 1_000_000);
                f.write_str(share.trim_end_matches('0').trim_end_matches('.'))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_and_a_share_are_read_and_nothing_else() {
        assert_eq!("0".parse(), Ok(Allowance::Count(0)));
        assert_eq!("5%".parse(), Ok(Allowance::Percent(5)));
        for text in ["", "%", "-1", "+1", "101%", "half", "5 %", "99999999999999999999"] {
            assert_eq!(text.parse::<Allowance>(), Err(()), "{text}");
        }
    }

    #[test]
    fn a_rate_is_a_share_of_all() {
        for (typed, rate, shown) in [
            ("0.02", 20_000, "0.02"),
            ("2%", 20_000, "0.02"),
            ("1", 1_000_000, "1"),
            ("0", 0, "0"),
            ("0.5%", 5_000, "0.005"),
        ] {
            let read = Allowance::rate(typed).unwrap();
            assert_eq!((read, read.to_string().as_str()), (Allowance::Rate(rate), shown));
        }
        for typed in ["", "%", ".5", "-1", "1.1", "101%", "0.0000001", "1e-3", "0.+5"] {
            assert_eq!(Allowance::rate(typed), None, "{typed}");
        }
        let tally = |read, failed| Tally { read, failed, skipped: 5 };
        assert!(
            !Allowance::Rate(20_000).is_exceeded(tally(98, 2))
                && Allowance::Rate(20_000).is_exceeded(tally(97, 3))
        );
    }

    #[test]
    fn exactly_as_many_as_allowed_are_not_too_many() {
        let tally = |read, failed| Tally { read, failed, skipped: 0 };
        assert!(
            !Allowance::Count(2).is_exceeded(tally(0, 2)) && Allowance::Count(2).is_exceeded(tally(9, 3))
        );
        let five = Allowance::Percent(5);
        assert!(!five.is_exceeded(tally(95, 5)) && five.is_exceeded(tally(94, 6)));
        assert!(
            !Allowance::Percent(0).is_exceeded(tally(0, 0))
                && !Allowance::Percent(100).is_exceeded(tally(0, 3))
        );
    }
}
