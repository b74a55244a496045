//! Verdicts to a reading. Moves blocks; copies none and loses none.

use std::collections::HashMap;

use super::Judged;
use super::footage::{complete, fill};
use super::html::{clock_line, title_and_clock};
use super::labels::fold;
use crate::model::{
    Anchor, Article, Block, BlockId, BlockKind, Clean, Dropped, Front, Link, LinkId, LinkKind, Media,
    MediaKind, Metadata, Part, Reading, Shelf, Sidebar, Source, Tree, Verdict, Video, VideoPart, count_words,
    host, inline_links, sections,
};

/// A standfirst of fewer words is a kicker or a date.
const WORDS: usize = 6;

/// Moves every block to where its verdict sends it.
#[must_use]
pub fn assemble(judged: Judged, source: Source) -> Reading {
    let Judged { document, verdicts, class, .. } = judged;
    let kept = verdicts
        .iter()
        .filter(|verdict| matches!(verdict, Verdict::Keep(Part::Body | Part::Caption)))
        .count();
    let mut mover = Mover {
        anchors: &document.anchors,
        tree: &document.tree,
        body: Vec::with_capacity(kept),
        front: Vec::new(),
        sidebar: Sidebar::default(),
        ledger: Vec::new(),
        videos: HashMap::new(),
    };
    for (block, verdict) in document.blocks.into_iter().zip(verdicts) {
        mover.place(block, verdict);
    }
    let Mover { mut front, body, mut sidebar, ledger, .. } = mover;
    sidebar.links.extend(body.iter().flat_map(|block| inline_links(block, &document.anchors)));
    let mut metadata = document.metadata;
    complete(&mut sidebar.videos, &metadata);
    if metadata.title.is_none() {
        let title = front.iter_mut().find(|front| front.part == Part::Title);
        metadata.title = title.map(|title| title.block.clean_text().folded());
    }
    metadata.description = standfirst(&front, &metadata).or(metadata.description);
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

/// The standfirst that the page shows: of several the one that the page describes itself by,
/// else the first that says more than the headline, a paragraph before a heading.
fn standfirst(front: &[Front], metadata: &Metadata) -> Option<Clean> {
    let shown = front.iter().filter(|front| front.part == Part::Standfirst);
    let (lines, paragraphs): (Vec<&Front>, Vec<&Front>) =
        shown.partition(|front| matches!(front.block.kind, BlockKind::Heading(_)));
    let shown = paragraphs.into_iter().chain(lines).map(|front| front.block.clean_text().folded());
    let shown: Vec<Clean> = shown.collect();
    let known = |text: &Option<Clean>| text.as_deref().map(fold).filter(|text| !text.is_empty());
    let (described, title) = (known(&metadata.description), known(&metadata.title));
    let is_same = |text: &&Clean| {
        let text = fold(text);
        described.as_ref().is_some_and(|known| text.starts_with(known) || known.starts_with(&text))
    };
    let says_more = |text: &&Clean| {
        let is_headline = title.as_ref().is_some_and(|title| fold(text).contains(title));
        count_words(text) >= WORDS && !is_headline
    };
    let same = shown.iter().filter(says_more).filter(is_same).max_by_key(|text| text.len());
    same.or_else(|| shown.iter().find(says_more)).cloned()
}

struct Mover<'a> {
    anchors: &'a [Anchor],
    tree: &'a Tree,
    front: Vec<Front>,
    body: Vec<Block>,
    sidebar: Sidebar,
    ledger: Vec<Dropped>,
    /// Where the video led by a block is among the videos.
    videos: HashMap<BlockId, usize>,
}

impl Mover<'_> {
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
        let link = self.target(&block).map(|(_, url)| url);
        let videos = &mut self.sidebar.videos;
        let index = *self.videos.entry(lead).or_insert_with(|| {
            videos.push(Video { after, ..Video::default() });
            videos.len() - 1
        });
        let Some(video) = videos.get_mut(index) else { return };
        match part {
            VideoPart::Player => {
                if let BlockKind::Media(media) = &block.kind {
                    // What plays is nearer than the page that a line of text leads to.
                    let is_first =
                        video.blocks.iter().all(|block| !matches!(block.kind, BlockKind::Media(_)));
                    video.url = media.url.clone().filter(|_| is_first).or_else(|| video.url.take());
                    fill(video, media);
                }
            }
            VideoPart::Title { label } => {
                let before = block.clean_text().slice(0, label as usize);
                video.duration = video.duration.or_else(|| clock_line(&before));
                let mut title = block.text_from(label as usize).folded();
                if let Some((words, length)) = title_and_clock(&title) {
                    video.duration = video.duration.or(Some(length));
                    title = title.slice(0, words.len());
                }
                // The player's own title stands for a line that says it with a label before it.
                let is_inside = |own: &Clean| {
                    count_words(own) >= 3 && own.len() < title.len() && fold(&title).ends_with(&fold(own))
                };
                if !video.title.as_ref().is_some_and(is_inside) {
                    let own = video.title.replace(title);
                    let other = own.filter(|own| Some(own) != video.title.as_ref());
                    video.description = video.description.take().or(other);
                }
                video.url = video.url.take().or(link);
            }
            VideoPart::Description { label } => {
                video.description = Some(block.text_from(label as usize).folded());
                video.url = video.url.take().or(link);
            }
            VideoPart::Duration { seconds } => video.duration = Some(seconds),
        }
        video.blocks.push(block);
    }

    /// Where a block leads, and in which words if these are not all of it: the link with most
    /// of its letters, else the first. One without may stand in a box over which a link is laid.
    fn target(&self, block: &Block) -> Option<(Option<Clean>, Clean)> {
        let mut links: Vec<(LinkId, Clean)> = Vec::new();
        for span in &block.spans {
            match (span.link, links.last_mut()) {
                (Some(id), Some((last, text))) if *last == id => text.push(&span.text),
                (Some(id), _) => links.push((id, span.text.clone())),
                (None, _) => {}
            }
        }
        let letters = |text: &Clean| text.chars().filter(|c| c.is_alphanumeric()).count();
        let leads = |id: LinkId| {
            let anchor = self.anchors.get(id.index()).filter(|anchor| !anchor.local)?;
            Some(anchor.url.clone())
        };
        // Beside a kicker that links to its section, the headline is what the other link says.
        let most = |(_, text): &&(LinkId, Clean)| letters(text) * 10 >= block.letters() * 6;
        let main = links.iter().find(most).filter(|_| links.len() > 1);
        if let Some((id, text)) = main {
            return Some((Some(text.folded()), leads(*id)?));
        }
        if let Some((id, _)) = links.first() {
            return Some((None, leads(*id)?));
        }
        Some((None, leads(self.tree.laid_over(block.origin.place)?)?))
    }

    fn shelve_link(&mut self, block: Block, label: u32) {
        let after = self.after();
        let mut text = block.text_from(label as usize).folded();
        if block.text().starts_with('[') && text.ends_with(']') {
            text = text.slice(0, text.len() - 1);
        }
        let (words, url) = self.target(&block).map_or((None, None), |(words, url)| (words, Some(url)));
        let text = words.filter(|_| label == 0).unwrap_or(text);
        self.sidebar.links.push(Link {
            text,
            url,
            kind: LinkKind::Related,
            what: None,
            after,
            anchor: None,
            block: Some(block),
        });
    }

    fn shelve_embed(&mut self, block: Block) {
        let after = self.after();
        let (text, url, what) = match &block.kind {
            BlockKind::Media(media) => (name(media), media.url.clone(), Some(media.kind)),
            _ => (block.clean_text().folded(), None, None),
        };
        self.sidebar.links.push(Link {
            text,
            url,
            kind: LinkKind::Embed,
            what,
            after,
            anchor: None,
            block: Some(block),
        });
    }
}

/// What an embed is called: by its title, by whose it is, else by what it is.
fn name(media: &Media) -> Clean {
    if let Some(title) = media.title.as_ref().filter(|_| media.by.is_none()) {
        return title.clone();
    }
    let word = match media.kind {
        MediaKind::Frame => "Embedded page",
        kind => kind.word(),
    };
    let own = media.by.as_ref().map(|by| format!("{word} by {by}"));
    let unknown = || media.url.as_deref().and_then(host).filter(|_| media.kind == MediaKind::Frame);
    Clean::field(&own.or_else(unknown).unwrap_or_else(|| word.to_owned()))
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
    fn the_standfirst_that_the_page_shows_is_its_description() {
        let page = |shown: &str| {
            format!(
                r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Bridge opens","description":"For machines."}}</script>
                <main><article><h1>Bridge opens</h1>{shown}<div class=text><p>{A}</p><p>{B}</p><p>{A} {B}</p></div></article></main>"#
            )
        };
        let described =
            |shown: &str| reading(&page(shown), Input::Html).metadata.description.map(Clean::into_string);
        let standfirst = "Two villages have their crossing back.";
        assert_eq!(described(&format!("<p class=standfirst>{standfirst}</p>")).as_deref(), Some(standfirst));
        assert_eq!(
            described("<p class=standfirst>Bridges, again, in May</p>").as_deref(),
            Some("For machines.")
        );
        assert_eq!(described("").as_deref(), Some("For machines."));
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
