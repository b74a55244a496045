//! How long something plays, in the ways in which pages say it.

/// A bare number as large as this counts in thousandths: nothing on a page plays four hours.
const MILLISECONDS: u32 = 14_400;

/// Seconds from `75`, `1:15`, `1:01:15` or `PT1M15S`.
#[must_use]
pub fn seconds(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Some(period) = text.strip_prefix("PT").or_else(|| text.strip_prefix("pt")) {
        return period_seconds(period);
    }
    if let Ok(number @ MILLISECONDS..) = text.parse::<u32>() {
        return seconds(&(number / 1000).to_string());
    }
    let parts: Vec<u32> = text.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let is_clock = parts.len() <= 3 && parts.iter().skip(1).all(|part| *part < 60);
    let total = parts.iter().try_fold(0_u32, |sum, part| sum.checked_mul(60)?.checked_add(*part))?;
    (is_clock && total > 0 && total < 86_400).then_some(total)
}

fn period_seconds(period: &str) -> Option<u32> {
    let mut total = 0_u32;
    let mut number = String::new();
    for c in period.chars() {
        if c.is_ascii_digit() || c == '.' {
            number.push(c);
            continue;
        }
        let unit = match c.to_ascii_uppercase() {
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        let whole = number.split('.').next()?.parse::<u32>().ok()?;
        total = total.checked_add(whole.checked_mul(unit)?)?;
        number.clear();
    }
    (total > 0 && total < 86_400).then_some(total)
}

/// The seconds of a line that says nothing but a length: `1:12`, `1:12 min`, `Length: 2:34`,
/// `0:00 / 2:34`.
pub(in crate::read) fn clock_line(text: &str) -> Option<u32> {
    let is_start = |word: &&str| word.contains(':') && word.chars().all(|c| matches!(c, '0' | ':'));
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty() && !is_start(word))
        .collect();
    let clock = |word: &str| seconds(word).filter(|_| word.contains(':'));
    let is_word = |word: &str| !word.chars().any(|c| c.is_ascii_digit());
    match words.as_slice() {
        [only] => clock(only),
        // A title of one word would look the same with its length in brackets.
        [word, time] | [time, word] if is_word(word) && !text.contains('(') => clock(time),
        _ => None,
    }
}

/// A title and the length behind it: `First cart crosses (1:12)`.
pub(in crate::read) fn title_and_clock(text: &str) -> Option<(&str, u32)> {
    let (title, last) = text.trim_end().rsplit_once([' ', '(', '|'])?;
    let last = last.trim_end_matches(')');
    let length = seconds(last).filter(|_| last.contains(':'))?;
    let is_set_off = text.trim_end().ends_with(')') || title.trim_end().ends_with(['|', '–', '-', '·']);
    let title =
        title.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '|' | '–' | '-' | '·'));
    (is_set_off && !title.is_empty()).then_some((title, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_in_every_common_form() {
        assert_eq!(seconds("75"), Some(75));
        assert_eq!(seconds("1:15"), Some(75));
        assert_eq!(seconds("1:01:15"), Some(3675));
        assert_eq!(seconds("PT1M15S"), Some(75));
        assert_eq!(seconds("PT0H2M34.5S"), Some(154));
        assert_eq!(seconds("12:75"), None);
        assert_eq!(seconds("75012"), Some(75));
        assert_eq!(seconds("soon"), None);
    }

    #[test]
    fn a_line_may_say_a_length_with_a_word() {
        assert_eq!(clock_line("1:12"), Some(72));
        assert_eq!(clock_line("(01:12)"), Some(72));
        assert_eq!(clock_line("01:12 min"), Some(72));
        assert_eq!(clock_line("Length: 2:34"), Some(154));
        assert_eq!(clock_line("0:00 / 2:34"), Some(154));
        assert_eq!(clock_line("Departs at 2:34 from the second quay"), None);
        assert_eq!(clock_line("Presentation (1:24:10)"), None);
        assert_eq!(clock_line("2 March 12:30"), None);
    }

    #[test]
    fn a_length_may_stand_behind_a_title() {
        assert_eq!(title_and_clock("First cart crosses (1:12)"), Some(("First cart crosses", 72)));
        assert_eq!(title_and_clock("First cart crosses | 1:12"), Some(("First cart crosses", 72)));
        assert_eq!(title_and_clock("The first cart crosses at 1:12"), None);
        assert_eq!(title_and_clock("First cart crosses"), None);
    }
}
