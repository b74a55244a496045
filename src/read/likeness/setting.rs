//! How a block is set: what blocks that look alike on a page have in common.

use foldhash::HashMap;

use crate::model::{Block, BlockKind, Document, PlaceId};

/// How a block is set: its kind, and the names of its element and of the one around that.
pub(super) type Setting = (u8, usize, usize);

/// A number for the tag and name of each place, the same for the same.
pub(super) fn names(document: &Document) -> Vec<usize> {
    let mut known: HashMap<(&str, &str), usize> = HashMap::default();
    let mut names = Vec::with_capacity(document.tree.len());
    for (_, place) in document.tree.iter() {
        let next = known.len();
        names.push(*known.entry((&place.tag, &place.name)).or_insert(next));
    }
    names
}

/// How a block is set.
pub(super) fn setting(document: &Document, names: &[usize], block: &Block) -> Setting {
    let name = |id: PlaceId| names.get(id.index()).copied().unwrap_or_default();
    (kind(&block.kind), name(block.origin.place), name(around(document, block.origin.place)))
}

/// The place around a block's element; the element itself where the text is loose.
pub(super) fn home(document: &Document, block: &Block) -> PlaceId {
    match block.kind {
        BlockKind::Loose => block.origin.place,
        _ => around(document, block.origin.place),
    }
}

fn around(document: &Document, id: PlaceId) -> PlaceId {
    document.tree.get(id).parent.unwrap_or(PlaceId::ROOT)
}

fn kind(kind: &BlockKind) -> u8 {
    match kind {
        BlockKind::Heading(_) => 0,
        BlockKind::Paragraph => 1,
        BlockKind::Item { .. } => 2,
        BlockKind::Quote => 3,
        BlockKind::Code => 4,
        BlockKind::Caption => 5,
        BlockKind::Row => 6,
        BlockKind::Media(_) => 7,
        BlockKind::Loose => 8,
    }
}
