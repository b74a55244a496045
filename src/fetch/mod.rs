//! Pages from the web, with limits.
