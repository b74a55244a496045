//! What an open element hands down to what is inside it.

use scraper::node::Element;

use super::attributes::Attributes;
use super::elements::Flow;
use super::naming::Traits;
use super::selector::Fit;
use crate::model::{BlockKind, Cue, Cues, Landmark, Level, LinkId, Marks, PlaceId};

/// The lists that an item is in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lists {
    /// How many lists are open.
    pub(super) open: u8,
    /// The number of the item, in a numbered list.
    pub(super) ordinal: Option<u32>,
}

impl Lists {
    /// How many lists an item is nested in, less one.
    pub(super) fn depth(self) -> u8 {
        self.open.saturating_sub(1)
    }
}

/// What an element began when it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Began {
    /// Nothing: it stands in its line.
    Nothing,
    /// Text beside the open line.
    Beside,
    /// Blocks.
    Blocks,
    /// A list.
    List,
    /// An item of a list, with the first of its blocks out or not.
    Item { first_is_out: bool },
}

/// What an open element hands down to what is inside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) flow: Flow,
    pub(super) place: PlaceId,
    pub(super) row: PlaceId,
    pub(super) cell: PlaceId,
    pub(super) marks: Marks,
    pub(super) link: Option<LinkId>,
    /// Cues of the inline elements since the last block.
    pub(super) cues: Cues,
    pub(super) lists: Lists,
    pub(super) began: Began,
    /// How many texts there were when the link began.
    pub(super) texts: usize,
    /// Which rules of a reader its element fits.
    pub(super) fit: Fit,
    /// Inside a quotation, a caption: what kind plain paragraphs become.
    within: Option<Flow>,
    /// The number that the next item of this numbered list gets.
    next_ordinal: Option<u32>,
}

impl Frame {
    /// The frame around the whole page.
    pub(super) const ROOT: Self = Self {
        flow: Flow::Loose,
        place: PlaceId::ROOT,
        row: PlaceId::ROOT,
        cell: PlaceId::ROOT,
        marks: Marks::NONE,
        link: None,
        cues: Cues::NONE,
        lists: Lists { open: 0, ordinal: None },
        began: Began::Blocks,
        texts: 0,
        fit: 0,
        within: None,
        next_ordinal: None,
    };

    /// Enters an element that begins blocks.
    pub(super) fn enter(&mut self, element: &Element, flow: Option<Flow>, traits: &Traits<'_>) {
        let tag = element.name();
        self.began = match tag {
            "li" => Began::Item { first_is_out: false },
            "ul" | "ol" | "menu" | "dir" => Began::List,
            _ => Began::Blocks,
        };
        match tag {
            "ul" | "ol" | "menu" | "dir" => self.enter_list(element, tag),
            "tr" => self.row = self.place,
            "td" | "th" => self.cell = self.place,
            _ => {}
        }
        let flow = flow.or_else(|| heading_by_role(element));
        self.flow = match (flow, self.within) {
            (Some(flow @ (Flow::Quote | Flow::Caption)), _) => {
                self.within = Some(flow);
                flow
            }
            (Some(Flow::Paragraph) | None, Some(within)) => within,
            (Some(Flow::Paragraph), None) if self.flow == Flow::Item => Flow::Item,
            (Some(flow), _) => flow,
            (None, None) => self.plain(traits),
        };
    }

    /// What loose text in an element without a meaning of its own becomes.
    fn plain(&mut self, traits: &Traits<'_>) -> Flow {
        let is_caption = traits.cues.has(Cue::Caption) && !traits.cues.has(Cue::Body);
        if is_caption && traits.landmark != Some(Landmark::Figure) {
            return Flow::Caption;
        }
        match self.flow {
            Flow::Item => Flow::Item,
            _ => Flow::Loose,
        }
    }

    fn enter_list(&mut self, element: &Element, tag: &str) {
        self.lists.open = self.lists.open.saturating_add(1);
        let start = element.said("start").and_then(|start| start.trim().parse::<i64>().ok());
        let start = u32::try_from(start.unwrap_or(1).max(0)).unwrap_or(u32::MAX);
        self.next_ordinal = (tag == "ol").then_some(start);
        self.flow = Flow::Loose;
    }

    /// The number of an item that begins in this frame's list; counts on.
    pub(super) fn number(&mut self, element: &Element) -> Option<u32> {
        let next = self.next_ordinal?;
        let value = element.said("value").and_then(|value| value.trim().parse::<u32>().ok());
        let number = value.unwrap_or(next);
        self.next_ordinal = Some(number.saturating_add(1));
        Some(number)
    }
}

fn heading_by_role(element: &Element) -> Option<Flow> {
    (element.said("role") == Some("heading")).then(|| {
        let level = element.said("aria-level").and_then(|level| level.trim().parse().ok());
        Flow::Heading(Level::new(level.unwrap_or(2)))
    })
}

/// What a block is by what its text flowed into.
pub(super) fn kind_of(flow: Flow, cells: u32, first_of_item: bool, lists: Option<Lists>) -> BlockKind {
    match flow {
        Flow::Loose => BlockKind::Loose,
        Flow::Heading(level) => BlockKind::Heading(Level::new(level.get())),
        Flow::Item if first_of_item => {
            let lists = lists.unwrap_or_default();
            BlockKind::Item { depth: lists.depth(), ordinal: lists.ordinal }
        }
        Flow::Item | Flow::Paragraph => BlockKind::Paragraph,
        Flow::Quote => BlockKind::Quote,
        Flow::Code => BlockKind::Code,
        Flow::Caption => BlockKind::Caption,
        // A row of one cell holds no table together: it is a page laid out as a table.
        Flow::Cell if cells < 2 => BlockKind::Loose,
        Flow::Cell => BlockKind::Row,
    }
}
