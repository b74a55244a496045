//! Sets text: blocks dressed, flows broken into lines, lines justified and put in order, tables, the front.

pub(super) mod compose;
pub(super) mod dress;
pub(super) mod flow;
pub(super) mod front;
pub(super) mod justify;
pub(super) mod order;
pub(super) mod setter;
pub(super) mod table;
pub(super) mod typesetting;
