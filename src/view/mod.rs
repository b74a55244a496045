//! Draws the state with a theme. Reads only.
