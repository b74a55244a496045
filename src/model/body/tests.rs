//! A block that comes back stands where it stood, and nothing is lost on either way.

use super::*;
use crate::model::{
    Article, Class, Cues, Level, Marks, Metadata, Origin, PlaceId, Sidebar, Source, Span, Tree, Video,
};

fn block(id: u32, kind: BlockKind, text: &str) -> Block {
    let origin = Origin { place: PlaceId::ROOT, line: None, cues: Cues::NONE };
    Block { id: BlockId(id), kind, spans: vec![Span::plain(Clean::text(text))], origin }
}

fn paragraph(id: u32) -> Block {
    block(id, BlockKind::Paragraph, &format!("Paragraph {id}."))
}

fn heading(id: u32) -> Block {
    block(id, BlockKind::Heading(Level::new(2)), &format!("Heading {id}"))
}

fn dropped(block: Block) -> Dropped {
    Dropped { block, reason: Reason::AdMarker, after: None }
}

/// A reading with these blocks in its text and these in its ledger.
fn reading(body: Vec<Block>, ledger: Vec<Block>) -> Reading {
    Reading {
        source: Source::Stdin,
        class: Class::Article,
        metadata: Metadata::default(),
        article: Article { front: Vec::new(), sections: sections(body, &[]) },
        sidebar: Sidebar::default(),
        ledger: ledger.into_iter().map(dropped).collect(),
        anchors: vec![Anchor { url: Clean::field("https://tide.example/"), local: false }],
        tree: Tree::default(),
    }
}

fn ids(reading: &Reading) -> Vec<Vec<u32>> {
    let ids = |section: &Section| section.blocks.iter().map(|block| block.id.0).collect();
    reading.article.sections.iter().map(ids).collect()
}

fn letters(reading: &Reading) -> usize {
    reading.blocks().map(Block::letters).sum()
}

#[test]
fn a_restored_block_stands_where_it_stood() {
    let body = vec![paragraph(1), heading(3), paragraph(4), heading(7), paragraph(8)];
    let mut reading = reading(body, vec![paragraph(0), paragraph(2), paragraph(5), paragraph(9)]);
    for id in [5, 9, 0, 2] {
        assert!(reading.restore(BlockId(id)));
    }
    assert_eq!(ids(&reading), [vec![0, 1, 2], vec![3, 4, 5], vec![7, 8, 9]]);
    assert!(reading.ledger.is_empty());
}

#[test]
fn a_block_before_the_first_heading_gets_a_section_of_its_own() {
    let mut reading = reading(vec![heading(1), paragraph(2)], vec![paragraph(0), heading(3)]);
    assert!(reading.restore(BlockId(0)) && reading.restore(BlockId(3)));
    assert_eq!(ids(&reading), [vec![0], vec![1, 2], vec![3]]);
    assert_eq!(reading.article.sections[1].title().as_deref(), Some("Heading 1"));
}

#[test]
fn a_block_of_an_empty_reading_becomes_its_text() {
    let mut reading = reading(Vec::new(), vec![paragraph(4)]);
    assert!(reading.restore(BlockId(4)));
    assert_eq!(reading.text(), "Paragraph 4.");
}

#[test]
fn only_a_block_of_the_ledger_is_restored_and_only_one_of_the_text_is_dropped() {
    let mut reading = reading(vec![paragraph(0)], vec![paragraph(1)]);
    assert!(!reading.restore(BlockId(0)) && !reading.restore(BlockId(7)));
    assert!(!reading.drop_block(BlockId(1), Reason::ByReader));
    assert_eq!(ids(&reading), [[0]]);
}

#[test]
fn what_is_restored_and_dropped_again_is_as_it_was() {
    let mut reading = reading(vec![paragraph(1), heading(3), paragraph(4)], vec![paragraph(2), heading(5)]);
    let (before, count) = (format!("{:?}", reading.article), letters(&reading));
    for id in [2, 5] {
        assert!(reading.restore(BlockId(id)));
        assert_eq!(letters(&reading), count);
        assert!(reading.drop_block(BlockId(id), Reason::AdMarker));
        assert_eq!((letters(&reading), format!("{:?}", reading.article)), (count, before.clone()));
    }
    let ledger: Vec<_> = reading.ledger.iter().map(|dropped| (dropped.block.id.0, dropped.after)).collect();
    assert_eq!(ledger, [(2, Some(BlockId(1))), (5, Some(BlockId(4)))]);
}

#[test]
fn a_text_without_headings_stays_cut_at_its_videos() {
    let mut reading = reading(vec![paragraph(0), paragraph(2)], vec![paragraph(1)]);
    reading.sidebar.videos.push(Video { after: Some(BlockId(0)), ..Video::default() });
    assert!(reading.restore(BlockId(1)));
    assert_eq!(ids(&reading), [vec![0], vec![1, 2]]);
}

#[test]
fn the_links_of_a_restored_block_are_listed_in_their_order() {
    let link = |id| {
        let span = Span { text: Clean::text("tide"), marks: Marks::NONE, link: Some(LinkId(0)) };
        Block { spans: vec![span], ..paragraph(id) }
    };
    let mut reading = reading(vec![link(0), link(2)], vec![link(1)]);
    let listed = |reading: &Reading| reading.sidebar.links.iter().map(|link| link.after).collect::<Vec<_>>();
    let found: Vec<Link> = reading.body().flat_map(|block| inline_links(block, &reading.anchors)).collect();
    reading.sidebar.links = found;
    assert!(reading.restore(BlockId(1)));
    assert_eq!(listed(&reading), [0, 1, 2].map(|id| Some(BlockId(id))));
    assert!(reading.drop_block(BlockId(1), Reason::AdMarker));
    assert_eq!(listed(&reading), [0, 2].map(|id| Some(BlockId(id))));
}

#[test]
fn what_stood_after_a_dropped_block_stands_after_the_one_before_it() {
    let mut reading = reading(vec![paragraph(0), paragraph(2), paragraph(5)], vec![paragraph(4)]);
    let shelved = |id, after| {
        let link = Link {
            block: Some(paragraph(id)),
            ..inline_link(
                BlockId(after),
                LinkId(0),
                &Clean::field("a"),
                &Anchor { url: Clean::field("b"), local: false },
            )
        };
        Link { kind: LinkKind::Related, anchor: None, ..link }
    };
    reading.sidebar.links.push(shelved(3, 2));
    reading.sidebar.videos.push(Video {
        after: Some(BlockId(2)),
        blocks: vec![paragraph(6)],
        ..Video::default()
    });
    reading.ledger[0].after = Some(BlockId(2));
    reading.sidebar.videos[0].after = Some(BlockId(5));
    let after = |reading: &Reading| {
        let sidebar = &reading.sidebar;
        [
            sidebar.links[0].after,
            sidebar.videos[0].after,
            reading.ledger.last().and_then(|dropped| dropped.after),
        ]
        .map(|after| after.map(|id| id.0))
    };
    let before = (after(&reading), format!("{reading:?}"));
    assert_eq!(before.0, [Some(2), Some(5), Some(2)]);
    assert!(
        reading.drop_block(BlockId(2), Reason::ByReader) && reading.drop_block(BlockId(5), Reason::ByReader)
    );
    assert_eq!(after(&reading), [Some(0), Some(0), Some(0)]);
    assert!(reading.restore(BlockId(5)) && reading.restore(BlockId(2)));
    assert_eq!((after(&reading), format!("{reading:?}")), before);
}

#[test]
fn a_shelved_block_stands_beside_the_text_and_comes_back() {
    let mut reading = reading(vec![heading(1), paragraph(2), paragraph(4)], vec![paragraph(3)]);
    let (count, before) = (letters(&reading), format!("{:?}", reading.article));
    assert!(reading.shelve_block(BlockId(2)) && !reading.shelve_block(BlockId(3)));
    let [link] = reading.sidebar.links.as_slice() else { panic!("{:?}", reading.sidebar) };
    assert_eq!(
        (link.kind, link.after, link.text.as_str()),
        (LinkKind::Related, Some(BlockId(1)), "Paragraph 2.")
    );
    assert_eq!(letters(&reading), count);
    assert!(reading.restore(BlockId(2)));
    assert_eq!(format!("{:?}", reading.article), before);
}
