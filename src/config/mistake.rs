//! A mistake in a user's file: where, what, and a way out.

use std::fmt;

/// A mistake in a user's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, counted from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// A way out, if one is known.
    pub hint: Option<String>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        f.write_str(&self.what)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, " ({hint})"))
    }
}

/// “did you mean …” if one of the names is near to what was written.
pub(super) fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let near = names
        .map(|name| (distance(written, name), name))
        .min_by_key(|(far, name)| far * 100 / name.len().max(1))?;
    (near.0 * 5 <= near.1.len() * 2).then(|| format!("did you mean `{}`?", near.1))
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
        assert_eq!(nearest("titel", names.into_iter()).unwrap(), "did you mean `title`?");
        assert_eq!(nearest("background", names.into_iter()), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
