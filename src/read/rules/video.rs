//! Videos: the caption, the doubled title and the WATCH line of one embed become one.

use std::collections::HashMap;

use super::super::addresses::video_key;
use super::super::facts::Facts;
use super::super::html::{clock_line, seconds};
use super::super::judge::{Case, Verdicts};
use super::super::labels::{Topic, fold};
use super::repeated::same_line;
use crate::model::{
    Anchor, Block, BlockId, BlockKind, Cue, Fixture, MediaKind, PlaceId, Reason, Shelf, Verdict, VideoPart,
};

/// A caption has no more words than this.
const WORDS: usize = 60;

/// How many blocks away from a player its line is looked for; pages hold thousands of players.
const NEAR: usize = 40;

/// Shelves videos, and embeds of other kinds.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut Verdicts) {
    if case.document.marked_up {
        players(case, verdicts);
    }
    captions(case, verdicts);
    embeds(case, verdicts);
}

fn part(lead: BlockId, part: VideoPart) -> Verdict {
    Verdict::Shelve(Shelf::Video { lead, part })
}

/// Players, with the lines in their box.
fn players(case: &Case<'_>, verdicts: &mut Verdicts) {
    let mut known: HashMap<String, BlockId> = HashMap::new();
    for (block, _) in case.each().filter(|(_, facts)| facts.media == Some(MediaKind::Video)) {
        if !verdicts.is_open(block.id) {
            continue;
        }
        // A player inside a player's box is the same video, and one that plays the same.
        let box_of = box_of(case, block.origin.place);
        let key = key(block);
        let again = || known.get(key.as_ref()?).copied();
        let lead = box_of.and_then(|place| lead_in(case, verdicts, place)).or_else(again).unwrap_or(block.id);
        known.extend(key.map(|key| (key, lead)));
        verdicts.settle(block.id, part(lead, VideoPart::Player));
        if let Some(place) = box_of {
            lines_in_box(case, verdicts, place, lead);
        }
        beside(case, verdicts, block, lead);
    }
    boxes_without_player(case, verdicts);
}

fn key(block: &Block) -> Option<String> {
    let BlockKind::Media(media) = &block.kind else { return None };
    video_key(media.url.as_deref()?)
}

/// The largest box around a place that is named after its player and holds little else.
fn box_of(case: &Case<'_>, place: PlaceId) -> Option<PlaceId> {
    let around = case.document.tree.around(place).take(6);
    let small = around.take_while(|(id, _)| {
        let measure = case.places.get(*id);
        *id != case.region && measure.blocks <= 12 && measure.sentences <= 2 && case.share(*id) < 0.2
    });
    small
        .filter(|(_, place)| {
            place.cues.has(Cue::Player) || place.cues.has(Cue::Embed) || &*place.tag == "figure"
        })
        .last()
        .map(|(id, _)| id)
}

fn lead_in(case: &Case<'_>, verdicts: &Verdicts, place: PlaceId) -> Option<BlockId> {
    case.within(place).find_map(|(block, _)| match verdicts.get(block.id) {
        Some(Verdict::Shelve(Shelf::Video { lead, .. })) => Some(*lead),
        _ => None,
    })
}

/// What the lines in a player's box are: its length, its title, what it shows.
fn lines_in_box(case: &Case<'_>, verdicts: &mut Verdicts, place: PlaceId, lead: BlockId) {
    let mut known = Known { lead, title: None, described: false };
    for (block, facts) in case.within(place) {
        let is_line = !matches!(block.kind, BlockKind::Media(_)) && facts.words <= WORDS;
        if is_line && verdicts.is_open(block.id) {
            verdicts.settle(block.id, known.of_line(block.id, facts));
        }
    }
}

/// What is known of the video of a box while its lines are looked at.
struct Known {
    lead: BlockId,
    title: Option<(BlockId, String)>,
    described: bool,
}

impl Known {
    fn of_line(&mut self, id: BlockId, facts: &Facts<'_>) -> Verdict {
        if let Some(seconds) = clock_line(&facts.text) {
            return part(self.lead, VideoPart::Duration { seconds });
        }
        if facts.words <= 1 && facts.media.is_none() {
            return Verdict::Drop(Reason::Interface(Fixture::Player));
        }
        let length =
            facts.label.filter(|label| label.topics.has(Topic::Watch)).map_or(0, |label| label.length);
        let length = length.max(clock_length(&facts.text));
        let says = fold(facts.text.get(length..).unwrap_or(&facts.text));
        let label = u32::try_from(length).unwrap_or(0);
        match &self.title {
            Some((title, known)) if same_line(known, &says) => Verdict::Drop(Reason::Repeats(*title)),
            None if !(facts.ends && facts.words > 12) => {
                self.title = Some((id, says));
                part(self.lead, VideoPart::Title { label })
            }
            _ if !self.described => {
                self.described = true;
                part(self.lead, VideoPart::Description { label })
            }
            _ => Verdict::Drop(Reason::Named(Cue::Player)),
        }
    }
}

/// How many bytes the length of a video takes that stands before its title: `2:34 Ferry halted`.
fn clock_length(text: &str) -> usize {
    let Some((clock, title)) = text.split_once(' ') else { return 0 };
    let is_clock = clock.contains(':') && seconds(clock).is_some() && !title.trim().is_empty();
    if is_clock { text.len() - title.trim_start().len() } else { 0 }
}

/// A labelled line, or the player's own title, directly before or behind a player.
fn beside(case: &Case<'_>, verdicts: &mut Verdicts, player: &Block, lead: BlockId) {
    let BlockKind::Media(media) = &player.kind else { return };
    let title = media.title.as_deref().map(fold);
    let is_line =
        |block: &&Block| !matches!(block.kind, BlockKind::Media(_)) && !is_dropped(verdicts, block.id);
    let before = case.document.blocks.iter().take(player.id.index()).rev().take(NEAR).find(is_line);
    let behind = case.document.blocks.iter().skip(player.id.index() + 1).take(NEAR).find(is_line);
    let (before, behind) = (before.map(|block| block.id), behind.map(|block| block.id));
    for id in [before, behind].into_iter().flatten() {
        let Some(facts) = case.facts(id).filter(|facts| verdicts.is_open(id) && facts.words <= WORDS) else {
            continue;
        };
        if let Some(seconds) = clock_line(&facts.text) {
            verdicts.settle(id, part(lead, VideoPart::Duration { seconds }));
            continue;
        }
        let label = facts.label.filter(|label| label.topics.has(Topic::Watch));
        let says_title = title.as_ref().is_some_and(|title| same_line(title, &fold(facts.behind_label())));
        // A caption straight behind a player that has no title is its title.
        let is_caption = title.is_none() && id.0 == player.id.0 + 1 && is_named_caption(case, id);
        if says_title || label.is_some() || is_caption {
            let label = u32::try_from(label.map_or(0, |label| label.length)).unwrap_or(0);
            let what = if facts.ends { VideoPart::Description { label } } else { VideoPart::Title { label } };
            verdicts.settle(id, part(lead, what));
        }
    }
}

fn is_named_caption(case: &Case<'_>, id: BlockId) -> bool {
    case.document.block(id).is_some_and(|block| {
        let cues = case.place(block).cues;
        block.kind == BlockKind::Caption || (cues.has(Cue::Caption) && cues.has(Cue::Player))
    })
}

fn is_dropped(verdicts: &Verdicts, id: BlockId) -> bool {
    matches!(verdicts.get(id), Some(Verdict::Drop(_)))
}

/// Boxes named after a player whose player is made by a script: the lines in them.
fn boxes_without_player(case: &Case<'_>, verdicts: &mut Verdicts) {
    for (block, facts) in case.each() {
        if !verdicts.is_open(block.id) || matches!(block.kind, BlockKind::Media(_)) || facts.words > 30 {
            continue;
        }
        let named = |place: PlaceId| {
            case.document.tree.around(place).take(3).any(|(_, place)| place.cues.has(Cue::Player))
        };
        if !named(block.origin.place) {
            continue;
        }
        let Some(place) = box_of(case, block.origin.place) else { continue };
        let is_player = case.within(place).any(|(_, facts)| {
            let clock = clock_line(&facts.text).is_some();
            let label = facts.label.is_some_and(|label| label.topics.has(Topic::Watch));
            facts.line.has(Topic::PlayerLine) || clock || label
        });
        if is_player && case.places.get(place).sentences <= 1 {
            lines_in_box(case, verdicts, place, block.id);
        }
    }
}

/// Captions with a label, without a player: scraped text, and pages that make players late.
fn captions(case: &Case<'_>, verdicts: &mut Verdicts) {
    let is_labelled = |facts: &Facts<'_>| facts.label.is_some_and(|label| label.topics.has(Topic::Watch));
    if !case.facts.iter().any(is_labelled) {
        return;
    }
    let open: Vec<(&Block, &Facts)> = case
        .each()
        .filter(|(block, facts)| verdicts.is_open(block.id) && facts.letters > 0 && facts.media.is_none())
        .collect();
    for (at, (block, facts)) in open.iter().enumerate() {
        let Some(label) = facts.label.filter(|label| label.topics.has(Topic::Watch)) else { continue };
        if is_listed(case, block, facts) {
            let label = u32::try_from(label.length).unwrap_or(0);
            verdicts.settle(block.id, Verdict::Shelve(Shelf::Related { label }));
            continue;
        }
        let doubled = facts.words <= WORDS && doubled_behind(&open, at).is_some();
        if verdicts.is_open(block.id) && (doubled || is_caption(facts, label.length)) {
            merge(verdicts, &open, at, label.length);
        }
    }
}

/// Whether a labelled line is an item of a list of stories, one of which is a film.
fn is_listed(case: &Case<'_>, block: &Block, facts: &Facts<'_>) -> bool {
    let away = |anchor: &Anchor| !anchor.local;
    let letters = facts.behind_label().chars().filter(|c| c.is_alphanumeric()).count();
    let mut links = block.spans.iter().filter_map(|span| case.document.anchor(span.link?));
    matches!(block.kind, BlockKind::Item { .. })
        && facts.links == 1
        && facts.linked * 10 >= letters * 8
        && facts.words <= WORDS
        && links.all(away)
}

/// Whether a labelled line is a caption, by itself: the label is in capitals, or no sentence
/// follows it. What follows begins as a headline does.
fn is_caption(facts: &Facts, label: usize) -> bool {
    let rest = facts.behind_label();
    let opens = rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let label = facts.text.get(..label).unwrap_or_default();
    let shouts = label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase);
    opens
        && !label.ends_with('/')
        && facts.words <= WORDS
        && (shouts || (!facts.ends && facts.words <= 25 && label.chars().count() >= 3))
}

/// The title lines behind a caption: one line said twice.
fn doubled_behind(open: &[(&Block, &Facts)], at: usize) -> Option<(BlockId, BlockId)> {
    let (first, second) = (open.get(at + 1)?, open.get(at + 2)?);
    let doubled =
        same_line(&first.1.folded, &second.1.folded) && first.1.words <= 40 && first.1.label.is_none();
    doubled.then_some((first.0.id, second.0.id))
}

/// Makes one video of a caption and the title lines around it.
fn merge(verdicts: &mut Verdicts, open: &[(&Block, &Facts)], at: usize, label: usize) {
    let Some((block, facts)) = open.get(at) else { return };
    let says = fold(facts.behind_label());
    let label = u32::try_from(label).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|at| open.get(at));
    let before =
        before.filter(|(other, facts)| verdicts.is_open(other.id) && same_line(&facts.folded, &says));
    if let Some((title, _)) = before {
        verdicts.settle(title.id, part(title.id, VideoPart::Title { label: 0 }));
        verdicts.settle(block.id, Verdict::Drop(Reason::Repeats(title.id)));
        return;
    }
    let again = open.iter().skip(at + 1).take(2).take_while(|(_, facts)| same_line(&facts.folded, &says));
    let again: Vec<BlockId> = again.map(|(block, _)| block.id).collect();
    if !again.is_empty() {
        verdicts.settle(block.id, part(block.id, VideoPart::Title { label }));
        for id in again {
            verdicts.settle(id, Verdict::Drop(Reason::Repeats(block.id)));
        }
    } else if let Some((title, twin)) = doubled_behind(open, at) {
        verdicts.settle(block.id, part(block.id, VideoPart::Description { label }));
        verdicts.settle(title, part(block.id, VideoPart::Title { label: 0 }));
        verdicts.settle(twin, Verdict::Drop(Reason::Repeats(title)));
    } else {
        verdicts.settle(block.id, part(block.id, VideoPart::Title { label }));
    }
}

/// Embeds other than videos and pictures become links, each of them once: a script and the
/// frame that it makes stand for the same.
fn embeds(case: &Case<'_>, verdicts: &mut Verdicts) {
    let mut known: HashMap<&str, BlockId> = HashMap::new();
    for (block, facts) in case.each() {
        let other = !matches!(facts.media, None | Some(MediaKind::Video | MediaKind::Image));
        if !other || !verdicts.is_open(block.id) {
            continue;
        }
        let url = match &block.kind {
            BlockKind::Media(media) => media.url.as_deref(),
            _ => None,
        };
        let first = url.map(|url| *known.entry(url).or_insert(block.id));
        let again = first.filter(|first| *first != block.id);
        let verdict =
            again.map_or(Verdict::Shelve(Shelf::Embed), |first| Verdict::Drop(Reason::Repeats(first)));
        verdicts.settle(block.id, verdict);
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{PROSE, in_story, in_text, of_block, of_html, of_text, story};

    fn verdicts(lines: &str) -> Vec<String> {
        let text = format!("Bridge opens\n\n{}\n\n{lines}\n\n{}\n", PROSE[0], PROSE[1]);
        let all = of_text(&text).into_iter().map(|(_, verdict)| verdict);
        all.skip(2).take(lines.lines().filter(|line| !line.is_empty()).count()).collect()
    }

    #[test]
    fn a_caption_with_a_doubled_title_is_one_video() {
        let lines = "WATCH: The first cart crosses the bridge on Tuesday.\n\nFirst cart crosses the bridge at Marl\nFirst cart crosses the bridge at Marl";
        assert_eq!(verdicts(lines), ["video description", "video title", "repeated-line"]);
    }

    #[test]
    fn a_label_that_repeats_the_line_above_or_the_lines_below_gives_one_title() {
        let above = "First cart crosses the bridge\nWATCH ABOVE; First cart crosses the bridge";
        assert_eq!(verdicts(above), ["video title", "repeated-line"]);
        let below = "WATCH: First cart crosses the bridge\n\nFirst cart crosses the bridge\nFirst cart crosses the bridge";
        assert_eq!(verdicts(below), ["video title", "repeated-line", "repeated-line"]);
        assert_eq!(verdicts("WATCH: First cart crosses the bridge"), ["video title"]);
    }

    #[test]
    fn sentences_that_begin_like_a_label_stay() {
        assert_eq!(
            in_text("Watch: it is both a noun and a verb, and on this bridge it is a way of life."),
            "body"
        );
        assert_eq!(in_text("Video footage of the barge was handed to detectives the same evening."), "body");
        assert_eq!(in_text("Where to watch: Ice house, Friday"), "body");
    }

    #[test]
    fn a_film_in_a_list_of_stories_is_one_of_them() {
        let list = "<ul><li>GUIDE: <a href=https://news.example/a>How to cross the bridge</a></li><li>VIDEO: <a href=https://news.example/b>The first cart crosses it</a></li></ul>";
        assert_eq!(in_story(list, "The first cart"), "related");
    }

    #[test]
    fn a_clock_beside_a_player_is_its_length() {
        let block = "<div class=box><iframe src=https://www.youtube.com/embed/abcdefghijk></iframe><span class=time>1:12</span></div>";
        assert_eq!(in_story(block, "1:12"), "video of 72 s");
    }

    #[test]
    fn the_foot_of_a_player_holds_its_title() {
        let block = "<div class=harbourplayer><video src=https://news.example/a.mp4></video><div class=video-footer><div>The first cart crosses</div></div></div>";
        assert_eq!(in_story(block, "The first cart"), "video title");
    }

    #[test]
    fn two_players_of_one_video_are_one() {
        let player = "<div><iframe src=https://www.youtube.com/embed/abcdefghijk></iframe></div>";
        let again = "<div data-youtube-id=abcdefghijk></div>";
        let html = story(&format!("{player}<p>{}</p>{again}", PROSE[1]));
        let page = crate::model::Page::new(crate::model::Source::Stdin, html.into_bytes());
        let reading = crate::read::read(&page, &crate::read::Options::default());
        assert_eq!(reading.sidebar.videos.len(), 1);
    }

    #[test]
    fn a_player_takes_the_labelled_line_beside_it() {
        let block = "<iframe src=https://www.youtube.com/embed/abcdefghijk></iframe><p>WATCH: The first cart crosses.</p>";
        assert_eq!(in_story(block, "The first cart"), "video description");
        assert!(of_html(&story(block)).iter().any(|(_, verdict)| verdict == "video player"));
    }

    #[test]
    fn the_lines_in_a_players_box_are_its_length_and_its_title() {
        let block = "<div class=video-player data-video-id=7 data-title='First cart crosses'><span>1:12</span><div>First cart crosses</div></div>";
        assert_eq!(in_story(block, "1:12"), "video of 72 s");
        assert_eq!(in_story(block, "First cart"), "video title");
    }

    #[test]
    fn a_post_is_an_embed_and_a_picture_is_not() {
        let block = "<iframe src=https://www.google.com/maps/embed?pb=1></iframe><img src=a.jpg alt=Bridge>";
        let found = of_html(&story(block));
        let media: Vec<&str> =
            found.iter().filter(|(text, _)| text.is_empty()).map(|(_, verdict)| verdict.as_str()).collect();
        assert_eq!(media, ["embed", "body"]);
        assert_eq!(of_block(&story(block), PROSE[2]), "body");
    }
}
