//! Readings built by hand, for the tests of the printers.

use crate::model::{
    Anchor, Article, Block, BlockId, BlockKind, Class, Clean, Cues, Dropped, Front, Level, Link, LinkId,
    LinkKind, Marks, Media, MediaKind, Metadata, Origin, Part, PlaceId, Reading, Reason, Section, Sidebar,
    Source, Span, Tree, Video,
};

pub(super) fn block(id: u32, kind: BlockKind, text: &str) -> Block {
    let spans = if text.is_empty() { Vec::new() } else { vec![Span::plain(Clean::text(text))] };
    Block {
        id: BlockId(id),
        kind,
        spans,
        origin: Origin { place: PlaceId::ROOT, line: None, cues: Cues::NONE },
    }
}

pub(super) fn span(text: &str, marks: Marks, link: Option<u32>) -> Span {
    Span { text: Clean::text(text), marks, link: link.map(LinkId) }
}

pub(super) fn anchor(url: &str) -> Anchor {
    Anchor { url: Clean::field(url), local: url.starts_with('#') }
}

/// A reading that holds nothing.
pub(super) fn nothing() -> Reading {
    Reading {
        source: Source::Stdin,
        class: Class::Empty,
        metadata: Metadata::default(),
        article: Article::default(),
        sidebar: Sidebar::default(),
        ledger: Vec::new(),
        anchors: Vec::new(),
        tree: Tree::default(),
    }
}

/// A reading whose body is these blocks, in one section.
pub(super) fn of(blocks: Vec<Block>) -> Reading {
    let article = Article { front: Vec::new(), sections: vec![Section { blocks }] };
    Reading { article, class: Class::Article, ..nothing() }
}

/// A news story with a little of everything.
pub(super) fn ferry() -> Reading {
    let metadata = Metadata {
        title: Some(Clean::field("Ferry stops at *noon*")),
        byline: Some(Clean::field("Ada Lind")),
        site: Some(Clean::field("Sund Courier")),
        published: Some(Clean::field("2024-05-06T07:08:09Z")),
        language: Some(Clean::field("en")),
        section: Some(Clean::field("Coast")),
        tags: vec![Clean::field("Ferries"), Clean::field("Tides")],
        ..Metadata::default()
    };
    Reading {
        source: Source::File("ferry.html".into()),
        class: Class::Article,
        metadata,
        article: Article { front: vec![front()], sections: vec![first_section(), second_section()] },
        sidebar: sidebar(),
        ledger: ledger(),
        anchors: vec![anchor("https://sund.example/tide?a=1&b=2"), anchor("javascript:steal()")],
        tree: Tree::default(),
    }
}

fn front() -> Front {
    let standfirst = block(1, BlockKind::Paragraph, "No boats until the tide turns.");
    Front { part: Part::Standfirst, block: standfirst }
}

fn first_section() -> Section {
    let mut lead = block(2, BlockKind::Paragraph, "");
    lead.spans = vec![
        span("The harbour ferry ", Marks::NONE, None),
        span("stopped ", Marks::STRONG, None),
        span("when the ", Marks::NONE, None),
        span("spring tide", Marks::NONE, Some(0)),
        span(" came, ", Marks::NONE, None),
        span("said", Marks::NONE, Some(1)),
        span(" <the master> & crew.", Marks::EMPHASIS, None),
    ];
    Section { blocks: vec![lead, block(3, BlockKind::Caption, "The quay. Photo: E. Berg")] }
}

fn second_section() -> Section {
    let item = |id, depth, ordinal, text| block(id, BlockKind::Item { depth, ordinal }, text);
    Section {
        blocks: vec![
            block(4, BlockKind::Heading(Level::new(2)), "What travellers can do"),
            item(5, 0, Some(1), "Take the bus:"),
            item(6, 1, None, "line 4 from the square"),
            item(7, 0, Some(2), "Wait."),
            block(8, BlockKind::Quote, "We sail\nwhen she lets us."),
            block(9, BlockKind::Code, "tide --at `sund`\n  high"),
            block(10, BlockKind::Row, "Hour\tLevel|cm"),
            block(11, BlockKind::Row, "06\t142"),
            block(12, BlockKind::Media(Box::new(picture())), ""),
        ],
    }
}

fn picture() -> Media {
    Media {
        url: Some(Clean::field("https://sund.example/quay.jpg")),
        title: Some(Clean::field("The quay at noon")),
        ..Media::new(MediaKind::Image)
    }
}

fn sidebar() -> Sidebar {
    let video = Video {
        title: Some(Clean::field("Tide over the quay")),
        url: Some(Clean::field("https://sund.example/v/1")),
        duration: Some(72),
        after: Some(BlockId(2)),
        ..Video::default()
    };
    let link = Link {
        text: Clean::field("Why tides differ"),
        url: Some(Clean::field("https://sund.example/why")),
        kind: LinkKind::Related,
        what: None,
        after: Some(BlockId(2)),
        anchor: None,
        block: None,
    };
    Sidebar { videos: vec![video], links: vec![link] }
}

fn ledger() -> Vec<Dropped> {
    let marker = block(13, BlockKind::Paragraph, "Story continues below advertisement");
    vec![Dropped { block: marker, reason: Reason::AdMarker, after: Some(BlockId(2)) }]
}
