//! How long something plays, in the ways in which pages say it.

/// Seconds from `75`, `1:15`, `1:01:15` or `PT1M15S`.
pub(in crate::read) fn seconds(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Some(period) = text.strip_prefix("PT").or_else(|| text.strip_prefix("pt")) {
        return period_seconds(period);
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

/// The seconds of a line that says nothing but a length: `1:12 min`, `Video length: 02:34`.
pub(in crate::read) fn clock_line(text: &str) -> Option<u32> {
    let mut found = None;
    for (count, word) in text.split_whitespace().enumerate() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let clock = word.contains(':').then(|| seconds(word)).flatten();
        let is_start = word.contains(':') && word.chars().all(|c| matches!(c, '0' | ':'));
        let is_number = clock.is_none() && !is_start && word.chars().any(|c| c.is_ascii_digit());
        if count >= 4 || is_number || (clock.is_some() && found.is_some()) {
            return None;
        }
        found = found.or(clock);
    }
    found
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
        assert_eq!(seconds("soon"), None);
    }

    #[test]
    fn a_line_may_say_a_length_in_words_and_figures() {
        assert_eq!(clock_line("1:12"), Some(72));
        assert_eq!(clock_line("01:12 min"), Some(72));
        assert_eq!(clock_line("Video length: 2:34"), Some(154));
        assert_eq!(clock_line("Departs at 2:34 from the second quay"), None);
        assert_eq!(clock_line("2 March 12:30"), None);
        assert_eq!(clock_line("0:00 / 2:34"), Some(154));
    }
}
