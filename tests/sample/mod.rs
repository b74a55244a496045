//! Readings made by hand, to show every kind of block.

use newsprint::model::{
    Anchor, Article, Block, BlockId, BlockKind, Class, Clean, Cue, Cues, Dropped, Fixture, Front, Invitation,
    Level, Link, LinkId, LinkKind, Marks, Metadata, Origin, Part, PlaceId, Reading, Reason, Section, Sidebar,
    Source, Span, Tree, Video,
};

/// Builds a reading block by block; ids count up as on a page.
pub(crate) struct Sample {
    next: u32,
    body: Vec<Block>,
    pub(crate) reading: Reading,
}

impl Sample {
    pub(crate) fn new(title: &str) -> Self {
        let reading = Reading {
            source: Source::Stdin,
            class: Class::Article,
            metadata: Metadata::default(),
            article: Article::default(),
            sidebar: Sidebar::default(),
            ledger: Vec::new(),
            anchors: Vec::new(),
            tree: Tree::default(),
        };
        Self { next: 0, body: Vec::new(), reading }.front(Part::Title, title)
    }

    fn make(&mut self, kind: BlockKind, spans: Vec<Span>) -> Block {
        let origin = Origin { place: PlaceId::ROOT, line: None, cues: Cues::NONE };
        self.next += 1;
        Block { id: BlockId(self.next - 1), kind, spans, origin }
    }

    fn after(&self) -> Option<BlockId> {
        self.body.last().map(|block| block.id)
    }

    pub(crate) fn about(mut self, site: &str, date: &str, byline: &str, url: &str) -> Self {
        let field = |text: &str| (!text.is_empty()).then(|| Clean::field(text));
        let metadata = &mut self.reading.metadata;
        (metadata.site, metadata.published) = (field(site), field(date));
        (metadata.byline, metadata.url) = (field(byline), field(url));
        metadata.section = field("Nova Scotia");
        metadata.tags = ["Ferries", "Harbours"].map(Clean::field).to_vec();
        self
    }

    pub(crate) fn front(mut self, part: Part, text: &str) -> Self {
        let block = self.make(BlockKind::Paragraph, vec![Span::plain(Clean::text(text))]);
        self.reading.article.front.push(Front { part, block });
        self
    }

    pub(crate) fn block(mut self, kind: BlockKind, text: &str) -> Self {
        let spans = self.spans(text);
        let block = self.make(kind, spans);
        let holder = block.id;
        for (span, anchor) in block.spans.iter().filter_map(|span| Some((span, span.link?))) {
            let link = Link {
                text: span.text.clone(),
                url: self.reading.anchors.get(anchor.index()).map(|anchor| anchor.url.clone()),
                kind: LinkKind::Inline,
                what: None,
                after: Some(holder),
                anchor: Some(anchor),
                block: None,
            };
            self.reading.sidebar.links.push(link);
        }
        self.body.push(block);
        self
    }

    /// Text with `*strong*`, `_emphasis_`, `` `code` `` and `[text](address)`.
    fn spans(&mut self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['*', '_', '`', '[']) {
            let (before, marked) = rest.split_at(at);
            spans.push(Span::plain(Clean::text(before)));
            let (sign, inner) = marked.split_at(1);
            if sign == "[" {
                let (text, after) = inner.split_once("](").unwrap();
                let (url, after) = after.split_once(')').unwrap();
                let link = LinkId(self.reading.anchors.len() as u32);
                self.reading.anchors.push(Anchor { url: Clean::field(url), local: false });
                spans.push(Span { text: Clean::text(text), marks: Marks::NONE, link: Some(link) });
                rest = after;
            } else {
                let marks = match sign {
                    "*" => Marks::STRONG,
                    "_" => Marks::EMPHASIS,
                    _ => Marks::CODE,
                };
                let (text, after) = inner.split_once(sign).unwrap();
                spans.push(Span { text: Clean::text(text), marks, link: None });
                rest = after;
            }
        }
        spans.push(Span::plain(Clean::text(rest)));
        spans
    }

    pub(crate) fn par(self, text: &str) -> Self {
        self.block(BlockKind::Paragraph, text)
    }

    pub(crate) fn heading(self, level: u8, text: &str) -> Self {
        self.block(BlockKind::Heading(Level::new(level)), text)
    }

    pub(crate) fn item(self, depth: u8, ordinal: Option<u32>, text: &str) -> Self {
        self.block(BlockKind::Item { depth, ordinal }, text)
    }

    pub(crate) fn video(mut self, title: &str, url: &str, seconds: Option<u32>) -> Self {
        let video = Video {
            title: Some(Clean::field(title)),
            url: Some(Clean::field(url)),
            duration: seconds,
            after: self.after(),
            ..Video::default()
        };
        self.reading.sidebar.videos.push(video);
        self
    }

    pub(crate) fn related(mut self, text: &str, url: &str) -> Self {
        let link = Link {
            text: Clean::field(text),
            url: Some(Clean::field(url)),
            kind: LinkKind::Related,
            what: None,
            after: self.after(),
            anchor: None,
            block: None,
        };
        self.reading.sidebar.links.push(link);
        self
    }

    pub(crate) fn dropped(mut self, text: &str, reason: Reason) -> Self {
        let after = self.after();
        let block = self.make(BlockKind::Paragraph, vec![Span::plain(Clean::text(text))]);
        self.reading.ledger.push(Dropped { block, reason, after });
        self
    }

    pub(crate) fn build(mut self) -> Reading {
        let mut sections: Vec<Section> = Vec::new();
        for block in self.body {
            if sections.is_empty() || matches!(block.kind, BlockKind::Heading(_)) {
                sections.push(Section::default());
            }
            sections.last_mut().unwrap().blocks.push(block);
        }
        self.reading.article.sections = sections;
        self.reading
    }
}

/// An article with everything in it.
pub(crate) fn ferry() -> Reading {
    Sample::new("Halifax ferry terminal closed after barge strikes dock")
        .about("Halifax Gazette", "2021-03-03T09:14:00-04:00", "Dana Whitlock", "https://gazette.example/ferry")
        .dropped("Skip to content", Reason::Interface(Fixture::Button))
        .front(Part::Standfirst, "Cross-harbour service is cancelled for the day while divers look at two cracked pilings.")
        .par("A loaded gravel barge struck the Alderney ferry dock early Wednesday, cracking two pilings and forcing Halifax Transit to cancel all cross-harbour service for the day.")
        .video("Barge breaks free in Halifax Harbour and drifts towards the dock", "https://video.example/1", Some(72))
        .dropped("Story continues below advertisement", Reason::AdMarker)
        .par("No one was hurt. Transit spokesperson Erin Fowlow said the crew of the early boat saw the barge coming and *backed away from the slip* with eleven passengers aboard, [a manoeuvre they had practised in the autumn](https://gazette.example/drill). The port authority's [first statement](https://port.example/statement) speaks of a parted tow line.")
        .related("Why the harbour ferry fleet is older than most of its riders", "https://gazette.example/fleet")
        .dropped("READ MORE: Bridge tolls to rise in the spring", Reason::Prompt(Invitation::Subscribe))
        .heading(2, "What the divers found")
        .par("Two of the fourteen timber pilings are cracked below the water line, and the steel ramp that passengers walk down has moved by the width of a hand.")
        .block(BlockKind::Quote, "We can shore it up in days. Whether we should is another question, because the whole dock was due to be replaced in two years.")
        .block(BlockKind::Caption, "Divers at the Alderney dock on Wednesday afternoon. (Priya Raman / Halifax Gazette)")
        .par("The city's engineers gave council three choices on Thursday:")
        .item(0, Some(1), "shore up the two pilings and open by Monday;")
        .item(0, Some(2), "replace all fourteen, which closes the dock for _five weeks_;")
        .item(0, Some(3), "do nothing here and run both boats from Woodside:")
        .item(1, None, "the buses there would have to come twice as often,")
        .item(1, None, "and parking is short already.")
        .video("Terminal closed after the collision", "https://video.example/2", None)
        .dropped("Sign up for our morning newsletter", Reason::Prompt(Invitation::Newsletter))
        .heading(2, "How to cross in the meantime")
        .block(BlockKind::Row, "Line\tFrom\tEvery")
        .block(BlockKind::Row, "320\tBridge Terminal\t10 min")
        .block(BlockKind::Row, "370\tPortland Hills\t15 min")
        .par("Riders can look up departures with `transit next 320` at any stop sign that has a screen.")
        .heading(3, "For the record")
        .block(BlockKind::Code, "curl https://transit.example/api/stops?near=44.66,-63.57\n\t{\"stop\": 6040, \"line\": 320}")
        .par("Council meets again on Tuesday evening. The ferry has crossed the harbour since 1752, and it has been stopped by ice, by war and by a whale, but never before by gravel.")
        .dropped("Advertisement", Reason::AdMarker)
        .dropped("Most read", Reason::Named(Cue::ALL[0]))
        .build()
}

/// A short second article, in Chinese.
pub(crate) fn harbour() -> Reading {
    Sample::new("渡船码头被驳船撞坏，全天停航")
        .about("海港晚报", "2021-03-04", "", "https://wanbao.example/1")
        .par("星期三清晨，一艘满载砂石的驳船撞上了渡船码头，两根木桩开裂，交通局取消了当天所有的过海班次。没有人受伤。交通局发言人说，早班船的船员看见驳船漂来，载着十一名乘客退离了泊位。")
        .par("工程师星期四向市议会提出了三个方案。")
        .build()
}
