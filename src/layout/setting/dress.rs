//! How each kind of block is dressed: its role, its bar, its indent, the space around it.

use crate::layout::setting::compose::goes_on;
use crate::layout::setting::setter::{Breaking, Setter, Shape};
use crate::layout::{Role, Run};
use crate::model::{Block, BlockKind};
use crate::wrap::width;

/// A line under a quotation that says whose it is has no more letters than this.
const ATTRIBUTION: usize = 100;

/// The role of a block's text.
pub(in crate::layout) fn role(block: &Block) -> Role {
    match &block.kind {
        BlockKind::Heading(level) if level.get() <= 2 => Role::HeadingMajor,
        BlockKind::Heading(level) if level.get() == 3 => Role::Heading,
        BlockKind::Heading(_) => Role::HeadingMinor,
        BlockKind::Quote if is_attribution(block) => Role::Byline,
        BlockKind::Quote => Role::Quote,
        BlockKind::Code => Role::Code,
        BlockKind::Caption | BlockKind::Media(_) => Role::Caption,
        BlockKind::Row => Role::Row,
        BlockKind::Item { .. } | BlockKind::Paragraph | BlockKind::Loose => Role::Body,
    }
}

/// How a block is set. Headings differ without colours too: those of the first two levels have
/// a line under them. `digits` is for the numbers of a list.
pub(in crate::layout) fn shape(block: &Block, columns: usize, digits: usize) -> Shape {
    let role = role(block);
    let indented = |breaking| Shape::barred(vec![Run::label("  ", role)], breaking);
    match &block.kind {
        BlockKind::Heading(level) if level.get() <= 2 => Shape::full(Breaking::Ruled),
        BlockKind::Heading(_) => Shape::full(Breaking::Even),
        BlockKind::Item { depth, ordinal } => Shape::hanging(item_mark(columns, *depth, *ordinal, digits)),
        BlockKind::Quote => Shape::barred(vec![Run::label("▎ ", Role::QuoteBar)], Breaking::Words),
        BlockKind::Code => Shape { again: goes_on(), ..indented(Breaking::Edge) },
        BlockKind::Caption | BlockKind::Media(_) => indented(Breaking::Words),
        BlockKind::Row | BlockKind::Paragraph | BlockKind::Loose => Shape::full(Breaking::Words),
    }
}

/// Sets what stands above a block: more space above a heading, but for the small ones, and the
/// bar between two paragraphs of a quotation.
pub(in crate::layout) fn above(setter: &mut Setter, block: &Block, opens: bool) {
    match block.kind {
        BlockKind::Heading(level) if level.get() < 4 && setter.is_roomy() => setter.blank(),
        BlockKind::Quote if !opens && !is_attribution(block) => {
            set_bar(setter, setter.typesetting().begins_at_the_right(&block.text()));
        }
        _ => {}
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
