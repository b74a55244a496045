//! The name that was probably meant.

/// Of some names the one nearest to what was written, if it is near enough for a slip of the
/// finger.
pub fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = names
        .map(|name| (distance(written, name), name))
        .min_by_key(|(far, name)| far * 100 / name.len().max(1))?;
    (near.0 * 5 <= near.1.len() * 2).then_some(near.1)
}

/// How many letters must be added, left out or changed.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, c) in one.chars().take(64).enumerate() {
        let mut diagonal = std::mem::replace(row.first_mut().unwrap_or(&mut 0), index + 1);
        let mut left = index + 1;
        for (cell, d) in row.iter_mut().skip(1).zip(&other) {
            let changed = diagonal + usize::from(c != *d);
            diagonal = std::mem::replace(cell, changed.min(*cell + 1).min(left + 1));
            left = *cell;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_name() {
        let names = ["title", "standfirst", "link"];
        assert_eq!(nearest("titel", names.into_iter()), Some("title"));
        assert_eq!(nearest("background", names.into_iter()), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
