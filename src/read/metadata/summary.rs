//! What the page says in a sentence or two of what it tells. A standfirst that the page shows
//! goes before it, but that is known only when the blocks have been judged.

use super::linked::Linked;
use super::visible;
use super::wording::{fold, plain};
use crate::model::{Clean, Document};
use crate::read::html::Head;

/// A description longer than this is cut out: it is no description.
const DESCRIPTION: usize = 5_000;
/// A whole wording is no longer than this: what is longer is the text itself.
const WHOLE: usize = 700;
/// Descriptions are cut off by machines at this length or beyond.
const TORN: usize = 100;
/// So many letters of a cut wording tell what it is the beginning of.
const TELLING: usize = 40;

/// Where heads describe their pages, the most trustworthy first.
const DESCRIBED: &[&str] = &[
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
    "dcterms.description",
    "dcterms.abstract",
    "sailthru.description",
    "parsely-description",
    "citation_abstract",
];

/// The description, whole where the page has it whole.
pub(super) fn choose(head: &Head, linked: &Linked<'_>, document: &Document) -> Option<Clean> {
    let metas = DESCRIBED.iter().filter_map(|name| plain(head.meta(&[name])?));
    let data = linked.text(&["description"]).or_else(|| linked.text(&["abstract"]));
    let wordings: Vec<Clean> = metas.chain(data).filter(|text| text.chars().count() <= DESCRIPTION).collect();
    let first = wordings.first()?;
    let begun = fold(uncut(first));
    let goes_on = |wording: &Clean| {
        let is_longer = wording.len() > first.len() && wording.chars().count() <= WHOLE && !is_cut(wording);
        begun.chars().count() >= TELLING && is_longer && fold(wording).starts_with(&begun)
    };
    if let Some(whole) = wordings.iter().find(|wording| goes_on(wording)) {
        return Some(whole.clone());
    }
    let shown = || visible::paragraphs(document).map(|block| block.clean_text().folded()).find(goes_on);
    let whole = if is_cut(first) || is_torn(first) { shown() } else { None };
    Some(whole.unwrap_or_else(|| first.clone()))
}

fn is_cut(text: &str) -> bool {
    uncut(text).len() < text.len()
}

/// Whether a text is long and ends as no sentence does.
fn is_torn(text: &str) -> bool {
    text.chars().count() >= TORN && text.ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

/// A text without the ellipsis that says that it goes on.
fn uncut(text: &str) -> &str {
    let bare = text.trim_end_matches([' ', ']', ')']);
    let bare = bare.strip_suffix('…').or_else(|| bare.strip_suffix("..."));
    bare.map_or(text, |bare| bare.trim_end_matches([' ', '[', '(', '.', '…']))
}

#[cfg(test)]
mod tests {
    use super::super::tests::of;
    use super::TORN;

    const WHOLE: &str = "The ferry to Marl stays in port for a third week. The harbour board says that neither pilots nor tide are to be blamed.";

    fn description(page: &str) -> String {
        of(page).description.map_or_else(String::new, |text| text.to_string())
    }

    fn cut(mark: &str) -> String {
        let front: String = WHOLE.chars().take(60).collect();
        format!("<meta property=og:description content='{front}{mark}'>")
    }

    #[test]
    fn a_description_is_given_whole() {
        let meta = format!("<meta name=description content='{WHOLE}'>");
        for mark in ["", "…", " [...]"] {
            assert_eq!(description(&(cut(mark) + &meta)), WHOLE);
        }
        let torn: String = WHOLE.chars().take(TORN + 5).collect();
        assert_eq!(description(&format!("<meta name=description content='{torn}'><p>{WHOLE}</p>")), WHOLE);
        assert_eq!(description(&(cut("…") + &format!("<main><h1>Ferry</h1><p>{WHOLE}</p></main>"))), WHOLE);
    }

    #[test]
    fn the_text_itself_is_no_description() {
        let text = format!("{WHOLE} ").repeat(10);
        let page = format!("{}<main><h1>Ferry</h1><p>{text}</p></main>", cut("…"));
        assert!(description(&page).ends_with('…'));
        assert_eq!(description(&format!("<p>{WHOLE}</p>")), "");
    }
}
