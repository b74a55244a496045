//! What kind of page it is: an article, or a page that shows none.

use super::judge::Case;
use super::labels::{Topic, fold};
use crate::model::{BlockKind, Class, Part, Shelf, Verdict};

/// Fewer words than this in the body make one look for a reason.
const FEW: usize = 90;

/// What kind of page it is.
pub(super) fn classify(case: &Case<'_>, verdicts: &[Verdict]) -> Class {
    let body = |verdict: &Verdict| matches!(verdict, Verdict::Keep(Part::Body | Part::Standfirst));
    let kept = case
        .each()
        .zip(verdicts)
        .filter(|((block, _), verdict)| body(verdict) && !matches!(block.kind, BlockKind::Media(_)));
    let words: usize = kept.map(|((_, facts), _)| facts.words).sum();
    if words >= FEW || !case.document.marked_up && words > 0 {
        return Class::Article;
    }
    // A header asks to log in on every page: what is said counts where the article is, and
    // anywhere on a page that says hardly anything else.
    let bare = words < FEW / 4;
    let says = |topic: Topic| {
        case.each().any(|(block, facts)| facts.phrases.has(topic) && (bare || case.is_inside(block)))
    };
    let titled = |topic: Topic| case.titles.iter().any(|title| case.book.phrases(&fold(title)).has(topic));
    let video = verdicts.iter().any(|verdict| matches!(verdict, Verdict::Shelve(Shelf::Video { .. })));
    if says(Topic::Bot) || titled(Topic::Bot) {
        Class::BotCheck
    } else if says(Topic::Consent) && words < FEW / 3 {
        Class::ConsentWall
    } else if says(Topic::Subscribe) {
        Class::PaywallStub
    } else if video && words < FEW / 2 {
        Class::VideoOnly
    } else if words == 0 && says(Topic::Script) {
        Class::ScriptOnly
    } else if words == 0 {
        Class::Empty
    } else {
        Class::Article
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Class, Page, Source};
    use crate::read::{Input, Options, judge};

    fn class(html: &str) -> Class {
        let page = Page::new(Source::Stdin, html.as_bytes().to_vec());
        judge(&page, &Options { input: Input::Html }).class
    }

    /// A news item of three sentences, as short as they come.
    const BRIEF: &str = "<main><article><h1>Bridge closed on Sunday</h1><p>The swing bridge at Marl will be closed on Sunday from six in the morning until noon, the county said. Divers will look at the eastern gate. Carts and cyclists are asked to take the ferry at Lime Works, which costs nothing for that day.</p></article></main>";

    #[test]
    fn a_page_without_words_is_empty() {
        assert_eq!(class(""), Class::Empty);
        assert_eq!(class("<nav><a href=/>Home</a></nav>"), Class::Empty);
    }

    #[test]
    fn pages_that_ask_before_they_show_are_told_apart() {
        assert_eq!(
            class("<h1>Just a moment</h1><p>Please verify you are human to continue.</p>"),
            Class::BotCheck
        );
        assert_eq!(
            class(
                "<div><p>We use cookies. Please accept all cookies to go on.</p><button>Accept all</button></div>"
            ),
            Class::ConsentWall
        );
        assert_eq!(
            class(
                "<h1>Bridge opens</h1><p>The bridge has opened again.</p><p>Already a subscriber? Log in to continue reading.</p>"
            ),
            Class::PaywallStub
        );
    }

    #[test]
    fn a_player_with_a_line_is_a_page_for_a_video() {
        let player = "<iframe src=https://www.youtube.com/embed/abcdefghijk></iframe>";
        assert_eq!(
            class(&format!("<main><h1>Bridge opens</h1>{player}<p>The first cart crosses.</p></main>")),
            Class::VideoOnly
        );
    }

    #[test]
    fn an_article_may_be_about_robots_cookies_and_subscribers() {
        let text = "The librarian asked every visitor to verify that they were human, because a machine had borrowed nine hundred books in a night. ".repeat(5);
        assert_eq!(class(&format!("<main><h1>Are you a robot?</h1><p>{text}</p></main>")), Class::Article);
    }

    #[test]
    fn a_brief_is_an_article() {
        assert_eq!(class(BRIEF), Class::Article);
    }

    #[test]
    fn a_brief_stays_one_whatever_the_page_around_it_says() {
        let page = format!(
            "<header><a href=/login>Already a subscriber? Log in</a></header>{BRIEF}<footer><p>We use cookies on this site.</p></footer>"
        );
        assert_eq!(class(&page), Class::Article);
    }
}
