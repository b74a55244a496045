//! Verdicts to a reading. Moves blocks; copies none and loses none.

use std::collections::HashMap;

use super::Judged;
use super::html::seconds;
use crate::model::{
    Anchor, Article, Block, BlockId, BlockKind, Clean, Dropped, Front, Link, LinkKind, Media, MediaKind,
    Metadata, Part, Reading, Shelf, Sidebar, Source, Verdict, Video, VideoPart, inline_links, sections,
};

/// So many videos are taken from a page's data where the page shows none.
const NAMED: usize = 4;

/// Moves every block to where its verdict sends it.
#[must_use]
pub fn assemble(judged: Judged, source: Source) -> Reading {
    let Judged { document, verdicts, class, .. } = judged;
    let kept = verdicts
        .iter()
        .filter(|verdict| matches!(verdict, Verdict::Keep(Part::Body | Part::Caption)))
        .count();
    let mut mover = Mover { anchors: &document.anchors, body: Vec::with_capacity(kept), ..Mover::new() };
    for (block, verdict) in document.blocks.into_iter().zip(verdicts) {
        mover.place(block, verdict);
    }
    let Mover { mut front, body, mut sidebar, ledger, .. } = mover;
    sidebar.links.extend(body.iter().flat_map(|block| inline_links(block, &document.anchors)));
    let mut metadata = document.metadata;
    complete(&mut sidebar.videos, &metadata);
    if sidebar.videos.is_empty() {
        sidebar.videos = named_only(&metadata);
    }
    if metadata.title.is_none() {
        let title = front.iter_mut().find(|front| front.part == Part::Title);
        metadata.title = title.map(|title| title.block.clean_text().folded());
    }
    let breaks: Vec<BlockId> = sidebar.videos.iter().filter_map(|video| video.after).collect();
    let article = Article { front, sections: sections(body, &breaks) };
    Reading {
        source,
        class,
        metadata,
        article,
        sidebar,
        ledger,
        anchors: document.anchors,
        tree: document.tree,
    }
}

struct Mover<'a> {
    anchors: &'a [Anchor],
    front: Vec<Front>,
    body: Vec<Block>,
    sidebar: Sidebar,
    ledger: Vec<Dropped>,
    /// Where the video led by a block is among the videos.
    videos: HashMap<BlockId, usize>,
}

impl Mover<'_> {
    fn new() -> Self {
        Self {
            anchors: &[],
            front: Vec::new(),
            body: Vec::new(),
            sidebar: Sidebar::default(),
            ledger: Vec::new(),
            videos: HashMap::new(),
        }
    }

    /// The last block of the text so far.
    fn after(&self) -> Option<BlockId> {
        self.body.last().map(|block| block.id)
    }

    fn place(&mut self, mut block: Block, verdict: Verdict) {
        match verdict {
            Verdict::Keep(Part::Body) => self.body.push(block),
            Verdict::Keep(Part::Caption) => {
                block.kind = BlockKind::Caption;
                self.body.push(block);
            }
            Verdict::Keep(part) => self.front.push(Front { part, block }),
            Verdict::Shelve(Shelf::Video { lead, part }) => self.shelve_video(block, lead, part),
            Verdict::Shelve(Shelf::Related { label }) => self.shelve_link(block, label),
            Verdict::Shelve(Shelf::Embed) => self.shelve_embed(block),
            Verdict::Drop(reason) => {
                let after = self.after();
                self.ledger.push(Dropped { block, reason, after });
            }
        }
    }

    fn shelve_video(&mut self, block: Block, lead: BlockId, part: VideoPart) {
        let after = self.after();
        let videos = &mut self.sidebar.videos;
        let index = *self.videos.entry(lead).or_insert_with(|| {
            videos.push(Video { after, ..Video::default() });
            videos.len() - 1
        });
        let Some(video) = videos.get_mut(index) else { return };
        match part {
            VideoPart::Player => {
                if let BlockKind::Media(media) = &block.kind {
                    fill(video, media);
                }
            }
            VideoPart::Title { label } => {
                let before = block.clean_text().slice(0, label as usize);
                video.duration = video.duration.or_else(|| seconds(&before));
                let title = block.text_from(label as usize).folded();
                let media_title = video.title.replace(title);
                video.description =
                    video.description.take().or(media_title.filter(|old| Some(old) != video.title.as_ref()));
            }
            VideoPart::Description { label } => {
                video.description = Some(block.text_from(label as usize).folded());
            }
            VideoPart::Duration { seconds } => video.duration = Some(seconds),
        }
        video.blocks.push(block);
    }

    /// Every link of the block becomes a link of the sidebar; the first one holds the block.
    fn shelve_link(&mut self, block: Block, label: u32) {
        let after = self.after();
        let mut text = block.text_from(label as usize).folded();
        if block.text().starts_with('[') && text.ends_with(']') {
            text = text.slice(0, text.len() - 1);
        }
        let mut targets: Vec<_> = block.spans.iter().filter_map(|span| span.link).collect();
        targets.dedup();
        let url =
            targets.first().and_then(|id| self.anchors.get(id.index())).map(|anchor| anchor.url.clone());
        let link = Link { text, url, kind: LinkKind::Related, after, anchor: None, block: Some(block) };
        self.sidebar.links.push(link);
    }

    fn shelve_embed(&mut self, block: Block) {
        let after = self.after();
        let (text, url) = match &block.kind {
            BlockKind::Media(media) => {
                (media.title.clone().unwrap_or_else(|| name(media)), media.url.clone())
            }
            _ => (block.clean_text().folded(), None),
        };
        self.sidebar.links.push(Link {
            text,
            url,
            kind: LinkKind::Embed,
            after,
            anchor: None,
            block: Some(block),
        });
    }
}

/// What an embed without a title is called.
fn name(media: &Media) -> Clean {
    Clean::field(match media.kind {
        MediaKind::Video => "Video",
        MediaKind::Audio => "Audio",
        MediaKind::Image => "Picture",
        MediaKind::Post => "Post",
        MediaKind::Document => "Document",
        MediaKind::Map => "Map",
        MediaKind::Widget => "Chart or widget",
        MediaKind::Frame => "Embedded page",
    })
}

/// Fills what a video does not say of itself.
fn fill(video: &mut Video, media: &Media) {
    video.title = video.title.take().or_else(|| media.title.clone());
    video.description = video.description.take().or_else(|| media.description.clone());
    video.url = video.url.take().or_else(|| media.url.clone());
    video.duration = video.duration.or(media.duration);
    video.poster = video.poster.take().or_else(|| media.poster.clone());
}

/// Completes the videos of the page from the videos that its data names.
fn complete(videos: &mut [Video], metadata: &Metadata) {
    let alone = videos.len() == 1 && metadata.videos.len() == 1;
    for video in videos {
        let same = |media: &&Media| {
            let title = video
                .title
                .as_ref()
                .zip(media.title.as_ref())
                .is_some_and(|(a, b)| a.to_lowercase() == b.to_lowercase());
            title || (video.url.is_some() && video.url == media.url) || (alone && video.url.is_none())
        };
        if let Some(media) = metadata.videos.iter().find(same) {
            fill(video, media);
        }
    }
}

/// The videos that the page's data names, where scripts make the players and the page shows
/// none. Where they stood is not known.
fn named_only(metadata: &Metadata) -> Vec<Video> {
    let playable = metadata.videos.iter().filter(|media| media.url.is_some() && media.title.is_some());
    let video = |media: &Media| {
        let mut video = Video::default();
        fill(&mut video, media);
        video
    };
    playable.take(NAMED).map(video).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{Clean, LinkKind, Page, Reading, Source};
    use crate::read::{Input, Options, read};

    fn reading(page: &str, input: Input) -> Reading {
        read(&Page::new(Source::Stdin, page.as_bytes().to_vec()), &Options::of(input))
    }

    const A: &str = "The swing bridge over the Marl opened to carts and cyclists on Tuesday morning, nine weeks after a barge bent its gate.";
    const B: &str = "Engineers replaced forty metres of rail and the whole of the turning gear, said the county, which put the cost at two million.";

    #[test]
    fn a_text_without_headings_is_cut_at_its_videos() {
        let text = format!("Bridge opens\n\n{A}\n\nWATCH: First cart crosses the bridge\n\n{B}\n");
        let reading = reading(&text, Input::Text);
        assert_eq!(reading.article.sections.len(), 2);
        assert_eq!(reading.sidebar.videos[0].after, Some(reading.article.sections[0].blocks[0].id));
    }

    #[test]
    fn a_text_with_headings_is_cut_at_them_alone() {
        let html = format!(
            "<main><h1>Bridge opens</h1><p>{A}</p><h2>The gate</h2><p>{B}</p><p>WATCH: First cart crosses</p><p>{A}</p></main>"
        );
        let titles: Vec<_> = reading(&html, Input::Html)
            .article
            .sections
            .iter()
            .map(|section| section.title().map(Clean::into_string))
            .collect();
        assert_eq!(titles, [None, Some("The gate".to_owned())]);
    }

    #[test]
    fn links_of_sentences_are_listed_and_stay_where_they_are() {
        let html = format!(
            "<main><h1>Bridge opens</h1><p>{A} The <a href=https://county.example/costs>whole <b>bill</b></a> is open, and <a href=#note>a note</a> is below.</p><p>{B}</p></main>"
        );
        let reading = reading(&html, Input::Html);
        let [link] = reading.sidebar.links.as_slice() else { panic!("{:?}", reading.sidebar.links) };
        assert_eq!(
            (link.text.as_str(), link.kind, link.block.is_some()),
            ("whole bill", LinkKind::Inline, false)
        );
        assert!(reading.text().contains("The whole bill is open, and a note is below."));
    }

    #[test]
    fn what_is_moved_knows_the_paragraph_above_it() {
        let text = format!(
            "Bridge opens\n\n{A}\n\nREAD MORE: Why the barge had no captain\nStory continues below advertisement\n\n{B}\n"
        );
        let reading = reading(&text, Input::Text);
        let first = reading.body().next().map(|block| block.id);
        assert_eq!(reading.sidebar.links[0].after, first);
        assert_eq!(reading.ledger[0].after, first);
    }
}
