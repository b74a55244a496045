//! Names of months and time zones in many languages, from a table kept as data.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    months: HashMap<String, Vec<String>>,
    zones: HashMap<String, i32>,
}

struct Names {
    months: HashMap<String, i8>,
    zones: HashMap<String, i32>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let Ok(table) = toml::from_str::<Table>(include_str!("../labels/months.toml")) else {
        // A test reads the same data, so this is not met outside of it.
        return Names { months: HashMap::new(), zones: HashMap::new() };
    };
    let mut months = HashMap::new();
    for year in table.months.values() {
        for (forms, number) in year.iter().zip(1..=12) {
            months.extend(forms.split(' ').map(|form| (form.to_owned(), number)));
        }
    }
    Names { months, zones: table.zones }
});

/// The number of a month, by its name in lower case.
pub(super) fn month(name: &str) -> Option<i8> {
    NAMES.months.get(name).copied()
}

/// How many minutes a time zone is ahead of universal time, by its name in lower case.
pub(super) fn zone(name: &str) -> Option<i32> {
    NAMES.zones.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_months() {
        let table: Table = toml::from_str(include_str!("../labels/months.toml")).unwrap();
        for (language, year) in &table.months {
            assert_eq!(year.len(), 12, "{language}");
            for (forms, number) in year.iter().zip(1..=12) {
                assert!(forms.split(' ').all(|form| month(form) == Some(number)), "{language}: {forms}");
            }
        }
    }

    #[test]
    fn zones_are_minutes_ahead() {
        assert_eq!(zone("cest"), Some(120));
        assert_eq!(zone("somewhere"), None);
    }
}
