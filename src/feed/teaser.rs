//! Whether the text of an item is the beginning of a longer one. A guess by its shape: how long it
//! is, how it ends, where its last link leads. No words of any language are asked.

use super::links;
use super::nouns::Item;
use super::plain;
use crate::model::count_words;

/// A summary of fewer words is not the whole of an article.
const SHORT: usize = 100;

/// A text of more words than this that ends in dots only ends in dots.
const LONG: usize = 400;

/// Whether the text of an item seems to go on elsewhere.
pub(super) fn is_teaser(item: &Item) -> bool {
    let Some(html) = item.html() else { return true };
    let (text, last) = plain::words(html);
    let words = count_words(&text);
    if words > LONG {
        return false;
    }
    let leads_on = || {
        let last = last.as_deref().and_then(|last| links::web(last, item.base.as_ref()));
        last.is_some() && last == item.link
    };
    (item.content_html.is_none() && words < SHORT) || trails_off(&text) || leads_on()
}

/// Whether a text ends in dots, in brackets or not.
fn trails_off(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ']' | ')' | '»' | '→'));
    text.ends_with('…') || text.ends_with("...")
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn guess(summary: Option<&str>, content: Option<&str>) -> bool {
        let link = Url::parse("https://post.example/a").ok();
        let base = link.clone();
        let (summary_html, content_html) = (summary.map(str::to_owned), content.map(str::to_owned));
        is_teaser(&Item { link, summary_html, content_html, base, ..Item::default() })
    }

    #[test]
    fn short_summaries_dots_and_links_to_the_page_are_teasers() {
        let long = "<p>One word more for the story. </p>".repeat(30);
        assert!(guess(None, None));
        assert!(guess(Some("The bridge is open."), None));
        assert!(guess(None, Some("The bridge [&#8230;]")));
        assert!(guess(Some(&format!("{long} and so on ...")), None));
        assert!(guess(None, Some(&format!("{long}<p><a href='/a'>Weiter »</a></p>"))));
    }

    #[test]
    fn whole_texts_are_none() {
        let long = "<p>One word more for the story. </p>".repeat(30);
        assert!(!guess(Some(&long), None));
        assert!(!guess(None, Some("<p>A note of two lines is whole when it is the content.</p>")));
        assert!(!guess(None, Some(&format!("{long}<p><a href='/b'>Another story</a></p>"))));
        assert!(!guess(None, Some(&format!("{}…", long.repeat(4)))));
    }
}
