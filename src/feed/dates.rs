//! Dates of feeds: as those of pages, and with years of two figures as in old mail.

use crate::model::Clean;
use crate::read;

/// A longer text is no date.
const LENGTH: usize = 200;

/// A date in any of its spellings, as RFC 3339. None for what is none, or cannot be true.
pub(super) fn rfc3339(text: &str) -> Option<Clean> {
    let text = text.trim();
    if text.is_empty() || text.len() > LENGTH {
        return None;
    }
    read::rfc3339(text).or_else(|| read::rfc3339(&with_whole_year(text)?))
}

/// `1 May 24` with its year written out.
fn with_whole_year(text: &str) -> Option<String> {
    let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let is_short = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let at = words.windows(3).position(|three| match three {
        [day, month, year] => {
            is_short(day) && month.chars().all(char::is_alphabetic) && year.len() == 2 && is_short(year)
        }
        _ => false,
    })?;
    let year = words.get_mut(at + 2)?;
    let century = if year.as_str() < "50" { "20" } else { "19" };
    year.insert_str(0, century);
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::rfc3339;

    #[test]
    fn years_of_two_figures_are_those_of_mail() {
        let read = |text: &str| rfc3339(text).map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(read("Wed, 1 May 24 08:00 EST"), "2024-05-01T08:00:00-05:00");
        assert_eq!(read("Thu, 01 Jan 98 19:48:21 GMT"), "1998-01-01T19:48:21Z");
        assert_eq!(read("at 10 to 20"), "");
        assert_eq!(read(&"1 May 2024 ".repeat(100)), "");
    }
}
