//! The posts of a thread: what each says is the text, who said it and when is set beside it as
//! a caption is, and what else a forum puts around a post goes.

use std::collections::HashMap;

use super::super::judge::{Case, Verdicts};
use super::super::thread::{SIGNED, Thread, dates, near};
use crate::model::{BlockId, BlockKind, Fixture, Landmark, Part, PlaceId, Reason, Verdict};

/// The message must hold this share of the running text of a post.
const MESSAGE: f64 = 0.7;

/// A name has no more words.
const NAME: usize = 8;

/// Judges the posts, on a page that is a thread.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    let Some(thread) = case.thread else { return };
    let kind = message_kind(case, thread);
    let mut said: HashMap<&str, BlockId> = HashMap::new();
    for post in &thread.posts {
        if let Some(message) = message(case, *post, kind.as_ref()) {
            beside(case, verdicts, *post, message);
            quotes(case, verdicts, message, &mut said);
        }
    }
}

type Kind<'a> = (&'a str, &'a str);

fn kind_of<'a>(case: &'a Case<'_>, id: PlaceId) -> Kind<'a> {
    let place = case.document.tree.get(id);
    (&place.tag, place.name.split_whitespace().next().unwrap_or_default())
}

/// The kind of box that most posts have their message in.
fn message_kind<'a>(case: &'a Case<'_>, thread: &Thread) -> Option<Kind<'a>> {
    let mut counts: HashMap<Kind<'a>, usize> = HashMap::new();
    for message in thread.posts.iter().filter_map(|post| innermost(case, *post)) {
        *counts.entry(kind_of(case, message)).or_default() += 1;
    }
    let best = counts.into_iter().filter(|((_, name), _)| !name.is_empty());
    best.max_by_key(|(kind, count)| (*count, *kind)).map(|(kind, _)| kind)
}

/// The place in a post that holds its message.
fn message(case: &Case<'_>, post: PlaceId, kind: Option<&Kind<'_>>) -> Option<PlaceId> {
    let (from, to) = case.places.span(post);
    let blocks = case.document.blocks.get(from..to).unwrap_or_default();
    let tree = &case.document.tree;
    let depth = tree.get(post).depth;
    let up = |place: PlaceId| tree.around(place).take_while(move |(_, place)| place.depth >= depth);
    let within = blocks.iter().filter(|block| tree.is_within(block.origin.place, post));
    let mut inside = within.flat_map(|block| up(block.origin.place)).map(|(id, _)| id);
    let alike = kind.and_then(|kind| inside.find(|id| kind_of(case, *id) == *kind));
    alike.or_else(|| innermost(case, post))
}

/// From the post down, as long as one place inside holds most of its running text.
fn innermost(case: &Case<'_>, post: PlaceId) -> Option<PlaceId> {
    let whole = case.places.get(post).mass;
    if whole <= 0.0 {
        return None;
    }
    let (from, to) = case.places.span(post);
    let blocks = case.document.blocks.get(from..to).unwrap_or_default();
    let heaviest = blocks.iter().max_by(|a, b| {
        let mass = |id: BlockId| case.facts(id).map_or(0.0, |facts| facts.mass);
        mass(a.id).total_cmp(&mass(b.id))
    })?;
    let is_text = |tag: &str| {
        matches!(tag, "p" | "li" | "ul" | "ol" | "blockquote" | "pre" | "tr" | "h1" | "h2" | "h3")
    };
    let mut around = case.document.tree.around(heaviest.origin.place);
    around
        .find(|(id, place)| !is_text(&place.tag) && case.places.get(*id).mass >= whole * MESSAGE)
        .map(|(id, _)| id)
}

/// What stands in a post beside its message.
fn beside(case: &Case<'_>, verdicts: &mut Verdicts, post: PlaceId, message: PlaceId) {
    let tree = &case.document.tree;
    let (mut signed, mut dated) = (false, false);
    for (block, facts) in case.within(post) {
        if tree.is_within(block.origin.place, message) {
            continue;
        }
        let index = block.id.index();
        let is_text = facts.letters > 1 && !matches!(block.kind, BlockKind::Media(_));
        let is_seen = tree.around(block.origin.place).all(|(_, place)| {
            !matches!(
                place.landmark,
                Some(Landmark::Hidden | Landmark::Control | Landmark::Fallback | Landmark::Form)
            )
        });
        let says_when = is_text && is_seen && !dated && dates(case.document, index, facts);
        let says_who =
            is_text && is_seen && !signed && facts.words <= NAME && near(case.document, index).any(SIGNED);
        signed |= says_who;
        dated |= says_when;
        let verdict = if says_when || says_who {
            Verdict::Keep(Part::Caption)
        } else {
            Verdict::Drop(Reason::Interface(Fixture::Post))
        };
        verdicts.settle(block.id, verdict);
    }
}

/// Drops quotations of what was said above; keeps short messages, which no other rule knows.
fn quotes<'a>(
    case: &'a Case<'_>,
    verdicts: &mut Verdicts,
    message: PlaceId,
    said: &mut HashMap<&'a str, BlockId>,
) {
    for (block, facts) in case.within(message) {
        if matches!(block.kind, BlockKind::Media(_)) || facts.letters == 0 {
            continue;
        }
        if block.kind == BlockKind::Quote {
            if let Some(first) = said.get(&*facts.folded) {
                verdicts.settle(block.id, Verdict::Drop(Reason::Repeats(*first)));
            }
        } else if facts.line.is_empty()
            && facts.phrases.is_empty()
            && is_plain(case, block.origin.place, message)
        {
            verdicts.settle(block.id, Verdict::Keep(Part::Body));
        }
        if facts.words > 3 {
            said.entry(&facts.folded).or_insert(block.id);
        }
    }
}

/// Whether nothing between a block and the message says that it is something else.
fn is_plain(case: &Case<'_>, place: PlaceId, message: PlaceId) -> bool {
    let mut inner = case.document.tree.around(place).take_while(|(id, _)| *id != message);
    inner
        .all(|(_, place)| place.landmark.is_none() && !place.cues.any(super::furniture::FOREIGN.with(SIGNED)))
}
