//! A reading as JSON, schema `newsprint/1`: every key of the schema is always there.
//! Scripts rely on this shape; keys may be added, none renamed or dropped.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::model::{
    Block, BlockId, BlockKind, Clean, Dropped, Link, MediaKind, Reading, Section, Source, Video,
};

use super::extras::one_line;

/// What a batch puts around a reading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Envelope<'a> {
    /// The record's id, as it was written.
    pub id: Option<&'a RawValue>,
    /// Where the record stands in an archive, as an object.
    pub src: Option<&'a RawValue>,
    /// How long the document took, in milliseconds.
    pub ms: Option<f64>,
}

/// A reading on one line, in its envelope, with the line break.
#[must_use]
pub fn ndjson_in(reading: &Reading, envelope: &Envelope) -> String {
    // Writing strings and numbers to memory has no way to fail.
    let mut line = serde_json::to_string(&Document::of(reading, envelope)).unwrap_or_default();
    line.push('\n');
    line
}

/// A reading as one indented object.
pub(super) fn pretty(reading: &Reading) -> String {
    let document = Document::of(reading, &Envelope::default());
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    schema: &'static str,
    source: Clean,
    url: Option<Clean>,
    site: Option<&'a str>,
    title: Option<Clean>,
    byline: Option<&'a str>,
    published: Option<&'a str>,
    modified: Option<&'a str>,
    language: Option<&'a str>,
    description: Option<&'a str>,
    image: Option<&'a str>,
    section: Option<&'a str>,
    tags: Vec<&'a str>,
    words: usize,
    text: String,
    body: Vec<BodyBlock<'a>>,
    sections: Vec<SectionHead>,
    videos: Vec<SideVideo<'a>>,
    links: Vec<SideLink<'a>>,
    removed: Vec<Removed>,
    class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    src: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ms: Option<f64>,
}

impl<'a> Document<'a> {
    fn of(reading: &'a Reading, envelope: &Envelope<'a>) -> Self {
        let known = &reading.metadata;
        Self {
            id: envelope.id,
            schema: "newsprint/1",
            source: Clean::field(&reading.source.to_string()),
            url: known.url.clone().or_else(|| own_url(&reading.source)),
            site: known.site.as_deref(),
            title: reading.title(),
            byline: known.byline.as_deref(),
            published: known.published.as_deref(),
            modified: known.modified.as_deref(),
            language: known.language.as_deref(),
            description: known.description.as_deref(),
            image: known.image.as_deref(),
            section: known.section.as_deref(),
            tags: known.tags.iter().map(Clean::as_str).collect(),
            words: reading.words(),
            text: reading.text(),
            body: body(reading),
            sections: sections(reading).map(SectionHead::of).collect(),
            videos: reading.sidebar.videos.iter().map(SideVideo::of).collect(),
            links: reading.sidebar.links.iter().map(SideLink::of).collect(),
            removed: reading.ledger.iter().map(Removed::of).collect(),
            class: reading.class.name(),
            src: envelope.src,
            ms: envelope.ms,
        }
    }
}

/// A page that was fetched has an address even when it names none.
fn own_url(source: &Source) -> Option<Clean> {
    match source {
        Source::Url(url) => Some(Clean::field(url.as_str())),
        Source::File(_) | Source::Stdin | Source::Record(_) => None,
    }
}

/// The sections that hold something; their order is the index that body blocks give.
fn sections(reading: &Reading) -> impl Iterator<Item = &Section> {
    reading.article.sections.iter().filter(|section| !section.blocks.is_empty())
}

fn body(reading: &Reading) -> Vec<BodyBlock<'_>> {
    let mut body = Vec::new();
    for (number, section) in sections(reading).enumerate() {
        body.extend(section.blocks.iter().map(|block| BodyBlock::of(block, number)));
    }
    body
}

#[derive(Serialize)]
struct BodyBlock<'a> {
    id: BlockNumber,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    depth: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordinal: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    text: String,
    section: usize,
}

impl<'a> BodyBlock<'a> {
    fn of(block: &'a Block, section: usize) -> Self {
        let id = BlockNumber::of(block.id);
        let (level, depth, ordinal) = numbers(&block.kind);
        let (url, text) = match &block.kind {
            BlockKind::Media(media) => {
                (media.url.as_deref(), media.title.as_deref().map(str::to_owned).unwrap_or_default())
            }
            _ => (None, block.text()),
        };
        Self { id, kind: kind_name(&block.kind), level, depth, ordinal, url, text, section }
    }
}

fn numbers(kind: &BlockKind) -> (Option<u8>, Option<u8>, Option<u32>) {
    match kind {
        BlockKind::Heading(level) => (Some(level.get()), None, None),
        BlockKind::Item { depth, ordinal } => (None, Some(*depth), *ordinal),
        _ => (None, None, None),
    }
}

/// The name of a kind in JSON. Loose text is read as a paragraph.
pub(super) fn kind_name(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph | BlockKind::Loose => "paragraph",
        BlockKind::Item { .. } => "item",
        BlockKind::Quote => "quote",
        BlockKind::Code => "code",
        BlockKind::Caption => "caption",
        BlockKind::Row => "row",
        BlockKind::Media(_) => "media",
    }
}

/// A block's id as a number.
#[derive(Serialize)]
struct BlockNumber(u32);

impl BlockNumber {
    fn of(id: BlockId) -> Self {
        Self(id.0)
    }
}

#[derive(Serialize)]
struct SectionHead {
    title: Option<Clean>,
    first: Option<BlockNumber>,
}

impl SectionHead {
    fn of(section: &Section) -> Self {
        let first = section.blocks.first().map(|block| BlockNumber::of(block.id));
        Self { title: section.title(), first }
    }
}

#[derive(Serialize)]
struct SideVideo<'a> {
    title: Option<&'a str>,
    description: Option<&'a str>,
    url: Option<&'a str>,
    duration: Option<u32>,
    poster: Option<&'a str>,
    after: Option<BlockNumber>,
}

impl<'a> SideVideo<'a> {
    fn of(video: &'a Video) -> Self {
        Self {
            title: video.title.as_deref(),
            description: video.description.as_deref(),
            url: video.url.as_deref(),
            duration: video.duration,
            poster: video.poster.as_deref(),
            after: video.after.map(BlockNumber::of),
        }
    }
}

#[derive(Serialize)]
struct SideLink<'a> {
    text: &'a str,
    url: Option<&'a str>,
    kind: &'static str,
    what: Option<&'static str>,
    after: Option<BlockNumber>,
}

impl<'a> SideLink<'a> {
    fn of(link: &'a Link) -> Self {
        let after = link.after.map(BlockNumber::of);
        let what = link.what.and_then(MediaKind::name);
        Self { text: &link.text, url: link.url.as_deref(), kind: link.kind.name(), what, after }
    }
}

#[derive(Serialize)]
struct Removed {
    text: String,
    rule: &'static str,
    why: String,
    after: Option<BlockNumber>,
}

impl Removed {
    fn of(dropped: &Dropped) -> Self {
        let text = match &dropped.block.kind {
            BlockKind::Media(_) => one_line(&dropped.block),
            _ => dropped.block.text(),
        };
        let (rule, why) = (dropped.reason.rule(), dropped.reason.words());
        Self { text, rule, why, after: dropped.after.map(BlockNumber::of) }
    }
}

impl Serialize for Clean {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{ferry, nothing};
    use super::*;

    #[test]
    fn a_story_in_json() {
        assert_eq!(pretty(&ferry()), include_str!("../../tests/schema/ferry.json"));
    }

    #[test]
    fn a_line_begins_with_the_id_as_it_was_written() {
        let id = RawValue::from_string("{\"a\": 1.0}".to_owned()).unwrap();
        let line = ndjson_in(&nothing(), &Envelope { id: Some(&id), ms: Some(0.5), ..Envelope::default() });
        assert!(
            line.starts_with(
                "{\"id\":{\"a\": 1.0},\"schema\":\"newsprint/1\",\"source\":\"-\",\"url\":null,"
            ),
            "{line}"
        );
        assert!(line.ends_with("\"class\":\"empty\",\"ms\":0.5}\n"), "{line}");
    }

    #[test]
    fn a_fetched_page_has_an_address_even_when_it_names_none() {
        let url = url::Url::parse("https://sund.example/a").unwrap();
        let reading = Reading { source: Source::Url(url), ..nothing() };
        assert!(pretty(&reading).contains("\"url\": \"https://sund.example/a\""));
    }
}
