//! A reading and a width to lines of labelled runs. Lines carry roles, never colours.
