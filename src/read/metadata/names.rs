//! Names of authors: taken out of a line of text, and told from roles and sites.

use std::sync::LazyLock;

use serde::Deserialize;

use super::wording::{fold, squeeze};
use crate::model::Clean;

/// A name longer than this is none.
const NAME: usize = 100;
/// More of a line is not looked at.
const LINE: usize = 3_000;
/// A name of more words than this is none.
const WORDS: usize = 9;

#[derive(Default, Deserialize)]
struct Vocabulary {
    by: Vec<String>,
    roles: Vec<String>,
    endings: Vec<String>,
    nobody: Vec<String>,
    joins: Vec<String>,
    paths: Vec<String>,
}

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| toml::from_str(include_str!("../labels/bylines.toml")).unwrap_or_default());

/// The names in a line: `By Ann Reed, chief reporter | 3 May` holds one.
pub(super) fn names(line: &str) -> Vec<Clean> {
    let line: String = line.chars().take(LINE).collect();
    let line = without_brackets(&line);
    let line = without_by(Clean::field(&line).as_str()).to_owned();
    let bars = [" | ", " – ", " — ", " - ", " • ", " · ", " / ", "\t", " // ", "|"];
    let end = bars.iter().filter_map(|bar| line.find(bar)).min().unwrap_or(line.len());
    let front = line.get(..end).unwrap_or_default();
    let mut found: Vec<Clean> = Vec::new();
    for part in front.split([',', ';', '、', '，', '،']) {
        if is_ending(part) {
            if let Some(last) = found.last_mut() {
                *last = Clean::field(&format!("{last} {part}"));
            }
            continue;
        }
        match name(part) {
            Some(name) => found.extend(apart(&name)),
            // After a role or a date come more of them, and no more names.
            None if found.is_empty() => {}
            None => break,
        }
    }
    found
}

/// The persons that a joining word joins, each alone; anything else as it is.
fn apart(line: &Clean) -> Vec<Clean> {
    let words: Vec<&str> = line.split(' ').collect();
    let parts = words.split(|word| VOCABULARY.joins.iter().any(|join| join == word));
    let parts: Vec<String> = parts.map(|part| part.join(" ")).collect();
    if parts.len() > 1 && parts.iter().all(|part| is_personal(part)) {
        return parts.iter().map(|part| Clean::field(part)).collect();
    }
    vec![line.clone()]
}

/// A single name without what clings to it. None for what is no name.
pub(super) fn name(part: &str) -> Option<Clean> {
    let words = part.split_whitespace().filter(|word| !is_address(word));
    let joined = words.collect::<Vec<_>>().join(" ");
    let bare = without_joins(without_by(&joined));
    let bare = bare.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '.' | '*' | '"' | '“' | '”' | '_' | '-' | '>' | '»')
    });
    let is_name =
        !bare.is_empty() && bare.chars().count() <= NAME && bare.split_whitespace().count() <= WORDS;
    let name = Clean::field(bare);
    (is_name && bare.chars().any(char::is_alphabetic) && !is_excluded(&name)).then_some(name)
}

/// Whether a line begins as bylines do.
pub(super) fn begins_as_byline(line: &str) -> bool {
    without_by(line).len() < line.trim().len()
}

/// Whether a line holds nothing but what stands before the names of a byline.
pub(super) fn is_byline_word(line: &str) -> bool {
    let line = line.trim().trim_end_matches(':').to_lowercase();
    VOCABULARY.by.contains(&line)
}

/// Whether text looks like the name of a person: two to five words that begin in capitals,
/// or have none.
pub(super) fn is_personal(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins = |word: &&&str| word.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphabetic());
    let capitals = words.iter().filter(begins).count();
    (2..=5).contains(&words.len())
        && capitals >= 2
        && capitals + 2 >= words.len()
        && !text.chars().any(|c| c.is_ascii_digit() || matches!(c, '?' | '!' | ':' | '"'))
}

/// Whether an address leads to the page of an author.
pub(super) fn leads_to_author(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let mut steps = path.split('/').skip(3).peekable();
    while let Some(step) = steps.next() {
        let is_known = VOCABULARY.paths.iter().any(|word| step.eq_ignore_ascii_case(word));
        if is_known && steps.peek().is_some_and(|next| !next.is_empty()) {
            return true;
        }
    }
    false
}

/// Whether a name is that of the site or its publisher.
pub(super) fn is_of_site(name: &str, sites: &[String]) -> bool {
    let name = squeeze(name);
    sites.iter().any(|site| *site == name || site.chars().count() >= 5 && name.starts_with(site.as_str()))
}

/// The words of brackets are abbreviations, roles and places.
fn without_brackets(line: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

fn without_by(line: &str) -> &str {
    let line = line.trim();
    let mut best = line;
    for word in &VOCABULARY.by {
        let Some(rest) = prefix(line, word) else { continue };
        let is_whole = rest.starts_with([' ', ':', '\u{a0}', '：']) || word.ends_with(':');
        let rest = rest.trim_start_matches([' ', ':', '\u{a0}', '：']);
        if is_whole && !rest.is_empty() && rest.len() < best.len() {
            best = rest;
        }
    }
    best
}

/// What follows a word in lower case at the start of a line, whatever the line's case.
fn prefix<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = line.chars();
    for wanted in word.chars() {
        let found = rest.next()?;
        if found != wanted && !found.to_lowercase().eq(std::iter::once(wanted)) {
            return None;
        }
    }
    Some(rest.as_str())
}

fn without_joins(part: &str) -> &str {
    let part = part.trim();
    match part.split_once(' ') {
        Some((first, rest)) if VOCABULARY.joins.iter().any(|join| first == join) => rest,
        _ => part,
    }
}

fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains("://") || word.starts_with("www.")
}

fn is_ending(part: &str) -> bool {
    let part = part.trim().to_lowercase();
    VOCABULARY.endings.contains(&part)
}

fn is_excluded(name: &str) -> bool {
    let lower = name.to_lowercase();
    let has_role = lower.split([' ', '-']).any(|word| VOCABULARY.roles.iter().any(|role| role == word));
    let is_slug = !name.contains(' ') && name.contains(['-', '_', '.']) && lower == name && !is_host(name);
    let digits = name.chars().filter(char::is_ascii_digit).count();
    VOCABULARY.nobody.contains(&lower)
        || has_role
        || is_slug
        || digits > 3
        || fold(name).is_empty()
        || super::dates::parse(name).is_some()
}

/// `harbour.ca` is the name of a site; `ann.reed` is the name of an account.
fn is_host(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| (2..=3).contains(&end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(line: &str) -> String {
        names(line).iter().map(Clean::as_str).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn names_lose_what_clings_to_them() {
        assert_eq!(joined("By Ann Reed, chief reporter"), "Ann Reed");
        assert_eq!(joined("BY ANN REED | 3 May 2024"), "ANN REED");
        assert_eq!(joined("Von: Bo Lind (bol) – Redaktion"), "Bo Lind");
        assert_eq!(joined("Ann Reed ann@example.org"), "Ann Reed");
        assert_eq!(joined("Ann Reed, Jr., Bo Lind"), "Ann Reed Jr.; Bo Lind");
    }

    #[test]
    fn several_names_are_all_kept() {
        assert_eq!(joined("Ann Reed,Bo Lind"), "Ann Reed; Bo Lind");
        assert_eq!(joined("Ann Reed und Bo Lind, dpa"), "Ann Reed; Bo Lind; dpa");
        assert_eq!(joined("Ann Reed, and Bo Lind"), "Ann Reed; Bo Lind");
        assert_eq!(joined("The Post and Courier"), "The Post and Courier");
    }

    #[test]
    fn accounts_dates_and_nobody_are_no_names() {
        for line in [
            "ann-reed",
            "ann.reed",
            "admin",
            "https://example.org/a",
            "(Image: Somebody)",
            "3 May 2024",
            "",
            "@ann",
        ] {
            assert_eq!(joined(line), "", "{line}");
        }
        assert_eq!(joined("harbour.ca"), "harbour.ca");
    }

    #[test]
    fn persons_look_like_persons() {
        assert!(is_personal("Ann de Reed"));
        assert!(!is_personal("Read our newsletter today"));
        assert!(!is_personal("Halifax"));
    }

    #[test]
    fn authors_have_pages() {
        assert!(leads_to_author("https://example.org/author/ann-reed"));
        assert!(!leads_to_author("https://example.org/authors/"));
        assert!(!leads_to_author("https://example.org/news/ann-reed"));
    }

    #[test]
    fn the_vocabulary_can_be_read() {
        assert!(VOCABULARY.by.contains(&"by".to_owned()));
    }
}
