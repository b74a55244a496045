//! Programs that are started from the screen, and what is given to them.
