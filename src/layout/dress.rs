//! How each kind of block is dressed: its role, its bar, its indent, the space around it.

use super::compose::goes_on;
use super::flow::Flow;
use super::galley::set_marks;
use super::places::Places;
use super::setter::{Breaking, Setter, Shape};
use super::{Role, Run};
use crate::model::{Block, BlockKind, Level};
use crate::wrap::width;

/// Deeper lists have their numbers aligned with those of this depth.
const DEPTHS: usize = 8;

/// A line under a quotation that says whose it is has no more letters than this.
const ATTRIBUTION: usize = 100;

/// What a block must know of those that it stands with: the digits of the longest number of
/// a list, by depth.
#[derive(Clone, Copy, Default)]
pub(super) struct Company {
    digits: [usize; DEPTHS],
}

impl Company {
    /// The company of the blocks of a group.
    pub(super) fn of(group: &[&Block]) -> Self {
        let mut company = Self::default();
        for block in group {
            if let BlockKind::Item { depth, ordinal: Some(number) } = block.kind
                && let Some(digits) = company.digits.get_mut(usize::from(depth).min(DEPTHS - 1))
            {
                *digits = number.to_string().len().max(*digits);
            }
        }
        company
    }

    fn digits(self, depth: u8) -> usize {
        self.digits.get(usize::from(depth).min(DEPTHS - 1)).copied().unwrap_or(0)
    }
}

/// Sets a block, the `index`th of its group.
pub(super) fn set_block(setter: &mut Setter, block: &Block, index: usize, company: Company, places: &Places) {
    let (role, shape) = dress(setter, block, company);
    let mut flow = match &block.kind {
        BlockKind::Media(media) => Flow::of_media(media, block, places),
        _ => Flow::of(block, role, places),
    };
    if matches!(block.kind, BlockKind::Quote) && index > 0 && !is_attribution(block) {
        set_bar(setter, setter.typesetting().begins_at_the_right(&flow.text));
    }
    let inside = !matches!(block.kind, BlockKind::Code);
    if inside {
        flow.mark_places(places.after(Some(block.id)));
    }
    setter.set(flow, Some(block.id), shape);
    if !inside {
        set_marks(setter, Some(block.id), places);
    }
}

/// The role of a block's text, and how it is set.
fn dress(setter: &mut Setter, block: &Block, company: Company) -> (Role, Shape) {
    let indent = |role| Shape::barred(vec![Run::label("  ", role)], Breaking::Words);
    match &block.kind {
        BlockKind::Heading(level) => heading(setter, *level),
        BlockKind::Item { depth, ordinal } => {
            let mark = item_mark(setter.width(), *depth, *ordinal, company.digits(*depth));
            (Role::Body, Shape::hanging(mark))
        }
        BlockKind::Quote => {
            let role = if is_attribution(block) { Role::Byline } else { Role::Quote };
            (role, Shape::barred(vec![Run::label("▎ ", Role::QuoteBar)], Breaking::Words))
        }
        BlockKind::Code => {
            let shape = Shape::barred(vec![Run::label("  ", Role::Code)], Breaking::Edge);
            (Role::Code, Shape { again: goes_on(), ..shape })
        }
        BlockKind::Caption | BlockKind::Media(_) => (Role::Caption, indent(Role::Caption)),
        BlockKind::Row => (Role::Row, Shape::full(Breaking::Words)),
        BlockKind::Paragraph | BlockKind::Loose => (Role::Body, Shape::full(Breaking::Words)),
    }
}

/// Levels differ without colours too: those of the first two have a line under them, the
/// third has more space above than those below it.
fn heading(setter: &mut Setter, level: Level) -> (Role, Shape) {
    if level.get() < 4 {
        setter.blank();
    }
    match level.get() {
        1 | 2 => (Role::HeadingMajor, Shape::full(Breaking::Ruled)),
        3 => (Role::Heading, Shape::full(Breaking::Even)),
        _ => (Role::HeadingMinor, Shape::full(Breaking::Even)),
    }
}

/// The dot or number of an item, indented by its depth, but never past half the width.
/// Numbers end in one column.
fn item_mark(columns: usize, depth: u8, ordinal: Option<u32>, digits: usize) -> Vec<Run> {
    let mark = match (ordinal, depth % 3) {
        (Some(number), _) => format!("{number:>digits$}. "),
        (None, 0) => "• ".into(),
        (None, 1) => "◦ ".into(),
        (None, _) => "▪ ".into(),
    };
    let room = (columns / 2).saturating_sub(width(&mark));
    let indent = (usize::from(depth) * 2 + 2).min(room);
    vec![Run::label(" ".repeat(indent), Role::Body), Run::label(mark, Role::ItemMark)]
}

/// Whether a paragraph of a quotation says whose it is: `— Erin Fowlow, Halifax Transit`.
fn is_attribution(block: &Block) -> bool {
    let text = block.text();
    let text = text.trim();
    text.starts_with(['—', '–', '―']) && text.chars().count() <= ATTRIBUTION
}

/// The bar between two paragraphs of a quotation.
fn set_bar(setter: &mut Setter, at_the_right: bool) {
    let bar = |sign: &str| Run::label(sign, Role::QuoteBar);
    let space = setter.width() - 1;
    setter.ornament(if at_the_right {
        vec![Run::label(" ".repeat(space), Role::Body), bar("▕")]
    } else {
        vec![bar("▎")]
    });
}
