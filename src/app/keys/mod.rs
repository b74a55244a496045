//! What keys mean: the table of actions, keys as they are written, and which does what.

pub(super) mod action;
pub(super) mod key;
pub(super) mod keymap;
pub(super) mod nearest;
