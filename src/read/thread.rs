//! A thread: posts of several people, one below the other, that are the page and not the
//! comments on it. Told by structure: boxes of one kind, dated and signed, that begin where the
//! page's text begins and hold nearly all of it.

use std::collections::{HashMap, HashSet};

use super::cards::{Cards, first_word, is_headline};
use super::facts::Facts;
use super::labels::{Topic, fold};
use super::places::Places;
use crate::model::{BlockKind, Cue, Cues, Document, Landmark, PlaceId, Tree};

/// What the posts must hold of the page's running text.
const MOST: f64 = 0.7;
/// So much of the page's running text, beside theirs, may stand before them.
const BEFORE: f64 = 0.1;
/// Where the page's data says that it is a thread, posts with this share are its posts.
const CLAIMED: f64 = 0.5;

/// A post with more of what the posts say is no post among others.
const ONE: f64 = 0.95;

/// Lines that say who and when have no more words.
const LINE: usize = 16;

/// Names of boxes that posts are in.
const POSTS: Cues = Cues::of(Cue::Post).with(Cues::of(Cue::Comments));
/// Names of who wrote a post.
pub(super) const SIGNED: Cues = Cues::of(Cue::Member).with(Cues::of(Cue::Byline));

/// The posts of a thread.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    /// The boxes of the posts, in order.
    pub(super) posts: Vec<PlaceId>,
    /// The place around them all.
    pub(super) around: PlaceId,
}

/// Boxes of one kind, and what is counted about them.
struct Group {
    posts: Vec<PlaceId>,
    share: f64,
    before: f64,
    dated: usize,
    signed: usize,
    headed: usize,
    largest: f64,
}

/// Finds the posts, if the page is a thread. Most pages have no boxes that are called posts.
pub(super) fn find(
    document: &Document,
    facts: &[Facts<'_>],
    places: &Places,
    cards: &Cards,
) -> Option<Thread> {
    let groups = if document.marked_up { groups(document, places) } else { Vec::new() };
    if groups.is_empty() {
        return None;
    }
    let metadata = &document.metadata;
    let titles = metadata.title.iter().chain(&metadata.titles).map(|title| fold(title));
    let titles = titles.filter(|title| title.len() > 3).collect();
    let page = Page { document, facts, places, cards, before: running_text(document, facts), titles };
    let mut found: Vec<Group> = groups
        .into_iter()
        .map(|posts| page.measure(posts))
        .filter(|group| is_thread(document, group))
        .collect();
    // The group with the most text; of boxes within boxes the outer ones, which hold the names.
    let percent = |group: &Group| (group.share * 100.0).round();
    found.sort_by(|a, b| {
        percent(b).total_cmp(&percent(a)).then(b.signed.cmp(&a.signed)).then(a.posts.cmp(&b.posts))
    });
    let posts = found.into_iter().next()?.posts;
    let around = around(&document.tree, &posts)?;
    Some(Thread { posts, around })
}

/// How much running text of its own the page has before each block, and before its end.
fn running_text(document: &Document, facts: &[Facts<'_>]) -> Vec<f64> {
    let own = document.blocks.iter().zip(facts).map(|(block, facts)| {
        let counts = facts.mass > 0.0 && !is_furniture(&document.tree, block.origin.place);
        if counts { facts.mass } else { 0.0 }
    });
    let mut sum = 0.0;
    let mut before = vec![0.0];
    before.extend(own.map(|mass| {
        sum += mass;
        sum
    }));
    before
}

fn is_thread(document: &Document, group: &Group) -> bool {
    let claims = document.metadata.claims;
    let several = group.posts.len();
    if group.dated * 2 < several || group.headed * 2 >= several {
        return false;
    }
    let signed = group.signed * 2 >= several;
    if claims.thread {
        return group.share > CLAIMED;
    }
    // An article among links to others is one long post.
    if group.largest > ONE {
        return false;
    }
    let all = group.share > 0.9 && group.before < BEFORE / 2.0 && several > 2 && signed;
    let most = group.share > MOST && group.before < BEFORE;
    let every = several > 3 && group.dated + 1 >= several;
    !claims.article && (all || most && !claims.shared_as_article && (signed || every))
}

/// Boxes of one tag and name, the outermost of each kind, that say that they are posts.
fn groups(document: &Document, places: &Places) -> Vec<Vec<PlaceId>> {
    let tree = &document.tree;
    let key = |id: PlaceId| {
        let place = tree.get(id);
        let word = place.name.split_whitespace().find(|word| !word.ends_with(|c: char| c.is_ascii_digit()));
        (&*place.tag, first_word(word.unwrap_or(&place.name)))
    };
    let mut groups: HashMap<(&str, &str), Vec<PlaceId>> = HashMap::new();
    let boxes = tree.iter().filter(|(_, place)| !place.name.is_empty() && place.cues.any(POSTS));
    for (id, place) in boxes.filter(|(id, _)| places.get(*id).blocks > 0) {
        let is_text = matches!(&*place.tag, "p" | "ul" | "ol" | "body" | "html" | "main" | "form");
        let own = key(id);
        let nested = || tree.around(id).skip(1).any(|(outer, _)| outer != PlaceId::ROOT && key(outer) == own);
        if !is_text && !nested() {
            groups.entry(own).or_default().push(id);
        }
    }
    groups.into_values().filter(|posts| posts.len() > 1).collect()
}

/// A page whose groups are measured.
struct Page<'a> {
    document: &'a Document,
    facts: &'a [Facts<'a>],
    places: &'a Places,
    cards: &'a Cards,
    before: Vec<f64>,
    titles: Vec<String>,
}

impl Page<'_> {
    fn measure(&self, posts: Vec<PlaceId>) -> Group {
        let masses = || posts.iter().map(|id| self.places.get(*id).mass);
        let mass: f64 = masses().sum();
        let first = posts.iter().map(|id| self.places.span(*id).0).min().unwrap_or(0);
        let before = self.before.get(first).copied().unwrap_or(0.0);
        let whole = self.before.last().copied().unwrap_or(0.0);
        let near = |index: usize| near(self.document, index);
        let short = |index: usize| self.facts.get(index).filter(|facts| facts.words <= LINE);
        let headline = |index: usize| {
            let block = self.document.blocks.get(index).zip(self.facts.get(index));
            block.is_some_and(|(block, facts)| {
                let heading = matches!(block.kind, BlockKind::Heading(_));
                let other = self.cards.leads(block.id) || heading && is_headline(self.document, block, facts);
                // "Re: Loose boats" leads to the post itself.
                other && !self.titles.iter().any(|title| facts.folded.ends_with(title))
            })
        };
        Group {
            share: mass / whole.max(mass).max(1.0),
            before: before / mass.max(1.0),
            largest: masses().fold(0.0, f64::max) / mass.max(1.0),
            dated: self
                .count(&posts, |index| short(index).is_some_and(|facts| dates(self.document, index, facts))),
            signed: self.count(&posts, |index| short(index).is_some() && near(index).any(SIGNED)),
            headed: self.count(&posts, headline),
            posts,
        }
    }

    /// How many of the posts have a block that passes.
    fn count(&self, posts: &[PlaceId], passes: impl Fn(usize) -> bool) -> usize {
        let inside = |id: &&PlaceId| {
            let (from, to) = self.places.span(**id);
            (from..to).any(&passes)
        };
        posts.iter().filter(inside).count()
    }
}

/// Whether text there is the site's, and no part of a discussion.
fn is_furniture(tree: &Tree, id: PlaceId) -> bool {
    tree.around(id).any(|(_, place)| {
        matches!(
            place.landmark,
            Some(Landmark::Navigation | Landmark::Footer | Landmark::Dialog | Landmark::Control)
        )
    })
}

/// What the places close around a block are named after.
pub(super) fn near(document: &Document, index: usize) -> Cues {
    document.blocks.get(index).map_or(Cues::NONE, |block| {
        let around = document.tree.around(block.origin.place).take(3);
        around.fold(block.origin.cues, |cues, (_, place)| cues.with(place.cues))
    })
}

/// Whether a short line says when.
pub(super) fn dates(document: &Document, index: usize, facts: &Facts<'_>) -> bool {
    facts.words <= LINE
        && facts.letters > 0
        && (near(document, index).has(Cue::Date) || facts.phrases.has(Topic::Month) || says_date(&facts.text))
}

/// A year, or a time of day.
fn says_date(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    let year = numbers.any(|part| part.len() == 4 && (part.starts_with("19") || part.starts_with("20")));
    let time = |three: &[u8]| matches!(three, [hour, b':', minute] if hour.is_ascii_digit() && minute.is_ascii_digit());
    year || text.as_bytes().windows(3).any(time)
}

/// The innermost place around all of the posts.
fn around(tree: &Tree, posts: &[PlaceId]) -> Option<PlaceId> {
    let first = tree.get(*posts.first()?).parent?;
    tree.around(first).map(|(id, _)| id).find(|id| posts.iter().all(|post| tree.is_within(*post, *id)))
}

/// Makes the posts the page: their boxes and what is around them are no longer called comments,
/// nor is each an article of its own.
pub(super) fn open(thread: &Thread, tree: &mut Tree) {
    let posts: HashSet<PlaceId> = thread.posts.iter().copied().collect();
    let all: Vec<PlaceId> = tree.iter().map(|(id, _)| id).collect();
    let mut inside = vec![false; all.len()];
    for id in all {
        let place = tree.get(id);
        let inner = place.parent.and_then(|parent| inside.get(parent.index()).copied()) == Some(true);
        let is_post = posts.contains(&id);
        if let Some(slot) = inside.get_mut(id.index()) {
            *slot = inner || is_post;
        }
        let holds = tree.is_within(thread.around, id);
        let place = tree.get_mut(id);
        if is_post || holds {
            place.cues = place.cues.and(Cues::of(Cue::Body));
            place.landmark = None;
        } else if inner {
            place.cues = place.cues.without(Cues::of(Cue::Comments));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Options, read};
    use crate::model::{Class, Page, Reading, Source};

    fn reading(html: &str) -> Reading {
        read(&Page::new(Source::Stdin, html.as_bytes().to_vec()), &Options::of(Input::Html))
    }

    /// A post, or a comment.
    fn post(number: u8, kind: &str) -> String {
        format!(
            "<div class=\"{kind}\"><b class=username>keeper{number}</b><time>{number} May 2024, 10:0{number}</time><div class=text><p>My boat number {number} has come loose again, and nobody in the harbour knows who ties these knots.</p><p>Thanks.</p></div></div>"
        )
    }

    fn posts(kind: &str) -> String {
        (1..=4).map(|number| post(number, kind)).collect()
    }

    #[test]
    fn posts_that_are_the_page_are_read_in_order_with_their_authors() {
        for kind in ["post", "comment"] {
            let reading = reading(&format!("<body><h1>Loose boats</h1><div>{}</div></body>", posts(kind)));
            assert_eq!(reading.class, Class::Thread);
            assert_eq!(reading.text().matches("My boat").count(), 4);
            assert_eq!(reading.text().matches("Thanks.").count(), 4);
            let body: Vec<String> = reading.body().map(crate::model::Block::text).collect();
            assert!(body.iter().any(|text| text.starts_with("keeper3")), "{body:?}");
            assert!(!reading.text().contains("keeper"));
        }
    }

    #[test]
    fn comments_on_an_article_are_no_thread() {
        let text = "<p>The swing bridge over the Marl opened to carts and cyclists on Tuesday morning, nine weeks after a barge bent its gate.</p>".repeat(2);
        let reading = reading(&format!(
            "<body><h1>Bridge opens</h1><div>{text}</div><div>{}</div></body>",
            posts("comment")
        ));
        assert_eq!(reading.class, Class::Article);
        assert!(!reading.text().contains("My boat"));
    }

    #[test]
    fn a_live_blog_that_says_so_is_an_article() {
        let data = "<script type=application/ld+json>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Boats\"}</script>";
        let reading = reading(&format!("{data}<body><h1>Boats</h1><div>{}</div></body>", posts("post")));
        assert_eq!(reading.class, Class::Article);
    }
}
