//! Words of a page's data made plain (entities decoded, tags stripped) and made comparable.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::Clean;
use crate::read::labels::letter;

/// An entity's name is no longer than this.
const ENTITY: usize = 12;
/// A tag longer than this is taken for text.
const TAG: usize = 400;

/// Tags that stand within words.
const INLINE: &[&str] = &[
    "a", "b", "i", "u", "em", "strong", "span", "sup", "sub", "small", "mark", "q", "cite", "wbr", "font",
    "abbr", "code",
];
/// Tags that part words.
const BLOCK: &[&str] = &[
    "p",
    "br",
    "div",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "img",
    "figure",
    "figcaption",
    "blockquote",
    "section",
    "article",
    "table",
    "tr",
    "td",
    "hr",
    "iframe",
    "script",
    "style",
    "video",
    "header",
    "aside",
];

#[derive(Deserialize)]
struct Entities {
    entities: HashMap<String, String>,
}

static ENTITIES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let parsed = toml::from_str::<Entities>(include_str!("../labels/entities.toml"));
    parsed.map(|table| table.entities).unwrap_or_default()
});

/// One line of text without entities and tags. None when nothing is left.
pub(super) fn plain(raw: &str) -> Option<Clean> {
    // Twice, because publishing systems love to encode what is encoded.
    let decoded = decode(&decode(raw));
    Some(Clean::field(&without_tags(&decoded))).filter(|text| !text.is_empty())
}

/// In lower case, words only, one space between them.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_ascii() {
            add(&mut folded, &mut gap, letter(c));
        } else {
            c.to_lowercase()
                .for_each(|c| add(&mut folded, &mut gap, Some(c).filter(|c| c.is_alphanumeric())));
        }
    }
    folded
}

/// Adds a letter, with the space that is due before it; or sees that one is due.
#[inline]
fn add(folded: &mut String, gap: &mut bool, letter: Option<char>) {
    let Some(letter) = letter else {
        *gap = true;
        return;
    };
    if std::mem::take(gap) && !folded.is_empty() {
        folded.push(' ');
    }
    folded.push(letter);
}

/// In lower case, letters and digits only.
pub(super) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn decode(raw: &str) -> String {
    let mut decoded = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let (text, behind) = entity(after).unwrap_or_else(|| ("&".to_owned(), after));
        decoded.push_str(&text);
        rest = behind;
    }
    decoded.push_str(rest);
    decoded
}

/// What stands for the entity that a text begins with (its `&` is gone), and the text behind.
fn entity(text: &str) -> Option<(String, &str)> {
    let end = text.char_indices().take(ENTITY).find(|(_, c)| *c == ';')?.0;
    let (name, behind) = (text.get(..end)?, text.get(end + 1..)?);
    let meant = match name.strip_prefix('#') {
        Some(number) => numbered(number)?.to_string(),
        None => ENTITIES.get(name)?.clone(),
    };
    Some((meant, behind))
}

fn numbered(number: &str) -> Option<char> {
    let hex = number.strip_prefix(['x', 'X']).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let code = hex.or_else(|| number.parse().ok())?;
    // Numbers of the old Windows code page are read as browsers read them.
    let old = [
        (128, '€'),
        (130, '‚'),
        (132, '„'),
        (133, '…'),
        (139, '‹'),
        (145, '‘'),
        (146, '’'),
        (147, '“'),
        (148, '”'),
        (149, '•'),
        (150, '–'),
        (151, '—'),
        (153, '™'),
        (155, '›'),
    ];
    old.iter().find(|(was, _)| *was == code).map_or_else(|| char::from_u32(code), |(_, is)| Some(*is))
}

fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        kept.push_str(before);
        let (instead, behind) = tag(after).unwrap_or(("<", after));
        kept.push_str(instead);
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

/// What stands for the tag that a text begins with (its `<` is gone): nothing within words,
/// a space between blocks; and the text behind it. None for what is no tag.
fn tag(text: &str) -> Option<(&'static str, &str)> {
    let (end, mark) = text.char_indices().take(TAG).find(|(_, c)| matches!(c, '<' | '>'))?;
    let (inside, behind) = (text.get(..end)?, text.get(end + 1..)?);
    let name = inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric);
    let name = name.collect::<String>().to_ascii_lowercase();
    let is = |names: &[&str]| mark == '>' && names.contains(&name.as_str());
    if is(INLINE) {
        return Some(("", behind));
    }
    is(BLOCK).then_some((" ", behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded_even_when_encoded_twice() {
        assert_eq!(plain("Tom &amp; Jo&#8217;s &quot;caf&eacute;&quot;").unwrap(), "Tom & Jo’s \"café\"");
        assert_eq!(plain("a &amp;#x2013; b &#146;").unwrap(), "a – b ’");
        assert_eq!(plain("R&D; AT&T & co").unwrap(), "R&D; AT&T & co");
    }

    #[test]
    fn tags_go_and_their_words_stay_apart() {
        assert_eq!(plain("<p>One</p><p>two<em>three</em></p>").unwrap(), "One twothree");
        assert_eq!(plain("1 < 2 and <unknown> stays").unwrap(), "1 < 2 and <unknown> stays");
        assert_eq!(plain("<p> </p>"), None);
    }

    #[test]
    fn folding_makes_wordings_comparable() {
        assert_eq!(fold(" “It’s”  A—Test! "), "it s a test");
        assert_eq!(squeeze("Harbour Post.ca"), "harbourpostca");
    }

    #[test]
    fn the_table_of_entities_can_be_read() {
        assert_eq!(ENTITIES.get("ouml").map(String::as_str), Some("ö"));
    }
}
