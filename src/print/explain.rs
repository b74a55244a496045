//! Every block of a page in order, with its verdict, rule and evidence, for a person.

use std::fmt::Write as _;

use crate::model::{
    Block, BlockKind, Clean, Media, Part, Place, Reason, Shelf, Tree, Verdict, VideoPart, host,
};
use crate::read::Judged;
use crate::wrap::{clip, width};

use super::extras::one_line;
use super::json::kind_name;

/// How many columns of a block's text, of its place and of its label are shown.
const WORDS: usize = 60;
const PLACE: usize = 36;
const LABEL: usize = 24;

/// The blocks and their verdicts, one a line, in columns.
#[must_use]
pub fn explain(judged: &Judged) -> String {
    let rows: Vec<[String; 5]> = judged
        .document
        .blocks
        .iter()
        .zip(&judged.verdicts)
        .map(|(block, verdict)| row(block, verdict, judged))
        .collect();
    let mut out = summary(judged);
    for line in columns(&rows) {
        _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

fn summary(judged: &Judged) -> String {
    let count =
        |wanted: fn(&Verdict) -> bool| judged.verdicts.iter().filter(|verdict| wanted(verdict)).count();
    let kept = count(|verdict| matches!(verdict, Verdict::Keep(_)));
    let shelved = count(|verdict| matches!(verdict, Verdict::Shelve(_)));
    let dropped = count(|verdict| matches!(verdict, Verdict::Drop(_)));
    let blocks = judged.document.blocks.len();
    let class = judged.class.name();
    format!("{class}: {blocks} blocks, {kept} kept, {shelved} shelved, {dropped} dropped\n")
}

fn row(block: &Block, verdict: &Verdict, judged: &Judged) -> [String; 5] {
    [
        block.id.0.to_string(),
        kind(&block.kind),
        format!("{}{}", decision(block, verdict, &judged.document.tree), by_rule(block, verdict, judged)),
        place(block, &judged.document.tree),
        clip(&one_line(block), WORDS),
    ]
}

fn kind(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Heading(level) => format!("heading {}", level.get()),
        BlockKind::Loose => "loose".to_owned(),
        _ => kind_name(kind).to_owned(),
    }
}

/// The reader's rule that kept or shelved a block; a dropped block's reason names it.
fn by_rule(block: &Block, verdict: &Verdict, judged: &Judged) -> String {
    let first = judged.hits.iter().find(|hit| hit.block == block.id);
    let told = first.filter(|_| !matches!(verdict, Verdict::Drop(_)));
    told.map(|hit| format!(", by your rule {}", hit.rule)).unwrap_or_default()
}

pub(super) fn decision(block: &Block, verdict: &Verdict, tree: &Tree) -> String {
    match verdict {
        Verdict::Keep(part) => format!("keep    {}", part_name(*part)),
        Verdict::Shelve(shelf) => format!("shelve  {}", shelf_name(block, *shelf)),
        Verdict::Drop(reason) => {
            let by = told_by(block, reason, tree).map(|name| format!(", {name}")).unwrap_or_default();
            let why = match reason {
                // Its name and the element say it already.
                Reason::Named(cue) => cue.word().to_owned(),
                other => other.words(),
            };
            format!("drop    {}: {}{by}", reason.rule(), Clean::field(&why))
        }
    }
}

/// The element around a block that tells what the reason says of it: the nearest one.
fn told_by(block: &Block, reason: &Reason, tree: &Tree) -> Option<String> {
    let tells = |place: &Place| match reason {
        Reason::Furniture(landmark) => place.landmark == Some(*landmark),
        Reason::Named(cue) => place.cues.has(*cue),
        _ => false,
    };
    let (id, _) = tree.around(block.origin.place).find(|(_, place)| tells(place))?;
    // The last step of its path.
    let path = tree.path(id);
    let step = path.rsplit(" > ").next().unwrap_or_default();
    Some(clip(&Clean::field(step), LABEL))
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Title => "title",
        Part::Standfirst => "standfirst",
        Part::Byline => "byline",
        Part::Date => "date",
        Part::Body => "body",
        Part::Caption => "caption",
    }
}

fn shelf_name(block: &Block, shelf: Shelf) -> String {
    match shelf {
        Shelf::Video { lead, part } => format!("video of block {}: {}", lead.0, video_part(block, part)),
        Shelf::Related { label } => labelled("related story", block, label),
        Shelf::Embed => match &block.kind {
            BlockKind::Media(media) => embed(media),
            _ => "embed".to_owned(),
        },
    }
}

/// What an embed is, and where it comes from.
fn embed(media: &Media) -> String {
    let what = media.kind.name().map(|what| format!(": {what}")).unwrap_or_default();
    let host = media.url.as_deref().and_then(host).map(|host| format!(", {host}")).unwrap_or_default();
    format!("embed{what}{host}")
}

fn video_part(block: &Block, part: VideoPart) -> String {
    match part {
        VideoPart::Player => "player".to_owned(),
        VideoPart::Title { label } => labelled("title", block, label),
        VideoPart::Description { label } => labelled("description", block, label),
        VideoPart::Duration { seconds } => format!("duration, {seconds} s"),
    }
}

/// What the block is, and the label that its text begins with.
fn labelled(name: &str, block: &Block, label: u32) -> String {
    let text = block.clean_text().slice(0, label as usize).folded();
    if text.is_empty() { name.to_owned() } else { format!("{name}, label \"{}\"", clip(&text, LABEL)) }
}

/// Where the block stood. The end of a path tells more than its beginning.
fn place(block: &Block, tree: &Tree) -> String {
    if let Some(line) = block.origin.line {
        return format!("line {line}");
    }
    let path = Clean::field(&tree.path(block.origin.place));
    let backwards: String = path.chars().rev().collect();
    clip(&backwards, PLACE).chars().rev().collect()
}

/// The rows as lines whose cells stand under each other.
fn columns(rows: &[[String; 5]]) -> impl Iterator<Item = String> {
    let mut widths = [0; 5];
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell));
        }
    }
    rows.iter().map(move |row| {
        let padded = row.iter().zip(widths).map(|(cell, widest)| {
            let space = " ".repeat(widest.saturating_sub(width(cell)));
            format!("{cell}{space}  ")
        });
        padded.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples::block;
    use super::*;
    use crate::model::{BlockId, Class, Cue, Cues, Document, Landmark, Level, MediaKind, PlaceId};

    /// A box in a box: `aside.weather > div.teaser-list`.
    fn boxes() -> (Tree, PlaceId) {
        let mut tree = Tree::default();
        let place = |parent, tag: &str, name: &str, landmark, cues| Place {
            parent: Some(parent),
            tag: tag.into(),
            name: name.into(),
            nth: 1,
            depth: 0,
            landmark,
            cues,
            link: None,
        };
        let aside = tree.add(place(PlaceId::ROOT, "aside", "weather", Some(Landmark::Aside), Cues::NONE));
        let list = place(aside, "div", "teaser-list", None, Cues::of(Cue::Recirculation));
        let inner = tree.add(list);
        (tree, inner)
    }

    #[test]
    fn evidence_names_the_element_the_video_and_the_embed() {
        let (tree, place) = boxes();
        let told = |reason| {
            let mut line = block(3, BlockKind::Loose, "Fog until noon");
            line.origin.place = place;
            decision(&line, &Verdict::Drop(reason), &tree)
        };
        assert_eq!(
            told(Reason::Furniture(Landmark::Aside)),
            "drop    furniture: box beside the text, aside.weather"
        );
        assert_eq!(told(Reason::Named(Cue::Recirculation)), "drop    named: recirculation, div.teaser-list");
        assert_eq!(told(Reason::AdMarker), "drop    ad-marker: ad marker");
        let mut post = Media::new(MediaKind::Post);
        post.url = Some(Clean::field("https://www.social.example/@fair/110"));
        let post = block(4, BlockKind::Media(Box::new(post)), "");
        assert_eq!(
            decision(&post, &Verdict::Shelve(Shelf::Embed), &tree),
            "shelve  embed: post, social.example"
        );
        let title = Shelf::Video { lead: BlockId(7), part: VideoPart::Title { label: 0 } };
        assert_eq!(
            decision(&block(8, BlockKind::Loose, "First cart"), &Verdict::Shelve(title), &tree),
            "shelve  video of block 7: title"
        );
    }

    #[test]
    fn every_block_has_a_line_with_its_verdict() {
        let document = Document {
            blocks: vec![
                block(0, BlockKind::Heading(Level::new(1)), "Ferry stops"),
                block(
                    1,
                    BlockKind::Paragraph,
                    "渡轮在中午停航，乘客改乘公共汽车。渡轮在中午停航，乘客改乘公共汽车。",
                ),
                block(2, BlockKind::Loose, "ADVERTISEMENT"),
                block(3, BlockKind::Loose, "READ MORE: Why tides differ"),
            ],
            ..Document::default()
        };
        let verdicts = vec![
            Verdict::Keep(Part::Title),
            Verdict::Keep(Part::Body),
            Verdict::Drop(Reason::LinkDense { percent: 83 }),
            Verdict::Shelve(Shelf::Related { label: 11 }),
        ];
        let judged =
            Judged { document, verdicts, class: Class::Article, hits: Vec::new(), numbers: Vec::new() };
        insta::assert_snapshot!(explain(&judged), @r#"
        article: 4 blocks, 2 kept, 1 shelved, 1 dropped
        0  heading 1  keep    title                                Ferry stops
        1  paragraph  keep    body                                 渡轮在中午停航，乘客改乘公共汽车。渡轮在中午停航，乘客改乘…
        2  loose      drop    link-list: link list, 83 % links     ADVERTISEMENT
        3  loose      shelve  related story, label "READ MORE:"    READ MORE: Why tides differ
        "#);
    }
}
