//! What kind of page it is: an article, or a page that shows none. The structure decides; what
//! the page's data says counts with it.

use url::Url;

use super::cards::{self, Cards};
use super::facts::Facts;
use super::judge::Case;
use super::labels::{Topic, fold};
use crate::model::{BlockKind, Class, Part, Shelf, Verdict};

/// Fewer words than this in the body make one look for a reason.
const FEW: usize = 90;

/// A button has no more words than this.
const BUTTON: usize = 8;

/// What kind of page it is.
pub(super) fn classify(case: &Case<'_>, verdicts: &[Verdict]) -> Class {
    let body = |verdict: &Verdict| matches!(verdict, Verdict::Keep(Part::Body | Part::Standfirst));
    let kept = case
        .each()
        .zip(verdicts)
        .filter(|((block, _), verdict)| body(verdict) && !matches!(block.kind, BlockKind::Media(_)));
    let words: usize = kept.map(|((_, facts), _)| facts.words).sum();
    if case.thread.is_some() || case.document.metadata.claims.thread && words > 0 {
        return Class::Thread;
    }
    if case.document.marked_up
        && let Some(class) = leads_or_sells(case, &Counts::new(case, verdicts, words))
    {
        return class;
    }
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

/// Whether the page sells something or leads to others.
fn leads_or_sells(case: &Case<'_>, counts: &Counts) -> Option<Class> {
    if is_product(case, counts) {
        return Some(Class::Product);
    }
    is_listing(case, counts).then_some(Class::Listing)
}

/// What is counted for telling articles from pages that lead to others or sell something.
struct Counts {
    /// Words that are kept.
    words: usize,
    /// Running text that is kept and stands in cards.
    teased: f64,
    /// Running text that is kept and stands elsewhere.
    told: f64,
    /// Short lines that name a price.
    prices: usize,
    /// Buttons to buy.
    carts: usize,
    /// Whether something plays on it.
    plays: bool,
}

impl Counts {
    fn new(case: &Case<'_>, verdicts: &[Verdict], words: usize) -> Self {
        let body = |verdict: &Verdict| *verdict == Verdict::Keep(Part::Body);
        let kept = || case.each().zip(verdicts).filter(|(_, verdict)| body(verdict)).map(|(of, _)| of);
        let mass = |in_card: bool| {
            let side = kept().filter(|(block, _)| case.cards.hold(block) == in_card);
            side.map(|(_, facts)| facts.mass).sum()
        };
        let cart = |facts: &Facts<'_>| facts.words <= BUTTON && facts.phrases.has(Topic::Cart);
        Self {
            words,
            plays: verdicts.iter().any(|verdict| matches!(verdict, Verdict::Shelve(Shelf::Video { .. })))
                || !case.document.metadata.videos.is_empty(),
            teased: mass(true),
            told: mass(false),
            prices: case.each().filter(|(_, facts)| cards::is_price(facts)).count(),
            carts: case.each().filter(|(_, facts)| cart(facts)).count(),
        }
    }

    /// Whether it shows many things for sale and tells little.
    fn is_shelf(&self, cards: &Cards) -> bool {
        let many =
            cards.priced >= 10 || self.carts >= 5 || self.prices >= 16 && self.told + self.teased < 450.0;
        many && self.told < 900.0 || self.carts >= 8
    }
}

/// A page for something that is sold: its data says so and it shows a price or a button to
/// buy; without data, both.
fn is_product(case: &Case<'_>, counts: &Counts) -> bool {
    let metadata = &case.document.metadata;
    let claims = metadata.claims;
    let (priced, for_sale) = (counts.prices > 0, counts.carts > 0);
    if claims.article || counts.is_shelf(case.cards) {
        return false;
    }
    if claims.product {
        return for_sale || priced && !claims.shared_as_article;
    }
    for_sale && priced && !claims.shared_as_article && metadata.byline.is_none()
}

/// A page of links to others: many cards of one kind, and little told beside them. A page that
/// calls itself an article, or is signed and dated, must look much like a listing to be one.
fn is_listing(case: &Case<'_>, counts: &Counts) -> bool {
    let (cards, metadata) = (case.cards, &case.document.metadata);
    let claims = metadata.claims;
    let is_front = is_front_page(case);
    if claims.article {
        return is_front && cards.largest >= 8;
    }
    if is_front && cards.count >= 12 && cards.largest >= 8 {
        return true;
    }
    let signed = metadata.published.is_some() && metadata.byline.is_some();
    if claims.shared_as_article || signed {
        let listed = claims.listing && cards.count >= 8 && counts.told < 700.0;
        return listed || !signed && cards.headed >= 12 && counts.told < 450.0 && counts.words < 150;
    }
    let claimed = claims.listing && cards.count >= 6 && counts.told < 2500.0;
    let headed = cards.headed >= 12 && counts.told < 2000.0 && metadata.published.is_none();
    let shop = counts.is_shelf(cards) || cards.priced >= 6 && counts.told < 6000.0;
    // What plays on a page is seldom in its text, and the cards beside it are other videos.
    claimed || headed || shop || !counts.plays && is_mostly_cards(cards, counts)
}

/// Whether cards are nearly all that is there. A short text among many links is a brief.
fn is_mostly_cards(cards: &Cards, counts: &Counts) -> bool {
    if cards.count < 10 {
        return false;
    }
    let few = counts.told < 500.0 && (cards.headed >= 6 || counts.teased > 0.0 || counts.words < 20);
    few || counts.teased > 300.0_f64.max(2.0 * counts.told)
}

/// Whether the page stands at its site's own address: no article does.
fn is_front_page(case: &Case<'_>) -> bool {
    let url = case.document.metadata.url.as_ref().and_then(|url| Url::parse(url).ok());
    url.is_some_and(|url| url.path() == "/" && url.query().is_none())
}

#[cfg(test)]
mod tests {
    use crate::model::{Class, Page, Source};
    use crate::read::{Input, Options, judge};

    fn class(html: &str) -> Class {
        let page = Page::new(Source::Stdin, html.as_bytes().to_vec());
        judge(&page, &Options::of(Input::Html)).class
    }

    /// A news item of three sentences, as short as they come.
    const BRIEF: &str = "<main><article><h1>Bridge closed on Sunday</h1><p>The swing bridge at Marl will be closed on Sunday from six in the morning until noon, the county said. Divers will look at the eastern gate. Carts and cyclists are asked to take the ferry at Lime Works, which costs nothing for that day.</p></article></main>";

    /// Boxes with a linked headline and a teaser.
    fn boxes(count: usize) -> String {
        let card = |n: usize| {
            format!(
                "<div class=story><h2><a href=/s/{n}>The keeper of lock {n}</a></h2><p>He counts boats.</p></div>"
            )
        };
        (0..count).map(card).collect()
    }

    #[test]
    fn a_page_of_teasers_is_a_listing_even_with_some_prose() {
        let intro = "<p>What the Courier has written about locks, and about those who keep them.</p>";
        assert_eq!(class(&format!("<main><h1>Locks</h1>{intro}{}</main>", boxes(14))), Class::Listing);
    }

    #[test]
    fn a_brief_among_teasers_and_a_list_in_an_article_are_articles() {
        let page = format!("{BRIEF}<div class=related>{}</div>", boxes(14));
        assert_eq!(class(&page), Class::Article);
        let text = "The librarian of the locks keeps a book for each of them, and reads from it on Sundays. ";
        let entry =
            |n: u8| format!("<h2><a href=/l/{n}>{n}. The lock at Marl</a></h2><p>{}</p>", text.repeat(4));
        let entries: String = (1..=12).map(entry).collect();
        let article =
            "<script type=application/ld+json>{\"@type\":\"BlogPosting\",\"headline\":\"Locks\"}</script>";
        assert_eq!(class(&format!("{article}<main><h1>Locks</h1>{entries}</main>")), Class::Article);
    }

    /// A lantern for sale.
    fn lantern(kind: &str) -> String {
        format!(
            "<meta property=og:type content={kind}><main><h1>Storm lantern</h1><div>€ 64.00</div><button>Add to basket</button><p>It burns for twelve hours on one filling and stays lit in a gale, as every lantern should but few do.</p></main>"
        )
    }

    #[test]
    fn a_price_and_a_button_to_buy_make_a_product_and_no_review() {
        assert_eq!(class(&lantern("product")), Class::Product);
        assert_eq!(class(&lantern("website")), Class::Product);
        assert_eq!(class(&lantern("article")), Class::Article);
    }

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
