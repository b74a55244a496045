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
}

impl Allowance {
    /// Whether more failed than may.
    #[must_use]
    pub fn is_exceeded(self, tally: Tally) -> bool {
        let Tally { read, failed, .. } = tally;
        match self {
            Self::Count(count) => failed > count,
            Self::Percent(percent) => {
                failed.saturating_mul(100) > usize::from(percent).saturating_mul(read.saturating_add(failed))
            }
        }
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
    fn exactly_as_many_as_allowed_are_not_too_many() {
        let tally = |read, failed| Tally { read, failed, skipped: 9 };
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
