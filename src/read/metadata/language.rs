//! The language of the page, as a tag of BCP 47.

use super::linked::{self, Linked};
use crate::model::{Clean, Document};
use crate::read::html::Head;

/// So many letters of the text are looked at.
const SAMPLE: usize = 4_000;
/// Fewer letters tell nothing.
const ENOUGH: usize = 60;

/// Codes of countries, and codes that were replaced, where the code of a language is meant.
const MEANT: &[(&str, &str)] = &[
    ("jp", "ja"),
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gr", "el"),
    ("ua", "uk"),
    ("gb", "en"),
    ("us", "en"),
    ("iw", "he"),
    ("in", "id"),
    ("ji", "yi"),
    ("mo", "ro"),
];

/// The language. What the page's first element says counts, unless two others agree against it,
/// or the letters of the text do.
pub(super) fn choose(head: &Head, linked: &Linked<'_>, document: &Document) -> Option<Clean> {
    let meta = |name: &str| head.meta(&[name]).and_then(tag);
    let data = linked.values("inLanguage").find_map(|value| {
        let inner = value.get("alternateName").or_else(|| value.get("@id"));
        tag(linked::text(inner.unwrap_or(value))?)
    });
    let named = [
        head.language.as_deref().and_then(tag),
        meta("og:locale"),
        data,
        meta("content-language"),
        meta("language"),
        meta("dc.language"),
        meta("dcterms.language"),
        meta("inlanguage"),
    ];
    let named: Vec<Clean> = named.into_iter().flatten().collect();
    let votes = |tag: &Clean| named.iter().filter(|other| primary(other) == primary(tag)).count();
    let outvoted = named.first().filter(|first| votes(first) == 1);
    let other = outvoted.and_then(|_| named.iter().find(|tag| votes(tag) > 1));
    let chosen = other.or_else(|| named.first());
    let letters = by_letters(document);
    match (letters, chosen) {
        (Some(letters), Some(tag)) if letters.contains(&primary(tag)) => Some(tag.clone()),
        (Some(letters), _) => {
            let agreed = named.iter().find(|tag| letters.contains(&primary(tag))).cloned();
            agreed.or_else(|| letters.first().copied().map(Clean::field))
        }
        (None, chosen) => chosen.cloned(),
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The languages that are written in the letters of the text, the likeliest first. None for
/// letters that many languages share.
fn by_letters(document: &Document) -> Option<&'static [&'static str]> {
    let texts = document.blocks.iter().flat_map(|block| &block.spans).map(|span| span.text.as_str());
    let (mut all, mut hangul, mut kana, mut greek, mut hebrew, mut thai) = (0, 0, 0, 0, 0, 0);
    'texts: for text in texts {
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            if all == SAMPLE {
                break 'texts;
            }
            all += 1;
            match c {
                '\u{AC00}'..='\u{D7AF}' => hangul += 1,
                '\u{3040}'..='\u{30FF}' => kana += 1,
                '\u{0370}'..='\u{03FF}' => greek += 1,
                '\u{0590}'..='\u{05FF}' => hebrew += 1,
                '\u{0E00}'..='\u{0E7F}' => thai += 1,
                _ => {}
            }
        }
    }
    if all < ENOUGH {
        return None;
    }
    let scripts: [(usize, &'static [&'static str]); 5] =
        [(hangul, &["ko"]), (kana * 2, &["ja"]), (greek, &["el"]), (hebrew, &["he", "yi"]), (thai, &["th"])];
    scripts.into_iter().find(|(count, _)| count * 2 > all).map(|(_, languages)| languages)
}

/// A language tag in the case of BCP 47. None for what is no tag.
fn tag(text: &str) -> Option<Clean> {
    let text = text.split([',', ';', '.', '@']).next()?.trim().replace('_', "-");
    let mut parts = text.split('-');
    let primary = parts.next().filter(|part| (2..=3).contains(&part.len()) && is_ascii_word(part))?;
    let primary = primary.to_ascii_lowercase();
    if matches!(primary.as_str(), "und" | "mul" | "zxx" | "mis") {
        return None;
    }
    let meant = MEANT.iter().find(|(written, _)| *written == primary).map(|(_, meant)| *meant);
    let mut tag = meant.unwrap_or(&primary).to_owned();
    // Behind a single letter begin extensions, which say nothing of the language.
    for part in parts.take(4).take_while(|part| is_ascii_word(part) && (2..=8).contains(&part.len())) {
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 => {
                let mut letters = part.chars();
                tag.extend(letters.next().map(|c| c.to_ascii_uppercase()));
                tag.push_str(&letters.as_str().to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(Clean::field(&tag))
}

fn is_ascii_word(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::tests::of;
    use super::*;

    fn language(page: &str) -> String {
        of(page).language.map_or_else(String::new, |tag| tag.to_string())
    }

    #[test]
    fn languages_take_their_proper_case() {
        for (written, meant) in [
            ("EN", "en"),
            ("pt_br", "pt-BR"),
            ("zh-hans-cn", "zh-Hans-CN"),
            ("en-US,de", "en-US"),
            ("de_DE.UTF-8", "de-DE"),
            ("jp", "ja"),
            ("en-x-post", "en"),
        ] {
            assert_eq!(tag(written).unwrap(), meant);
        }
        assert_eq!((tag("English"), tag("und"), tag("")), (None, None, None));
        assert_eq!(language("<html lang=''><meta property=og:locale content=de_AT>"), "de-AT");
    }

    #[test]
    fn the_first_element_counts_unless_two_others_agree_against_it() {
        let locale = "<meta property=og:locale content=de_AT>";
        assert_eq!(language(&format!("<html lang=en>{locale}")), "en");
        assert_eq!(language(&format!("<html lang=en>{locale}<meta name=language content=de>")), "de-AT");
    }

    #[test]
    fn letters_that_only_one_language_has_count_for_more() {
        let text = "도선사들이 내일까지 기다린다고 항만청이 밝혔다. ".repeat(10);
        assert_eq!(language(&format!("<html lang=en><p>{text}")), "ko");
        assert_eq!(
            language(&format!("<html lang=en><meta property=og:locale content=ko_KR><p>{text}")),
            "ko-KR"
        );
        assert_eq!(language(&"<p>The ferry stays in port. ".repeat(10)), "");
    }
}
