//! A parsed page: blocks in document order, standing in the skeleton of the page.

use super::{Block, BlockId, Clean, LinkId, Metadata, Tree};

/// What a link points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The address: absolute when the page's base is known, else as written.
    pub url: Clean,
    /// Whether it points into the same page.
    pub local: bool,
}

/// A parsed page. Every visible text node is in exactly one block.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The blocks, in document order; a block's id is its index here.
    pub blocks: Vec<Block>,
    /// The skeleton that they stand in.
    pub tree: Tree,
    /// What the links of the spans point to.
    pub anchors: Vec<Anchor>,
    /// What the page says of itself in its head and its data.
    pub metadata: Metadata,
    /// Whether it came from marked-up text, so that the tree tells something.
    pub marked_up: bool,
}

impl Document {
    /// The block of that number.
    #[must_use]
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.get(id.index())
    }

    /// What a link points to.
    #[must_use]
    pub fn anchor(&self, id: LinkId) -> Option<&Anchor> {
        self.anchors.get(id.index())
    }
}
