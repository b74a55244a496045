//! The state of the screen. `update` is its only writer. Pure.
